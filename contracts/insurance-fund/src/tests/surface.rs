//! Migration, the interface, the events.

use cosmwasm_schema::generate_api;
use cosmwasm_std::testing::mock_env;
use cosmwasm_std::Response;
use gavel_types::insurance::*;

use super::bench::*;
use crate::contract::{migrate, CONTRACT_NAME, CONTRACT_VERSION};
use crate::ContractError;

fn migrated_from(contract: &str, version: &str) -> Result<Response, ContractError> {
    let mut bench = Bench::live();
    cw2::set_contract_version(&mut bench.deps.storage, contract, version).unwrap();
    migrate(bench.deps.as_mut(), mock_env(), MigrateMsg {})
}

#[test]
fn this_version_and_earlier_ones_migrate() {
    assert_eq!(CONTRACT_NAME, "crates.io:gavel-insurance-fund");
    for version in [CONTRACT_VERSION, "0.0.9"] {
        let done = migrated_from(CONTRACT_NAME, version).unwrap();
        assert_eq!(told(&done), ["migrate"]);
        assert_eq!(attribute(&done, "migrate", "from"), version);
        assert_eq!(attribute(&done, "migrate", "to"), CONTRACT_VERSION);
    }
}

#[test]
fn pitfall_55_another_contract_and_a_later_version_do_not_migrate() {
    for (contract, version) in [
        ("gavel-insurance-fund", CONTRACT_VERSION),
        ("crates.io:gavel-lending", CONTRACT_VERSION),
        (CONTRACT_NAME, "99.0.0"),
        (CONTRACT_NAME, "new"),
    ] {
        let refused = migrated_from(contract, version).unwrap_err();
        assert_eq!(refused.code(), 6, "{refused}");
    }
}

#[test]
fn the_checked_in_schema_is_that_of_the_messages() {
    let api = generate_api! {
        name: "gavel-insurance-fund",
        instantiate: InstantiateMsg,
        execute: ExecuteMsg,
        query: QueryMsg,
        migrate: MigrateMsg,
        sudo: SudoMsg,
    };
    let now = api.render().to_string().unwrap();
    let stored = include_str!("../../../../schema/gavel-insurance-fund.json");
    assert!(
        stored.trim_end() == now,
        "write it anew: cargo run -p gavel-insurance-fund --example schema"
    );
}

/// The attributes of an event as the documents list them.
fn listed(name: &str) -> Vec<&'static str> {
    let document = include_str!("../../../../docs/events.md");
    let (_, section) = document.split_once("\n## Insurance fund\n").unwrap();
    let section = section.split("\n## ").next().unwrap();
    let begins = format!("| `{name}` |");
    let mut rows = section.lines().filter(|line| line.starts_with(&begins));
    let row = rows
        .next()
        .unwrap_or_else(|| panic!("{name} is not listed"));
    let cell = row.split('|').nth(3).unwrap();
    cell.split_whitespace()
        .map(|word| word.trim_matches('`'))
        .collect()
}

/// The names of a message's events, whose attributes are those listed.
fn told(response: &Response) -> Vec<&str> {
    for event in &response.events {
        let attributes = event.attributes.iter().map(|told| told.key.as_str());
        assert_eq!(attributes.collect::<Vec<_>>(), listed(&event.ty));
    }
    let events = response.events.iter();
    events.map(|event| event.ty.as_str()).collect()
}

#[test]
fn pitfall_60_every_change_is_told_by_an_event_named_like_its_message() {
    let mut bench = Bench::live();
    let market = || Bench::empty().who("market").to_string();
    let denom = || USD.to_owned();
    assert_eq!(told(&bench.stake("ann", 100).unwrap()), ["stake"]);
    assert_eq!(told(&bench.queue("ann", Some(5)).unwrap()), ["queue_exit"]);
    assert_eq!(told(&bench.cancel("ann").unwrap()), ["cancel_exit"]);
    bench.queue("ann", Some(50_000_000)).unwrap();
    bench.wait(7 * DAY);
    let unstake = ExecuteMsg::Unstake {
        denom: denom(),
        recipient: None,
    };
    let done = bench.run("ann", unstake, &[]).unwrap();
    assert_eq!(told(&done), ["unstake"]);
    assert_eq!(attribute(&done, "unstake", "amount"), "50");
    let cover = ExecuteMsg::Cover {
        denom: denom(),
        amount: 60u128.into(),
    };
    assert_eq!(told(&bench.run("market", cover, &[]).unwrap()), ["cover"]);
    assert_eq!(told(&bench.income(30)), ["add_income"]);
    let done = bench.repay("market").unwrap();
    assert_eq!(told(&done), ["repay_shortfall"]);
    assert_eq!(attribute(&done, "repay_shortfall", "amount"), "10");
    let funds = cosmwasm_std::coins(5, USD);
    let done = bench.run("ann", ExecuteMsg::FundFirstLoss {}, &funds);
    assert_eq!(told(&done.unwrap()), ["fund_first_loss"]);
    assert_eq!(told(&bench.pause("owner").unwrap()), ["pause"]);
    for (change, name) in [
        (GovernMsg::Unpause {}, "unpause"),
        (GovernMsg::Pause {}, "pause"),
        (
            GovernMsg::CreatePool {
                denom: "uatom".into(),
                terms: terms(),
            },
            "create_pool",
        ),
        (
            GovernMsg::UpdatePool {
                denom: denom(),
                terms: terms(),
            },
            "update_pool",
        ),
        (
            GovernMsg::UpdateMarket {
                market: market(),
                denom: denom(),
                caps: caps(),
            },
            "update_market",
        ),
        (
            GovernMsg::UnregisterMarket {
                market: market(),
                denom: denom(),
            },
            "unregister_market",
        ),
        (
            GovernMsg::RegisterMarket {
                market: market(),
                denom: denom(),
                caps: caps(),
            },
            "register_market",
        ),
        (
            GovernMsg::WithdrawPurse {
                denom: denom(),
                purse: Purse::FirstLoss,
                amount: 1u128.into(),
                recipient: market(),
            },
            "withdraw_purse",
        ),
        (GovernMsg::UpdateConfig(config()), "update_config"),
    ] {
        assert_eq!(told(&bench.govern(change)), [name]);
    }
    let accept = ExecuteMsg::UpdateOwnership(cw_ownable::Action::RenounceOwnership);
    let done = bench.run("owner", accept, &[]).unwrap();
    assert_eq!(told(&done), ["update_ownership"]);
}

#[test]
fn moving_shortfalls_is_told_too() {
    let mut bench = Bench::live();
    bench.cover("market", 7).unwrap();
    let (market, denom) = (bench.who("market").to_string(), USD.to_owned());
    bench.govern(GovernMsg::UnregisterMarket { market, denom });
    let done = bench.govern(GovernMsg::MoveShortfalls {
        market: bench.who("market").into(),
        denom: USD.into(),
        to: bench.who("market 3").into(),
    });
    assert_eq!(told(&done), ["move_shortfalls"]);
    assert_eq!(attribute(&done, "move_shortfalls", "owed"), "7");
}
