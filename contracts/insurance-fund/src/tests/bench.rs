//! The bench: one fund, its bank, its markets.

mod bank;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use cosmwasm_std::testing::{
    message_info, mock_dependencies, mock_env, MockApi, MockQuerier, MockStorage,
};
use cosmwasm_std::{
    coins, from_json, to_json_binary, Addr, Coin, ContractInfoResponse, ContractResult, Env,
    OwnedDeps, Response, SystemError, SystemResult, Timestamp, Uint128, WasmQuery,
};
use cw20::BalanceResponse;
use gavel_types::asset::of_token;
use gavel_types::insurance::*;

use crate::contract;
use crate::ContractError;

/// The asset of the pool.
pub const USD: &str = "uusd";
/// The second at which a bench starts.
pub const START: u64 = 1_790_000_000;
/// A day in seconds.
pub const DAY: u64 = 86_400;

/// What a message gives.
pub type Outcome = Result<Response, ContractError>;

/// One fund and all that is around it. People are names; those that begin with `market` are contracts.
pub struct Bench {
    pub deps: OwnedDeps<MockStorage, MockApi, MockQuerier>,
    pub now: u64,
    /// What each has received less what each has sent, by name and denom.
    purses: BTreeMap<(String, String), i128>,
    /// What the fund has, for tokens that are asked.
    shown: Rc<RefCell<BTreeMap<String, u128>>>,
    /// Sent to the fund without a message, and not absorbed.
    pub donated: BTreeMap<String, u128>,
    /// Markets that refuse what they are sent.
    pub deaf: BTreeSet<String>,
    /// Repaid shortfalls: the market, the amount, the seconds it must stream over.
    pub repaid: Vec<(String, u128, u64)>,
}

/// A week of cooldown, three days of window, ten days of rewards, two weeks of repaying.
pub fn config() -> Config {
    Config {
        guardian: Some(MockApi::default().addr_make("guardian").into()),
        cooldown_seconds: 7 * DAY,
        window_seconds: 3 * DAY,
        reward_seconds: 10 * DAY,
        repay_seconds: 14 * DAY,
    }
}

/// Stakes up to 1,000,000, nothing set aside, 800,000 of cover a day.
pub fn terms() -> PoolTerms {
    PoolTerms {
        stake_cap: Uint128::new(1_000_000),
        income_target: Uint128::zero(),
        day_cap: Uint128::new(800_000),
    }
}

/// 500,000 a cover, 600,000 a day.
pub fn caps() -> CoverCaps {
    CoverCaps {
        event_cap: Uint128::new(500_000),
        day_cap: Uint128::new(600_000),
    }
}

impl Bench {
    /// A fund without a pool.
    pub fn empty() -> Self {
        let mut deps = mock_dependencies();
        let contracts: BTreeSet<String> = ["market", "market 2", "market 3"]
            .iter()
            .map(|name| deps.api.addr_make(name).into())
            .collect();
        let shown: Rc<RefCell<BTreeMap<String, u128>>> = Rc::default();
        let told = shown.clone();
        deps.querier.update_wasm(move |query| match query {
            WasmQuery::ContractInfo { contract_addr } if contracts.contains(contract_addr) => {
                let info =
                    ContractInfoResponse::new(1, Addr::unchecked("creator"), None, false, None);
                SystemResult::Ok(ContractResult::Ok(to_json_binary(&info).unwrap()))
            }
            WasmQuery::ContractInfo { contract_addr } => {
                SystemResult::Err(SystemError::NoSuchContract {
                    addr: contract_addr.clone(),
                })
            }
            // Tokens are asked for the fund's own balance only.
            WasmQuery::Smart { contract_addr, .. } => {
                let token = of_token(&Addr::unchecked(contract_addr));
                let balance = told.borrow().get(&token).copied().unwrap_or(0).into();
                let answer = to_json_binary(&BalanceResponse { balance }).unwrap();
                SystemResult::Ok(ContractResult::Ok(answer))
            }
            _ => unreachable!("the fund asks nothing else"),
        });
        let mut bench = Self {
            deps,
            now: START,
            purses: BTreeMap::new(),
            shown,
            donated: BTreeMap::new(),
            deaf: BTreeSet::new(),
            repaid: vec![],
        };
        let msg = InstantiateMsg {
            owner: bench.who("owner").into(),
            config: config(),
        };
        let info = message_info(&bench.who("deployer"), &[]);
        let env = bench.env();
        contract::instantiate(bench.deps.as_mut(), env, info, msg).unwrap();
        bench
    }

    /// A fund with a pool of [`USD`] and two markets in it, a day after it was set up.
    pub fn live() -> Self {
        let mut bench = Self::empty();
        bench.govern(GovernMsg::CreatePool {
            denom: USD.to_owned(),
            terms: terms(),
        });
        bench.register("market", caps()).unwrap();
        bench.register("market 2", caps()).unwrap();
        bench.wait(DAY);
        bench
    }

    pub fn who(&self, name: &str) -> Addr {
        self.deps.api.addr_make(name)
    }

    pub fn env(&self) -> Env {
        let mut env = mock_env();
        env.block.time = Timestamp::from_seconds(self.now);
        env.block.height = 20_000_000 + (self.now - START) / 6;
        env.contract.address = self.who("fund");
        env
    }

    /// Lets time pass.
    pub fn wait(&mut self, seconds: u64) {
        self.now += seconds;
    }

    /// What someone has received less what he has sent, in [`USD`].
    pub fn purse(&self, name: &str) -> i128 {
        let key = (self.who(name).to_string(), USD.to_owned());
        self.purses.get(&key).copied().unwrap_or(0)
    }

    /// Sends coins to the fund without a message.
    pub fn donate(&mut self, name: &str, amount: u128, denom: &str) {
        let from = self.who(name);
        self.pay(&from, &self.who("fund"), &coins(amount, denom));
        *self.donated.entry(denom.to_owned()).or_default() += amount;
    }

    /// Sends a message. What fails leaves no trace, as on a chain; behind what does not, the fund has just what its books say
    /// and what was donated.
    pub fn run(&mut self, name: &str, msg: ExecuteMsg, funds: &[Coin]) -> Outcome {
        let before = (self.stored(), self.purses.clone());
        let sender = self.who(name);
        let fund = self.who("fund");
        self.pay(&sender, &fund, funds);
        if let ExecuteMsg::Receive(hook) = &msg {
            let coin = Coin::new(hook.amount, of_token(&sender));
            self.pay(&Addr::unchecked(&hook.sender), &fund, &[coin]);
        }
        let env = self.env();
        let done = contract::execute(
            self.deps.as_mut(),
            env,
            message_info(&sender, funds),
            msg.clone(),
        )
        .and_then(|response| self.dispatched(response));
        match &done {
            Ok(_) => {
                if let ExecuteMsg::Absorb { denom } = &msg {
                    self.donated.remove(denom);
                }
                self.check_books();
            }
            Err(_) => {
                self.restore(before.0);
                self.purses = before.1;
                self.tell_bank();
            }
        }
        done
    }

    /// A change by the owner.
    pub fn try_govern(&mut self, msg: GovernMsg) -> Outcome {
        self.run("owner", ExecuteMsg::Govern(msg), &[])
    }

    pub fn govern(&mut self, msg: GovernMsg) -> Response {
        self.try_govern(msg).unwrap()
    }

    pub fn register(&mut self, market: &str, caps: CoverCaps) -> Outcome {
        let market = self.who(market).into();
        self.try_govern(GovernMsg::RegisterMarket {
            market,
            denom: USD.to_owned(),
            caps,
        })
    }

    pub fn stake(&mut self, name: &str, amount: u128) -> Outcome {
        let msg = ExecuteMsg::Stake { on_behalf_of: None };
        self.run(name, msg, &coins(amount, USD))
    }

    pub fn queue(&mut self, name: &str, shares: Option<u128>) -> Outcome {
        let msg = ExecuteMsg::QueueExit {
            denom: USD.to_owned(),
            shares: shares.map(Uint128::new),
        };
        self.run(name, msg, &[])
    }

    pub fn cancel(&mut self, name: &str) -> Outcome {
        let denom = USD.to_owned();
        self.run(name, ExecuteMsg::CancelExit { denom }, &[])
    }

    /// Redeems, and says how much was paid.
    pub fn unstake(&mut self, name: &str) -> Result<u128, ContractError> {
        let before = self.purse(name);
        let msg = ExecuteMsg::Unstake {
            denom: USD.to_owned(),
            recipient: None,
        };
        self.run(name, msg, &[])?;
        Ok(u128::try_from(self.purse(name) - before).unwrap())
    }

    /// Asks for cover: what was paid, and what is owed.
    pub fn cover(&mut self, market: &str, amount: u128) -> Result<(u128, u128), ContractError> {
        let before = self.purse(market);
        let msg = ExecuteMsg::Cover {
            denom: USD.to_owned(),
            amount: Uint128::new(amount),
        };
        let response = self.run(market, msg, &[])?;
        let told: CoverResponse = from_json(response.data.unwrap()).unwrap();
        let paid = u128::try_from(self.purse(market) - before).unwrap();
        assert_eq!(told.paid.u128(), paid, "what is told is what is paid");
        Ok((paid, told.owed.u128()))
    }

    pub fn income(&mut self, amount: u128) -> Response {
        self.run("payer", ExecuteMsg::AddIncome {}, &coins(amount, USD))
            .unwrap()
    }

    pub fn absorb(&mut self) -> Outcome {
        let denom = USD.to_owned();
        self.run("anyone", ExecuteMsg::Absorb { denom }, &[])
    }

    pub fn first_loss(&mut self, amount: u128) {
        let funds = coins(amount, USD);
        self.run("treasury", ExecuteMsg::FundFirstLoss {}, &funds)
            .unwrap();
    }

    pub fn repay(&mut self, market: &str) -> Outcome {
        let msg = ExecuteMsg::RepayShortfall {
            market: self.who(market).into(),
            denom: USD.to_owned(),
        };
        self.run("anyone", msg, &[])
    }

    pub fn pause(&mut self, name: &str) -> Outcome {
        self.run(name, ExecuteMsg::Pause {}, &[])
    }

    pub fn try_ask<T: serde::de::DeserializeOwned>(
        &self,
        msg: QueryMsg,
    ) -> Result<T, ContractError> {
        let answer = contract::query(self.deps.as_ref(), self.env(), msg)?;
        Ok(from_json(answer).unwrap())
    }

    pub fn ask<T: serde::de::DeserializeOwned>(&self, msg: QueryMsg) -> T {
        self.try_ask(msg).unwrap()
    }

    pub fn pool(&self) -> PoolResponse {
        let denom = USD.to_owned();
        self.ask(QueryMsg::Pool { denom })
    }

    pub fn position(&self, name: &str) -> PositionResponse {
        self.ask(QueryMsg::Position {
            denom: USD.to_owned(),
            address: self.who(name).into(),
        })
    }

    /// What someone's shares are worth.
    pub fn worth(&self, name: &str) -> u128 {
        self.position(name).worth.u128()
    }

    pub fn market(&self, name: &str) -> MarketResponse {
        let all: MarketsResponse = self.ask(QueryMsg::Markets {
            denom: USD.to_owned(),
            start_after: None,
            limit: None,
        });
        let address = self.who(name);
        let mut found = all.markets.into_iter().filter(|m| m.market == address);
        found.next().unwrap()
    }
}

/// The value of an attribute of the event of a kind.
pub fn attribute(response: &Response, kind: &str, key: &str) -> String {
    let mut events = response.events.iter().filter(|event| event.ty == kind);
    let event = events.next().unwrap();
    let mut found = event.attributes.iter().filter(|told| told.key == key);
    found.next().unwrap().value.clone()
}
