//! The ways to sell beside each other on the same crash: a falling price, a book, both.

use super::Chapter;
use crate::figures::{amount, count, duration, percent};

/// A way to sell and what it came to.
pub struct Way {
    /// The scenario.
    pub name: &'static str,
    /// What sells in it.
    pub sells: &'static str,
    /// What was paid, of the market's price.
    pub recovery: String,
    /// The worst sale.
    pub worst: String,
    /// The middle and the longest time to sell.
    pub times: String,
    /// How many lots there were.
    pub lots: String,
    /// Windows that were settled; none without a book.
    pub windows: String,
    /// What part of all was sold by the book.
    pub by_book: String,
    /// What lenders lost.
    pub lost: String,
}

/// The scenarios that differ in how lots are sold and who is there: with the book, and the usual one without.
pub fn of(chapters: &[Chapter<'_>]) -> Vec<Way> {
    let has_book = chapters.iter().any(|one| one.scenario.windows.is_some());
    chapters
        .iter()
        .filter(|one| has_book && (one.scenario.windows.is_some() || one.scenario.name == "calm"))
        .map(|one| {
            let (scenario, outcome) = (one.scenario, &one.replayed.outcome);
            let longest = outcome.max_seconds_to_sell.map(|longest| longest as f64);
            let by_book =
                (outcome.base_sold > 0.0).then(|| outcome.base_sold_in_batches / outcome.base_sold);
            Way {
                name: scenario.name,
                sells: match (scenario.windows.is_some(), scenario.bidders) {
                    (false, _) => "a falling price",
                    (true, 0) => "the book",
                    (true, _) => "both",
                },
                recovery: percent(outcome.recovery, 2),
                worst: percent(outcome.worst_sale, 2),
                times: format!(
                    "{}, {}",
                    duration(outcome.median_seconds_to_sell),
                    duration(longest)
                ),
                lots: count(outcome.lots),
                windows: count(outcome.batches),
                by_book: percent(by_book, 1),
                lost: amount(outcome.socialised),
            }
        })
        .collect()
}
