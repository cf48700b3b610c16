//! One verb a file: functions over storage and plain values.

pub(crate) mod add_income;
pub(crate) mod cancel_exit;
pub(crate) mod cover;
pub(crate) mod fund_first_loss;
pub(crate) mod govern;
pub(crate) mod pause;
pub(crate) mod queue_exit;
pub(crate) mod repay_shortfall;
pub(crate) mod stake;
pub(crate) mod unstake;

use cosmwasm_std::Env;
use gavel_types::pause::moment;

use crate::state::Settings;
use crate::ContractError;

/// Unix seconds, and the milliseconds of all pauses up to now.
pub(crate) fn clock(env: &Env, settings: &Settings) -> (u64, u64) {
    let (paused, _) = settings.pause.totals(moment(&env.block));
    (env.block.time.seconds(), paused)
}

/// Refuses while paused.
fn check_not_paused(settings: &Settings, env: &Env) -> Result<(), ContractError> {
    match settings.pause.on_until(moment(&env.block)) {
        Some(until) => Err(ContractError::Paused { until }),
        None => Ok(()),
    }
}
