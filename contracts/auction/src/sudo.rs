//! What the chain's governance does.

use cosmwasm_std::{DepsMut, Env, Response};
use gavel_types::auction::SudoMsg;

use crate::error::ContractError;
use crate::execute;
use crate::session::Session;

/// Does what the owner may do by `Govern`.
pub(crate) fn sudo(mut deps: DepsMut, env: &Env, msg: SudoMsg) -> Result<Response, ContractError> {
    let mut session = Session::open(deps.storage, env)?;
    session.assert_unlocked()?;
    let response = execute::govern(deps.branch(), &mut session, msg)?;
    session.close(deps.storage);
    Ok(response)
}
