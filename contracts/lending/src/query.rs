//! Questions and answers: one subject a file.

mod accounts;
mod collaterals;
mod liquidation;
mod markets;
mod settings;
mod solvency;
mod suppliers;

use cosmwasm_std::{to_json_binary, Binary, Deps, Env, Storage, Uint128};
use gavel_types::lending::{Amount, QueryMsg};

use crate::state::{Holding, MARKET_TERMS};
use crate::ContractError;

/// Dispatches a question.
pub(crate) fn query(deps: Deps, env: &Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    let now = env.block.time.seconds();
    Ok(match msg {
        QueryMsg::Config {} => to_json_binary(&settings::config(deps, env)?)?,
        QueryMsg::Collateral { denom } => to_json_binary(&collaterals::collateral(deps, &denom)?)?,
        QueryMsg::Collaterals { start_after, limit } => {
            to_json_binary(&collaterals::collaterals(deps, start_after, limit)?)?
        }
        QueryMsg::Market { denom } => to_json_binary(&markets::market(deps, now, &denom)?)?,
        QueryMsg::Markets { start_after, limit } => {
            to_json_binary(&markets::markets(deps, now, start_after, limit)?)?
        }
        QueryMsg::Supplier { denom, address } => {
            to_json_binary(&suppliers::supplier(deps, now, &denom, &address)?)?
        }
        QueryMsg::Suppliers {
            denom,
            start_after,
            limit,
        } => to_json_binary(&suppliers::suppliers(
            deps,
            now,
            &denom,
            start_after,
            limit,
        )?)?,
        QueryMsg::Account { account } => {
            to_json_binary(&accounts::account(deps, &env.block, &account)?)?
        }
        QueryMsg::Accounts { start_after, limit } => {
            to_json_binary(&accounts::accounts(deps, &env.block, start_after, limit)?)?
        }
        QueryMsg::LiquidationPrices { account } => {
            to_json_binary(&liquidation::prices(deps, &env.block, &account)?)?
        }
        QueryMsg::SimulateLiquidation { account } => {
            to_json_binary(&liquidation::simulate(deps, &env.block, &account)?)?
        }
        QueryMsg::Solvency { start_after, limit } => {
            to_json_binary(&solvency::solvency(deps, start_after, limit)?)?
        }
        QueryMsg::Ownership {} => to_json_binary(&cw_ownable::get_ownership(deps.storage)?)?,
    })
}

/// A list by market as messages carry it.
fn by_market(storage: &dyn Storage, list: &[Holding]) -> Result<Vec<Amount>, ContractError> {
    list.iter()
        .map(|(id, amount)| {
            Ok(Amount {
                denom: MARKET_TERMS.load(storage, id)?.denom,
                amount: Uint128::new(*amount),
            })
        })
        .collect()
}
