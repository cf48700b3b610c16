//! Pitfall 55: a contract is migrated from itself alone, and from no later version.

use cosmwasm_std::{
    to_json_vec, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdResult,
};
use cw_multi_test::{Contract, ContractWrapper};
use gavel_testing::{Checks, Codes, World};
use serde_json::json;

/// A contract that says it is whatever its message says: `[name, version]`, stored as cw2 stores it.
fn impostor() -> Box<dyn Contract<Empty>> {
    fn instantiate(
        deps: DepsMut,
        _: Env,
        _: MessageInfo,
        msg: (String, String),
    ) -> StdResult<Response> {
        let info = to_json_vec(&json!({"contract": msg.0, "version": msg.1}))?;
        deps.storage.set(b"contract_info", &info);
        Ok(Response::new())
    }
    fn execute(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
        Ok(Response::new())
    }
    fn query(_: Deps, _: Env, _: Empty) -> StdResult<Binary> {
        Ok(Binary::default())
    }
    Box::new(ContractWrapper::new(execute, instantiate, query))
}

type Code = Box<dyn Contract<Empty>>;

/// How to make a code, its cw2 name, and what it refuses another name or a later version with.
type Upgrade = (fn() -> Code, &'static str, &'static str);

/// Each contract.
fn codes() -> [Upgrade; 3] {
    [
        (
            || Codes::native().lending,
            "crates.io:gavel-lending",
            "lending/42",
        ),
        (
            || Codes::native().auction,
            "crates.io:gavel-auction",
            "auction/38",
        ),
        (
            || Codes::native().oracle,
            "crates.io:gavel-oracle-adapter",
            "oracle/23",
        ),
    ]
}

#[test]
fn pitfall_55_a_contract_of_another_name_is_not_migrated() {
    let mut world = World::builder().checks(Checks::off()).build();
    let owner = world.cast().owner.clone();
    for (code, name, refusal) in codes() {
        // Without the prefix, with another, of another crate.
        let short = name.trim_start_matches("crates.io:").to_owned();
        for other in [
            short.clone(),
            format!("crates-io:{short}"),
            "crates.io:cw20-base".to_owned(),
            String::new(),
        ] {
            let msg = (other.clone(), "0.1.0");
            let victim = world.start(impostor(), &owner, "other", &msg).unwrap();
            let refused = world.migrate(&victim, code(), &json!({}));
            assert_eq!(refused.unwrap_err().code(), refusal, "{other}");
        }
    }
}

#[test]
fn pitfall_55_no_later_version_is_migrated_back() {
    let mut world = World::builder().checks(Checks::off()).build();
    let owner = world.cast().owner.clone();
    for (code, name, refusal) in codes() {
        for later in ["99.0.0", "0.99.0", "0.1.10", "0.1.0.1", "next"] {
            let msg = (name, later);
            let victim = world.start(impostor(), &owner, "later", &msg).unwrap();
            let refused = world.migrate(&victim, code(), &json!({}));
            assert_eq!(refused.unwrap_err().code(), refusal, "{name} {later}");
        }
        let msg = (name, "0.0.9");
        let earlier = world.start(impostor(), &owner, "earlier", &msg).unwrap();
        world.migrate(&earlier, code(), &json!({})).unwrap();
    }
}

#[test]
fn pitfall_55_the_houses_contracts_are_not_migrated_to_each_others_code() {
    let mut world = World::new();
    let house = world.contracts();
    let refused = world.migrate(&house.lending, Codes::native().auction, &json!({}));
    assert_eq!(refused.unwrap_err().code(), "auction/38");
    let refused = world.migrate(&house.auction, Codes::native().oracle, &json!({}));
    assert_eq!(refused.unwrap_err().code(), "oracle/23");
    let refused = world.migrate(&house.oracle, Codes::native().lending, &json!({}));
    assert_eq!(refused.unwrap_err().code(), "lending/42");
}

#[test]
fn pitfall_55_a_migration_to_the_same_code_changes_nothing() {
    let mut loan = crate::loan::Loan::in_auction();
    let house = loan.world.contracts();
    let before = [&house.lending, &house.auction, &house.oracle]
        .map(|contract| loan.world.app().dump_wasm_raw(contract));
    for (contract, (code, _, _)) in [&house.lending, &house.auction, &house.oracle]
        .into_iter()
        .zip(codes())
    {
        loan.world.migrate(contract, code(), &json!({})).unwrap();
    }
    let after = [&house.lending, &house.auction, &house.oracle]
        .map(|contract| loan.world.app().dump_wasm_raw(contract));
    assert_eq!(before, after);
}
