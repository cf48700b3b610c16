//! Questions to the insurance fund.

use cosmwasm_std::Addr;
use gavel_types::insurance::{
    MarketResponse, MarketsResponse, PoolResponse, PoolsResponse, PositionResponse, QueryMsg,
};
use gavel_types::page::MAX_LIMIT;
use gavel_types::solvency::{SolvencyEntry, SolvencyResponse};

use super::lending::{extend, last_cursor};
use crate::house::House;

impl House {
    /// A pool of the fund.
    ///
    /// # Panics
    /// There is none of that asset.
    pub fn pool(&self, denom: &str) -> PoolResponse {
        let question = QueryMsg::Pool {
            denom: denom.to_owned(),
        };
        self.ask_surely(&self.contracts.fund, &question)
    }

    /// All pools of the fund.
    pub fn pools(&self) -> Vec<PoolResponse> {
        let mut all: Vec<PoolResponse> = Vec::new();
        loop {
            let question = QueryMsg::Pools {
                start_after: all.last().map(|pool| pool.denom.clone()),
                limit: Some(MAX_LIMIT),
            };
            let page: PoolsResponse = self.ask_surely(&self.contracts.fund, &question);
            if !extend(&mut all, page.pools) {
                return all;
            }
        }
    }

    /// A staker.
    ///
    /// # Panics
    /// There is no pool of that asset.
    pub fn position(&self, denom: &str, staker: &Addr) -> PositionResponse {
        let question = QueryMsg::Position {
            denom: denom.to_owned(),
            address: staker.to_string(),
        };
        self.ask_surely(&self.contracts.fund, &question)
    }

    /// The markets of a pool.
    ///
    /// # Panics
    /// There is no pool of that asset.
    pub fn insured(&self, denom: &str) -> Vec<MarketResponse> {
        let mut all: Vec<MarketResponse> = Vec::new();
        loop {
            let question = QueryMsg::Markets {
                denom: denom.to_owned(),
                start_after: all.last().map(|market| market.market.to_string()),
                limit: Some(MAX_LIMIT),
            };
            let page: MarketsResponse = self.ask_surely(&self.contracts.fund, &question);
            if !extend(&mut all, page.markets) {
                return all;
            }
        }
    }

    /// What the insurance fund says it holds for others, entry by entry.
    pub fn fund_holds(&self) -> Vec<SolvencyEntry> {
        let mut all = Vec::new();
        loop {
            let question = QueryMsg::Solvency {
                start_after: last_cursor(&all),
                limit: Some(MAX_LIMIT),
            };
            let page: SolvencyResponse = self.ask_surely(&self.contracts.fund, &question);
            if !extend(&mut all, page.entries) {
                return all;
            }
        }
    }
}
