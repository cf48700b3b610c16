//! A lot that is sold to its backstop: at which price, and how much.

use cosmwasm_std::Addr;
use gavel_math::units::BPS;
use gavel_math::{Bps, Price};

use super::Sale;
use crate::error::ContractError;
use crate::prices::Reference;
use crate::state::{BackstopTerms, FixedPrice, Purchase, StageTerms};

impl Sale<'_> {
    /// The backstop that the lot would be sold to next.
    fn next_backstop(&self) -> Option<&BackstopTerms> {
        let next = usize::from(self.lot.stage).saturating_add(1);
        match self.terms.stages.get(next) {
            Some(StageTerms::Backstop(backstop)) => Some(backstop),
            _ => None,
        }
    }

    /// Fails in a pause where the lot would be sold to its backstop next: a pause stops sales.
    pub(super) fn assert_may_go_on(&self) -> Result<(), ContractError> {
        match self.next_backstop() {
            Some(_) => self.session.assert_not_paused(),
            None => Ok(()),
        }
    }

    /// Keeps the reserve of a lot's last window where a backstop is next, which buys no dearer than that. Others need not know it.
    pub fn keep_reserve(&mut self, reserve: Option<Price>) {
        if self.next_backstop().is_some() {
            self.lot.fixed = reserve.map(|reference| FixedPrice {
                reference,
                gap: 0,
                repricings: 0,
            });
        }
    }

    /// Where the stage ends that the lot is in: the price of a curve, rounded up, or a reserve. `today` is what a live curve is a
    /// share of. None where it had no price.
    pub fn ended_at(&self, today: Reference) -> Result<Option<Price>, ContractError> {
        let fixed = self.lot.fixed.map(|fixed| fixed.reference);
        Ok(match self.stage()? {
            StageTerms::Batch(_) => fixed,
            // A price too high to be counted bounds nothing.
            StageTerms::Dutch(_) => self.priced_from(fixed.unwrap_or(today.price)).ok(),
            StageTerms::English(stage) => fixed
                .map(|reference| stage.reserve_price(reference))
                .transpose()?,
            StageTerms::Backstop(_) => None,
        })
    }

    /// What its backstop is offered: at `⌈today · (1 − discount)⌉`, but no dearer than where the stage before `ended`. None where
    /// it cannot be counted. `keeper` is who advances the lot.
    pub fn offer_rest(
        &self,
        stage: &BackstopTerms,
        today: Reference,
        ended: Option<Price>,
        keeper: &Addr,
    ) -> Option<Purchase> {
        let kept = u32::try_from(BPS).ok()?.checked_sub(stage.discount.0)?;
        let discounted = Price(Bps(kept).of_ceil(today.price.0).ok()?.max(1));
        let price = ended.map_or(discounted, |ended| ended.min(discounted));
        let left = self.lot.base_left();
        let base = stage.max_base.map_or(left, |most| most.min(left));
        let cost = self.terms.scale.quote_ceil(base, price).ok()?.max(1);
        let most = self.lot.tab_left.map_or(cost, |tab| tab.min(cost));
        Some(Purchase {
            lot: self.id,
            price,
            base_left: base,
            quote_left: most,
            keeper: keeper.to_string(),
        })
    }
}
