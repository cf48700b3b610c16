//! What governance changes, the same by the owner's message and by the chain's sudo.

mod bounds;
mod config;
mod market;
mod pool;
mod purse;

use cosmwasm_std::{DepsMut, Env, Response};
use gavel_math::pause::Caller;
use gavel_types::insurance::GovernMsg;

use super::pause;
use crate::ContractError;

pub(crate) use config::instantiate;

/// Carries out a change by governance. The caller has been authorised.
pub(crate) fn govern(deps: DepsMut, env: &Env, msg: GovernMsg) -> Result<Response, ContractError> {
    let now = env.block.time.seconds();
    match msg {
        GovernMsg::CreatePool { denom, terms } => pool::create(deps, now, denom, &terms),
        GovernMsg::UpdatePool { denom, terms } => pool::update(deps, now, &denom, &terms),
        GovernMsg::RegisterMarket {
            market,
            denom,
            caps,
        } => market::register(deps, now, &market, &denom, &caps),
        GovernMsg::UpdateMarket {
            market,
            denom,
            caps,
        } => market::update(deps, now, &market, &denom, &caps),
        GovernMsg::UnregisterMarket { market, denom } => {
            market::unregister(deps, now, &market, &denom)
        }
        GovernMsg::MoveShortfalls { market, denom, to } => {
            market::move_shortfalls(deps, now, &market, &denom, &to)
        }
        GovernMsg::WithdrawPurse {
            denom,
            purse,
            amount,
            recipient,
        } => purse::withdraw(deps, now, &denom, purse, amount, &recipient),
        GovernMsg::UpdateConfig(config) => config::update(deps, now, &config),
        GovernMsg::Pause {} => pause::start(deps, env, Caller::Owner),
        GovernMsg::Unpause {} => pause::lift(deps, env),
    }
}
