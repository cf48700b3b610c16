//! The configuration.

use cosmwasm_std::{Deps, Env};
use gavel_types::insurance::ConfigResponse;
use gavel_types::pause::moment;

use crate::state::SETTINGS;
use crate::ContractError;

/// The configuration and the pause.
pub(super) fn config(deps: Deps, env: &Env) -> Result<ConfigResponse, ContractError> {
    let settings = SETTINGS.load(deps.storage)?;
    Ok(ConfigResponse {
        config: settings.config(),
        paused_until: settings.pause.on_until(moment(&env.block)),
    })
}
