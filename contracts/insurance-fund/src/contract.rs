//! Entry points: parse, authorise, dispatch.

#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, Response};
use gavel_types::address::address;
use gavel_types::funds;
use gavel_types::insurance::{
    ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg, ReceiveMsg, SudoMsg,
};

use crate::error::ContractError;
use crate::event::Event;
use crate::{execute as verb, migrate as migration, query as question, sudo as governance};

/// The contract's cw2 name.
pub const CONTRACT_NAME: &str = concat!("crates.io:", env!("CARGO_PKG_NAME"));

/// The contract's cw2 version.
pub const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Sets the fund up: its owner and its configuration. Takes no coins.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn instantiate(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    funds::none(&info.funds)?;
    let owner = address(deps.api, &msg.owner)?;
    cw2::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    cw_ownable::initialize_owner(deps.storage, deps.api, Some(owner.as_str()))?;
    verb::govern::instantiate(deps, env.block.time.seconds(), &msg.config)
}

/// What stakers, markets, anyone and the owner may do: see [`ExecuteMsg`].
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    funds::check_native(&info.funds)?;
    match msg {
        ExecuteMsg::Stake { on_behalf_of } => {
            verb::stake::stake(deps, &env, &info, on_behalf_of.as_deref())
        }
        ExecuteMsg::QueueExit { denom, shares } => {
            verb::queue_exit::queue_exit(deps, &env, &info, &denom, shares)
        }
        ExecuteMsg::CancelExit { denom } => {
            verb::cancel_exit::cancel_exit(deps, &env, &info, &denom)
        }
        ExecuteMsg::Unstake { denom, recipient } => {
            verb::unstake::unstake(deps, &env, &info, &denom, recipient.as_deref())
        }
        ExecuteMsg::Cover { denom, amount } => {
            verb::cover::cover(deps, &env, &info, &denom, amount)
        }
        ExecuteMsg::AddIncome {} => verb::add_income::add_income(deps, &env, &info),
        ExecuteMsg::Absorb { denom } => verb::add_income::absorb(deps, &env, &info, &denom),
        ExecuteMsg::FundFirstLoss {} => verb::fund_first_loss::fund_first_loss(deps, &env, &info),
        ExecuteMsg::Receive(hook) => {
            let (info, msg) = funds::received(deps.api, &info, &hook)?;
            receive(deps, &env, &info, msg)
        }
        ExecuteMsg::RepayShortfall { market, denom } => {
            verb::repay_shortfall::repay_shortfall(deps, &env, &info, &market, &denom)
        }
        ExecuteMsg::Pause {} => {
            funds::none(&info.funds)?;
            verb::pause::pause(deps, &env, &info.sender)
        }
        ExecuteMsg::Govern(msg) => {
            funds::none(&info.funds)?;
            cw_ownable::assert_owner(deps.storage, &info.sender)?;
            verb::govern::govern(deps, &env, msg)
        }
        ExecuteMsg::UpdateOwnership(action) => {
            funds::none(&info.funds)?;
            let ownership = cw_ownable::update_ownership(deps, &env.block, &info.sender, action)?;
            Ok(Response::new().add_event(Event::UpdateOwnership { ownership }))
        }
    }
}

/// What comes with a token: see [`ReceiveMsg`]. Anyone can be named as the sender by a contract that is no pool's token, so nothing
/// but what demands the asset of a pool may stand here.
fn receive(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    msg: ReceiveMsg,
) -> Result<Response, ContractError> {
    match msg {
        ReceiveMsg::Stake { on_behalf_of } => {
            verb::stake::stake(deps, env, info, on_behalf_of.as_deref())
        }
        ReceiveMsg::AddIncome {} => verb::add_income::add_income(deps, env, info),
        ReceiveMsg::FundFirstLoss {} => verb::fund_first_loss::fund_first_loss(deps, env, info),
    }
}

/// Answers: see [`QueryMsg`].
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    question::query(deps, &env, msg)
}

/// What the chain's governance does: the same as the owner.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn sudo(deps: DepsMut, env: Env, msg: SudoMsg) -> Result<Response, ContractError> {
    governance::sudo(deps, &env, msg)
}

/// Takes the contract to this version. Refused from another contract or a later version.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn migrate(deps: DepsMut, _env: Env, _msg: MigrateMsg) -> Result<Response, ContractError> {
    migration::migrate(deps)
}
