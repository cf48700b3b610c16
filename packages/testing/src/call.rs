//! One message of a transaction.

use cosmwasm_std::{to_json_binary, Addr, BankMsg, Coin, CosmosMsg, WasmMsg};
use gavel_types::{auction, insurance, lending, oracle};
use serde::Serialize;

/// A message with its coins, and what the watch must know of it.
#[derive(Clone, Debug)]
pub struct Call {
    pub(crate) message: CosmosMsg,
    pub(crate) act: Act,
}

/// What a message asks for.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    /// Something of the oracle adapter.
    Oracle(oracle::ExecuteMsg),
    /// Something of the auction house.
    Auction(auction::ExecuteMsg),
    /// Something of the insurance fund. What, is shown where a rule does not hold.
    #[allow(dead_code)]
    Fund(insurance::ExecuteMsg),
    /// Something of the lending contract.
    Lending(lending::ExecuteMsg),
    /// Money sent to someone.
    Send {
        /// Who receives it.
        to: Addr,
        /// The money.
        coins: Vec<Coin>,
    },
    /// Something of another contract, in which anything may happen.
    Other,
}

impl Call {
    /// A message to any contract. The house's own contracts are better called through [`Contracts`], which knows what the
    /// message means; called by this, their messages are checked all the same.
    pub fn any(contract: &Addr, msg: &impl Serialize, funds: Vec<Coin>) -> Self {
        Self {
            message: wasm(contract, msg, funds),
            act: Act::Other,
        }
    }

    /// Money sent to someone. What a contract of the house receives in this way is a donation.
    pub fn send(to: &Addr, coins: Vec<Coin>) -> Self {
        Self {
            message: BankMsg::Send {
                to_address: to.to_string(),
                amount: coins.clone(),
            }
            .into(),
            act: Act::Send {
                to: to.clone(),
                coins,
            },
        }
    }

    /// The message as the chain takes it.
    pub fn message(&self) -> &CosmosMsg {
        &self.message
    }
}

fn wasm(contract: &Addr, msg: &impl Serialize, funds: Vec<Coin>) -> CosmosMsg {
    let msg = match to_json_binary(msg) {
        Ok(bytes) => bytes,
        Err(error) => panic!("the message cannot be written as JSON: {error}"),
    };
    WasmMsg::Execute {
        contract_addr: contract.to_string(),
        msg,
        funds,
    }
    .into()
}

/// The addresses of the house's contracts, which make messages to them. Copies are cheap: take one to compose
/// transactions while the world is borrowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contracts {
    /// The oracle adapter.
    pub oracle: Addr,
    /// The auction house.
    pub auction: Addr,
    /// The insurance fund.
    pub fund: Addr,
    /// The lending contract.
    pub lending: Addr,
}

impl Contracts {
    /// A message to the oracle adapter.
    pub fn to_oracle(&self, msg: oracle::ExecuteMsg) -> Call {
        Call {
            message: wasm(&self.oracle, &msg, Vec::new()),
            act: Act::Oracle(msg),
        }
    }

    /// A message to the auction house, with coins.
    pub fn to_auction(&self, msg: auction::ExecuteMsg, funds: Vec<Coin>) -> Call {
        Call {
            message: wasm(&self.auction, &msg, funds),
            act: Act::Auction(msg),
        }
    }

    /// A message to the insurance fund, with coins.
    pub fn to_fund(&self, msg: insurance::ExecuteMsg, funds: Vec<Coin>) -> Call {
        Call {
            message: wasm(&self.fund, &msg, funds),
            act: Act::Fund(msg),
        }
    }

    /// A message to the lending contract, with coins.
    pub fn to_lending(&self, msg: lending::ExecuteMsg, funds: Vec<Coin>) -> Call {
        Call {
            message: wasm(&self.lending, &msg, funds),
            act: Act::Lending(msg),
        }
    }
}
