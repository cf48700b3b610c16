//! `SettleTake`: the callback of a take is over.

use cosmwasm_std::{DepsMut, MessageInfo, Response};
use gavel_types::funds::none;

use crate::error::ContractError;
use crate::event::Event;
use crate::sale::load;
use crate::session::Session;
use crate::settlement::finish;
use crate::state::UNPAID;

/// Unlocks the house when all that is owed has come. A lot that ends with the take is settled then, not before: its consignor may
/// use the house in its delivery.
pub(crate) fn settle_take(
    deps: DepsMut,
    session: &mut Session,
    info: &MessageInfo,
) -> Result<Response, ContractError> {
    none(&info.funds)?;
    if info.sender != session.address {
        return Err(ContractError::Unauthorized {
            who: "the house itself",
        });
    }
    let unpaid = UNPAID.load(deps.storage)?;
    let id = unpaid.lot;
    if unpaid.owed > 0 {
        return Err(ContractError::Unpaid {
            lot: id,
            owed: unpaid.owed.into(),
        });
    }

    UNPAID.remove(deps.storage);
    session.change().locked = false;
    let response = Response::new().add_event(Event::SettleTake { lot: id });
    if !unpaid.ends {
        return Ok(response);
    }
    let (lot, terms) = load(deps.storage, id)?;
    finish(deps.storage, deps.api, session, id, &lot, &terms, response)
}
