//! How consignors are paid.

use cosmwasm_std::testing::{message_info, mock_env};
use cosmwasm_std::{Coin, CosmosMsg, ReplyOn, Uint128, WasmMsg};
use gavel_types::auction::*;

use super::bench::*;
use crate::contract;
use crate::error::ContractError;

fn withdraw(denom: &str) -> ExecuteMsg {
    ExecuteMsg::Withdraw {
        denom: denom.into(),
        recipient: None,
    }
}

fn deliver(bench: &Bench, lot: LotId, consignor: &str) -> ExecuteMsg {
    ExecuteMsg::Deliver {
        lot,
        consignor: bench.who(consignor).into(),
    }
}

/// A lot of 10 ETH, 4 of them sold at 102, at its end.
fn at_its_end(seller: &str) -> (Bench, LotId) {
    let mut bench = Bench::with(vec![dutch(Reference::Live, 0)]);
    let opened = bench.consign(seller, 10 * ETH, None).unwrap();
    bench.take(opened, 4 * ETH, 408 * USD).unwrap();
    bench.blocks(200);
    (bench, opened)
}

#[test]
fn a_contract_receives_its_result_with_the_money() {
    let (mut bench, opened) = at_its_end("bank");
    bench.advance(opened).unwrap();
    assert_eq!(bench.received("bank", BASE), 6 * ETH);
    assert_eq!(bench.received("bank", QUOTE), 408 * USD);
    let settled = &bench.delivered[0];
    assert_eq!(settled.lot, opened);
    assert_eq!(settled.base, Uint128::new(10 * ETH));
    assert_eq!(settled.sold, Uint128::new(4 * ETH));
    assert_eq!(settled.proceeds, Uint128::new(408 * USD));
}

#[test]
fn an_account_receives_credits_and_withdraws_them() {
    let (mut bench, opened) = at_its_end("seller");
    bench.advance(opened).unwrap();
    assert_eq!(bench.received("seller", BASE), 0);
    assert_eq!(bench.credit_of("seller", BASE), 6 * ETH);
    assert_eq!(bench.credit_of("seller", QUOTE), 408 * USD);
    let events = bench.run("seller", withdraw(BASE), &[]).unwrap();
    assert_eq!(
        attribute(&events, "withdraw", "amount"),
        (6 * ETH).to_string()
    );
    assert_eq!(bench.received("seller", BASE), 6 * ETH);
    let again = bench.run("seller", withdraw(BASE), &[]).unwrap_err();
    assert!(matches!(again, ContractError::NoCredit { .. }));
    let msg = ExecuteMsg::Withdraw {
        denom: QUOTE.into(),
        recipient: Some(bench.who("friend").into()),
    };
    bench.run("seller", msg, &[]).unwrap();
    assert_eq!(bench.received("friend", QUOTE), 408 * USD);
}

#[test]
fn credits_of_several_lots_add_up() {
    let mut bench = Bench::with(vec![dutch(Reference::Live, 0)]);
    for _ in 0..3 {
        let opened = bench.consign("seller", ETH, None).unwrap();
        bench.take(opened, ETH, 102 * USD).unwrap();
    }
    assert_eq!(bench.credit_of("seller", QUOTE), 306 * USD);
}

#[test]
fn nobody_withdraws_anothers_credit() {
    let (mut bench, opened) = at_its_end("seller");
    bench.advance(opened).unwrap();
    let refused = bench.run("stranger", withdraw(BASE), &[]).unwrap_err();
    assert_eq!(refused.code(), 27);
}

#[test]
fn pitfall_17_a_consignor_that_fails_to_receive_blocks_nobody_and_its_money_waits() {
    let (mut bench, opened) = at_its_end("bank");
    let address = bench.who("bank").to_string();
    bench.deaf.insert(address.clone());
    let events = bench.advance(opened).unwrap();
    assert_eq!(attribute(&events, "fail_delivery", "consignor"), address);
    assert!(attribute(&events, "fail_delivery", "error").ends_with("deaf"));
    assert!(!bench.is_open(opened));
    let waiting: DeliveriesResponse = bench.ask(QueryMsg::Deliveries {
        start_after: None,
        limit: None,
    });
    assert_eq!(waiting.deliveries.len(), 1);
    assert_eq!(waiting.deliveries[0].sold, Uint128::new(4 * ETH));

    // Anyone may try again, and a second failure changes nothing.
    let msg = deliver(&bench, opened, "bank");
    bench.run("anyone", msg.clone(), &[]).unwrap();
    let still: DeliveriesResponse = bench.ask(QueryMsg::Deliveries {
        start_after: None,
        limit: None,
    });
    assert_eq!(still, waiting);

    bench.deaf.clear();
    bench.run("anyone", msg.clone(), &[]).unwrap();
    assert_eq!(bench.received("bank", BASE), 6 * ETH);
    assert_eq!(bench.received("bank", QUOTE), 408 * USD);
    let twice = bench.run("anyone", msg, &[]).unwrap_err();
    assert!(matches!(twice, ContractError::NothingToDeliver { .. }));
}

#[test]
fn attack_16_a_lot_is_delivered_once() {
    let (mut bench, opened) = at_its_end("bank");
    bench.advance(opened).unwrap();
    assert!(bench.advance(opened).is_err());
    let again = bench.run("anyone", deliver(&bench, opened, "bank"), &[]);
    assert!(again.is_err());
    assert_eq!(bench.delivered.len(), 1);
}

#[test]
fn attack_15_a_delivery_runs_under_a_gas_limit_and_only_its_failure_is_replied_to() {
    let (mut bench, opened) = at_its_end("bank");
    let env = bench.env.clone();
    let info = message_info(&bench.who("anyone"), &[]);
    let msg = ExecuteMsg::Advance {
        lot: opened,
        limit: None,
    };
    let response = contract::execute(bench.deps.as_mut(), env, info, msg).unwrap();
    let [sent] = response.messages.as_slice() else {
        panic!("one message, not {:?}", response.messages);
    };
    assert_eq!(sent.gas_limit, Some(2_000_000));
    assert_eq!(sent.reply_on, ReplyOn::Error);
    let CosmosMsg::Wasm(WasmMsg::Execute { funds, .. }) = &sent.msg else {
        panic!("a call, not {sent:?}");
    };
    let expected = [Coin::new(6 * ETH, BASE), Coin::new(408 * USD, QUOTE)];
    assert_eq!(funds, &expected);
}

#[test]
fn pitfall_04_a_lot_sold_out_or_not_at_all_sends_no_coin_of_zero() {
    // The bench fails on an empty send and on a coin of zero.
    let mut bench = Bench::with(vec![dutch(Reference::Live, 0)]);
    let sold_out = bench.consign("bank", ETH, None).unwrap();
    let unsold = bench.consign("bank", ETH, None).unwrap();
    bench.take(sold_out, ETH, 102 * USD).unwrap();
    bench.blocks(200);
    bench.advance(unsold).unwrap();
    assert_eq!(bench.received("bank", BASE), ETH);
    assert_eq!(bench.received("bank", QUOTE), 102 * USD);
}

#[test]
fn a_consignor_that_was_taken_off_is_still_paid() {
    let (mut bench, opened) = at_its_end("bank");
    let address = bench.who("bank").to_string();
    bench.deaf.insert(address.clone());
    bench.govern(GovernMsg::SetPairOpen {
        pair: 1,
        open: false,
    });
    bench.govern(GovernMsg::RemoveConsignor { pair: 1, address });
    bench.advance(opened).unwrap();
    bench.deaf.clear();
    let msg = deliver(&bench, opened, "bank");
    bench.run("anyone", msg, &[]).unwrap();
    assert_eq!(bench.received("bank", QUOTE), 408 * USD);
}

#[test]
fn a_reply_that_the_house_did_not_ask_for_is_refused() {
    let mut bench = Bench::live();
    #[allow(deprecated)] // A field the mock has to fill in.
    let reply = cosmwasm_std::Reply {
        id: 7,
        payload: Default::default(),
        gas_used: 0,
        result: cosmwasm_std::SubMsgResult::Err("no".into()),
    };
    assert_eq!(
        contract::reply(bench.deps.as_mut(), mock_env(), reply),
        Err(ContractError::UnknownReply { id: 7 })
    );
}
