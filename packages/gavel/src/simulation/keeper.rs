//! A keeper: it liquidates accounts and takes lots' next steps.
//!
//! It asks for all accounts once. From then on it follows the house's events and looks only at what they name, and at the
//! accounts whose liquidation price the oracle's price has reached.

mod pooled;
mod watchlist;

use std::collections::{BTreeMap, BTreeSet};

use cosmwasm_std::{Addr, Decimal, Uint128};
use gavel_testing::{Refusal, USD};
use gavel_types::auction::LotId;
use gavel_types::lending::AccountId;
use rand_chacha::ChaCha12Rng;

use super::board::Phase;
use super::inclusion::Inclusion;
use super::news::News;
use super::setup::SaleTerms;
use super::stage::Stage;
use crate::error::Error;
use crate::market::price::Price;
use crate::randomness::{stream, Actor};
use crate::scenario::Scenario;
use pooled::Pooled;
use watchlist::{Place, Watchlist};

/// The most liquidations a keeper sends in a block: at a quarter of a million gas each, a quarter of a block of 100 million.
const LIQUIDATIONS_A_BLOCK: usize = 100;

/// The most accounts a keeper asks for in a block beyond those that events name.
const LOOKS_A_BLOCK: usize = 200;

/// Levels of the book that a message settles.
const LEVELS: u32 = 100;

/// Seconds until something that was refused is tried again.
const RETRY_AFTER: u64 = 30;

/// The error of an account that is healthy after all.
const HEALTHY: &str = "lending/28";

/// Seconds between two looks at the market's rate, by which liquidation prices rise.
const RATE_EVERY: u64 = 3_600;

/// Seconds in a year of the market's rate.
const YEAR: u64 = 365 * 86_400;

/// One keeper.
pub struct Keeper {
    address: Addr,
    draws: ChaCha12Rng,
    inclusion: Option<Inclusion>,
    watchlist: Watchlist,
    /// Messages on their way, by the second from which on they can be included.
    on_the_way: BTreeMap<u64, Vec<Errand>>,
    /// Accounts with a liquidation on its way.
    chosen: BTreeSet<Place>,
    /// Refused, and when to look again.
    refused: BTreeSet<(u64, Place)>,
    /// Lots and the second at which their next step is due.
    steps: BTreeSet<(u64, LotId)>,
    times: Times,
    pooled: Pooled,
    drift: Drift,
    liquidations: u64,
}

/// Seconds until a lot's next step is due.
#[derive(Clone, Copy, Debug)]
struct Times {
    curve: u64,
    window: u64,
    reopening: u64,
}

/// A message on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Errand {
    /// Liquidate the account.
    Liquidate(Place),
    /// Take the lot's next step.
    Advance(LotId),
    /// Give these accounts their share of a lot.
    Reconcile(Vec<AccountId>),
}

/// By how much interest can have raised liquidation prices since they were asked for.
#[derive(Clone, Copy, Debug)]
struct Drift {
    since: u64,
    asked_at: u64,
    rate: Decimal,
}

impl Keeper {
    /// A keeper that has looked at every account once.
    pub fn new(
        scenario: &Scenario,
        number: u32,
        address: Addr,
        stage: &Stage,
        terms: &SaleTerms,
    ) -> Keeper {
        let now = stage.view().now;
        Keeper {
            address,
            draws: stream(scenario.seed, Actor::Keeper(number)),
            inclusion: Inclusion::of(scenario),
            watchlist: Watchlist::of(stage.house()),
            on_the_way: BTreeMap::new(),
            chosen: BTreeSet::new(),
            refused: BTreeSet::new(),
            steps: BTreeSet::new(),
            times: Times {
                curve: terms.seconds(),
                window: terms.window(),
                reopening: terms.freeze_and_reopening().1,
            },
            pooled: Pooled::default(),
            drift: Drift {
                since: now,
                asked_at: now,
                rate: stage.house().market(USD.denom).borrow_rate,
            },
            liquidations: 0,
        }
    }

    /// Liquidations that went through.
    pub const fn liquidations(&self) -> u64 {
        self.liquidations
    }

    /// Whether nothing is on its way and nothing waits to be tried again.
    pub fn is_idle(&self) -> bool {
        self.on_the_way.is_empty() && self.refused.is_empty()
    }

    /// Has the messages executed that are included by now: liquidations, and steps of lots that are due.
    ///
    /// # Errors
    /// As [`Stage::send`].
    pub fn act(&mut self, stage: &mut Stage) -> Result<(), Error> {
        let now = stage.view().now;
        while let Some(included) = self.on_the_way.first_entry() {
            if *included.key() > now {
                break;
            }
            for errand in included.remove() {
                match errand {
                    Errand::Liquidate(place) => self.liquidate(stage, place)?,
                    Errand::Advance(lot) => self.advance(stage, lot)?,
                    Errand::Reconcile(accounts) => {
                        let call = stage.contracts().reconcile(&accounts);
                        if stage.send(&self.address, call)?.is_err() {
                            let again = now.saturating_add(RETRY_AFTER);
                            self.send_in(again, Errand::Reconcile(accounts));
                        }
                    }
                }
            }
        }
        for lot in self.due_lots(stage) {
            match self.wait() {
                0 => self.advance(stage, lot)?,
                wait => self.send_in(now.saturating_add(wait), Errand::Advance(lot)),
            }
        }
        Ok(())
    }

    /// Seconds until a message sent now can be included.
    fn wait(&mut self) -> u64 {
        let inclusion = self.inclusion.as_ref();
        inclusion.map_or(0, |inclusion| inclusion.draw(&mut self.draws))
    }

    fn send_in(&mut self, second: u64, errand: Errand) {
        self.on_the_way.entry(second).or_default().push(errand);
    }

    fn liquidate(&mut self, stage: &mut Stage, place: Place) -> Result<(), Error> {
        self.chosen.remove(&place);
        let Some(account) = self.watchlist.id(place).cloned() else {
            return Ok(());
        };
        let call = stage.contracts().liquidate(&account);
        match stage.send(&self.address, call)? {
            // The events name the account: the next look renews it.
            Ok(_) => self.liquidations = self.liquidations.saturating_add(1),
            Err(refusal) => self.put_off(stage, place, &account, &refusal),
        }
        Ok(())
    }

    fn put_off(&mut self, stage: &Stage, place: Place, account: &AccountId, refusal: &Refusal) {
        if refusal.code() == HEALTHY {
            self.watchlist.renew(stage.house(), account);
        } else {
            let again = stage.view().now.saturating_add(RETRY_AFTER);
            self.refused.insert((again, place));
        }
    }

    /// The lots whose next step is due, each told once until it is tried.
    fn due_lots(&mut self, stage: &Stage) -> Vec<LotId> {
        let due = taken_until(&mut self.steps, stage.view().now);
        let is_due = |(due, lot): (u64, LotId)| {
            // A lot that started anew meanwhile is in the list again.
            let listing = stage.board().get(lot)?;
            let seconds = match listing.phase {
                Phase::Waiting => return None,
                Phase::Window | Phase::Leaving => 0,
                Phase::Falling => self.times.curve,
            };
            (due >= listing.started_at.saturating_add(seconds)).then_some(lot)
        };
        due.into_iter().filter_map(is_due).collect()
    }

    fn advance(&mut self, stage: &mut Stage, lot: LotId) -> Result<(), Error> {
        let Some(phase) = stage.board().get(lot).map(|listing| listing.phase) else {
            return Ok(());
        };
        let in_window = phase == Phase::Window;
        let again = stage.view().now.saturating_add(RETRY_AFTER);
        loop {
            let mut call = stage.contracts().advance(lot);
            if in_window {
                stage.note_book(lot);
                call = stage.contracts().advance_by(lot, LEVELS);
            }
            match stage.send(&self.address, call)? {
                Err(_) => {
                    self.steps.insert((again, lot));
                    return Ok(());
                }
                // A window has more levels than one message settles.
                Ok(news) if news.contains(&News::LevelsSettled { lot }) => {}
                Ok(_) => break,
            }
        }
        // Where a price is missing for the next stage, it is tried again.
        if stage.board().get(lot).map(|listing| listing.phase) == Some(Phase::Leaving) {
            self.steps.insert((again, lot));
        }
        Ok(())
    }

    /// Follows the news of the block and decides what to send in the next.
    pub fn look(&mut self, stage: &Stage, news: &[News]) {
        let view = *stage.view();
        let mut touched: BTreeMap<(&str, u8), &AccountId> = BTreeMap::new();
        for one in news {
            match one {
                News::AccountTouched(id) => {
                    touched.insert((&id.owner, id.sub), id);
                }
                News::LotOpened { lot, .. } => {
                    // One that joined is not due later for it.
                    let opened = stage
                        .board()
                        .get(*lot)
                        .filter(|one| one.opened_at == view.now);
                    if let Some(listing) = opened {
                        let seconds = match listing.phase {
                            Phase::Falling => self.times.curve,
                            _ => self.times.window,
                        };
                        self.steps.insert((view.now.saturating_add(seconds), *lot));
                    }
                }
                News::WindowOpened { lot } => {
                    let due = view.now.saturating_add(self.times.window);
                    self.steps.insert((due, *lot));
                }
                News::WindowReopened { lot } => {
                    let due = view.now.saturating_add(self.times.reopening);
                    self.steps.insert((due, *lot));
                }
                News::LotStartedAnew { lot } | News::StageEntered { lot } => {
                    let due = view.now.saturating_add(self.times.curve);
                    self.steps.insert((due, *lot));
                }
                News::TicketOpened { lot, account } => self.pooled.add(*lot, account),
                News::LotFinished { lot } => {
                    for accounts in self.pooled.finished(*lot) {
                        let included = view.now.saturating_add(self.wait());
                        self.send_in(included, Errand::Reconcile(accounts));
                    }
                }
                News::LotTaken { .. }
                | News::BatchSettled { .. }
                | News::LevelsSettled { .. }
                | News::BidTakenBack { .. }
                | News::LossRecognised { .. }
                | News::LossCovered { .. } => {}
            }
        }
        for id in touched.into_values() {
            self.watchlist.renew(stage.house(), id);
        }
        for (_, place) in taken_until(&mut self.refused, view.now) {
            if let Some(id) = self.watchlist.id(place).cloned() {
                self.watchlist.renew(stage.house(), &id);
            }
        }
        if let Some(reference) = view.reference {
            self.choose(stage, reference);
        }
    }

    /// Sends liquidations of the accounts that can be liquidated at the oracle's price, from the highest liquidation price down.
    fn choose(&mut self, stage: &Stage, reference: Price) {
        let least = self.drift.lowered(stage, reference);
        let near: Vec<Place> = self
            .watchlist
            .above(least, reference)
            .take(LOOKS_A_BLOCK)
            .collect();
        let mut sent = 0usize;
        for place in near {
            if sent >= LIQUIDATIONS_A_BLOCK {
                return;
            }
            // An event has renewed an account whose liquidation is still on its way.
            if self.chosen.contains(&place) {
                self.watchlist.set_aside(place);
                continue;
            }
            let Some(id) = self.watchlist.id(place).cloned() else {
                continue;
            };
            if self.watchlist.renew(stage.house(), &id) {
                self.watchlist.set_aside(place);
                self.chosen.insert(place);
                let included = stage.view().now.saturating_add(self.wait());
                self.send_in(included, Errand::Liquidate(place));
                sent = sent.saturating_add(1);
            } else {
                self.watchlist.healthy(place, reference);
            }
        }
    }
}

impl Drift {
    /// A price lowered by what interest may have added to liquidation prices since they were asked for.
    fn lowered(&mut self, stage: &Stage, price: Price) -> Price {
        let now = stage.view().now;
        if now.saturating_sub(self.asked_at) >= RATE_EVERY {
            self.asked_at = now;
            let rate = stage.house().market(USD.denom).borrow_rate;
            self.rate = self.rate.max(rate);
        }
        let passed = now.saturating_sub(self.since);
        Uint128::new(price.atoms())
            .checked_multiply_ratio(passed, YEAR)
            .ok()
            .and_then(|part| part.checked_mul_ceil(self.rate).ok())
            .and_then(|drift| Price::from_atoms(price.atoms().saturating_sub(drift.u128())))
            .unwrap_or(price)
    }
}

/// Takes out what is due until a second, earliest first.
fn taken_until<T: Copy + Ord>(list: &mut BTreeSet<(u64, T)>, now: u64) -> Vec<(u64, T)> {
    let mut due = Vec::new();
    while let Some(first) = list.first().copied() {
        if first.0 > now {
            break;
        }
        list.remove(&first);
        due.push(first);
    }
    due
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_due_comes_out_earliest_first_and_the_rest_stays() {
        let mut list = BTreeSet::from([(30, 'c'), (10, 'b'), (10, 'a'), (31, 'd')]);
        assert_eq!(
            taken_until(&mut list, 30),
            [(10, 'a'), (10, 'b'), (30, 'c')]
        );
        assert_eq!(list, BTreeSet::from([(31, 'd')]));
    }
}
