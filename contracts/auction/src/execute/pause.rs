//! `Pause`: takes and clocks stop.

use cosmwasm_std::{DepsMut, MessageInfo, Response};
use gavel_types::funds::none;

use crate::error::ContractError;
use crate::event::Event;
use crate::session::Session;

/// Pauses for 48 hours: the owner at any time, the guardian after its rest.
pub(crate) fn pause(
    deps: &DepsMut,
    session: &mut Session,
    info: &MessageInfo,
) -> Result<Response, ContractError> {
    none(&info.funds)?;
    if !cw_ownable::is_owner(deps.storage, &info.sender)? {
        if session.house.guardian.as_deref() != Some(info.sender.as_str()) {
            return Err(ContractError::Unauthorized {
                who: "the guardian or the owner",
            });
        }
        let ready_at = session.house.pause.guardian_ready_at();
        if session.now.time < ready_at {
            return Err(ContractError::GuardianRests {
                ready_at: ready_at.div_ceil(1_000),
            });
        }
    }
    Ok(start(session))
}

/// Pauses, or renews a pause.
pub(super) fn start(session: &mut Session) -> Response {
    let now = session.now;
    let house = session.change();
    house.pause = house.pause.started(now);
    let until = house.pause.until.div_ceil(1_000);
    Response::new().add_event(Event::Pause { until })
}

/// Lifts the pause that is on.
pub(super) fn lift(session: &mut Session) -> Result<Response, ContractError> {
    let now = session.now;
    if !session.house.pause.is_on(now) {
        return Err(ContractError::NotPaused {});
    }
    let house = session.change();
    house.pause = house.pause.lifted(now);
    Ok(Response::new().add_event(Event::Unpause))
}
