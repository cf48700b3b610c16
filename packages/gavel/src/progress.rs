//! The bars that show on standard error how far each replay has come.
//!
//! Nothing is shown where standard error is not a terminal.

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};

use crate::market::price::Price;

/// How the bar looks.
const TEMPLATE: &str = "{prefix:>9} {bar:24} {percent:>3} %  {msg}  {elapsed} gone, {eta} to go";

/// Blocks between two redraws of the text.
const REDRAW_EVERY: u64 = 50;

/// The bars of scenarios that are replayed side by side, one below the other.
#[derive(Clone, Debug, Default)]
pub struct Bars(MultiProgress);

impl Bars {
    /// One more bar, at its start.
    pub fn add(&self, scenario: &str, blocks: u64) -> Progress {
        Progress::over(self.0.add(ProgressBar::new(blocks)), scenario)
    }
}

/// A progress bar over the blocks of one scenario.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar that is never shown, for tests.
    pub fn hidden(blocks: u64) -> Progress {
        Progress::over(ProgressBar::hidden(), "").with_length(blocks)
    }

    fn over(bar: ProgressBar, scenario: &str) -> Progress {
        // The template is a constant; were it ever wrong, the plain bar would do.
        let style =
            ProgressStyle::with_template(TEMPLATE).unwrap_or_else(|_| ProgressStyle::default_bar());
        bar.set_style(style);
        bar.set_prefix(scenario.to_owned());
        Progress { bar }
    }

    fn with_length(self, blocks: u64) -> Progress {
        self.bar.set_length(blocks);
        self
    }

    /// One more block is done, at this market price, with this many liquidations so far and
    /// this many lots open.
    pub fn block_done(&self, price: Price, liquidations: u64, open_lots: u64) {
        if self.bar.position().checked_rem(REDRAW_EVERY) == Some(0) {
            let price = price.to_f64();
            self.bar.set_message(format!(
                "price {price:.2}, {liquidations} liquidations, {open_lots} lots open"
            ));
        }
        self.bar.inc(1);
    }

    /// Blocks done.
    pub fn blocks_done(&self) -> u64 {
        self.bar.position()
    }

    /// The replay is over: the bar goes away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_is_well_formed() {
        assert!(ProgressStyle::with_template(TEMPLATE).is_ok());
    }

    #[test]
    fn each_block_moves_the_bar_by_one() {
        let progress = Progress::hidden(120);
        let price = Price::from_cents(19_331).unwrap();
        for block in 0..120 {
            assert_eq!(progress.blocks_done(), block);
            progress.block_done(price, 3, 1);
        }
        progress.finish();
        assert_eq!(progress.blocks_done(), 120);
    }
}
