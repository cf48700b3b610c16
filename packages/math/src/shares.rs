//! Shares of a pool of money, safe against inflation by the first depositor.
//!
//! `VIRTUAL_SHARES` shares and one unit of money belong to nobody: whoever donates or rounds to lift the share price
//! pays nearly all of it to them.

use crate::number::{add, mul_div_ceil, mul_div_floor};
use crate::MathError;

/// Shares that belong to nobody. With a million of them, lifting the price so far that a deposit of `d` rounds to
/// nothing costs a million times `d`.
pub const VIRTUAL_SHARES: u128 = 1_000_000;

/// Shares for a deposit, rounded down: in favour of those already in.
pub fn minted_floor(amount: u128, assets: u128, shares: u128) -> Result<u128, MathError> {
    mul_div_floor(amount, add(shares, VIRTUAL_SHARES)?, add(assets, 1)?)
}

/// Money for shares, rounded down: in favour of those who stay.
pub fn redeemed_floor(shares: u128, assets: u128, total: u128) -> Result<u128, MathError> {
    mul_div_floor(shares, add(assets, 1)?, add(total, VIRTUAL_SHARES)?)
}

/// Shares burnt for an amount of money, rounded up: in favour of those who stay.
pub fn burnt_ceil(amount: u128, assets: u128, total: u128) -> Result<u128, MathError> {
    mul_div_ceil(amount, add(total, VIRTUAL_SHARES)?, add(assets, 1)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_deposit_gets_a_million_shares_a_unit() {
        assert_eq!(minted_floor(5, 0, 0), Ok(5_000_000));
        assert_eq!(redeemed_floor(5_000_000, 5, 5_000_000), Ok(5));
    }

    #[test]
    fn nobody_gains_by_going_in_and_out() {
        // 10 units of assets behind 7,000,000 shares: 3 units buy ⌊3·8,000,000/11⌋ = 2,181,818 shares, worth
        // ⌊2,181,818·14/10,181,818⌋ = 2.
        let shares = minted_floor(3, 10, 7_000_000).unwrap();
        assert_eq!(shares, 2_181_818);
        assert_eq!(redeemed_floor(shares, 13, 9_181_818), Ok(2));
    }

    #[test]
    fn the_shares_burnt_for_an_amount_are_worth_it() {
        let burnt = burnt_ceil(4, 13, 9_181_818).unwrap();
        // 4·10,181,818/14 = 2,909,090.9 → 2,909,091.
        assert_eq!(burnt, 2_909_091);
        assert!(redeemed_floor(burnt, 13, 9_181_818).unwrap() >= 4);
    }
}
