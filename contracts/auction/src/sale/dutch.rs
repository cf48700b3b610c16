//! A lot in a Dutch stage: its price, what a take gets, which step is due.

use gavel_math::clock::UNSEEN_MILLIS;
use gavel_math::dutch::{fill, Fill};
use gavel_math::number::{add, sub};
use gavel_math::units::UNIT;
use gavel_math::Price;

use super::fixed::MAX_REPRICINGS;
use super::{Sale, Step, DARK_LIMIT};
use crate::error::ContractError;
use crate::prices::Quotation;
use crate::state::{DutchTerms, StageTerms};

impl<'a> Sale<'a> {
    /// The terms of the stage it is in. Fails where that is of another kind.
    pub fn dutch(&self) -> Result<&'a DutchTerms, ContractError> {
        match self.stage()? {
            StageTerms::Dutch(stage) => Ok(stage),
            StageTerms::Batch(_) | StageTerms::English(_) | StageTerms::Backstop(_) => {
                Err(ContractError::NotForTaking { lot: self.id })
            }
        }
    }

    /// The price's share of the reference now, as a price of 1 would be: 18 decimals, rounded up.
    pub fn ratio(&self) -> Result<Price, ContractError> {
        let one = Price(UNIT);
        self.priced_from(one)
    }

    /// `⌈reference · curve⌉` now, the curve moved by the lot's uncertainty.
    pub(super) fn priced_from(&self, reference: Price) -> Result<Price, ContractError> {
        let (curve, moved) = (&self.dutch()?.curve, self.lot.uncertainty);
        Ok(curve.uncertain_price_ceil(reference, self.elapsed(), moved)?)
    }

    /// The price of a take now: `⌈reference · curve⌉`. Fails while paused, without a valid price where the reference is live,
    /// and behind a gap where it is fixed.
    pub fn price(&self) -> Result<Price, ContractError> {
        self.session.assert_not_paused()?;
        let reference = match self.lot.fixed {
            Some(_) if self.is_outdated() => {
                return Err(ContractError::PriceOutdated { lot: self.id })
            }
            Some(fixed) => fixed.reference,
            None => self.prices.reference()?.price,
        };
        self.priced_from(reference)
    }

    /// What a take of at most `amount` base gets and pays now, and the price.
    pub fn fill(&self, amount: u128) -> Result<(Fill, Price), ContractError> {
        let price = self.price()?;
        let offer = self.terms.offer(self.lot.base_left(), self.lot.tab_left);
        let filled = fill(&offer, price, self.terms.scale, amount)?;
        Ok((filled, price))
    }

    /// The step that is due. Fails when none is, with the time at which one will be; when a price must be awaited, with
    /// the time at which it no longer will; and where a fixed lot would be priced anew in a pause, which its end would
    /// only make old again.
    pub fn due(&self, stage: &DutchTerms) -> Result<Step, ContractError> {
        if self.is_over() {
            return Ok(Step::Finish);
        }
        if self.prices.is_dark() && self.dark() >= DARK_LIMIT {
            return self.next_stage();
        }
        let remaining = stage.curve.duration().saturating_sub(self.elapsed());
        let paused = self.session.paused_until();
        if let Some(fixed) = self.fixed().filter(|fixed| fixed.gap > UNSEEN_MILLIS) {
            match paused {
                None => return self.restart(stage, fixed.repricings >= MAX_REPRICINGS),
                Some(until) if remaining > 0 => return Err(ContractError::Paused { until }),
                Some(_) => {}
            }
        }
        if remaining > 0 {
            return Err(self.not_due(remaining));
        }
        self.restart(stage, true)
    }

    /// A restart, or the next stage when it would be counted and all are used up.
    fn restart(&self, stage: &DutchTerms, counted: bool) -> Result<Step, ContractError> {
        if counted && self.lot.rounds >= stage.max_restarts {
            return self.next_stage();
        }
        match self.prices.quotation() {
            Quotation::Valid(reference) => Ok(Step::Restart { reference, counted }),
            Quotation::Dark(_) => Err(self.awaits_price(self.dark_limit_at())),
            Quotation::Never(_) => self.next_stage(),
        }
    }

    fn not_due(&self, remaining: u64) -> ContractError {
        let now = self.session.second();
        let from = self.session.paused_until().unwrap_or(now);
        let curve_ends = from.saturating_add(remaining.div_ceil(1_000));
        let due_at = self
            .dark_limit_at()
            .map_or(curve_ends, |limit| limit.min(curve_ends));
        ContractError::NotDue {
            lot: self.id,
            due_at,
        }
    }

    /// Books a take and renews the clock.
    pub fn take(&mut self, filled: Fill) -> Result<(), ContractError> {
        self.touch();
        self.lot.sold = add(self.lot.sold, filled.base)?;
        self.lot.raised = add(self.lot.raised, filled.quote)?;
        self.lot.tab_left = self
            .lot
            .tab_left
            .map(|tab| sub(tab, filled.quote))
            .transpose()?;
        Ok(())
    }
}
