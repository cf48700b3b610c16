//! The embedded chain's contracts.

use std::cell::RefCell;
use std::collections::HashMap;

use cosmwasm_std::{
    Addr, Api, Binary, BlockInfo, Empty, Querier, QuerierResult, Record, Storage, WasmMsg,
    WasmQuery,
};
use cw_multi_test::error::AnyResult;
use cw_multi_test::{
    AppResponse, Contract, ContractData, CosmosRouter, Wasm, WasmKeeper, WasmSudo,
};

type Router<'a> = &'a dyn CosmosRouter<ExecC = Empty, QueryC = Empty>;

/// The library's contracts. A contract that answers a question reads each thing of the rest of the chain once: while one
/// question is answered nothing changes, and a page of lots would ask for the same two prices for each of them.
pub struct Answering {
    keeper: WasmKeeper<Empty, Empty>,
}

impl Answering {
    /// The contracts of this keeper.
    pub const fn of(keeper: WasmKeeper<Empty, Empty>) -> Self {
        Self { keeper }
    }
}

impl Wasm<Empty, Empty> for Answering {
    fn execute(
        &self,
        api: &dyn Api,
        storage: &mut dyn Storage,
        router: Router<'_>,
        block: &BlockInfo,
        sender: Addr,
        msg: WasmMsg,
    ) -> AnyResult<AppResponse> {
        self.keeper
            .execute(api, storage, router, block, sender, msg)
    }

    fn query(
        &self,
        api: &dyn Api,
        storage: &dyn Storage,
        querier: &dyn Querier,
        block: &BlockInfo,
        request: WasmQuery,
    ) -> AnyResult<Binary> {
        match request {
            WasmQuery::Smart { .. } => {
                let once = Once::of(querier);
                self.keeper.query(api, storage, &once, block, request)
            }
            _ => self.keeper.query(api, storage, querier, block, request),
        }
    }

    fn sudo(
        &self,
        api: &dyn Api,
        storage: &mut dyn Storage,
        router: Router<'_>,
        block: &BlockInfo,
        msg: WasmSudo,
    ) -> AnyResult<AppResponse> {
        self.keeper.sudo(api, storage, router, block, msg)
    }

    fn store_code(&mut self, creator: Addr, code: Box<dyn Contract<Empty, Empty>>) -> u64 {
        self.keeper.store_code(creator, code)
    }

    fn store_code_with_id(
        &mut self,
        creator: Addr,
        code_id: u64,
        code: Box<dyn Contract<Empty, Empty>>,
    ) -> AnyResult<u64> {
        self.keeper.store_code_with_id(creator, code_id, code)
    }

    fn duplicate_code(&mut self, code_id: u64) -> AnyResult<u64> {
        self.keeper.duplicate_code(code_id)
    }

    fn contract_data(&self, storage: &dyn Storage, address: &Addr) -> AnyResult<ContractData> {
        self.keeper.contract_data(storage, address)
    }

    fn dump_wasm_raw(&self, storage: &dyn Storage, address: &Addr) -> Vec<Record> {
        self.keeper.dump_wasm_raw(storage, address)
    }

    fn contract_namespace(&self, contract: &Addr) -> Vec<u8> {
        self.keeper.contract_namespace(contract)
    }

    fn contract_storage<'a>(
        &self,
        storage: &'a dyn Storage,
        address: &Addr,
    ) -> Box<dyn Storage + 'a> {
        self.keeper.contract_storage(storage, address)
    }

    fn contract_storage_mut<'a>(
        &self,
        storage: &'a mut dyn Storage,
        address: &Addr,
    ) -> Box<dyn Storage + 'a> {
        self.keeper.contract_storage_mut(storage, address)
    }
}

/// The rest of the chain as one answer reads it. It must not outlive that answer.
struct Once<'a> {
    querier: &'a dyn Querier,
    read: RefCell<HashMap<Vec<u8>, QuerierResult>>,
}

impl<'a> Once<'a> {
    fn of(querier: &'a dyn Querier) -> Self {
        Self {
            querier,
            read: RefCell::default(),
        }
    }
}

impl Querier for Once<'_> {
    fn raw_query(&self, request: &[u8]) -> QuerierResult {
        if let Some(known) = self.read.borrow().get(request) {
            return known.clone();
        }
        let answer = self.querier.raw_query(request);
        self.read
            .borrow_mut()
            .insert(request.to_vec(), answer.clone());
        answer
    }
}
