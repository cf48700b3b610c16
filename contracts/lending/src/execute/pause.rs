//! Pausing and lifting the pause.

use cosmwasm_std::{Addr, DepsMut, Env, Response};

use super::moment;
use crate::event::Event;
use crate::state::{COLD, SETTINGS};
use crate::ContractError;

/// Pauses by the owner, who thereby renews a pause, or by the guardian, who may not do so again until a week after a pause has
/// ended.
pub(crate) fn pause(deps: DepsMut, env: &Env, sender: &Addr) -> Result<Response, ContractError> {
    if cw_ownable::is_owner(deps.storage, sender)? {
        return renew(deps, env);
    }
    if COLD.load(deps.storage)?.guardian.as_deref() != Some(sender.as_str()) {
        return Err(ContractError::Unauthorized {
            who: "the guardian or the owner".to_owned(),
        });
    }
    let ready_at = SETTINGS.load(deps.storage)?.pause.guardian_ready_at();
    if moment(env).time < ready_at {
        return Err(ContractError::GuardianRests {
            ready_at: ready_at.div_ceil(1_000),
        });
    }
    renew(deps, env)
}

/// Pauses, or renews a pause, for 48 hours.
pub(crate) fn renew(deps: DepsMut, env: &Env) -> Result<Response, ContractError> {
    let mut settings = SETTINGS.load(deps.storage)?;
    settings.pause = settings.pause.started(moment(env));
    SETTINGS.save(deps.storage, &settings);
    Ok(Response::new().add_event(Event::Pause {
        until: settings.pause.until.div_ceil(1_000),
    }))
}

/// Ends a pause.
pub(crate) fn lift(deps: DepsMut, env: &Env) -> Result<Response, ContractError> {
    let mut settings = SETTINGS.load(deps.storage)?;
    let now = moment(env);
    if !settings.pause.is_on(now) {
        return Err(ContractError::NotPaused {});
    }
    settings.pause = settings.pause.lifted(now);
    SETTINGS.save(deps.storage, &settings);
    Ok(Response::new().add_event(Event::Unpause))
}
