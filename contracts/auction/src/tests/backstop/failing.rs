//! Buyers that fail, and those who would make them fail.

use cosmwasm_std::testing::message_info;
use cosmwasm_std::ReplyOn;

use super::*;
use crate::contract;

/// Whatever the buyer did, all of the lot goes back, and the house is as open as before.
fn goes_back(bench: &mut Bench, plan: Vec<(String, ExecuteMsg, Vec<Coin>)>) -> String {
    let told = ends(bench, plan).unwrap();
    let error = attribute(&told, "fail_backstop", "error").to_owned();
    assert_eq!(result(bench), (0, 0, 10 * ETH));
    assert!(!bench.is_open(lot(1)));
    bench.consign("bank", ETH, None).unwrap();
    error
}

#[test]
fn a_buyer_that_fails_or_is_no_contract_lets_the_lot_go_back() {
    let (mut bench, _) = opened();
    let buyer = bench.who("buyer").to_string();
    bench.deaf.insert(buyer);
    assert!(goes_back(&mut bench, vec![]).contains("deaf"));

    let mut last = stage(&Bench::empty());
    last.buyer = Bench::empty().who("nobody").into();
    let stages = vec![dutch(Reference::Live, 0), Stage::Backstop(last)];
    let mut bench = Bench::with(stages);
    bench.consign("bank", 10 * ETH, None).unwrap();
    goes_back(&mut bench, vec![]);
}

#[test]
fn what_a_buyer_bought_before_it_failed_is_undone() {
    let (mut bench, _) = opened();
    let plan = vec![pays("buyer", 430 * USD), pays("buyer", 431 * USD)];
    let error = goes_back(&mut bench, plan);
    assert!(
        error.contains("auction/65: only 430000000 is still owed"),
        "{error}"
    );
    assert_eq!(bench.received("buyer", BASE), 0);
}

#[test]
fn only_the_buyer_pays_and_only_for_the_lot_that_it_is_offered() {
    let (mut bench, _) = opened();
    let error = goes_back(&mut bench, vec![pays("rival", 430 * USD)]);
    assert!(error.contains("auction/6: only the buyer"), "{error}");

    let (mut bench, _) = opened();
    bench.consign("bank", ETH, None).unwrap();
    let other = ExecuteMsg::PayBackstop { lot: lot(2) };
    let plan = vec![("buyer".into(), other, vec![Coin::new(86 * USD, QUOTE)])];
    let told = ends(&mut bench, plan).unwrap();
    assert!(attribute(&told, "fail_backstop", "error").contains("1/2"));

    let coins = [Coin::new(430 * USD, QUOTE)];
    let msg = ExecuteMsg::PayBackstop { lot: lot(2) };
    let refused = bench.run("buyer", msg, &coins).unwrap_err();
    assert_eq!(refused, ContractError::NotOffered { lot: lot(2) });
}

#[test]
fn a_payment_of_another_coin_or_of_next_to_nothing_is_refused() {
    let (mut bench, _) = opened();
    let msg = ExecuteMsg::PayBackstop { lot: lot(1) };
    let plan = vec![("buyer".into(), msg, vec![Coin::new(ETH, BASE)])];
    let error = goes_back(&mut bench, plan);
    assert!(error.contains("auction/3: "), "{error}");

    let (mut bench, _) = opened();
    // At 86 % of 10¹⁵ dollars a unit of 10⁻⁶ buys less than a unit of 10⁻¹⁸; one of base costs 860 of quote.
    bench.set_price(BASE, 18, "1000000000000000");
    let error = goes_back(&mut bench, vec![pays("buyer", 859)]);
    assert!(
        error.contains("auction/72: 859 buys nothing; pay at least 860"),
        "{error}"
    );
}

#[test]
fn attack_22_while_the_buyer_is_called_nothing_else_goes_through() {
    let take = ExecuteMsg::Take {
        lot: lot(2),
        amount: Uint128::new(ETH),
        max_price: decimal("200"),
        min_amount: None,
        recipient: None,
        callback: None,
    };
    let advance = |number| ExecuteMsg::Advance {
        lot: lot(number),
        limit: None,
    };
    let pay = ExecuteMsg::Pay { lot: lot(1) };
    for (msg, coins, says) in [
        (take, vec![Coin::new(102 * USD, QUOTE)], "locked"),
        (advance(1), vec![], "locked"),
        (advance(2), vec![], "locked"),
        (
            ExecuteMsg::Withdraw {
                denom: QUOTE.into(),
                recipient: None,
            },
            vec![],
            "locked",
        ),
        (pay, vec![Coin::new(USD, QUOTE)], "nothing is owed"),
        (ExecuteMsg::CheckDepth { further: 0 }, vec![], "locked"),
    ] {
        let (mut bench, _) = opened();
        bench.consign("bank", ETH, None).unwrap();
        let plan = vec![
            pays("buyer", 430 * USD),
            ("buyer".into(), msg.clone(), coins),
        ];
        let told = ends(&mut bench, plan).unwrap();
        let error = attribute(&told, "fail_backstop", "error");
        assert!(error.contains(says), "{msg:?}: {error}");
    }
}

#[test]
fn from_so_deep_that_the_buyer_cannot_be_called_no_lot_is_sent_back() {
    let (mut bench, lot) = opened();
    bench.deep = true;
    let refused = ends(&mut bench, vec![pays("buyer", 860 * USD)]).unwrap_err();
    assert!(refused.to_string().contains("depth"), "{refused}");
    assert!(bench.is_open(lot));
    bench.deep = false;
    bench.advance(lot).unwrap();
    assert_eq!(result(&bench), (10 * ETH, 860 * USD, 0));
}

#[test]
fn the_house_alone_checks_the_depth() {
    let (mut bench, _) = opened();
    for further in [0, 4, 200] {
        let msg = ExecuteMsg::CheckDepth { further };
        assert_eq!(bench.run("buyer", msg, &[]).unwrap_err().code(), 6);
    }
    // Five calls at the most.
    assert!(bench
        .run("house", ExecuteMsg::CheckDepth { further: 5 }, &[])
        .is_err());
    bench
        .run("house", ExecuteMsg::CheckDepth { further: 4 }, &[])
        .unwrap();
}

#[test]
fn a_lot_whose_cost_cannot_be_counted_goes_back_unasked() {
    let last = stage(&Bench::empty());
    let stages = vec![dutch(Reference::Live, 0), Stage::Backstop(last)];
    let mut bench = Bench::with(stages);
    bench.be_contract("buyer");
    bench.set_price(BASE, 18, "1000000000000000");
    bench.consign("bank", u128::MAX, None).unwrap();
    bench.blocks(200);
    bench.advance(lot(1)).unwrap();
    assert!(bench.offered.is_empty());
    assert_eq!(bench.received("bank", BASE), u128::MAX);
}

#[test]
fn the_call_has_the_gas_of_a_delivery_and_both_its_ends_are_answered() {
    let (mut bench, lot) = opened();
    bench.blocks(200);
    let info = message_info(&bench.who("anyone"), &[]);
    let msg = ExecuteMsg::Advance { lot, limit: None };
    let env = bench.env.clone();
    let done = contract::execute(bench.deps.as_mut(), env, info, msg).unwrap();
    let [call] = done.messages.as_slice() else {
        panic!("{:?} is not one call", done.messages);
    };
    assert_eq!(call.gas_limit, Some(2_000_000));
    assert_eq!(call.reply_on, ReplyOn::Always);
}
