//! English sales: the best bid for all that is left of a lot buys it.

use cosmwasm_schema::cw_serde;

/// A rising sale. Bidders bid for all base that is left; whoever bids most when the time is over, buys it. The reserve is fixed from
/// the price at the entry: it holds while the oracle is dark too, and the time runs on. Once more than a minute did not count as
/// auction time, in pauses and halts, `Advance` starts a stage without a bid anew from a fresh price, 8 times at the most, and gives
/// one with a bid another extension, so that others can answer.
#[cw_serde]
pub struct EnglishStage {
    /// The least bid: this share of the reference for all base left, in basis points, 1,000 to 10,000, rounded up.
    pub reserve_bps: u32,
    /// By how much a bid must exceed the leading one, in basis points of that, 0 to 1,000, rounded up; a smallest unit at least.
    pub min_raise_bps: u32,
    /// Auction seconds in which bids are taken, 60 to 86,400.
    pub duration_seconds: u32,
    /// A bid with fewer auction seconds than this to go moves the end to as many from now: 10 to 3,600, and two of the house's longest
    /// blocks at least, also where these have become longer since.
    pub extension_seconds: u32,
    /// Auction seconds behind which no bid moves the end: at least the duration and one extension, at most 86,400.
    pub hard_end_seconds: u32,
}
