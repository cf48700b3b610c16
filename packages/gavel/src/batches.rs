//! Adds up what windows of the book sold, held against the reference of each.

use cosmwasm_std::Uint128;

use crate::error::Error;
use crate::tally::{whole, Decimals};

/// A whole ratio in basis points.
const WHOLE_BPS: f64 = 10_000.0;

/// What windows sold so far, in smallest units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Batches {
    windows: u64,
    base: u128,
    raised: u128,
    value: u128,
    worst: Option<(u128, u128)>,
    deepest_bps: Option<u32>,
}

/// The same in whole units, as it is reported.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct BatchSums {
    /// Windows that were settled.
    pub windows: u64,
    /// Base that they sold.
    pub base_sold: f64,
    /// Quote raised over what it was worth at the reference of its close; none where no window sold anything.
    pub recovery: Option<f64>,
    /// The lowest such ratio of a window.
    pub worst: Option<f64>,
    /// The deepest discount at which a standing bid bought, as a share; none where none did.
    pub deepest_discount: Option<f64>,
}

impl Batches {
    /// No window yet.
    pub const fn none() -> Batches {
        Batches {
            windows: 0,
            base: 0,
            raised: 0,
            value: 0,
            worst: None,
            deepest_bps: None,
        }
    }

    /// A window sold base for what it raised; at the reference it was worth `value`.
    ///
    /// # Errors
    /// A sum does not fit 128 bits.
    pub fn settled(&mut self, sold: u128, raised: u128, value: u128) -> Result<(), Error> {
        let add = |sum: u128, more| sum.checked_add(more).ok_or(Error::Overflow);
        self.windows = self.windows.saturating_add(1);
        self.base = add(self.base, sold)?;
        self.raised = add(self.raised, raised)?;
        self.value = add(self.value, value)?;
        let product = |a: u128, b: u128| Uint128::new(a).full_mul(b);
        let is_worse = |(paid, worth)| product(raised, worth) < product(paid, value);
        if value > 0 && self.worst.map_or(true, is_worse) {
            self.worst = Some((raised, value));
        }
        Ok(())
    }

    /// A bid that stood at this discount bought something.
    pub fn bought_at(&mut self, discount_bps: u32) {
        self.deepest_bps = self.deepest_bps.max(Some(discount_bps));
    }

    /// The sums, for the report.
    #[allow(
        clippy::float_arithmetic,
        clippy::cast_precision_loss,
        reason = "statistics for people"
    )]
    pub fn sums(&self, decimals: Decimals) -> BatchSums {
        let ratio = |(part, of): (u128, u128)| (of > 0).then(|| part as f64 / of as f64);
        BatchSums {
            windows: self.windows,
            base_sold: whole(self.base, decimals.base),
            recovery: ratio((self.raised, self.value)),
            worst: self.worst.and_then(ratio),
            deepest_discount: self.deepest_bps.map(|bps| f64::from(bps) / WHOLE_BPS),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_are_held_against_their_own_reference() {
        let mut batches = Batches::none();
        let decimals = Decimals { base: 6, quote: 6 };
        assert_eq!(batches.sums(decimals), BatchSums::default());
        // 2 for 198 of 200, 1 for 95 of 100, and one that nobody bought from.
        batches
            .settled(2_000_000, 198_000_000, 200_000_000)
            .unwrap();
        batches.settled(1_000_000, 95_000_000, 100_000_000).unwrap();
        batches.settled(0, 0, 0).unwrap();
        batches.bought_at(500);
        batches.bought_at(100);
        let expected = BatchSums {
            windows: 3,
            base_sold: 3.0,
            recovery: Some(293.0 / 300.0),
            worst: Some(0.95),
            deepest_discount: Some(0.05),
        };
        assert_eq!(batches.sums(decimals), expected);
    }
}
