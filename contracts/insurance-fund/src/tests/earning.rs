//! Income.

use cosmwasm_std::{coins, Uint128};
use gavel_types::insurance::{ExecuteMsg, GovernMsg, PoolTerms};

use super::bench::*;

fn set_aside(bench: &mut Bench, target: u128) {
    bench.govern(GovernMsg::UpdatePool {
        denom: USD.into(),
        terms: PoolTerms {
            income_target: Uint128::new(target),
            ..terms()
        },
    });
}

#[test]
fn income_repays_then_is_set_aside_then_flows_to_stakers_over_days() {
    let mut bench = Bench::live();
    set_aside(&mut bench, 300);
    assert_eq!(bench.cover("market", 100), Ok((0, 100)));
    bench.stake("ann", 1_000).unwrap();
    let done = bench.income(60);
    assert_eq!(attribute(&done, "add_income", "repaid"), "60");
    let done = bench.income(1_340);
    for (key, value) in [
        ("repaid", "40"),
        ("set_aside", "300"),
        ("streaming", "1000"),
    ] {
        assert_eq!(attribute(&done, "add_income", key), value, "{key}");
    }
    assert_eq!(bench.worth("ann"), 1_000);
    // A tenth a day. The million shares that nobody has get 1/1,001 of it.
    bench.wait(DAY);
    let pool = bench.pool();
    assert_eq!((pool.staked.u128(), pool.streaming.u128()), (1_100, 900));
    assert_eq!(bench.worth("ann"), 1_099);
    bench.wait(9 * DAY);
    let pool = bench.pool();
    assert_eq!((pool.staked.u128(), pool.streaming.u128()), (2_000, 0));
    assert_eq!(bench.worth("ann"), 1_999);
    bench.wait(90 * DAY);
    assert_eq!(bench.pool().staked.u128(), 2_000);
}

#[test]
fn what_came_without_a_message_is_income_once_somebody_says_so() {
    let mut bench = Bench::live();
    bench.stake("ann", 1_000).unwrap();
    assert_eq!(bench.absorb().unwrap_err().code(), 27);
    bench.donate("lending", 500, USD);
    assert_eq!(bench.worth("ann"), 1_000);
    let done = bench.absorb().unwrap();
    assert_eq!(attribute(&done, "add_income", "amount"), "500");
    assert_eq!(
        attribute(&done, "add_income", "from"),
        bench.who("fund").to_string()
    );
    // At once it is nobody's: it flows like all income.
    assert_eq!(bench.worth("ann"), 1_000);
    assert_eq!(bench.absorb().unwrap_err().code(), 27);
}

#[test]
fn coins_of_an_asset_without_a_pool_are_refused_and_what_lies_there_is_not_touched() {
    let mut bench = Bench::live();
    bench.donate("eve", 5, "uatom");
    let denom = "uatom".to_owned();
    let refused = bench.run("eve", ExecuteMsg::Absorb { denom }, &[]);
    assert_eq!(refused.unwrap_err().code(), 11);
    for msg in [ExecuteMsg::AddIncome {}, ExecuteMsg::FundFirstLoss {}] {
        let refused = bench.run("eve", msg, &coins(5, "uatom")).unwrap_err();
        assert_eq!(refused.code(), 11);
    }
}

#[test]
fn the_first_loss_gives_no_shares_and_no_income() {
    let mut bench = Bench::live();
    bench.stake("ann", 1_000).unwrap();
    bench.first_loss(700);
    let pool = bench.pool();
    assert_eq!((pool.first_loss.u128(), pool.income.u128()), (700, 0));
    assert_eq!(pool.shares.u128(), 1_000_000_000);
    bench.wait(30 * DAY);
    assert_eq!(bench.worth("ann"), 1_000);
}

#[test]
fn income_of_a_unit_at_a_time_does_not_hold_up_what_flows() {
    let mut bench = Bench::live();
    bench.stake("ann", 1_000).unwrap();
    bench.income(100_000);
    bench.wait(9 * DAY);
    for _ in 0..50 {
        bench.income(1);
    }
    // 90,000 have flowed, 10,050 flow for one day more, 50/10,050 of nine days added at most.
    let pool = bench.pool();
    assert_eq!(pool.streaming.u128(), 10_050);
    assert!(pool.streaming_seconds <= DAY + 9 * DAY * 50 / 10_050);
}
