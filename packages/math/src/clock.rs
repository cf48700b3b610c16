//! Auction time: it stands still while nobody can bid.
//!
//! Auction time advances by `min(Δtime, Δheight · max_block)`, less the time and blocks in which the house was paused
//! and the time in which the pair had no valid price. A chain halt of hours therefore counts as one block.

use crate::packed::packed_record;

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

    /// Auction milliseconds at `now`, rounded down: a price falls late rather than early. `max_block` is the longest
    /// block that counts, in milliseconds (at most 1.25 × the usual block time).
    pub fn elapsed_at(self, now: Moment, standstill: Standstill, max_block: u64) -> u64 {
        let dark = standstill
            .dark
            .saturating_sub(self.standstill.dark)
            .saturating_mul(1_000);
        let paused = standstill.paused.saturating_sub(self.standstill.paused);
        let by_time = now
            .time
            .saturating_sub(self.now.time)
            .saturating_sub(paused)
            .saturating_sub(dark);
        let paused_blocks = standstill
            .paused_blocks
            .saturating_sub(self.standstill.paused_blocks);
        let by_blocks = now
            .height
            .saturating_sub(self.now.height)
            .saturating_sub(paused_blocks)
            .saturating_mul(max_block);
        self.elapsed.saturating_add(by_time.min(by_blocks))
    }

    /// The anchor renewed at `now`, its elapsed time carried on.
    pub fn renewed(self, now: Moment, standstill: Standstill, max_block: u64) -> Self {
        Self {
            now,
            standstill,
            elapsed: self.elapsed_at(now, standstill, max_block),
        }
    }

    /// Milliseconds since the anchor that did not count: pauses, halts and darkness. A lot at a fixed price is
    /// priced anew when this is large, because the market moved on while its clock stood.
    pub fn gap_at(self, now: Moment, standstill: Standstill, max_block: u64) -> u64 {
        let passed = now.time.saturating_sub(self.now.time);
        let counted = self
            .elapsed_at(now, standstill, max_block)
            .saturating_sub(self.elapsed);
        passed.saturating_sub(counted)
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
            anchor.elapsed_at(at(1_060, 20), Standstill::default(), MAX_BLOCK),
            60_000
        );
    }

    #[test]
    fn a_halt_of_hours_counts_as_one_block() {
        let anchor = Anchor::start(at(1_000, 10), Standstill::default());
        let after = at(1_000 + 36_000, 11);
        assert_eq!(
            anchor.elapsed_at(after, Standstill::default(), MAX_BLOCK),
            7_500
        );
        assert_eq!(
            anchor.gap_at(after, Standstill::default(), MAX_BLOCK),
            36_000_000 - 7_500
        );
    }

    #[test]
    fn paused_time_and_blocks_do_not_count() {
        let anchor = Anchor::start(at(0, 0), Standstill::default());
        // 100 s of which 40 s and 6 blocks were paused.
        assert_eq!(
            anchor.elapsed_at(at(100, 16), still(40, 6, 0), MAX_BLOCK),
            60_000
        );
    }

    #[test]
    fn a_halt_behind_a_long_pause_still_counts_as_one_block() {
        let anchor = Anchor::start(at(0, 0), Standstill::default());
        let day = 86_400;
        let after = at(day + 36_000, 14_401);
        assert_eq!(
            anchor.elapsed_at(after, still(day, 14_400, 0), MAX_BLOCK),
            7_500
        );
    }

    #[test]
    fn time_without_a_valid_price_does_not_count() {
        let anchor = Anchor::start(at(0, 0), still(0, 0, 500));
        assert_eq!(
            anchor.elapsed_at(at(300, 50), still(0, 0, 700), MAX_BLOCK),
            100_000
        );
    }

    #[test]
    fn a_touch_in_every_block_gives_the_same_time_as_one_at_the_end() {
        let mut anchor = Anchor::start(at(0, 0), Standstill::default());
        for block in 1..=100 {
            anchor = anchor.renewed(at(block * 6, block), Standstill::default(), MAX_BLOCK);
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
            anchor.elapsed_at(at(60, 10), still(60, 10, 60), MAX_BLOCK),
            5_000
        );
    }
}
