//! Answers about books: bids, batches, what would be.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Decimal, Uint128};

use super::{Limit, LotId};

/// A page of a pair's book.
#[cw_serde]
pub struct BookResponse {
    /// Batches that were settled so far.
    pub batches: u32,
    /// The lot that the book buys from, while there is one.
    pub selling: Option<SellingResponse>,
    /// What discounts would be taken from if a window were closed now; none without a valid price.
    pub reference: Option<Decimal>,
    /// The lowest price at which a window closed now would sell; none where the pair never had a price.
    pub reserve: Option<Decimal>,
    /// Live prices from the highest down, then live discounts from the smallest up.
    pub levels: Vec<LevelResponse>,
}

/// A lot that is being sold to the book.
#[cw_serde]
pub struct SellingResponse {
    /// The lot.
    pub lot: LotId,
    /// Whether the book takes no bid and gives none back now.
    pub frozen: bool,
    /// Whether the window is over and its settlement has begun.
    pub settling: bool,
    /// Auction milliseconds to the end of the window.
    pub ends_in_millis: u64,
}

/// A level of a book.
#[cw_serde]
pub struct LevelResponse {
    /// The limit of its bids.
    pub limit: Limit,
    /// What it comes to now; none for a discount without a valid price.
    pub price: Option<Decimal>,
    /// Quote of all its bids, in smallest units.
    pub quote: Uint128,
    /// How many bids it has.
    pub bids: u32,
}

/// Where a bid stands.
#[cw_serde]
#[derive(Copy)]
pub enum BidStatus {
    /// It is in the book.
    Live,
    /// It was filled: only what it bought is left, to be claimed.
    Filled,
    /// It was driven out of the book: its quote is to be claimed.
    Returned,
    /// It was taken by a batch whose settlement is under way.
    Settling,
}

/// A bid.
#[cw_serde]
pub struct PositionResponse {
    /// Its limit.
    pub limit: Limit,
    /// Where it stands.
    pub status: BidStatus,
    /// Quote that is not spent, in smallest units: to be taken back while it is live, to be claimed when it was returned. Zero while
    /// its settlement is under way.
    pub quote: Uint128,
    /// Base that it has bought and that can be claimed, in smallest units.
    pub base: Uint128,
}

/// A page of an owner's bids.
#[cw_serde]
pub struct PositionsResponse {
    /// The bids: prices from the lowest up, then discounts from the largest down.
    pub positions: Vec<PositionResponse>,
}

/// How a batch was settled.
#[cw_serde]
pub struct BatchResponse {
    /// Its number in the pair, from 1.
    pub batch: u32,
    /// The lot.
    pub lot: LotId,
    /// Base sold, in smallest units.
    pub sold: Uint128,
    /// Quote raised, in smallest units.
    pub raised: Uint128,
    /// The price for all, rounded up: where it is a fraction it is `raised / sold` exactly.
    pub price: Decimal,
    /// The lowest price that was allowed.
    pub reserve: Decimal,
    /// What discounts were taken from; none where there was no valid price.
    pub reference: Option<Decimal>,
    /// Unix second of the settlement.
    pub settled_at: u64,
}

/// A page of a pair's batches.
#[cw_serde]
pub struct BatchesResponse {
    /// The batches in their order.
    pub batches: Vec<BatchResponse>,
}

/// What a bid would get if the window were closed now.
#[cw_serde]
pub struct SimulateBidResponse {
    /// Base that it buys, in smallest units.
    pub base: Uint128,
    /// Quote that it pays, in smallest units.
    pub quote: Uint128,
    /// Quote that stays in the book, in smallest units.
    pub left: Uint128,
    /// The price for all, whole quote per whole base, rounded up.
    pub price: Decimal,
}

/// What base would bring if it were sold to the book as it stands now.
#[cw_serde]
pub struct SimulateConsignResponse {
    /// Base sold, in smallest units.
    pub sold: Uint128,
    /// Quote raised, in smallest units.
    pub raised: Uint128,
    /// Base that goes to further windows or the next stage, in smallest units.
    pub left: Uint128,
    /// The price for all, whole quote per whole base, rounded up.
    pub price: Decimal,
}
