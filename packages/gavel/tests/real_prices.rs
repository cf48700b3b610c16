//! Real price files beside the project are read whole, and their worst hours replayed; without them these tests skip.

#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

use std::path::{Path, PathBuf};

use gavel::market::price::Price;
use gavel::market::window::AskedWindow;
use gavel::market::{builtin, csv, Market};
use gavel::progress::Progress;
use gavel::scenario::{find, Overrides};
use gavel::simulation::setup::Mode;
use gavel::simulation::{blocks, run};

/// A file of real prices, or `None` with a message where the folder is absent.
fn real(name: &str) -> Option<PathBuf> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data")
        .join(name);
    if file.is_file() {
        return Some(file);
    }
    eprintln!("skipped: {} is absent", file.display());
    None
}

fn price(text: &str) -> Price {
    text.parse().unwrap()
}

fn whole(file: &Path) -> Market {
    csv::market(file, AskedWindow::default()).unwrap()
}

#[test]
fn real_files_are_read_with_their_own_length_of_bar() {
    for (name, opens_at, last_opens_at, bar_seconds, first, lowest) in [
        (
            "2020-03_ethusdt_binance_spot_5m.csv",
            1_583_884_800,
            1_584_316_500,
            300,
            "200.74",
            "86",
        ),
        (
            "2021-05-19_ethusdt_binance_spot_1m.csv",
            1_621_296_000,
            1_621_543_080,
            60,
            "3282.25",
            "1888",
        ),
        (
            "2024-08_ethusdt_binance_spot_5m.csv",
            1_722_556_800,
            1_723_074_900,
            300,
            "3203.4",
            "2111",
        ),
    ] {
        let Some(file) = real(name) else { continue };
        let market = whole(&file);
        let window = market.window;
        assert_eq!(
            (window.from, window.to),
            (opens_at, last_opens_at + bar_seconds),
            "{name}"
        );
        assert_eq!(market.path.price_at(window.from), price(first), "{name}");
        assert_eq!(market.path.lowest(window), price(lowest), "{name}");
    }
}

#[test]
fn the_built_in_hours_are_those_of_the_hourly_file() {
    let Some(file) = real("2020-03_ethusdt_binance_spot_1h.csv") else {
        return;
    };
    let asked = AskedWindow {
        from: Some(1_583_971_200),
        to: Some(1_584_144_000),
    };
    let hourly = csv::market(&file, asked).unwrap();
    let inside = builtin::market(AskedWindow::default()).unwrap();
    assert_eq!(hourly.path.bars().len(), inside.path.bars().len());
    for (real, ours) in hourly.path.bars().iter().zip(inside.path.bars()) {
        assert_eq!(
            (real.opens_at, real.low, real.close),
            (ours.opens_at, ours.low, ours.close)
        );
    }
}

#[test]
fn in_the_steepest_hours_of_three_crashes_lots_sell_near_the_markets_price() {
    for (name, from) in [
        ("2020-03_ethusdt_binance_spot_5m.csv", 1_584_007_200),
        ("2021-05-19_ethusdt_binance_spot_1m.csv", 1_621_425_600),
        ("2024-08_ethusdt_binance_spot_5m.csv", 1_722_819_600),
    ] {
        let Some(file) = real(name) else { continue };
        let asked = AskedWindow {
            from: Some(from),
            to: Some(from + 3 * 3_600),
        };
        let market = csv::market(&file, asked).unwrap();
        let few = Overrides {
            accounts: Some(60),
            ..Overrides::default()
        };
        for scenario in ["calm", "mixed"] {
            let scenario = find(scenario).unwrap().with(few).unwrap();
            let progress = Progress::hidden(blocks(&market, &scenario));
            let replayed = run(&market, &scenario, Mode::Checked, &progress).unwrap();
            let outcome = replayed.outcome;
            assert_eq!(replayed.violations, Vec::<String>::new(), "{name}");
            assert!(outcome.liquidations >= 60, "{name}: {outcome:?}");
            assert!(outcome.recovery.unwrap() >= 0.985, "{name}: {outcome:?}");
            assert!(outcome.worst_sale.unwrap() >= 0.9, "{name}: {outcome:?}");
            let zeros = (
                outcome.zero_bid_sales,
                outcome.sales_below_floor,
                outcome.open_lots,
            );
            assert_eq!(zeros, (0, 0, 0), "{name}: {outcome:?}");
        }
    }
}
