//! `Advance`.

use gavel_testing::World;
use gavel_types::auction::{ExecuteMsg, LotId};

use super::bids::walking;
use super::hall::{lot, Hall, Wing};
use super::table::{hold, no_coins, Row};
use super::takes::{gap, paused};

/// The next step of a lot.
pub(super) fn advance(id: LotId, limit: Option<u32>) -> ExecuteMsg {
    ExecuteMsg::Advance { lot: id, limit }
}

/// A curve is over, and then its price is not fresh any more.
fn over_in_the_dark(world: &mut World) {
    world.wait(1_200);
    world.wait_unfed(120);
}

fn rows(hall: &Hall, wing: &Wing) -> Vec<Row> {
    let anyone = &hall.stranger;
    let mut rows = Vec::new();
    let window = lot(wing.batch, 2);
    no_coins(&mut rows, anyone, wing, &advance(window, None));
    let row = |wrong, code: u16, msg| Row::of(wrong, code, anyone, msg, vec![]);
    for unknown in [
        lot(0, 1),
        lot(wing.live, 0),
        lot(wing.live, 99),
        lot(u16::MAX, u32::MAX),
    ] {
        rows.push(row("an unknown lot", 18, advance(unknown, None)));
    }
    for finished in [lot(wing.live, 2), lot(wing.live, 4)] {
        rows.push(row("a lot that is finished", 18, advance(finished, None)));
    }
    for early in [
        lot(wing.batch, 1),
        window,
        lot(wing.live, 1),
        lot(wing.live, 3),
        lot(wing.fixed, 1),
        lot(wing.english, 1),
        lot(wing.english, 2),
        lot(wing.backstop, 1),
    ] {
        for limit in [None, Some(1), Some(100)] {
            rows.push(row("nothing is due", 24, advance(early, limit)));
        }
    }
    for limit in [0, 101, u32::MAX] {
        let wrong = "a limit that is not from 1 to 100, of a lot in a batch";
        rows.push(row(wrong, 5, advance(window, Some(limit))));
        let due = row(wrong, 5, advance(window, Some(limit)));
        rows.push(due.given(walking(wing.batch)));
    }
    let (seller, pair, coin) = (hall.seller.clone(), wing.batch, wing.base.coin(1));
    let wrong = "a lot before it is still in the book";
    let waits = row(wrong, 57, advance(lot(pair, 3), None));
    rows.push(waits.given(move |world| {
        // In its second half the window takes no more base.
        world.wait(306);
        world.consign(&seller, pair, coin.clone(), None).unwrap();
    }));
    let wrong = "a price must be awaited";
    // Not a fixed lot without a restart left: it ends.
    for dark in [lot(wing.live, 1), lot(wing.backstop, 1)] {
        let waits = row(wrong, 25, advance(dark, None));
        rows.push(waits.given(over_in_the_dark));
    }
    let wrong = "a pause, and a fixed lot would be priced anew";
    let stands = row(wrong, 7, advance(lot(wing.fixed, 1), None));
    rows.push(stands.given(|world| {
        gap(world);
        paused(world);
    }));
    let stands = row(wrong, 7, advance(lot(wing.english, 2), None));
    rows.push(stands.given(|world| {
        gap(world);
        paused(world);
    }));
    let wrong = "a pause, and a backstop is next";
    let stands = row(wrong, 7, advance(lot(wing.backstop, 1), None));
    rows.push(stands.given(|world| {
        world.wait(1_200);
        paused(world);
    }));
    rows
}

#[test]
fn advance_refuses_what_its_table_lists() {
    let mut hall = Hall::open();
    let wings = hall.wings;
    let rows: Vec<Row> = wings.iter().flat_map(|wing| rows(&hall, wing)).collect();
    hold(&mut hall, &rows, &[]);
}
