//! Finding out whether there was room for a call.

use cosmwasm_std::{Env, MessageInfo, Response};
use gavel_types::depth::call_deeper;
use gavel_types::funds;

use crate::cover::DEPTH_OF_A_COVER;
use crate::ContractError;

/// Calls this contract so many times further down. A chain that limits how deep calls go fails it, and with it the message that
/// it is part of.
pub(crate) fn check_depth(
    env: &Env,
    info: &MessageInfo,
    further: u8,
) -> Result<Response, ContractError> {
    funds::none(&info.funds)?;
    if info.sender != env.contract.address || further >= DEPTH_OF_A_COVER {
        return Err(ContractError::Unauthorized {
            who: "this contract itself".to_owned(),
        });
    }
    Ok(match further.checked_sub(1) {
        Some(further) => Response::new().add_message(call_deeper(&env.contract.address, further)?),
        None => Response::new(),
    })
}
