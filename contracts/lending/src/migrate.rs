//! Taking the contract to this version.

use cosmwasm_std::{DepsMut, Response};

use crate::contract::{CONTRACT_NAME, CONTRACT_VERSION};
use crate::ContractError;

/// Refuses another contract's storage and a later version's; sets the version.
pub(crate) fn migrate(deps: DepsMut) -> Result<Response, ContractError> {
    let from = cw2::get_contract_version(deps.storage)?;
    if from.contract != CONTRACT_NAME || parts(&from.version) > parts(CONTRACT_VERSION) {
        return Err(ContractError::Migration {
            from: from.contract,
            version: from.version,
        });
    }
    cw2::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    Ok(Response::new()
        .add_attribute("action", "migrate")
        .add_attribute("from", from.version)
        .add_attribute("to", CONTRACT_VERSION))
}

/// A version's numbers, in the order they count. What is no number counts as the latest: it is refused.
fn parts(version: &str) -> Vec<u64> {
    version
        .split('.')
        .map(|part| part.parse().unwrap_or(u64::MAX))
        .collect()
}
