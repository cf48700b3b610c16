//! The chain's governance.

use cosmwasm_std::{DepsMut, Response};
use gavel_types::oracle::SudoMsg;

use crate::execute::govern::govern;
use crate::ContractError;

/// Does what the owner's `Govern` does, at Unix second `now`.
pub(crate) fn sudo(deps: DepsMut, now: u64, msg: SudoMsg) -> Result<Response, ContractError> {
    govern(deps, now, msg)
}
