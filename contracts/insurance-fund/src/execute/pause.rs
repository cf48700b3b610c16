//! Pausing and lifting the pause.

use cosmwasm_std::{Addr, DepsMut, Env, Response};
use gavel_math::pause::Caller;
use gavel_types::pause::{caller, moment};

use crate::event::Event;
use crate::state::SETTINGS;
use crate::ContractError;

/// Pauses for 48 hours: the owner at any time, the guardian after its rest.
pub(crate) fn pause(deps: DepsMut, env: &Env, sender: &Addr) -> Result<Response, ContractError> {
    let guardian = SETTINGS.load(deps.storage)?.guardian;
    let asks = caller(deps.storage, guardian.as_deref(), sender)?;
    start(deps, env, asks)
}

/// Pauses, or renews a pause.
pub(super) fn start(deps: DepsMut, env: &Env, asks: Caller) -> Result<Response, ContractError> {
    let mut settings = SETTINGS.load(deps.storage)?;
    settings.pause = settings.pause.asked_by(asks, moment(&env.block))?;
    SETTINGS.save(deps.storage, &settings);
    let until = settings.pause.until.div_ceil(1_000);
    Ok(Response::new().add_event(Event::Pause { until }))
}

/// Lifts the pause that is on.
pub(super) fn lift(deps: DepsMut, env: &Env) -> Result<Response, ContractError> {
    let mut settings = SETTINGS.load(deps.storage)?;
    settings.pause = settings.pause.ended(moment(&env.block))?;
    SETTINGS.save(deps.storage, &settings);
    Ok(Response::new().add_event(Event::Unpause))
}
