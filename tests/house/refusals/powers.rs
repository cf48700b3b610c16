//! `Pause`, `UpdateOwnership`, and who may govern at all.

use cosmwasm_std::Addr;
use cw_ownable::{Action, Expiration};
use gavel_testing::World;
use gavel_types::auction::{ConsignorKind, ExecuteMsg, GovernMsg};

use super::hall::{lot, Hall, Wing};
use super::table::{change, hold, no_coins, Row};

/// 48 hours.
const PAUSE: u64 = 172_800;

fn pausing(hall: &Hall, wing: &Wing) -> Vec<Row> {
    let guardian = hall.world.cast().guardian.clone();
    let mut rows = Vec::new();
    let right = ExecuteMsg::Pause {};
    no_coins(&mut rows, &guardian, wing, &right);
    for who in [&hall.stranger, &hall.seller, &hall.world.cast().treasury] {
        let wrong = "anyone but the guardian and the owner";
        rows.push(Row::of(wrong, 6, who, right.clone(), vec![]));
    }
    // In its own pause, right behind it, and a second before a week behind it.
    for seconds in [0, PAUSE, PAUSE + 604_799] {
        let wrong = "the guardian within a week behind the last pause";
        let row = Row::of(wrong, 8, &guardian, right.clone(), vec![]);
        rows.push(row.given(move |world| {
            let guardian = world.cast().guardian.clone();
            world.pause_auction(&guardian).unwrap();
            world.halt(seconds);
        }));
    }
    rows
}

fn own(action: Action) -> ExecuteMsg {
    ExecuteMsg::UpdateOwnership(action)
}

/// Offers the house to someone.
pub(super) fn offer(to: &str, expiry: Option<Expiration>) -> ExecuteMsg {
    own(Action::TransferOwnership {
        new_owner: to.to_owned(),
        expiry,
    })
}

/// Offers the house to someone for a minute.
fn offered(to: &Addr) -> impl Fn(&mut World) {
    let to = to.clone();
    move |world| {
        let owner = world.cast().owner.clone();
        let until = cosmwasm_std::Timestamp::from_seconds(world.now() + 60);
        let msg = offer(to.as_str(), Some(Expiration::AtTime(until)));
        let call = world.contracts().to_auction(msg, vec![]);
        world.run(&owner, call).unwrap();
    }
}

fn owning(hall: &Hall, wing: &Wing) -> Vec<Row> {
    let (owner, stranger) = (hall.world.cast().owner.clone(), &hall.stranger);
    let mut rows = Vec::new();
    let right = offer(stranger.as_str(), None);
    no_coins(&mut rows, &owner, wing, &right);
    for who in [stranger, &hall.world.cast().guardian] {
        for msg in [right.clone(), own(Action::RenounceOwnership)] {
            rows.push(Row::of("anyone but the owner", 4, who, msg, vec![]));
        }
    }
    for address in hall.malformed() {
        let wrong = "a new owner that is no address in its normal form";
        let msg = offer(&address, None);
        rows.push(Row::of(wrong, 37, &owner, msg, vec![]));
    }
    let accept = own(Action::AcceptOwnership);
    for who in [stranger, &owner] {
        let wrong = "an offer that was not made";
        rows.push(Row::of(wrong, 4, who, accept.clone(), vec![]));
    }
    let wrong = "an offer that was made to another";
    for who in [&hall.seller, &owner] {
        let row = Row::of(wrong, 4, who, accept.clone(), vec![]);
        rows.push(row.given(offered(stranger)));
    }
    let wrong = "an offer that is over";
    let late = Row::of(wrong, 4, stranger, accept, vec![]);
    let made = offered(stranger);
    rows.push(late.given(move |world| {
        made(world);
        world.wait(60);
    }));
    rows
}

/// One of each change.
pub(super) fn every_change(hall: &Hall, wing: &Wing) -> Vec<GovernMsg> {
    let world = &hall.world;
    let config = world.pair(wing.live).config;
    let address = hall.stranger.to_string();
    vec![
        GovernMsg::CreatePair {
            base: wing.base.denom.to_owned(),
            quote: wing.quote.denom.to_owned(),
            config: config.clone(),
        },
        GovernMsg::UpdatePair {
            pair: wing.live,
            config,
        },
        GovernMsg::SetPairOpen {
            pair: wing.live,
            open: false,
        },
        GovernMsg::WindDown { pair: wing.live },
        GovernMsg::RedirectDelivery {
            lot: lot(wing.live, 2),
            consignor: hall.deaf.to_string(),
            recipient: address.clone(),
        },
        GovernMsg::CollectResidue {
            denom: wing.quote.denom.to_owned(),
            recipient: address.clone(),
        },
        GovernMsg::AddConsignor {
            pair: wing.live,
            address: address.clone(),
            kind: ConsignorKind::Account,
        },
        GovernMsg::RemoveConsignor {
            pair: wing.live,
            address: hall.seller.to_string(),
        },
        GovernMsg::UpdateConfig(world.auction_config().config),
        GovernMsg::Pause {},
        GovernMsg::Unpause {},
    ]
}

/// Who may not govern, and coins: for these changes.
pub(super) fn strangers(rows: &mut Vec<Row>, hall: &Hall, wing: &Wing, tables: &[&str]) {
    let mut found = 0;
    for change in every_change(hall, wing) {
        if !tables.contains(&super::table_of_change(&change)) {
            continue;
        }
        found += 1;
        let msg = ExecuteMsg::Govern(change);
        no_coins(rows, &hall.world.cast().owner, wing, &msg);
        for who in [
            &hall.stranger,
            &hall.world.cast().guardian,
            &hall.world.contracts().lending,
        ] {
            let wrong = "anyone but the owner";
            rows.push(Row::of(wrong, 4, who, msg.clone(), vec![]));
        }
    }
    assert_eq!(found, tables.len());
}

#[test]
fn pause_refuses_what_its_table_lists() {
    let mut hall = Hall::open();
    let wings = hall.wings;
    let rows: Vec<Row> = wings.iter().flat_map(|wing| pausing(&hall, wing)).collect();
    hold(&mut hall, &rows, &[]);
}

#[test]
fn update_ownership_refuses_what_its_table_lists() {
    let mut hall = Hall::open();
    let wings = hall.wings;
    let rows: Vec<Row> = wings.iter().flat_map(|wing| owning(&hall, wing)).collect();
    hold(&mut hall, &rows, &[]);
}

#[test]
fn governance_pauses_as_its_tables_list() {
    let mut hall = Hall::open();
    let wings = hall.wings;
    let mut rows = Vec::new();
    for wing in &wings {
        strangers(
            &mut rows,
            &hall,
            wing,
            &["Govern: Pause", "Govern: Unpause"],
        );
        let wrong = "no pause is on";
        change(&mut rows, &hall, wrong, 36, &GovernMsg::Unpause {});
    }
    hold(&mut hall, &rows, &[]);
}
