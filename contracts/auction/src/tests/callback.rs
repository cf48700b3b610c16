//! Takes that are paid in a callback.

use cosmwasm_std::testing::message_info;
use cosmwasm_std::{coin, from_json, Binary, Coin, CosmosMsg, Decimal, ReplyOn, Uint128, WasmMsg};
use gavel_types::auction::*;
use gavel_types::taker::{TakeCall, TakerMsg};

use super::bench::*;
use crate::contract;
use crate::error::ContractError;

/// Lot 1 of 10 ETH that cost 102 dollars each, and the contract `taker`.
fn opened() -> Bench {
    let mut bench = Bench::live();
    bench.consign("bank", 10 * ETH, None).unwrap();
    bench.be_contract("taker");
    bench
}

/// A take of so much that is paid in a callback.
pub fn later(amount: u128) -> ExecuteMsg {
    ExecuteMsg::Take {
        lot: lot(1),
        amount: Uint128::new(amount),
        max_price: decimal("102"),
        min_amount: None,
        recipient: None,
        callback: Some(Binary::from(b"mine")),
    }
}

fn usd(amount: u128) -> Vec<Coin> {
    vec![Coin::new(amount, QUOTE)]
}

/// A payment for lot 1 by the taker.
fn pays(amount: u128) -> (String, ExecuteMsg, Vec<Coin>) {
    let msg = ExecuteMsg::Pay { lot: lot(1) };
    ("taker".into(), msg, usd(amount))
}

fn kinds(events: &[cosmwasm_std::Event]) -> Vec<&str> {
    events.iter().map(|event| event.ty.as_str()).collect()
}

#[test]
fn the_base_leaves_then_the_taker_is_called_then_the_house_settles_and_nothing_is_caught() {
    let mut bench = opened();
    let (taker, env) = (bench.who("taker"), bench.env.clone());
    let info = message_info(&taker, &[]);
    let done = contract::execute(bench.deps.as_mut(), env.clone(), info, later(2 * ETH)).unwrap();
    assert!(done
        .messages
        .iter()
        .all(|message| message.reply_on == ReplyOn::Never && message.gas_limit.is_none()));
    let messages: Vec<CosmosMsg> = done.messages.into_iter().map(|sub| sub.msg).collect();
    let [base, call, settle] = messages.as_slice() else {
        panic!("{messages:?} are not three");
    };
    let sent = cosmwasm_std::BankMsg::Send {
        to_address: taker.to_string(),
        amount: vec![coin(2 * ETH, BASE)],
    };
    assert_eq!(*base, sent.into());
    let to = |contract: &str, message: &CosmosMsg| match message {
        CosmosMsg::Wasm(WasmMsg::Execute {
            contract_addr,
            msg,
            funds,
        }) => {
            assert_eq!(contract_addr, contract);
            assert!(funds.is_empty());
            msg.clone()
        }
        other => panic!("{other:?} is to no contract"),
    };
    let told: TakerMsg = from_json(to(taker.as_str(), call)).unwrap();
    let expected = TakeCall {
        lot: lot(1),
        base: coin(2 * ETH, BASE),
        owed: coin(204 * USD, QUOTE),
        data: Binary::from(b"mine"),
    };
    assert_eq!(told, TakerMsg::TakeSettlement(expected));
    let own: ExecuteMsg = from_json(to(env.contract.address.as_str(), settle)).unwrap();
    assert_eq!(own, ExecuteMsg::SettleTake {});
}

#[test]
fn a_taker_pays_in_its_callback_and_the_lot_goes_on() {
    let mut bench = opened();
    bench.plan = vec![pays(204 * USD)];
    let events = bench.run("taker", later(2 * ETH), &[]).unwrap();
    assert_eq!(kinds(&events), ["take", "pay", "settle_take"]);
    assert_eq!(attribute(&events, "take", "quote"), "204000000");
    assert_eq!(attribute(&events, "pay", "amount"), "204000000");
    assert_eq!(attribute(&events, "pay", "owed"), "0");
    assert_eq!(attribute(&events, "settle_take", "lot"), "1/1");
    assert_eq!(bench.received("taker", BASE), 2 * ETH);
    let left = bench.lot(lot(1));
    assert_eq!(left.base_left.u128(), 8 * ETH);
    assert_eq!(left.raised.u128(), 204 * USD);
    // The house is open again.
    bench.take(lot(1), ETH, 102 * USD).unwrap();
}

#[test]
fn the_money_comes_in_parts_and_from_whomever() {
    let mut bench = opened();
    let friend = ("friend".to_owned(), ExecuteMsg::Pay { lot: lot(1) }, usd(1));
    bench.plan = vec![pays(100 * USD), friend, pays(104 * USD - 1)];
    let events = bench.run("taker", later(2 * ETH), &[]).unwrap();
    let owed: Vec<&str> = events
        .iter()
        .filter(|event| event.ty == "pay")
        .map(|event| event.attributes[3].value.as_str())
        .collect();
    assert_eq!(owed, ["104000000", "103999999", "0"]);
    let friend = bench.who("friend").to_string();
    let from = events[2].attributes[1].clone();
    assert_eq!((from.key.as_str(), from.value), ("from", friend));
}

#[test]
fn attack_22_just_what_is_owed_comes_by_pay_or_nothing_has_happened() {
    let other = ExecuteMsg::Pay { lot: lot(2) };
    let base = ExecuteMsg::Pay { lot: lot(1) };
    let by_taker = |msg: &ExecuteMsg, funds| ("taker".to_owned(), msg.clone(), funds);
    let plans = [
        ("nothing", vec![], 66),
        ("one unit too little", vec![pays(204 * USD - 1)], 66),
        ("one unit too much", vec![pays(204 * USD + 1)], 65),
        ("twice", vec![pays(204 * USD), pays(204 * USD)], 65),
        ("a unit behind", vec![pays(204 * USD), pays(1)], 65),
        ("another lot", vec![by_taker(&other, usd(204 * USD))], 64),
        ("no coin", vec![by_taker(&base, vec![])], 3),
        ("a coin of zero", vec![pays(0)], 3),
        (
            "the base",
            vec![by_taker(&base, vec![coin(2 * ETH, BASE)])],
            3,
        ),
        (
            "another coin beside it",
            vec![by_taker(&base, vec![coin(204 * USD, QUOTE), coin(1, BASE)])],
            3,
        ),
    ];
    for (what, plan, code) in plans {
        let mut bench = opened();
        bench.consign("seller", 10 * ETH, None).unwrap();
        let before = bench.stored();
        bench.plan = plan;
        let refused = bench.run("taker", later(2 * ETH), &[]).unwrap_err();
        assert_eq!(refused.code(), code, "{what}: {refused}");
        assert_eq!(bench.called.len(), 1, "{what}");
        assert_eq!(bench.stored(), before, "{what}");
        assert_eq!(bench.received("taker", BASE), 0, "{what}");
        bench.take(lot(1), ETH, 102 * USD).unwrap();
    }
}

#[test]
fn a_payment_that_is_too_large_hears_what_is_still_owed() {
    let mut bench = opened();
    bench.plan = vec![pays(200 * USD), pays(5 * USD)];
    assert_eq!(
        bench.run("taker", later(2 * ETH), &[]),
        Err(ContractError::PaidTooMuch {
            owed: Uint128::new(4 * USD),
            paid: Uint128::new(5 * USD),
        })
    );
    bench.plan = vec![pays(200 * USD)];
    assert_eq!(
        bench.run("taker", later(2 * ETH), &[]),
        Err(ContractError::Unpaid {
            lot: lot(1),
            owed: Uint128::new(4 * USD),
        })
    );
}

#[test]
fn nothing_is_owed_while_no_take_is_being_settled() {
    let mut bench = opened();
    let nothing = Err(ContractError::NothingOwed { lot: lot(1) });
    let pay = ExecuteMsg::Pay { lot: lot(1) };
    assert_eq!(bench.run("taker", pay.clone(), &usd(1)), nothing);
    bench.plan = vec![pays(204 * USD)];
    bench.run("taker", later(2 * ETH), &[]).unwrap();
    assert_eq!(bench.run("taker", pay, &usd(1)), nothing);
}

#[test]
fn no_coin_comes_with_a_take_that_is_paid_later() {
    let mut bench = opened();
    for funds in [usd(1), usd(204 * USD), vec![coin(ETH, BASE)]] {
        let refused = bench.run("taker", later(2 * ETH), &funds).unwrap_err();
        assert_eq!(refused.code(), 3, "{refused}");
        assert!(refused.to_string().contains("no coins"), "{refused}");
    }
}

#[test]
fn a_take_that_is_paid_later_has_the_limits_of_any_other() {
    let mut bench = opened();
    let order = |max_price: &str, min_amount: Option<u128>| ExecuteMsg::Take {
        lot: lot(1),
        amount: Uint128::new(20 * ETH),
        max_price: decimal(max_price),
        min_amount: min_amount.map(Uint128::new),
        recipient: None,
        callback: Some(Binary::default()),
    };
    for (msg, code) in [
        (order("101.999999999999999999", None), 20),
        (order("102", Some(10 * ETH + 1)), 21),
        (later(0), 19),
    ] {
        let refused = bench.run("taker", msg, &[]).unwrap_err();
        assert_eq!(refused.code(), code, "{refused}");
    }
    bench.pause();
    assert_eq!(bench.run("taker", later(ETH), &[]).unwrap_err().code(), 7);
    assert!(bench.called.is_empty());
}

#[test]
fn the_base_goes_to_the_recipient_and_the_call_to_the_sender() {
    let mut bench = opened();
    let msg = ExecuteMsg::Take {
        lot: lot(1),
        amount: Uint128::new(2 * ETH),
        max_price: Decimal::MAX,
        min_amount: None,
        recipient: Some(bench.who("friend").into()),
        callback: Some(Binary::default()),
    };
    bench.plan = vec![pays(204 * USD)];
    let events = bench.run("taker", msg, &[]).unwrap();
    assert_eq!(bench.received("friend", BASE), 2 * ETH);
    assert_eq!(bench.received("taker", BASE), 0);
    let taker = bench.who("taker").to_string();
    assert_eq!(attribute(&events, "take", "taker"), taker);
    assert!(bench.called[0].data.is_empty());
}

#[test]
fn an_account_cannot_be_called_and_so_takes_nothing() {
    let mut bench = opened();
    bench.plan = vec![pays(204 * USD)];
    let refused = bench.run("person", later(2 * ETH), &[]).unwrap_err();
    assert!(refused.to_string().contains("no such contract"));
    assert_eq!(bench.received("person", BASE), 0);
}

#[test]
fn the_take_that_empties_a_lot_delivers_it_when_the_house_is_open_again() {
    let mut bench = opened();
    bench.plan = vec![pays(1_020 * USD)];
    let events = bench.run("taker", later(10 * ETH), &[]).unwrap();
    assert_eq!(kinds(&events), ["take", "pay", "settle_take", "finish_lot"]);
    assert!(!bench.is_open(lot(1)));
    assert_eq!(bench.received("bank", QUOTE), 1_020 * USD);
    assert_eq!(bench.delivered.len(), 1);
    assert_eq!(bench.delivered[0].sold.u128(), 10 * ETH);
}

#[test]
fn the_take_that_raises_the_tab_credits_an_account_when_it_is_paid() {
    let mut bench = Bench::live();
    bench.be_contract("taker");
    bench.consign("seller", 10 * ETH, Some(510 * USD)).unwrap();
    // 510 / 102 = 5 of the 10 ETH asked for.
    bench.plan = vec![pays(510 * USD)];
    bench.run("taker", later(10 * ETH), &[]).unwrap();
    assert_eq!(bench.called[0].base, coin(5 * ETH, BASE));
    assert_eq!(bench.called[0].owed, coin(510 * USD, QUOTE));
    assert_eq!(bench.credit_of("seller", QUOTE), 510 * USD);
    assert_eq!(bench.credit_of("seller", BASE), 5 * ETH);
}

#[test]
fn pitfall_17_a_consignor_that_fails_to_receive_undoes_no_take() {
    let mut bench = opened();
    let bank = bench.who("bank").to_string();
    bench.deaf.insert(bank.clone());
    bench.plan = vec![pays(1_020 * USD)];
    let events = bench.run("taker", later(10 * ETH), &[]).unwrap();
    assert_eq!(attribute(&events, "fail_delivery", "consignor"), bank);
    assert_eq!(bench.received("taker", BASE), 10 * ETH);
    bench.deaf.clear();
    let deliver = ExecuteMsg::Deliver {
        lot: lot(1),
        consignor: bank,
    };
    bench.run("anyone", deliver, &[]).unwrap();
    assert_eq!(bench.received("bank", QUOTE), 1_020 * USD);
}

#[test]
fn a_take_that_is_paid_at_once_writes_the_lot_and_nothing_else() {
    let mut bench = opened();
    let before = bench.stored();
    bench.take(lot(1), ETH, 102 * USD).unwrap();
    let after = bench.stored();
    assert_eq!(before.len(), after.len());
    let written: Vec<&[u8]> = before
        .iter()
        .zip(&after)
        .filter(|(was, is)| was != is)
        .map(|(was, _)| was.0.as_slice())
        .collect();
    assert_eq!(written, [crate::state::LOTS.stored_key(&lot(1))]);
}
