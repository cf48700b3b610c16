//! `gavel bench`: how long each message of the house takes on this machine, beside an empty message to an empty contract on
//! the same embedded chain.
//!
//! The messages are those of a replay of two hours of 12 March 2020, in which the price falls by a quarter within half an
//! hour, without the checks of invariants. Behind every fourth an empty message is timed.
//!
//! Beside the times stands what lots bring on a market that only chance moves: see [`walk`].

#![allow(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "times are statistics for people"
)]

pub mod walk;

use std::fmt;

use hdrhistogram::Histogram;
use serde::Serialize;

use crate::command::BenchOptions;
use crate::destination::{self, Destination};
use crate::error::Error;
use crate::market::builtin;
use crate::market::window::AskedWindow;
use crate::progress::Bars;
use crate::scenario::{self, Overrides};
use crate::simulation::stopwatch::{self, Stopwatch};
use crate::simulation::{self, setup::Mode};

/// 2020-03-12 10:00 UTC, at which the price begins to fall.
const FROM: u64 = 1_584_007_200;

/// Two hours later.
const TO: u64 = 1_584_014_400;

/// The scenario whose messages are timed.
const SCENARIO: &str = "calm";

/// Borrowers unless told otherwise.
const ACCOUNTS: u64 = 1_000;

/// Fewer messages than this do not make a median worth telling.
const LEAST_TIMED: u64 = 100;

/// How long messages took. Times in microseconds.
///
/// A message of the house sets off others: a liquidation is a message to the lending contract and one to the auction house
/// and moves money twice, a take is one to the house and one to the lending contract and moves money up to four times. So
/// beside the message with all it sets off stands that of a contract within it: each message that a contract handles,
/// replies included, as the chain's events tell, at its share of the time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// Messages of the house that were timed.
    pub messages: u64,
    /// The median time of a message of the house.
    pub median_us: f64,
    /// Messages of the house in a second, at the mean of all times.
    pub messages_per_second: f64,
    /// Empty messages that were timed.
    pub empty_messages: u64,
    /// The median time of an empty message.
    pub empty_us: f64,
    /// Empty messages in a second, at the mean of their times.
    pub empty_per_second: f64,
    /// How many empty messages the median message of the house is worth, with all that it sets off.
    pub ratio: f64,
    /// Messages that a contract handled: those of the house, those they set off, and replies.
    pub runs: u64,
    /// How many empty messages the median one of them is worth.
    pub ratio_of_a_run: f64,
    /// The same by kind of message, the most frequent first.
    pub kinds: Vec<KindTimes>,
}

/// How long the messages of one kind took.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KindTimes {
    /// The name of the message.
    pub kind: String,
    /// Messages timed.
    pub messages: u64,
    /// Their median time in microseconds.
    pub median_us: f64,
    /// Nine in ten were faster than this many microseconds.
    pub ninth_decile_us: f64,
    /// How many empty messages the median one is worth, with all that it sets off.
    pub ratio: f64,
    /// How many empty messages the median run of a contract in it is worth.
    pub ratio_of_a_run: f64,
}

/// What `gavel bench` tells.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct Figures {
    #[serde(flatten)]
    times: Report,
    #[serde(flatten)]
    walk: walk::Report,
}

/// Times the house's messages, sells lots on a random walk and reports both: as JSON where that was asked for, and as tables on
/// standard output unless the JSON goes there.
///
/// # Errors
/// An option is wrong, the replay failed, or the report cannot be written.
pub fn run(options: &BenchOptions) -> Result<(), Error> {
    let json = options.json.clone().map(Destination::named);
    if let Some(destination) = &json {
        destination.check()?;
    }
    let figures = Figures {
        times: measure(options.accounts.unwrap_or(ACCOUNTS))?,
        walk: walk::measure(walk::LOTS)?,
    };
    if let Some(destination) = &json {
        let text = serde_json::to_string_pretty(&figures).map_err(|fault| Error::Unwritable {
            file: "the JSON report".to_owned(),
            reason: fault.to_string(),
        })?;
        destination.write(&format!("{text}\n"))?;
    }
    if json != Some(Destination::StandardOutput) {
        destination::print(&format!("{}\n{}", figures.times, figures.walk))?;
    }
    Ok(())
}

/// Replays with so many accounts and times every message.
///
/// # Errors
/// The number of accounts is out of bounds, the replay failed, or too little happened in it.
pub fn measure(accounts: u64) -> Result<Report, Error> {
    let market = builtin::market(AskedWindow {
        from: Some(FROM),
        to: Some(TO),
    })?;
    let scenario = scenario::find(SCENARIO)?.with(Overrides {
        accounts: Some(accounts),
        ..Overrides::default()
    })?;
    let progress = Bars::default().add("bench", simulation::blocks(&market, &scenario));
    let replayed = simulation::run(&market, &scenario, Mode::Timed, &progress)?;
    let stopwatch = replayed.stopwatch.map_or_else(Stopwatch::new, Ok)?;
    report(&stopwatch)
}

fn report(stopwatch: &Stopwatch) -> Result<Report, Error> {
    let (all, empty) = (stopwatch.all(), &stopwatch.empty().message);
    let messages = all.message.len();
    if messages < LEAST_TIMED {
        return Err(Error::TooLittleToTime {
            timed: messages,
            least: LEAST_TIMED,
        });
    }
    let empty_us = median(empty);
    let mut kinds: Vec<KindTimes> = stopwatch
        .kinds()
        .iter()
        .map(|(kind, times)| of_kind(kind, times, empty_us))
        .collect();
    kinds.sort_by_key(|times| std::cmp::Reverse(times.messages));
    Ok(Report {
        messages,
        median_us: median(&all.message),
        messages_per_second: per_second(&all.message),
        empty_messages: empty.len(),
        empty_us,
        empty_per_second: per_second(empty),
        ratio: median(&all.message) / empty_us,
        runs: all.run.len(),
        ratio_of_a_run: median(&all.run) / empty_us,
        kinds,
    })
}

fn of_kind(kind: &str, times: &stopwatch::Times, empty_us: f64) -> KindTimes {
    KindTimes {
        kind: kind.to_owned(),
        messages: times.message.len(),
        median_us: median(&times.message),
        ninth_decile_us: quantile(&times.message, 0.9),
        ratio: median(&times.message) / empty_us,
        ratio_of_a_run: median(&times.run) / empty_us,
    }
}

fn median(times: &Histogram<u64>) -> f64 {
    quantile(times, 0.5)
}

/// A quantile of times in nanoseconds, in microseconds.
fn quantile(times: &Histogram<u64>, part: f64) -> f64 {
    times.value_at_quantile(part) as f64 / 1_000.0
}

fn per_second(times: &Histogram<u64>) -> f64 {
    1e9 / times.mean()
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            out,
            "{:<14} {:>7} {:>11} {:>14} {:>9} {:>10}",
            "message", "timed", "median, µs", "9 of 10 below", "of empty", "a run"
        )?;
        for one in &self.kinds {
            writeln!(
                out,
                "{:<14} {:>7} {:>11.1} {:>14.1} {:>8.2}× {:>9.2}×",
                one.kind,
                one.messages,
                one.median_us,
                one.ninth_decile_us,
                one.ratio,
                one.ratio_of_a_run
            )?;
        }
        writeln!(
            out,
            "{:<14} {:>7} {:>11.1} {:>14} {:>8.2}× {:>9.2}×",
            "all", self.messages, self.median_us, "", self.ratio, self.ratio_of_a_run
        )?;
        writeln!(
            out,
            "{:<14} {:>7} {:>11.1}\n",
            "empty", self.empty_messages, self.empty_us
        )?;
        writeln!(
            out,
            "{:.0} messages of the house a second, {:.0} empty ones",
            self.messages_per_second, self.empty_per_second
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_measurement_counts_every_kind_and_the_ratio_is_that_of_the_medians() {
        let times = measure(40).unwrap();
        let timed: u64 = times.kinds.iter().map(|kind| kind.messages).sum();
        assert_eq!(timed, times.messages);
        for kind in ["deposit", "borrow", "push_prices", "liquidate", "take"] {
            assert!(times.kinds.iter().any(|one| one.kind == kind), "{kind}");
        }
        assert_eq!(times.ratio, times.median_us / times.empty_us);
        // A liquidation runs two contracts; three significant digits are kept.
        let mut kinds = times.kinds.iter();
        let liquidate = kinds.find(|one| one.kind == "liquidate").unwrap();
        assert!((liquidate.ratio / liquidate.ratio_of_a_run - 2.0).abs() < 0.1);
        assert!(times.empty_messages * 5 > times.messages);
        assert!(times.runs > times.messages);
        let page = times.to_string();
        assert!(
            page.contains("liquidate") && page.contains("a second"),
            "{page}"
        );
    }
}
