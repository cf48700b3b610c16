//! What governance changes, the same by the owner's message and by the chain's sudo.

mod bounds;
mod collateral;
mod config;
mod market;
mod pair;

use cosmwasm_std::{DepsMut, Env, Response};
use gavel_math::pause::Caller;
use gavel_types::lending::GovernMsg;

use super::pause;
use crate::ContractError;

pub(crate) use config::instantiate;

/// Carries out a change by governance. The caller has been authorised.
pub(crate) fn govern(deps: DepsMut, env: &Env, msg: GovernMsg) -> Result<Response, ContractError> {
    let now = env.block.time.seconds();
    match msg {
        GovernMsg::ListCollateral { denom, terms } => collateral::list(deps, now, denom, &terms),
        GovernMsg::UpdateCollateral { denom, terms } => {
            collateral::update(deps, now, &denom, &terms)
        }
        GovernMsg::ListMarket { denom, terms } => market::list(deps, now, denom, &terms),
        GovernMsg::UpdateMarket { denom, terms } => market::update(deps, now, &denom, &terms),
        GovernMsg::SetPair {
            collateral,
            market,
            pair,
        } => pair::set(deps, env, &collateral, &market, pair),
        GovernMsg::WithdrawReserves {
            denom,
            amount,
            recipient,
        } => market::withdraw_reserves(deps, now, &denom, amount, &recipient),
        GovernMsg::UpdateConfig(config) => config::update(deps, now, &config),
        GovernMsg::Pause {} => pause::start(deps, env, Caller::Owner),
        GovernMsg::Unpause {} => pause::lift(deps, env),
    }
}
