//! Taking the contract to this version.

use cosmwasm_std::{DepsMut, Response};
use gavel_types::migration::take_over;

use crate::contract::{CONTRACT_NAME, CONTRACT_VERSION};
use crate::error::ContractError;
use crate::event::Event;

/// Refuses another contract's storage and a later version's; notes the version.
pub(crate) fn migrate(deps: DepsMut) -> Result<Response, ContractError> {
    let from = take_over(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    Ok(Response::new().add_event(Event::Migrate {
        from: &from,
        to: CONTRACT_VERSION,
    }))
}
