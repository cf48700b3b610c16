//! Answers to messages that this contract sent.

mod cover;
mod payment;

use cosmwasm_std::{DepsMut, Env, Reply, Response};

use crate::cover::COVER_REPLY;
use crate::execute::distribute::PAYMENT_REPLY;
use crate::ContractError;

/// Sends an answer to where it belongs.
pub(crate) fn reply(deps: DepsMut, env: &Env, msg: Reply) -> Result<Response, ContractError> {
    match msg.id {
        PAYMENT_REPLY => payment::failed(deps, msg),
        COVER_REPLY => cover::answered(deps, env, msg),
        id => Err(ContractError::UnknownReply { id }),
    }
}
