//! The configuration.

use cosmwasm_std::{Deps, Env};
use gavel_types::lending::{Config, ConfigResponse};

use crate::execute::moment;
use crate::state::{COLD, SETTINGS};
use crate::ContractError;

/// The configuration and the pause.
pub(super) fn config(deps: Deps, env: &Env) -> Result<ConfigResponse, ContractError> {
    let settings = SETTINGS.load(deps.storage)?;
    let cold = COLD.load(deps.storage)?;
    let paused_until = settings
        .pause
        .is_on(moment(env))
        .then_some(settings.pause.until / 1_000);
    Ok(ConfigResponse {
        config: Config {
            oracle: settings.oracle,
            auction: settings.auction,
            guardian: cold.guardian,
            treasury: cold.treasury,
            urgent_ltv_bps: settings.urgent_ltv.0,
        },
        paused_until,
    })
}
