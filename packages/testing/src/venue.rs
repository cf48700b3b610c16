//! A swap venue for tests: buys one asset for another at a set price, out of what money it was given.

use cosmwasm_std::{
    Binary, CheckedMultiplyRatioError, Coin, Deps, DepsMut, Empty, Env, MessageInfo, Response,
    StdError, StdResult, Uint128,
};
use cw20::Cw20ReceiveMsg;
use cw_multi_test::{Contract, ContractWrapper};
use cw_storage_plus::Item;
use gavel_types::funds::{exactly, received, send, FundsError};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A price: so much is paid for so much. Other amounts are paid in proportion, rounded down.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    /// What is brought.
    pub brought: Coin,
    /// What is paid for it.
    pub paid: Coin,
}

/// What is done with the venue. It is set up with its first [`Rate`], by its owner.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum ExecuteMsg {
    /// Pays the sender for the coin sent with this message. Anyone. Refused where that is less than `least`, and where the
    /// venue has not so much.
    Swap {
        /// The least to be paid, in smallest units.
        least: Uint128,
    },
    /// A token's hook: the same, for a token.
    Receive(Cw20ReceiveMsg),
    /// Changes the price. Only the owner.
    SetRate(Rate),
}

/// What comes with a token.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ReceiveMsg {
    Swap { least: Uint128 },
}

/// What the venue refuses.
#[derive(Error, Debug, PartialEq)]
#[allow(missing_docs)] // Each variant is documented by its text.
pub enum VenueError {
    #[error("{0}")]
    Std(#[from] StdError),
    #[error("{0}")]
    Funds(#[from] FundsError),
    #[error("{0}")]
    Ratio(#[from] CheckedMultiplyRatioError),
    #[error("the venue pays {pays}, less than {least}")]
    TooLittle { pays: Uint128, least: Uint128 },
    #[error("only the venue's owner may do this")]
    Unauthorized {},
}

const OWNER: Item<cosmwasm_std::Addr> = Item::new("owner");
const RATE: Item<Rate> = Item::new("rate");

fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    rate: Rate,
) -> Result<Response, VenueError> {
    OWNER.save(deps.storage, &info.sender)?;
    RATE.save(deps.storage, &rate)?;
    Ok(Response::new())
}

fn execute(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, VenueError> {
    match msg {
        ExecuteMsg::Swap { least } => swap(deps.as_ref(), &info, least),
        ExecuteMsg::Receive(hook) => {
            let (info, ReceiveMsg::Swap { least }) = received(deps.api, &info, &hook)?;
            swap(deps.as_ref(), &info, least)
        }
        ExecuteMsg::SetRate(rate) => {
            if info.sender != OWNER.load(deps.storage)? {
                return Err(VenueError::Unauthorized {});
            }
            RATE.save(deps.storage, &rate)?;
            Ok(Response::new())
        }
    }
}

fn swap(deps: Deps, info: &MessageInfo, least: Uint128) -> Result<Response, VenueError> {
    let Rate { brought, paid } = RATE.load(deps.storage)?;
    let came = Uint128::new(exactly(&info.funds, &brought.denom)?);
    let pays = came.checked_multiply_ratio(paid.amount, brought.amount)?;
    if pays < least || pays.is_zero() {
        return Err(VenueError::TooLittle { pays, least });
    }
    Ok(Response::new().add_message(send(&info.sender, &paid.denom, pays.u128())?))
}

fn query(_deps: Deps, _env: Env, _msg: Empty) -> StdResult<Binary> {
    Ok(Binary::default())
}

/// The venue's code.
pub fn code() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new(execute, instantiate, query))
}
