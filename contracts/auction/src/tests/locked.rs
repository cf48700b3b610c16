//! The lock that is on while a take is being settled.

use cosmwasm_std::{to_json_binary, Binary, Coin, Decimal, Uint128};
use cw20::Cw20ReceiveMsg;
use gavel_types::asset::of_token;
use gavel_types::auction::*;
use gavel_types::consignor::Settlement;

use super::access::{governing, prepared, rows};
use super::bench::*;
use super::callback::later;
use crate::contract;
use crate::error::ContractError;
use crate::state::{Unpaid, HOUSE, UNPAID};

/// What happens when a taker sends this in its callback, before it pays the 86 dollars that the lot costs at its floor.
fn within(sender: &str, msg: ExecuteMsg, funds: &[Coin]) -> Result<(), ContractError> {
    let mut bench = prepared();
    bench.be_contract("taker");
    let before = bench.stored();
    let pay = ExecuteMsg::Pay { lot: lot(1) };
    bench.plan = vec![
        (sender.to_owned(), msg, funds.to_vec()),
        ("taker".to_owned(), pay, vec![Coin::new(86 * USD, QUOTE)]),
    ];
    let outcome = bench.run("taker", later(ETH), &[]).map(drop);
    assert_eq!(bench.called.len(), 1, "the callback ran");
    if outcome.is_err() {
        assert_eq!(bench.stored(), before, "all of it is undone");
    }
    outcome
}

#[test]
fn pitfall_20_every_message_is_refused_while_a_take_is_settled_whoever_sends_it() {
    let rows = rows(&prepared());
    assert!(rows.len() >= 16, "all messages are in the table");
    for (msg, funds, senders) in rows {
        let refused = within(senders[0], msg.clone(), &funds);
        assert_eq!(refused, Err(ContractError::Locked {}), "{msg:?}");
    }
}

#[test]
fn pitfall_20_the_lock_comes_before_any_other_refusal() {
    let bench = prepared();
    let settlement = Settlement {
        lot: lot(1),
        base: Uint128::new(ETH),
        sold: Uint128::zero(),
        proceeds: Uint128::zero(),
        rewards: 0u128.into(),
    };
    let hand_over = ExecuteMsg::HandOver {
        consignor: bench.who("taker").into(),
        settlement,
        parts: vec![Coin::new(ETH, BASE)],
    };
    // The callback sells what it bought by a take of its own, and asks for what is not there.
    for msg in [
        later(ETH),
        hand_over,
        ExecuteMsg::Advance {
            lot: lot(99),
            limit: None,
        },
        ExecuteMsg::Pause {},
    ] {
        let refused = within("taker", msg.clone(), &[]);
        assert_eq!(refused, Err(ContractError::Locked {}), "{msg:?}");
    }
}

#[test]
fn pitfall_20_nobody_settles_a_take_for_the_house() {
    for sender in ["taker", "owner", "anyone"] {
        let refused = within(sender, ExecuteMsg::SettleTake {}, &[]).unwrap_err();
        assert_eq!(refused.code(), 6, "{sender}: {refused}");
    }
}

#[test]
fn pitfall_20_what_a_token_brings_is_refused_but_for_the_payment() {
    let take = |lot| ReceiveMsg::Take {
        lot,
        amount: Uint128::new(ETH),
        max_price: Decimal::MAX,
        min_amount: None,
        recipient: None,
        callback: None,
    };
    let consign = ReceiveMsg::Consign {
        pair: 1,
        expected_lot: 9,
        tab: None,
        max_reward_bps: None,
    };
    let hook = |msg: &ReceiveMsg| {
        ExecuteMsg::Receive(Cw20ReceiveMsg {
            sender: prepared().who("taker").into(),
            amount: Uint128::new(102 * USD),
            msg: to_json_binary(msg).unwrap(),
        })
    };
    for msg in [take(lot(1)), take(lot(2)), consign] {
        let refused = within("token", hook(&msg), &[]);
        assert_eq!(refused, Err(ContractError::Locked {}), "{msg:?}");
    }
    // A payment is heard, and must be of the quote.
    let refused = within("token", hook(&ReceiveMsg::Pay { lot: lot(1) }), &[]).unwrap_err();
    let token = of_token(&prepared().who("token"));
    assert_eq!(refused.code(), 3);
    assert!(refused.to_string().contains(&token), "{refused}");
}

#[test]
fn pitfall_20_the_book_waits_too() {
    // Pair 1 sells by batch, pair 2 by a falling price.
    let mut bench = Bench::batch();
    bench.govern(GovernMsg::CreatePair {
        base: BASE.into(),
        quote: QUOTE.into(),
        config: selling(vec![dutch(Reference::Live, 0)]),
    });
    bench.govern(GovernMsg::AddConsignor {
        pair: 2,
        address: bench.who("seller").into(),
        kind: ConsignorKind::Account,
    });
    let consign = ExecuteMsg::Consign {
        pair: 2,
        expected_lot: 1,
        tab: None,
        max_reward_bps: None,
    };
    bench
        .run("seller", consign, &[Coin::new(ETH, BASE)])
        .unwrap();
    bench.bid("ann", less(250), 200 * USD).unwrap();
    bench.be_contract("taker");
    let take = ExecuteMsg::Take {
        lot: LotId { pair: 2, number: 1 },
        amount: Uint128::new(ETH),
        max_price: Decimal::MAX,
        min_amount: None,
        recipient: None,
        callback: Some(Binary::default()),
    };
    let submit = ExecuteMsg::SubmitBid {
        pair: 1,
        limit: less(250),
        owner: None,
    };
    let retract = ExecuteMsg::RetractBid {
        pair: 1,
        limit: less(250),
        amount: None,
        recipient: None,
    };
    let moves = ExecuteMsg::MoveBid {
        pair: 1,
        from: less(250),
        to: less(300),
        amount: None,
    };
    let claim = ExecuteMsg::ClaimLiquidations {
        pair: 1,
        limits: None,
        recipient: None,
    };
    let bid = vec![Coin::new(200 * USD, QUOTE)];
    for (msg, funds, goes_through) in [
        (submit, bid, true),
        (claim, vec![], false),
        (moves, vec![], true),
        (retract, vec![], false),
    ] {
        bench.plan = vec![("ann".to_owned(), msg.clone(), funds.clone())];
        let refused = bench.run("taker", take.clone(), &[]);
        assert_eq!(refused, Err(ContractError::Locked {}), "{msg:?}");
        // The claim has nothing to pay, and the bid to take back has moved.
        let outcome = bench.run("ann", msg.clone(), &funds);
        assert_eq!(outcome.is_ok(), goes_through, "{msg:?}: {outcome:?}");
    }
}

#[test]
fn pitfall_20_the_chains_governance_waits_too() {
    for msg in governing(&prepared()) {
        let mut bench = prepared();
        let mut house = HOUSE.load(&bench.deps.storage).unwrap();
        house.locked = true;
        HOUSE.save(&mut bench.deps.storage, &house);
        let unpaid = Unpaid {
            lot: lot(1),
            version: 1,
            owed: 1,
            ends: false,
        };
        UNPAID.save(&mut bench.deps.storage, &unpaid);
        let env = bench.env.clone();
        let refused = contract::sudo(bench.deps.as_mut(), env, msg.clone()).unwrap_err();
        assert_eq!(refused, ContractError::Locked {}, "{msg:?}");
    }
}

#[test]
fn questions_are_answered_while_the_house_is_locked() {
    let mut bench = prepared();
    let mut house = HOUSE.load(&bench.deps.storage).unwrap();
    house.locked = true;
    HOUSE.save(&mut bench.deps.storage, &house);
    assert!(bench.lot(lot(1)).price.is_some());
    assert_eq!(bench.credit_of("seller", QUOTE), 102 * USD);
}
