//! An example for those who write takers: a contract that buys lots without money of its own.
//!
//! Its owner says what to buy. It takes with a callback; called back, it has the base, sells it at a swap venue and pays the
//! house out of what that brings. The rest is profit, which lies in the contract until the owner collects it. Where the venue
//! pays too little, everything is undone and has cost nothing but gas.

use cosmwasm_std::{
    from_json, to_json_binary, Addr, Binary, Decimal, Deps, DepsMut, Empty, Env, MessageInfo,
    OverflowError, Response, StdError, StdResult, Uint128, WasmMsg,
};
use cw_multi_test::{Contract, ContractWrapper};
use cw_storage_plus::Item;
use gavel_types::address::{address, AddressRefusal};
use gavel_types::auction::{AuctionClient, ExecuteMsg as HouseMsg, LotId};
use gavel_types::funds::{balance, call, send};
use gavel_types::taker::TakeCall;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::venue;

/// Sets the contract up. Who sends this is its owner.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct InstantiateMsg {
    /// The auction house.
    pub house: String,
    /// The venue at which it sells.
    pub venue: String,
}

/// What is done with the contract.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum ExecuteMsg {
    /// Buys base from a lot and sells it at once. Only the owner.
    Buy {
        /// The lot.
        lot: LotId,
        /// The most base to buy, in smallest units.
        amount: Uint128,
        /// The highest price to pay, whole quote per whole base.
        max_price: Decimal,
        /// The least that must be left behind the payment, in smallest units of the quote.
        least_profit: Uint128,
    },
    /// The house's call, as [`gavel_types::taker::TakerMsg`] has it. Only the house.
    TakeSettlement(TakeCall),
    /// Pays the owner all that the contract has of an asset. Only the owner.
    Collect {
        /// The asset.
        denom: String,
    },
}

/// What the contract refuses.
#[derive(Error, Debug, PartialEq)]
#[allow(missing_docs)] // Each variant is documented by its text.
pub enum TakerError {
    #[error("{0}")]
    Std(#[from] StdError),
    #[error("{0}")]
    Overflow(#[from] OverflowError),
    #[error("{0}")]
    Address(#[from] AddressRefusal),
    #[error("only the taker's {who} may do this")]
    Unauthorized { who: &'static str },
}

/// Whom the contract knows.
#[derive(Serialize, Deserialize, Clone, Debug)]
struct Settings {
    owner: Addr,
    house: Addr,
    venue: Addr,
}

const SETTINGS: Item<Settings> = Item::new("settings");

/// What the house hands back in its call: the terms of the purchase, so that nothing needs to be stored.
#[derive(Serialize, Deserialize, Clone, Debug)]
struct Terms {
    least_profit: Uint128,
}

fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, TakerError> {
    let settings = Settings {
        owner: info.sender,
        house: address(deps.api, &msg.house)?,
        venue: address(deps.api, &msg.venue)?,
    };
    SETTINGS.save(deps.storage, &settings)?;
    Ok(Response::new())
}

fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, TakerError> {
    let settings = SETTINGS.load(deps.storage)?;
    // Nobody else can have the house call this contract: it calls who sent the take, and only the owner has one sent.
    let (may, who) = match msg {
        ExecuteMsg::TakeSettlement(_) => (&settings.house, "house"),
        ExecuteMsg::Buy { .. } | ExecuteMsg::Collect { .. } => (&settings.owner, "owner"),
    };
    if info.sender != may {
        return Err(TakerError::Unauthorized { who });
    }
    match msg {
        ExecuteMsg::Buy {
            lot,
            amount,
            max_price,
            least_profit,
        } => {
            let take = HouseMsg::Take {
                lot,
                amount,
                max_price,
                min_amount: None,
                recipient: None,
                callback: Some(to_json_binary(&Terms { least_profit })?),
            };
            Ok(Response::new().add_message(WasmMsg::Execute {
                contract_addr: settings.house.to_string(),
                msg: to_json_binary(&take)?,
                funds: vec![],
            }))
        }
        ExecuteMsg::TakeSettlement(call) => settle(&settings, call),
        ExecuteMsg::Collect { denom } => {
            let profit = balance(&deps.querier, &denom, &env.contract.address)?;
            Ok(Response::new().add_message(send(&settings.owner, &denom, profit)?))
        }
    }
}

/// The base is here: sells it, for no less than what is owed and the profit wanted, then pays. The house checks the rest.
fn settle(settings: &Settings, told: TakeCall) -> Result<Response, TakerError> {
    let terms: Terms = from_json(&told.data)?;
    let least = told.owed.amount.checked_add(terms.least_profit)?;
    let sale = call(
        &settings.venue,
        &venue::ExecuteMsg::Swap { least },
        told.base,
    )?;
    let house = AuctionClient {
        address: &settings.house,
    };
    Ok(Response::new()
        .add_message(sale)
        .add_message(house.pay(told.lot, told.owed)?))
}

fn query(_deps: Deps, _env: Env, _msg: Empty) -> StdResult<Binary> {
    Ok(Binary::default())
}

/// The contract's code.
pub fn code() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new(execute, instantiate, query))
}
