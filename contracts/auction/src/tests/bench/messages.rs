//! Messages, and the bank that must agree with the house.

use cosmwasm_std::testing::message_info;
use cosmwasm_std::{
    from_json, to_json_binary, BankMsg, Coin, CosmosMsg, Event, Order, Reply, ReplyOn, Response,
    StdError, Storage, SubMsg, SubMsgResponse, SubMsgResult, Uint128, WasmMsg,
};
use cw20::{Cw20ExecuteMsg, Cw20ReceiveMsg};
use gavel_types::asset::of_token;
use gavel_types::backstop::BackstopMsg;
use gavel_types::consignor::ConsignorMsg;
use gavel_types::solvency::SolvencyResponse;
use gavel_types::taker::TakerMsg;

use super::*;
use crate::contract;
use crate::error::ContractError;
use crate::state::{HOUSE, PURCHASE, UNPAID};

/// What a failure takes back.
struct Saved {
    stored: Vec<(Vec<u8>, Vec<u8>)>,
    bank: BTreeMap<(String, String), u128>,
    delivered: Vec<Settlement>,
}

impl Bench {
    /// Runs a message as one transaction: a refused one leaves no trace, and after one that went through the bank and the
    /// house's ledger agree. The house is never locked behind it.
    pub fn run(
        &mut self,
        sender: &str,
        msg: ExecuteMsg,
        funds: &[Coin],
    ) -> Result<Vec<Event>, ContractError> {
        let before = self.copy();
        let sender = self.who(sender);
        let outcome = self.execute(&sender, msg, funds);
        match &outcome {
            Ok(_) => self.check_ledger(),
            Err(_) => self.restore(before),
        }
        assert!(!HOUSE.load(&self.deps.storage).unwrap().locked);
        assert_eq!(UNPAID.may_load(&self.deps.storage), Ok(None));
        assert_eq!(PURCHASE.may_load(&self.deps.storage), Ok(None));
        outcome
    }

    /// Runs a message and all that comes of it, up to the first failure that nobody catches.
    fn execute(
        &mut self,
        sender: &Addr,
        msg: ExecuteMsg,
        funds: &[Coin],
    ) -> Result<Vec<Event>, ContractError> {
        let before = self.stored();
        let info = message_info(sender, funds);
        let env = self.env.clone();
        let moves = matches!(msg, ExecuteMsg::MoveBid { .. });
        let mut paid = funds.to_vec();
        if let ExecuteMsg::Receive(hook) = &msg {
            paid.push(Coin::new(hook.amount, of_token(sender)));
        }
        match contract::execute(self.deps.as_mut(), env, info, msg) {
            Ok(response) => {
                for coin in &paid {
                    self.credit("house", coin);
                }
                self.settle(response)
            }
            Err(error) => {
                // Moving a bid takes it out before it is put in again; the chain takes that back.
                let untouched = moves || before == self.stored();
                assert!(untouched, "a refusal leaves no trace: {error}");
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
    fn settle(&mut self, response: Response) -> Result<Vec<Event>, ContractError> {
        let mut events = response.events;
        for SubMsg {
            id,
            msg,
            payload,
            reply_on,
            ..
        } in response.messages
        {
            if reply_on == ReplyOn::Never {
                events.extend(self.dispatch(msg)?);
                continue;
            }
            let before = self.copy();
            match self.dispatch(msg) {
                Ok(told) => {
                    events.extend(told);
                    if reply_on == ReplyOn::Always {
                        #[allow(deprecated)] // A field the mock has to fill in.
                        let done = SubMsgResponse {
                            events: vec![],
                            data: None,
                            msg_responses: vec![],
                        };
                        let result = SubMsgResult::Ok(done);
                        events.extend(self.reply(id, payload, result)?);
                    }
                }
                Err(error) => {
                    self.restore(before);
                    let result = SubMsgResult::Err(error.to_string());
                    events.extend(self.reply(id, payload, result)?);
                }
            }
        }
        Ok(events)
    }

    fn reply(
        &mut self,
        id: u64,
        payload: Binary,
        result: SubMsgResult,
    ) -> Result<Vec<Event>, ContractError> {
        #[allow(deprecated)] // A field the mock has to fill in.
        let reply = Reply {
            id,
            payload,
            gas_used: 0,
            result,
        };
        let env = self.env.clone();
        let answer = contract::reply(self.deps.as_mut(), env, reply).unwrap();
        self.settle(answer)
    }

    /// Does what one message asks for, or says why it fails.
    fn dispatch(&mut self, msg: CosmosMsg) -> Result<Vec<Event>, ContractError> {
        let (contract, msg, funds) = match msg {
            CosmosMsg::Bank(BankMsg::Send { to_address, amount }) => {
                self.pay(&to_address, &amount);
                return Ok(vec![]);
            }
            CosmosMsg::Wasm(WasmMsg::Execute {
                contract_addr,
                msg,
                funds,
            }) => (contract_addr, msg, funds),
            other => panic!("the house sends nothing like {other:?}"),
        };
        if self.deep {
            return Err(StdError::generic_err("max call depth exceeded").into());
        }
        if self.deaf.contains(&contract) {
            return Err(StdError::generic_err("deaf").into());
        }
        if contract == self.env.contract.address.as_str() {
            assert!(funds.is_empty(), "the house asks itself without coins");
            return self.execute(&Addr::unchecked(contract), from_json(msg)?, &[]);
        }
        if let Ok(Cw20ExecuteMsg::Transfer { recipient, amount }) = from_json(&msg) {
            let asset = of_token(&Addr::unchecked(contract));
            self.pay(&recipient, &[Coin::new(amount, asset)]);
            return Ok(vec![]);
        }
        if let Ok(TakerMsg::TakeSettlement(call)) = from_json(&msg) {
            self.assert_contract(&contract)?;
            self.called.push(call);
            return self.follow_plan();
        }
        if let Ok(BackstopMsg::BuyLot(offer)) = from_json(&msg) {
            assert!(funds.is_empty(), "a buyer is called without coins");
            self.assert_contract(&contract)?;
            self.offered.push(offer);
            return self.follow_plan();
        }
        if !funds.is_empty() {
            self.pay(&contract, &funds);
        }
        let ConsignorMsg::LotSettled(settled) = from_json(msg)?;
        self.delivered.push(settled);
        Ok(vec![])
    }

    fn assert_contract(&self, called: &str) -> Result<(), ContractError> {
        if self.contracts.borrow().contains(called) {
            return Ok(());
        }
        Err(StdError::generic_err("no such contract").into())
    }

    /// A contract that is called does what it planned.
    fn follow_plan(&mut self) -> Result<Vec<Event>, ContractError> {
        let mut events = vec![];
        for (sender, msg, funds) in std::mem::take(&mut self.plan) {
            let sender = self.who(&sender);
            events.extend(self.execute(&sender, msg, &funds)?);
        }
        Ok(events)
    }

    fn copy(&self) -> Saved {
        Saved {
            stored: self.stored(),
            bank: self.bank.clone(),
            delivered: self.delivered.clone(),
        }
    }

    fn restore(&mut self, copy: Saved) {
        self.deps.storage = MockStorage::new();
        for (key, value) in copy.stored {
            self.deps.storage.set(&key, &value);
        }
        self.bank = copy.bank;
        self.delivered = copy.delivered;
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
            callback: None,
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
