//! Taking a contract to another version of its code, by one rule for all contracts.

use cosmwasm_std::Storage;
use cw2::{ensure_from_older_version, get_contract_version, ContractVersion};
use thiserror::Error;

/// A code that may not take over what is stored: another contract's, a later version's, or no contract's at all.
#[derive(Error, Debug, Clone, PartialEq, Eq)]
#[error("the contract is {contract} {version}; this code takes over {expected} up to {ours}, so migrate to another")]
pub struct MigrationRefusal {
    /// The contract that is stored.
    pub contract: String,
    /// The version that is stored.
    pub version: String,
    /// The contract that the code is of.
    pub expected: &'static str,
    /// The version that the code is of.
    pub ours: &'static str,
}

/// Checks that the stored contract is `name`, of this version or an earlier one by the rules of semantic versions, and notes
/// this version. Gives the version that was stored. Refuses everything else and then writes nothing.
pub fn take_over(
    storage: &mut dyn Storage,
    name: &'static str,
    version: &'static str,
) -> Result<String, MigrationRefusal> {
    match ensure_from_older_version(storage, name, version) {
        Ok(from) => Ok(from.to_string()),
        Err(_) => {
            let unknown = || "unknown".to_owned();
            let stored = get_contract_version(storage).unwrap_or_else(|_| ContractVersion {
                contract: unknown(),
                version: unknown(),
            });
            Err(MigrationRefusal {
                contract: stored.contract,
                version: stored.version,
                expected: name,
                ours: version,
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use cosmwasm_std::testing::MockStorage;

    use super::*;

    const NAME: &str = "crates.io:gavel-auction";

    fn taken_over(contract: &str, version: &str) -> Result<String, MigrationRefusal> {
        let mut storage = MockStorage::new();
        cw2::set_contract_version(&mut storage, contract, version).unwrap();
        let from = take_over(&mut storage, NAME, "1.2.0");
        let noted = get_contract_version(&storage).unwrap();
        let expected = if from.is_ok() { "1.2.0" } else { version };
        assert_eq!(noted.version, expected);
        from
    }

    #[test]
    fn this_version_and_earlier_ones_are_taken_over() {
        for version in ["1.2.0", "1.1.9", "0.99.0", "1.2.0-rc.1"] {
            assert_eq!(taken_over(NAME, version), Ok(version.to_owned()));
        }
    }

    #[test]
    fn pitfall_55_another_contract_and_a_later_version_are_not() {
        for (contract, version) in [
            ("gavel-auction", "1.0.0"),
            ("crates.io:gavel-lending", "1.0.0"),
            (NAME, "1.2.1"),
            (NAME, "1.10.0"),
            (NAME, "2.0.0-rc.1"),
            (NAME, "new"),
            (NAME, "1.2"),
        ] {
            let refused = taken_over(contract, version).unwrap_err();
            assert_eq!(
                (refused.contract, refused.version),
                (contract.into(), version.into())
            );
            assert_eq!((refused.expected, refused.ours), (NAME, "1.2.0"));
        }
    }

    #[test]
    fn a_storage_without_a_contract_is_not_taken_over() {
        let refused = take_over(&mut MockStorage::new(), NAME, "1.2.0").unwrap_err();
        assert_eq!(refused.contract, "unknown");
    }
}
