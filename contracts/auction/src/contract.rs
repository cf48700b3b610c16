//! Entry points: parse, authorise, dispatch.

#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, Reply, Response};
use gavel_types::auction::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg, SudoMsg};
use gavel_types::funds::{check_native, none, received, FundsError};

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
    let (info, msg) = match msg {
        ExecuteMsg::Receive(hook) => {
            let (info, msg) = received(deps.api, &info, &hook)?;
            if !takes_coins(&msg) {
                return Err(not_by_token(&info));
            }
            (info, msg)
        }
        msg => (info, msg),
    };
    let response = dispatch(deps.branch(), &env, &mut session, &info, msg)?;
    session.close(deps.storage);
    Ok(response)
}

/// Whether a message takes coins, and so may come through a token's hook: the messages of
/// [`ReceiveMsg`](gavel_types::auction::ReceiveMsg). Anyone can be named as the sender by a contract that is no listed token, so
/// nothing but what demands a listed asset may stand here.
fn takes_coins(msg: &ExecuteMsg) -> bool {
    matches!(
        msg,
        ExecuteMsg::Consign { .. }
            | ExecuteMsg::SubmitBid { .. }
            | ExecuteMsg::Take { .. }
            | ExecuteMsg::Pay { .. }
            | ExecuteMsg::PayBackstop { .. }
            | ExecuteMsg::PlaceBid { .. }
    )
}

fn not_by_token(info: &MessageInfo) -> ContractError {
    let asset = info.funds.first().map(|coin| coin.denom.clone());
    FundsError::Hook {
        asset: asset.unwrap_or_default(),
        reason: "it takes no coins".to_owned(),
    }
    .into()
}

/// Does what a message asks for. While a take or a purchase is being settled, only its payment and its end go through.
fn dispatch(
    deps: DepsMut,
    env: &Env,
    session: &mut Session,
    info: &MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    if !matches!(
        msg,
        ExecuteMsg::Pay { .. } | ExecuteMsg::PayBackstop { .. } | ExecuteMsg::SettleTake {}
    ) {
        session.assert_unlocked()?;
    }
    match msg {
        ExecuteMsg::Consign {
            pair,
            expected_lot,
            tab,
            max_reward_bps,
        } => execute::consign(deps, session, info, pair, expected_lot, tab, max_reward_bps),
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
            execute::take(deps, session, info, order)
        }
        ExecuteMsg::Pay { lot } => execute::pay(deps, info, lot),
        ExecuteMsg::SettleTake {} => execute::settle_take(deps, session, info),
        ExecuteMsg::PayBackstop { lot } => execute::pay_backstop(deps, info, lot),
        ExecuteMsg::CheckDepth { further } => execute::check_depth(session, info, further),
        ExecuteMsg::PlaceBid {
            lot,
            min_amount,
            recipient,
        } => execute::place_bid(deps, session, info, lot, min_amount, recipient),
        // One that came through a token's hook is not let through again.
        ExecuteMsg::Receive(_) => Err(not_by_token(info)),
        ExecuteMsg::SubmitBid { pair, limit, owner } => {
            execute::submit_bid(deps, session, info, pair, limit, owner)
        }
        ExecuteMsg::RetractBid {
            pair,
            limit,
            amount,
            recipient,
        } => execute::retract_bid(deps, session, info, pair, limit, amount, recipient),
        ExecuteMsg::MoveBid {
            pair,
            from,
            to,
            amount,
        } => execute::move_bid(deps, session, info, pair, (from, to), amount),
        ExecuteMsg::ClaimLiquidations {
            pair,
            limits,
            recipient,
        } => execute::claim(deps, session, info, pair, limits, recipient),
        ExecuteMsg::Advance { lot, limit } => execute::advance(deps, session, info, lot, limit),
        ExecuteMsg::Deliver { lot, consignor } => {
            execute::deliver(deps, session, info, lot, consignor)
        }
        ExecuteMsg::HandOver {
            consignor,
            settlement,
            parts,
        } => execute::hand_over(session, info, consignor, settlement, parts),
        ExecuteMsg::Withdraw { denom, recipient } => {
            execute::withdraw(deps, info, &denom, recipient)
        }
        ExecuteMsg::Pause {} => execute::pause(&deps, session, info),
        ExecuteMsg::Govern(msg) => {
            none(&info.funds)?;
            cw_ownable::assert_owner(deps.storage, &info.sender)?;
            execute::govern(deps, session, msg)
        }
        ExecuteMsg::UpdateOwnership(action) => {
            execute::update_ownership(deps, &env.block, info, action)
        }
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
