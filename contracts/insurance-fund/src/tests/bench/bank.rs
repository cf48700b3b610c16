//! The bench's bank: who has what, and whether the fund's books say so.

use std::collections::BTreeMap;

use cosmwasm_std::testing::MockStorage;
use cosmwasm_std::{
    from_json, Addr, BankMsg, Coin, CosmosMsg, Order, Response, StdError, Storage, WasmMsg,
};
use cw20::Cw20ExecuteMsg;
use gavel_types::asset::{of_token, token_of};
use gavel_types::insurance::{MarketMsg, QueryMsg};
use gavel_types::solvency::SolvencyResponse;

use super::{Bench, Outcome};

impl Bench {
    /// Carries out what the fund sends.
    pub(super) fn dispatched(&mut self, response: Response) -> Outcome {
        let fund = self.who("fund");
        for sub in &response.messages {
            match &sub.msg {
                CosmosMsg::Bank(BankMsg::Send { to_address, amount }) => {
                    assert!(!amount.is_empty() && amount.iter().all(|c| !c.amount.is_zero()));
                    self.pay(&fund, &Addr::unchecked(to_address), amount);
                }
                CosmosMsg::Wasm(WasmMsg::Execute {
                    contract_addr,
                    msg,
                    funds,
                }) if funds.is_empty() => {
                    let asset = of_token(&Addr::unchecked(contract_addr));
                    let (to, amount) = match from_json(msg).unwrap() {
                        Cw20ExecuteMsg::Transfer { recipient, amount } => (recipient, amount),
                        Cw20ExecuteMsg::Send {
                            contract,
                            amount,
                            msg,
                        } => {
                            let MarketMsg::ShortfallRepaid { stream_seconds } =
                                from_json(msg).unwrap();
                            self.repaid
                                .push((contract.clone(), amount.u128(), stream_seconds));
                            (contract, amount)
                        }
                        other => panic!("the fund asks no token for {other:?}"),
                    };
                    self.pay(&fund, &Addr::unchecked(to), &[Coin::new(amount, asset)]);
                }
                CosmosMsg::Wasm(WasmMsg::Execute {
                    contract_addr,
                    msg,
                    funds,
                }) => {
                    if self.deaf.contains(contract_addr) {
                        return Err(StdError::generic_err("the market refuses").into());
                    }
                    let MarketMsg::ShortfallRepaid { stream_seconds } = from_json(msg).unwrap();
                    let market = Addr::unchecked(contract_addr);
                    self.pay(&fund, &market, funds);
                    let amount = funds[0].amount.u128();
                    self.repaid
                        .push((contract_addr.clone(), amount, stream_seconds));
                }
                other => panic!("the fund sends nothing like {other:?}"),
            }
        }
        Ok(response)
    }

    /// Moves coins.
    pub(super) fn pay(&mut self, from: &Addr, to: &Addr, coins: &[Coin]) {
        for coin in coins {
            let amount = i128::try_from(coin.amount.u128()).unwrap();
            let mut add = |who: &Addr, amount: i128| {
                let key = (who.to_string(), coin.denom.clone());
                *self.purses.entry(key).or_default() += amount;
            };
            add(from, -amount);
            add(to, amount);
        }
        self.tell_bank();
    }

    /// What the fund has, by denom.
    fn balances(&self) -> BTreeMap<String, u128> {
        let fund = self.who("fund").to_string();
        let own = self.purses.iter().filter(|((who, _), _)| *who == fund);
        own.map(|((_, denom), amount)| {
            let amount = u128::try_from(*amount).expect("the fund pays what it has");
            (denom.clone(), amount)
        })
        .collect()
    }

    /// What someone has received of an asset less what he has sent.
    pub fn held(&self, who: &Addr, asset: &str) -> i128 {
        let key = (who.to_string(), asset.to_owned());
        self.purses.get(&key).copied().unwrap_or(0)
    }

    /// Shows the contract its balances.
    pub(super) fn tell_bank(&mut self) {
        let fund = self.who("fund");
        *self.shown.borrow_mut() = self.balances();
        let balances = self
            .balances()
            .into_iter()
            .filter(|(denom, _)| token_of(denom).is_none())
            .map(|(denom, amount)| Coin::new(amount, denom))
            .collect();
        self.deps.querier.bank.update_balance(&fund, balances);
    }

    /// S1: the fund has what it says it holds, and beyond that only donations.
    pub(super) fn check_books(&self) {
        let told: SolvencyResponse = self.ask(QueryMsg::Solvency {
            start_after: None,
            limit: Some(30),
        });
        let mut expected = self.donated.clone();
        for coin in told.entries.iter().flat_map(|entry| &entry.holds) {
            *expected.entry(coin.denom.clone()).or_default() += coin.amount.u128();
        }
        expected.retain(|_, amount| *amount > 0);
        let mut balances = self.balances();
        balances.retain(|_, amount| *amount > 0);
        assert_eq!(balances, expected);
    }

    /// All records.
    pub(super) fn stored(&self) -> Vec<(Vec<u8>, Vec<u8>)> {
        self.deps
            .storage
            .range(None, None, Order::Ascending)
            .collect()
    }

    /// Puts all records back.
    pub(super) fn restore(&mut self, records: Vec<(Vec<u8>, Vec<u8>)>) {
        self.deps.storage = MockStorage::new();
        for (key, value) in records {
            self.deps.storage.set(&key, &value);
        }
    }
}
