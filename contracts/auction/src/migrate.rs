//! A new code takes over the contract.

use cosmwasm_std::{DepsMut, Response};

use crate::contract::{NAME, VERSION};
use crate::error::ContractError;

/// Checks that the stored contract is this one, of this version or an earlier one, and notes the version.
pub(crate) fn migrate(deps: DepsMut) -> Result<Response, ContractError> {
    let found = cw2::get_contract_version(deps.storage)?;
    if found.contract != NAME {
        return Err(ContractError::WrongContract {
            found: found.contract,
            expected: NAME.to_owned(),
        });
    }
    let later = || ContractError::LaterVersion {
        found: found.version.clone(),
        ours: VERSION.to_owned(),
    };
    match (release(&found.version), release(VERSION)) {
        (Some(stored), Some(ours)) if stored <= ours => {}
        _ => return Err(later()),
    }
    cw2::set_contract_version(deps.storage, NAME, VERSION)?;
    Ok(Response::new())
}

/// The three numbers of a version; what stands behind a hyphen or plus does not count. None when it is no version.
fn release(version: &str) -> Option<(u64, u64, u64)> {
    let numbers = version.split(['-', '+']).next()?;
    let mut parts = numbers.split('.').map(str::parse);
    let mut next = || parts.next()?.ok();
    let release = (next()?, next()?, next()?);
    parts.next().is_none().then_some(release)
}
