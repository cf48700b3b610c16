//! `PlaceBid`.

use cosmwasm_std::Uint128;
use gavel_types::auction::{ExecuteMsg, GovernMsg, LotId};

use super::hall::{lot, Hall, Wing};
use super::table::{coins, hold, Row};
use super::takes::{gap, paused};

/// A bid for all of a lot.
pub(super) fn place(id: LotId, min_amount: Option<u128>) -> ExecuteMsg {
    ExecuteMsg::PlaceBid {
        lot: id,
        min_amount: min_amount.map(Uint128::new),
        recipient: None,
    }
}

fn rows(hall: &Hall, wing: &Wing) -> Vec<Row> {
    let (base, quote, bidder) = (wing.base, wing.quote, &hall.bidder);
    let (led, fresh) = (lot(wing.english, 1), lot(wing.english, 2));
    let pair = wing.english;
    let mut rows = Vec::new();
    let right = place(led, None);
    let money = (quote.coin(1_010), base.coin(500));
    coins(&mut rows, bidder, wing, &right, money);
    let row = |wrong, code: u16, msg| Row::of(wrong, code, bidder, msg, vec![quote.coin(2_000)]);
    for unknown in [
        lot(0, 1),
        lot(pair, 0),
        lot(pair, 99),
        lot(u16::MAX, u32::MAX),
    ] {
        rows.push(row("an unknown lot", 18, place(unknown, None)));
    }
    let finished = place(lot(wing.live, 4), None);
    rows.push(row("a lot that is finished", 18, finished));
    for address in hall.malformed() {
        let msg = ExecuteMsg::PlaceBid {
            lot: led,
            min_amount: None,
            recipient: Some(address),
        };
        let wrong = "a recipient that is no address in its normal form";
        rows.push(row(wrong, 37, msg));
    }
    for other in [lot(wing.batch, 2), lot(wing.live, 1), lot(wing.fixed, 1)] {
        let msg = place(other, None);
        rows.push(row("a lot in another stage", 67, msg));
    }
    // The reserve is 900; the leader's 1,000 and a hundredth are 1,010.
    for (id, amount) in [
        (fresh, 1),
        (fresh, quote.units(900) - 1),
        (led, 1),
        (led, quote.units(1_000)),
        (led, quote.units(1_010) - 1),
    ] {
        let wrong = if id == led {
            "a bid below the leading one and its least raise"
        } else {
            "a first bid below the reserve"
        };
        let money = vec![quote.dust(amount)];
        rows.push(Row::of(wrong, 69, bidder, place(id, None), money));
    }
    for least in [base.units(10) + 1, u128::MAX] {
        let wrong = "a min_amount above what is left";
        rows.push(row(wrong, 21, place(led, Some(least))));
    }
    for id in [led, fresh] {
        rows.push(row("a pause", 7, place(id, None)).given(paused));
        let over = row("a stage whose time is over", 68, place(id, None));
        rows.push(over.given(|world| world.wait(600)));
        let down = row("a pair that is wound down", 62, place(id, None));
        rows.push(down.given(move |world| {
            world.govern_auction(GovernMsg::WindDown { pair }).unwrap();
        }));
    }
    let gapped = "a lot without a bid behind a minute's gap";
    rows.push(row(gapped, 23, place(fresh, None)).given(gap));
    rows
}

#[test]
fn place_bid_refuses_what_its_table_lists() {
    let mut hall = Hall::open();
    let wings = hall.wings;
    let rows: Vec<Row> = wings.iter().flat_map(|wing| rows(&hall, wing)).collect();
    hold(&mut hall, &rows, &[]);
}
