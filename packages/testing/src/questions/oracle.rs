//! Questions to the oracle adapter.

use gavel_math::price::PriceRecord;
use gavel_types::oracle::{Action, AssetResponse, OracleClient, PriceResponse, QueryMsg};

use crate::house::House;
use crate::receipt::Refusal;

impl House {
    /// An asset's price by an action's rule.
    ///
    /// # Errors
    /// The rule is not met.
    pub fn price(&self, denom: &str, action: Action) -> Result<PriceResponse, Refusal> {
        let question = QueryMsg::Price {
            denom: denom.to_owned(),
            action,
        };
        self.ask(&self.contracts.oracle, &question)
    }

    /// An asset's stored aggregate as consumers read it; none when it never had a price.
    pub fn price_record(&self, denom: &str) -> Option<PriceRecord> {
        let client = OracleClient {
            address: &self.contracts.oracle,
        };
        client.price(&self.app().wrap(), denom).unwrap_or_default()
    }

    /// An asset's rules and feeders.
    ///
    /// # Panics
    /// It is not listed.
    pub fn priced_asset(&self, denom: &str) -> AssetResponse {
        let question = QueryMsg::Asset {
            denom: denom.to_owned(),
        };
        self.ask_surely(&self.contracts.oracle, &question)
    }
}
