//! `gavel sensitivity`: how the figures move when an assumption of the model is halved or doubled.

use std::ops::RangeInclusive;

use rayon::prelude::*;

use crate::command::SensitivityOptions;
use crate::destination;
use crate::error::Error;
use crate::figures::{amount, count, duration, percent};
use crate::market::window::AskedWindow;
use crate::market::{builtin, Market};
use crate::outcome::Outcome;
use crate::progress::{Bars, Progress};
use crate::scenario::{self, Overrides, Scenario};
use crate::simulation::{self, setup::Mode};

/// Borrowers if none are asked for: enough for the figures' second digit, and a table of minutes, not of an hour.
const ACCOUNTS: u64 = 1_000;

/// An assumption of the model, and how a scenario has it halved and doubled.
struct Assumption {
    name: &'static str,
    scenario: &'static str,
    set: fn(&mut Scenario, Change),
    show: fn(&Scenario) -> String,
}

/// What is done to an assumption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    Halve,
    Double,
}

impl Change {
    /// The number halved, rounded down but not to nothing, or doubled.
    fn of(self, number: u64) -> u64 {
        match self {
            Change::Halve => (number / 2).max(1),
            Change::Double => number.saturating_mul(2),
        }
    }

    /// The same of a number of 32 bits.
    fn of_small(self, number: u32) -> u32 {
        u32::try_from(self.of(number.into())).unwrap_or(u32::MAX)
    }

    /// Both ends of a range; a start halved may be nothing.
    fn of_range(self, range: &RangeInclusive<u32>) -> RangeInclusive<u32> {
        match self {
            Change::Halve => range.start() / 2..=self.of_small(*range.end()),
            Change::Double => self.of_small(*range.start())..=self.of_small(*range.end()),
        }
    }
}

/// All that the table moves.
fn assumptions() -> [Assumption; 9] {
    [
        Assumption {
            name: "capital of each bidder",
            scenario: "calm",
            set: |one, change| one.bidder_capital = change.of(one.bidder_capital),
            show: |one| count(one.bidder_capital),
        },
        Assumption {
            name: "bidders",
            scenario: "calm",
            set: |one, change| one.bidders = change.of_small(one.bidders),
            show: |one| count(one.bidders.into()),
        },
        Assumption {
            name: "latency in blocks",
            scenario: "calm",
            set: |one, change| {
                one.bidder_latency_blocks = change.of_range(&one.bidder_latency_blocks);
            },
            show: |one| range(&one.bidder_latency_blocks),
        },
        Assumption {
            name: "margin in ppm",
            scenario: "calm",
            set: |one, change| one.bidder_margin_ppm = change.of_range(&one.bidder_margin_ppm),
            show: |one| range(&one.bidder_margin_ppm),
        },
        Assumption {
            name: "seconds from push to push",
            scenario: "calm",
            set: |one, change| one.feed_interval = change.of(one.feed_interval),
            show: |one| count(one.feed_interval),
        },
        Assumption {
            name: "feeders' noise in ppm",
            scenario: "calm",
            set: |one, change| one.feed_noise_ppm = change.of_small(one.feed_noise_ppm),
            show: |one| count(one.feed_noise_ppm.into()),
        },
        Assumption {
            name: "seconds from block to block",
            scenario: "calm",
            set: |one, change| one.block_seconds = change.of(one.block_seconds),
            show: |one| count(one.block_seconds),
        },
        Assumption {
            name: "mean seconds to inclusion",
            scenario: "congested",
            set: |one, change| one.inclusion_mean_seconds = change.of(one.inclusion_mean_seconds),
            show: |one| count(one.inclusion_mean_seconds),
        },
        Assumption {
            name: "money staked in basis points of what is lent",
            scenario: "congested",
            set: |one, change| one.staked_bps = change.of_small(one.staked_bps),
            show: |one| count(one.staked_bps.into()),
        },
    ]
}

/// A line of the table before it is replayed.
struct Line {
    label: String,
    value: String,
    scenario: Scenario,
}

/// Replays the built-in hours with each assumption halved and doubled, and prints the table as Markdown.
///
/// # Errors
/// An option is wrong, or a replay failed.
pub fn run(options: &SensitivityOptions) -> Result<(), Error> {
    let market = builtin::market(AskedWindow::default())?;
    let lines = lines(options)?;
    let bars = Bars::default();
    let outcomes = lines
        .par_iter()
        .with_max_len(1)
        .map(|line| {
            let scenario = &line.scenario;
            outcome(
                &market,
                scenario,
                &bars.add(&line.value, simulation::blocks(&market, scenario)),
            )
        })
        .collect::<Result<Vec<_>, Error>>()?;
    let rows = lines
        .iter()
        .zip(&outcomes)
        .map(|(line, outcome)| row(line, outcome));
    let table: String = HEAD
        .iter()
        .map(|line| (*line).to_owned())
        .chain(rows)
        .collect();
    destination::print(&table)
}

fn outcome(market: &Market, scenario: &Scenario, progress: &Progress) -> Result<Outcome, Error> {
    simulation::run(market, scenario, Mode::Checked, progress).map(|replayed| replayed.outcome)
}

/// The scenarios as they are, each followed by its assumptions halved and doubled.
fn lines(options: &SensitivityOptions) -> Result<Vec<Line>, Error> {
    let mut lines: Vec<Line> = Vec::new();
    for name in ["calm", "congested"] {
        let base = base(name, options)?;
        lines.push(Line {
            label: format!("**{name}**"),
            value: "as it is".to_owned(),
            scenario: base.clone(),
        });
        for assumption in assumptions().iter().filter(|one| one.scenario == name) {
            for change in [Change::Halve, Change::Double] {
                let mut scenario = base.clone();
                (assumption.set)(&mut scenario, change);
                lines.push(Line {
                    label: format!("{}: {}", assumption.name, (assumption.show)(&base)),
                    value: (assumption.show)(&scenario),
                    scenario,
                });
            }
        }
    }
    Ok(lines)
}

/// The scenario with fewer accounts, and with as much of the bidders' money for each of them.
fn base(name: &str, options: &SensitivityOptions) -> Result<Scenario, Error> {
    let found = scenario::find(name)?;
    let accounts = options.accounts.unwrap_or(ACCOUNTS);
    let capital = found
        .bidder_capital
        .saturating_mul(accounts)
        .checked_div(found.accounts.into())
        .unwrap_or_default();
    found.with(Overrides {
        accounts: Some(accounts),
        capital: Some(capital.max(1)),
        seed: options.seed,
        ..Overrides::default()
    })
}

/// The table's head in Markdown.
const HEAD: [&str; 2] = [
    "| assumption | becomes | recovery | worst sale | median to sell | longest | bad debt | lenders lost | zero bids, below floor, open, failed checks |\n",
    "|---|---|---|---|---|---|---|---|---|\n",
];

/// A line of the table in Markdown.
fn row(line: &Line, one: &Outcome) -> String {
    format!(
        "| {} | {} | {} | {} | {} | {} | {} | {} | {}, {}, {}, {} |\n",
        line.label,
        line.value,
        percent(one.recovery, 2),
        percent(one.worst_sale, 2),
        duration(one.median_seconds_to_sell),
        duration(one.max_seconds_to_sell.map(|longest| longest as f64)),
        amount(one.bad_debt),
        amount(one.socialised),
        one.zero_bid_sales,
        one.sales_below_floor,
        one.open_lots,
        one.invariant_failures
    )
}

fn range(range: &RangeInclusive<u32>) -> String {
    format!(
        "{} to {}",
        count((*range.start()).into()),
        count((*range.end()).into())
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_assumption_stands_in_the_table_halved_and_doubled() {
        let lines = lines(&SensitivityOptions::default()).unwrap();
        assert_eq!(lines.len(), 2 + 2 * assumptions().len());
        let values = |label: &str| -> Vec<&str> {
            let of_it = lines.iter().filter(|line| line.label.starts_with(label));
            of_it.map(|line| line.value.as_str()).collect()
        };
        // 2,000,000 · 1,000 / 4,094 = 488,519.
        assert_eq!(values("capital"), ["244,259", "977,038"]);
        assert_eq!(values("latency"), ["0 to 1", "2 to 4"]);
        assert_eq!(values("margin"), ["500 to 2,500", "2,000 to 10,000"]);
        assert_eq!(values("mean seconds"), ["300", "1,200"]);
        // Each line differs from its scenario in one number.
        let base = base("calm", &SensitivityOptions::default()).unwrap();
        let bidders = lines.iter().find(|line| line.label.starts_with("bidders"));
        let expected = Scenario { bidders: 1, ..base };
        assert_eq!(bidders.unwrap().scenario, expected);
    }
}
