//! What a contract that buys what no bidder bought must understand.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Coin, Decimal};

use crate::auction::LotId;

/// What is left of a lot, offered to its backstop.
#[cw_serde]
pub struct LotOffer {
    /// The lot.
    pub lot: LotId,
    /// The most base that is sold, in smallest units, above 0.
    pub base: Coin,
    /// The price, whole quote per whole base.
    pub price: Decimal,
    /// The most quote that is taken, in smallest units, above 0: what all of the base costs, rounded up, or the lot's tab.
    pub most: Coin,
}

/// The message that the buyer of a pair's backstop stage receives from the house, once in a lot's life, with no coins.
///
/// What it wants to buy it pays for within this call by [`PayBackstop`](crate::auction::ExecuteMsg::PayBackstop), in as many parts as it
/// likes, at most `most` together; for each part the house sends it `⌊paid / price⌋` base at once. Buying less, or nothing, is no
/// failure. Where it fails, what it bought in the call is undone. In any case the lot then ends, and what is left goes back. Until
/// then the house refuses everything but the payment. The call has the gas of a delivery.
///
/// A buyer's failure counts only where its calls had room: five of them, one below the other. One that catches failures of its own
/// calls has to see to that itself, or anyone can have a lot go by it from deep down. Anyone may advance a lot from wherever he likes,
/// also from within a call of the buyer to him, and the lot is offered once: a buyer that locks itself meanwhile, or whose money he has
/// borrowed for the moment, lets it go by, unless it buys all the same.
///
/// Any contract can send this message, so it is believed from the house alone.
#[cw_serde]
pub enum BackstopMsg {
    /// What is left of a lot may be bought.
    BuyLot(LotOffer),
}
