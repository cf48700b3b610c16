//! Bids and windows.

use super::*;
use crate::error::ContractError;

/// A window of a minute whose last two blocks are frozen, half a minute's grace; a reserve of 86 %; one window; bids of 100 USD.
pub fn minute() -> BatchStage {
    BatchStage {
        window_seconds: 60,
        freeze_blocks: 2,
        grace_seconds: 30,
        reserve_bps: 8_600,
        band_bps: 500,
        max_base: None,
        max_depth_bps: None,
        max_windows: 1,
        min_bid: Uint128::new(100 * USD),
    }
}

/// A limit that is a price.
pub fn at(price: &str) -> Limit {
    Limit::Price(decimal(price))
}

/// A limit that is a discount.
pub fn less(bps: u32) -> Limit {
    Limit::DiscountBps(bps)
}

impl Bench {
    /// A house that sells by batch alone.
    pub fn batch() -> Self {
        Self::with(vec![Stage::Batch(minute())])
    }

    /// Bids so much quote.
    pub fn bid(
        &mut self,
        owner: &str,
        limit: Limit,
        quote: u128,
    ) -> Result<Vec<Event>, ContractError> {
        let msg = ExecuteMsg::SubmitBid {
            pair: 1,
            limit,
            owner: None,
        };
        self.run(owner, msg, &[Coin::new(quote, QUOTE)])
    }

    /// Takes a bid back, or part of it.
    pub fn retract(
        &mut self,
        owner: &str,
        limit: Limit,
        amount: Option<u128>,
    ) -> Result<Vec<Event>, ContractError> {
        let msg = ExecuteMsg::RetractBid {
            pair: 1,
            limit,
            amount: amount.map(Uint128::new),
            recipient: None,
        };
        self.run(owner, msg, &[])
    }

    /// Moves a bid, or part of it.
    pub fn move_bid(
        &mut self,
        owner: &str,
        from: Limit,
        to: Limit,
        amount: Option<u128>,
    ) -> Result<Vec<Event>, ContractError> {
        let msg = ExecuteMsg::MoveBid {
            pair: 1,
            from,
            to,
            amount: amount.map(Uint128::new),
        };
        self.run(owner, msg, &[])
    }

    /// Claims an owner's bids.
    pub fn claim(&mut self, owner: &str) -> Result<Vec<Event>, ContractError> {
        let msg = ExecuteMsg::ClaimLiquidations {
            pair: 1,
            limits: None,
            recipient: None,
        };
        self.run(owner, msg, &[])
    }

    /// Ten blocks: a window ends.
    pub fn window(&mut self) {
        self.blocks(10);
    }

    /// Settles a lot's window in messages of so many levels.
    pub fn settle_by(&mut self, lot: LotId, limit: u32) -> Vec<Event> {
        let mut events = vec![];
        loop {
            let msg = ExecuteMsg::Advance {
                lot,
                limit: Some(limit),
            };
            let told = self.run("anyone", msg, &[]).unwrap();
            let goes_on = told.iter().any(|event| event.ty == "settle_levels");
            events.extend(told);
            if !goes_on {
                return events;
            }
        }
    }
}
