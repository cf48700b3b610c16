//! The report is a page that opens anywhere: well formed, with everything in it, and with nothing fetched.

#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

use gavel::market::window::AskedWindow;
use gavel::market::{builtin, Market};
use gavel::replay::side_by_side;
use gavel::report::{page, Chapter};
use gavel::scenario::{all, Overrides, Scenario};
use gavel::simulation::Replayed;
use scraper::{Html, Selector};
use serde_json::Value;

/// 2020-03-12 10:00 UTC, the start of the steepest hour.
const TEN: u64 = 1_584_007_200;

fn replayed(from: u64, accounts: u64) -> (Market, Vec<Scenario>, Vec<Replayed>) {
    let asked = AskedWindow {
        from: Some(from),
        to: Some(from + 3_600),
    };
    let market = builtin::market(asked).unwrap();
    let few = Overrides {
        accounts: Some(accounts),
        ..Overrides::default()
    };
    let scenarios: Vec<Scenario> = all()
        .into_iter()
        .map(|scenario| scenario.with(few).unwrap())
        .collect();
    let replayed = side_by_side(&market, &scenarios).unwrap();
    (market, scenarios, replayed)
}

fn text_of(from: u64, accounts: u64) -> (String, Vec<Replayed>) {
    let (market, scenarios, replayed) = replayed(from, accounts);
    let chapters: Vec<Chapter<'_>> = scenarios
        .iter()
        .zip(&replayed)
        .map(|(scenario, replayed)| Chapter { scenario, replayed })
        .collect();
    (page(&market, &chapters).unwrap(), replayed)
}

fn texts(html: &Html, selector: &str) -> Vec<String> {
    html.select(&Selector::parse(selector).unwrap())
        .map(|element| element.text().collect())
        .collect()
}

#[test]
fn the_report_is_well_formed_fetches_nothing_and_has_every_scenario_and_every_lot() {
    let (text, replayed) = text_of(TEN, 20);
    let html = Html::parse_document(&text);
    assert!(html.errors.is_empty(), "{:?}", html.errors);
    for outside in [
        "http:", "https:", "src=", "href=", "url(", "@import", "fetch(",
    ] {
        assert!(!text.contains(outside), "{outside}");
    }
    assert_eq!(
        texts(&html, ".figures:not(.ways) thead th"),
        [
            "",
            "calm",
            "congested",
            "thin",
            "deserted",
            "standing",
            "mixed",
            "Maker"
        ]
    );
    assert_eq!(
        texts(&html, "[data-pick]"),
        ["calm", "congested", "thin", "deserted", "standing", "mixed"]
    );
    // Two charts of all scenarios, two of each and one of each that has a book, all for two widths; the rest are keys of legends.
    assert_eq!(texts(&html, ".wide svg").len(), 16);
    assert_eq!(texts(&html, ".narrow svg").len(), 16);
    let ways: Vec<String> = texts(&html, ".ways tbody th");
    assert_eq!(ways, ["calm", "standing", "mixed"]);
    let lots: Value = serde_json::from_str(&texts(&html, "#lots")[0]).unwrap();
    for (told, replayed) in lots.as_array().unwrap().iter().zip(&replayed) {
        assert_eq!(told["scenario"], replayed.outcome.scenario.as_str());
        for column in [
            "opened", "base", "sold", "price", "paid", "wait", "restarts",
        ] {
            let told = told[column].as_array().unwrap().len();
            assert_eq!(told, replayed.chronicle.lots().len(), "{column}");
        }
    }
    let figures = texts(&html, ".figures:not(.ways) tbody tr");
    for label in ["Bad debt", "Covered", "Written off"] {
        assert!(figures.iter().any(|row| row.starts_with(label)), "{label}");
    }
    assert!(text.contains("154,999 ETH in 4,094 auctions for 43.5 %"));
}

#[test]
fn a_quiet_hour_in_which_hardly_anything_happens_has_a_report_too() {
    // From 16:30 to 17:30 on the 12th the price does not fall below its first.
    let (text, replayed) = text_of(TEN + 23_400, 3);
    assert!(replayed.iter().all(|one| one.outcome.open_lots == 0));
    let html = Html::parse_document(&text);
    assert!(html.errors.is_empty(), "{:?}", html.errors);
    assert!(!text.contains("NaN") && !text.contains("inf\""), "{text}");
}
