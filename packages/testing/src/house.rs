//! The contracts on their chain, to be asked.

use cosmwasm_std::{to_json_binary, Addr};
use cw_multi_test::error::AnyError;
use serde::de::DeserializeOwned;
use serde::Serialize;

use crate::call::Contracts;
use crate::chain::{Application, Chain};
use crate::receipt::Refusal;

/// The contracts on their chain. Everything that can be asked of them without changing anything is asked here; a
/// [`World`](crate::World) gives its house by dereferencing.
pub struct House {
    pub(crate) chain: Chain,
    pub(crate) contracts: Contracts,
}

impl House {
    /// The contracts' addresses, as a copy that makes messages.
    pub fn contracts(&self) -> Contracts {
        self.contracts.clone()
    }

    /// The address of the person of that name.
    pub fn person(&self, name: &str) -> Addr {
        self.chain.person(name)
    }

    /// What an address has of an asset, in smallest units.
    pub fn balance(&self, of: &Addr, denom: &str) -> u128 {
        self.chain.balance(of, denom)
    }

    /// Unix second of the block.
    pub fn now(&self) -> u64 {
        self.chain.now()
    }

    /// Time of the block in milliseconds.
    pub fn now_millis(&self) -> u64 {
        self.chain.now_millis()
    }

    /// Height of the block.
    pub fn height(&self) -> u64 {
        self.chain.height()
    }

    /// The embedded chain's application, for what is not wrapped here.
    pub fn app(&self) -> &Application {
        self.chain.app()
    }

    /// Asks any contract anything.
    ///
    /// # Errors
    /// The contract refuses.
    pub fn ask<T: DeserializeOwned>(
        &self,
        contract: &Addr,
        question: &impl Serialize,
    ) -> Result<T, Refusal> {
        let answer = to_json_binary(question)
            .map_err(AnyError::from)
            .and_then(|question| self.chain.ask(contract, question))
            .map_err(|error| Refusal::of(&error))?;
        serde_json::from_slice(&answer).map_err(|error| Refusal::of(&error.into()))
    }

    /// Asks what is always answered in a well-built world.
    pub(crate) fn ask_surely<T: DeserializeOwned>(
        &self,
        contract: &Addr,
        question: &impl Serialize,
    ) -> T {
        match self.ask(contract, question) {
            Ok(answer) => answer,
            Err(refusal) => panic!("the question was refused: {refusal}"),
        }
    }
}
