//! The figures of all scenarios side by side, beside what really happened.

use super::Chapter;
use crate::figures::{amount, count, duration, percent};
use crate::maker;
use crate::outcome::Outcome;

/// A line of the table.
pub struct Line {
    /// What the figures are.
    pub label: &'static str,
    /// A figure for each scenario.
    pub figures: Vec<String>,
    /// What it really was; empty if that is not known.
    pub really: String,
}

/// A figure of an outcome as people read it.
type Figure = fn(&Outcome) -> String;

/// The lines.
pub fn lines(chapters: &[Chapter<'_>]) -> Vec<Line> {
    let line = |label, figure: Figure, really: String| Line {
        label,
        figures: chapters
            .iter()
            .map(|chapter| figure(&chapter.replayed.outcome))
            .collect(),
        really,
    };
    let unknown = String::new;
    vec![
        line(
            "Paid, of the market's price",
            |one| percent(one.recovery, 2),
            percent(Some(maker::RECOVERY), 1),
        ),
        line("Worst sale", |one| percent(one.worst_sale, 2), unknown()),
        line(
            "Sales for next to nothing",
            |one| count(one.zero_bid_sales),
            count(maker::ZERO_BIDS),
        ),
        line(
            "Sales below the lot's floor",
            |one| count(one.sales_below_floor),
            unknown(),
        ),
        line(
            "Worst window, of the oracle's price",
            |one| percent(one.worst_batch, 2),
            unknown(),
        ),
        line("Lots opened", |one| count(one.lots), count(maker::AUCTIONS)),
        line("Lots still open", |one| count(one.open_lots), unknown()),
        line(
            "Median time to sell",
            |one| duration(one.median_seconds_to_sell),
            unknown(),
        ),
        line(
            "Longest time to sell",
            |one| duration(one.max_seconds_to_sell.map(|longest| longest as f64)),
            unknown(),
        ),
        line(
            "Collateral sold",
            |one| amount(one.base_sold),
            amount(maker::BASE_SOLD),
        ),
        line(
            "Its market value, $",
            |one| amount(one.market_value),
            unknown(),
        ),
        line("Paid for it, $", |one| amount(one.proceeds), unknown()),
        line("Bad debt, $", |one| amount(one.bad_debt), unknown()),
        line(
            "Paid by reserves, $",
            |one| amount(one.paid_by_reserves),
            unknown(),
        ),
        line(
            "Covered by the insurance fund, $",
            |one| amount(one.covered),
            unknown(),
        ),
        line(
            "Written off by lenders, $",
            |one| amount(one.socialised),
            unknown(),
        ),
        line(
            "Invariant checks failed",
            |one| count(one.invariant_failures),
            unknown(),
        ),
    ]
}
