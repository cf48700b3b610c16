//! The chain's governance.

use cosmwasm_std::{DepsMut, Env, Response};
use gavel_types::insurance::SudoMsg;

use crate::execute::govern::govern;
use crate::ContractError;

/// Does what the owner's `Govern` does.
pub(crate) fn sudo(deps: DepsMut, env: &Env, msg: SudoMsg) -> Result<Response, ContractError> {
    govern(deps, env, msg)
}
