//! How time passes.

use crate::world::World;

/// Seconds between two pushes of feeders that are awake.
const FEED_EVERY: u64 = 30;

impl World {
    /// Goes on by usual blocks for at least `seconds`, the feeders awake: they push the last set prices every 30 s and at
    /// the end.
    pub fn wait(&mut self, seconds: u64) {
        let mut left = seconds;
        while left > 0 {
            let span = left.min(FEED_EVERY);
            self.wait_unfed(span);
            self.feed();
            left = left.saturating_sub(span);
        }
    }

    /// Goes on by usual blocks for at least `seconds`, the feeders asleep: prices age.
    pub fn wait_unfed(&mut self, seconds: u64) {
        let block = self.block_millis.max(1);
        let blocks = seconds.saturating_mul(1_000).div_ceil(block);
        self.blocks(blocks);
    }

    /// Goes on by `blocks` usual blocks.
    pub fn blocks(&mut self, blocks: u64) {
        let millis = blocks.saturating_mul(self.block_millis);
        self.pass(blocks, millis);
    }

    /// Halts the chain: one block that takes `seconds`.
    pub fn halt(&mut self, seconds: u64) {
        self.pass(1, seconds.saturating_mul(1_000));
    }

    /// Goes on by `blocks` blocks that together take `millis` milliseconds.
    pub fn pass(&mut self, blocks: u64, millis: u64) {
        self.watch.time_passes(&self.house);
        self.house.chain.pass(blocks, millis);
        self.watch.time_passed(&self.house);
    }
}
