//! A lot in an English stage: what the next bid must be, when the time for bids ends, which step is due.

use gavel_math::clock::UNSEEN_MILLIS;
use gavel_math::english::Bidding;

use super::fixed::MAX_REPRICINGS;
use super::{Sale, Step};
use crate::error::ContractError;
use crate::prices::Quotation;
use crate::state::{Leader, StageTerms};

impl<'a> Sale<'a> {
    /// The terms of the stage it is in. Fails where that is of another kind, or left already.
    fn english(&self) -> Result<&'a Bidding, ContractError> {
        match self.stage()? {
            StageTerms::English(_) if self.lot.leaving => {
                Err(ContractError::BiddingOver { lot: self.id })
            }
            StageTerms::English(stage) => Ok(stage),
            StageTerms::Batch(_) | StageTerms::Dutch(_) | StageTerms::Backstop(_) => {
                Err(ContractError::NotForBidding { lot: self.id })
            }
        }
    }

    /// Whether the time ends behind a bid, or without one.
    pub fn bids_end(&self, stage: &Bidding, leader: Option<&Leader>) -> bool {
        self.elapsed() >= ends(stage, leader)
    }

    /// The least bid for all that is left: the reserve, or the leading bid and the least raise, rounded up. Fails while paused, when
    /// the time is over, and behind a gap while there is no bid; never for want of a price, because the reserve is fixed.
    pub fn least_bid(&self, leader: Option<&Leader>) -> Result<u128, ContractError> {
        self.session.assert_not_paused()?;
        let stage = self.english()?;
        if self.bids_end(stage, leader) {
            return Err(ContractError::BiddingOver { lot: self.id });
        }
        match (leader, self.lot.fixed) {
            (Some(leader), _) => Ok(stage.raised(leader.bid)?),
            (None, Some(fixed)) if !self.is_outdated() => {
                let base = self.lot.base_left();
                Ok(stage.opening(base, fixed.reference, self.terms.scale)?)
            }
            (None, _) => Err(ContractError::PriceOutdated { lot: self.id }),
        }
    }

    /// The rules with an extension of two of the longest blocks at least: blocks may have become longer since the pair was set up.
    fn answerable(&self, stage: &Bidding) -> Bidding {
        let blocks = self.max_block.saturating_mul(2).div_ceil(1_000);
        let least = u32::try_from(blocks).unwrap_or(u32::MAX);
        Bidding {
            extension_seconds: stage.extension_seconds.max(least),
            ..*stage
        }
    }

    /// Renews the clock for a bid, and says when the time ends behind it. A gap before it is forgotten where others have an extension
    /// to answer.
    pub fn bid(&mut self, leader: Option<&Leader>) -> Result<u64, ContractError> {
        let stage = &self.answerable(self.english()?);
        self.touch();
        let elapsed = self.lot.anchor.elapsed;
        let end = stage.end_behind(elapsed, ends(stage, leader));
        if stage.leaves_an_answer(elapsed, end) {
            self.forget_gap(0);
        }
        Ok(end)
    }

    /// The step of a lot that nobody has bid for; none where its time is over and it leaves the stage. Fails when nothing is due, and
    /// where it would be priced anew in a pause, which its end would only make old again, or in the dark.
    pub fn due_without_bid(&self, stage: &Bidding) -> Result<Option<Step>, ContractError> {
        let remaining = stage.duration().saturating_sub(self.elapsed());
        if let Some(fixed) = self.fixed().filter(|fixed| fixed.gap > UNSEEN_MILLIS) {
            match (self.session.paused_until(), self.prices.quotation()) {
                (Some(until), _) if remaining > 0 => return Err(ContractError::Paused { until }),
                (None, Quotation::Valid(reference)) if fixed.repricings < MAX_REPRICINGS => {
                    let counted = false;
                    return Ok(Some(Step::Restart { reference, counted }));
                }
                (None, Quotation::Valid(_)) => return Ok(None),
                (None, Quotation::Dark(_)) if remaining > 0 => {
                    return Err(self.awaits_price(Some(self.in_millis(remaining))))
                }
                _ => {}
            }
        }
        if remaining > 0 {
            return Err(self.bids_taken(stage.duration()));
        }
        Ok(None)
    }

    /// Whether a lot whose time is over behind a leading bid gets an extension: bidders did not see the market for more than a minute
    /// since they could last answer. Fails in a pause, which would only be such a gap again.
    pub fn must_extend(&self) -> Result<bool, ContractError> {
        let unseen = self
            .fixed()
            .is_some_and(|fixed| fixed.gap > UNSEEN_MILLIS && fixed.repricings < MAX_REPRICINGS);
        if unseen {
            self.session.assert_not_paused()?;
        }
        Ok(unseen)
    }

    /// Gives bidders an extension, and says when the time then ends.
    pub fn extend(&mut self, stage: &Bidding) -> u64 {
        self.touch();
        self.forget_gap(1);
        self.answerable(stage).extended(self.lot.anchor.elapsed)
    }

    /// The error that bids are taken until auction time reaches an end.
    pub fn bids_taken(&self, end: u64) -> ContractError {
        ContractError::NotDue {
            lot: self.id,
            due_at: self.in_millis(end.saturating_sub(self.elapsed())),
        }
    }

    /// The unix second at which so many auction milliseconds have passed if the clock runs on, rounded up.
    fn in_millis(&self, millis: u64) -> u64 {
        let from = self.session.paused_until().unwrap_or(self.session.second());
        from.saturating_add(millis.div_ceil(1_000))
    }
}

/// When the time ends.
fn ends(stage: &Bidding, leader: Option<&Leader>) -> u64 {
    leader.map_or(stage.duration(), |leader| leader.ends)
}
