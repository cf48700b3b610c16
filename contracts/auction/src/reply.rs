//! What submessages come to.

mod delivery;
mod purchase;

use cosmwasm_std::{DepsMut, Env, Reply, Response};

use crate::error::ContractError;
use crate::settlement::{DELIVERY_REPLY, PURCHASE_REPLY};

/// The answer to a delivery that failed, or to a buyer's call.
pub(crate) fn reply(deps: DepsMut, env: &Env, msg: Reply) -> Result<Response, ContractError> {
    match msg.id {
        DELIVERY_REPLY => delivery::failed(deps, msg),
        PURCHASE_REPLY => purchase::purchased(deps, env, &msg.result),
        id => Err(ContractError::UnknownReply { id }),
    }
}
