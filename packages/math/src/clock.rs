//! Auction time: it stands still while nobody can bid.
//!
//! Auction time advances by `min(Δtime, Δheight · max_block)`, less the time and blocks in which the house was paused
//! and the time in which the pair had no valid price. A chain halt of hours therefore counts as one block.

use crate::packed::packed_record;

/// How far a market may have moved on unseen, in milliseconds that did not count as auction time: a minute, in which it moves by a few
/// basis points. Pauses, halts, darkness and slow blocks add up. Behind more a fixed price is too old to sell at, and bidders are given
/// another moment.
pub const UNSEEN_MILLIS: u64 = 60_000;

/// A moment of the chain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// Block time in milliseconds.
    pub time: u64,
    /// Block height.
    pub height: u64,
}
packed_record!(Moment { time, height });

/// Running totals of what does not count as auction time, up to a moment. They never fall.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standstill {
    /// Milliseconds in which the house was paused.
    pub paused: u64,
    /// Blocks in which the house was paused.
    pub paused_blocks: u64,
    /// Seconds in which the pair had no valid price.
    pub dark: u64,
}
packed_record!(Standstill {
    paused,
    paused_blocks,
    dark
});

/// A span in which something stood still: from the first millisecond up to, not including, the second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// Its first millisecond.
    pub from: u64,
    /// The first millisecond behind it.
    pub to: u64,
}
packed_record!(Span { from, to });

/// A moment with what had not counted up to it. `spans` are the latest pauses and darknesses by themselves, so that time
/// in which several things stood still at once is taken off the clock once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The moment.
    pub now: Moment,
    /// The totals at that moment.
    pub totals: Standstill,
    /// The latest spans the totals are made of, in any order.
    pub spans: Vec<Span>,
}

/// Milliseconds from `from` to `to` that several spans share, each counted once less than the spans it lies in:
/// the sum of the spans less their union.
pub fn overlap(spans: &[Span], from: u64, to: u64) -> u64 {
    let mut clipped: Vec<Span> = spans
        .iter()
        .map(|span| Span {
            from: span.from.max(from),
            to: span.to.min(to),
        })
        .filter(|span| span.from < span.to)
        .collect();
    clipped.sort_unstable_by_key(|span| span.from);
    let mut shared = 0u64;
    let mut reached = from;
    for span in clipped {
        shared = shared.saturating_add(reached.min(span.to).saturating_sub(span.from));
        reached = reached.max(span.to);
    }
    shared
}

/// Where a clock was last read. Every touch of a lot renews its anchor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// The moment of the last reading.
    pub now: Moment,
    /// The totals at that moment.
    pub standstill: Standstill,
    /// Auction milliseconds up to that moment.
    pub elapsed: u64,
}
packed_record!(Anchor {
    now,
    standstill,
    elapsed
});

impl Anchor {
    /// A clock that starts now.
    pub fn start(now: Moment, standstill: Standstill) -> Self {
        Self {
            now,
            standstill,
            elapsed: 0,
        }
    }

    /// Auction milliseconds at a reading, rounded down: a price falls late rather than early. `max_block` is the longest
    /// block that counts, in milliseconds (at most 1.25 × the usual block time).
    pub fn elapsed_at(&self, reading: &Reading, max_block: u64) -> u64 {
        let (now, totals) = (reading.now, reading.totals);
        let by_time = now
            .time
            .saturating_sub(self.now.time)
            .saturating_sub(self.stood_until(reading));
        let paused_blocks = totals
            .paused_blocks
            .saturating_sub(self.standstill.paused_blocks);
        let by_blocks = now
            .height
            .saturating_sub(self.now.height)
            .saturating_sub(paused_blocks)
            .saturating_mul(max_block);
        self.elapsed.saturating_add(by_time.min(by_blocks))
    }

    /// Whether more has stood still than time has passed: pauses and darknesses shared time, and so many came that the spans
    /// which say so are forgotten. The clock then stands until time has caught up, or until its anchor is renewed.
    pub fn stands_too_long(&self, reading: &Reading) -> bool {
        self.stood_until(reading) > reading.now.time.saturating_sub(self.now.time)
    }

    /// Milliseconds of pauses and darkness since the anchor, those that are known to be shared counted once.
    fn stood_until(&self, reading: &Reading) -> u64 {
        let paused = reading.totals.paused.saturating_sub(self.standstill.paused);
        paused
            .saturating_add(self.dark_since(reading).saturating_mul(1_000))
            .saturating_sub(overlap(&reading.spans, self.now.time, reading.now.time))
    }

    /// The anchor renewed at a reading, its elapsed time carried on.
    pub fn renewed(&self, reading: &Reading, max_block: u64) -> Self {
        Self {
            now: reading.now,
            standstill: reading.totals,
            elapsed: self.elapsed_at(reading, max_block),
        }
    }

    /// Milliseconds since the anchor that did not count: pauses, halts and darkness. A lot at a fixed price is
    /// priced anew when this is large, because the market moved on while its clock stood.
    pub fn gap_at(&self, reading: &Reading, max_block: u64) -> u64 {
        let passed = reading.now.time.saturating_sub(self.now.time);
        let counted = self
            .elapsed_at(reading, max_block)
            .saturating_sub(self.elapsed);
        passed.saturating_sub(counted)
    }

    /// Seconds of darkness since the anchor, of each asset by itself.
    fn dark_since(&self, reading: &Reading) -> u64 {
        reading.totals.dark.saturating_sub(self.standstill.dark)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::arithmetic_side_effects)]

    use super::*;

    const MAX_BLOCK: u64 = 7_500;

    fn at(seconds: u64, height: u64) -> Moment {
        Moment {
            time: seconds * 1_000,
            height,
        }
    }

    fn reading(now: Moment, totals: Standstill) -> Reading {
        Reading {
            now,
            totals,
            spans: vec![],
        }
    }

    fn still(paused: u64, paused_blocks: u64, dark: u64) -> Standstill {
        Standstill {
            paused: paused * 1_000,
            paused_blocks,
            dark,
        }
    }

    #[test]
    fn ordinary_blocks_count_in_full() {
        let anchor = Anchor::start(at(1_000, 10), Standstill::default());
        assert_eq!(
            anchor.elapsed_at(&reading(at(1_060, 20), Standstill::default()), MAX_BLOCK),
            60_000
        );
    }

    #[test]
    fn a_halt_of_hours_counts_as_one_block() {
        let anchor = Anchor::start(at(1_000, 10), Standstill::default());
        let after = at(1_000 + 36_000, 11);
        assert_eq!(
            anchor.elapsed_at(&reading(after, Standstill::default()), MAX_BLOCK),
            7_500
        );
        assert_eq!(
            anchor.gap_at(&reading(after, Standstill::default()), MAX_BLOCK),
            36_000_000 - 7_500
        );
    }

    #[test]
    fn paused_time_and_blocks_do_not_count() {
        let anchor = Anchor::start(at(0, 0), Standstill::default());
        // 100 s of which 40 s and 6 blocks were paused.
        assert_eq!(
            anchor.elapsed_at(&reading(at(100, 16), still(40, 6, 0)), MAX_BLOCK),
            60_000
        );
    }

    #[test]
    fn a_halt_behind_a_long_pause_still_counts_as_one_block() {
        let anchor = Anchor::start(at(0, 0), Standstill::default());
        let day = 86_400;
        let after = at(day + 36_000, 14_401);
        assert_eq!(
            anchor.elapsed_at(&reading(after, still(day, 14_400, 0)), MAX_BLOCK),
            7_500
        );
    }

    #[test]
    fn time_without_a_valid_price_does_not_count() {
        let anchor = Anchor::start(at(0, 0), still(0, 0, 500));
        assert_eq!(
            anchor.elapsed_at(&reading(at(300, 50), still(0, 0, 700)), MAX_BLOCK),
            100_000
        );
    }

    #[test]
    fn a_touch_in_every_block_gives_the_same_time_as_one_at_the_end() {
        let mut anchor = Anchor::start(at(0, 0), Standstill::default());
        for block in 1..=100 {
            anchor = anchor.renewed(
                &reading(at(block * 6, block), Standstill::default()),
                MAX_BLOCK,
            );
        }
        assert_eq!(anchor.elapsed, 600_000);
    }

    #[test]
    fn totals_that_overlap_never_turn_the_clock_back() {
        let anchor = Anchor {
            elapsed: 5_000,
            ..Anchor::start(at(0, 0), Standstill::default())
        };
        assert_eq!(
            anchor.elapsed_at(&reading(at(60, 10), still(60, 10, 60)), MAX_BLOCK),
            5_000
        );
    }

    fn seconds(from: u64, to: u64) -> Span {
        Span {
            from: from * 1_000,
            to: to * 1_000,
        }
    }

    #[test]
    fn what_stood_still_twice_is_taken_off_once() {
        let anchor = Anchor::start(at(0, 0), Standstill::default());
        // Of 100 s, 40 to 70 were dark in the base, 50 to 80 in the quote, 60 to 90 paused: 50 s stood, 50 s counted.
        let moment = Reading {
            now: at(100, 17),
            totals: still(30, 5, 60),
            spans: vec![seconds(60, 90), seconds(40, 70), seconds(50, 80)],
        };
        assert_eq!(anchor.elapsed_at(&moment, MAX_BLOCK), 50_000);
    }

    #[test]
    fn a_clock_stands_exactly_while_both_assets_are_dark() {
        let anchor = Anchor::start(at(0, 0), Standstill::default());
        // Both dark from 20 on: whenever it is read, 20 s have counted.
        for second in 20..60 {
            let moment = Reading {
                now: at(second, second),
                totals: still(0, 0, 2 * (second - 20)),
                spans: vec![seconds(20, second), seconds(20, second)],
            };
            assert_eq!(anchor.elapsed_at(&moment, MAX_BLOCK), 20_000);
        }
    }

    #[test]
    fn spans_apart_share_nothing_and_spans_before_the_anchor_do_not_count() {
        assert_eq!(overlap(&[seconds(0, 10), seconds(10, 20)], 0, 30_000), 0);
        assert_eq!(
            overlap(&[seconds(0, 10), seconds(0, 10)], 8_000, 30_000),
            2_000
        );
        assert_eq!(
            overlap(&[seconds(0, 30), seconds(5, 10), seconds(8, 40)], 0, 20_000),
            17_000
        );
    }

    #[test]
    fn a_clock_whose_shared_standstill_is_forgotten_goes_on_once_it_is_renewed() {
        // A pause of 100 s in which both prices were dark: 300 s are counted in 100, and no span tells that they are one.
        let anchor = Anchor::start(at(1_000, 10), Standstill::default());
        let totals = Standstill {
            paused: 100_000,
            paused_blocks: 0,
            dark: 200,
        };
        let behind = reading(at(1_100, 30), totals);
        assert!(anchor.stands_too_long(&behind));
        let later = reading(at(1_150, 40), totals);
        assert_eq!(anchor.elapsed_at(&later, MAX_BLOCK), 0);
        let renewed = anchor.renewed(&behind, MAX_BLOCK);
        assert!(!renewed.stands_too_long(&later));
        assert_eq!(renewed.elapsed_at(&later, MAX_BLOCK), 50_000);
    }
}
