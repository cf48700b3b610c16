//! Leaving: cooldown, window, pauses.

use gavel_types::insurance::{Config, GovernMsg};

use super::bench::*;
use crate::ContractError;

/// Ann has 600 and Bob 400.
fn two() -> Bench {
    let mut bench = Bench::live();
    bench.stake("ann", 600).unwrap();
    bench.stake("bob", 400).unwrap();
    bench
}

#[test]
fn queued_shares_leave_within_their_window_and_not_a_second_before() {
    let mut bench = two();
    let queued_at = bench.now;
    let done = bench.queue("ann", None).unwrap();
    let ready_at = queued_at + 7 * DAY;
    assert_eq!(
        attribute(&done, "queue_exit", "ready_at"),
        ready_at.to_string()
    );
    bench.wait(7 * DAY - 1);
    let refused = bench.unstake("ann").unwrap_err();
    assert_eq!(
        refused,
        ContractError::CoolingDown {
            denom: USD.into(),
            ready_at
        }
    );
    bench.wait(1);
    assert_eq!(bench.unstake("ann"), Ok(600));
    assert_eq!(bench.purse("ann"), 0);
    assert_eq!(bench.pool().staked.u128(), 400);
}

#[test]
fn behind_the_window_the_shares_are_staked_again_whoever_touches_them() {
    let mut bench = two();
    bench.queue("ann", None).unwrap();
    bench.wait(10 * DAY - 1);
    assert_eq!(bench.position("ann").queued.u128(), 600_000_000);
    bench.wait(1);
    assert_eq!(bench.unstake("ann").unwrap_err().code(), 24);
    let position = bench.position("ann");
    assert_eq!(
        (position.staked.u128(), position.queued.u128()),
        (600_000_000, 0)
    );
    assert_eq!((position.ready_at, position.closes_at), (None, None));
    // Bob stakes a little for Ann: what was queued is not lost.
    let msg = gavel_types::insurance::ExecuteMsg::Stake {
        on_behalf_of: Some(bench.who("ann").into()),
    };
    bench.run("bob", msg, &cosmwasm_std::coins(1, USD)).unwrap();
    assert_eq!(bench.position("ann").staked.u128(), 601_000_000);
}

#[test]
fn queueing_more_starts_the_cooldown_again_for_all() {
    let mut bench = two();
    bench.queue("ann", Some(200_000_000)).unwrap();
    bench.wait(6 * DAY);
    bench.queue("ann", Some(100_000_000)).unwrap();
    bench.wait(6 * DAY);
    assert_eq!(bench.unstake("ann").unwrap_err().code(), 25);
    bench.wait(DAY);
    assert_eq!(bench.unstake("ann"), Ok(300));
    assert_eq!(bench.position("ann").staked.u128(), 300_000_000);
}

#[test]
fn more_than_is_staked_and_nothing_cannot_be_queued() {
    let mut bench = two();
    for asked in [Some(0), Some(600_000_001)] {
        assert_eq!(bench.queue("ann", asked).unwrap_err().code(), 23);
    }
    assert_eq!(bench.queue("eve", None).unwrap_err().code(), 23);
}

#[test]
fn a_cancelled_exit_is_staked_again_at_once() {
    let mut bench = two();
    bench.queue("ann", None).unwrap();
    bench.wait(8 * DAY);
    bench.cancel("ann").unwrap();
    assert_eq!(bench.unstake("ann").unwrap_err().code(), 24);
    assert_eq!(bench.cancel("ann").unwrap_err().code(), 24);
    assert_eq!(bench.position("ann").staked.u128(), 600_000_000);
}

#[test]
fn nothing_that_governance_changes_reaches_an_exit_that_is_queued() {
    let mut bench = two();
    bench.queue("ann", None).unwrap();
    let longer = Config {
        cooldown_seconds: 14 * DAY,
        window_seconds: DAY,
        ..config()
    };
    bench.govern(GovernMsg::UpdateConfig(longer));
    bench.queue("bob", None).unwrap();
    bench.wait(10 * DAY - 1);
    assert_eq!(bench.unstake("ann"), Ok(600));
    assert_eq!(bench.unstake("bob").unwrap_err().code(), 25);
}

#[test]
fn a_shorter_cooldown_does_not_make_a_queued_exit_ready_earlier() {
    let mut bench = two();
    bench.queue("ann", Some(1_000)).unwrap();
    let shorter = Config {
        cooldown_seconds: DAY,
        window_seconds: DAY,
        ..config()
    };
    bench.govern(GovernMsg::UpdateConfig(shorter));
    bench.queue("ann", None).unwrap();
    bench.wait(7 * DAY - 1);
    assert_eq!(bench.unstake("ann").unwrap_err().code(), 25);
    bench.wait(1);
    assert_eq!(bench.unstake("ann"), Ok(600));
}

#[test]
fn a_pause_stops_coming_and_leaving_and_takes_nothing_off_the_window() {
    let mut bench = two();
    bench.queue("ann", None).unwrap();
    // The window is open for three days; the pause takes two of them, and gives them back.
    bench.wait(9 * DAY);
    bench.pause("guardian").unwrap();
    for refused in [
        bench.stake("bob", 1).unwrap_err(),
        bench.queue("bob", None).unwrap_err(),
        bench.unstake("ann").unwrap_err(),
    ] {
        let until = bench.now + 2 * DAY;
        assert_eq!(refused, ContractError::Paused { until });
    }
    bench.wait(2 * DAY);
    let closes_at = bench.position("ann").closes_at.unwrap();
    assert_eq!(closes_at, bench.now + DAY);
    bench.wait(DAY - 1);
    assert_eq!(bench.unstake("ann"), Ok(600));
}

#[test]
fn an_exit_may_be_cancelled_while_paused() {
    let mut bench = two();
    bench.queue("ann", None).unwrap();
    bench.pause("owner").unwrap();
    bench.cancel("ann").unwrap();
}

#[test]
fn the_money_goes_where_the_staker_says() {
    let mut bench = two();
    bench.queue("ann", None).unwrap();
    bench.wait(7 * DAY);
    let msg = gavel_types::insurance::ExecuteMsg::Unstake {
        denom: USD.into(),
        recipient: Some(bench.who("cat").into()),
    };
    bench.run("ann", msg, &[]).unwrap();
    assert_eq!((bench.purse("ann"), bench.purse("cat")), (-600, 600));
}

#[test]
fn shares_worth_less_than_a_unit_are_not_burnt_for_nothing() {
    let mut bench = two();
    bench.queue("ann", Some(999_999)).unwrap();
    bench.wait(7 * DAY);
    assert_eq!(bench.unstake("ann").unwrap_err().code(), 26);
    assert_eq!(bench.position("ann").queued.u128(), 999_999);
}
