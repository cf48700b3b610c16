//! `CheckDepth`: whether there was room for the calls of a purchase.

use cosmwasm_std::{MessageInfo, Response};
use gavel_types::depth::call_deeper;
use gavel_types::funds::none;

use crate::error::ContractError;
use crate::session::Session;
use crate::settlement::DEPTH_OF_A_PURCHASE;

/// Calls the house so many times further down. A chain that limits how deep calls go fails it, and with it the message that it is
/// part of.
pub(crate) fn check_depth(
    session: &Session,
    info: &MessageInfo,
    further: u8,
) -> Result<Response, ContractError> {
    none(&info.funds)?;
    if info.sender != session.address || further >= DEPTH_OF_A_PURCHASE {
        return Err(ContractError::Unauthorized {
            who: "the house itself",
        });
    }
    Ok(match further.checked_sub(1) {
        Some(further) => Response::new().add_message(call_deeper(&session.address, further)?),
        None => Response::new(),
    })
}
