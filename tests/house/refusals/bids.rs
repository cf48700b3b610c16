//! `SubmitBid`, `RetractBid` and `MoveBid`.

use cosmwasm_std::{Addr, Decimal, Uint128};
use gavel_math::grid::{Level, Tick};
use gavel_testing::terms::{at, less};
use gavel_testing::{Asset, World};
use gavel_types::auction::{ExecuteMsg, GovernMsg, Limit, PairId};

use super::hall::{lot, Hall, Wing, WINDOW};
use super::table::{coins, hold, no_coins, Row};

/// A bid of the sender's, or another's.
pub(super) fn submit(pair: PairId, limit: Limit, owner: Option<String>) -> ExecuteMsg {
    ExecuteMsg::SubmitBid { pair, limit, owner }
}

/// Takes back so much of the sender's bid.
pub(super) fn retract(pair: PairId, limit: Limit, amount: Option<u128>) -> ExecuteMsg {
    ExecuteMsg::RetractBid {
        pair,
        limit,
        amount: amount.map(Uint128::new),
        recipient: None,
    }
}

/// Moves so much of the sender's bid.
pub(super) fn moved(pair: PairId, from: Limit, to: Limit, amount: Option<u128>) -> ExecuteMsg {
    ExecuteMsg::MoveBid {
        pair,
        from,
        to,
        amount: amount.map(Uint128::new),
    }
}

/// Limits that are none, with what is wrong with them.
pub(super) fn off_the_grid() -> Vec<(&'static str, Limit)> {
    let mut limits = vec![("a price between two of the grid", at("95.21"))];
    for price in [Decimal::zero(), Decimal::raw(1), Decimal::MAX] {
        limits.push(("a price beyond the grid", Limit::Price(price)));
    }
    for bps in [1, 30, 5_025, u32::MAX] {
        limits.push(("a discount that is none of the grid", less(bps)));
    }
    limits
}

/// The last blocks of the window.
fn frozen(world: &mut World) {
    world.wait(u64::from(WINDOW) - 12);
}

/// The window is over, and one level of the book settled.
pub(super) fn walking(pair: PairId) -> impl Fn(&mut World) + Clone {
    move |world| {
        world.wait(WINDOW.into());
        let anyone = world.person("anyone");
        let receipt = world.advance_by(&anyone, lot(pair, 2), 1).unwrap();
        assert!(receipt.tells("settle_levels"));
    }
}

fn wound_down(pair: PairId) -> impl Fn(&mut World) {
    move |world| {
        world.govern_auction(GovernMsg::WindDown { pair }).unwrap();
    }
}

/// Takes all of the book's prices but one of its own, from 100 on, each with so much.
fn full(pair: PairId, quote: Asset, leader: Addr, each: u128) -> impl Fn(&mut World) {
    move |world| {
        let Ok(Level::Price(first)) = at("100").level() else {
            unreachable!("100 is on the grid");
        };
        for number in 0..255 {
            let limit = Limit::of(Level::Price(Tick(first.0 + number)));
            world
                .submit_bid(&leader, pair, limit, quote.coin(each))
                .unwrap();
        }
    }
}

fn placing(hall: &Hall, wing: &Wing) -> Vec<Row> {
    let (pair, quote, bidder) = (wing.batch, wing.quote, &hall.bidder);
    let mut rows = Vec::new();
    let right = submit(pair, at("88"), None);
    let money = (quote.coin(100), wing.base.coin(100));
    coins(&mut rows, bidder, wing, &right, money);
    let row = |wrong, code: u16, msg| Row::of(wrong, code, bidder, msg, vec![quote.coin(100)]);
    for unknown in [0, 999, u16::MAX] {
        let msg = submit(unknown, at("88"), None);
        rows.push(row("an unknown pair", 10, msg));
    }
    for other in [wing.live, wing.english] {
        let msg = submit(other, at("88"), None);
        rows.push(row("a pair without a book", 46, msg));
    }
    for owner in hall.malformed() {
        let msg = submit(pair, at("88"), Some(owner));
        let wrong = "an owner that is no address in its normal form";
        rows.push(row(wrong, 37, msg));
    }
    for (wrong, limit) in off_the_grid() {
        rows.push(row(wrong, 47, submit(pair, limit, None)));
    }
    // 100 is the least.
    for amount in [1, quote.units(100) - 1] {
        let money = vec![quote.dust(amount)];
        let little = "less than the pair's least bid";
        rows.push(Row::of(little, 49, bidder, right.clone(), money));
    }
    let wrong = "a pair that is wound down";
    rows.push(row(wrong, 62, right.clone()).given(wound_down(pair)));
    let wrong = "the last blocks of a window";
    rows.push(row(wrong, 48, right.clone()).given(frozen));
    let wrong = "a window that is being settled";
    rows.push(row(wrong, 48, right.clone()).given(walking(pair)));
    let crowd = full(pair, quote, hall.leader.clone(), 200);
    let wrong = "a 257th price without more money than the least of them";
    rows.push(row(wrong, 53, right).given(crowd));
    rows
}

fn taking_back(hall: &Hall, wing: &Wing) -> Vec<Row> {
    let (pair, quote, bidder) = (wing.batch, wing.quote, &hall.bidder);
    let mut rows = Vec::new();
    let right = retract(pair, at("90"), None);
    no_coins(&mut rows, bidder, wing, &right);
    let row = |wrong, code: u16, msg| Row::of(wrong, code, bidder, msg, vec![]);
    for unknown in [0, 999, u16::MAX] {
        rows.push(row("an unknown pair", 10, retract(unknown, at("90"), None)));
    }
    for address in hall.malformed() {
        let msg = ExecuteMsg::RetractBid {
            pair,
            limit: at("90"),
            amount: None,
            recipient: Some(address),
        };
        let wrong = "a recipient that is no address in its normal form";
        rows.push(row(wrong, 37, msg));
    }
    for (wrong, limit) in off_the_grid() {
        rows.push(row(wrong, 47, retract(pair, limit, None)));
    }
    let nothing = "a limit at which the sender has no bid";
    for (pair, limit) in [(pair, at("91")), (pair, less(0)), (wing.live, at("90"))] {
        rows.push(row(nothing, 50, retract(pair, limit, None)));
    }
    let anothers = retract(pair, less(250), None);
    rows.push(Row::of(nothing, 50, &hall.leader, anothers, vec![]));
    for amount in [None, Some(0), Some(1), Some(u128::MAX)] {
        let msg = retract(pair, at("95"), amount);
        rows.push(row("a bid that has left the book", 51, msg));
    }
    rows.push(row("an amount of 0", 52, retract(pair, at("90"), Some(0))));
    // 250 are there, and 100 the least.
    for amount in [quote.units(150) + 1, quote.units(250) - 1] {
        let msg = retract(pair, at("90"), Some(amount));
        rows.push(row("an amount that leaves less than the least", 52, msg));
    }
    let wrong = "the last blocks of a window";
    rows.push(row(wrong, 48, right.clone()).given(frozen));
    let wrong = "a window that is being settled";
    rows.push(row(wrong, 48, right).given(walking(pair)));
    let crowd = full(pair, quote, hall.leader.clone(), 100);
    let newcomer = bidder.clone();
    let wrong = "a bid that drove out another, while its window lasts";
    let held = row(wrong, 73, retract(pair, at("88"), None));
    rows.push(held.given(move |world| {
        crowd(world);
        world
            .submit_bid(&newcomer, pair, at("88"), quote.coin(101))
            .unwrap();
    }));
    rows
}

fn moving(hall: &Hall, wing: &Wing) -> Vec<Row> {
    let (pair, quote, bidder) = (wing.batch, wing.quote, &hall.bidder);
    let mut rows = Vec::new();
    let right = moved(pair, at("90"), at("88"), None);
    no_coins(&mut rows, bidder, wing, &right);
    let row = |wrong, code: u16, msg| Row::of(wrong, code, bidder, msg, vec![]);
    for unknown in [0, 999, u16::MAX] {
        let msg = moved(unknown, at("90"), at("88"), None);
        rows.push(row("an unknown pair", 10, msg));
    }
    for other in [wing.live, wing.english] {
        let msg = moved(other, at("90"), at("88"), None);
        rows.push(row("a pair without a book", 46, msg));
    }
    for (wrong, limit) in off_the_grid() {
        rows.push(row(wrong, 47, moved(pair, limit, at("88"), None)));
        rows.push(row(wrong, 47, moved(pair, at("90"), limit, None)));
    }
    let nothing = "a limit at which the sender has no bid";
    rows.push(row(nothing, 50, moved(pair, at("91"), at("88"), None)));
    let anothers = moved(pair, less(250), at("88"), None);
    rows.push(Row::of(nothing, 50, &hall.leader, anothers, vec![]));
    let msg = moved(pair, at("95"), at("88"), None);
    rows.push(row("a bid that has left the book", 51, msg));
    let msg = moved(pair, at("90"), at("88"), Some(0));
    rows.push(row("an amount of 0", 52, msg));
    for amount in [quote.units(150) + 1, quote.units(250) - 1] {
        let msg = moved(pair, at("90"), at("88"), Some(amount));
        rows.push(row("an amount that leaves less than the least", 52, msg));
    }
    for amount in [1, quote.units(100) - 1] {
        let msg = moved(pair, at("90"), at("88"), Some(amount));
        rows.push(row("an amount below the pair's least bid", 49, msg));
    }
    let wrong = "a pair that is wound down";
    rows.push(row(wrong, 62, right.clone()).given(wound_down(pair)));
    let wrong = "the last blocks of a window";
    rows.push(row(wrong, 48, right.clone()).given(frozen));
    let wrong = "a window that is being settled";
    rows.push(row(wrong, 48, right).given(walking(pair)));
    let part = moved(pair, at("90"), at("88"), Some(quote.units(100)));
    let crowd = full(pair, quote, hall.leader.clone(), 200);
    let wrong = "a 257th price without more money than the least of them";
    rows.push(row(wrong, 53, part).given(crowd));
    let crowd = full(pair, quote, hall.leader.clone(), 100);
    let newcomer = bidder.clone();
    let wrong = "a bid that drove out another, while its window lasts";
    let held = row(wrong, 73, moved(pair, at("88"), at("87"), None));
    rows.push(held.given(move |world| {
        crowd(world);
        world
            .submit_bid(&newcomer, pair, at("88"), quote.coin(101))
            .unwrap();
    }));
    rows
}

#[test]
fn submit_bid_refuses_what_its_table_lists() {
    let mut hall = Hall::open();
    let wings = hall.wings;
    let rows: Vec<Row> = wings.iter().flat_map(|wing| placing(&hall, wing)).collect();
    hold(&mut hall, &rows, &[]);
}

#[test]
fn retract_bid_refuses_what_its_table_lists() {
    let mut hall = Hall::open();
    let wings = hall.wings;
    let rows: Vec<Row> = wings
        .iter()
        .flat_map(|wing| taking_back(&hall, wing))
        .collect();
    hold(&mut hall, &rows, &[]);
}

#[test]
fn move_bid_refuses_what_its_table_lists() {
    let mut hall = Hall::open();
    let wings = hall.wings;
    let rows: Vec<Row> = wings.iter().flat_map(|wing| moving(&hall, wing)).collect();
    hold(&mut hall, &rows, &[]);
}
