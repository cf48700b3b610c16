//! What lots bring on a market that only chance moves, beside what theory says.
//!
//! The house, the pair's curve, the feeders and the bidders are those of the replay's scenario `calm`, and so are its blocks. A
//! seller consigns equal lots, and each is followed from its opening to its last sale. Whatever is lost against the market's
//! price of the block of a sale is the price of selling by a falling curve: nothing else happens to the lots.

mod formula;
mod path;

use std::fmt;

use serde::Serialize;

use crate::chronicle::{Chronicle, LotStory};
use crate::error::Error;
use crate::progress::Progress;
use crate::scenario::{self, Scenario};
use crate::simulation::seller::Consignments;
use crate::simulation::setup::Mode;
use crate::simulation::{self, Replayed};
use formula::Expected;
use path::Walk;

/// The scenario whose bidders, feeders and blocks are taken.
const SCENARIO: &str = "calm";

/// Lots unless told otherwise.
pub const LOTS: u64 = 2_400;

/// Blocks from one lot to the next. Feeders push every 5 blocks, so lots open at each of the ages that a price can have.
const EVERY_BLOCKS: u64 = 7;

/// Whole units in a lot: 10,000 dollars' worth, so that no bidder runs out of money.
const UNITS: u128 = 5;

/// The price at the start, in cents.
const CENTS: u64 = 200_000;

/// The standard deviation of a year's move: 100 %.
const YEARLY_VOLATILITY: f64 = 1.0;

/// Seconds of a year of 365.25 days.
const YEAR: f64 = 31_557_600.0;

/// All parts of a ratio in ppm.
const PPM: f64 = 1_000_000.0;

/// What the lots brought. Executions are shares of the market's price at the block of the sale.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// Lots consigned.
    pub walk_lots: u64,
    /// Lots sold whole.
    pub walk_sold: u64,
    /// The mean execution of the lots sold.
    pub walk_execution: f64,
    /// The worst of them.
    pub walk_worst_execution: f64,
    /// The mean time from a lot's opening to its last sale, in minutes.
    pub walk_minutes_to_sell: f64,
    /// The longest of them.
    pub walk_longest_minutes: f64,
    /// What theory expects of this curve with bidders who ask for no profit and see each block's price.
    pub walk_formula_execution: f64,
    /// The time that it expects, in minutes.
    pub walk_formula_minutes: f64,
    /// The same less the margin of the bidder who asks for less, as it is expected.
    pub walk_formula_execution_with_margins: f64,
    /// The same and what the curve needs to fall by that margin, in minutes.
    pub walk_formula_minutes_with_margins: f64,
    /// The standard deviation of a year's move that the walk turned out to have.
    pub walk_volatility: f64,
    /// Invariant checks that failed.
    pub walk_invariant_failures: u64,
    /// How long the walk took on this machine, in seconds.
    pub walk_elapsed_seconds: f64,
}

/// Sells so many lots.
///
/// # Errors
/// The house refuses what it has no reason to refuse, or no lot was sold.
pub fn measure(lots: u64) -> Result<Report, Error> {
    let scenario = Scenario {
        accounts: 0,
        ..scenario::find(SCENARIO)?
    };
    let volatility = per_root_second();
    let market = Walk {
        cents: CENTS,
        volatility,
        block_seconds: scenario.block_seconds,
        blocks: lots.saturating_mul(EVERY_BLOCKS),
        seed: scenario.seed,
    }
    .market()?;
    let consignments = Consignments {
        lots,
        every_blocks: EVERY_BLOCKS,
        units: UNITS,
    };
    let progress = Progress::hidden(simulation::blocks(&market, &scenario));
    let replayed = simulation::run_with(
        &market,
        &scenario,
        Mode::Checked,
        Some(consignments),
        &progress,
    )?;
    let realised = path::realised(&market.path, scenario.block_seconds);
    report(&replayed, &scenario, volatility, realised)
}

#[allow(clippy::float_arithmetic, reason = "a parameter of the model")]
fn per_root_second() -> f64 {
    YEARLY_VOLATILITY / YEAR.sqrt()
}

#[allow(clippy::float_arithmetic, reason = "statistics for people")]
fn report(
    replayed: &Replayed,
    scenario: &Scenario,
    volatility: f64,
    realised: f64,
) -> Result<Report, Error> {
    let sold = sold(&replayed.chronicle);
    let counted = u64::try_from(sold.len()).unwrap_or(u64::MAX);
    let expected = formula::expected(&replayed.terms.stage, volatility, scenario.block_seconds);
    let (Some(expected), true) = (expected, counted > 0) else {
        return Err(Error::TooLittleToTime {
            timed: counted,
            least: 1,
        });
    };
    let margin = lower_margin(scenario);
    let Expected {
        execution, seconds, ..
    } = expected;
    let executions = || sold.iter().map(|lot| lot.execution);
    let times = || sold.iter().map(|lot| lot.seconds / 60.0);
    Ok(Report {
        walk_lots: replayed.outcome.lots,
        walk_sold: counted,
        walk_execution: mean(executions()),
        walk_worst_execution: executions().fold(f64::INFINITY, f64::min),
        walk_minutes_to_sell: mean(times()),
        walk_longest_minutes: times().fold(0.0, f64::max),
        walk_formula_execution: execution,
        walk_formula_minutes: seconds / 60.0,
        walk_formula_execution_with_margins: execution * (1.0 - margin),
        walk_formula_minutes_with_margins: (seconds - (1.0 - margin).ln() / expected.rate) / 60.0,
        walk_volatility: realised * YEAR.sqrt(),
        walk_invariant_failures: replayed.outcome.invariant_failures,
        walk_elapsed_seconds: replayed.outcome.elapsed_seconds,
    })
}

/// A lot that was sold whole.
struct Sold {
    execution: f64,
    seconds: f64,
}

fn sold(chronicle: &Chronicle) -> Vec<Sold> {
    chronicle.lots().iter().filter_map(sold_whole).collect()
}

#[allow(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "statistics for people"
)]
fn sold_whole(lot: &LotStory) -> Option<Sold> {
    let last = lot.last_sale?;
    let seconds = last.saturating_sub(lot.opening.at);
    (lot.sold == lot.opening.base && lot.value > 0).then(|| Sold {
        execution: lot.paid as f64 / lot.value as f64,
        seconds: seconds as f64,
    })
}

/// The margin of the bidder who asks for least, as it is expected: evenly spread draws cut their range into equal parts.
#[allow(clippy::float_arithmetic, reason = "a statistic for people")]
fn lower_margin(scenario: &Scenario) -> f64 {
    let least = f64::from(*scenario.bidder_margin_ppm.start());
    let most = f64::from(*scenario.bidder_margin_ppm.end());
    let parts = f64::from(scenario.bidders) + 1.0;
    (least + (most - least) / parts) / PPM
}

#[allow(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "a statistic for people"
)]
fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0u64), |(sum, count), value| {
        (sum + value, count.saturating_add(1))
    });
    sum / count.max(1) as f64
}

#[allow(clippy::float_arithmetic, reason = "figures for people")]
impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = |share: f64| share * 100.0;
        writeln!(
            out,
            "{} lots on a random walk of {:.1} % a year, {} sold",
            self.walk_lots,
            percent(self.walk_volatility),
            self.walk_sold
        )?;
        writeln!(out, "{:<42} {:>10} {:>12}", "", "execution", "to sell, min")?;
        for (name, execution, minutes) in [
            (
                "mean of the lots",
                self.walk_execution,
                self.walk_minutes_to_sell,
            ),
            (
                "worst, longest",
                self.walk_worst_execution,
                self.walk_longest_minutes,
            ),
            (
                "formula, bidders without margins",
                self.walk_formula_execution,
                self.walk_formula_minutes,
            ),
            (
                "formula, the lower of the bidders' margins",
                self.walk_formula_execution_with_margins,
                self.walk_formula_minutes_with_margins,
            ),
        ] {
            writeln!(
                out,
                "{name:<42} {:>8.3} % {minutes:>12.2}",
                percent(execution)
            )?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lower_of_two_margins_is_expected_a_third_of_the_way_up() {
        // 0.1 % + 0.4 % / 3 = 0.2333 %.
        let margin = lower_margin(&scenario::find(SCENARIO).unwrap());
        assert!((margin - 0.002_333_333).abs() < 1e-8, "{margin}");
    }

    #[test]
    fn every_lot_sells_near_the_market_within_minutes_and_the_page_says_so() {
        let report = measure(60).unwrap();
        assert_eq!((report.walk_lots, report.walk_sold), (60, 60));
        assert_eq!(report.walk_invariant_failures, 0);
        // No bidder pays the market's price, and none asks for more than a half percent of what it saw.
        assert!(report.walk_execution < 1.0, "{report:?}");
        assert!(report.walk_execution > 0.99, "{report:?}");
        assert!(report.walk_worst_execution <= report.walk_execution);
        assert!(report.walk_minutes_to_sell > 1.7, "{report:?}");
        assert!(report.walk_minutes_to_sell <= report.walk_longest_minutes);
        let page = report.to_string();
        assert!(
            page.contains("60 lots") && page.contains("formula"),
            "{page}"
        );
    }
}
