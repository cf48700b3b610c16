//! S1: each contract has what it says it holds, and beyond that only donations.

use std::collections::{BTreeMap, BTreeSet};

use cosmwasm_std::{Addr, Coin};
use gavel_types::auction::PairId;
use gavel_types::solvency::SolvencyEntry;

use super::answer::Answer;
use super::census::{add, Census};
use super::judge::{Judge, Rule};
use super::lots::Lots;
use crate::house::House;
use crate::receipt::{Receipt, Told};

/// What the contracts should have, by asset.
#[derive(Clone)]
pub(crate) struct Holdings {
    /// Given to a contract for nothing.
    donations: BTreeMap<(Addr, String), u128>,
    /// All assets that were ever seen.
    denoms: BTreeSet<String>,
    /// What the auction house holds beside its open lots: credits, lots that could not be delivered, and the books.
    beside_lots: BTreeMap<String, u128>,
    pairs: BTreeMap<PairId, (String, String)>,
    lending: Answer<BTreeMap<String, u128>>,
}

impl Holdings {
    /// The holdings of a house in which nothing has happened yet.
    pub fn new(house: &House) -> Self {
        let mut denoms = BTreeSet::new();
        for pair in house.pairs() {
            denoms.insert(pair.base);
            denoms.insert(pair.quote);
        }
        denoms.extend(house.collaterals().into_iter().map(|c| c.denom));
        denoms.extend(house.markets().into_iter().map(|m| m.denom));
        Self {
            donations: BTreeMap::new(),
            denoms,
            beside_lots: BTreeMap::new(),
            pairs: BTreeMap::new(),
            lending: Answer::default(),
        }
    }

    /// Notes money given to a contract of the house for nothing.
    pub fn donated(&mut self, house: &House, to: &Addr, coins: &[Coin]) {
        let contracts = &house.contracts;
        let ours = [
            &contracts.oracle,
            &contracts.auction,
            &contracts.fund,
            &contracts.lending,
        ];
        if !ours.contains(&to) {
            return;
        }
        for coin in coins {
            self.denoms.insert(coin.denom.clone());
            let given = self
                .donations
                .entry((to.clone(), coin.denom.clone()))
                .or_default();
            *given = given.saturating_add(coin.amount.u128());
        }
    }

    /// Checks the contracts that a message wrote to.
    pub fn after(&mut self, judge: &mut Judge, house: &House, lots: &Lots, receipt: &Receipt) {
        for denom in receipt.values("denom") {
            if !self.denoms.contains(denom) {
                self.denoms.insert(denom.to_owned());
            }
        }
        let lending = &house.contracts.lending;
        let ask = |house: &House| sums(house.lending_holds());
        self.lending.renew(house, lending, ask);
        self.compare(judge, house, lending, self.lending.value());
        self.transferred(house, receipt);
        if receipt.is_of(&house.contracts.fund) {
            self.absorbed(house, receipt);
            let fund = sums(house.fund_holds());
            self.compare(judge, house, &house.contracts.fund, &fund);
        }

        self.booked(house, receipt);
        let expected = added(lots.held(), &self.beside_lots);
        let short = self.denoms.iter().any(|denom| {
            self.surplus_of(house, &house.contracts.auction, &expected, denom) != Some(0)
        });
        if short {
            // A credit, or a delivery that failed: only a full count knows.
            self.recount_auction(judge, house, lots);
        } else {
            judge.check(Rule::S1, true, String::new);
        }
    }

    /// Checks all contracts by a full count.
    pub fn recount(&mut self, judge: &mut Judge, house: &House, census: &Census) {
        let lending = sums(house.lending_holds());
        self.compare(judge, house, &house.contracts.lending, &lending);
        let auction = added(&census.in_lots(), &sums(house.auction_holds_beside_lots()));
        if judge.is_strict() {
            let told = sums(house.auction_holds());
            judge.check(Rule::S1, told == auction, || {
                format!("the auction house tells that it holds {told:?}, on disk are {auction:?}")
            });
        }
        self.compare(judge, house, &house.contracts.auction, &auction);
        let fund = sums(house.fund_holds());
        self.compare(judge, house, &house.contracts.fund, &fund);
        self.compare(judge, house, &house.contracts.oracle, &BTreeMap::new());
    }

    /// A penalty that the fund gets by plain transfer, as it does where it is not the lending contract's fund now, is a donation
    /// until someone lets the fund absorb it.
    fn transferred(&mut self, house: &House, receipt: &Receipt) {
        let (lending, fund) = (&house.contracts.lending, &house.contracts.fund);
        for denom in self.denoms.clone() {
            let sum = |kind: &str, by: &Addr, key: &str, whom: &Addr| {
                receipt
                    .all(kind)
                    .filter(|told| told.by(by) && told.text(key) == Some(whom.as_str()))
                    .filter(|told| told.text("denom") == Some(denom.as_str()))
                    .filter_map(|told| told.value::<u128>("amount"))
                    .fold(0, u128::saturating_add)
            };
            let sent = sum("distribute", lending, "recipient", fund);
            if sent == 0 {
                continue;
            }
            let kept = sum("fail_payment", lending, "recipient", fund);
            let booked = sum("add_income", fund, "from", lending);
            let plain = sent.saturating_sub(kept).saturating_sub(booked);
            self.donated(house, fund, &[Coin::new(plain, denom)]);
        }
    }

    /// What the fund takes in as income beyond its books is no donation any more.
    fn absorbed(&mut self, house: &House, receipt: &Receipt) {
        let fund = &house.contracts.fund;
        for told in receipt.all("add_income").filter(|told| told.by(fund)) {
            if told.text("from") != Some(fund.as_str()) {
                continue;
            }
            let (denom, amount) = (told.text("denom"), told.value::<u128>("amount"));
            let given = denom.and_then(|denom| {
                let key = (fund.clone(), denom.to_owned());
                self.donations.get_mut(&key)
            });
            if let (Some(given), Some(amount)) = (given, amount) {
                *given = given.saturating_sub(amount);
            }
        }
    }

    /// Counts what came into the books and left them by what the house tells. Base that a batch sold and quote that it raised change
    /// sides: the lot's they are counted with the lots.
    fn booked(&mut self, house: &House, receipt: &Receipt) {
        for told in &receipt.events {
            let (came, went): (&[&str], &[&str]) = match told.ty.as_str() {
                // A reward was the lot's, and is a keeper's credit.
                "wasm-submit_bid" | "wasm-reward" => (&["amount"], &[]),
                "wasm-place_bid" => (&["bid"], &[]),
                // The base is a credit from then on.
                "wasm-retract_bid" => (&[], &["quote"]),
                "wasm-claim_liquidations" => (&[], &["base", "quote"]),
                "wasm-settle_batch" => (&["sold"], &["raised"]),
                _ => continue,
            };
            let told = Told::of(told);
            if !told.by(&house.contracts.auction) {
                continue;
            }
            let named = told.value("pair").or(told.lot().map(|lot| lot.pair));
            let Some(pair) = named else { continue };
            let (base, quote) = self.assets(house, pair);
            for (keys, count) in [
                (came, u128::saturating_add as fn(u128, u128) -> u128),
                (went, u128::saturating_sub),
            ] {
                for key in keys {
                    let denom = if matches!(*key, "base" | "sold") {
                        &base
                    } else {
                        &quote
                    };
                    let held = self.beside_lots.entry(denom.clone()).or_default();
                    *held = count(*held, told.value(key).unwrap_or(0));
                }
            }
        }
    }

    /// The base and the quote of a pair, which never change.
    fn assets(&mut self, house: &House, pair: PairId) -> (String, String) {
        let known = self.pairs.entry(pair).or_insert_with(|| {
            let pair = house.pair(pair);
            (pair.base, pair.quote)
        });
        known.clone()
    }

    fn recount_auction(&mut self, judge: &mut Judge, house: &House, lots: &Lots) {
        let auction = sums(house.auction_holds());
        self.compare(judge, house, &house.contracts.auction, &auction);
        self.beside_lots = auction
            .into_iter()
            .map(|(denom, held)| {
                let in_lots = lots.held().get(&denom).copied().unwrap_or(0);
                let beside = held.saturating_sub(in_lots);
                (denom, beside)
            })
            .collect();
    }

    fn compare(
        &self,
        judge: &mut Judge,
        house: &House,
        contract: &Addr,
        holds: &BTreeMap<String, u128>,
    ) {
        for denom in self.denoms.iter().chain(holds.keys()) {
            let surplus = self.surplus_of(house, contract, holds, denom);
            judge.check(Rule::S1, surplus == Some(0), || {
                let held = holds.get(denom).copied().unwrap_or(0);
                format!(
                    "{contract} has {} of {denom} and {} were donated, but it holds {held} for others",
                    house.balance(contract, denom),
                    self.donation(contract, denom),
                )
            });
        }
    }

    /// What a contract has beyond what it holds and what was donated; `None` when it has less.
    fn surplus_of(
        &self,
        house: &House,
        contract: &Addr,
        holds: &BTreeMap<String, u128>,
        denom: &str,
    ) -> Option<u128> {
        let held = holds.get(denom).copied().unwrap_or(0);
        house
            .balance(contract, denom)
            .checked_sub(self.donation(contract, denom))?
            .checked_sub(held)
    }

    fn donation(&self, contract: &Addr, denom: &str) -> u128 {
        self.donations
            .get(&(contract.clone(), denom.to_owned()))
            .copied()
            .unwrap_or(0)
    }
}

fn sums(entries: Vec<SolvencyEntry>) -> BTreeMap<String, u128> {
    let mut sums: BTreeMap<String, u128> = BTreeMap::new();
    for coin in entries.into_iter().flat_map(|entry| entry.holds) {
        let sum = sums.entry(coin.denom).or_default();
        *sum = sum.saturating_add(coin.amount.u128());
    }
    sums
}

fn added(left: &BTreeMap<String, u128>, right: &BTreeMap<String, u128>) -> BTreeMap<String, u128> {
    let mut sums = left.clone();
    for (denom, amount) in right {
        add(&mut sums, denom, *amount);
    }
    sums
}
