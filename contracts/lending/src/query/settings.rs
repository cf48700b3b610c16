//! The configuration.

use cosmwasm_std::{Deps, Env};
use gavel_types::lending::{Config, ConfigResponse};
use gavel_types::pause::moment;

use crate::state::{ROSTER, SETTINGS};
use crate::ContractError;

/// The configuration and the pause.
pub(super) fn config(deps: Deps, env: &Env) -> Result<ConfigResponse, ContractError> {
    let settings = SETTINGS.load(deps.storage)?;
    let roster = ROSTER.load(deps.storage)?;
    let paused_until = settings.pause.on_until(moment(&env.block));
    Ok(ConfigResponse {
        config: Config {
            oracle: settings.oracle,
            auction: settings.auction,
            guardian: roster.guardian,
            treasury: roster.treasury,
            insurance_fund: roster.insurance_fund,
            urgent_ltv_bps: settings.urgent_ltv.0,
        },
        paused_until,
    })
}
