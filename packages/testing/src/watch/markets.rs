//! S15, S16 and S9: a market's ledger balances, nobody's share loses value by another's message, and nothing counts as in
//! auction when no lot is open.

use std::collections::BTreeMap;

use cosmwasm_std::Uint128;
use gavel_math::shares::VIRTUAL_SHARES;
use gavel_types::auction::LotId;
use gavel_types::lending::MarketResponse;

use super::answer::Answer;
use super::judge::{Judge, Rule};
use super::lots::Lots;
use crate::house::House;
use crate::receipt::Receipt;

/// Units of a market's asset that one booking may be rounded by, in the house's favour. Each event books a handful of
/// amounts; a unit of scaled debt is worth its index.
const ROUNDING: u128 = 8;

/// The markets as they were last seen.
#[derive(Clone, Default)]
pub(crate) struct Markets {
    answer: Answer<Vec<MarketResponse>>,
    seen: BTreeMap<String, Ledger>,
    residues: Residues,
}

/// What rounding may have left of lots of several accounts: a unit a ticket, which lenders keep once the last account has its share.
#[derive(Clone, Default)]
struct Residues {
    /// Market and tickets of the lots that are open.
    lots: BTreeMap<LotId, (String, u128)>,
    /// What lots that have finished may still leave, by market.
    left: BTreeMap<String, u128>,
}

impl Residues {
    /// Follows tickets and results.
    fn follow(&mut self, house: &House, receipt: &Receipt) {
        let lending = &house.contracts.lending;
        for told in receipt.all("liquidate").filter(|told| told.by(lending)) {
            if let (Some(lot), Some(market)) = (told.lot(), told.text("market")) {
                let (_, tickets) = self
                    .lots
                    .entry(lot)
                    .or_insert_with(|| (market.to_owned(), 0));
                *tickets = tickets.saturating_add(1);
            }
        }
        for told in receipt.all("book_lot").filter(|told| told.by(lending)) {
            if let Some((market, tickets)) = told.lot().and_then(|lot| self.lots.remove(&lot)) {
                let left = self.left.entry(market).or_default();
                *left = left.saturating_add(tickets);
            }
        }
    }

    /// Takes off what a market's lenders were left above what a message may round by.
    fn take(&mut self, market: &str, gained: u128) -> u128 {
        let Some(left) = self.left.get_mut(market) else {
            return 0;
        };
        let taken = gained.min(*left);
        *left = left.saturating_sub(taken);
        taken
    }
}

/// A market's ledger.
#[derive(Clone, Copy, Debug)]
struct Ledger {
    supplied: u128,
    redeemable: u128,
    shares: u128,
    pending: u128,
    lacking: u128,
    reserves_used: u128,
    in_auction: u128,
}

impl Ledger {
    fn of(market: &MarketResponse) -> Self {
        Self {
            supplied: market.supplied.u128(),
            redeemable: market.redeemable.u128(),
            shares: market.shares.u128(),
            pending: market.pending_loss.u128(),
            lacking: u128::try_from(market.unreconciled.i128()).unwrap_or(0),
            reserves_used: market.reserves_used.u128(),
            in_auction: market.in_auction.u128(),
        }
    }
}

impl Markets {
    /// Looks at all markets now, unless they were last looked at in this state and at this time.
    pub fn look(&mut self, house: &House) {
        if self.ask(house) {
            let markets = self.answer.value().iter();
            self.seen = markets
                .map(|market| (market.denom.clone(), Ledger::of(market)))
                .collect();
        }
    }

    fn ask(&mut self, house: &House) -> bool {
        self.answer
            .renew(house, &house.contracts.lending, House::markets)
    }

    /// Compares all markets with the last look.
    pub fn after(&mut self, judge: &mut Judge, house: &House, receipt: &Receipt) {
        let bookings = receipt
            .events
            .iter()
            .filter(|event| event.ty.starts_with("wasm-"))
            .count() as u128;
        let slack = ROUNDING.saturating_mul(bookings.saturating_add(1));
        self.residues.follow(house, receipt);
        self.ask(house);
        for market in self.answer.value() {
            balances(judge, market);
            let now = Ledger::of(market);
            if let Some(before) = self.seen.insert(market.denom.clone(), now) {
                let flow = Flow::of(house, receipt, &market.denom);
                let gained = now.supplied.saturating_sub(flow.least(&before));
                let more = gained.saturating_sub(slack);
                let slack = slack.saturating_add(self.residues.take(&market.denom, more));
                value_is_conserved(judge, market, &before, &now, flow, slack);
                no_share_loses(judge, &market.denom, &before, &now, flow);
            }
        }
    }

    /// S9: without an open lot nothing is in auction.
    pub fn check_idle(&self, judge: &mut Judge, house: &House, lots: &Lots) {
        let counted: Vec<&String> = self
            .seen
            .iter()
            .filter(|(_, market)| market.in_auction > 0)
            .map(|(denom, _)| denom)
            .collect();
        if lots.none_open() && !counted.is_empty() {
            let waits = !house.deliveries().is_empty();
            judge.check(Rule::S9, waits, || {
                format!("no lot is open, yet debt of {counted:?} counts as in auction")
            });
        }
    }
}

/// S15: what lenders and others own is what there is.
fn balances(judge: &mut Judge, market: &MarketResponse) {
    let owned = sum(&[
        market.supplied,
        market.reserves,
        market.penalties,
        market.surplus,
    ]);
    let there = sum(&[market.cash, market.debt, market.in_auction]);
    let there = there
        .and_then(|sum| i128::try_from(sum).ok())
        .and_then(|sum| sum.checked_add(market.unreconciled.i128()));
    let owned = owned.and_then(|sum| i128::try_from(sum).ok());
    judge.check(Rule::S15, owned.is_some() && owned == there, || {
        format!(
            "the market of {} owes {owned:?} and has {there:?}",
            market.denom
        )
    });
    judge.check(Rule::S15, market.redeemable <= market.supplied, || {
        format!(
            "the market of {} redeems {} and mints {}",
            market.denom, market.redeemable, market.supplied
        )
    });
}

fn sum(amounts: &[Uint128]) -> Option<u128> {
    amounts
        .iter()
        .try_fold(0u128, |sum, amount| sum.checked_add(amount.u128()))
}

/// What lenders brought or were given, took and lost.
#[derive(Clone, Copy, Debug, Default)]
struct Flow {
    brought: u128,
    took: u128,
    lost: u128,
}

impl Flow {
    fn of(house: &House, receipt: &Receipt, denom: &str) -> Self {
        let total = |kind: &str, key: &str| {
            receipt
                .all(kind)
                .filter(|told| told.by(&house.contracts.lending))
                .filter(|told| told.text("denom") == Some(denom))
                .filter_map(|told| told.value::<u128>(key))
                .fold(0u128, u128::saturating_add)
        };
        let covered = total("cover_loss", "paid");
        Self {
            brought: total("supply", "amount").saturating_add(total("shortfall_repaid", "amount")),
            took: total("withdraw", "amount"),
            lost: total("recognise_loss", "shortfall").saturating_sub(covered),
        }
    }
}

impl Flow {
    /// What lenders own at the least behind it.
    fn least(&self, before: &Ledger) -> u128 {
        let out = self.took.saturating_add(self.lost);
        before
            .supplied
            .saturating_add(self.brought)
            .saturating_sub(out)
    }
}

/// S15: what lenders own changes by what they brought and took and by losses that nobody covered, and by rounding in their
/// favour.
fn value_is_conserved(
    judge: &mut Judge,
    market: &MarketResponse,
    before: &Ledger,
    now: &Ledger,
    flow: Flow,
    slack: u128,
) {
    let least = flow.least(before);
    judge.check(
        Rule::S15,
        now.supplied >= least && now.supplied <= least.saturating_add(slack),
        || {
            format!(
                "lenders of {} own {} and should own {least}, at most {slack} more: before {before:?}, \
                 now {now:?}, {flow:?}",
                market.denom, now.supplied
            )
        },
    );
}

/// S16: what a share is worth falls only by a loss that this message recognises.
fn no_share_loses(judge: &mut Judge, denom: &str, before: &Ledger, now: &Ledger, flow: Flow) {
    let minted = now.supplied.saturating_add(flow.lost);
    judge.check(
        Rule::S16,
        is_no_less((before.supplied, before.shares), (minted, now.shares)),
        || format!("minting a share of {denom} got cheaper: before {before:?}, now {now:?}"),
    );
    let recognised = flow
        .lost
        .saturating_add(now.pending.saturating_sub(before.pending))
        .saturating_add(now.lacking.saturating_sub(before.lacking))
        // What reserves paid for one loss they do not pay for another that is pending.
        .saturating_add(now.reserves_used.saturating_sub(before.reserves_used));
    let redeemed = now.redeemable.saturating_add(recognised);
    // Shares that were worth nothing have nothing to lose.
    let holds = before.redeemable == 0
        || is_no_less((before.redeemable, before.shares), (redeemed, now.shares));
    judge.check(Rule::S16, holds, || {
        format!("a share of {denom} redeems for less: before {before:?}, now {now:?}")
    });
}

/// Whether `value / shares` did not fall from `before` to `now`, counting the virtual share.
fn is_no_less(before: (u128, u128), now: (u128, u128)) -> bool {
    let per = |(value, _): (u128, u128), (_, shares): (u128, u128)| {
        let value = Uint128::new(value.saturating_add(1));
        value.full_mul(Uint128::new(shares.saturating_add(VIRTUAL_SHARES)))
    };
    per(now, before) >= per(before, now)
}
