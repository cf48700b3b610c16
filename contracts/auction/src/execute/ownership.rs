//! `UpdateOwnership`: the owner changes in two steps.

use cosmwasm_std::{BlockInfo, DepsMut, MessageInfo, Response};
use cw_ownable::Action;
use gavel_types::address::address;
use gavel_types::funds::none;

use crate::error::ContractError;
use crate::event::Event;

/// Proposes, accepts or renounces; only the owner, or for accepting the one proposed.
pub(crate) fn update_ownership(
    deps: DepsMut,
    block: &BlockInfo,
    info: &MessageInfo,
    action: Action,
) -> Result<Response, ContractError> {
    none(&info.funds)?;
    if let Action::TransferOwnership { new_owner, .. } = &action {
        // The library's refusal does not name the text that is no address.
        address(deps.api, new_owner)?;
    }
    let ownership = cw_ownable::update_ownership(deps, block, &info.sender, action)?;
    Ok(Response::new().add_event(Event::UpdateOwnership { ownership }))
}
