//! What clients match on: codes, who may call, versions, the schema, and the size of what is stored.

use super::*;
use cosmwasm_schema::generate_api;
use cosmwasm_std::{coins, StdError, Storage};
use cw_ownable::OwnershipError;
use gavel_math::price::PriceRefusal;
use gavel_math::MathError;
use gavel_types::asset::AssetRefusal;
use gavel_types::funds::FundsError;
use gavel_types::migration::MigrationRefusal;
use gavel_types::oracle::{MigrateMsg, SudoMsg};
use gavel_types::parameters::ParameterError;

use crate::contract::{migrate, CONTRACT_NAME, CONTRACT_VERSION};

fn every_error() -> Vec<ContractError> {
    let denom = || "ueth".to_owned();
    let feeder = || "feeder".to_owned();
    vec![
        StdError::generic_err("text").into(),
        MathError::Overflow.into(),
        FundsError::Missing { expected: denom() }.into(),
        OwnershipError::NotOwner.into(),
        ParameterError::TooSoon { next: 1 }.into(),
        ContractError::UnknownAsset { denom: denom() },
        ContractError::NotFeeder {
            denom: denom(),
            sender: feeder(),
        },
        ContractError::ListLength { most: 30, got: 31 },
        ContractError::NamedTwice { denom: denom() },
        ContractError::ZeroPrice {
            denom: denom(),
            age: 1,
        },
        ContractError::FromTheFuture {
            denom: denom(),
            published_at: 2,
            now: 1,
            ahead: 1,
        },
        ContractError::TooOld {
            denom: denom(),
            age: 61,
            max_age: 60,
        },
        ContractError::NotNewer {
            denom: denom(),
            published_at: 1,
            age: 1,
            last: 1,
        },
        ContractError::NoPrice { denom: denom() },
        ContractError::PriceRefused {
            denom: denom(),
            age: 1,
            reason: PriceRefusal::Pending,
        },
        ContractError::AlreadyListed { denom: denom() },
        ContractError::InvalidDenom {
            denom: denom(),
            least: 3,
            most: 128,
        },
        ContractError::DecimalsFixed {
            denom: denom(),
            from: 6,
            to: 18,
        },
        ContractError::BoundsCrossed {
            lower: decimal("2"),
            upper: decimal("1"),
        },
        ContractError::AlreadyFeeder {
            denom: denom(),
            feeder: feeder(),
        },
        ContractError::UnknownFeeder {
            denom: denom(),
            feeder: feeder(),
        },
        ContractError::FeederNeeded {
            denom: denom(),
            needed: 2,
            left: 1,
        },
        ContractError::Migration(MigrationRefusal {
            contract: denom(),
            version: "9.0.0".to_owned(),
            expected: CONTRACT_NAME,
            ours: CONTRACT_VERSION,
        }),
        ContractError::Asset(AssetRefusal {
            asset: denom(),
            reason: "text".to_owned(),
        }),
    ]
}

/// The names of all errors in the order of their codes, from 1. Clients match on the codes: append, never reorder.
const CODES: [&str; 24] = [
    "Std",
    "Math",
    "Funds",
    "Ownership",
    "Parameter",
    "UnknownAsset",
    "NotFeeder",
    "ListLength",
    "NamedTwice",
    "ZeroPrice",
    "FromTheFuture",
    "TooOld",
    "NotNewer",
    "NoPrice",
    "PriceRefused",
    "AlreadyListed",
    "InvalidDenom",
    "DecimalsFixed",
    "BoundsCrossed",
    "AlreadyFeeder",
    "UnknownFeeder",
    "FeederNeeded",
    "Migration",
    "Asset",
];

#[test]
fn every_error_keeps_its_code_and_shows_it() {
    let errors = every_error();
    assert_eq!(errors.len(), CODES.len());
    for ((code, name), error) in (1u16..).zip(CODES).zip(&errors) {
        let shown = format!("{error:?}");
        assert_eq!(shown.split([' ', '(']).next(), Some(name));
        assert_eq!(error.code(), code, "{name}");
        let text = error.to_string();
        assert!(text.starts_with(&format!("oracle/{code}: ")), "{text}");
    }
}

/// Who may call, message by message: the owner, a feeder, anyone.
#[test]
fn each_message_is_taken_from_those_who_may_send_it() {
    let push = |desk: &Desk| ExecuteMsg::PushPrices {
        prices: vec![pushed("ueth", "2000", desk.now)],
    };
    let refresh = |_: &Desk| ExecuteMsg::Refresh {
        denoms: vec!["ueth".to_owned()],
    };
    let list = |desk: &Desk| {
        ExecuteMsg::Govern(GovernMsg::ListAsset {
            denom: "uosmo".to_owned(),
            rules: rules(),
            feeders: (1..=2).map(|n| desk.feeder(n).to_string()).collect(),
        })
    };
    let update = |_: &Desk| {
        ExecuteMsg::Govern(GovernMsg::UpdateAsset {
            denom: "ueth".to_owned(),
            rules: rules(),
        })
    };
    let add = |desk: &Desk| {
        ExecuteMsg::Govern(GovernMsg::AddFeeder {
            denom: "ueth".to_owned(),
            feeder: desk.feeder(9).to_string(),
        })
    };
    let remove = |desk: &Desk| {
        ExecuteMsg::Govern(GovernMsg::RemoveFeeder {
            denom: "ueth".to_owned(),
            feeder: desk.feeder(2).to_string(),
        })
    };
    let renounce = |_: &Desk| ExecuteMsg::UpdateOwnership(cw_ownable::Action::RenounceOwnership);
    type Message<'a> = &'a dyn Fn(&Desk) -> ExecuteMsg;
    let table: [(Message, [bool; 3]); 7] = [
        (&push, [false, true, false]),
        (&refresh, [true, true, true]),
        (&list, [true, false, false]),
        (&update, [true, false, false]),
        (&add, [true, false, false]),
        (&remove, [true, false, false]),
        (&renounce, [true, false, false]),
    ];
    for (message, may) in table {
        for (name, may) in ["owner", "feeder 1", "anyone"].into_iter().zip(may) {
            let mut desk = Desk::new();
            let (sender, msg) = (desk.person(name), message(&desk));
            let outcome = desk.send(&sender, msg.clone());
            assert_eq!(outcome.is_ok(), may, "{name}: {msg:?}: {outcome:?}");
            if let Err(refused) = outcome {
                assert!([4, 7].contains(&refused.code()), "{refused}");
            }
        }
    }
}

#[test]
fn an_owner_must_be_an_address_and_no_coins_come_with_the_first_message() {
    let mut desk = Desk::empty();
    let (env, deployer) = (desk.env(), desk.person("deployer"));
    let msg = |owner: String| InstantiateMsg { owner };
    let nobody = instantiate(
        desk.deps.as_mut(),
        env.clone(),
        message_info(&deployer, &[]),
        msg("nobody".to_owned()),
    );
    assert_eq!(nobody.unwrap_err().code(), 1);
    let paid = instantiate(
        desk.deps.as_mut(),
        env,
        message_info(&deployer, &coins(1, "uusd")),
        msg(deployer.to_string()),
    );
    assert_eq!(paid.unwrap_err().code(), 3);
}

#[test]
fn pitfall_55_only_an_older_version_of_this_contract_is_migrated() {
    let mut desk = Desk::new();
    let env = desk.env();
    let stored = cw2::get_contract_version(&desk.deps.storage).unwrap();
    assert_eq!(stored.contract, "crates.io:gavel-oracle-adapter");
    assert_eq!(stored.version, CONTRACT_VERSION);
    let mut from = |contract: &str, version: &str| {
        cw2::set_contract_version(&mut desk.deps.storage, contract, version).unwrap();
        migrate(desk.deps.as_mut(), env.clone(), MigrateMsg {}).map(|response| {
            let now = cw2::get_contract_version(&desk.deps.storage).unwrap();
            assert_eq!(now.version, CONTRACT_VERSION);
            told(&response).join(",")
        })
    };
    assert_eq!(
        from(CONTRACT_NAME, CONTRACT_VERSION),
        Ok("migrate".to_owned())
    );
    for older in ["0.0.9", "0.1.0-next"] {
        assert_eq!(from(CONTRACT_NAME, older), Ok("migrate".to_owned()));
    }
    for (contract, version) in [
        ("gavel-oracle-adapter", "0.0.9"),
        ("crates.io:gavel-auction", "0.0.9"),
        (CONTRACT_NAME, "0.10.0"),
        (CONTRACT_NAME, "1.0.0"),
        (CONTRACT_NAME, "0.1.1-next"),
    ] {
        let refused = from(contract, version).unwrap_err();
        assert_eq!(refused.code(), 23, "{refused}");
    }
}

#[test]
fn a_push_writes_two_short_records_an_asset() {
    let mut desk = Desk::new();
    desk.all_push("2000.123456");
    let bytes = |key: &[u8]| desk.deps.storage.get(key).unwrap().len();
    let record = bytes(b"\x01ueth");
    // Decimals, no jump, no darkness and neither of its last two spans: 1 byte each. Three prices and an average of 11, four
    // times of 5.
    assert!(record <= 5 + 4 * 11 + 4 * 5, "{record} bytes");
    let observations = bytes(b"\x03ueth");
    // A count, and for each of three a flag, a price of 11 bytes at most and a time of 5.
    assert!(observations <= 1 + 3 * (1 + 11 + 5), "{observations} bytes");
}

#[test]
fn the_schema_that_is_checked_in_is_that_of_the_messages() {
    let fresh = generate_api! {
        name: "gavel-oracle-adapter",
        instantiate: InstantiateMsg,
        execute: ExecuteMsg,
        query: QueryMsg,
        migrate: MigrateMsg,
        sudo: SudoMsg,
    }
    .render()
    .to_string()
    .unwrap();
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../schema/gavel-oracle-adapter.json"
    );
    let stored = std::fs::read_to_string(path).unwrap();
    assert!(
        stored.trim_end() == fresh,
        "run `cargo run -p gavel-oracle-adapter --example schema`"
    );
}
