//! A price as an integer: quote for one whole unit of base, with 18 decimals.

use std::str::FromStr;

use cosmwasm_std::Uint128;
use rust_decimal::Decimal;
use thiserror::Error;

/// Digits after the point.
const DECIMALS: u32 = 18;

/// What one whole unit of quote for one whole unit of base is in a [`Price`].
const WHOLE: u128 = 1_000_000_000_000_000_000;

/// Quote for one whole unit of base, both in whole units, times 10^18.
///
/// Always above zero and at most [`Price::MAX`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Price(u128);

impl Price {
    /// The highest price accepted: 10^12 quote for one base. No asset trades near it, and
    /// sums of prices stay far inside the integer's range.
    pub const MAX: Price = Price(1_000_000_000_000 * WHOLE);

    /// A price of so many hundredths of a quote unit.
    ///
    /// Returns `None` for zero and above [`Price::MAX`].
    pub const fn from_cents(cents: u64) -> Option<Price> {
        // A `u64` times 10^16 is below 2^118.
        Price::from_atoms((cents as u128).saturating_mul(WHOLE / 100))
    }

    /// A price of so many 10^-18 of a quote unit.
    ///
    /// Returns `None` for zero and above [`Price::MAX`].
    pub const fn from_atoms(atoms: u128) -> Option<Price> {
        if atoms == 0 || atoms > Price::MAX.0 {
            None
        } else {
            Some(Price(atoms))
        }
    }

    /// The price in 10^-18 of a quote unit.
    pub const fn atoms(self) -> u128 {
        self.0
    }

    /// The distance between two prices, in 10^-18 of a quote unit.
    pub const fn distance(self, other: Price) -> u128 {
        self.0.abs_diff(other.0)
    }

    /// The price `part / whole` of the way from here to `end`, in a straight line.
    ///
    /// The distance gone is rounded down, so the result lies between the two prices.
    /// A `part` above `whole` counts as `whole`; with a `whole` of zero the price is `end`.
    pub fn toward(self, end: Price, part: u64, whole: u64) -> Price {
        if part >= whole {
            return end;
        }
        let gone = Uint128::new(self.distance(end))
            .checked_multiply_ratio(part, whole)
            // Unreachable: `whole` is above `part`, so neither zero nor an overflow can occur.
            .unwrap_or_default()
            .u128();
        if end >= self {
            Price(self.0.saturating_add(gone))
        } else {
            Price(self.0.saturating_sub(gone))
        }
    }

    /// The price in whole quote units, for people and for statistics.
    #[allow(
        clippy::float_arithmetic,
        clippy::cast_precision_loss,
        reason = "for display and statistics only, never for a price that is traded at"
    )]
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / WHOLE as f64
    }
}

/// Why a text is not a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PriceFault {
    /// The text is no finite decimal number.
    #[error("not a finite decimal number such as 131.25")]
    NotANumber,
    /// The number is zero, below zero, or too small to tell from zero with 18 decimals.
    #[error("a price must be above zero")]
    NotPositive,
    /// The number is above [`Price::MAX`].
    #[error("a price must be at most 1000000000000")]
    TooHigh,
}

impl FromStr for Price {
    type Err = PriceFault;

    /// Reads `131.25` or `1.3125e2`. Digits beyond the 18th after the point are dropped.
    fn from_str(text: &str) -> Result<Price, PriceFault> {
        let number = if text.contains(['e', 'E']) {
            Decimal::from_scientific(text)
        } else {
            Decimal::from_str(text)
        }
        .map_err(|_| PriceFault::NotANumber)?;
        if number.is_sign_negative() || number.is_zero() {
            return Err(PriceFault::NotPositive);
        }
        let digits = number.mantissa().unsigned_abs();
        let scale = number.scale();
        let atoms = if scale <= DECIMALS {
            10u128
                .checked_pow(DECIMALS.saturating_sub(scale))
                .and_then(|factor| digits.checked_mul(factor))
                .ok_or(PriceFault::TooHigh)?
        } else {
            10u128
                .checked_pow(scale.saturating_sub(DECIMALS))
                .and_then(|factor| digits.checked_div(factor))
                .unwrap_or(0)
        };
        if atoms == 0 {
            return Err(PriceFault::NotPositive);
        }
        Price::from_atoms(atoms).ok_or(PriceFault::TooHigh)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn atoms(text: &str) -> Result<u128, PriceFault> {
        text.parse::<Price>().map(Price::atoms)
    }

    #[test]
    fn decimal_text_is_read_exactly() {
        assert_eq!(atoms("193.31"), Ok(193_310_000_000_000_000_000));
        assert_eq!(atoms("180"), Ok(180 * WHOLE));
        assert_eq!(atoms("0.000000000000000001"), Ok(1));
        assert_eq!(atoms("200.92830434500002"), Ok(200_928_304_345_000_020_000));
        assert_eq!(atoms("1.5e2"), Ok(150 * WHOLE));
        assert_eq!(atoms("2.5E-3"), Ok(2_500_000_000_000_000));
        assert_eq!(atoms("1000000000000"), Ok(Price::MAX.atoms()));
    }

    #[test]
    fn text_that_is_no_price_is_refused_with_the_reason() {
        for text in [
            "", "NaN", "nan", "inf", "-inf", "12,5", "0x10", "abc", "1e", "--1", "1.2.3",
        ] {
            assert_eq!(atoms(text), Err(PriceFault::NotANumber), "{text:?}");
        }
        for text in ["0", "-1", "-0.0", "0.00", "1e-19", "-1e3"] {
            assert_eq!(atoms(text), Err(PriceFault::NotPositive), "{text:?}");
        }
        for text in ["1000000000000.1", "1e20", "79228162514264337593543950335"] {
            assert_eq!(atoms(text), Err(PriceFault::TooHigh), "{text:?}");
        }
    }

    #[test]
    fn a_straight_line_meets_both_ends_and_rounds_toward_its_start() {
        let (low, high) = (Price(100), Price(110));
        assert_eq!(low.toward(high, 0, 3), low);
        assert_eq!(low.toward(high, 1, 3), Price(103));
        assert_eq!(high.toward(low, 1, 3), Price(107));
        assert_eq!(low.toward(high, 3, 3), high);
        assert_eq!(low.toward(high, 9, 3), high);
        assert_eq!(low.toward(high, 0, 0), high);
    }

    #[test]
    fn cents_become_eighteen_decimals() {
        assert_eq!(Price::from_cents(9_662), "96.62".parse().ok());
        assert_eq!(Price::from_cents(0), None);
    }
}
