//! Messages, and the bank that must agree with the house.

use cosmwasm_std::testing::message_info;
use cosmwasm_std::{
    from_json, to_json_binary, BankMsg, Coin, CosmosMsg, Event, Order, Reply, Response, Storage,
    SubMsg, SubMsgResult, Uint128, WasmMsg,
};
use cw20::{Cw20ExecuteMsg, Cw20ReceiveMsg};
use gavel_types::asset::of_token;
use gavel_types::consignor::ConsignorMsg;
use gavel_types::solvency::SolvencyResponse;

use super::*;
use crate::contract;
use crate::error::ContractError;

impl Bench {
    /// Runs a message as one transaction: a refused one leaves no trace, and after one that went through the bank and the
    /// house's ledger agree.
    pub fn run(
        &mut self,
        sender: &str,
        msg: ExecuteMsg,
        funds: &[Coin],
    ) -> Result<Vec<Event>, ContractError> {
        let before = self.stored();
        let sender = self.who(sender);
        let info = message_info(&sender, funds);
        let env = self.env.clone();
        let moves = matches!(msg, ExecuteMsg::MoveBid { .. });
        let mut paid = funds.to_vec();
        if let ExecuteMsg::Receive(hook) = &msg {
            paid.push(Coin::new(hook.amount, of_token(&sender)));
        }
        match contract::execute(self.deps.as_mut(), env, info, msg) {
            Ok(response) => {
                for coin in &paid {
                    self.credit("house", coin);
                }
                let events = self.settle(response);
                self.check_ledger();
                Ok(events)
            }
            // The chain takes back what a refused message wrote. Moving a bid takes it out before it is put in again.
            Err(error) if moves => {
                self.restore(before);
                Err(error)
            }
            Err(error) => {
                assert_eq!(before, self.stored(), "a refusal leaves no trace: {error}");
                Err(error)
            }
        }
    }

    /// Sends a token with a message: its contract calls the hook.
    pub fn send(
        &mut self,
        token: &str,
        sender: &str,
        amount: u128,
        msg: &ReceiveMsg,
    ) -> Result<Vec<Event>, ContractError> {
        let hook = Cw20ReceiveMsg {
            sender: self.who(sender).into(),
            amount: amount.into(),
            msg: to_json_binary(msg).unwrap(),
        };
        self.run(token, ExecuteMsg::Receive(hook), &[])
    }

    /// Does what a response asks for, answering failed submessages.
    fn settle(&mut self, response: Response) -> Vec<Event> {
        let mut events = response.events;
        for SubMsg {
            id, msg, payload, ..
        } in response.messages
        {
            let before = self.bank.clone();
            if let Err(error) = self.dispatch(msg, &mut events) {
                self.bank = before;
                #[allow(deprecated)] // A field the mock has to fill in.
                let reply = Reply {
                    id,
                    payload,
                    gas_used: 0,
                    result: SubMsgResult::Err(error),
                };
                let env = self.env.clone();
                let answer = contract::reply(self.deps.as_mut(), env, reply).unwrap();
                events.extend(self.settle(answer));
            }
        }
        events
    }

    /// Does what one message asks for, or says why it fails.
    fn dispatch(&mut self, msg: CosmosMsg, events: &mut Vec<Event>) -> Result<(), String> {
        match msg {
            CosmosMsg::Bank(BankMsg::Send { to_address, amount }) => {
                self.pay(&to_address, &amount);
            }
            CosmosMsg::Wasm(WasmMsg::Execute { contract_addr, .. })
                if self.deaf.contains(&contract_addr) =>
            {
                return Err("deaf".into());
            }
            CosmosMsg::Wasm(WasmMsg::Execute {
                contract_addr,
                msg,
                funds,
            }) if contract_addr == self.env.contract.address.as_str() => {
                assert!(funds.is_empty(), "the house asks itself without coins");
                let info = message_info(&self.env.contract.address, &[]);
                let env = self.env.clone();
                let msg = from_json(msg).unwrap();
                let done = contract::execute(self.deps.as_mut(), env, info, msg).unwrap();
                events.extend(done.events);
                for inner in done.messages {
                    self.dispatch(inner.msg, events)?;
                }
            }
            CosmosMsg::Wasm(WasmMsg::Execute {
                contract_addr,
                msg,
                funds,
            }) => match from_json(&msg) {
                Ok(Cw20ExecuteMsg::Transfer { recipient, amount }) => {
                    let asset = of_token(&Addr::unchecked(contract_addr));
                    self.pay(&recipient, &[Coin::new(amount, asset)]);
                }
                _ => {
                    if !funds.is_empty() {
                        self.pay(&contract_addr, &funds);
                    }
                    let ConsignorMsg::LotSettled(settled) = from_json(msg).unwrap();
                    self.delivered.push(settled);
                }
            },
            other => panic!("the house sends nothing like {other:?}"),
        }
        Ok(())
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
            let left = held
                .checked_sub(coin.amount.u128())
                .expect("house is short");
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
        let held = self.bank.keys().filter(|(holder, _)| holder == "house");
        for denom in held.map(|(_, denom)| denom).chain(sums.keys()) {
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

    fn restore(&mut self, records: Vec<(Vec<u8>, Vec<u8>)>) {
        for (key, _) in self.stored() {
            self.deps.storage.remove(&key);
        }
        for (key, value) in records {
            self.deps.storage.set(&key, &value);
        }
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
            max_reward_bps: None,
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
        self.run("anyone", ExecuteMsg::Advance { lot, limit: None }, &[])
    }

    pub fn pause(&mut self) {
        self.govern(GovernMsg::Pause {});
    }
}
