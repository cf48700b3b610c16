//! Attacks on the design, by their numbers.

use cosmwasm_std::Uint128;
use gavel_types::insurance::{Config, CoverCaps, GovernMsg, Purse};

use super::bench::*;
use crate::ContractError;

#[test]
fn attack_01_nothing_that_one_does_in_one_transaction_raises_what_ones_shares_redeem_for() {
    let mut bench = Bench::live();
    bench.stake("ann", 10_000).unwrap();
    bench.stake("eve", 10).unwrap();
    bench.queue("eve", None).unwrap();
    bench.income(3_000);
    bench.cover("market", 500).unwrap();
    bench.wait(8 * DAY);
    bench.donate("lending", 4_000, USD);
    let before = bench.worth("eve");
    // Income that waits to be absorbed, a large stake behind the queue, and out again.
    bench.absorb().unwrap();
    bench.stake("eve", 400_000).unwrap();
    bench.first_loss(50);
    let total = bench.worth("eve");
    assert!(total <= before + 400_000, "{total}");
    let got = bench.unstake("eve").unwrap();
    assert!(got + bench.worth("eve") <= before + 400_000);
}

#[test]
fn attack_01_a_repaid_shortfall_tells_the_market_to_let_it_flow() {
    let mut bench = Bench::live();
    bench.cover("market", 70).unwrap();
    bench.income(70);
    bench.repay("market").unwrap();
    assert_eq!(bench.repaid[0].2, 14 * DAY);
}

#[test]
fn attack_16_a_payment_leaves_once() {
    let mut bench = Bench::live();
    bench.cover("market", 70).unwrap();
    bench.income(50);
    bench.repay("market").unwrap();
    assert_eq!(bench.repay("market").unwrap_err().code(), 28);
    assert_eq!(bench.purse("market"), 50);
}

#[test]
fn attack_20_the_guardian_pauses_and_nothing_else() {
    let mut bench = Bench::live();
    let changes = [
        GovernMsg::Unpause {},
        GovernMsg::Pause {},
        GovernMsg::UpdateConfig(config()),
        GovernMsg::CreatePool {
            denom: "uatom".into(),
            terms: terms(),
        },
    ];
    for who in ["guardian", "eve", "market"] {
        for change in changes.clone() {
            let msg = gavel_types::insurance::ExecuteMsg::Govern(change);
            assert_eq!(bench.run(who, msg, &[]).unwrap_err().code(), 4);
        }
    }
    assert_eq!(bench.pause("eve").unwrap_err().code(), 7);
    bench.pause("guardian").unwrap();
    let again = bench.pause("guardian").unwrap_err();
    let ready_at = bench.now + 9 * DAY;
    assert_eq!(again, ContractError::GuardianRests { ready_at });
}

#[test]
fn attack_20_a_pause_ends_by_itself_unless_governance_renews_it() {
    let mut bench = Bench::live();
    bench.pause("guardian").unwrap();
    bench.wait(2 * DAY - 1);
    assert_eq!(bench.stake("ann", 10).unwrap_err().code(), 8);
    bench.wait(1);
    bench.stake("ann", 10).unwrap();
    bench.pause("owner").unwrap();
    bench.wait(DAY);
    bench.pause("owner").unwrap();
    bench.wait(DAY);
    assert_eq!(bench.stake("ann", 10).unwrap_err().code(), 8);
    bench.govern(GovernMsg::Unpause {});
    bench.stake("ann", 10).unwrap();
    assert_eq!(
        bench.try_govern(GovernMsg::Unpause {}).unwrap_err().code(),
        10
    );
}

#[test]
fn attack_20_identical_messages_in_one_proposal_move_a_set_once() {
    let mut bench = Bench::live();
    let longer = GovernMsg::UpdateConfig(Config {
        cooldown_seconds: 14 * DAY,
        ..config()
    });
    bench.govern(longer.clone());
    assert_eq!(bench.try_govern(longer).unwrap_err().code(), 5);
    let pool = GovernMsg::UpdatePool {
        denom: USD.into(),
        terms: gavel_types::insurance::PoolTerms {
            day_cap: Uint128::new(1_600_000),
            ..terms()
        },
    };
    bench.govern(pool.clone());
    assert_eq!(bench.try_govern(pool).unwrap_err().code(), 5);
}

#[test]
fn attack_20_a_new_market_draws_only_when_all_who_do_not_want_it_could_have_left() {
    let mut bench = Bench::live();
    bench.stake("ann", 1_000).unwrap();
    bench.register("market 3", caps()).unwrap();
    // The same proposal makes leaving as slow as it may.
    bench.govern(GovernMsg::UpdateConfig(Config {
        cooldown_seconds: 14 * DAY,
        ..config()
    }));
    let active_at = bench.now + 17 * DAY;
    bench.wait(DAY - 1);
    bench.queue("ann", None).unwrap();
    assert_eq!(
        bench.cover("market 3", 1_000).unwrap_err(),
        ContractError::NotActive {
            market: bench.who("market 3").into(),
            active_at
        }
    );
    bench.wait(16 * DAY);
    assert_eq!(bench.cover("market 3", 1_000).unwrap_err().code(), 16);
    assert_eq!(bench.unstake("ann"), Ok(1_000));
    bench.wait(1);
    assert_eq!(bench.cover("market 3", 1_000), Ok((0, 1_000)));
}

#[test]
fn attack_20_registering_a_market_anew_does_not_raise_its_caps_at_once() {
    let mut bench = Bench::live();
    bench.stake("ann", 1_000_000).unwrap();
    let (market, denom) = (bench.who("market").to_string(), USD.to_owned());
    bench.govern(GovernMsg::UnregisterMarket { market, denom });
    let wide = CoverCaps {
        event_cap: Uint128::new(1_000_000),
        day_cap: Uint128::new(1_000_000),
    };
    bench.register("market", wide).unwrap();
    assert_eq!(bench.cover("market", 1_000_000).unwrap_err().code(), 16);
}

#[test]
fn attack_20_the_protocols_money_leaves_a_fifth_a_day_and_never_what_is_owed() {
    let mut bench = Bench::live();
    bench.first_loss(1_000);
    let withdraw = |purse, amount: u128| GovernMsg::WithdrawPurse {
        denom: USD.into(),
        purse,
        amount: amount.into(),
        recipient: Bench::empty().who("treasury").into(),
    };
    let refused = bench
        .try_govern(withdraw(Purse::FirstLoss, 201))
        .unwrap_err();
    assert_eq!(
        refused,
        ContractError::PurseLimit {
            denom: USD.into(),
            most: Uint128::new(200),
            asked: Uint128::new(201)
        }
    );
    assert_eq!(
        bench
            .try_govern(withdraw(Purse::Income, 1))
            .unwrap_err()
            .code(),
        30
    );
    assert_eq!(
        bench
            .try_govern(withdraw(Purse::FirstLoss, 0))
            .unwrap_err()
            .code(),
        30
    );
    bench.govern(withdraw(Purse::FirstLoss, 200));
    assert_eq!(bench.purse("treasury"), -800);
    let again = bench.try_govern(withdraw(Purse::FirstLoss, 1)).unwrap_err();
    assert_eq!(again.code(), 5);
    bench.wait(DAY);
    // A cover that its cap held leaves 790 owed of the 800 that are there: 10 are spare.
    let low = CoverCaps {
        event_cap: Uint128::one(),
        day_cap: Uint128::one(),
    };
    bench.govern(GovernMsg::UpdateMarket {
        market: bench.who("market").into(),
        denom: USD.into(),
        caps: low,
    });
    assert_eq!(bench.cover("market", 790), Ok((1, 789)));
    let refused = bench
        .try_govern(withdraw(Purse::FirstLoss, 11))
        .unwrap_err();
    assert_eq!(refused.code(), 30);
    bench.govern(withdraw(Purse::FirstLoss, 10));
}
