//! What everyone can see of a block.

use crate::market::price::Price;

/// The time and the prices of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// Unix second of the block.
    pub now: u64,
    /// The market's price.
    pub market: Price,
    /// What the house takes its lots' prices from: the oracle's price of the collateral in the asset paid, rounded down.
    /// None without a valid price.
    pub reference: Option<Price>,
}
