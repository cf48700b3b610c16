//! Taking the contract to this version.

use cosmwasm_std::{DepsMut, Response};

use crate::contract::{CONTRACT_NAME, CONTRACT_VERSION};
use crate::event::Event;
use crate::ContractError;

/// Refuses another contract's storage and a later version's; sets the version.
pub(crate) fn migrate(deps: DepsMut) -> Result<Response, ContractError> {
    let stored = cw2::get_contract_version(deps.storage)?;
    if stored.contract != CONTRACT_NAME || numbers(&stored.version) > numbers(CONTRACT_VERSION) {
        return Err(ContractError::Migration {
            from: stored.contract,
            version: stored.version,
            expected: CONTRACT_NAME,
            ours: CONTRACT_VERSION,
        });
    }
    cw2::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    Ok(Response::new().add_event(Event::Migrated {
        from: stored.version,
        to: CONTRACT_VERSION,
    }))
}

/// A version's numbers in the order they count. What is no number counts as the greatest, so that it is refused.
fn numbers(version: &str) -> Vec<u64> {
    version
        .split('.')
        .map(|number| number.parse().unwrap_or(u64::MAX))
        .collect()
}
