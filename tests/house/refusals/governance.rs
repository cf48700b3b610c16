//! What governance does with consignors, with what waits for them, and with what rounding left.

use gavel_testing::World;
use gavel_types::auction::{ConsignorKind, GovernMsg, PairId};

use super::hall::{lot, Hall, Wing};
use super::powers::strangers;
use super::table::{change, change_given, hold, Elsewhere, Row};

fn add(pair: PairId, address: &str, kind: ConsignorKind) -> GovernMsg {
    GovernMsg::AddConsignor {
        pair,
        address: address.to_owned(),
        kind,
    }
}

fn remove(pair: PairId, address: &str) -> GovernMsg {
    GovernMsg::RemoveConsignor {
        pair,
        address: address.to_owned(),
    }
}

fn admitting(hall: &Hall, wing: &Wing) -> Vec<Row> {
    let (pair, seller) = (wing.live, hall.seller.to_string());
    let mut rows = Vec::new();
    let tables = ["Govern: AddConsignor", "Govern: RemoveConsignor"];
    strangers(&mut rows, hall, wing, &tables);
    let account = ConsignorKind::Account;
    let mut row = |wrong, code, msg: GovernMsg| change(&mut rows, hall, wrong, code, &msg);
    for unknown in [0, 999, u16::MAX] {
        row("an unknown pair", 10, add(unknown, &seller, account));
        row("an unknown pair", 10, remove(unknown, &seller));
    }
    for address in hall.malformed() {
        let wrong = "an address that is not in its normal form";
        row(wrong, 37, add(pair, &address, account));
        row(wrong, 37, remove(pair, &address));
    }
    for (whom, kind) in [
        (&hall.seller, account),
        (&hall.seller, ConsignorKind::Contract),
        (&hall.deaf, ConsignorKind::Contract),
    ] {
        let wrong = "a consignor of the pair already";
        row(wrong, 32, add(pair, whom.as_str(), kind));
    }
    let stranger = hall.stranger.as_str();
    let wrong = "an account as a contract";
    row(wrong, 35, add(pair, stranger, ConsignorKind::Contract));
    let wrong = "who is no consignor of the pair";
    row(wrong, 12, remove(pair, stranger));
    row(wrong, 12, remove(wing.fixed, hall.deaf.as_str()));
    let wrong = "a contract off a pair that is open";
    row(wrong, 43, remove(pair, hall.deaf.as_str()));
    let gone = remove(pair, &seller);
    change_given(
        &mut rows,
        hall,
        ("a former consignor as another kind", 33),
        &add(pair, &seller, ConsignorKind::Contract),
        move |world: &mut World| {
            world.govern_auction(gone.clone()).unwrap();
        },
    );
    rows
}

fn redirecting(hall: &Hall, wing: &Wing) -> Vec<Row> {
    let redirect = |number, consignor: &str, recipient: &str| GovernMsg::RedirectDelivery {
        lot: lot(wing.live, number),
        consignor: consignor.to_owned(),
        recipient: recipient.to_owned(),
    };
    let collect = |denom: &str, recipient: &str| GovernMsg::CollectResidue {
        denom: denom.to_owned(),
        recipient: recipient.to_owned(),
    };
    let (deaf, stranger) = (hall.deaf.as_str(), hall.stranger.as_str());
    let mut rows = Vec::new();
    let tables = ["Govern: RedirectDelivery", "Govern: CollectResidue"];
    strangers(&mut rows, hall, wing, &tables);
    let mut row = |wrong, code, msg: GovernMsg| change(&mut rows, hall, wrong, code, &msg);
    for address in hall.malformed() {
        let wrong = "a consignor that is no address in its normal form";
        row(wrong, 37, redirect(2, &address, stranger));
        let wrong = "a recipient that is no address in its normal form";
        row(wrong, 37, redirect(2, deaf, &address));
        row(wrong, 37, collect(wing.quote.denom, &address));
    }
    let wrong = "nothing of the lot waits for that consignor";
    for (number, consignor) in [
        (1, deaf),
        (4, deaf),
        (99, deaf),
        (2, hall.seller.as_str()),
        (2, stranger),
    ] {
        row(wrong, 26, redirect(number, consignor, stranger));
    }
    let wrong = "an asset of which rounding left nothing";
    for denom in [wing.quote.denom, "unknown", ""] {
        row(wrong, 27, collect(denom, stranger));
    }
    rows
}

#[test]
fn changes_of_consignors_are_refused_as_their_tables_list() {
    let mut hall = Hall::open();
    let wings = hall.wings;
    let rows: Vec<Row> = wings
        .iter()
        .flat_map(|wing| admitting(&hall, wing))
        .collect();
    let elsewhere = [Elsewhere {
        table: "Govern: AddConsignor",
        wrong: "a 65th consignor",
        code: 34,
        test: (
            include_str!("../../../contracts/auction/src/tests/consignors.rs"),
            "a_pair_has_a_bounded_number_of_consignors_and_a_removed_one_makes_room",
        ),
    }];
    hold(&mut hall, &rows, &elsewhere);
}

#[test]
fn redirections_and_collections_are_refused_as_their_tables_list() {
    let mut hall = Hall::open();
    let wings = hall.wings;
    let rows: Vec<Row> = wings
        .iter()
        .flat_map(|wing| redirecting(&hall, wing))
        .collect();
    hold(&mut hall, &rows, &[]);
}
