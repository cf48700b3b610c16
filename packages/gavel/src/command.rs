//! The command's options.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::bench;
use crate::error::Error;
use crate::market::moment;
use crate::market::window::AskedWindow;
use crate::replay;
use crate::scenario::{self, Overrides};
use crate::sensitivity;

/// Replays real market crashes through the auction house's contracts.
#[derive(Clone, Debug, PartialEq, Eq, Parser)]
#[command(name = "gavel", version, about, after_help = AFTER_HELP)]
pub struct Arguments {
    /// What to do; without it, `replay` with no options.
    #[command(subcommand)]
    pub task: Option<Task>,
}

const AFTER_HELP: &str =
    "Without a command, gavel replays 12 and 13 March 2020 in every scenario: calm, congested, thin \
     and deserted.";

/// What the command can do.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum Task {
    /// Replay a price history and tell what lenders would have got.
    Replay(ReplayOptions),
    /// Tell as a table how the figures move when an assumption of the model is halved or doubled.
    Sensitivity(SensitivityOptions),
    /// Time the house's messages in a replay beside an empty message to an empty contract, and sell lots on a random walk.
    Bench(BenchOptions),
}

/// The options of `gavel bench`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
pub struct BenchOptions {
    /// Borrowers.
    #[arg(long, value_name = "N")]
    pub accounts: Option<u64>,

    /// Write the figures as JSON to this file; - is standard output, without the table.
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
}

/// The options of `gavel sensitivity`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
pub struct SensitivityOptions {
    /// Borrowers; bidders have as much money for each as in the scenarios.
    #[arg(long, value_name = "N")]
    pub accounts: Option<u64>,

    /// Seed of all random draws.
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
}

/// The options of `gavel replay`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
pub struct ReplayOptions {
    /// CSV file with the columns timestamp_unix, open, high, low, close; without it ETH/USDT of
    /// 12 and 13 March 2020, hour by hour.
    #[arg(long, value_name = "FILE")]
    pub prices: Option<PathBuf>,

    /// First second to replay, as Unix seconds or RFC 3339; without it the data's first.
    #[arg(long, value_name = "TIME")]
    pub from: Option<String>,

    /// End of the replay, as Unix seconds or RFC 3339; without it the data's end.
    #[arg(long, value_name = "TIME")]
    pub to: Option<String>,

    /// Borrowers.
    #[arg(long, value_name = "N")]
    pub accounts: Option<u64>,

    /// Bidders.
    #[arg(long, value_name = "N")]
    pub bidders: Option<u64>,

    /// Blocks from what a bidder sees to when its message is executed.
    #[arg(long, value_name = "BLOCKS")]
    pub latency: Option<u64>,

    /// Money of each bidder, in whole units of the asset paid.
    #[arg(long, value_name = "AMOUNT")]
    pub capital: Option<u64>,

    /// Seed of all random draws: one seed, one result.
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,

    /// Scenario to replay, several with commas between them; without it all of them, side by side.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub scenario: Vec<String>,

    /// Write the result as JSON to this file; - is standard output, without the summary.
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,

    /// Write the report to this HTML file; without it to gavel-report.html in the current
    /// directory, unless JSON goes to standard output.
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
}

impl Arguments {
    /// Does what was asked.
    ///
    /// # Errors
    /// An option or a file is wrong, or the replay failed.
    pub fn run(self) -> Result<(), Error> {
        match self.task {
            None => replay::run(&ReplayOptions::default()),
            Some(Task::Replay(options)) => replay::run(&options),
            Some(Task::Sensitivity(options)) => sensitivity::run(&options),
            Some(Task::Bench(options)) => bench::run(&options),
        }
    }
}

impl ReplayOptions {
    /// The window asked for.
    ///
    /// # Errors
    /// A text is not a time; the error names the option.
    pub fn window(&self) -> Result<AskedWindow, Error> {
        let read = |option, text: &Option<String>| {
            text.as_deref()
                .map(moment::read)
                .transpose()
                .map_err(|fault| Error::Moment { option, fault })
        };
        Ok(AskedWindow {
            from: read("--from", &self.from)?,
            to: read("--to", &self.to)?,
        })
    }

    /// The names of the scenarios asked for; of all if none is.
    pub fn scenario_names(&self) -> Vec<&str> {
        if self.scenario.is_empty() {
            scenario::all().iter().map(|one| one.name).collect()
        } else {
            self.scenario.iter().map(String::as_str).collect()
        }
    }

    /// The numbers that replace a scenario's own.
    pub const fn overrides(&self) -> Overrides {
        Overrides {
            accounts: self.accounts,
            bidders: self.bidders,
            latency: self.latency,
            capital: self.capital,
            seed: self.seed,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn options(line: &str) -> ReplayOptions {
        let words = ["gavel", "replay"]
            .into_iter()
            .chain(line.split_whitespace());
        match Arguments::try_parse_from(words).unwrap().task {
            Some(Task::Replay(options)) => options,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_options_are_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn without_arguments_the_replay_has_no_options() {
        assert_eq!(Arguments::try_parse_from(["gavel"]).unwrap().task, None);
        assert_eq!(options(""), ReplayOptions::default());
        let all = ["calm", "congested", "thin", "deserted", "standing", "mixed"];
        assert_eq!(options("").scenario_names(), all);
    }

    #[test]
    fn every_option_reaches_its_place() {
        let options = options(
            "--prices p.csv --from 1583971200 --to 2020-03-13T00:00:00Z --accounts 5 --bidders 6 \
             --latency 7 --capital 8 --seed 9 --scenario calm,storm --json - --report r.html",
        );
        let window = AskedWindow {
            from: Some(1_583_971_200),
            to: Some(1_584_057_600),
        };
        assert_eq!(options.window(), Ok(window));
        assert_eq!(options.scenario_names(), ["calm", "storm"]);
        let overrides = Overrides {
            accounts: Some(5),
            bidders: Some(6),
            latency: Some(7),
            capital: Some(8),
            seed: Some(9),
        };
        assert_eq!(options.overrides(), overrides);
        assert_eq!(
            (options.prices, options.json, options.report),
            (
                Some("p.csv".into()),
                Some("-".into()),
                Some("r.html".into())
            )
        );
    }

    #[test]
    fn a_wrong_time_is_refused_by_its_options_name() {
        let error = options("--to noon").window().unwrap_err();
        assert_eq!(error.code(), 103);
        assert!(error.to_string().starts_with("--to: \"noon\""), "{error}");
    }
}
