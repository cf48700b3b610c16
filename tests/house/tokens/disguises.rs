//! Pitfalls 1 and 3 and attack 22, tried with tokens: coins that look like tokens, tokens that are written in another form, tokens
//! that lie in the house and pay for nothing.

use cosmwasm_std::{to_json_binary, Addr, Binary, Coin, WasmMsg};
use gavel_testing::{decimal, terms, Call, World, DOLLAR, ETHER};
use gavel_types::{auction, insurance, lending, oracle};

use super::{with_open_lot, FIRST};

#[test]
fn pitfall_01_a_coin_of_the_bank_that_is_named_like_a_token_is_refused_by_every_contract() {
    let mut loan = with_open_lot();
    let world = &mut loan.world;
    let house = world.contracts();
    let forger = world.person("forger");
    let coins = [
        Coin::new(DOLLAR.units(1_000_000), DOLLAR.denom),
        Coin::new(ETHER.units(1_000), ETHER.denom),
    ];
    world.forge(&forger, &coins);
    let with = |to: &Addr, msg: Binary, coin: &Coin| {
        Call::of(WasmMsg::Execute {
            contract_addr: to.to_string(),
            msg,
            funds: vec![coin.clone()],
        })
    };
    let refresh = oracle::ExecuteMsg::Refresh {
        denoms: vec![DOLLAR.denom.to_owned()],
    };
    let reconcile = lending::ExecuteMsg::Reconcile {
        accounts: vec![loan.account.clone()],
    };
    let mut messages = vec![
        (
            house.oracle.clone(),
            to_json_binary(&refresh).unwrap(),
            "oracle/3",
        ),
        (
            house.lending.clone(),
            to_json_binary(&reconcile).unwrap(),
            "lending/3",
        ),
    ];
    for (to, msg) in [
        (&house.lending, r#"{"supply":{}}"#),
        (&house.lending, r#"{"deposit":{}}"#),
        (&house.lending, r#"{"repay":{}}"#),
        (
            &house.auction,
            r#"{"advance":{"lot":{"pair":1,"number":1}}}"#,
        ),
        (
            &house.auction,
            r#"{"take":{"lot":{"pair":1,"number":1},"amount":"1000000000000000000","max_price":"200"}}"#,
        ),
        (&house.fund, r#"{"stake":{}}"#),
        (&house.fund, r#"{"add_income":{}}"#),
    ] {
        let code = match to {
            _ if *to == house.lending => "lending/3",
            _ if *to == house.auction => "auction/3",
            _ => "fund/3",
        };
        messages.push((to.clone(), Binary::from(msg.as_bytes()), code));
    }
    for (to, msg, code) in messages {
        for coin in &coins {
            let refused = world.run(&forger, with(&to, msg.clone(), coin));
            assert_eq!(refused.unwrap_err().code(), code, "{msg:?}");
        }
    }
}

#[test]
fn pitfall_03_a_token_is_listed_in_one_form_everywhere() {
    let mut world = World::bare().collateral(ETHER).market(DOLLAR).build();
    let loud = format!("cw20:{}", ETHER.token().unwrap().to_uppercase());
    let elsewhere = ETHER.denom.replacen("gavel", "cosmos", 1);
    for denom in [loud, elsewhere, "cw20:".to_owned(), "cw20:ether".to_owned()] {
        let list = oracle::GovernMsg::ListAsset {
            denom: denom.clone(),
            rules: terms::price_rules(ETHER),
            feeders: vec![world.cast().feeders[0].to_string()],
        };
        let refused = world.govern_oracle(list).unwrap_err();
        assert!(["oracle/24", "oracle/5"].contains(&refused.code()));
        let create = auction::GovernMsg::CreatePair {
            base: denom.clone(),
            quote: DOLLAR.denom.to_owned(),
            config: terms::pair_config(ETHER, DOLLAR),
        };
        let refused = world.govern_auction(create).unwrap_err();
        assert_eq!(refused.code(), "auction/45");
        let list = lending::GovernMsg::ListCollateral {
            denom: denom.clone(),
            terms: terms::collateral_terms(ETHER),
        };
        let refused = world.govern_lending(list).unwrap_err();
        assert_eq!(refused.code(), "lending/58");
        let treasury = world.cast().treasury.to_string();
        let open = lending::GovernMsg::ListMarket {
            denom: denom.clone(),
            terms: terms::market_terms(DOLLAR, &[(&treasury, 10_000)]),
        };
        let refused = world.govern_lending(open).unwrap_err();
        assert_eq!(refused.code(), "lending/58");
        let create = insurance::GovernMsg::CreatePool {
            denom,
            terms: terms::pool_terms(DOLLAR),
        };
        let refused = world.govern_fund(create).unwrap_err();
        assert_eq!(refused.code(), "fund/34");
    }
}

#[test]
fn attack_22_tokens_that_were_transferred_pay_for_nothing() {
    let mut loan = with_open_lot();
    let world = &mut loan.world;
    let house = world.contracts();
    let bidder = loan.bidder.clone();
    // The money lies in the house, and yet a take without it is refused, and one that sends too little.
    let gift = Call::send(&house.auction, vec![DOLLAR.coin(5_000)]);
    world.run(&bidder, gift).unwrap();
    let nothing = auction::ExecuteMsg::Take {
        lot: FIRST,
        amount: ETHER.units(10).into(),
        max_price: decimal("200"),
        min_amount: None,
        recipient: None,
        callback: None,
    };
    let refused = world.run(&bidder, house.to_auction(nothing, vec![]));
    assert_eq!(refused.unwrap_err().code(), "auction/3");
    let short = house.take(FIRST, ETHER.units(10), decimal("200"), DOLLAR.coin(1));
    let refused = world.run(&bidder, short).unwrap_err();
    assert_eq!(refused.code(), "auction/22");
    // Nor does it repay, or lend.
    let gift = Call::send(&house.lending, vec![DOLLAR.coin(4_000)]);
    world.run(&bidder, gift).unwrap();
    assert_eq!(
        world.account(&loan.account).debts[0].amount.u128(),
        DOLLAR.units(3_300)
    );
    world.recount();
}
