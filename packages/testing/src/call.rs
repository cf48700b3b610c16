//! One message of a transaction.

use cosmwasm_std::{to_json_binary, Addr, BankMsg, Coin, CosmosMsg, StdResult, WasmMsg};
use gavel_types::asset::token_of;
use gavel_types::funds;
use gavel_types::{auction, insurance, lending, oracle};
use serde::Serialize;

/// A message with its coins, and what the watch must know of it. A token in the place of its coins goes through the token's own
/// contract, with the same message.
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

    /// A message just as the chain takes it: what a token would bring, or coins of any name.
    pub fn of(message: impl Into<CosmosMsg>) -> Self {
        Self {
            message: message.into(),
            act: Act::Other,
        }
    }

    /// Money sent to someone: coins, or one token. What a contract of the house receives in this way is a donation.
    ///
    /// # Panics
    /// A token and something beside it: that is more than one message.
    pub fn send(to: &Addr, coins: Vec<Coin>) -> Self {
        let message = match lone_token(&coins) {
            Some(coin) => written(funds::send(to, &coin.denom, coin.amount.u128())),
            None => BankMsg::Send {
                to_address: to.to_string(),
                amount: coins.clone(),
            }
            .into(),
        };
        Self {
            message,
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

/// A message with coins, or one that a token's contract passes on.
fn wasm(contract: &Addr, msg: &impl Serialize, coins: Vec<Coin>) -> CosmosMsg {
    if let Some(coin) = lone_token(&coins) {
        return written(funds::call(contract, msg, coin.clone())).into();
    }
    WasmMsg::Execute {
        contract_addr: contract.to_string(),
        msg: written(to_json_binary(msg)),
        funds: coins,
    }
    .into()
}

/// The token, where money is one.
fn lone_token(coins: &[Coin]) -> Option<&Coin> {
    match coins {
        [coin] => token_of(&coin.denom).map(|_| coin),
        several => {
            let token = several.iter().find(|coin| token_of(&coin.denom).is_some());
            if let Some(token) = token {
                panic!("{} does not come together with other money", token.denom);
            }
            None
        }
    }
}

fn written<T>(message: StdResult<T>) -> T {
    match message {
        Ok(message) => message,
        Err(error) => panic!("the message cannot be written as JSON: {error}"),
    }
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
