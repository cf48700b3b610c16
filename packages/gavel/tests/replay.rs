//! Short replays of the steepest hours of 12 March 2020, in the library and by the command.

#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic
)]

use std::path::Path;

use assert_cmd::Command;
use gavel::market::window::AskedWindow;
use gavel::market::{builtin, Market};
use gavel::outcome::Outcome;
use gavel::progress::Progress;
use gavel::scenario::{find, Overrides};
use gavel::simulation::setup::Mode;
use gavel::simulation::{blocks, run};
use serde_json::Value;

/// 2020-03-12 10:00 UTC: within half an hour the price falls from 167.97 to 125.
const TEN: u64 = 1_584_007_200;

fn three_hours() -> Market {
    let asked = AskedWindow {
        from: Some(TEN),
        to: Some(TEN + 3 * 3_600),
    };
    builtin::market(asked).unwrap()
}

/// The outcome of a calm replay of those hours with some numbers replaced. What a seed does not fix is left out.
fn outcome(overrides: Overrides) -> Outcome {
    let market = three_hours();
    let scenario = find("calm").unwrap().with(overrides).unwrap();
    let progress = Progress::hidden(blocks(&market, &scenario));
    let replayed = run(&market, &scenario, Mode::Checked, &progress).unwrap();
    assert_eq!(replayed.violations, Vec::<String>::new());
    Outcome {
        elapsed_seconds: 0.0,
        ..replayed.outcome
    }
}

fn with_accounts(accounts: u64) -> Overrides {
    Overrides {
        accounts: Some(accounts),
        ..Overrides::default()
    }
}

#[test]
fn one_seed_gives_one_replay_bit_for_bit() {
    let seeded = |seed| {
        outcome(Overrides {
            seed: Some(seed),
            ..with_accounts(25)
        })
    };
    assert_eq!(seeded(1), seeded(1));
    assert_ne!(seeded(1), seeded(2));
}

#[test]
fn lenders_lose_nothing_in_a_quarters_fall_and_lots_sell_near_the_markets_price() {
    let outcome = outcome(with_accounts(100));
    assert!(outcome.liquidations >= 300, "{outcome:?}");
    assert_eq!(outcome.lots, outcome.liquidations);
    assert!(outcome.recovery.unwrap() >= 0.99, "{outcome:?}");
    assert!(outcome.worst_sale.unwrap() >= 0.95, "{outcome:?}");
    assert!(outcome.max_seconds_to_sell.unwrap() <= 900, "{outcome:?}");
    assert_eq!(
        (
            outcome.zero_bid_sales,
            outcome.sales_below_floor,
            outcome.open_lots,
            outcome.invariant_failures
        ),
        (0, 0, 0, 0)
    );
    assert_eq!((outcome.bad_debt, outcome.socialised), (0.0, 0.0));
    assert!(outcome.invariant_checks > outcome.messages, "{outcome:?}");
    // What was sold was worth 123 to 168 dollars a piece.
    let price = outcome.market_value / outcome.base_sold;
    assert!((123.0..168.0).contains(&price), "{price}");
}

#[test]
fn bidders_an_hour_late_buy_an_hour_later_and_never_above_what_they_wanted_to_pay() {
    let outcome = outcome(Overrides {
        latency: Some(600),
        ..with_accounts(10)
    });
    assert!(outcome.lots > 0);
    assert!(
        outcome.median_seconds_to_sell.unwrap() > 3_600.0,
        "{outcome:?}"
    );
    assert_eq!(outcome.invariant_failures, 0);
}

#[test]
fn without_money_nothing_is_sold_and_the_replay_ends_all_the_same() {
    let outcome = outcome(Overrides {
        capital: Some(1),
        ..with_accounts(10)
    });
    assert!(outcome.lots > 0);
    // Two dollars that come back every ten minutes buy for less than a hundred dollars.
    assert!(outcome.proceeds < 100.0, "{outcome:?}");
    // Behind the three hours of 600 blocks each there is an end, twice the 90 minutes of a lot's nine curves.
    assert!(outcome.blocks <= 1_800 + 2 * 900 + 1, "{outcome:?}");
    assert!(outcome.open_lots > 0);
    assert_eq!(outcome.invariant_failures, 0);
}

#[test]
fn little_capital_sells_less_within_the_window() {
    let poor = outcome(Overrides {
        capital: Some(1_000),
        bidders: Some(1),
        ..with_accounts(25)
    });
    let rich = outcome(with_accounts(25));
    assert!(poor.median_seconds_to_sell > rich.median_seconds_to_sell);
    assert_eq!((poor.zero_bid_sales, poor.sales_below_floor), (0, 0));
    assert_eq!(poor.invariant_failures, 0);
}

/// Runs the command in a folder of its own, where it may leave its report.
fn command(words: &[&str]) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    command_in(folder.path(), words)
}

fn command_in(folder: &Path, words: &[&str]) -> (String, String) {
    let output = Command::cargo_bin("gavel")
        .unwrap()
        .current_dir(folder)
        .args(words)
        .output()
        .unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{words:?}: {error}");
    (String::from_utf8(output.stdout).unwrap(), error)
}

/// Half an hour with few accounts, in `calm`.
const SHORT: [&str; 9] = [
    "replay",
    "--from",
    "2020-03-12T10:00:00Z",
    "--to",
    "2020-03-12T10:30:00Z",
    "--accounts",
    "15",
    "--scenario",
    "calm",
];

#[test]
fn json_on_standard_output_has_nothing_beside_it() {
    let (output, error) = command(&[&SHORT[..], &["--json", "-"]].concat());
    let report: Value = serde_json::from_str(&output).unwrap();
    assert_eq!(report["scenario"], "calm");
    assert_eq!(report["accounts"], 15);
    assert_eq!(
        (&report["from"], &report["to"]),
        (&TEN.into(), &(TEN + 1_800).into())
    );
    assert_eq!(report["invariant_failures"], 0);
    assert_eq!(report.as_object().unwrap().len(), 31);
    assert_eq!(error, "");
}

#[test]
fn the_summary_ends_with_the_path_of_the_report_and_json_in_a_file_leaves_both() {
    let folder = tempfile::tempdir().unwrap();
    let (output, _) = command_in(folder.path(), &[&SHORT[..], &["--json", "r.json"]].concat());
    assert!(
        output.starts_with("2020-03-12 10:00 UTC to 2020-03-12 10:30 UTC"),
        "{output}"
    );
    assert!(output.contains("Lenders lost nothing."), "{output}");
    assert!(
        output.ends_with("\nReport: gavel-report.html\n"),
        "{output}"
    );
    let read = |name| std::fs::read_to_string(folder.path().join(name)).unwrap();
    let json: Value = serde_json::from_str(&read("r.json")).unwrap();
    assert_eq!(json["open_lots"], 0);
    assert!(read("gavel-report.html").starts_with("<!DOCTYPE html>"));
}

#[test]
fn with_json_on_standard_output_a_report_is_written_only_if_it_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let files = || std::fs::read_dir(folder.path()).unwrap().count();
    command_in(folder.path(), &[&SHORT[..], &["--json", "-"]].concat());
    assert_eq!(files(), 0);
    let asked = ["--json", "-", "--report", "mine.html"];
    let (output, _) = command_in(folder.path(), &[&SHORT[..], &asked].concat());
    let report: Value = serde_json::from_str(&output).unwrap();
    assert_eq!(report["open_lots"], 0);
    assert!(folder.path().join("mine.html").is_file());
}

#[test]
fn the_bench_tells_how_many_empty_messages_one_of_the_house_is_worth() {
    let (output, _) = command(&["bench", "--accounts", "20", "--json", "-"]);
    let times: Value = serde_json::from_str(&output).unwrap();
    let (ratio, median) = (
        times["ratio"].as_f64().unwrap(),
        times["median_us"].as_f64().unwrap(),
    );
    // How large they are is the machine's affair.
    assert!(ratio > 0.0 && median > 0.0, "{times}");
}
