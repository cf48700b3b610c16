//! A lot in a batch: its window, and the prices between which the book buys it.

use gavel_math::window::Window;

use super::Sale;
use crate::error::ContractError;
use crate::state::BatchTerms;

impl Sale<'_> {
    /// The window of the batch that the lot is in.
    pub fn window(&self, stage: &BatchTerms) -> Window {
        // Read from a number of 32 bits.
        stage.window(u32::try_from(self.max_block).unwrap_or(u32::MAX))
    }

    /// Whether bidders could not see the market of a close now.
    pub fn is_late(&self, window: &Window) -> bool {
        let (anchor, reading) = (&self.lot.anchor, self.reading());
        let gap = anchor.gap_at(&reading, self.max_block);
        let paused = reading.totals.paused > anchor.standstill.paused;
        window.is_late(self.elapsed(), gap, paused)
    }

    /// Opens the window once more: its freeze and two blocks are to come.
    pub fn reopen(&mut self, window: &Window) {
        self.touch();
        self.lot.anchor.elapsed = window.reopened();
    }

    /// Renews the clock of a window. What bidders could not see does not show in a clock that was renewed, so they have their moment
    /// at once.
    pub fn renew_window(&mut self, stage: &BatchTerms) {
        let window = self.window(stage);
        let late = self.is_late(&window);
        self.touch();
        if late {
            self.lot.anchor.elapsed = self.lot.anchor.elapsed.min(window.reopened());
        }
    }

    /// Opens the next window.
    pub fn next_window(&mut self) {
        self.touch();
        self.lot.anchor.elapsed = 0;
    }

    /// The error that no window ends yet.
    pub fn window_open(&self, window: &Window) -> ContractError {
        let from = self.session.paused_until().unwrap_or(self.session.second());
        let remaining = window.remaining(self.elapsed());
        ContractError::NotDue {
            lot: self.id,
            due_at: from.saturating_add(remaining.div_ceil(1_000)),
        }
    }
}
