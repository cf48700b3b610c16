//! A pool whose asset a cw20 contract keeps.

use cosmwasm_std::{coins, to_json_binary};
use cw20::Cw20ReceiveMsg;
use gavel_types::asset::of_token;
use gavel_types::insurance::*;

use super::bench::*;

/// The text of the token of that name.
fn token(bench: &Bench, name: &str) -> String {
    of_token(&bench.who(name))
}

/// A fund with a pool of the token `dollar` and a market in it, a day after it was set up.
fn live() -> Bench {
    let mut bench = Bench::empty();
    let denom = token(&bench, "dollar");
    bench.govern(GovernMsg::CreatePool {
        denom: denom.clone(),
        terms: terms(),
    });
    let market = bench.who("market").into();
    bench.govern(GovernMsg::RegisterMarket {
        market,
        denom,
        caps: caps(),
    });
    bench.wait(DAY);
    bench
}

/// A token's contract calls the hook.
fn send(bench: &mut Bench, token: &str, sender: &str, amount: u128, msg: &ReceiveMsg) -> Outcome {
    let hook = Cw20ReceiveMsg {
        sender: bench.who(sender).into(),
        amount: amount.into(),
        msg: to_json_binary(msg).unwrap(),
    };
    bench.run(token, ExecuteMsg::Receive(hook), &[])
}

const STAKE: ReceiveMsg = ReceiveMsg::Stake { on_behalf_of: None };

fn pool(bench: &Bench) -> PoolResponse {
    let denom = token(bench, "dollar");
    bench.ask(QueryMsg::Pool { denom })
}

#[test]
fn a_token_is_staked_covers_a_loss_earns_and_is_redeemed() {
    let mut bench = live();
    let denom = token(&bench, "dollar");
    send(&mut bench, "dollar", "ann", 1_000, &STAKE).unwrap();
    send(
        &mut bench,
        "dollar",
        "cat",
        50,
        &ReceiveMsg::FundFirstLoss {},
    )
    .unwrap();

    // 50 of the first loss and 100 of the stakes; the fund's bench pays what the fund sends.
    let cover = ExecuteMsg::Cover {
        denom: denom.clone(),
        amount: 150u128.into(),
    };
    bench.run("market", cover, &[]).unwrap();
    assert_eq!(bench.held(&bench.who("market"), &denom), 150);
    assert_eq!(pool(&bench).staked.u128(), 900);

    // 90 of income reach the stakers over ten days.
    send(&mut bench, "dollar", "payer", 90, &ReceiveMsg::AddIncome {}).unwrap();
    let queue = ExecuteMsg::QueueExit {
        denom: denom.clone(),
        shares: None,
    };
    bench.run("ann", queue, &[]).unwrap();
    bench.wait(10 * DAY - 1);
    let unstake = ExecuteMsg::Unstake {
        denom: denom.clone(),
        recipient: Some(bench.who("heir").into()),
    };
    bench.run("ann", unstake, &[]).unwrap();
    // 900 and the income of all but a second, rounded down, less what the virtual shares keep.
    let paid = bench.held(&bench.who("heir"), &denom);
    assert!((988..=989).contains(&paid), "{paid}");
}

#[test]
fn a_shortfall_is_repaid_through_the_tokens_own_contract() {
    let mut bench = live();
    let denom = token(&bench, "dollar");
    let cover = ExecuteMsg::Cover {
        denom: denom.clone(),
        amount: 70u128.into(),
    };
    bench.run("market", cover, &[]).unwrap();
    send(&mut bench, "dollar", "payer", 60, &ReceiveMsg::AddIncome {}).unwrap();
    let repay = ExecuteMsg::RepayShortfall {
        market: bench.who("market").into(),
        denom: denom.clone(),
    };
    bench.run("anyone", repay, &[]).unwrap();
    let market = bench.who("market");
    assert_eq!(bench.repaid, [(market.to_string(), 60, 14 * DAY)]);
    assert_eq!(bench.held(&market, &denom), 60);
}

#[test]
fn tokens_that_were_only_transferred_are_absorbed_as_income() {
    let mut bench = live();
    send(&mut bench, "dollar", "ann", 1_000, &STAKE).unwrap();
    let denom = token(&bench, "dollar");
    let absorb = ExecuteMsg::Absorb {
        denom: denom.clone(),
    };
    let nothing = bench.run("anyone", absorb.clone(), &[]).unwrap_err();
    assert_eq!(nothing.code(), 27);
    bench.donate("lending", 40, &denom);
    bench.run("anyone", absorb, &[]).unwrap();
    assert_eq!(pool(&bench).streaming.u128(), 40);
}

#[test]
fn pitfall_02_only_the_pools_own_token_is_taken() {
    let mut bench = live();
    for msg in [
        STAKE,
        ReceiveMsg::AddIncome {},
        ReceiveMsg::FundFirstLoss {},
    ] {
        for fake in ["counterfeit", "ann", "owner", "fund"] {
            let refused = send(&mut bench, fake, "ann", 1_000, &msg).unwrap_err();
            assert_eq!(refused.code(), 11, "{fake}: {msg:?}");
        }
    }
    assert_eq!(pool(&bench).staked.u128(), 0);
}

#[test]
fn pitfall_02_a_token_carries_no_message_of_governance_and_moves_nobodys_stake() {
    let mut bench = live();
    send(&mut bench, "dollar", "ann", 1_000, &STAKE).unwrap();
    let denom = token(&bench, "dollar");
    let messages = [
        ExecuteMsg::Govern(GovernMsg::Pause {}),
        ExecuteMsg::Pause {},
        ExecuteMsg::UpdateOwnership(cw_ownable::Action::RenounceOwnership),
        ExecuteMsg::QueueExit {
            denom: denom.clone(),
            shares: None,
        },
        ExecuteMsg::Unstake {
            denom: denom.clone(),
            recipient: None,
        },
        ExecuteMsg::Cover {
            denom: denom.clone(),
            amount: 7u128.into(),
        },
        ExecuteMsg::Absorb { denom },
    ];
    for inner in messages {
        for named in ["owner", "ann", "market"] {
            let hook = Cw20ReceiveMsg {
                sender: bench.who(named).into(),
                amount: 1u128.into(),
                msg: to_json_binary(&inner).unwrap(),
            };
            for token in ["dollar", "counterfeit"] {
                let msg = ExecuteMsg::Receive(hook.clone());
                let refused = bench.run(token, msg, &[]).unwrap_err();
                assert_eq!(refused.code(), 3, "{inner:?}");
            }
        }
    }
}

#[test]
fn a_coin_of_the_bank_that_is_named_like_the_token_is_refused() {
    let mut bench = live();
    let false_coins = coins(1_000, token(&bench, "dollar"));
    for msg in [
        ExecuteMsg::Stake { on_behalf_of: None },
        ExecuteMsg::AddIncome {},
        ExecuteMsg::Pause {},
    ] {
        let refused = bench.run("owner", msg, &false_coins).unwrap_err();
        assert_eq!(refused.code(), 3);
        assert!(refused.to_string().contains("named like a token"));
    }
}

#[test]
fn pitfall_03_a_pool_names_a_token_in_its_one_form() {
    let mut bench = live();
    let loud = bench.who("dollar").as_str().to_uppercase();
    for denom in [format!("cw20:{loud}"), "cw20:".to_owned()] {
        let create = GovernMsg::CreatePool {
            denom,
            terms: terms(),
        };
        let refused = bench.try_govern(create).unwrap_err();
        assert_eq!(refused.code(), 34, "{refused}");
    }
}
