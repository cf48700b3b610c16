//! Pitfalls 1 to 3 and attack 22, tried with tokens: hooks that lie, hooks that carry what they must not, coins that look like
//! tokens.

use cosmwasm_std::{to_json_binary, Addr, Binary, Coin, WasmMsg};
use cw20::Cw20ExecuteMsg;
use gavel_testing::{decimal, terms, Call, World, DOLLAR, ETHER};
use gavel_types::consignor::Settlement;
use gavel_types::{auction, insurance, lending, oracle};
use serde::Serialize;

use super::hostile::{counterfeit, forged, hook};
use super::{Loan, FIRST};

/// A loan of dollars against ether, both tokens, with a lot of 49.75 ETH open.
fn with_open_lot() -> Loan {
    let mut loan = Loan::given(ETHER, DOLLAR);
    loan.world.move_price(ETHER.denom, "84");
    loan.world.liquidate(&loan.keeper, &loan.account).unwrap();
    loan
}

fn bytes(msg: &impl Serialize) -> Binary {
    to_json_binary(msg).unwrap()
}

/// Every message that may come through a hook: to whom, and the code of its refusal when no listed token brings it.
fn with_coins(loan: &Loan) -> Vec<(Addr, Binary, &'static str)> {
    let house = loan.world.contracts();
    let account = Some(loan.account.clone());
    let consign = auction::ReceiveMsg::Consign {
        pair: 1,
        expected_lot: 2,
        tab: None,
    };
    let take = auction::ReceiveMsg::Take {
        lot: FIRST,
        amount: ETHER.units(10).into(),
        max_price: decimal("200"),
        min_amount: None,
        recipient: None,
    };
    let to_lending = |msg: lending::ReceiveMsg, code| (house.lending.clone(), bytes(&msg), code);
    let to_fund = |msg: insurance::ReceiveMsg| (house.fund.clone(), bytes(&msg), "fund/11");
    vec![
        to_lending(
            lending::ReceiveMsg::Supply { on_behalf_of: None },
            "lending/9",
        ),
        to_lending(
            lending::ReceiveMsg::Deposit {
                account: account.clone(),
            },
            "lending/10",
        ),
        to_lending(lending::ReceiveMsg::Repay { account }, "lending/9"),
        to_lending(
            lending::ReceiveMsg::ShortfallRepaid { stream_seconds: 9 },
            "lending/9",
        ),
        (house.auction.clone(), bytes(&consign), "auction/3"),
        (house.auction.clone(), bytes(&take), "auction/3"),
        to_fund(insurance::ReceiveMsg::Stake { on_behalf_of: None }),
        to_fund(insurance::ReceiveMsg::AddIncome {}),
        to_fund(insurance::ReceiveMsg::FundFirstLoss {}),
    ]
}

/// A hook's call with a message that is written already.
fn raw_hook(to: &Addr, named: &Addr, amount: u128, msg: &Binary) -> WasmMsg {
    let inner: serde_json::Value = serde_json::from_slice(msg.as_slice()).unwrap();
    hook(to, named, amount, &inner)
}

#[test]
fn pitfall_02_a_counterfeit_token_pays_for_nothing_whomever_it_names() {
    let mut loan = with_open_lot();
    let false_token = counterfeit(&mut loan.world);
    let cast = loan.world.cast().clone();
    let house = loan.world.contracts();
    let stranger = loan.world.person("stranger");
    for (to, msg, code) in with_coins(&loan) {
        for named in [
            &loan.lender,
            &loan.borrower,
            &cast.owner,
            &house.auction,
            &house.lending,
            &house.fund,
            &Addr::unchecked(ETHER.token().unwrap()),
        ] {
            let hook = raw_hook(&to, named, 1_000_000_000, &msg);
            let call = forged(&false_token, hook.clone());
            let refused = loan.world.run(&stranger, call).unwrap_err();
            // Consigning is refused before its money is looked at where the one who is named may not consign.
            let refused = (refused.code().to_owned(), named == &house.lending);
            if to == house.auction && !refused.1 {
                assert!(["auction/3", "auction/12"].contains(&refused.0.as_str()));
            } else {
                assert_eq!(refused.0, code, "{to} for {named}");
            }
            // Nor does a person who calls the hook himself.
            let refused = loan.world.run(&stranger, Call::of(hook)).unwrap_err();
            assert!(!refused.code().is_empty(), "{refused}");
        }
    }
    assert_eq!(loan.world.suppliers(DOLLAR.denom).len(), 1);
}

/// What must never come through a hook, each to its contract.
fn without_coins(loan: &Loan) -> Vec<(Addr, Binary)> {
    let house = loan.world.contracts();
    let denom = || DOLLAR.denom.to_owned();
    let settlement = Settlement {
        lot: FIRST,
        base: ETHER.amount("49.75").into(),
        sold: 0u128.into(),
        proceeds: 0u128.into(),
    };
    let lending = [
        lending::ExecuteMsg::LotSettled(settlement.clone()),
        lending::ExecuteMsg::Govern(lending::GovernMsg::Pause {}),
        lending::ExecuteMsg::Pause {},
        lending::ExecuteMsg::Withdraw {
            denom: denom(),
            amount: None,
            min_amount: None,
            recipient: None,
        },
        lending::ExecuteMsg::WithdrawCollateral {
            sub: 0,
            denom: ETHER.denom.to_owned(),
            amount: None,
            recipient: None,
        },
        lending::ExecuteMsg::Borrow {
            sub: 0,
            denom: denom(),
            amount: 1u128.into(),
            recipient: None,
        },
    ];
    let auction = [
        auction::ExecuteMsg::Govern(auction::GovernMsg::Pause {}),
        auction::ExecuteMsg::Pause {},
        auction::ExecuteMsg::Withdraw {
            denom: denom(),
            recipient: None,
        },
        auction::ExecuteMsg::HandOver {
            consignor: loan.keeper.to_string(),
            settlement,
            parts: vec![ETHER.coin(1)],
        },
    ];
    let fund = [
        insurance::ExecuteMsg::Govern(insurance::GovernMsg::Pause {}),
        insurance::ExecuteMsg::Unstake {
            denom: denom(),
            recipient: None,
        },
        insurance::ExecuteMsg::Cover {
            denom: denom(),
            amount: 1u128.into(),
        },
    ];
    let mut all: Vec<(Addr, Binary)> = Vec::new();
    all.extend(lending.iter().map(|msg| (house.lending.clone(), bytes(msg))));
    all.extend(auction.iter().map(|msg| (house.auction.clone(), bytes(msg))));
    all.extend(fund.iter().map(|msg| (house.fund.clone(), bytes(msg))));
    for to in [&house.lending, &house.auction, &house.fund] {
        for nonsense in [r#"{}"#, r#"{"unheard_of":{}}"#, r#""supply""#, "7"] {
            all.push((to.clone(), Binary::from(nonsense.as_bytes())));
        }
    }
    all
}

#[test]
fn pitfall_02_a_hook_reaches_no_message_that_takes_no_coins_not_even_through_a_listed_token() {
    let mut loan = with_open_lot();
    let false_token = counterfeit(&mut loan.world);
    let owner = loan.world.cast().owner.clone();
    let auction = loan.world.contracts().auction;
    loan.world.fund(&loan.keeper, &[DOLLAR.coin(5)]);
    for (to, msg) in without_coins(&loan) {
        // The keeper sends true tokens with it.
        let send = Cw20ExecuteMsg::Send {
            contract: to.to_string(),
            amount: DOLLAR.units(1).into(),
            msg: msg.clone(),
        };
        let token = Addr::unchecked(DOLLAR.token().unwrap());
        let refused = loan.world.execute(&loan.keeper, &token, &send, &[]);
        assert!(refused.unwrap_err().code().ends_with("/3"));
        // A counterfeit names whoever may do it.
        for named in [&owner, &auction, &loan.lender, &loan.borrower] {
            let call = forged(&false_token, raw_hook(&to, named, 1, &msg));
            let refused = loan.world.run(&loan.keeper, call).unwrap_err();
            assert!(refused.code().ends_with("/3"), "{refused}");
        }
    }
    assert_eq!(
        loan.world.balance(&loan.keeper, DOLLAR.denom),
        DOLLAR.units(5)
    );
}

#[test]
fn pitfall_02_nothing_of_a_token_is_refused() {
    let mut loan = with_open_lot();
    let keeper = loan.keeper.clone();
    for (to, msg, code) in with_coins(&loan) {
        let (contract, _) = code.split_once('/').unwrap();
        for asset in [ETHER, DOLLAR] {
            let token = Addr::unchecked(asset.token().unwrap());
            // By the token itself, should it pass on a zero.
            let call = Call::of(raw_hook(&to, &keeper, 0, &msg));
            let refused = loan.world.run(&token, call).unwrap_err();
            assert_eq!(refused.code(), format!("{contract}/3"), "{refused}");
            let send = Cw20ExecuteMsg::Send {
                contract: to.to_string(),
                amount: 0u128.into(),
                msg: msg.clone(),
            };
            assert!(loan.world.execute(&keeper, &token, &send, &[]).is_err());
        }
    }
}

#[test]
fn pitfall_02_coins_beside_a_hook_are_refused_by_name() {
    let mut loan = with_open_lot();
    let keeper = loan.keeper.clone();
    for (to, msg, code) in with_coins(&loan) {
        let (contract, _) = code.split_once('/').unwrap();
        for asset in [ETHER, DOLLAR] {
            let token = Addr::unchecked(asset.token().unwrap());
            let beside = vec![Coin::new(5u128, "ustrange")];
            loan.world.forge(&token, &beside);
            let WasmMsg::Execute {
                contract_addr, msg, ..
            } = raw_hook(&to, &keeper, 1_000_000, &msg)
            else {
                unreachable!("a hook is called");
            };
            let call = Call::of(WasmMsg::Execute {
                contract_addr,
                msg,
                funds: beside,
            });
            let refused = loan.world.run(&token, call).unwrap_err();
            assert_eq!(refused.code(), format!("{contract}/3"));
            assert!(refused.to_string().contains("ustrange"), "{refused}");
        }
    }
}

#[test]
fn pitfall_02_a_listed_token_pays_for_itself_alone() {
    let mut loan = with_open_lot();
    let world = &mut loan.world;
    let house = world.contracts();
    // Dollars are no collateral, ether is no market, has no pool, buys nothing and is not what the pair's quote is.
    world.fund(&loan.keeper, &[DOLLAR.coin(5_000), ETHER.coin(100)]);
    let take = house.take(FIRST, ETHER.units(1), decimal("200"), ETHER.coin(50));
    for (call, code) in [
        (house.deposit(&loan.account, DOLLAR.coin(1)), "lending/10"),
        (house.supply(ETHER.coin(1)), "lending/9"),
        (house.repay(&loan.account, ETHER.coin(1)), "lending/9"),
        (house.stake(ETHER.coin(1)), "fund/11"),
        (house.add_income(ETHER.coin(1)), "fund/11"),
        (take, "auction/3"),
    ] {
        let refused = world.run(&loan.keeper, call).unwrap_err();
        assert_eq!(refused.code(), code, "{refused}");
    }
    // What is refused has not left its sender.
    let left = [DOLLAR, ETHER].map(|asset| world.balance(&loan.keeper, asset.denom));
    assert_eq!(left, [DOLLAR.units(5_000), ETHER.amount("100.25")]);
}

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
        (house.oracle.clone(), bytes(&refresh), "oracle/3"),
        (house.lending.clone(), bytes(&reconcile), "lending/3"),
    ];
    for (to, msg) in [
        (&house.lending, r#"{"supply":{}}"#),
        (&house.lending, r#"{"deposit":{}}"#),
        (&house.lending, r#"{"repay":{}}"#),
        (&house.auction, r#"{"advance":{"lot":{"pair":1,"number":1}}}"#),
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
        assert_eq!(refused.code(), "lending/59");
        let treasury = world.cast().treasury.to_string();
        let open = lending::GovernMsg::ListMarket {
            denom: denom.clone(),
            terms: terms::market_terms(DOLLAR, &[(&treasury, 10_000)]),
        };
        let refused = world.govern_lending(open).unwrap_err();
        assert_eq!(refused.code(), "lending/59");
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
