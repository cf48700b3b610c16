//! What a bidder has in the book while a window is open.
//!
//! All who are filled pay one price, that of the last bid which is needed, so a bidder loses nothing by bidding all that it is ready
//! to pay, and if it does not, those below it buy. It waits for the falling price only with what the window leaves. As it is there, it
//! bids anew for each window, at the discount that the oracle's price of the moment asks for, and goes deeper when the market
//! leaves the oracle behind, until the book is frozen. What nobody wanted it takes back.

use cosmwasm_std::{Coin, Uint128};
use gavel_math::grid::{DISCOUNT_STEP, MOST_DISCOUNT};
use gavel_testing::{Call, Contracts, USD};
use gavel_types::auction::{ExecuteMsg, Limit, LotId, PairId};

use super::super::news::News;
use super::super::setup::SaleTerms;
use super::super::stage::Stage;
use crate::error::Error;
use crate::market::price::Price;

/// A whole ratio in basis points.
const WHOLE_BPS: u32 = 10_000;

/// A bid is made larger once this part of it could be added: lots grow while their window is open.
const WORTH_ADDING: u128 = 10;

/// What can be done in the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Put money into it.
    Submit {
        /// The discount in basis points.
        discount: u32,
        /// How much.
        amount: u128,
    },
    /// Go to a deeper discount with all that is there.
    Deepen {
        /// That discount.
        to: u32,
    },
    /// Take out what was bought and what is left.
    Leave,
}

/// A bidder's bid in the book: one at a time.
#[derive(Clone, Debug)]
pub struct WindowBid {
    seconds: u64,
    freeze: u64,
    least: u128,
    lot: Option<LotId>,
    discount: u32,
    placed: u128,
    step: Option<(u64, Step)>,
}

impl WindowBid {
    /// No bid yet; none at all where lots do not begin with a batch.
    pub fn of(terms: &SaleTerms) -> Option<WindowBid> {
        let batch = terms.batch.as_ref()?;
        Some(WindowBid {
            seconds: terms.window(),
            freeze: terms.freeze_and_reopening().0,
            least: batch.min_bid.u128(),
            lot: None,
            discount: 0,
            placed: 0,
            step: None,
        })
    }

    /// Whether a message is on its way.
    pub const fn is_busy(&self) -> bool {
        self.step.is_some()
    }

    /// Whether the lot that was bid for has been settled by this news.
    pub fn is_settled_by(&self, news: &[News]) -> bool {
        self.placed > 0
            && news.iter().any(|one| match one {
                News::BatchSettled { lot, .. } => self.lot == Some(*lot),
                _ => false,
            })
    }

    /// What to do for a lot whose window began at `began`, when a message sent now is included at `included` at the latest, where
    /// `wanted` money would buy all of it at the bidder's limit, `free` is at hand, and the limit asks for this discount.
    pub fn next(
        &self,
        (began, included): (u64, u64),
        discount: Option<u32>,
        wanted: u128,
        free: u128,
    ) -> Option<Step> {
        let frozen_at = began
            .saturating_add(self.seconds)
            .saturating_sub(self.freeze);
        let discount = discount.filter(|_| included < frozen_at)?;
        if self.placed == 0 {
            let amount = wanted.min(free);
            return (amount >= self.least).then_some(Step::Submit { discount, amount });
        }
        if discount > self.discount {
            return Some(Step::Deepen { to: discount });
        }
        let amount = wanted.saturating_sub(self.placed).min(free);
        let worth = amount.saturating_mul(WORTH_ADDING) >= self.placed;
        (worth && amount > 0).then_some(Step::Submit {
            discount: self.discount,
            amount,
        })
    }

    /// Sends a step for the block of that number.
    pub fn send(&mut self, block: u64, step: Step) {
        self.step = Some((block, step));
    }

    /// The step whose block has come.
    pub fn due(&mut self, block: u64) -> Option<Step> {
        let step = self.step.filter(|(at, _)| *at <= block)?.1;
        self.step = None;
        Some(step)
    }

    /// Money came into the book at a discount.
    pub fn submitted(&mut self, lot: Option<LotId>, discount: u32, amount: u128) {
        self.lot = lot;
        self.discount = discount;
        self.placed = self.placed.saturating_add(amount);
    }

    /// The bid stands at a deeper discount now.
    pub fn deepened(&mut self, to: u32) {
        self.discount = to;
    }

    /// Takes out what was bought, for `exchange`, and what is left; says what was in the book and what of it was spent.
    ///
    /// # Errors
    /// As [`Stage::send`].
    pub fn leave(
        &mut self,
        stage: &mut Stage,
        pair: PairId,
        owner: &cosmwasm_std::Addr,
        exchange: &str,
    ) -> Result<(u128, u128), Error> {
        let contracts: Contracts = stage.contracts().clone();
        let limit = Limit::DiscountBps(self.discount);
        let claim = contracts.to_auction(
            ExecuteMsg::ClaimLiquidations {
                pair,
                limits: Some(vec![limit]),
                recipient: Some(exchange.to_owned()),
            },
            Vec::new(),
        );
        // Refused where nothing was bought, and where all was spent.
        let _ = stage.send(owner, claim)?;
        let back = match stage.send(owner, contracts.retract_bid(pair, limit, None))? {
            Ok(news) => news.iter().map(taken_back).sum(),
            Err(_) => 0,
        };
        let placed = std::mem::take(&mut self.placed);
        Ok((placed, placed.saturating_sub(back)))
    }

    /// The message that puts money in.
    pub fn submit(contracts: &Contracts, pair: PairId, discount: u32, amount: u128) -> Call {
        let coin = Coin::new(amount, USD.denom);
        contracts.submit_bid(pair, Limit::DiscountBps(discount), coin)
    }

    /// The message that goes deeper.
    pub fn deepen(&self, contracts: &Contracts, pair: PairId, to: u32) -> Call {
        let from = Limit::DiscountBps(self.discount);
        contracts.move_bid(pair, from, Limit::DiscountBps(to), None)
    }
}

const fn taken_back(news: &News) -> u128 {
    match news {
        News::BidTakenBack { quote } => *quote,
        _ => 0,
    }
}

/// The smallest discount of the grid with which a bid pays no more than `limit` if the reference stays: rounded up; none beyond the
/// grid.
pub fn discount_for(reference: Price, limit: Price) -> Option<u32> {
    let less = reference.atoms().saturating_sub(limit.atoms());
    let bps = Uint128::new(less)
        .checked_mul_ceil((u128::from(WHOLE_BPS), reference.atoms()))
        .ok()?
        .u128();
    let steps = bps.div_ceil(DISCOUNT_STEP.into());
    let discount = u32::try_from(steps).ok()?.checked_mul(DISCOUNT_STEP)?;
    (discount <= MOST_DISCOUNT).then_some(discount)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cents(cents: u64) -> Price {
        Price::from_cents(cents).unwrap()
    }

    fn bid() -> WindowBid {
        WindowBid {
            seconds: 90,
            freeze: 15,
            least: 100,
            lot: None,
            discount: 0,
            placed: 0,
            step: None,
        }
    }

    #[test]
    fn the_discount_is_the_next_of_the_grid_that_pays_no_more_than_the_limit() {
        // 0.3 % is between 25 and 50 basis points.
        assert_eq!(discount_for(cents(10_000), cents(9_970)), Some(50));
        assert_eq!(discount_for(cents(10_000), cents(9_975)), Some(25));
        // A market above the oracle: no more than the oracle's price.
        assert_eq!(discount_for(cents(10_000), cents(10_100)), Some(0));
        assert_eq!(discount_for(cents(10_000), cents(4_999)), None);
    }

    #[test]
    fn who_is_there_bids_before_the_freeze_goes_deeper_when_it_must_and_adds_when_the_lot_grows() {
        let mut bid = bid();
        let submit = |discount, amount| Some(Step::Submit { discount, amount });
        assert_eq!(bid.next((0, 12), Some(25), 1_000, 600), submit(25, 600));
        assert_eq!(bid.next((0, 75), Some(25), 1_000, 600), None);
        assert_eq!(bid.next((0, 12), None, 1_000, 600), None);
        assert_eq!(bid.next((0, 12), Some(25), 99, 600), None);
        bid.submitted(None, 25, 600);
        assert_eq!(bid.next((0, 12), Some(25), 1_000, 300), submit(25, 300));
        assert_eq!(bid.next((0, 12), Some(25), 1_000, 59), None);
        assert_eq!(
            bid.next((0, 12), Some(75), 1_000, 300),
            Some(Step::Deepen { to: 75 })
        );
        assert_eq!(bid.next((0, 12), Some(0), 600, 300), None);
    }
}
