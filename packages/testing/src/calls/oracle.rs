//! Messages to the oracle adapter.

use cosmwasm_std::Decimal;
use gavel_types::oracle::{ExecuteMsg, GovernMsg, PushedPrice};

use crate::call::{Call, Contracts};

impl Contracts {
    /// Pushes observations: `(denom, dollars per whole unit, unix second)`.
    pub fn push(&self, prices: &[(&str, Decimal, u64)]) -> Call {
        let prices = prices
            .iter()
            .map(|(denom, price, published_at)| PushedPrice {
                denom: (*denom).to_owned(),
                price: *price,
                published_at: *published_at,
            })
            .collect();
        self.to_oracle(ExecuteMsg::PushPrices { prices })
    }

    /// Renews assets' aggregates.
    pub fn refresh(&self, denoms: &[&str]) -> Call {
        let denoms = denoms.iter().map(|denom| (*denom).to_owned()).collect();
        self.to_oracle(ExecuteMsg::Refresh { denoms })
    }

    /// Changes what governance sets in the oracle adapter.
    pub fn govern_oracle(&self, change: GovernMsg) -> Call {
        self.to_oracle(ExecuteMsg::Govern(change))
    }
}
