//! What governance sets: bounds, steps, who may.

use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env};
use cosmwasm_std::{coins, Uint128};
use cw_ownable::Action;
use gavel_math::stakes::MOST_STAKED;
use gavel_types::insurance::*;
use gavel_types::parameters::ParameterError;

use super::bench::*;
use crate::contract;
use crate::ContractError;

fn out_of_bounds(refused: &ContractError) -> bool {
    matches!(
        refused,
        ContractError::Parameter(ParameterError::OutOfBounds { .. })
    )
}

fn instantiated(change: fn(&mut InstantiateMsg)) -> Result<(), ContractError> {
    let mut deps = mock_dependencies();
    let mut msg = InstantiateMsg {
        owner: deps.api.addr_make("owner").into(),
        config: config(),
    };
    change(&mut msg);
    let info = message_info(&deps.api.addr_make("deployer"), &[]);
    contract::instantiate(deps.as_mut(), mock_env(), info, msg).map(|_| ())
}

#[test]
fn pitfall_54_every_bound_of_the_configuration_holds_at_instantiate_and_update() {
    let bad: [fn(&mut Config); 10] = [
        |config| config.cooldown_seconds = DAY - 1,
        |config| config.cooldown_seconds = 30 * DAY + 1,
        |config| config.window_seconds = DAY - 1,
        |config| config.window_seconds = 14 * DAY + 1,
        // Longer than the cooldown.
        |config| {
            config.cooldown_seconds = 2 * DAY;
            config.window_seconds = 2 * DAY + 1;
        },
        |config| config.reward_seconds = DAY - 1,
        |config| config.reward_seconds = 90 * DAY + 1,
        |config| config.repay_seconds = DAY - 1,
        |config| config.repay_seconds = 30 * DAY + 1,
        |config| {
            config.cooldown_seconds = 30 * DAY;
            config.window_seconds = 15 * DAY;
        },
    ];
    for break_it in bad {
        let mut deps = mock_dependencies();
        let mut broken = config();
        break_it(&mut broken);
        let msg = InstantiateMsg {
            owner: deps.api.addr_make("owner").into(),
            config: broken.clone(),
        };
        let info = message_info(&deps.api.addr_make("deployer"), &[]);
        let refused = contract::instantiate(deps.as_mut(), mock_env(), info, msg).unwrap_err();
        assert!(out_of_bounds(&refused), "{refused}");
        let mut bench = Bench::live();
        let refused = bench
            .try_govern(GovernMsg::UpdateConfig(broken))
            .unwrap_err();
        assert_eq!(refused.code(), 5, "{refused}");
    }
    assert!(instantiated(|_| ()).is_ok());
    assert_eq!(
        instantiated(|msg| msg.owner = msg.owner.to_uppercase())
            .unwrap_err()
            .code(),
        32
    );
    assert_eq!(
        instantiated(|msg| msg.config.guardian = Some(String::new()))
            .unwrap_err()
            .code(),
        32
    );
}

#[test]
fn a_fund_takes_no_coins_when_it_is_set_up() {
    let mut deps = mock_dependencies();
    let msg = InstantiateMsg {
        owner: deps.api.addr_make("owner").into(),
        config: config(),
    };
    let info = message_info(&deps.api.addr_make("deployer"), &coins(1, USD));
    let refused = contract::instantiate(deps.as_mut(), mock_env(), info, msg);
    assert_eq!(refused.unwrap_err().code(), 3);
}

#[test]
fn times_move_by_a_week_and_the_window_by_three_days_an_update() {
    let far: [fn(&mut Config); 4] = [
        |config| config.cooldown_seconds += 7 * DAY + 1,
        |config| config.window_seconds += 3 * DAY + 1,
        |config| config.reward_seconds += 7 * DAY + 1,
        |config| config.repay_seconds -= 7 * DAY + 1,
    ];
    for move_it in far {
        let mut bench = Bench::live();
        let mut moved = config();
        move_it(&mut moved);
        let refused = bench
            .try_govern(GovernMsg::UpdateConfig(moved))
            .unwrap_err();
        assert!(matches!(
            refused,
            ContractError::Parameter(ParameterError::StepTooLarge { .. })
        ));
    }
    let mut bench = Bench::live();
    let moved = Config {
        guardian: None,
        cooldown_seconds: 14 * DAY,
        window_seconds: 6 * DAY,
        reward_seconds: 17 * DAY,
        repay_seconds: 7 * DAY,
    };
    bench.govern(GovernMsg::UpdateConfig(moved.clone()));
    let told: ConfigResponse = bench.ask(QueryMsg::Config {});
    assert_eq!(told.config, moved);
    assert_eq!(bench.pause("guardian").unwrap_err().code(), 7);
}

#[test]
fn pitfall_54_every_bound_of_a_pool_holds_when_it_is_created_and_updated() {
    let bad: [fn(&mut PoolTerms); 4] = [
        |terms| terms.stake_cap = Uint128::new(MOST_STAKED + 1),
        |terms| terms.income_target = Uint128::new(MOST_STAKED + 1),
        |terms| terms.day_cap = Uint128::zero(),
        |terms| terms.day_cap = Uint128::new(MOST_STAKED + 1),
    ];
    for break_it in bad {
        let mut bench = Bench::live();
        let mut broken = terms();
        break_it(&mut broken);
        for (denom, update) in [("uatom", false), (USD, true)] {
            let (denom, terms) = (denom.to_owned(), broken.clone());
            let msg = if update {
                GovernMsg::UpdatePool { denom, terms }
            } else {
                GovernMsg::CreatePool { denom, terms }
            };
            let refused = bench.try_govern(msg).unwrap_err();
            assert!(out_of_bounds(&refused), "{refused}");
        }
    }
}

#[test]
fn a_pools_limits_move_at_once_but_for_the_cover_of_a_day_which_doubles() {
    let mut bench = Bench::live();
    let update = |stake_cap: u128, day_cap: u128| GovernMsg::UpdatePool {
        denom: USD.into(),
        terms: PoolTerms {
            stake_cap: stake_cap.into(),
            income_target: Uint128::new(MOST_STAKED),
            day_cap: day_cap.into(),
        },
    };
    assert_eq!(
        bench.try_govern(update(0, 1_600_001)).unwrap_err().code(),
        5
    );
    bench.govern(update(0, 1_600_000));
    assert_eq!(bench.stake("ann", 1).unwrap_err().code(), 21);
    let told = bench.pool().terms;
    assert_eq!(told.day_cap.u128(), 1_600_000);
    bench.wait(DAY);
    bench.govern(update(MOST_STAKED, 1));
    bench.stake("ann", MOST_STAKED).unwrap();
}

#[test]
fn an_asset_has_one_pool_and_a_name() {
    let mut bench = Bench::live();
    for (denom, code) in [
        (USD.to_owned(), 12),
        (String::new(), 31),
        ("d".repeat(129), 31),
    ] {
        let terms = terms();
        let refused = bench.try_govern(GovernMsg::CreatePool { denom, terms });
        assert_eq!(refused.unwrap_err().code(), code);
    }
    let (denom, terms) = ("uatom".to_owned(), terms());
    let refused = bench.try_govern(GovernMsg::UpdatePool { denom, terms });
    assert_eq!(refused.unwrap_err().code(), 11);
}

#[test]
fn pools_are_counted_up_to_their_most() {
    let mut bench = Bench::empty();
    for number in 0..256 {
        let denom = format!("coin{number}");
        let terms = terms();
        bench.govern(GovernMsg::CreatePool { denom, terms });
    }
    let (denom, terms) = ("more".to_owned(), terms());
    let refused = bench.try_govern(GovernMsg::CreatePool { denom, terms });
    assert_eq!(refused.unwrap_err().code(), 13);
}

#[test]
fn only_a_contract_is_registered_and_only_once() {
    let mut bench = Bench::live();
    assert_eq!(bench.register("ann", caps()).unwrap_err().code(), 20);
    assert_eq!(bench.register("market", caps()).unwrap_err().code(), 17);
    let nothing = CoverCaps {
        event_cap: Uint128::zero(),
        day_cap: Uint128::zero(),
    };
    assert_eq!(bench.register("market 3", nothing).unwrap_err().code(), 5);
    let (market, denom) = (bench.who("market 3").to_string(), USD.to_owned());
    let unknown = GovernMsg::UnregisterMarket { market, denom };
    assert_eq!(bench.try_govern(unknown).unwrap_err().code(), 14);
    let (market, denom) = (bench.who("market").to_string(), USD.to_owned());
    let off = GovernMsg::UnregisterMarket { market, denom };
    bench.govern(off.clone());
    assert_eq!(bench.try_govern(off).unwrap_err().code(), 15);
    let update = GovernMsg::UpdateMarket {
        market: bench.who("market").into(),
        denom: USD.into(),
        caps: caps(),
    };
    assert_eq!(bench.try_govern(update).unwrap_err().code(), 15);
    // Registered anew it has its old record, and new caps.
    bench.register("market", caps()).unwrap();
    assert!(bench.market("market").registered);
}

#[test]
fn the_chains_governance_does_what_the_owner_may() {
    let mut bench = Bench::live();
    let env = bench.env();
    contract::sudo(bench.deps.as_mut(), env, GovernMsg::Pause {}).unwrap();
    assert_eq!(bench.stake("ann", 1).unwrap_err().code(), 8);
    let env = bench.env();
    contract::sudo(bench.deps.as_mut(), env, GovernMsg::Unpause {}).unwrap();
    let env = bench.env();
    let far = Config {
        cooldown_seconds: 30 * DAY,
        ..config()
    };
    let refused = contract::sudo(bench.deps.as_mut(), env, GovernMsg::UpdateConfig(far));
    assert_eq!(refused.unwrap_err().code(), 5);
}

#[test]
fn pitfall_53_the_owner_changes_in_two_steps() {
    let mut bench = Bench::live();
    let transfer = Action::TransferOwnership {
        new_owner: bench.who("next").into(),
        expiry: None,
    };
    let hand_over = |bench: &mut Bench, who: &str, action: Action| {
        bench.run(who, ExecuteMsg::UpdateOwnership(action), &[])
    };
    hand_over(&mut bench, "eve", transfer.clone()).unwrap_err();
    let done = hand_over(&mut bench, "owner", transfer).unwrap();
    let next = bench.who("next").to_string();
    assert_eq!(attribute(&done, "update_ownership", "pending_owner"), next);
    bench.govern(GovernMsg::Pause {});
    hand_over(&mut bench, "eve", Action::AcceptOwnership).unwrap_err();
    hand_over(&mut bench, "next", Action::AcceptOwnership).unwrap();
    assert_eq!(
        bench.try_govern(GovernMsg::Unpause {}).unwrap_err().code(),
        4
    );
    let msg = ExecuteMsg::Govern(GovernMsg::Unpause {});
    bench.run("next", msg, &[]).unwrap();
}
