//! English stages: the best bid for all that is left buys it.

mod bidding;
mod ending;
mod gaps;

use cosmwasm_std::{Coin, Event, Uint128};
use gavel_types::asset::of_token;
use gavel_types::auction::*;

use super::bench::*;
use crate::error::ContractError;

/// A reserve of 90 %, raises of 1 %, ten minutes, a minute to answer, twenty minutes at the most.
fn rising() -> EnglishStage {
    EnglishStage {
        reserve_bps: 9_000,
        min_raise_bps: 100,
        duration_seconds: 600,
        extension_seconds: 60,
        hard_end_seconds: 1_200,
    }
}

/// A house that sells to the best bid alone, and 10 ETH that the bank consigned, whose reserve is 900 USD.
fn opened() -> (Bench, LotId) {
    let mut bench = Bench::with(vec![Stage::English(rising())]);
    let lot = bench.consign("bank", 10 * ETH, None).unwrap();
    (bench, lot)
}

impl Bench {
    /// Bids so much quote for all that is left of a lot.
    fn place(
        &mut self,
        bidder: &str,
        lot: LotId,
        quote: u128,
    ) -> Result<Vec<Event>, ContractError> {
        let msg = ExecuteMsg::PlaceBid {
            lot,
            min_amount: None,
            recipient: None,
        };
        self.run(bidder, msg, &[Coin::new(quote, QUOTE)])
    }

    /// The least bid that the house tells.
    fn least(&self, id: LotId) -> Option<u128> {
        self.lot(id).least_bid.map(|least| least.u128())
    }

    /// When the house tells that the time for bids ends, in seconds of auction time.
    fn ends(&self, id: LotId) -> u64 {
        self.lot(id).ends_at_millis / 1_000
    }
}
