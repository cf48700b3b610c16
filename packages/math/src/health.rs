//! The health of an account: weighted collateral over debt.
//!
//! All values are dollars with 18 decimals.

use crate::number::mul_div_ceil;
use crate::units::{Bps, Price, BPS};
use crate::MathError;

/// `HF = weighted / debt` with 18 decimals, rounded down; `None` without debt.
pub fn factor_floor(weighted: u128, debt: u128) -> Result<Option<u128>, MathError> {
    if debt == 0 {
        return Ok(None);
    }
    crate::number::mul_div_floor(weighted, crate::units::UNIT, debt).map(Some)
}

/// Whether an account may be liquidated: its weighted collateral is below its debt.
pub fn is_liquidatable(weighted: u128, debt: u128) -> bool {
    weighted < debt
}

/// The price of one collateral at and above which the account is healthy, all else equal, rounded up: at the price
/// returned it is healthy. `None` when the account is healthy whatever this price.
///
/// `others` is the weighted value of the other collateral, `amount` what the account holds of this one.
pub fn liquidation_price_ceil(
    debt: u128,
    others: u128,
    amount: u128,
    decimals: u8,
    threshold: Bps,
) -> Result<Option<Price>, MathError> {
    let Some(missing) = debt.checked_sub(others).filter(|rest| *rest > 0) else {
        return Ok(None);
    };
    if amount == 0 || threshold.0 == 0 {
        return Ok(None);
    }
    let value = mul_div_ceil(missing, BPS, threshold.wide())?;
    let price = mul_div_ceil(value, crate::number::pow10(decimals)?, amount)?;
    Ok(Some(Price(price)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::UNIT;

    #[test]
    fn an_account_at_one_is_healthy_and_just_below_is_not() {
        assert!(!is_liquidatable(8_250, 8_250));
        assert!(is_liquidatable(8_249, 8_250));
        assert_eq!(
            factor_floor(8_250, 8_300),
            Ok(Some(993_975_903_614_457_831))
        );
        assert_eq!(factor_floor(8_250, 0), Ok(None));
    }

    #[test]
    fn the_liquidation_price_is_debt_over_weighted_amount() {
        // 100 ETH with threshold 82.5 % against 8,250 dollars: liquidatable below 100 dollars.
        let price =
            liquidation_price_ceil(8_250 * UNIT, 0, 100_000_000_000_000_000_000, 18, Bps(8_250));
        assert_eq!(price, Ok(Some(Price(100 * UNIT))));
    }

    #[test]
    fn collateral_that_is_not_needed_has_no_liquidation_price() {
        assert_eq!(liquidation_price_ceil(10, 10, 5, 6, Bps(8_000)), Ok(None));
    }
}
