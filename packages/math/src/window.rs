//! The window of a batch: how long bids are taken before it closes. All times are auction milliseconds (see
//! [`clock`](crate::clock)) but where another time is named.

use crate::clock::UNSEEN_MILLIS;

/// The fewest blocks of a freeze: a bid is seen in one and answered in the next.
pub const LEAST_FREEZE: u8 = 2;

/// Blocks in which a window that is opened once more takes bids: that of the message which opens it, and one for others.
const OPEN_BLOCKS: u64 = 2;

/// A window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// From its start to its end.
    pub length: u64,
    /// Blocks at its end in which the book takes no bid and gives none back.
    pub freeze_blocks: u8,
    /// How late it may be closed.
    pub grace: u64,
    /// The longest block that counts.
    pub max_block: u64,
}

impl Window {
    /// The time that the last `freeze_blocks` blocks take at most, but no more than half of the window: blocks may have become longer
    /// since it was set up.
    fn freeze(&self) -> u64 {
        u64::from(self.freeze_blocks)
            .saturating_mul(self.max_block)
            .min(self.length / 2)
    }

    /// Whether the book is closed to bidders: at the end, so that nobody bids or leaves when the others cannot answer. Auction time
    /// advances by a block's longest at most, so `freeze_blocks` blocks lie between the last bid and the close.
    pub fn is_frozen(&self, elapsed: u64) -> bool {
        elapsed >= self.length.saturating_sub(self.freeze())
    }

    /// Whether it has ended.
    pub fn is_over(&self, elapsed: u64) -> bool {
        elapsed >= self.length
    }

    /// Milliseconds to its end.
    pub fn remaining(&self, elapsed: u64) -> u64 {
        self.length.saturating_sub(elapsed)
    }

    /// Whether bidders could not have seen the market of the close: it comes later than `grace`, or, since the clock was last
    /// touched, `gap` milliseconds did not count as auction time, in a halt say, or the house was `paused`.
    pub fn is_late(&self, elapsed: u64, gap: u64, paused: bool) -> bool {
        elapsed > self.length.saturating_add(self.grace) || gap > UNSEEN_MILLIS || paused
    }

    /// What has elapsed of a window that is opened once more: all but the freeze and two blocks in which bids are taken, so that others
    /// than who opens it have one.
    pub fn reopened(&self) -> u64 {
        let moment = OPEN_BLOCKS.saturating_mul(self.max_block);
        let rest = self.length.saturating_sub(self.freeze());
        rest.saturating_sub(moment)
    }

    /// The millisecond of the chain's time from which a window that starts at `start` takes no more base: behind half of it, so that
    /// bidders can answer what came last.
    pub fn collects_until(&self, start: u64) -> u64 {
        start.saturating_add(self.length / 2)
    }

    /// The freeze and the blocks in which bids are taken before it: a window must be longer.
    pub fn least_length(&self) -> u64 {
        let blocks = u64::from(self.freeze_blocks).saturating_add(OPEN_BLOCKS);
        blocks.saturating_mul(self.max_block)
    }

    /// Whether it is long enough to be opened once more, and its freeze to be seen.
    pub fn is_sound(&self) -> bool {
        self.freeze_blocks >= LEAST_FREEZE && self.length > self.least_length()
    }
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)]
mod tests {
    use super::*;

    /// A minute, of which the last two blocks of 7.5 s are frozen; half a minute's grace.
    const MINUTE: Window = Window {
        length: 60_000,
        freeze_blocks: 2,
        grace: 30_000,
        max_block: 7_500,
    };

    #[test]
    fn the_book_is_frozen_in_the_last_blocks_and_until_the_close() {
        assert!(!MINUTE.is_frozen(44_999));
        assert!(MINUTE.is_frozen(45_000));
        assert!(MINUTE.is_frozen(70_000));
        assert!(!MINUTE.is_over(59_999));
        assert!(MINUTE.is_over(60_000));
        assert_eq!(MINUTE.remaining(45_000), 15_000);
        assert_eq!(MINUTE.remaining(61_000), 0);
    }

    #[test]
    fn a_close_is_late_behind_its_grace_an_unseen_minute_or_a_pause() {
        assert!(!MINUTE.is_late(90_000, 60_000, false));
        assert!(MINUTE.is_late(90_001, 0, false));
        assert!(MINUTE.is_late(60_000, 60_001, false));
        assert!(MINUTE.is_late(60_000, 0, true));
    }

    #[test]
    fn a_window_opened_once_more_takes_bids_for_two_blocks_before_it_freezes() {
        assert_eq!(MINUTE.reopened(), 30_000);
        assert!(!MINUTE.is_frozen(MINUTE.reopened()));
        assert!(!MINUTE.is_frozen(MINUTE.reopened() + 7_500));
        assert!(MINUTE.is_frozen(MINUTE.reopened() + 15_000));
    }

    #[test]
    fn base_is_taken_in_the_first_half() {
        assert_eq!(MINUTE.collects_until(1_000_000), 1_030_000);
    }

    #[test]
    fn blocks_that_have_become_longer_freeze_no_more_than_half() {
        let slow = Window {
            max_block: 30_000,
            ..MINUTE
        };
        assert!(!slow.is_frozen(29_999));
        assert!(slow.is_frozen(30_000));
        assert_eq!(slow.reopened(), 0);
    }

    #[test]
    fn a_window_must_be_longer_than_its_freeze_and_two_blocks() {
        assert!(MINUTE.is_sound());
        let short = Window {
            length: 30_000,
            ..MINUTE
        };
        assert!(!short.is_sound());
        let hasty = Window {
            freeze_blocks: 1,
            ..MINUTE
        };
        assert!(!hasty.is_sound());
    }
}
