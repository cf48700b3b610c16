//! Entry points: parse, authorise, dispatch.

#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, Reply, Response};
use gavel_types::auction::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg, ReceiveMsg, SudoMsg};
use gavel_types::funds::{check_native, none, received};

use crate::error::ContractError;
use crate::event::Event;
use crate::execute;
use crate::execute::Order;
use crate::session::Session;

/// The contract's cw2 name.
pub const CONTRACT_NAME: &str = concat!("crates.io:", env!("CARGO_PKG_NAME"));

/// The contract's cw2 version.
pub const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Sets the house up: its owner and its configuration. Takes no coins.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    none(&info.funds)?;
    let owner = gavel_types::address::address(deps.api, &msg.owner)?;
    let house = execute::initial_house(deps.storage, deps.api, &msg.config)?;
    cw2::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    let ownership = cw_ownable::initialize_owner(deps.storage, deps.api, Some(owner.as_str()))?;
    Ok(Response::new()
        .add_event(Event::UpdateOwnership { ownership })
        .add_event(Event::UpdateConfig {
            version: house.version,
            config: &msg.config,
        }))
}

/// What anyone, bidders, consignors and the owner may do: see [`ExecuteMsg`].
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn execute(
    mut deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    check_native(&info.funds)?;
    let mut session = Session::open(deps.storage, &env)?;
    // A hook is asked by what it brings.
    if !matches!(
        msg,
        ExecuteMsg::Pay { .. }
            | ExecuteMsg::PayBackstop { .. }
            | ExecuteMsg::SettleTake {}
            | ExecuteMsg::Receive(_)
    ) {
        session.assert_unlocked()?;
    }
    let response = match msg {
        ExecuteMsg::Consign {
            pair,
            expected_lot,
            tab,
            max_reward_bps,
        } => {
            let deps = deps.branch();
            execute::consign(
                deps,
                &session,
                &info,
                pair,
                expected_lot,
                tab,
                max_reward_bps,
            )
        }
        ExecuteMsg::Take {
            lot,
            amount,
            max_price,
            min_amount,
            recipient,
            callback,
        } => {
            let order = Order {
                lot,
                amount,
                max_price,
                min_amount,
                recipient,
                callback,
            };
            execute::take(deps.branch(), &mut session, &info, order)
        }
        ExecuteMsg::Pay { lot } => execute::pay(deps.branch(), &info, lot),
        ExecuteMsg::SettleTake {} => execute::settle_take(deps.branch(), &mut session, &info),
        ExecuteMsg::PayBackstop { lot } => execute::pay_backstop(deps.branch(), &info, lot),
        ExecuteMsg::CheckDepth { further } => execute::check_depth(&session, &info, further),
        ExecuteMsg::PlaceBid {
            lot,
            min_amount,
            recipient,
        } => execute::place_bid(deps.branch(), &session, &info, lot, min_amount, recipient),
        ExecuteMsg::Receive(hook) => {
            let (info, msg) = received(deps.api, &info, &hook)?;
            receive(deps.branch(), &mut session, &info, msg)
        }
        ExecuteMsg::SubmitBid { pair, limit, owner } => {
            execute::submit_bid(deps.branch(), &session, &info, pair, limit, owner)
        }
        ExecuteMsg::RetractBid {
            pair,
            limit,
            amount,
            recipient,
        } => execute::retract_bid(
            deps.branch(),
            &session,
            &info,
            pair,
            limit,
            amount,
            recipient,
        ),
        ExecuteMsg::MoveBid {
            pair,
            from,
            to,
            amount,
        } => execute::move_bid(deps.branch(), &session, &info, pair, (from, to), amount),
        ExecuteMsg::ClaimLiquidations {
            pair,
            limits,
            recipient,
        } => execute::claim(deps.branch(), &session, &info, pair, limits, recipient),
        ExecuteMsg::Advance { lot, limit } => {
            execute::advance(deps.branch(), &session, &info, lot, limit)
        }
        ExecuteMsg::Deliver { lot, consignor } => {
            execute::deliver(deps.branch(), &session, &info, lot, consignor)
        }
        ExecuteMsg::HandOver {
            consignor,
            settlement,
            parts,
        } => execute::hand_over(&session, &info, consignor, settlement, parts),
        ExecuteMsg::Withdraw { denom, recipient } => {
            execute::withdraw(deps.branch(), &info, &denom, recipient)
        }
        ExecuteMsg::Pause {} => execute::pause(&deps, &mut session, &info),
        ExecuteMsg::Govern(msg) => {
            none(&info.funds)?;
            cw_ownable::assert_owner(deps.storage, &info.sender)?;
            execute::govern(deps.branch(), &mut session, msg)
        }
        ExecuteMsg::UpdateOwnership(action) => {
            execute::update_ownership(deps.branch(), &env.block, &info, action)
        }
    }?;
    session.close(deps.storage);
    Ok(response)
}

/// What comes with a token: see [`ReceiveMsg`]. Anyone can be named as the sender by a contract that is no listed token, so nothing
/// but what demands a listed asset may stand here.
fn receive(
    deps: DepsMut,
    session: &mut Session,
    info: &MessageInfo,
    msg: ReceiveMsg,
) -> Result<Response, ContractError> {
    if !matches!(msg, ReceiveMsg::Pay { .. } | ReceiveMsg::PayBackstop { .. }) {
        session.assert_unlocked()?;
    }
    match msg {
        ReceiveMsg::Consign {
            pair,
            expected_lot,
            tab,
            max_reward_bps,
        } => execute::consign(deps, session, info, pair, expected_lot, tab, max_reward_bps),
        ReceiveMsg::SubmitBid { pair, limit, owner } => {
            execute::submit_bid(deps, session, info, pair, limit, owner)
        }
        ReceiveMsg::Take {
            lot,
            amount,
            max_price,
            min_amount,
            recipient,
            callback,
        } => {
            let order = Order {
                lot,
                amount,
                max_price,
                min_amount,
                recipient,
                callback,
            };
            execute::take(deps, session, info, order)
        }
        ReceiveMsg::Pay { lot } => execute::pay(deps, info, lot),
        ReceiveMsg::PayBackstop { lot } => execute::pay_backstop(deps, info, lot),
        ReceiveMsg::PlaceBid {
            lot,
            min_amount,
            recipient,
        } => execute::place_bid(deps, session, info, lot, min_amount, recipient),
    }
}

/// Questions: see [`QueryMsg`].
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    crate::query::answer(deps, &env, msg)
}

/// The answer to a delivery that failed: its result waits for `Deliver`; and to a buyer's call: its lot ends.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn reply(deps: DepsMut, env: Env, msg: Reply) -> Result<Response, ContractError> {
    crate::reply::reply(deps, &env, msg)
}

/// What the chain's governance does without being the owner: the same as the owner.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn sudo(deps: DepsMut, env: Env, msg: SudoMsg) -> Result<Response, ContractError> {
    crate::sudo::sudo(deps, &env, msg)
}

/// Takes the contract to this version. Refused from another contract or a later version.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn migrate(deps: DepsMut, _env: Env, _msg: MigrateMsg) -> Result<Response, ContractError> {
    crate::migrate::migrate(deps)
}
