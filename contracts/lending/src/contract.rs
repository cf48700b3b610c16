//! Entry points: parse, authorise, dispatch.

#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, Reply, Response};
use gavel_types::funds;
use gavel_types::lending::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg, ReceiveMsg, SudoMsg};

use crate::error::ContractError;
use crate::event::Event;
use crate::{
    execute as verb, migrate as migration, query as question, reply as answer, sudo as governance,
};

/// The contract's cw2 name.
pub const CONTRACT_NAME: &str = concat!("crates.io:", env!("CARGO_PKG_NAME"));

/// The contract's cw2 version.
pub const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Sets the contract up.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn instantiate(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    funds::none(&info.funds)?;
    cw2::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    let ownership = cw_ownable::initialize_owner(deps.storage, deps.api, Some(&msg.owner))?;
    verb::govern::instantiate(deps, env.block.time.seconds(), &msg.config)?;
    Ok(Response::new()
        .add_event(Event::UpdateOwnership { ownership })
        .add_event(Event::UpdateConfig {
            config: &msg.config,
        }))
}

/// What lenders, borrowers, keepers, the auction house and the owner do.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    funds::check_native(&info.funds)?;
    match msg {
        ExecuteMsg::Supply { on_behalf_of } => {
            verb::supply::supply(deps, &env, &info, on_behalf_of)
        }
        ExecuteMsg::Withdraw {
            denom,
            amount,
            min_amount,
            recipient,
        } => verb::withdraw::withdraw(deps, &env, &info, &denom, amount, min_amount, recipient),
        ExecuteMsg::Deposit { account } => verb::deposit::deposit(deps, &env, &info, account),
        ExecuteMsg::WithdrawCollateral {
            sub,
            denom,
            amount,
            recipient,
        } => verb::withdraw_collateral::withdraw_collateral(
            deps, &env, &info, sub, &denom, amount, recipient,
        ),
        ExecuteMsg::WithdrawSurplus {
            sub,
            denom,
            recipient,
        } => verb::withdraw_surplus::withdraw_surplus(deps, &env, &info, sub, &denom, recipient),
        ExecuteMsg::Borrow {
            sub,
            denom,
            amount,
            recipient,
        } => verb::borrow::borrow(deps, &env, &info, sub, &denom, amount, recipient),
        ExecuteMsg::Repay { account } => verb::repay::repay(deps, &env, &info, account),
        ExecuteMsg::Liquidate { account, recipient } => {
            verb::liquidate::liquidate(deps, &env, &info, &account, recipient)
        }
        ExecuteMsg::Reconcile { accounts } => {
            verb::reconcile::reconcile(deps, &env, &info, &accounts)
        }
        ExecuteMsg::LotSettled(settlement) => {
            verb::lot_settled::lot_settled(deps, &env, &info, &settlement)
        }
        ExecuteMsg::ShortfallRepaid { stream_seconds } => {
            verb::shortfall_repaid::shortfall_repaid(deps, &env, &info, stream_seconds)
        }
        ExecuteMsg::Receive(hook) => {
            let (info, msg) = funds::received(deps.api, &info, &hook)?;
            receive(deps, &env, &info, msg)
        }
        ExecuteMsg::CheckDepth { further } => verb::check_depth::check_depth(&env, &info, further),
        ExecuteMsg::Distribute { denoms } => {
            verb::distribute::distribute(deps, &env, &info, &denoms)
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

/// What comes with a token: see [`ReceiveMsg`]. Anyone can be named as the sender by a contract that is no listed token, so nothing
/// but what demands a listed asset may stand here.
fn receive(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    msg: ReceiveMsg,
) -> Result<Response, ContractError> {
    match msg {
        ReceiveMsg::Supply { on_behalf_of } => verb::supply::supply(deps, env, info, on_behalf_of),
        ReceiveMsg::Deposit { account } => verb::deposit::deposit(deps, env, info, account),
        ReceiveMsg::Repay { account } => verb::repay::repay(deps, env, info, account),
        ReceiveMsg::ShortfallRepaid { stream_seconds } => {
            verb::shortfall_repaid::shortfall_repaid(deps, env, info, stream_seconds)
        }
    }
}

/// Answers.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    question::query(deps, &env, msg)
}

/// Answers to messages that this contract sent: a payment that failed, a request for cover.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn reply(deps: DepsMut, env: Env, msg: Reply) -> Result<Response, ContractError> {
    answer::reply(deps, &env, msg)
}

/// What the chain's governance does: the same as the owner.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn sudo(deps: DepsMut, env: Env, msg: SudoMsg) -> Result<Response, ContractError> {
    governance::sudo(deps, &env, msg)
}

/// Takes the contract to this version.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn migrate(deps: DepsMut, _env: Env, _msg: MigrateMsg) -> Result<Response, ContractError> {
    migration::migrate(deps)
}
