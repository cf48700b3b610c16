//! `Deliver`, `HandOver` and `Withdraw`.

use cosmwasm_std::Addr;
use gavel_types::auction::{ExecuteMsg, LotId};
use gavel_types::consignor::Settlement;

use super::hall::{lot, Hall, Wing, STRANGE};
use super::table::{hold, no_coins, Row};

fn deliver(id: LotId, consignor: &str) -> ExecuteMsg {
    ExecuteMsg::Deliver {
        lot: id,
        consignor: consignor.to_owned(),
    }
}

fn withdraw(denom: &str, recipient: Option<String>) -> ExecuteMsg {
    ExecuteMsg::Withdraw {
        denom: denom.to_owned(),
        recipient,
    }
}

fn delivering(hall: &Hall, wing: &Wing) -> Vec<Row> {
    let (anyone, deaf) = (&hall.stranger, hall.deaf.as_str());
    let waits = lot(wing.live, 2);
    let mut rows = Vec::new();
    no_coins(&mut rows, anyone, wing, &deliver(waits, deaf));
    let row = |wrong, code: u16, msg| Row::of(wrong, code, anyone, msg, vec![]);
    for address in hall.malformed() {
        let wrong = "a consignor that is no address in its normal form";
        rows.push(row(wrong, 37, deliver(waits, &address)));
    }
    for (id, consignor) in [
        (lot(wing.live, 1), deaf),
        (lot(wing.live, 4), deaf),
        (lot(wing.live, 99), deaf),
        (lot(wing.fixed, 2), deaf),
        (lot(0, 0), deaf),
        (waits, hall.seller.as_str()),
        (waits, hall.stranger.as_str()),
        (waits, hall.world.contracts().auction.as_str()),
    ] {
        let wrong = "nothing of the lot waits for that consignor";
        rows.push(row(wrong, 26, deliver(id, consignor)));
    }
    rows
}

fn handing_over(hall: &Hall, wing: &Wing) -> Vec<Row> {
    let settlement = Settlement {
        lot: lot(wing.live, 2),
        base: wing.base.units(1).into(),
        sold: wing.base.units(1).into(),
        proceeds: wing.quote.units(102).into(),
        rewards: 0u128.into(),
    };
    let to = |consignor: &Addr| ExecuteMsg::HandOver {
        consignor: consignor.to_string(),
        settlement: settlement.clone(),
        parts: vec![wing.quote.coin(102)],
    };
    let mut rows = Vec::new();
    no_coins(&mut rows, &hall.stranger, wing, &to(&hall.stranger));
    for who in [
        &hall.stranger,
        &hall.deaf,
        &hall.seller,
        &hall.world.cast().owner,
    ] {
        let wrong = "anyone but the house itself";
        rows.push(Row::of(wrong, 6, who, to(who), vec![]));
    }
    rows
}

fn withdrawing(hall: &Hall, wing: &Wing) -> Vec<Row> {
    // The fourth lot brought the seller a credit.
    let (seller, denom) = (&hall.seller, wing.quote.denom);
    let mut rows = Vec::new();
    no_coins(&mut rows, seller, wing, &withdraw(denom, None));
    for address in hall.malformed() {
        let wrong = "a recipient that is no address in its normal form";
        let msg = withdraw(denom, Some(address));
        rows.push(Row::of(wrong, 37, seller, msg, vec![]));
    }
    let capitals = denom.to_uppercase();
    let house = &hall.world.contracts().auction;
    for (who, denom) in [
        (&hall.stranger, denom),
        (house, denom),
        (seller, wing.base.denom),
        (seller, capitals.as_str()),
        (seller, STRANGE),
        (seller, ""),
        (seller, "cw20:"),
    ] {
        let wrong = "an asset of which the sender has no credit";
        rows.push(Row::of(wrong, 27, who, withdraw(denom, None), vec![]));
    }
    rows
}

#[test]
fn deliver_hand_over_and_withdraw_refuse_what_their_tables_list() {
    let mut hall = Hall::open();
    let wings = hall.wings;
    let rows: Vec<Row> = wings
        .iter()
        .flat_map(|wing| {
            [
                delivering(&hall, wing),
                handing_over(&hall, wing),
                withdrawing(&hall, wing),
            ]
        })
        .flatten()
        .collect();
    hold(&mut hall, &rows, &[]);
}
