//! The stored price of one asset, and the rule by which each kind of action may use it.

use thiserror::Error;

use crate::clock::Span;
use crate::number::{add, mul_div_ceil, mul_div_floor, sub};
use crate::packed::packed_record;
use crate::units::{Price, BPS};
use crate::MathError;

/// How slowly the running average of an accepted price follows it, in seconds: five minutes, the longest time for which
/// a jump may have to wait. A price that stays reaches half its way into the average after this time.
pub const AVERAGE_SECONDS: u64 = 300;

/// A price beyond the allowed jump that waits to be confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pending {
    /// The latest price observed beyond the jump, dollars per whole unit.
    pub price: Price,
    /// Unix second at which the price first left the allowed band on this side.
    pub since: u64,
}
packed_record!(Pending { price, since });

/// A span without a single fresh source, in Unix seconds: from the last fresh one to the first fresh one behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DarkSpan {
    /// The last second that was fresh.
    pub from: u64,
    /// The first second that was fresh again.
    pub to: u64,
}
packed_record!(DarkSpan { from, to });

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
    /// Unix second of the newest observation that agrees with the median.
    pub published_at: u64,
    /// Last unix second at which enough sources are fresh to open positions; 0 when there are too few.
    pub fresh_until: u64,
    /// Last unix second at which at least one source that agrees with the median is fresh: enough to liquidate and to
    /// sell.
    pub relaxed_until: u64,
    /// A jump that waits to be confirmed.
    pub pending: Option<Pending>,
    /// Seconds without a single fresh source, all spans before the last update together.
    pub dark_seconds: u64,
    /// Running average of the accepted price up to `averaged_at`. Read it by [`PriceRecord::average_at`].
    pub average: Price,
    /// Unix second at which the accepted price last changed.
    pub averaged_at: u64,
    /// The last span without a single fresh source that is part of `dark_seconds`.
    pub last_dark: Option<DarkSpan>,
    /// The one before it.
    pub dark_before: Option<DarkSpan>,
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
    dark_seconds,
    average,
    averaged_at,
    last_dark,
    dark_before
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
    #[error("the price is {age} s old, with too few fresh sources for {limit} s")]
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

    /// `⌈(high − low) / (2 · mid)⌉` in basis points: how far the sources that agree are from each other. Age is no part of it, since
    /// neither low nor high moves with time; a source that is too old no longer counts at all.
    pub fn disagreement_ceil(&self) -> Result<u128, MathError> {
        let spread = self.high.0.saturating_sub(self.low.0);
        mul_div_ceil(spread, BPS / 2, self.mid.0)
    }

    /// The price at which an asset without a valid price counts in a liquidation, whatever its age: collateral at its
    /// last accepted high, debt at its last accepted low. The asset itself is not sold.
    pub fn last_accepted(&self, side: Side) -> Price {
        match side {
            Side::Sold => self.high,
            Side::Owed => self.low,
        }
    }

    /// The price at which an asset counts where a loss is expected, whatever its age: collateral at the lower of the accepted
    /// price and one that waits to be confirmed, debt at the higher. Who could leave before a loss is confirmed must not
    /// leave whole.
    pub fn for_loss(&self, side: Side) -> Price {
        match (self.pending, side) {
            (None, _) => self.mid,
            (Some(pending), Side::Sold) => self.mid.min(pending.price),
            (Some(pending), Side::Owed) => self.mid.max(pending.price),
        }
    }

    /// Seconds without a single fresh source up to `now`. Never falls.
    pub fn dark_total(&self, now: u64) -> u64 {
        self.dark_seconds
            .saturating_add(now.saturating_sub(self.relaxed_until))
    }

    /// The spans that `dark_total` at `now` ends with: the one that is on, and the last two counted ones. Those before are
    /// in the total alone.
    pub fn dark_spans(&self, now: u64) -> impl Iterator<Item = Span> {
        let open = (now > self.relaxed_until).then_some(DarkSpan {
            from: self.relaxed_until,
            to: now,
        });
        [open, self.last_dark, self.dark_before]
            .into_iter()
            .flatten()
            .map(|span| Span {
                from: span.from.saturating_mul(1_000),
                to: span.to.saturating_mul(1_000),
            })
    }

    /// The last two counted spans of a record that follows this one at `now`. A span that goes on where the last ended is the
    /// same span.
    pub(crate) fn dark_history(&self, now: u64) -> (Option<DarkSpan>, Option<DarkSpan>) {
        if now <= self.relaxed_until {
            return (self.last_dark, self.dark_before);
        }
        let from = self.relaxed_until;
        match self.last_dark.filter(|last| last.to >= from) {
            Some(last) => (
                Some(DarkSpan {
                    from: last.from,
                    to: now,
                }),
                self.dark_before,
            ),
            None => (Some(DarkSpan { from, to: now }), self.last_dark),
        }
    }

    /// Running average of the accepted price at `now`: it moves towards the price by `t / (t + AVERAGE_SECONDS)` of the
    /// way in `t` seconds, rounded down, so it lags rather than leads. Within one second it does not move, however often
    /// the price does.
    pub fn average_at(&self, now: u64) -> Result<Price, MathError> {
        let passed = now.saturating_sub(self.averaged_at);
        let whole = passed.saturating_add(AVERAGE_SECONDS);
        let way = self.mid.0.abs_diff(self.average.0);
        let gone = mul_div_floor(way, u128::from(passed), u128::from(whole))?;
        if self.mid > self.average {
            add(self.average.0, gone).map(Price)
        } else {
            sub(self.average.0, gone).map(Price)
        }
    }

    /// The record with its validity ended before `now`; `None` when it ended earlier. The accepted price stays, as what
    /// the next one is compared with.
    pub fn lapsed(&self, now: u64) -> Option<Self> {
        let ended = now.saturating_sub(1);
        (self.relaxed_until > ended).then_some(Self {
            fresh_until: self.fresh_until.min(ended),
            relaxed_until: ended,
            ..*self
        })
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
            average: Price(80),
            averaged_at: 1_000,
            last_dark: None,
            dark_before: None,
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
    fn sources_disagree_by_half_of_what_they_span_whatever_their_age() {
        // From 99 to 101 around 100: 1 % each way.
        assert_eq!(record().disagreement_ceil(), Ok(100));
        let of = |low, mid, high| PriceRecord {
            low: Price(low),
            mid: Price(mid),
            high: Price(high),
            ..record()
        };
        assert_eq!(of(300, 300, 301).disagreement_ceil(), Ok(17));
        assert_eq!(of(5, 5, 5).disagreement_ceil(), Ok(0));
        // A lapsed record, and one that is hours old, span the same.
        let lapsed = record().lapsed(1_050).unwrap();
        assert_eq!(lapsed.disagreement_ceil(), Ok(100));
        assert!(of(0, 0, 1).disagreement_ceil().is_err());
    }

    #[test]
    fn darkness_counts_from_the_last_fresh_second() {
        assert_eq!(record().dark_total(1_090), 7);
        assert_eq!(record().dark_total(1_100), 17);
    }

    #[test]
    fn the_average_follows_the_accepted_price_and_stands_within_a_second() {
        assert_eq!(record().average_at(1_000), Ok(Price(80)));
        assert_eq!(record().average_at(999), Ok(Price(80)));
        // Half of the way from 80 to 100 after 300 s, three quarters after 900 s; ⌊20 · 60 / 360⌋ = 3 after a minute.
        assert_eq!(record().average_at(1_300), Ok(Price(90)));
        assert_eq!(record().average_at(1_900), Ok(Price(95)));
        assert_eq!(record().average_at(1_060), Ok(Price(83)));
        let above = PriceRecord {
            average: Price(120),
            ..record()
        };
        assert_eq!(above.average_at(1_060), Ok(Price(117)));
    }

    #[test]
    fn a_lapsed_record_is_refused_at_once_and_its_darkness_goes_on() {
        let lapsed = record().lapsed(1_050).unwrap();
        assert_eq!(
            lapsed.for_sale(1_050, Side::Sold),
            Err(PriceRefusal::Stale { age: 50, limit: 1 })
        );
        assert!(lapsed.for_opening(1_050).is_err());
        assert_eq!(lapsed.mid, Price(100));
        assert_eq!(lapsed.dark_total(1_060), 18);
        assert_eq!(lapsed.lapsed(1_050), None);
        assert_eq!(record().lapsed(1_091), None);
    }

    #[test]
    fn the_last_spans_of_darkness_are_known() {
        let again = PriceRecord {
            last_dark: record().dark_history(1_200).0,
            dark_before: record().dark_history(1_200).1,
            relaxed_until: 1_300,
            ..record()
        };
        let spans: Vec<Span> = again.dark_spans(1_310).collect();
        let span = |from, to| Span { from, to };
        assert_eq!(
            spans,
            [span(1_300_000, 1_310_000), span(1_090_000, 1_200_000)]
        );
        // Darkness that goes on in the second in which it ended is the same span.
        let ended = PriceRecord {
            relaxed_until: 1_199,
            ..again
        };
        let (last, before) = ended.dark_history(1_250);
        assert_eq!(
            (last.map(|span| (span.from, span.to)), before),
            (Some((1_090, 1_250)), None)
        );
    }

    #[test]
    fn without_a_valid_price_the_last_accepted_band_protects_the_account() {
        assert_eq!(record().last_accepted(Side::Sold), Price(101));
        assert_eq!(record().last_accepted(Side::Owed), Price(99));
    }
}
