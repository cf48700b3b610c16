//! Interest by utilisation with one kink, and the index that carries it.

use crate::number::{add, mul_div_ceil, mul_div_floor};
use crate::packed::packed_record;
use crate::units::{Bps, BPS, UNIT};
use crate::MathError;

/// Seconds in a year of 365 days.
pub const YEAR: u128 = 31_536_000;

/// Yearly borrow rates: `base` at no use, plus `slope_below` at the kink, plus `slope_above` at full use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateModel {
    /// Rate at no utilisation.
    pub base: Bps,
    /// Added up to the kink.
    pub slope_below: Bps,
    /// Added from the kink to full utilisation.
    pub slope_above: Bps,
    /// Utilisation at the kink, strictly between 0 and 10,000.
    pub kink: Bps,
}
packed_record!(RateModel {
    base,
    slope_below,
    slope_above,
    kink
});

/// `⌊utilisation⌋` in 18 decimals, at most one: debt over debt and cash. None of both is no use.
pub fn utilisation_floor(debt: u128, cash: u128) -> Result<u128, MathError> {
    if debt == 0 {
        return Ok(0);
    }
    mul_div_floor(debt, UNIT, add(debt, cash)?)
}

/// The yearly borrow rate in 18 decimals at `utilisation` (18 decimals), rounded up: in the lenders' favour.
pub fn borrow_rate_ceil(model: RateModel, utilisation: u128) -> Result<u128, MathError> {
    let kink = mul_div_floor(model.kink.wide(), UNIT, BPS)?;
    let used = utilisation.min(UNIT);
    let below = mul_div_ceil(bps(model.slope_below)?, used.min(kink), kink)?;
    let above = if used > kink {
        let over = used.saturating_sub(kink);
        mul_div_ceil(bps(model.slope_above)?, over, UNIT.saturating_sub(kink))?
    } else {
        0
    };
    add(bps(model.base)?, add(below, above)?)
}

/// The index after `seconds` at `rate` (18 decimals a year), rounded up: in the lenders' favour. Simple interest
/// within a span, compounded at every touch.
pub fn index_after_ceil(index: u128, rate: u128, seconds: u64) -> Result<u128, MathError> {
    let growth = mul_div_ceil(rate, u128::from(seconds), YEAR)?;
    add(index, mul_div_ceil(index, growth, UNIT)?)
}

/// `⌈debt⌉` of scaled debt at an index: what is owed is rounded up.
pub fn debt_ceil(scaled: u128, index: u128) -> Result<u128, MathError> {
    mul_div_ceil(scaled, index, UNIT)
}

/// `⌈scaled⌉` for new debt: rounded up, so that it never shrinks on the way.
pub fn scaled_ceil(debt: u128, index: u128) -> Result<u128, MathError> {
    mul_div_ceil(debt, UNIT, index)
}

/// `⌊scaled⌋` for repaid debt: rounded down, so that no more is forgiven than was paid.
pub fn scaled_floor(debt: u128, index: u128) -> Result<u128, MathError> {
    mul_div_floor(debt, UNIT, index)
}

fn bps(rate: Bps) -> Result<u128, MathError> {
    mul_div_floor(rate.wide(), UNIT, BPS)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODEL: RateModel = RateModel {
        base: Bps(100),
        slope_below: Bps(400),
        slope_above: Bps(6_000),
        kink: Bps(8_000),
    };

    #[test]
    fn the_rate_rises_gently_to_the_kink_and_steeply_behind_it() {
        let rate = |percent: u128| borrow_rate_ceil(MODEL, UNIT / 100 * percent).unwrap();
        assert_eq!(rate(0), UNIT / 100);
        assert_eq!(rate(40), UNIT / 100 * 3);
        assert_eq!(rate(80), UNIT / 100 * 5);
        assert_eq!(rate(90), UNIT / 100 * 35);
        assert_eq!(rate(100), UNIT / 100 * 65);
        assert_eq!(rate(250), rate(100));
    }

    #[test]
    fn utilisation_of_an_empty_market_is_zero() {
        assert_eq!(utilisation_floor(0, 0), Ok(0));
        assert_eq!(utilisation_floor(30, 70), Ok(UNIT / 10 * 3));
        assert_eq!(utilisation_floor(30, 0), Ok(UNIT));
    }

    #[test]
    fn a_year_at_five_percent_adds_five_percent() {
        let index = index_after_ceil(UNIT, UNIT / 20, 31_536_000).unwrap();
        assert_eq!(index, UNIT / 100 * 105);
        assert_eq!(debt_ceil(1_000, index), Ok(1_050));
    }

    #[test]
    fn scaling_never_forgives_a_unit() {
        let index = UNIT / 100 * 105;
        assert_eq!(scaled_ceil(1_000, index), Ok(953));
        assert_eq!(debt_ceil(953, index), Ok(1_001));
        assert_eq!(scaled_floor(1_000, index), Ok(952));
        assert_eq!(debt_ceil(952, index), Ok(1_000));
    }
}
