//! The world: who is in it, what time it is, and how messages are run in it.

use std::collections::BTreeMap;
use std::ops::Deref;

use cosmwasm_std::{from_json, Addr, Binary, Coin, CosmosMsg, Decimal, Empty, WasmMsg};
use cw20::Cw20ExecuteMsg;
use cw_multi_test::error::AnyResult;
use cw_multi_test::{AppResponse, Contract};
use gavel_types::lending::AccountId;
use serde::Serialize;

use crate::builder::Builder;
use crate::call::{Act, Call};
use crate::house::House;
use crate::receipt::{Receipt, Refusal};
use crate::watch::{Counts, Violation, Watch};

/// Those who are always in the world.
#[derive(Clone, Debug)]
pub struct Cast {
    /// Owns and may migrate all contracts.
    pub owner: Addr,
    /// May pause.
    pub guardian: Addr,
    /// Receives reserves, dust, and part of the penalties.
    pub treasury: Addr,
    /// Push prices.
    pub feeders: Vec<Addr>,
}

/// The contracts on an embedded chain, with everything listed, wired and priced. Every message is run as a transaction of
/// its own, or several as one, and what must always hold is checked behind each.
pub struct World {
    pub(crate) house: House,
    pub(crate) cast: Cast,
    pub(crate) prices: BTreeMap<String, Decimal>,
    pub(crate) block_millis: u64,
    pub(crate) watch: Watch,
    #[cfg(feature = "vm")]
    pub(crate) meter: Option<crate::builder::Metering>,
}

impl Deref for World {
    type Target = House;

    fn deref(&self) -> &House {
        &self.house
    }
}

impl World {
    /// The usual world: ETH as collateral at 100 dollars, a market of dollars.
    ///
    /// # Panics
    /// The contracts refuse to be set up.
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        Self::builder().build()
    }

    /// A world to be described: the usual one unless told otherwise.
    pub fn builder() -> Builder {
        Builder::usual()
    }

    /// A world to be described, in which nothing is listed unless told: neither ETH nor dollars.
    pub fn bare() -> Builder {
        Builder::empty()
    }

    /// Those who are always in the world.
    pub fn cast(&self) -> &Cast {
        &self.cast
    }

    /// The person of that name, given money.
    pub fn funded(&mut self, name: &str, coins: &[Coin]) -> Addr {
        let person = self.person(name);
        self.fund(&person, coins);
        person
    }

    /// Gives someone money out of nothing, coins and tokens. What a contract of the house gets this way is a donation.
    ///
    /// # Panics
    /// The coins are empty, or a token is of none of the assets that the world was built with.
    pub fn fund(&mut self, to: &Addr, coins: &[Coin]) {
        if let Err(error) = self.house.chain.mint(to, coins) {
            panic!("{to} could not be given money: {error}");
        }
        self.watch.donated(&self.house, to, coins);
    }

    /// Gives someone coins of the bank out of nothing, also such as are named like a token.
    ///
    /// # Panics
    /// The coins are empty.
    pub fn forge(&mut self, to: &Addr, coins: &[Coin]) {
        if let Err(error) = self.house.chain.mint_coins(to, coins.to_vec()) {
            panic!("{to} could not be given coins: {error}");
        }
    }

    /// The first account of an owner.
    pub fn first_account(&self, owner: &Addr) -> AccountId {
        AccountId {
            owner: owner.to_string(),
            sub: 0,
        }
    }

    /// Runs one message as one transaction.
    ///
    /// # Errors
    /// The message is refused.
    pub fn execute(
        &mut self,
        sender: &Addr,
        contract: &Addr,
        msg: &impl Serialize,
        funds: &[Coin],
    ) -> Result<Receipt, Refusal> {
        self.run(sender, Call::any(contract, msg, funds.to_vec()))
    }

    /// Runs one call as one transaction.
    ///
    /// # Errors
    /// The call is refused.
    pub fn run(&mut self, sender: &Addr, call: Call) -> Result<Receipt, Refusal> {
        self.transact(sender, vec![call])
    }

    /// Runs several calls as one transaction: all or nothing.
    ///
    /// # Errors
    /// The first call that is refused; then none has happened.
    pub fn transact(&mut self, sender: &Addr, calls: Vec<Call>) -> Result<Receipt, Refusal> {
        let (messages, acts): (Vec<CosmosMsg>, Vec<Act>) = calls
            .into_iter()
            .map(|call| (call.message.clone(), self.meant(call)))
            .unzip();
        self.watched(sender, acts, |house| house.chain.transact(sender, messages))
    }

    /// Speaks to a contract with the voice of the chain's governance.
    ///
    /// # Errors
    /// The contract refuses.
    pub fn sudo(&mut self, contract: &Addr, msg: &impl Serialize) -> Result<Receipt, Refusal> {
        let voice = self.cast.owner.clone();
        self.watched(&voice, vec![Act::Other], |house| {
            house.chain.sudo(contract, msg).map(|done| vec![done])
        })
    }

    /// Migrates a contract to new code, as its admin.
    ///
    /// # Errors
    /// The contract refuses.
    pub fn migrate(
        &mut self,
        contract: &Addr,
        code: Box<dyn Contract<Empty>>,
        msg: &impl Serialize,
    ) -> Result<Receipt, Refusal> {
        let admin = self.cast.owner.clone();
        self.watched(&admin, vec![Act::Other], |house| {
            house
                .chain
                .migrate(&admin, contract, code, msg)
                .map(|done| vec![done])
        })
    }

    /// Brings a contract of the test's own into the world: an attacker, a taker.
    ///
    /// # Errors
    /// The contract refuses.
    pub fn start(
        &mut self,
        code: Box<dyn Contract<Empty>>,
        admin: &Addr,
        label: &str,
        msg: &impl Serialize,
    ) -> Result<Addr, Refusal> {
        self.house
            .chain
            .start(code, admin, label, msg)
            .map_err(|error| Refusal::of(&error))
    }

    /// Brings a contract into the world that refuses nobody.
    pub(crate) fn start_surely(
        &mut self,
        code: Box<dyn Contract<Empty>>,
        admin: &Addr,
        label: &str,
        msg: &impl Serialize,
    ) -> Addr {
        match self.start(code, admin, label, msg) {
            Ok(address) => address,
            Err(refusal) => panic!("the {label} could not be started: {refusal}"),
        }
    }

    /// Goes on from where another world is that was built in the same way: the same contracts at the same addresses, natively or on the
    /// VM. What is watched starts anew.
    pub fn go_on_from(&mut self, other: &Self) {
        self.house.chain.restore(other.house.chain.saved());
        self.prices.clone_from(&other.prices);
    }

    /// Tries something and undoes it, whatever it was. Its cost is the size of the world's state.
    pub fn what_if<T>(&mut self, act: impl FnOnce(&mut Self) -> T) -> T {
        let saved = self.house.chain.saved();
        let prices = self.prices.clone();
        let watch = self.watch.clone();
        let result = act(self);
        let found = std::mem::replace(&mut self.watch, watch);
        self.watch.remember(found);
        self.prices = prices;
        self.house.chain.restore(saved);
        result
    }

    /// What did not hold so far. A strict world panics at the first instead.
    pub fn violations(&self) -> &[Violation] {
        self.watch.violations()
    }

    /// How many checks were made, and how many failed.
    pub fn counts(&self) -> Counts {
        self.watch.counts()
    }

    /// Counts everything anew and compares: all accounts, lots, lenders and credits.
    pub fn recount(&mut self) {
        self.watch.recount(&self.house);
    }

    fn watched(
        &mut self,
        sender: &Addr,
        acts: Vec<Act>,
        act: impl FnOnce(&mut House) -> AnyResult<Vec<AppResponse>>,
    ) -> Result<Receipt, Refusal> {
        let before = self.watch.before(&self.house, sender, &acts);
        let writes = self.house.chain.writes();
        #[cfg(feature = "vm")]
        if let Some(metering) = &self.meter {
            metering.meter.begin(metering.pinned);
        }
        let outcome = act(&mut self.house);
        #[cfg(feature = "vm")]
        let gas = self.meter.as_ref().map(|metering| metering.meter.finish());
        match outcome {
            Ok(responses) => {
                let receipt = Receipt::of(responses);
                #[cfg(feature = "vm")]
                let receipt = Receipt { gas, ..receipt };
                self.watch.after(&self.house, &acts, before, &receipt);
                Ok(receipt)
            }
            Err(error) => {
                let traces = self.house.chain.writes().saturating_sub(writes);
                let refusal = Refusal::of(&error);
                self.watch.refused(&refusal, traces);
                Err(refusal)
            }
        }
    }

    /// What a call means, where only its bytes are known.
    fn meant(&self, call: Call) -> Act {
        let (
            Act::Other,
            CosmosMsg::Wasm(WasmMsg::Execute {
                contract_addr, msg, ..
            }),
        ) = (&call.act, &call.message)
        else {
            return call.act;
        };
        self.meaning(contract_addr, msg)
    }

    /// What a message to a contract means; of a token's `Send`, what the message means that it passes on.
    fn meaning(&self, contract: &str, msg: &Binary) -> Act {
        let contracts = &self.house.contracts;
        let known = if contracts.oracle.as_str() == contract {
            from_json(msg).map(Act::Oracle)
        } else if contracts.auction.as_str() == contract {
            from_json(msg).map(Act::Auction)
        } else if contracts.fund.as_str() == contract {
            from_json(msg).map(Act::Fund)
        } else if contracts.lending.as_str() == contract {
            from_json(msg).map(Act::Lending)
        } else if let Ok(Cw20ExecuteMsg::Send { contract, msg, .. }) = from_json(msg) {
            Ok(self.meaning(&contract, &msg))
        } else {
            Ok(Act::Other)
        };
        known.unwrap_or(Act::Other)
    }
}
