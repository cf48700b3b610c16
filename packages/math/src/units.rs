//! Numbers that must not be swapped for one another.

use crate::number::{mul_div_ceil, mul_div_floor, pow10};
use crate::packed::packed_record;
use crate::MathError;

/// One whole in basis points.
pub const BPS: u128 = 10_000;

/// One whole in fixed point with 18 decimals.
pub const UNIT: u128 = 1_000_000_000_000_000_000;

/// A share in basis points; 10,000 is one whole. May exceed one whole where its use says so (a target health of 1.05).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bps(pub u32);
packed_record!(Bps { 0 });

impl Bps {
    /// The number of basis points, wide enough to multiply with.
    pub fn wide(self) -> u128 {
        u128::from(self.0)
    }

    /// `⌊amount · self⌋`: in favour of whoever keeps the rest.
    pub fn of_floor(self, amount: u128) -> Result<u128, MathError> {
        mul_div_floor(amount, self.wide(), BPS)
    }

    /// `⌈amount · self⌉`: in favour of whoever is owed it.
    pub fn of_ceil(self, amount: u128) -> Result<u128, MathError> {
        mul_div_ceil(amount, self.wide(), BPS)
    }
}

/// A price per **whole** unit with 18 decimals: dollars per whole asset in the oracle, whole quote per whole base in
/// the auction. Per whole unit, because a price per smallest unit of an 18-decimal asset loses its digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Price(pub u128);
packed_record!(Price { 0 });

impl Price {
    /// Whether the price is zero, which no valid price is.
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// `⌊value⌋` in dollars with 18 decimals of `amount` smallest units of an asset with `decimals`: what is owned is
    /// counted low.
    pub fn value_floor(self, amount: u128, decimals: u8) -> Result<u128, MathError> {
        mul_div_floor(amount, self.0, pow10(decimals)?)
    }

    /// `⌈value⌉` in dollars with 18 decimals of `amount` smallest units of an asset with `decimals`: what is owed is
    /// counted high.
    pub fn value_ceil(self, amount: u128, decimals: u8) -> Result<u128, MathError> {
        mul_div_ceil(amount, self.0, pow10(decimals)?)
    }

    /// `⌊amount⌋` of smallest units worth `value` dollars (18 decimals).
    pub fn amount_floor(self, value: u128, decimals: u8) -> Result<u128, MathError> {
        mul_div_floor(value, pow10(decimals)?, self.0)
    }

    /// `⌈amount⌉` of smallest units worth at least `value` dollars (18 decimals).
    pub fn amount_ceil(self, value: u128, decimals: u8) -> Result<u128, MathError> {
        mul_div_ceil(value, pow10(decimals)?, self.0)
    }

    /// `⌈self / quote⌉`: the price of a base at `self` dollars in a quote at `quote` dollars. Up, in the seller's favour.
    pub fn over_ceil(self, quote: Price) -> Result<Price, MathError> {
        mul_div_ceil(self.0, UNIT, quote.0).map(Price)
    }
}

/// The decimals of a pair's two assets, which turn a price per whole units into amounts of smallest units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// Decimals of the asset sold.
    pub base_decimals: u8,
    /// Decimals of the asset paid.
    pub quote_decimals: u8,
}
packed_record!(Scale {
    base_decimals,
    quote_decimals
});

impl Scale {
    /// `⌈base · price⌉` in smallest units of quote: a buyer pays the part of a unit. In the seller's favour.
    pub fn quote_ceil(self, base: u128, price: Price) -> Result<u128, MathError> {
        let (up, down) = self.shift()?;
        let raised = price.0.checked_mul(up).ok_or(MathError::Overflow)?;
        mul_div_ceil(base, raised, down)
    }

    /// `⌊quote / price⌋` in smallest units of base: a buyer gets no part of a unit. In the seller's favour.
    pub fn base_floor(self, quote: u128, price: Price) -> Result<u128, MathError> {
        let (up, down) = self.shift()?;
        match price.0.checked_mul(up) {
            Some(raised) => mul_div_floor(quote, down, raised),
            // Where `up` is above 1, `down` is 1: the price of a unit is above any amount.
            None => Ok(0),
        }
    }

    /// `⌈quote / price⌉` in smallest units of base: the least base whose price is at least `quote`.
    pub fn base_ceil(self, quote: u128, price: Price) -> Result<u128, MathError> {
        let (up, down) = self.shift()?;
        let raised = price.0.checked_mul(up).ok_or(MathError::Overflow)?;
        mul_div_ceil(quote, down, raised)
    }

    /// `⌈quote / base⌉` as a price of whole units.
    pub fn price_ceil(self, base: u128, quote: u128) -> Result<Price, MathError> {
        let (up, down) = self.shift()?;
        let raised = base.checked_mul(up).ok_or(MathError::Overflow)?;
        mul_div_ceil(quote, down, raised).map(Price)
    }

    /// `(up, down)` such that smallest units of quote = smallest units of base · price · up / down.
    fn shift(self) -> Result<(u128, u128), MathError> {
        let below = self.base_decimals.saturating_add(18);
        match below.checked_sub(self.quote_decimals) {
            Some(down) => Ok((1, pow10(down)?)),
            None => Ok((pow10(self.quote_decimals.saturating_sub(below))?, 1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ETH_USDT: Scale = Scale {
        base_decimals: 18,
        quote_decimals: 6,
    };

    #[test]
    fn a_price_of_whole_units_becomes_amounts_of_smallest_units() {
        let price = Price(167_970_000_000_000_000_000);
        // 2 ETH at 167.97 cost 335.94 USDT.
        assert_eq!(
            ETH_USDT.quote_ceil(2_000_000_000_000_000_000, price),
            Ok(335_940_000)
        );
        assert_eq!(
            ETH_USDT.base_floor(335_940_000, price),
            Ok(2_000_000_000_000_000_000)
        );
        assert_eq!(
            ETH_USDT.price_ceil(2_000_000_000_000_000_000, 335_940_000),
            Ok(price)
        );
        // One smallest unit of ETH costs a part of a smallest unit of USDT: the buyer pays a whole one.
        assert_eq!(ETH_USDT.quote_ceil(1, price), Ok(1));
    }

    #[test]
    fn a_cheap_asset_with_18_decimals_keeps_its_digits() {
        // 0.00001234 dollars each: a million of them cost 12.34 USDT.
        let price = Price(12_340_000_000_000);
        assert_eq!(
            ETH_USDT.quote_ceil(1_000_000_000_000_000_000_000_000, price),
            Ok(12_340_000)
        );
    }

    #[test]
    fn a_unit_that_costs_more_than_any_amount_is_not_bought() {
        let scale = Scale {
            base_decimals: 0,
            quote_decimals: 24,
        };
        assert_eq!(scale.base_floor(u128::MAX, Price(u128::MAX)), Ok(0));
    }

    #[test]
    fn values_round_down_for_what_is_owned_and_up_for_what_is_owed() {
        let third = Price(333_333_333_333_333_333);
        assert_eq!(third.value_floor(1, 6), Ok(333_333_333_333));
        assert_eq!(third.value_ceil(1, 6), Ok(333_333_333_334));
    }

    #[test]
    fn a_price_in_a_quote_above_a_dollar_is_rounded_up() {
        let base = Price(100 * UNIT);
        let quote = Price(3 * UNIT);
        assert_eq!(base.over_ceil(quote), Ok(Price(33_333_333_333_333_333_334)));
    }
}
