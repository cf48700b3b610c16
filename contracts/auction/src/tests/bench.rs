//! The bench: one house, its oracle, its bank.

mod bids;
mod messages;
mod moments;
mod questions;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use cosmwasm_std::testing::{
    message_info, mock_dependencies, mock_env, MockApi, MockQuerier, MockStorage,
};
use cosmwasm_std::{
    to_json_binary, Addr, Binary, Coin, ContractInfoResponse, ContractResult, Decimal, Env, Event,
    OwnedDeps, SystemError, SystemResult, Timestamp, Uint128, WasmQuery,
};
use gavel_math::units::UNIT;
use gavel_math::Price;
use gavel_types::auction::*;
use gavel_types::backstop::LotOffer;
use gavel_types::consignor::Settlement;
use gavel_types::taker::TakeCall;

use crate::contract;

pub use bids::{at, less, minute};

/// The asset sold: 18 decimals, 100 dollars.
pub const BASE: &str = "aeth";
/// The asset paid: 6 decimals, 1 dollar.
pub const QUOTE: &str = "uusd";
/// One whole base.
pub const ETH: u128 = 1_000_000_000_000_000_000;
/// One whole quote.
pub const USD: u128 = 1_000_000;
/// The second at which a bench starts.
pub const START: u64 = 1_790_000_000;

type Records = Rc<RefCell<BTreeMap<(String, Vec<u8>), Vec<u8>>>>;

/// One house and all that is around it.
pub struct Bench {
    pub deps: OwnedDeps<MockStorage, MockApi, MockQuerier>,
    pub env: Env,
    records: Records,
    contracts: Rc<RefCell<BTreeSet<String>>>,
    /// Balances by holder and denom; the house is `house`.
    bank: BTreeMap<(String, String), u128>,
    /// Consignors that refuse what they are sent.
    pub deaf: BTreeSet<String>,
    /// What consignors received.
    pub delivered: Vec<Settlement>,
    /// What the next taker that is called back does: who sends what, with which coins.
    pub plan: Vec<(String, ExecuteMsg, Vec<Coin>)>,
    /// What takers were told when they were called back, also where it was undone.
    pub called: Vec<TakeCall>,
    /// What buyers of backstop stages were offered, also where it was undone.
    pub offered: Vec<LotOffer>,
    /// Whether messages come from so deep that no contract can be called any further.
    pub deep: bool,
}

pub fn curve(points: &[(u32, u32)]) -> Vec<CurvePoint> {
    points
        .iter()
        .map(|(seconds, ratio_bps)| CurvePoint {
            seconds: *seconds,
            ratio_bps: *ratio_bps,
        })
        .collect()
}

/// From +2 % to −14 % in 1,200 s, no restart.
pub fn dutch(reference: Reference, max_restarts: u8) -> Stage {
    Stage::Dutch(DutchStage {
        reference,
        curve: curve(&[(0, 10_200), (102, 10_030), (402, 9_930), (1_200, 8_600)]),
        interpolation: Interpolation::Linear,
        max_restarts,
        max_uncertainty_bps: 0,
    })
}

/// Dust of 0.1 ETH and 5 USD.
pub fn selling(stages: Vec<Stage>) -> PairConfig {
    PairConfig {
        stages,
        base_dust: Uint128::new(ETH / 10),
        quote_dust: Uint128::new(5 * USD),
        advance_reward: Uint128::zero(),
    }
}

pub fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub fn lot(number: u32) -> LotId {
    LotId { pair: 1, number }
}

pub fn attribute<'a>(events: &'a [Event], kind: &str, key: &str) -> &'a str {
    let event = events.iter().find(|event| event.ty == kind);
    let event = event.unwrap_or_else(|| panic!("no event {kind} in {events:?}"));
    let found = event.attributes.iter().find(|found| found.key == key);
    &found
        .unwrap_or_else(|| panic!("no {key} in {event:?}"))
        .value
}

impl Bench {
    /// A house with an oracle that prices both assets, and no pair.
    pub fn empty() -> Self {
        let mut deps = mock_dependencies();
        let records: Records = Rc::default();
        let contracts: Rc<RefCell<BTreeSet<String>>> = Rc::default();
        let (known, listed) = (records.clone(), contracts.clone());
        deps.querier.update_wasm(move |query| match query {
            WasmQuery::Raw { contract_addr, key } => {
                let found = known
                    .borrow()
                    .get(&(contract_addr.clone(), key.to_vec()))
                    .cloned();
                SystemResult::Ok(ContractResult::Ok(Binary::new(found.unwrap_or_default())))
            }
            WasmQuery::ContractInfo { contract_addr }
                if listed.borrow().contains(contract_addr) =>
            {
                let info =
                    ContractInfoResponse::new(1, Addr::unchecked("creator"), None, false, None);
                SystemResult::Ok(ContractResult::Ok(to_json_binary(&info).unwrap()))
            }
            WasmQuery::ContractInfo { contract_addr } | WasmQuery::Smart { contract_addr, .. } => {
                SystemResult::Err(SystemError::NoSuchContract {
                    addr: contract_addr.clone(),
                })
            }
            _ => unreachable!("the house asks nothing else"),
        });
        let mut env = mock_env();
        env.block.time = Timestamp::from_seconds(START);
        env.block.height = 20_000_000;
        env.contract.address = deps.api.addr_make("house");
        let mut bench = Self {
            deps,
            env,
            records,
            contracts,
            bank: BTreeMap::new(),
            deaf: BTreeSet::new(),
            delivered: vec![],
            plan: vec![],
            called: vec![],
            offered: vec![],
            deep: false,
        };
        let msg = InstantiateMsg {
            owner: bench.who("owner").into(),
            config: bench.config(),
        };
        let info = message_info(&bench.who("deployer"), &[]);
        let env = bench.env.clone();
        contract::instantiate(bench.deps.as_mut(), env, info, msg).unwrap();
        bench.set_price(BASE, 18, "100");
        bench.set_price(QUOTE, 6, "1");
        bench
    }

    /// A house with pair 1 and two consignors: the contract `bank` and the account `seller`.
    pub fn with(stages: Vec<Stage>) -> Self {
        let mut bench = Self::empty();
        bench.govern(GovernMsg::CreatePair {
            base: BASE.into(),
            quote: QUOTE.into(),
            config: selling(stages),
        });
        bench.be_contract("bank");
        bench.add_consignor("bank", ConsignorKind::Contract);
        bench.add_consignor("seller", ConsignorKind::Account);
        bench
    }

    /// A house that sells live, with 2 restarts.
    pub fn live() -> Self {
        Self::with(vec![dutch(Reference::Live, 2)])
    }

    pub fn config(&self) -> Config {
        Config {
            oracle: self.who("oracle").into(),
            guardian: Some(self.who("guardian").into()),
            max_block_millis: 7_500,
            delivery_gas: 2_000_000,
        }
    }

    pub fn who(&self, name: &str) -> Addr {
        self.deps.api.addr_make(name)
    }

    pub fn be_contract(&mut self, name: &str) {
        let address = self.who(name).to_string();
        self.contracts.borrow_mut().insert(address);
    }

    pub fn add_consignor(&mut self, name: &str, kind: ConsignorKind) {
        let address = self.who(name).into();
        self.govern(GovernMsg::AddConsignor {
            pair: 1,
            address,
            kind,
        });
    }
}

/// A price of whole dollars.
pub fn dollars(whole: u128) -> Price {
    Price(whole * UNIT)
}
