//! Migrations.

use cosmwasm_std::testing::mock_env;
use cosmwasm_std::Event;
use gavel_types::auction::MigrateMsg;

use super::bench::*;
use crate::contract::{migrate, CONTRACT_NAME, CONTRACT_VERSION};
use crate::error::ContractError;

fn migrated_from(contract: &str, version: &str) -> Result<Vec<Event>, ContractError> {
    let mut bench = Bench::live();
    cw2::set_contract_version(&mut bench.deps.storage, contract, version).unwrap();
    migrate(bench.deps.as_mut(), mock_env(), MigrateMsg {}).map(|done| {
        let noted = cw2::get_contract_version(&bench.deps.storage).unwrap();
        assert_eq!(noted.version, CONTRACT_VERSION);
        done.events
    })
}

#[test]
fn this_version_and_earlier_ones_migrate_and_say_from_where() {
    assert_eq!(CONTRACT_NAME, "crates.io:gavel-auction");
    for earlier in [CONTRACT_VERSION, "0.0.9", "0.0.9-rc.1"] {
        let told = migrated_from(CONTRACT_NAME, earlier).unwrap();
        let expected = Event::new("migrate")
            .add_attribute("from", earlier)
            .add_attribute("to", CONTRACT_VERSION);
        assert_eq!(told, [expected]);
    }
}

#[test]
fn pitfall_55_another_contract_and_a_later_version_do_not_migrate() {
    for (contract, version) in [
        ("gavel-auction", CONTRACT_VERSION),
        ("crates.io:gavel-lending", CONTRACT_VERSION),
        (CONTRACT_NAME, "99.0.0"),
        (CONTRACT_NAME, "0.99.0"),
        (CONTRACT_NAME, "new"),
        (CONTRACT_NAME, "1.2"),
        (CONTRACT_NAME, "0.0.1.0"),
    ] {
        let refused = migrated_from(contract, version).unwrap_err();
        assert_eq!(refused.code(), 38, "{contract} {version}");
    }
}
