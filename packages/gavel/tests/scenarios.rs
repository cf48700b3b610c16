//! The scenarios at a small size: each does what its name says, and side by side they do what they do alone.

#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic
)]

use gavel::market::window::AskedWindow;
use gavel::market::{builtin, Market};
use gavel::outcome::Outcome;
use gavel::progress::Progress;
use gavel::replay::side_by_side;
use gavel::scenario::{all, find, Overrides, Scenario};
use gavel::simulation::setup::Mode;
use gavel::simulation::{blocks, run, Replayed};

/// 2020-03-12 10:00 UTC: within half an hour the price falls from 167.97 to 125.
const TEN: u64 = 1_584_007_200;

const HOUR: u64 = 3_600;

fn hours_from_ten(before: u64, after: u64) -> Market {
    builtin::market(AskedWindow {
        from: Some(TEN - before * HOUR),
        to: Some(TEN + after * HOUR),
    })
    .unwrap()
}

fn small(scenario: &str, accounts: u64) -> Scenario {
    let few = Overrides {
        accounts: Some(accounts),
        ..Overrides::default()
    };
    find(scenario).unwrap().with(few).unwrap()
}

fn replayed(market: &Market, scenario: &Scenario) -> Replayed {
    let progress = Progress::hidden(blocks(market, scenario));
    let replayed = run(market, scenario, Mode::Checked, &progress).unwrap();
    assert_eq!(replayed.violations, Vec::<String>::new());
    let one = &replayed.outcome;
    let zeros = (
        one.zero_bid_sales,
        one.sales_below_floor,
        one.open_lots,
        one.invariant_failures,
    );
    assert_eq!(zeros, (0, 0, 0, 0), "{one:?}");
    replayed
}

#[test]
fn where_every_message_takes_ten_minutes_lots_still_sell_near_the_markets_price() {
    let market = hours_from_ten(0, 3);
    let congested = replayed(&market, &small("congested", 60)).outcome;
    let calm = replayed(&market, &small("calm", 60)).outcome;
    assert!(congested.recovery.unwrap() >= 0.98, "{congested:?}");
    // A lot waits for its bidder's message, and longer than one curve where that came too early.
    assert!(congested.max_seconds_to_sell > calm.max_seconds_to_sell);
    // So does an account for its keeper's: it is liquidated less often, of more each time.
    assert!(congested.liquidations < calm.liquidations, "{congested:?}");
}

#[test]
fn while_nobody_bids_nothing_sells_and_afterwards_everything_moves_on() {
    let market = hours_from_ten(1, 7);
    let deserted = replayed(&market, &small("deserted", 60));
    let (left, back) = (TEN, TEN + 4 * HOUR);
    let chronicle = &deserted.chronicle;
    assert!(chronicle.sales().iter().any(|sale| sale.at < left));
    assert!(chronicle
        .sales()
        .iter()
        .all(|sale| !(left..back).contains(&sale.at)));
    assert!(chronicle
        .lots()
        .iter()
        .any(|lot| (left..back).contains(&lot.opening.at)));
    // Everything has an end, and no lot is open half an hour after they are back.
    let half_an_hour = back + 1_800;
    assert!(chronicle.lots().iter().all(|lot| {
        lot.opening.at >= half_an_hour - 900 || lot.ended_at.is_some_and(|end| end < half_an_hour)
    }));
    assert!(deserted.outcome.recovery.unwrap() >= 0.97);
}

#[test]
fn in_a_thin_market_one_bidder_never_has_more_than_200_000_in_what_it_bought() {
    let thin = small("thin", 300);
    assert_eq!((thin.bidders, thin.bidder_capital), (1, 200_000));
    let market = hours_from_ten(0, 5);
    let replayed = replayed(&market, &thin);
    let sales = replayed.chronicle.sales();
    let one = 10u128.pow(replayed.chronicle.decimals().quote);
    let most = sales
        .iter()
        .map(|last| {
            let tied_up =
                |sale: &&gavel::chronicle::SaleStory| sale.at <= last.at && sale.at + 600 > last.at;
            sales
                .iter()
                .filter(tied_up)
                .map(|sale| sale.paid)
                .sum::<u128>()
        })
        .max()
        .unwrap();
    assert!(most <= 200_000 * one, "{most}");
    // It is short of money in this crash: at some moment nearly all of it is tied up.
    assert!(most > 150_000 * one, "{most}");
}

#[test]
fn where_nobody_is_there_the_book_buys_within_two_windows_at_no_worse_than_its_bids_discounts() {
    let market = hours_from_ten(0, 3);
    let standing = small("standing", 100);
    let windows = standing.windows.unwrap();
    let one = replayed(&market, &standing).outcome;
    assert!(one.lots > 20 && one.liquidations > 5 * one.lots, "{one:?}");
    assert_eq!(one.base_sold_in_batches.to_bits(), one.base_sold.to_bits());
    assert!(one.median_seconds_to_sell.unwrap() <= f64::from(2 * windows.seconds));
    let deepest = one.deepest_discount.unwrap();
    assert!((0.01..=0.1).contains(&deepest), "{one:?}");
    // A part of a unit is rounded up for the lot.
    assert!(one.worst_batch.unwrap() >= 1.0 - deepest - 1e-9, "{one:?}");
    assert_eq!((one.bad_debt, one.socialised), (0.0, 0.0));
}

#[test]
fn bidders_beside_standing_bids_bid_in_windows_too_and_lots_sell_near_the_markets_price() {
    let market = hours_from_ten(0, 3);
    let one = replayed(&market, &small("mixed", 100)).outcome;
    assert!(one.recovery.unwrap() >= 0.99, "{one:?}");
    assert!(one.worst_sale.unwrap() >= 0.95, "{one:?}");
    assert!(one.base_sold_in_batches > 0.0, "{one:?}");
    // Better than the least discount of those whose bids stand.
    assert!(one.batch_recovery.unwrap() > 0.99, "{one:?}");
    assert_eq!((one.bad_debt, one.socialised), (0.0, 0.0));
}

#[test]
fn side_by_side_every_scenario_gives_what_it_gives_alone_bit_for_bit() {
    let market = hours_from_ten(0, 1);
    let scenarios: Vec<Scenario> = all()
        .iter()
        .map(|scenario| small(scenario.name, 20))
        .collect();
    let untimed = |replayed: &Replayed| Outcome {
        elapsed_seconds: 0.0,
        ..replayed.outcome.clone()
    };
    let together = side_by_side(&market, &scenarios).unwrap();
    assert_eq!(together.len(), scenarios.len());
    for (scenario, together) in scenarios.iter().zip(&together) {
        let alone = replayed(&market, scenario);
        assert_eq!(untimed(&alone), untimed(together), "{}", scenario.name);
        assert!(alone.chronicle == together.chronicle, "{}", scenario.name);
    }
}
