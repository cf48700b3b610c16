//! The contract by its messages, over mock storage.
#![allow(clippy::arithmetic_side_effects)]

mod attacks;
mod governing;
mod history;
mod pitfalls;
mod pushing;
mod questions;
mod surface;

use std::str::FromStr;

use cosmwasm_std::testing::{
    message_info, mock_dependencies, mock_env, MockApi, MockQuerier, MockStorage,
};
use cosmwasm_std::{from_json, Addr, Decimal, Env, OwnedDeps, Response, Timestamp};
use gavel_math::price::PriceRecord;
use gavel_types::oracle::{
    Action, AssetRules, ExecuteMsg, GovernMsg, InstantiateMsg, PriceResponse, PushedPrice,
    QueryMsg, PRICES,
};

use crate::contract::{execute, instantiate, query, sudo};
use crate::ContractError;

/// The second at which every test begins.
const START: u64 = 1_700_000_000;

/// What a message gives.
type Outcome = Result<Response, ContractError>;

/// A contract with two assets, `ueth` and `uatom`, each fed by the feeders 1, 2 and 3.
struct Desk {
    deps: OwnedDeps<MockStorage, MockApi, MockQuerier>,
    now: u64,
}

fn decimal(text: &str) -> Decimal {
    Decimal::from_str(text).unwrap()
}

/// Two of three feeders, fresh for 60 s, jumps beyond 15 % confirmed after 30 s.
fn rules() -> AssetRules {
    AssetRules {
        decimals: 18,
        min_sources: 2,
        max_age: 60,
        max_jump_bps: 1_500,
        confirm_delay: 30,
        lower_bound: decimal("0.01"),
        upper_bound: decimal("1000000"),
    }
}

fn pushed(denom: &str, price: &str, published_at: u64) -> PushedPrice {
    PushedPrice {
        denom: denom.to_owned(),
        price: decimal(price),
        published_at,
    }
}

impl Desk {
    /// The contract with nothing listed.
    fn empty() -> Self {
        let mut desk = Self {
            deps: mock_dependencies(),
            now: START,
        };
        let msg = InstantiateMsg {
            owner: desk.person("owner").to_string(),
        };
        let info = message_info(&desk.person("deployer"), &[]);
        let env = desk.env();
        instantiate(desk.deps.as_mut(), env, info, msg).unwrap();
        desk
    }

    fn new() -> Self {
        let mut desk = Self::empty();
        desk.list("ueth", rules(), 3).unwrap();
        desk.list("uatom", rules(), 3).unwrap();
        desk
    }

    fn person(&self, name: &str) -> Addr {
        self.deps.api.addr_make(name)
    }

    fn feeder(&self, number: usize) -> Addr {
        self.person(&format!("feeder {number}"))
    }

    fn env(&self) -> Env {
        let mut env = mock_env();
        env.block.time = Timestamp::from_seconds(self.now);
        env
    }

    fn send(&mut self, sender: &Addr, msg: ExecuteMsg) -> Outcome {
        let env = self.env();
        execute(self.deps.as_mut(), env, message_info(sender, &[]), msg)
    }

    /// A feeder pushes prices: `(denom, dollars, unix second)`.
    fn push(&mut self, feeder: usize, prices: &[(&str, &str, u64)]) -> Outcome {
        let prices = prices
            .iter()
            .map(|(denom, price, at)| pushed(denom, price, *at))
            .collect();
        let sender = self.feeder(feeder);
        self.send(&sender, ExecuteMsg::PushPrices { prices })
    }

    /// Feeders 1 to 3 push one price of `ueth`, made now.
    fn all_push(&mut self, price: &str) {
        for feeder in 1..=3 {
            self.push(feeder, &[("ueth", price, self.now)]).unwrap();
        }
    }

    fn refresh(&mut self, denoms: &[&str]) -> Outcome {
        let denoms = denoms.iter().map(|denom| (*denom).to_owned()).collect();
        let sender = self.person("anyone");
        self.send(&sender, ExecuteMsg::Refresh { denoms })
    }

    fn govern(&mut self, change: GovernMsg) -> Outcome {
        let owner = self.person("owner");
        self.send(&owner, ExecuteMsg::Govern(change))
    }

    fn sudo(&mut self, change: GovernMsg) -> Outcome {
        let env = self.env();
        sudo(self.deps.as_mut(), env, change)
    }

    fn list(&mut self, denom: &str, rules: AssetRules, feeders: usize) -> Outcome {
        let feeders = (1..=feeders)
            .map(|number| self.feeder(number).to_string())
            .collect();
        self.govern(GovernMsg::ListAsset {
            denom: denom.to_owned(),
            rules,
            feeders,
        })
    }

    fn update(&mut self, change: impl FnOnce(&mut AssetRules)) -> Outcome {
        let mut rules = self.asset("ueth").rules;
        change(&mut rules);
        self.govern(GovernMsg::UpdateAsset {
            denom: "ueth".to_owned(),
            rules,
        })
    }

    fn add_feeder(&mut self, number: usize) -> Outcome {
        let feeder = self.feeder(number).to_string();
        self.govern(GovernMsg::AddFeeder {
            denom: "ueth".to_owned(),
            feeder,
        })
    }

    fn remove_feeder(&mut self, number: usize) -> Outcome {
        let feeder = self.feeder(number).to_string();
        self.govern(GovernMsg::RemoveFeeder {
            denom: "ueth".to_owned(),
            feeder,
        })
    }

    fn ask<T: serde::de::DeserializeOwned>(&self, msg: QueryMsg) -> Result<T, ContractError> {
        query(self.deps.as_ref(), self.env(), msg).map(|answer| from_json(answer).unwrap())
    }

    fn asset(&self, denom: &str) -> gavel_types::oracle::AssetResponse {
        let denom = denom.to_owned();
        self.ask(QueryMsg::Asset { denom }).unwrap()
    }

    /// What is sold and what is owed, in dollars.
    fn price(&self, denom: &str, action: Action) -> Result<(String, String), ContractError> {
        let denom = denom.to_owned();
        let price: PriceResponse = self.ask(QueryMsg::Price { denom, action })?;
        Ok((price.sold.to_string(), price.owed.to_string()))
    }

    /// The aggregate as consumers read it.
    fn record(&self, denom: &str) -> Option<PriceRecord> {
        PRICES.may_load(&self.deps.storage, denom).unwrap()
    }

    /// The accepted price in dollars.
    fn mid(&self, denom: &str) -> String {
        gavel_types::decimal(self.record(denom).unwrap().mid).to_string()
    }

    /// The price that waits, in dollars.
    fn pending(&self, denom: &str) -> Option<String> {
        let pending = self.record(denom)?.pending?;
        Some(gavel_types::decimal(pending.price).to_string())
    }
}

/// The same pair of dollars on both sides.
fn both(dollars: &str) -> (String, String) {
    (dollars.to_owned(), dollars.to_owned())
}

/// The kinds of the events, in order.
fn told(response: &Response) -> Vec<&str> {
    response
        .events
        .iter()
        .map(|event| event.ty.as_str())
        .collect()
}

/// The attributes of the first event of a kind.
fn attributes<'a>(response: &'a Response, kind: &str) -> Vec<(&'a str, &'a str)> {
    response
        .events
        .iter()
        .find(|event| event.ty == kind)
        .map(|event| {
            event
                .attributes
                .iter()
                .map(|told| (told.key.as_str(), told.value.as_str()))
                .collect()
        })
        .unwrap_or_default()
}
