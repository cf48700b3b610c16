//! What a contract holds for others, entry by entry, for anyone to add up and compare with its balance.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Binary, Coin};

/// One thing that the contract holds money for: a lot, a credit, a market, a collateral.
#[cw_serde]
pub struct SolvencyEntry {
    /// Where to go on from: pass it as `start_after`.
    pub cursor: Binary,
    /// What is held for this entry, by asset. No amount is zero.
    pub holds: Vec<Coin>,
}

/// A page of what a contract holds. The contract is solvent when, for every asset, its balance is at least the sum
/// over all pages; it differs from the sum only by donations.
#[cw_serde]
pub struct SolvencyResponse {
    /// The entries, in the order of their cursors.
    pub entries: Vec<SolvencyEntry>,
}
