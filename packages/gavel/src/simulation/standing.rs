//! Those whose bids stand in the book: they bid before the window begins, and look again when all is over.

use cosmwasm_std::{Addr, Coin};
use gavel_math::grid::DISCOUNT_STEP;
use gavel_testing::{ETH, USD};
use gavel_types::auction::{Limit, Stage as SaleStage};

use super::stage::Stage;
use crate::error::Error;
use crate::scenario::Standing;

/// A bid that stands.
#[derive(Clone, Debug)]
pub struct StandingBid {
    owner: Addr,
    discount_bps: u32,
}

/// Puts one bid at each discount into the book, all with the same money, out of `lent`, and no less than the house takes.
///
/// # Errors
/// A bid is refused, or a sum does not fit.
pub fn bid(stage: &mut Stage, lent: u128, standing: &Standing) -> Result<Vec<StandingBid>, Error> {
    let step = usize::try_from(DISCOUNT_STEP).map_err(|_| Error::Overflow)?;
    let discounts: Vec<u32> = standing.discounts_bps.clone().step_by(step).collect();
    let many = u128::try_from(discounts.len()).map_err(|_| Error::Overflow)?;
    let each = lent
        .checked_mul(standing.money_bps.into())
        .and_then(|money| money.checked_div(many.saturating_mul(10_000)))
        .ok_or(Error::Overflow)?;
    let pair = stage.house().pair_of(ETH.denom, USD.denom);
    let stages = stage.house().pair(pair).config.stages;
    let each = match stages.first() {
        // Of few accounts little is lent.
        Some(SaleStage::Batch(batch)) => each.max(batch.min_bid.u128()),
        _ => each,
    };
    discounts
        .into_iter()
        .map(|discount_bps| {
            let coin = Coin::new(each, USD.denom);
            let name = format!("standing bidder {discount_bps}");
            let world = stage.world_mut();
            let owner = world.funded(&name, std::slice::from_ref(&coin));
            let limit = Limit::DiscountBps(discount_bps);
            let call = stage.contracts().submit_bid(pair, limit, coin);
            stage.must("bidding into the book", &owner, call)?;
            Ok(StandingBid {
                owner,
                discount_bps,
            })
        })
        .collect()
}

impl StandingBid {
    /// Takes out what the bid has bought and what it still has, and says at which discount it stood if it bought anything.
    ///
    /// # Errors
    /// As [`Stage::send`].
    pub fn leave(&self, stage: &mut Stage) -> Result<Option<u32>, Error> {
        let pair = stage.house().pair_of(ETH.denom, USD.denom);
        let claim = stage.contracts().claim_liquidations(pair, None);
        let limit = Limit::DiscountBps(self.discount_bps);
        let retract = stage.contracts().retract_bid(pair, limit, None);
        let bought = stage.send(&self.owner, claim)?.is_ok();
        // Refused where all of it was spent.
        let _ = stage.send(&self.owner, retract)?;
        Ok(bought.then_some(self.discount_bps))
    }
}
