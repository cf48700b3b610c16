//! Real price files beside the project are read whole; without them these tests skip.

#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

use std::path::{Path, PathBuf};

use gavel::market::price::Price;
use gavel::market::window::AskedWindow;
use gavel::market::{builtin, csv, Market};

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
