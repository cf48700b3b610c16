//! The stored price of one asset, and the rule by which each kind of action may use it.

use thiserror::Error;

use crate::packed::packed_record;
use crate::units::Price;

/// A price beyond the allowed jump that waits to be confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pending {
    /// The latest price observed beyond the jump, dollars per whole unit.
    pub price: Price,
    /// Unix second at which the price first left the allowed band on this side.
    pub since: u64,
}
packed_record!(Pending { price, since });

/// What the oracle adapter stores for an asset. It carries its own times of validity, so a consumer that reads it raw
/// needs no configuration of the adapter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PriceRecord {
    /// Decimals of the asset.
    pub decimals: u8,
    /// Accepted price: the median of the fresh sources.
    pub mid: Price,
    /// Lowest of the fresh sources that agree with the median.
    pub low: Price,
    /// Highest of the fresh sources that agree with the median.
    pub high: Price,
    /// Unix second of the newest observation.
    pub published_at: u64,
    /// Last unix second at which enough sources are fresh to open positions; 0 when there are too few.
    pub fresh_until: u64,
    /// Last unix second at which at least one source is fresh: enough to liquidate and to sell.
    pub relaxed_until: u64,
    /// A jump that waits to be confirmed.
    pub pending: Option<Pending>,
    /// Seconds without a single fresh source, all spans before the last update together.
    pub dark_seconds: u64,
}
packed_record!(PriceRecord {
    decimals,
    mid,
    low,
    high,
    published_at,
    fresh_until,
    relaxed_until,
    pending,
    dark_seconds
});

/// On which side of a sale an asset stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Collateral, or the base of a lot: while a jump is pending the higher price counts.
    Sold,
    /// Debt, or the quote of a lot: while a jump is pending the lower price counts.
    Owed,
}

/// Why a price may not be used for an action.
#[derive(Error, Debug, Clone, Copy, PartialEq, Eq)]
pub enum PriceRefusal {
    /// Too few sources are fresh.
    #[error("the price is {age} s old, with too few fresh sources since {limit} s")]
    Stale {
        /// Seconds since the newest observation.
        age: u64,
        /// Seconds for which the rule has not been met.
        limit: u64,
    },
    /// A jump waits to be confirmed, and nothing is opened meanwhile.
    #[error("the price jumped and waits to be confirmed")]
    Pending,
}

impl PriceRecord {
    /// Low and high for opening: borrowing and withdrawing. Collateral counts at the low, debt at the high. Refused
    /// with too few fresh sources and while a jump is pending.
    pub fn for_opening(&self, now: u64) -> Result<(Price, Price), PriceRefusal> {
        self.check(now, self.fresh_until)?;
        match self.pending {
            Some(_) => Err(PriceRefusal::Pending),
            None => Ok((self.low, self.high)),
        }
    }

    /// The price for liquidating and selling: one fresh source is enough, and a pending jump counts only in favour
    /// of the account and the lot.
    pub fn for_sale(&self, now: u64, side: Side) -> Result<Price, PriceRefusal> {
        self.check(now, self.relaxed_until)?;
        Ok(match (self.pending, side) {
            (None, _) => self.mid,
            (Some(pending), Side::Sold) => self.mid.max(pending.price),
            (Some(pending), Side::Owed) => self.mid.min(pending.price),
        })
    }

    /// The price at which an asset without a valid price counts in a liquidation, whatever its age: collateral at its
    /// last accepted high, debt at its last accepted low. The asset itself is not sold.
    pub fn last_accepted(&self, side: Side) -> Price {
        match side {
            Side::Sold => self.high,
            Side::Owed => self.low,
        }
    }

    /// Seconds without a single fresh source up to `now`. Never falls.
    pub fn dark_total(&self, now: u64) -> u64 {
        self.dark_seconds
            .saturating_add(now.saturating_sub(self.relaxed_until))
    }

    fn check(&self, now: u64, until: u64) -> Result<(), PriceRefusal> {
        if now <= until {
            Ok(())
        } else {
            Err(PriceRefusal::Stale {
                age: now.saturating_sub(self.published_at),
                limit: now.saturating_sub(until.max(self.published_at)),
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> PriceRecord {
        PriceRecord {
            decimals: 6,
            mid: Price(100),
            low: Price(99),
            high: Price(101),
            published_at: 1_000,
            fresh_until: 1_060,
            relaxed_until: 1_090,
            pending: None,
            dark_seconds: 7,
        }
    }

    #[test]
    fn opening_needs_enough_sources_and_selling_needs_one() {
        assert_eq!(record().for_opening(1_060), Ok((Price(99), Price(101))));
        assert_eq!(
            record().for_opening(1_061),
            Err(PriceRefusal::Stale { age: 61, limit: 1 })
        );
        assert_eq!(record().for_sale(1_090, Side::Sold), Ok(Price(100)));
        assert!(record().for_sale(1_091, Side::Sold).is_err());
    }

    #[test]
    fn a_pending_jump_stops_opening_and_counts_in_favour_of_what_is_sold() {
        let fallen = PriceRecord {
            pending: Some(Pending {
                price: Price(60),
                since: 990,
            }),
            ..record()
        };
        assert_eq!(fallen.for_opening(1_000), Err(PriceRefusal::Pending));
        assert_eq!(fallen.for_sale(1_000, Side::Sold), Ok(Price(100)));
        assert_eq!(fallen.for_sale(1_000, Side::Owed), Ok(Price(60)));
    }

    #[test]
    fn darkness_counts_from_the_last_fresh_second() {
        assert_eq!(record().dark_total(1_090), 7);
        assert_eq!(record().dark_total(1_100), 17);
    }

    #[test]
    fn without_a_valid_price_the_last_accepted_band_protects_the_account() {
        assert_eq!(record().last_accepted(Side::Sold), Price(101));
        assert_eq!(record().last_accepted(Side::Owed), Price(99));
    }
}
