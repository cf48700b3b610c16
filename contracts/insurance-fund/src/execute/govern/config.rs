//! The fund's configuration.

use cosmwasm_std::{Api, DepsMut, Response, Storage};
use gavel_math::pause::Pause;
use gavel_types::address::address;
use gavel_types::insurance::Config;
use gavel_types::parameters::interval;

use super::bounds::{check_config, check_config_step};
use crate::event::Event;
use crate::state::{Settings, SETTINGS};
use crate::ContractError;

/// Writes the first configuration.
pub(crate) fn instantiate(
    deps: DepsMut,
    now: u64,
    config: &Config,
) -> Result<Response, ContractError> {
    let settings = Settings {
        guardian: None,
        cooldown: 0,
        window: 0,
        reward: 0,
        repay: 0,
        pause: Pause::default(),
        pools: 0,
        updated_at: 0,
    };
    save(deps.api, deps.storage, settings, config, now)
}

/// Changes the configuration, a step at most, once a day.
pub(super) fn update(deps: DepsMut, now: u64, config: &Config) -> Result<Response, ContractError> {
    let settings = SETTINGS.load(deps.storage)?;
    interval(settings.updated_at, now)?;
    check_config_step(&settings.config(), config)?;
    save(deps.api, deps.storage, settings, config, now)
}

fn save(
    api: &dyn Api,
    storage: &mut dyn Storage,
    settings: Settings,
    config: &Config,
    now: u64,
) -> Result<Response, ContractError> {
    check_config(config)?;
    let guardian = config.guardian.as_deref();
    let settings = Settings {
        guardian: guardian
            .map(|text| address(api, text).map(String::from))
            .transpose()?,
        cooldown: config.cooldown_seconds,
        window: config.window_seconds,
        reward: config.reward_seconds,
        repay: config.repay_seconds,
        updated_at: now,
        ..settings
    };
    SETTINGS.save(storage, &settings);
    Ok(Response::new().add_event(Event::UpdateConfig { config }))
}
