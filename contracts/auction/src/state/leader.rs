//! The leading bid of an English stage.

use gavel_math::packed_record;

/// The leading bid for a lot. Its quote is in the house.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Leader {
    /// Canonical address of who bids, and gets the quote back when another leads.
    pub bidder: Vec<u8>,
    /// Canonical address of who gets the base.
    pub recipient: Vec<u8>,
    /// Quote.
    pub bid: u128,
    /// Auction milliseconds at which the time for bids ends.
    pub ends: u64,
}
packed_record!(Leader {
    bidder,
    recipient,
    bid,
    ends
});
