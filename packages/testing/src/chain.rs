//! The embedded chain: blocks, time, addresses, money, transactions.

mod addresses;
mod journal;
mod token;
mod wasm;

use std::cell::RefCell;
use std::collections::HashMap;

use cosmwasm_std::{
    to_json_binary, Addr, Api, Binary, BlockInfo, CanonicalAddr, Coin, ContractInfo, CosmosMsg,
    Deps, Empty, Env, QueryRequest, StdResult, Timestamp, WasmQuery,
};
use cw_multi_test::error::{AnyError, AnyResult};
use cw_multi_test::{
    no_init, App, AppBuilder, AppResponse, BankKeeper, BankSudo, Contract, CosmosRouter, Executor,
    FailingModule, SudoMsg, WasmKeeper, WasmSudo,
};
use gavel_types::asset::token_of;
use gavel_types::funds;
use gavel_types::funds::split;
use serde::Serialize;

pub use addresses::Addresses;
pub use journal::Journal;
pub use wasm::Answering;

/// What human-readable addresses begin with.
pub const PREFIX: &str = "gavel";

/// Bytes of a person's address, as on every chain. A contract's has 32.
const PERSON_BYTES: usize = 20;

/// The chain's application.
pub type Application =
    App<BankKeeper, Addresses, Journal, FailingModule<Empty, Empty, Empty>, Answering>;

/// The embedded chain. It moves only when told to.
pub struct Chain {
    app: Application,
    balances: RefCell<Balances>,
}

/// Balances of coins that were asked for, and the writes to the bank up to then.
#[derive(Default)]
struct Balances {
    written: u64,
    amounts: HashMap<(String, String), u128>,
}

impl Chain {
    /// A chain at its first block.
    pub fn new(height: u64, seconds: u64) -> Self {
        let block = BlockInfo {
            height,
            time: Timestamp::from_seconds(seconds),
            chain_id: "gavel-1".to_owned(),
        };
        let app = AppBuilder::new()
            .with_api(Addresses::new(PREFIX))
            .with_storage(Journal::default())
            .with_block(block)
            .with_wasm(Answering::of(
                WasmKeeper::new().with_address_generator(token::SaltIsAddress),
            ))
            .build(no_init);
        Self {
            app,
            balances: RefCell::default(),
        }
    }

    /// The application itself, for queries that this crate does not wrap.
    pub fn app(&self) -> &Application {
        &self.app
    }

    /// Unix second of the block.
    pub fn now(&self) -> u64 {
        self.app.block_info().time.seconds()
    }

    /// Time of the block in milliseconds.
    pub fn now_millis(&self) -> u64 {
        self.app.block_info().time.nanos() / 1_000_000
    }

    /// Height of the block.
    pub fn height(&self) -> u64 {
        self.app.block_info().height
    }

    /// Goes on by `blocks` blocks that together take `millis` milliseconds.
    pub fn pass(&mut self, blocks: u64, millis: u64) {
        self.app.update_block(|block| {
            block.height = block.height.saturating_add(blocks);
            block.time = block.time.plus_nanos(millis.saturating_mul(1_000_000));
        });
    }

    /// The address of the person of that name, 20 bytes.
    ///
    /// # Panics
    /// Never: every name has an address.
    pub fn person(&self, name: &str) -> Addr {
        let long = self.app.api().addr_make(name);
        match self.shortened(&long) {
            Ok(address) => address,
            Err(error) => panic!("{name} has no address: {error}"),
        }
    }

    fn shortened(&self, long: &Addr) -> StdResult<Addr> {
        let bytes = self.app.api().addr_canonicalize(long.as_str())?;
        let short = bytes.as_slice().iter().copied().take(PERSON_BYTES);
        let short = CanonicalAddr::from(short.collect::<Vec<u8>>());
        self.app.api().addr_humanize(&short)
    }

    /// Gives someone money out of nothing, coins and tokens.
    ///
    /// # Errors
    /// The coins are empty, or a token was not started.
    pub fn mint(&mut self, to: &Addr, coins: &[Coin]) -> AnyResult<()> {
        let coins = coins.to_vec();
        let (natives, tokens) = split(coins);
        for coin in &tokens {
            self.mint_token(to, coin)?;
        }
        if natives.is_empty() && !tokens.is_empty() {
            return Ok(());
        }
        self.mint_coins(to, natives)
    }

    /// Gives someone coins of the bank out of nothing, whatever they are named.
    ///
    /// # Errors
    /// The coins are empty.
    pub fn mint_coins(&mut self, to: &Addr, coins: Vec<Coin>) -> AnyResult<()> {
        let mint = BankSudo::Mint {
            to_address: to.to_string(),
            amount: coins,
        };
        self.app.sudo(SudoMsg::Bank(mint)).map(drop)
    }

    /// What an address has of an asset, in smallest units; nothing of a token that does not answer.
    pub fn balance(&self, of: &Addr, denom: &str) -> u128 {
        if token_of(denom).is_some() {
            return self.balance_asked(of, denom);
        }
        let mut known = self.balances.borrow_mut();
        let written = self.writes_to_bank();
        if known.written != written {
            known.written = written;
            known.amounts.clear();
        }
        let key = (of.to_string(), denom.to_owned());
        *known
            .amounts
            .entry(key)
            .or_insert_with(|| self.balance_asked(of, denom))
    }

    fn balance_asked(&self, of: &Addr, denom: &str) -> u128 {
        funds::balance(&self.app.wrap(), denom, of).unwrap_or(0)
    }

    /// Asks a contract a question given as JSON; the answer is JSON too.
    ///
    /// # Errors
    /// The contract refuses, or there is none.
    pub fn ask(&self, contract: &Addr, question: Binary) -> AnyResult<Binary> {
        let question = WasmQuery::Smart {
            contract_addr: contract.to_string(),
            msg: question,
        };
        self.query(question.into())
    }

    /// Looks at what a contract has on disk, as its own code sees it when it answers a question.
    pub fn inside<T>(&self, contract: &Addr, look: impl FnOnce(Deps<'_>, Env) -> T) -> T {
        let storage = self.app.contract_storage(contract);
        let deps = Deps {
            storage: storage.as_ref(),
            api: self.app.api(),
            querier: self.app.wrap(),
        };
        let env = Env {
            block: self.app.block_info(),
            transaction: None,
            contract: ContractInfo {
                address: contract.clone(),
            },
        };
        look(deps, env)
    }

    /// Asks the application itself. Its querier would have the question written as JSON and read again first.
    fn query(&self, question: QueryRequest<Empty>) -> AnyResult<Binary> {
        let block = self.app.block_info();
        self.app
            .read_module(|router, api, storage| router.query(api, storage, &block, question))
    }

    /// Stores a contract's code and instantiates it, with `admin` allowed to migrate it.
    ///
    /// # Errors
    /// The contract refuses.
    pub fn start(
        &mut self,
        code: Box<dyn Contract<Empty>>,
        admin: &Addr,
        label: &str,
        msg: &impl Serialize,
    ) -> AnyResult<Addr> {
        let code_id = self.app.store_code(code);
        self.app.instantiate_contract(
            code_id,
            admin.clone(),
            msg,
            &[],
            label,
            Some(admin.to_string()),
        )
    }

    /// Stores new code and migrates a contract to it.
    ///
    /// # Errors
    /// The sender is not the contract's admin, or the contract refuses.
    pub fn migrate(
        &mut self,
        admin: &Addr,
        contract: &Addr,
        code: Box<dyn Contract<Empty>>,
        msg: &impl Serialize,
    ) -> AnyResult<AppResponse> {
        let code_id = self.app.store_code(code);
        self.app
            .migrate_contract(admin.clone(), contract.clone(), msg, code_id)
    }

    /// Runs messages as one transaction: all or nothing.
    ///
    /// # Errors
    /// The first message that is refused.
    pub fn transact(
        &mut self,
        sender: &Addr,
        messages: Vec<CosmosMsg>,
    ) -> AnyResult<Vec<AppResponse>> {
        self.app.execute_multi(sender.clone(), messages)
    }

    /// Speaks to a contract with the voice of the chain's governance.
    ///
    /// # Errors
    /// The contract refuses.
    pub fn sudo(&mut self, contract: &Addr, msg: &impl Serialize) -> AnyResult<AppResponse> {
        let message = to_json_binary(msg).map_err(AnyError::from)?;
        let sudo = WasmSudo {
            contract_addr: contract.clone(),
            message,
        };
        self.app.sudo(SudoMsg::Wasm(sudo))
    }

    /// Writes to the state so far.
    pub fn writes(&self) -> u64 {
        self.app.storage().writes()
    }

    /// Writes to a contract's own state so far. While they are the same, so is everything that follows from that state and the
    /// time alone.
    pub fn writes_to(&self, contract: &Addr) -> u64 {
        let own = format!("contract_data/{contract}");
        self.app.storage().writes_in(&[b"wasm", own.as_bytes()])
    }

    /// Writes to balances so far.
    pub fn writes_to_bank(&self) -> u64 {
        self.app.storage().writes_in(&[b"bank"])
    }

    /// The whole state and the block, to come back to.
    pub fn saved(&self) -> Saved {
        Saved {
            state: self.app.storage().copy(),
            block: self.app.block_info(),
        }
    }

    /// Goes back to a saved state.
    pub fn restore(&mut self, saved: Saved) {
        *self.app.storage_mut() = saved.state;
        // The count of writes went back too, and may reach the same number with other balances.
        self.balances.take();
        self.app.set_block(saved.block);
    }
}

/// A state of the chain to come back to.
pub struct Saved {
    state: Journal,
    block: BlockInfo,
}
