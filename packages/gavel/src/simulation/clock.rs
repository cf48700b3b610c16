//! The blocks of a replay: which second each has, and what the market's price is then.

use crate::market::price::Price;
use crate::market::Market;

/// Blocks before the window in which accounts open and the price comes to where the window begins.
pub const BLOCKS_BEFORE: u64 = 100;

/// Counts blocks from the window's first second on. Behind the window the market stands still at its last price.
#[derive(Clone, Debug)]
pub struct Clock<'a> {
    market: &'a Market,
    block_seconds: u64,
    ahead: u64,
    block: u64,
}

impl<'a> Clock<'a> {
    /// A clock at the window's first block.
    pub fn new(market: &'a Market, block_seconds: u64) -> Clock<'a> {
        let before = BLOCKS_BEFORE.saturating_mul(block_seconds);
        Clock {
            market,
            block_seconds,
            // Data that start in the first minutes of 1970 leave no room before them.
            ahead: before.saturating_sub(market.window.from),
            block: 0,
        }
    }

    /// Number of the block, 0 for the window's first.
    pub const fn block(&self) -> u64 {
        self.block
    }

    /// Seconds from block to block.
    pub const fn block_seconds(&self) -> u64 {
        self.block_seconds
    }

    /// Unix second at which the chain starts, [`BLOCKS_BEFORE`] blocks before the window.
    pub const fn chain_starts_at(&self) -> u64 {
        let before = BLOCKS_BEFORE.saturating_mul(self.block_seconds);
        self.market
            .window
            .from
            .saturating_add(self.ahead)
            .saturating_sub(before)
    }

    /// Unix second of the block on the chain, that of the data unless they start in the first minutes of 1970.
    pub const fn now(&self) -> u64 {
        self.second_ago(0).saturating_add(self.ahead)
    }

    /// Unix second of the block in the data.
    pub const fn second(&self) -> u64 {
        self.second_ago(0)
    }

    /// Unix second of the block so many blocks ago on the chain; that of the first block before it.
    pub const fn then(&self, blocks_ago: u64) -> u64 {
        self.second_ago(blocks_ago).saturating_add(self.ahead)
    }

    /// The market's price in this block.
    pub fn price(&self) -> Price {
        self.price_ago(0)
    }

    /// The market's price so many blocks ago; that of the first block before it.
    pub fn price_ago(&self, blocks_ago: u64) -> Price {
        let second = self.second_ago(blocks_ago).min(self.market.window.to);
        self.market.path.price_at(second)
    }

    /// Whether the block is in the window.
    pub const fn in_window(&self) -> bool {
        self.second_ago(0) < self.market.window.to
    }

    /// The next block.
    pub fn tick(&mut self) {
        self.block = self.block.saturating_add(1);
    }

    const fn second_ago(&self, blocks_ago: u64) -> u64 {
        let blocks = self.block.saturating_sub(blocks_ago);
        self.market
            .window
            .from
            .saturating_add(blocks.saturating_mul(self.block_seconds))
    }
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)]
mod tests {
    use super::*;
    use crate::market::builtin;
    use crate::market::window::AskedWindow;

    /// Half past ten on 12 March 2020: the price rises from 125 to 132.91 within half an hour.
    const HALF_PAST_TEN: u64 = 1_584_009_000;

    fn market(seconds: u64) -> Market {
        let asked = AskedWindow {
            from: Some(HALF_PAST_TEN),
            to: Some(HALF_PAST_TEN + seconds),
        };
        builtin::market(asked).unwrap()
    }

    #[test]
    fn blocks_follow_the_data_and_stand_still_behind_the_window() {
        let market = market(1_798);
        let mut clock = Clock::new(&market, 6);
        assert_eq!(clock.now(), HALF_PAST_TEN);
        assert_eq!(clock.chain_starts_at(), HALF_PAST_TEN - 600);
        let mut blocks = 0;
        while clock.in_window() {
            clock.tick();
            blocks += 1;
        }
        // 1,798 s hold the seconds 0, 6, … 1,794.
        assert_eq!(blocks, 300);
        clock.tick();
        assert_eq!(clock.now(), HALF_PAST_TEN + 301 * 6);
        // 125 + 7.91 · 1798/1800, rounded down.
        assert_eq!(clock.price(), "132.901211111111111111".parse().unwrap());
    }

    #[test]
    fn looking_back_ends_at_the_first_block() {
        let market = market(600);
        let mut clock = Clock::new(&market, 6);
        clock.tick();
        clock.tick();
        assert_eq!(clock.then(1), HALF_PAST_TEN + 6);
        assert_eq!(clock.then(9), HALF_PAST_TEN);
        assert_eq!(clock.price_ago(9), "125".parse().unwrap());
    }

    #[test]
    fn data_from_the_first_minutes_of_1970_leave_room_for_the_setup() {
        let mut market = market(600);
        market.window.from = 60;
        let clock = Clock::new(&market, 6);
        assert_eq!((clock.chain_starts_at(), clock.now()), (0, 600));
    }
}
