//! S4 and S14, tried out: every open lot can be ended, and every account that can be liquidated by its health can be
//! liquidated.

use cosmwasm_std::{Coin, Decimal};
use gavel_types::auction::{LotResponse, Stage};
use gavel_types::lending::AccountResponse;
use gavel_types::oracle::Action;

use crate::receipt::Refusal;
use crate::watch::{has_to_wait, holds_anything, Rule};
use crate::world::World;

/// How often in a stage a gap in its clock asks for a step.
const MOST_GAPS: u32 = 8;

/// Seconds of a pause that nobody lifts.
const PAUSE: u64 = 48 * 60 * 60;

impl World {
    /// Tries every open lot and every unhealthy account, and undoes what it tried. Its cost is some messages for each, and
    /// a copy of the state.
    pub fn probe(&mut self) {
        for lot in self.lots() {
            self.probe_step(&lot);
        }
        for account in self.accounts() {
            if account.health.is_some_and(|health| health < Decimal::one()) {
                self.probe_liquidation(&account);
            }
        }
    }

    /// S4: a lot has a step that anyone can take now, unless it waits for a pause or for a price. One in a batch may also wait for the
    /// end of its window, which the house tells, or for the lot before it.
    fn probe_step(&mut self, lot: &LotResponse) {
        let anyone = self.person("anyone");
        if self.is_in_batch(lot) {
            let id = lot.lot;
            let step = self.what_if(|world| world.advance(&anyone, id).map(drop));
            let waits = match step.as_ref().map_err(Refusal::code) {
                Ok(()) => true,
                // One that is done with its window, and whose backstop is not asked in a pause.
                Err("auction/7") => self.auction_config().paused_until.is_some(),
                Err("auction/24") => lot.elapsed_millis < lot.ends_at_millis,
                Err("auction/25") => true,
                Err("auction/57") => self.lots().iter().any(|other| {
                    other.lot.pair == id.pair && other.lot < id && self.is_in_batch(other)
                }),
                Err(_) => false,
            };
            self.watch.judge_probe(Rule::S4, waits, || {
                format!("lot {id} cannot be advanced: {step:?}, {lot:?}")
            });
            return;
        }
        let waits = self.auction_config().paused_until.is_some()
            || !self.is_priced(&lot.base_denom)
            || !self.is_priced(&lot.quote_denom);
        if waits {
            return;
        }
        let sold = self.simulate_take(lot.lot, u128::MAX).map(drop);
        let id = lot.lot;
        let ends = sold.is_ok()
            || self.takes_bids(lot)
            || self.what_if(|world| world.advance(&anyone, id).is_ok());
        self.watch.judge_probe(Rule::S4, ends, || {
            format!("lot {id} can be neither bought, nor bid for, nor advanced: {sold:?}, {lot:?}")
        });
    }

    /// Whether the least bid that the house asks for leads.
    fn takes_bids(&mut self, lot: &LotResponse) -> bool {
        let Some(least) = lot.least_bid else {
            return false;
        };
        let bid = Coin::new(least, lot.quote_denom.clone());
        let id = lot.lot;
        self.what_if(|world| {
            let rival = world.funded("rival", std::slice::from_ref(&bid));
            world.place_bid(&rival, id, bid).is_ok()
        })
    }

    /// S4: a lot that nobody buys ends within the time that its stages and restarts take, behind any pause, with prices
    /// pushed again.
    pub fn probe_end(&mut self, lot: &LotResponse) {
        let anyone = self.person("anyone");
        let id = lot.lot;
        let steps = steps_at_most(&self.stages_of(lot));
        // One that waits for the book begins when the lot before it has ended.
        let steps = steps.saturating_mul(u32::from(self.is_in_batch(lot)).saturating_add(1));
        let ended = self.what_if(|world| {
            if world.auction_config().paused_until.is_some() {
                world.wait_unfed(PAUSE);
                world.feed();
                // The first message behind it starts the clocks.
                let _ = world.advance(&anyone, id);
            }
            for _ in 0..steps {
                let Some(lot) = world.lot(id) else {
                    return true;
                };
                let left = lot.ends_at_millis.saturating_sub(lot.elapsed_millis);
                world.wait(left.div_ceil(1_000).max(1));
                // Refused where the lot waits for a price, or where its clock stood meanwhile: then it is tried again. One that waits
                // for the book goes on when the lot before it does.
                for before in world.lots() {
                    if before.lot.pair == id.pair && before.lot < id && world.is_in_batch(&before) {
                        let _ = world.advance(&anyone, before.lot);
                    }
                }
                let _ = world.advance(&anyone, id);
            }
            world.lot(id).is_none()
        });
        self.watch.judge_probe(Rule::S4, ended, || {
            format!("lot {id} does not end in {steps} steps: {lot:?}")
        });
    }

    /// S14: an unhealthy account can be liquidated now; refused only by a cap while lots are open, by a full list of tickets,
    /// or where what it has left is the share of a debt that has no valid price or no open pair.
    fn probe_liquidation(&mut self, account: &AccountResponse) {
        let anyone = self.person("anyone");
        let id = account.account.clone();
        let outcome = self.what_if(|world| world.liquidate(&anyone, &id).map(drop));
        let Err(refusal) = outcome else {
            self.watch.judge_probe(Rule::S14, true, String::new);
            return;
        };
        let excused = self.excuses(account, &refusal);
        self.watch.judge_probe(Rule::S14, excused, || {
            format!("an unhealthy account cannot be liquidated: {refusal}: {account:?}")
        });
    }

    fn excuses(&self, account: &AccountResponse, refusal: &Refusal) -> bool {
        match refusal.code() {
            "lending/30" => !self.lots().is_empty(),
            "lending/31" => account.tickets.len() >= gavel_types::lending::TICKETS_BEFORE_CLOSING,
            "lending/29" => !holds_anything(self, account) || has_to_wait(self, account),
            _ => false,
        }
    }

    /// Whether the lot is sold by batch now.
    fn is_in_batch(&self, lot: &LotResponse) -> bool {
        let stages = self.stages_of(lot);
        matches!(stages.get(usize::from(lot.stage)), Some(Stage::Batch(_)))
    }

    /// The stages that the lot goes through: those its pair had when it was opened.
    fn stages_of(&self, lot: &LotResponse) -> Vec<Stage> {
        match self.watch.config_of(lot) {
            Some(config) => config.stages.clone(),
            None => self.pair(lot.lot.pair).config.stages,
        }
    }

    fn is_priced(&self, denom: &str) -> bool {
        self.price(denom, Action::Liquidate).is_ok()
    }
}

/// The most steps of a lot: each stage's restarts and its end, and one more for each that a gap in its clock asks for.
fn steps_at_most(stages: &[Stage]) -> u32 {
    stages
        .iter()
        .map(|stage| match stage {
            // A window is opened once more three times at the most, closed, and settled by messages of 30 levels.
            Stage::Batch(batch) => u32::from(batch.max_windows).saturating_mul(20),
            Stage::Dutch(dutch) => u32::from(dutch.max_restarts).saturating_add(2),
            // A gap's fresh price or extension, the end, and the next stage once a price is there.
            Stage::English(_) => 2 + MOST_GAPS,
            // It is asked, and the lot ends, in the step that leaves the stage before.
            Stage::Backstop(_) => 0,
        })
        .sum()
}
