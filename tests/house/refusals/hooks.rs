//! `Receive`, and what every message refuses.

use std::collections::BTreeSet;

use cosmwasm_std::{to_json_binary, Addr, Binary, Coin, Empty, Uint128, WasmMsg};
use cw20::Cw20ReceiveMsg;
use cw_ownable::Action;
use gavel_testing::terms::at;
use gavel_testing::{decimal, Call, DOLLAR};
use gavel_types::auction::{ExecuteMsg, ReceiveMsg};
use gavel_types::consignor::Settlement;
use serde::Serialize;
use serde_json::json;

use super::advance::advance;
use super::bids::submit;
use super::claims::claim;
use super::consign::consign;
use super::english::place;
use super::hall::{lot, Hall, Wing};
use super::powers::every_change;
use super::table::{hold, Elsewhere, Row};
use super::takes::take;
use super::{document, table_of};

/// How a message is refused that a contract brings which keeps no listed token. A new one needs its code here.
fn forged(msg: &ReceiveMsg) -> (&'static str, u16) {
    let trusted = "a contract that is no token of the pair";
    match msg {
        ReceiveMsg::Consign { .. }
        | ReceiveMsg::SubmitBid { .. }
        | ReceiveMsg::Take { .. }
        | ReceiveMsg::PlaceBid { .. } => (trusted, 3),
        ReceiveMsg::Pay { .. } => ("a payment of a take that is not being settled", 64),
        ReceiveMsg::PayBackstop { .. } => ("a payment of a lot that is not offered", 71),
    }
}

/// One of each message that may come through a hook, each such that the pair's own token would bring it through, but for payments.
fn brought(wing: &Wing) -> Vec<ReceiveMsg> {
    let live = lot(wing.live, 1);
    vec![
        ReceiveMsg::Consign {
            pair: wing.live,
            expected_lot: 6,
            tab: None,
            max_reward_bps: None,
        },
        ReceiveMsg::SubmitBid {
            pair: wing.batch,
            limit: at("88"),
            owner: None,
        },
        ReceiveMsg::Take {
            lot: live,
            amount: wing.base.units(1).into(),
            max_price: decimal("102"),
            min_amount: None,
            recipient: None,
            callback: None,
        },
        ReceiveMsg::PlaceBid {
            lot: lot(wing.english, 1),
            min_amount: None,
            recipient: None,
        },
        ReceiveMsg::Pay { lot: live },
        ReceiveMsg::PayBackstop {
            lot: lot(wing.backstop, 1),
        },
    ]
}

/// One of each message.
fn every_message(hall: &Hall, wing: &Wing) -> Vec<ExecuteMsg> {
    let live = lot(wing.live, 1);
    let limit = at("90");
    let settlement = Settlement {
        lot: live,
        base: 1u128.into(),
        sold: 1u128.into(),
        proceeds: 1u128.into(),
        rewards: 0u128.into(),
    };
    let mut all = vec![
        consign(wing.live, 6),
        submit(wing.batch, limit, None),
        ExecuteMsg::RetractBid {
            pair: wing.batch,
            limit,
            amount: None,
            recipient: None,
        },
        ExecuteMsg::MoveBid {
            pair: wing.batch,
            from: limit,
            to: at("88"),
            amount: None,
        },
        claim(wing.batch, None),
        take(live, wing.base.units(1)),
        ExecuteMsg::Pay { lot: live },
        ExecuteMsg::SettleTake {},
        ExecuteMsg::PayBackstop { lot: live },
        ExecuteMsg::CheckDepth { further: 0 },
        place(lot(wing.english, 1), None),
        advance(live, None),
        ExecuteMsg::Receive(hook(&hall.seller, 1, &brought(wing)[0])),
        ExecuteMsg::Deliver {
            lot: lot(wing.live, 2),
            consignor: hall.deaf.to_string(),
        },
        ExecuteMsg::HandOver {
            consignor: hall.deaf.to_string(),
            settlement,
            parts: vec![],
        },
        ExecuteMsg::Withdraw {
            denom: wing.quote.denom.to_owned(),
            recipient: None,
        },
        ExecuteMsg::Pause {},
        ExecuteMsg::UpdateOwnership(Action::AcceptOwnership),
    ];
    let changes = every_change(hall, wing);
    all.extend(changes.into_iter().map(ExecuteMsg::Govern));
    all
}

/// What a token says that it brings.
fn hook(from: &Addr, amount: u128, msg: &impl Serialize) -> Cw20ReceiveMsg {
    Cw20ReceiveMsg {
        sender: from.to_string(),
        amount: Uint128::new(amount),
        msg: to_json_binary(msg).unwrap(),
    }
}

fn rows(hall: &Hall, wing: &Wing) -> Vec<Row> {
    let token = Addr::unchecked(DOLLAR.token().unwrap());
    let seller = &hall.seller;
    let mut rows = Vec::new();
    let mut row = |wrong, code: u16, by: &Addr, hook: Cw20ReceiveMsg| {
        let msg = ExecuteMsg::Receive(hook);
        rows.push(Row::of(wrong, code, by, msg, vec![]));
    };
    for msg in brought(wing) {
        // Whoever says so, in whoever's name: a person, a contract, and the token's own contract where it brings nothing.
        row("an amount of 0", 3, &token, hook(seller, 0, &msg));
        for by in [&hall.stranger, &hall.schemer] {
            row("an amount of 0", 3, by, hook(seller, 0, &msg));
            let (wrong, code) = forged(&msg);
            for from in [
                seller,
                &hall.bidder,
                &hall.world.cast().owner,
                &hall.world.contracts().auction,
            ] {
                // Who consigns is asked before what.
                if matches!(msg, ReceiveMsg::Consign { .. }) && from != seller {
                    continue;
                }
                for amount in [1, wing.quote.units(1_010), u128::MAX] {
                    row(wrong, code, by, hook(from, amount, &msg));
                }
            }
        }
        for address in hall.malformed() {
            let wrong = "a sender that is no address in its normal form";
            let hook = Cw20ReceiveMsg {
                sender: address,
                ..hook(seller, 1, &msg)
            };
            row(wrong, 3, &token, hook);
        }
    }
    for words in [
        "",
        "7",
        "{}",
        "null",
        "[]",
        r#""pay""#,
        r#"{"unheard_of":{}}"#,
        r#"{"pay":{}}"#,
        r#"{"pay":{"lot":{"pair":1,"number":1}},"advance":{"lot":{"pair":1,"number":1}}}"#,
        r#"{"take":{"lot":{"pair":1,"number":1},"amount":"-1","max_price":"1"}}"#,
        r#"{"take":{"lot":{"pair":1,"number":1},"amount":"340282366920938463463374607431768211456","max_price":"1"}}"#,
    ] {
        let wrong = "words that are no message of the house";
        let hook = Cw20ReceiveMsg {
            msg: Binary::from(words.as_bytes()),
            ..hook(seller, 1, &Empty {})
        };
        row(wrong, 3, &token, hook);
    }
    for msg in every_message(hall, wing) {
        let takes_coins = matches!(
            table_of(&msg),
            "Consign" | "SubmitBid" | "Take" | "Pay" | "PayBackstop" | "PlaceBid"
        );
        if !takes_coins {
            for from in [seller, &hall.world.cast().owner] {
                let wrong = "a message that takes no coins";
                row(wrong, 3, &token, hook(from, 1, &msg));
                row(wrong, 3, &hall.stranger, hook(from, 1, &msg));
            }
        }
    }
    let later = ReceiveMsg::Take {
        lot: lot(hall.wings[1].live, 1),
        amount: hall.wings[1].base.units(1).into(),
        max_price: decimal("102"),
        min_amount: None,
        recipient: None,
        callback: Some(Binary::default()),
    };
    let money = DOLLAR.units(102);
    let wrong = "a take with a callback";
    row(wrong, 3, &token, hook(&hall.schemer, money, &later));
    for msg in brought(wing) {
        let msg = ExecuteMsg::Receive(hook(seller, 1, &msg));
        let coins = vec![Coin::new(1u128, hall.wings[0].quote.denom)];
        rows.push(Row::of("coins", 3, &hall.stranger, msg, coins));
    }
    rows
}

/// What no message does.
fn general(hall: &mut Hall) -> Vec<Row> {
    let table = "Every message";
    let stranger = hall.stranger.clone();
    let house = hall.world.contracts().auction;
    let mut rows = Vec::new();
    let forgery = Coin::new(DOLLAR.units(1_000), DOLLAR.denom);
    hall.world.forge(&stranger, std::slice::from_ref(&forgery));
    for wing in &hall.wings {
        for msg in every_message(hall, wing) {
            let call = Call::of(WasmMsg::Execute {
                contract_addr: house.to_string(),
                msg: to_json_binary(&msg).unwrap(),
                funds: vec![forgery.clone()],
            });
            let wrong = "a coin of the bank that is named like a token";
            rows.push(Row::call(table, wrong, 3, &stranger, call));
        }
    }
    let id = json!({"pair": 1, "number": 1});
    for words in [
        json!({}),
        json!("pause"),
        json!({"unheard_of": {}}),
        json!({"pause": {}, "advance": {"lot": id}}),
        json!({"advance": {}}),
        json!({"advance": {"lot": {"pair": 65_536, "number": 1}}}),
        json!({"advance": {"lot": {"pair": 1, "number": -1}}}),
        json!({"advance": {"lot": {"pair": 1, "number": 4_294_967_296u64}}}),
        json!({"advance": {"lot": id, "limit": "30"}}),
        json!({"take": {"lot": id, "amount": 1, "max_price": "1"}}),
        json!({"take": {"lot": id, "amount": "-1", "max_price": "1"}}),
        json!({"take": {"lot": id, "amount": "1", "max_price": "-1"}}),
        json!({"take": {"lot": id, "amount": "1", "max_price": "0.1234567890123456789"}}),
        json!({"take": {"lot": id, "amount": "340282366920938463463374607431768211456", "max_price": "1"}}),
    ] {
        let wrong = "words that are no message of the house";
        let call = Call::any(&house, &words, vec![]);
        rows.push(Row::call(table, wrong, None, &stranger, call));
    }
    rows
}

#[test]
fn receive_refuses_what_its_table_lists() {
    let mut hall = Hall::open();
    let wings = hall.wings;
    let rows: Vec<Row> = wings.iter().flat_map(|wing| rows(&hall, wing)).collect();
    hold(&mut hall, &rows, &[]);
}

#[test]
fn every_message_refuses_what_their_common_table_lists() {
    let mut hall = Hall::open();
    let named: BTreeSet<&str> = every_message(&hall, &hall.wings[0])
        .iter()
        .map(table_of)
        .collect();
    assert_eq!(named, document::messages(), "one of each is tried");
    let rows = general(&mut hall);
    let source = include_str!("../../../contracts/auction/src/tests/locked.rs");
    let row = |wrong, test| Elsewhere {
        table: "Every message",
        wrong,
        code: 63,
        test: (source, test),
    };
    let elsewhere = [
        row(
            "a take is being settled: all but Pay, PayBackstop and SettleTake",
            "pitfall_20_every_message_is_refused_while_a_take_is_settled_whoever_sends_it",
        ),
        row(
            "the same, from the chain's own voice",
            "pitfall_20_the_chains_governance_waits_too",
        ),
    ];
    hold(&mut hall, &rows, &elsewhere);
}
