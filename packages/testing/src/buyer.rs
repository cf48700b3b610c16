//! An example for those who write the buyer of a backstop stage: a pool of money that buys what no bidder bought, at the house's price.
//!
//! Anyone gives it money by sending some. Offered a lot, it pays out of what it has, up to a cap on each lot, and the house sends the
//! base at once. Its owner collects what it bought. It fails at nothing that could be foreseen: a buyer that fails buys nothing.

use cosmwasm_std::{
    coin, Addr, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError, StdResult,
    Uint128,
};
use cw_multi_test::{Contract, ContractWrapper};
use cw_storage_plus::Item;
use gavel_types::address::{address, AddressRefusal};
use gavel_types::auction::AuctionClient;
use gavel_types::backstop::LotOffer;
use gavel_types::funds::{balance, send};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Sets the contract up. Who sends this is its owner.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct InstantiateMsg {
    /// The auction house.
    pub house: String,
    /// The most that it pays for a lot, in smallest units of whatever the lot is paid with.
    pub most: Uint128,
}

/// What is done with the contract.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum ExecuteMsg {
    /// The house's call, as [`gavel_types::backstop::BackstopMsg`] has it. Only the house.
    BuyLot(LotOffer),
    /// Pays the owner all that the contract has of an asset. Only the owner.
    Collect {
        /// The asset.
        denom: String,
    },
}

/// What the contract refuses.
#[derive(Error, Debug, PartialEq)]
#[allow(missing_docs)] // Each variant is documented by its text.
pub enum BuyerError {
    #[error("{0}")]
    Std(#[from] StdError),
    #[error("{0}")]
    Address(#[from] AddressRefusal),
    #[error("only the buyer's {who} may do this")]
    Unauthorized { who: &'static str },
}

/// Whom the contract knows, and its cap.
#[derive(Serialize, Deserialize, Clone, Debug)]
struct Settings {
    owner: Addr,
    house: Addr,
    most: Uint128,
}

const SETTINGS: Item<Settings> = Item::new("settings");

fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, BuyerError> {
    let settings = Settings {
        owner: info.sender,
        house: address(deps.api, &msg.house)?,
        most: msg.most,
    };
    SETTINGS.save(deps.storage, &settings)?;
    Ok(Response::new())
}

fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, BuyerError> {
    let settings = SETTINGS.load(deps.storage)?;
    let (may, who) = match msg {
        ExecuteMsg::BuyLot(_) => (&settings.house, "house"),
        ExecuteMsg::Collect { .. } => (&settings.owner, "owner"),
    };
    if info.sender != may {
        return Err(BuyerError::Unauthorized { who });
    }
    match msg {
        ExecuteMsg::BuyLot(offer) => buy(&deps, &env, &settings, &offer),
        ExecuteMsg::Collect { denom } => {
            let has = balance(&deps.querier, &denom, &env.contract.address)?;
            Ok(Response::new().add_message(send(&settings.owner, &denom, has)?))
        }
    }
}

/// Pays what it has, no more than the cap and the offer.
fn buy(
    deps: &DepsMut,
    env: &Env,
    settings: &Settings,
    offer: &LotOffer,
) -> Result<Response, BuyerError> {
    let denom = &offer.most.denom;
    let has = balance(&deps.querier, denom, &env.contract.address)?;
    let paid = has.min(settings.most.u128()).min(offer.most.amount.u128());
    if paid == 0 {
        return Ok(Response::new());
    }
    let house = AuctionClient {
        address: &settings.house,
    };
    Ok(Response::new().add_message(house.pay_backstop(offer.lot, coin(paid, denom))?))
}

fn query(_deps: Deps, _env: Env, _msg: Empty) -> StdResult<Binary> {
    Ok(Binary::default())
}

/// The contract's code.
pub fn code() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new(execute, instantiate, query))
}
