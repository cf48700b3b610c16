//! `ClaimLiquidations`.

use gavel_testing::terms::{at, less};
use gavel_types::auction::{ExecuteMsg, Limit, PairId};

use super::bids::off_the_grid;
use super::hall::{Hall, Wing};
use super::table::{hold, no_coins, Row};

/// A claim of these bids, or of whatever there is.
pub(super) fn claim(pair: PairId, limits: Option<Vec<Limit>>) -> ExecuteMsg {
    ExecuteMsg::ClaimLiquidations {
        pair,
        limits,
        recipient: None,
    }
}

fn rows(hall: &Hall, wing: &Wing) -> Vec<Row> {
    let (pair, bidder) = (wing.batch, &hall.bidder);
    let mut rows = Vec::new();
    let right = || claim(pair, Some(vec![at("100"), at("95")]));
    no_coins(&mut rows, bidder, wing, &right());
    no_coins(&mut rows, bidder, wing, &claim(pair, None));
    let row = |wrong, code: u16, msg| Row::of(wrong, code, bidder, msg, vec![]);
    for unknown in [0, 999, u16::MAX] {
        rows.push(row("an unknown pair", 10, claim(unknown, None)));
    }
    for address in hall.malformed() {
        let msg = ExecuteMsg::ClaimLiquidations {
            pair,
            limits: None,
            recipient: Some(address),
        };
        let wrong = "a recipient that is no address in its normal form";
        rows.push(row(wrong, 37, msg));
    }
    rows.push(row("no limits", 55, claim(pair, Some(vec![]))));
    // More than a claim may name, though each is there once.
    for many in [31, 200] {
        let limits = (0..many).map(|step| less(25 * step)).collect();
        rows.push(row("31 limits", 55, claim(pair, Some(limits))));
    }
    for limits in [
        vec![at("100"), at("100")],
        vec![at("100"), at("95"), at("100.0")],
        vec![less(250), less(250)],
    ] {
        rows.push(row("a limit twice", 55, claim(pair, Some(limits))));
    }
    for (wrong, limit) in off_the_grid() {
        let msg = claim(pair, Some(vec![at("100"), limit]));
        rows.push(row(wrong, 47, msg));
    }
    let wrong = "a limit at which the sender has no bid";
    for limits in [vec![at("91")], vec![at("100"), at("95"), at("91")]] {
        rows.push(row(wrong, 50, claim(pair, Some(limits))));
    }
    let anothers = claim(pair, Some(vec![at("100")]));
    rows.push(Row::of(wrong, 50, &hall.leader, anothers, vec![]));
    let nothing = "bids of which nothing waits";
    let standing = claim(pair, Some(vec![at("90"), less(250)]));
    rows.push(row(nothing, 54, standing));
    for (who, pair) in [
        (&hall.leader, pair),
        (&hall.stranger, pair),
        (bidder, wing.live),
    ] {
        rows.push(Row::of(nothing, 54, who, claim(pair, None), vec![]));
    }
    rows
}

#[test]
fn claim_liquidations_refuses_what_its_table_lists() {
    let mut hall = Hall::open();
    let wings = hall.wings;
    let rows: Vec<Row> = wings.iter().flat_map(|wing| rows(&hall, wing)).collect();
    hold(&mut hall, &rows, &[]);
}
