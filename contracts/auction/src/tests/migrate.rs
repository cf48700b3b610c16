//! Migrations.

use cosmwasm_std::testing::mock_env;
use gavel_types::auction::MigrateMsg;

use super::bench::*;
use crate::contract::{migrate, NAME, VERSION};
use crate::error::ContractError;

fn migrated_from(contract: &str, version: &str) -> Result<(), ContractError> {
    let mut bench = Bench::live();
    cw2::set_contract_version(&mut bench.deps.storage, contract, version).unwrap();
    let done = migrate(bench.deps.as_mut(), mock_env(), MigrateMsg {}).map(|_| ());
    if done.is_ok() {
        let noted = cw2::get_contract_version(&bench.deps.storage).unwrap();
        assert_eq!(noted.version, VERSION);
    }
    done
}

#[test]
fn this_version_and_earlier_ones_migrate() {
    assert_eq!(NAME, "crates.io:gavel-auction");
    assert_eq!(migrated_from(NAME, VERSION), Ok(()));
    assert_eq!(migrated_from(NAME, "0.0.9"), Ok(()));
    assert_eq!(migrated_from(NAME, "0.0.9-rc.1"), Ok(()));
}

#[test]
fn pitfall_55_another_contract_and_a_later_version_do_not_migrate() {
    assert_eq!(
        migrated_from("gavel-auction", VERSION).unwrap_err().code(),
        38
    );
    assert_eq!(
        migrated_from("crates.io:gavel-lending", VERSION)
            .unwrap_err()
            .code(),
        38
    );
    for later in ["99.0.0", "0.99.0", "new", "1.2", "0.0.1.0"] {
        assert_eq!(
            migrated_from(NAME, later).unwrap_err().code(),
            39,
            "{later}"
        );
    }
}
