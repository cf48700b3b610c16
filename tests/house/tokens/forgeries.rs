//! Pitfall 2, tried with tokens: hooks that lie, and hooks that carry what they must not.

use cosmwasm_std::{to_json_binary, Addr, Binary, Coin, WasmMsg};
use cw20::Cw20ExecuteMsg;
use gavel_testing::{decimal, Call, DOLLAR, ETHER};
use gavel_types::consignor::Settlement;
use gavel_types::{auction, insurance, lending};
use serde::Serialize;

use super::hostile::{counterfeit, forged, hook};
use super::{with_open_lot, Loan, FIRST};

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
        max_reward_bps: None,
    };
    let take = auction::ReceiveMsg::Take {
        lot: FIRST,
        amount: ETHER.units(10).into(),
        max_price: decimal("200"),
        min_amount: None,
        recipient: None,
        callback: None,
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
            // Who consigns is asked before what is consigned, and only the lending contract may.
            let outsider = msg.as_slice().starts_with(br#"{"consign"#) && *named != house.lending;
            let code = if outsider { "auction/12" } else { code };
            let hook = raw_hook(&to, named, 1_000_000_000, &msg);
            // By a contract, and by a person who calls the hook himself.
            for call in [forged(&false_token, hook.clone()), Call::of(hook)] {
                let refused = loan.world.run(&stranger, call).unwrap_err();
                assert_eq!(refused.code(), code, "{to} for {named}");
            }
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
        rewards: 0u128.into(),
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
    all.extend(
        lending
            .iter()
            .map(|msg| (house.lending.clone(), bytes(msg))),
    );
    all.extend(
        auction
            .iter()
            .map(|msg| (house.auction.clone(), bytes(msg))),
    );
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
fn pitfall_02_an_amount_of_zero_is_refused() {
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
