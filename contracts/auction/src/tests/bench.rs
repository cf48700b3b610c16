//! The bench: one house, its oracle, its bank.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use cosmwasm_std::testing::{
    message_info, mock_dependencies, mock_env, MockApi, MockQuerier, MockStorage,
};
use cosmwasm_std::{
    from_json, to_json_binary, Addr, BankMsg, Binary, Coin, ContractInfoResponse, ContractResult,
    CosmosMsg, Decimal, Env, Event, Order, OwnedDeps, Reply, Response, Storage, SubMsg,
    SubMsgResult, SystemError, SystemResult, Timestamp, Uint128, WasmMsg, WasmQuery,
};
use gavel_math::packed::Packed;
use gavel_math::price::PriceRecord;
use gavel_math::units::UNIT;
use gavel_math::Price;
use gavel_types::auction::*;
use gavel_types::consignor::{ConsignorMsg, Settlement};
use gavel_types::oracle::PRICES;
use gavel_types::solvency::SolvencyResponse;
use serde::de::DeserializeOwned;

use crate::contract;
use crate::error::ContractError;

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
        max_restarts,
    })
}

/// Dust of 0.1 ETH and 5 USD.
pub fn selling(stages: Vec<Stage>) -> PairConfig {
    PairConfig {
        stages,
        base_dust: Uint128::new(ETH / 10),
        quote_dust: Uint128::new(5 * USD),
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
    &found.unwrap_or_else(|| panic!("no {key} in {event:?}")).value
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
            WasmQuery::ContractInfo { contract_addr } if listed.borrow().contains(contract_addr) => {
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
        let mut bench = Self {
            deps,
            env,
            records,
            contracts,
            bank: BTreeMap::new(),
            deaf: BTreeSet::new(),
            delivered: vec![],
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
            delivery_gas: 500_000,
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

    // Time and prices.

    pub fn second(&self) -> u64 {
        self.env.block.time.seconds()
    }

    /// Blocks of 6 seconds.
    pub fn blocks(&mut self, blocks: u64) {
        self.env.block.height += blocks;
        self.env.block.time = self.env.block.time.plus_seconds(blocks * 6);
    }

    /// One block after a long time.
    pub fn halt(&mut self, seconds: u64) {
        self.env.block.height += 1;
        self.env.block.time = self.env.block.time.plus_seconds(seconds);
    }

    pub fn record_in(&self, oracle: &str, denom: &str) -> Option<PriceRecord> {
        let key = (self.who(oracle).to_string(), PRICES.stored_key(denom));
        let records = self.records.borrow();
        records.get(&key).map(|bytes| PriceRecord::from_packed(bytes).unwrap())
    }

    pub fn put_record(&mut self, oracle: &str, denom: &str, record: Option<PriceRecord>) {
        let key = (self.who(oracle).to_string(), PRICES.stored_key(denom));
        let mut records = self.records.borrow_mut();
        match record {
            Some(record) => records.insert(key, record.to_packed()),
            None => records.remove(&key),
        };
    }

    /// A price that stays valid for a year.
    pub fn set_price(&mut self, denom: &str, decimals: u8, dollars: &str) {
        let price = Price(decimal(dollars).atomics().u128());
        let now = self.second();
        let dark_seconds = self
            .record_in("oracle", denom)
            .map_or(0, |last| last.dark_total(now));
        let record = PriceRecord {
            decimals,
            mid: price,
            low: price,
            high: price,
            published_at: now,
            fresh_until: now + 31_536_000,
            relaxed_until: now + 31_536_000,
            pending: None,
            dark_seconds,
        };
        self.put_record("oracle", denom, Some(record));
    }

    /// The price is valid for the last time now.
    pub fn darken(&mut self, denom: &str) {
        let now = self.second();
        let record = self.record_in("oracle", denom).unwrap();
        let ended = PriceRecord {
            fresh_until: now,
            relaxed_until: now,
            published_at: now,
            ..record
        };
        self.put_record("oracle", denom, Some(ended));
    }

    // Messages.

    /// Runs a message as one transaction: a refused one leaves no trace, and after one that went through the bank and the
    /// house's ledger agree.
    pub fn run(
        &mut self,
        sender: &str,
        msg: ExecuteMsg,
        funds: &[Coin],
    ) -> Result<Vec<Event>, ContractError> {
        let before = self.stored();
        let info = message_info(&self.who(sender), funds);
        let env = self.env.clone();
        match contract::execute(self.deps.as_mut(), env, info, msg) {
            Ok(response) => {
                for coin in funds {
                    self.credit("house", coin);
                }
                let events = self.settle(response);
                self.check_ledger();
                Ok(events)
            }
            Err(error) => {
                assert_eq!(before, self.stored(), "a refusal leaves no trace: {error}");
                Err(error)
            }
        }
    }

    /// Does what a response asks for, answering failed submessages.
    fn settle(&mut self, response: Response) -> Vec<Event> {
        let mut events = response.events;
        for SubMsg {
            id, msg, payload, ..
        } in response.messages
        {
            match msg {
                CosmosMsg::Bank(BankMsg::Send { to_address, amount }) => {
                    self.pay(&to_address, &amount);
                }
                CosmosMsg::Wasm(WasmMsg::Execute {
                    contract_addr,
                    msg,
                    funds,
                }) if !self.deaf.contains(&contract_addr) => {
                    self.pay(&contract_addr, &funds);
                    let ConsignorMsg::LotSettled(settled) = from_json(msg).unwrap();
                    self.delivered.push(settled);
                }
                _ => {
                    #[allow(deprecated)] // A field the mock has to fill in.
                    let reply = Reply {
                        id,
                        payload,
                        gas_used: 0,
                        result: SubMsgResult::Err("deaf".into()),
                    };
                    let env = self.env.clone();
                    let answer = contract::reply(self.deps.as_mut(), env, reply).unwrap();
                    events.extend(self.settle(answer));
                }
            }
        }
        events
    }

    fn pay(&mut self, to: &str, coins: &[Coin]) {
        assert!(!coins.is_empty(), "an empty send");
        let mut denoms: Vec<&str> = coins.iter().map(|coin| coin.denom.as_str()).collect();
        denoms.sort_unstable();
        denoms.dedup();
        assert_eq!(denoms.len(), coins.len(), "coins in order, each once");
        for coin in coins {
            assert!(!coin.amount.is_zero(), "a coin of zero");
            let held = self.balance("house", &coin.denom);
            let left = held.checked_sub(coin.amount.u128()).expect("house is short");
            self.bank.insert(("house".into(), coin.denom.clone()), left);
            self.credit(to, coin);
        }
    }

    fn credit(&mut self, to: &str, coin: &Coin) {
        let key = (to.to_owned(), coin.denom.clone());
        *self.bank.entry(key).or_default() += coin.amount.u128();
    }

    fn balance(&self, holder: &str, denom: &str) -> u128 {
        let key = (holder.to_owned(), denom.to_owned());
        self.bank.get(&key).copied().unwrap_or_default()
    }

    /// What someone received of an asset in all.
    pub fn received(&self, name: &str, denom: &str) -> u128 {
        self.balance(self.who(name).as_str(), denom)
    }

    /// S1: for each asset the house holds exactly the sum of its ledger.
    fn check_ledger(&self) {
        let mut sums: BTreeMap<String, u128> = BTreeMap::new();
        let mut start_after = None;
        loop {
            let page: SolvencyResponse = self.ask(QueryMsg::Solvency {
                start_after,
                limit: Some(3),
            });
            let Some(last) = page.entries.last() else {
                break;
            };
            start_after = Some(last.cursor.clone());
            for coin in page.entries.into_iter().flat_map(|entry| entry.holds) {
                assert!(!coin.amount.is_zero());
                *sums.entry(coin.denom).or_default() += coin.amount.u128();
            }
        }
        for denom in [BASE, QUOTE] {
            let ledger = sums.get(denom).copied().unwrap_or_default();
            assert_eq!(self.balance("house", denom), ledger, "{denom}");
        }
    }

    pub fn stored(&self) -> Vec<(Vec<u8>, Vec<u8>)> {
        self.deps
            .storage
            .range(None, None, Order::Ascending)
            .collect()
    }

    pub fn govern(&mut self, msg: GovernMsg) -> Vec<Event> {
        self.run("owner", ExecuteMsg::Govern(msg), &[]).unwrap()
    }

    pub fn refuses(&mut self, msg: GovernMsg) -> ContractError {
        self.run("owner", ExecuteMsg::Govern(msg), &[]).unwrap_err()
    }

    pub fn consign(
        &mut self,
        seller: &str,
        base: u128,
        tab: Option<u128>,
    ) -> Result<LotId, ContractError> {
        let pair: PairResponse = self.ask(QueryMsg::Pair { pair: 1 });
        let msg = ExecuteMsg::Consign {
            pair: 1,
            expected_lot: pair.next_lot,
            tab: tab.map(Uint128::new),
        };
        self.run(seller, msg, &[Coin::new(base, BASE)])?;
        Ok(lot(pair.next_lot))
    }

    /// Takes with a generous price limit.
    pub fn take(
        &mut self,
        lot: LotId,
        amount: u128,
        paid: u128,
    ) -> Result<Vec<Event>, ContractError> {
        let msg = ExecuteMsg::Take {
            lot,
            amount: Uint128::new(amount),
            max_price: decimal("1000000"),
            min_amount: None,
            recipient: None,
        };
        self.run("bidder", msg, &[Coin::new(paid, QUOTE)])
    }

    pub fn advance(&mut self, lot: LotId) -> Result<Vec<Event>, ContractError> {
        self.run("anyone", ExecuteMsg::Advance { lot }, &[])
    }

    pub fn pause(&mut self) {
        self.govern(GovernMsg::Pause {});
    }

    // Questions.

    pub fn try_ask(&self, msg: QueryMsg) -> Result<Binary, ContractError> {
        contract::query(self.deps.as_ref(), self.env.clone(), msg)
    }

    pub fn ask<T: DeserializeOwned>(&self, msg: QueryMsg) -> T {
        from_json(self.try_ask(msg).unwrap()).unwrap()
    }

    pub fn lot(&self, lot: LotId) -> LotResponse {
        self.ask(QueryMsg::Lot { lot })
    }

    pub fn is_open(&self, lot: LotId) -> bool {
        self.try_ask(QueryMsg::Lot { lot }).is_ok()
    }

    pub fn simulate(&self, lot: LotId, amount: u128) -> Result<SimulateTakeResponse, ContractError> {
        self.try_ask(QueryMsg::SimulateTake {
            lot,
            amount: Uint128::new(amount),
        })
        .map(|answer| from_json(answer).unwrap())
    }

    pub fn credit_of(&self, name: &str, denom: &str) -> u128 {
        let credits: CreditsResponse = self.ask(QueryMsg::Credits {
            address: self.who(name).into(),
            start_after: None,
            limit: None,
        });
        credits
            .credits
            .iter()
            .find(|credit| credit.denom == denom)
            .map_or(0, |credit| credit.amount.u128())
    }
}

/// A price of whole dollars.
pub fn dollars(whole: u128) -> Price {
    Price(whole * UNIT)
}
