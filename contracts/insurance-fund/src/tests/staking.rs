//! Staking.

use cosmwasm_std::{coins, Coin};
use gavel_types::funds::FundsError;
use gavel_types::insurance::ExecuteMsg;

use super::bench::*;
use crate::ContractError;

#[test]
fn a_stake_is_worth_itself_and_the_books_know_it() {
    let mut bench = Bench::live();
    let done = bench.stake("ann", 600).unwrap();
    assert_eq!(attribute(&done, "stake", "shares"), "600000000");
    bench.stake("bob", 400).unwrap();
    let pool = bench.pool();
    assert_eq!(
        (pool.staked.u128(), pool.shares.u128()),
        (1_000, 1_000_000_000)
    );
    assert_eq!((bench.worth("ann"), bench.worth("bob")), (600, 400));
}

#[test]
fn one_may_stake_for_another() {
    let mut bench = Bench::live();
    let msg = ExecuteMsg::Stake {
        on_behalf_of: Some(bench.who("ann").into()),
    };
    bench.run("bob", msg, &coins(600, USD)).unwrap();
    assert_eq!((bench.worth("ann"), bench.worth("bob")), (600, 0));
    assert_eq!(bench.purse("bob"), -600);
}

#[test]
fn the_cap_leaves_room_for_what_it_says() {
    let mut bench = Bench::live();
    bench.stake("ann", 999_000).unwrap();
    let refused = bench.stake("bob", 1_001).unwrap_err();
    assert_eq!(
        refused,
        ContractError::StakeCap {
            denom: USD.into(),
            cap: 1_000_000u128.into(),
            room: 1_000u128.into()
        }
    );
    bench.stake("bob", 1_000).unwrap();
}

#[test]
fn only_one_coin_that_has_a_pool_is_taken() {
    let mut bench = Bench::live();
    let stake = ExecuteMsg::Stake { on_behalf_of: None };
    let refused = bench.run("ann", stake.clone(), &[]).unwrap_err();
    assert!(matches!(
        refused,
        ContractError::Funds(FundsError::Missing { .. })
    ));
    let both = [Coin::new(1u128, "uatom"), Coin::new(9u128, USD)];
    let refused = bench.run("ann", stake.clone(), &both).unwrap_err();
    assert!(refused.to_string().contains(USD), "{refused}");
    let refused = bench.run("ann", stake, &coins(1, "uatom")).unwrap_err();
    assert_eq!(refused.code(), 11);
}

#[test]
fn a_stake_too_small_for_a_fair_number_of_shares_is_refused() {
    let mut bench = Bench::live();
    bench.stake("ann", 1).unwrap();
    bench.income(1_000_000);
    bench.wait(10 * DAY);
    // 2,000,000 shares, half of them nobody's, for 1,000,002: 500 units get 999 shares.
    let refused = bench.stake("bob", 500).unwrap_err();
    assert_eq!(
        refused.code(),
        21,
        "the income alone fills the cap: {refused}"
    );
    bench.govern(gavel_types::insurance::GovernMsg::UpdatePool {
        denom: USD.into(),
        terms: gavel_types::insurance::PoolTerms {
            stake_cap: 9_000_000u128.into(),
            ..terms()
        },
    });
    assert_eq!(bench.stake("bob", 500).unwrap_err().code(), 22);
    bench.stake("bob", 501).unwrap();
}
