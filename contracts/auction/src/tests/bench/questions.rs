//! Questions.

use cosmwasm_std::{from_json, Binary, Uint128};
use serde::de::DeserializeOwned;

use super::*;
use crate::contract;
use crate::error::ContractError;

impl Bench {
    pub fn try_ask(&self, msg: QueryMsg) -> Result<Binary, ContractError> {
        contract::query(self.deps.as_ref(), self.env.clone(), msg)
    }

    pub fn ask<T: DeserializeOwned>(&self, msg: QueryMsg) -> T {
        from_json(self.try_ask(msg).unwrap()).unwrap()
    }

    pub fn pair(&self) -> PairResponse {
        self.ask(QueryMsg::Pair { pair: 1 })
    }

    pub fn lot(&self, lot: LotId) -> LotResponse {
        self.ask(QueryMsg::Lot { lot })
    }

    pub fn is_open(&self, lot: LotId) -> bool {
        self.try_ask(QueryMsg::Lot { lot }).is_ok()
    }

    pub fn simulate(
        &self,
        lot: LotId,
        amount: u128,
    ) -> Result<SimulateTakeResponse, ContractError> {
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
