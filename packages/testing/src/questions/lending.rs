//! Questions to the lending contract.

use cosmwasm_std::{Addr, Binary};
use gavel_types::lending::{
    AccountId, AccountResponse, AccountsResponse, CollateralResponse, CollateralsResponse,
    ConfigResponse, LiquidationPricesResponse, MarketResponse, MarketsResponse, QueryMsg,
    SimulateLiquidationResponse, SupplierResponse, SuppliersResponse,
};
use gavel_types::page::MAX_LIMIT;
use gavel_types::solvency::{SolvencyEntry, SolvencyResponse};

use crate::house::House;
use crate::receipt::Refusal;

impl House {
    /// The lending contract's configuration and pause.
    pub fn lending_config(&self) -> ConfigResponse {
        self.ask_surely(&self.contracts.lending, &QueryMsg::Config {})
    }

    /// A market.
    ///
    /// # Panics
    /// There is none of that asset.
    pub fn market(&self, denom: &str) -> MarketResponse {
        let question = QueryMsg::Market {
            denom: denom.to_owned(),
        };
        self.ask_surely(&self.contracts.lending, &question)
    }

    /// All markets.
    pub fn markets(&self) -> Vec<MarketResponse> {
        let mut all: Vec<MarketResponse> = Vec::new();
        loop {
            let question = QueryMsg::Markets {
                start_after: all.last().map(|market| market.denom.clone()),
                limit: Some(MAX_LIMIT),
            };
            let page: MarketsResponse = self.ask_surely(&self.contracts.lending, &question);
            if !extend(&mut all, page.markets) {
                return all;
            }
        }
    }

    /// A collateral.
    ///
    /// # Panics
    /// There is none of that asset.
    pub fn collateral(&self, denom: &str) -> CollateralResponse {
        let question = QueryMsg::Collateral {
            denom: denom.to_owned(),
        };
        self.ask_surely(&self.contracts.lending, &question)
    }

    /// All collaterals.
    pub fn collaterals(&self) -> Vec<CollateralResponse> {
        let mut all: Vec<CollateralResponse> = Vec::new();
        loop {
            let question = QueryMsg::Collaterals {
                start_after: all.last().map(|collateral| collateral.denom.clone()),
                limit: Some(MAX_LIMIT),
            };
            let page: CollateralsResponse = self.ask_surely(&self.contracts.lending, &question);
            if !extend(&mut all, page.collaterals) {
                return all;
            }
        }
    }

    /// A lender's shares and what they redeem for.
    pub fn supplier(&self, denom: &str, address: &Addr) -> SupplierResponse {
        let question = QueryMsg::Supplier {
            denom: denom.to_owned(),
            address: address.to_string(),
        };
        self.ask_surely(&self.contracts.lending, &question)
    }

    /// All lenders of a market.
    pub fn suppliers(&self, denom: &str) -> Vec<SupplierResponse> {
        let mut all: Vec<SupplierResponse> = Vec::new();
        loop {
            let question = QueryMsg::Suppliers {
                denom: denom.to_owned(),
                start_after: all.last().map(|supplier| supplier.address.to_string()),
                limit: Some(MAX_LIMIT),
            };
            let page: SuppliersResponse = self.ask_surely(&self.contracts.lending, &question);
            if !extend(&mut all, page.suppliers) {
                return all;
            }
        }
    }

    /// An account.
    pub fn account(&self, account: &AccountId) -> AccountResponse {
        let question = QueryMsg::Account {
            account: account.clone(),
        };
        self.ask_surely(&self.contracts.lending, &question)
    }

    /// All accounts that hold anything.
    pub fn accounts(&self) -> Vec<AccountResponse> {
        let mut all: Vec<AccountResponse> = Vec::new();
        loop {
            let question = QueryMsg::Accounts {
                start_after: all.last().map(|account| account.account.clone()),
                limit: Some(MAX_LIMIT),
            };
            let page: AccountsResponse = self.ask_surely(&self.contracts.lending, &question);
            if !extend(&mut all, page.accounts) {
                return all;
            }
        }
    }

    /// The prices below which an account can be liquidated.
    pub fn liquidation_prices(&self, account: &AccountId) -> LiquidationPricesResponse {
        let question = QueryMsg::LiquidationPrices {
            account: account.clone(),
        };
        self.ask_surely(&self.contracts.lending, &question)
    }

    /// The lots that a liquidation would open now.
    ///
    /// # Errors
    /// The liquidation would be refused.
    pub fn simulate_liquidation(
        &self,
        account: &AccountId,
    ) -> Result<SimulateLiquidationResponse, Refusal> {
        let question = QueryMsg::SimulateLiquidation {
            account: account.clone(),
        };
        self.ask(&self.contracts.lending, &question)
    }

    /// All that the lending contract says it holds.
    pub fn lending_holds(&self) -> Vec<SolvencyEntry> {
        let mut all: Vec<SolvencyEntry> = Vec::new();
        loop {
            let question = QueryMsg::Solvency {
                start_after: last_cursor(&all),
                limit: Some(MAX_LIMIT),
            };
            let page: SolvencyResponse = self.ask_surely(&self.contracts.lending, &question);
            if !extend(&mut all, page.entries) {
                return all;
            }
        }
    }
}

/// Adds a page and says whether another may follow.
pub(super) fn extend<T>(all: &mut Vec<T>, page: Vec<T>) -> bool {
    let full = page.len() >= MAX_LIMIT as usize;
    all.extend(page);
    full
}

pub(super) fn last_cursor(all: &[SolvencyEntry]) -> Option<Binary> {
    all.last().map(|entry| entry.cursor.clone())
}
