//! Questions and answers: one subject a file.

mod markets;
mod pools;
mod positions;
mod settings;
mod solvency;

use cosmwasm_std::{to_json_binary, Binary, Deps, Env};
use gavel_types::insurance::QueryMsg;

use crate::ContractError;

/// Dispatches a question.
pub(crate) fn query(deps: Deps, env: &Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    let now = env.block.time.seconds();
    Ok(match msg {
        QueryMsg::Config {} => to_json_binary(&settings::config(deps, env)?)?,
        QueryMsg::Pool { denom } => to_json_binary(&pools::pool(deps, now, &denom)?)?,
        QueryMsg::Pools { start_after, limit } => {
            to_json_binary(&pools::pools(deps, now, start_after.as_deref(), limit)?)?
        }
        QueryMsg::Position { denom, address } => {
            to_json_binary(&positions::position(deps, env, &denom, &address)?)?
        }
        QueryMsg::Positions {
            denom,
            start_after,
            limit,
        } => {
            let after = start_after.as_deref();
            to_json_binary(&positions::positions(deps, env, &denom, after, limit)?)?
        }
        QueryMsg::Markets {
            denom,
            start_after,
            limit,
        } => {
            let after = start_after.as_deref();
            to_json_binary(&markets::markets(deps, now, &denom, after, limit)?)?
        }
        QueryMsg::Shortfalls {
            market,
            denom,
            start_after,
            limit,
        } => {
            let after = start_after;
            to_json_binary(&markets::shortfalls(
                deps, now, &market, &denom, after, limit,
            )?)?
        }
        QueryMsg::SimulateCover {
            market,
            denom,
            amount,
        } => to_json_binary(&markets::simulate_cover(
            deps, now, &market, &denom, amount,
        )?)?,
        QueryMsg::Solvency { start_after, limit } => {
            to_json_binary(&solvency::solvency(deps, start_after, limit)?)?
        }
        QueryMsg::Ownership {} => to_json_binary(&cw_ownable::get_ownership(deps.storage)?)?,
    })
}
