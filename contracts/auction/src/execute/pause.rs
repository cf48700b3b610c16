//! `Pause`: takes and clocks stop.

use cosmwasm_std::{DepsMut, MessageInfo, Response};
use gavel_math::pause::Caller;
use gavel_types::funds::none;
use gavel_types::pause::caller;

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
    let guardian = session.house.guardian.as_deref();
    let asks = caller(deps.storage, guardian, &info.sender)?;
    start(session, asks)
}

/// Pauses, or renews a pause.
pub(super) fn start(session: &mut Session, asks: Caller) -> Result<Response, ContractError> {
    let pause = session.house.pause.asked_by(asks, session.now)?;
    session.change().pause = pause;
    let until = pause.until.div_ceil(1_000);
    Ok(Response::new().add_event(Event::Pause { until }))
}

/// Lifts the pause that is on.
pub(super) fn lift(session: &mut Session) -> Result<Response, ContractError> {
    let pause = session.house.pause.ended(session.now)?;
    session.change().pause = pause;
    Ok(Response::new().add_event(Event::Unpause))
}
