//! `Consign`.

use cosmwasm_std::Uint128;
use gavel_types::auction::{ConsignorKind, ExecuteMsg, GovernMsg, PairId};

use super::hall::{admit, lot, Hall, Wing};
use super::table::{coins, hold, Elsewhere, Row};

/// The next lot of a pair, all of it to be sold.
pub(super) fn consign(pair: PairId, expected_lot: u32) -> ExecuteMsg {
    ExecuteMsg::Consign {
        pair,
        expected_lot,
        tab: None,
        max_reward_bps: None,
    }
}

fn until(pair: PairId, expected_lot: u32, tab: u128) -> ExecuteMsg {
    ExecuteMsg::Consign {
        pair,
        expected_lot,
        tab: Some(Uint128::new(tab)),
        max_reward_bps: None,
    }
}

fn rewarding(pair: PairId, expected_lot: u32, bps: u32) -> ExecuteMsg {
    ExecuteMsg::Consign {
        pair,
        expected_lot,
        tab: None,
        max_reward_bps: Some(bps),
    }
}

fn rows(hall: &Hall, wing: &Wing) -> Vec<Row> {
    let seller = &hall.seller;
    let (base, live) = (wing.base.coin(1), wing.live);
    let mut rows = Vec::new();
    let right = consign(live, 6);
    coins(
        &mut rows,
        seller,
        wing,
        &right,
        (base.clone(), wing.quote.coin(100)),
    );
    let row = |wrong, code: u16, msg| Row::of(wrong, code, seller, msg, vec![base.clone()]);
    for pair in [0, 999, u16::MAX] {
        rows.push(row("an unknown pair", 10, consign(pair, 1)));
    }
    let closed = GovernMsg::SetPairOpen {
        pair: live,
        open: false,
    };
    let down = GovernMsg::WindDown { pair: live };
    for (wrong, change) in [
        ("a pair that is closed", closed),
        ("a pair that is wound down", down),
    ] {
        let refused = row(wrong, 11, right.clone());
        rows.push(refused.given(move |world| {
            world.govern_auction(change.clone()).unwrap();
        }));
    }
    let stranger = &hall.stranger;
    let nobody = "who is no consignor of the pair";
    rows.push(Row::of(
        nobody,
        12,
        stranger,
        right.clone(),
        vec![base.clone()],
    ));
    let address = seller.to_string();
    rows.push(row(nobody, 12, right).given(move |world| {
        let remove = GovernMsg::RemoveConsignor {
            pair: live,
            address: address.clone(),
        };
        world.govern_auction(remove).unwrap();
    }));
    // The next is 6; the window collects lot 2.
    for number in [0, 5, 7, u32::MAX] {
        rows.push(row("another lot than the next", 13, consign(live, number)));
    }
    for number in [0, 1, 3, u32::MAX] {
        let msg = consign(wing.batch, number);
        rows.push(row("another lot than the window's", 13, msg));
    }
    // Dust is 1.
    for tab in [0, 1, wing.quote.one()] {
        rows.push(row("a tab no higher than dust", 17, until(live, 6, tab)));
    }
    for tab in [wing.quote.units(2), u128::MAX] {
        let msg = until(wing.batch, 2, tab);
        rows.push(row("a tab on a pair that sells by batch", 56, msg));
        let msg = until(wing.english, 3, tab);
        rows.push(row("a tab on a pair with an English stage", 70, msg));
    }
    for bps in [1_001, u32::MAX] {
        let msg = rewarding(live, 6, bps);
        rows.push(row("max_reward_bps above 1,000", 5, msg));
    }
    for (pair, number) in [(live, 6), (wing.batch, 2), (wing.english, 3)] {
        let stale = row("no price that is fresh", 15, consign(pair, number));
        rows.push(stale.given(|world| world.wait_unfed(120)));
    }
    // 64 of them in the window's lot, one of whom has left the pair for another.
    let (pair, coin, address) = (wing.batch, base.clone(), seller.to_string());
    let late = Row::of(
        "a 65th consignor of the window's lot",
        75,
        stranger,
        consign(pair, 2),
        vec![base.clone()],
    );
    let newcomer = stranger.clone();
    rows.push(late.given(move |world| {
        for number in 1..64 {
            let one = world.funded(&format!("consignor {number}"), std::slice::from_ref(&coin));
            admit(world, pair, &one, ConsignorKind::Account);
            world.consign(&one, pair, coin.clone(), None).unwrap();
        }
        let remove = GovernMsg::RemoveConsignor {
            pair,
            address: address.clone(),
        };
        world.govern_auction(remove).unwrap();
        admit(world, pair, &newcomer, ConsignorKind::Account);
    }));
    rows
}

#[test]
fn consign_refuses_what_its_table_lists() {
    let mut hall = Hall::open();
    let rows: Vec<Row> = hall
        .wings
        .iter()
        .flat_map(|wing| rows(&hall, wing))
        .collect();
    let table = "Consign";
    let elsewhere = [
        Elsewhere {
            table,
            wrong: "an asset that the oracle has no record of",
            code: 14,
            test: (
                include_str!("../../../contracts/auction/src/tests/govern.rs"),
                "a_dead_oracle_can_be_left_for_one_that_has_nothing_yet",
            ),
        },
        Elsewhere {
            table,
            wrong: "prices that have no ratio",
            code: 16,
            test: (
                include_str!("../../../contracts/auction/src/tests/consign.rs"),
                "pitfall_12_a_price_of_zero_opens_no_lot",
            ),
        },
    ];
    hold(&mut hall, &rows, &elsewhere);
    assert_eq!(hall.world.joining_lot(hall.wings[0].live), Some(lot(2, 6)));
}
