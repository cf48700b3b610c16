//! Entry points: parse, authorise, dispatch.

#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{to_json_binary, Binary, Deps, DepsMut, Env, MessageInfo, Response};
use gavel_types::funds;
use gavel_types::oracle::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg, SudoMsg};

use crate::error::ContractError;
use crate::event::Event;
use crate::{execute as verb, migrate as migration, query as question, sudo as governance};

/// The contract's cw2 name.
pub const CONTRACT_NAME: &str = concat!("crates.io:", env!("CARGO_PKG_NAME"));

/// The contract's cw2 version.
pub const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Sets the contract up with its owner. Takes no coins.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    funds::none(&info.funds)?;
    cw2::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    let ownership = cw_ownable::initialize_owner(deps.storage, deps.api, Some(&msg.owner))?;
    Ok(Response::new().add_event(Event::UpdateOwnership { ownership }))
}

/// What feeders, anyone and the owner do. No message takes coins.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    funds::none(&info.funds)?;
    let now = env.block.time.seconds();
    match msg {
        ExecuteMsg::PushPrices { prices } => {
            verb::push_prices::push_prices(deps, now, &info.sender, &prices)
        }
        ExecuteMsg::Refresh { denoms } => verb::refresh::refresh(deps, now, &denoms),
        ExecuteMsg::Govern(change) => {
            cw_ownable::assert_owner(deps.storage, &info.sender)?;
            verb::govern::govern(deps, now, change)
        }
        ExecuteMsg::UpdateOwnership(action) => {
            let ownership = cw_ownable::update_ownership(deps, &env.block, &info.sender, action)?;
            Ok(Response::new().add_event(Event::UpdateOwnership { ownership }))
        }
    }
}

/// What the chain's governance does: all that the owner may.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn sudo(deps: DepsMut, env: Env, msg: SudoMsg) -> Result<Response, ContractError> {
    governance::sudo(deps, env.block.time.seconds(), msg)
}

/// Takes the contract to this version.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn migrate(deps: DepsMut, _env: Env, _msg: MigrateMsg) -> Result<Response, ContractError> {
    migration::migrate(deps)
}

/// Answers questions.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    let now = env.block.time.seconds();
    let answer = match msg {
        QueryMsg::Price { denom, action } => {
            to_json_binary(&question::price(deps, now, &denom, action)?)
        }
        QueryMsg::Prices { start_after, limit } => {
            to_json_binary(&question::prices(deps, start_after.as_deref(), limit)?)
        }
        QueryMsg::Asset { denom } => to_json_binary(&question::asset(deps, &denom)?),
        QueryMsg::Assets { start_after, limit } => {
            to_json_binary(&question::assets(deps, start_after.as_deref(), limit)?)
        }
        QueryMsg::Ownership {} => to_json_binary(&cw_ownable::get_ownership(deps.storage)?),
    };
    Ok(answer?)
}
