//! The oracle adapter: feeders push observations, anyone may renew, and one aggregate for every asset lies under a
//! raw-readable key for the house's other contracts.
//!
//! - `state`: what is on disk. `rules`: the bounds and steps of an asset's rules. `renewal`: from observations to the
//!   stored aggregate; the rule itself is `gavel_math::aggregation`.
//! - `execute`: one verb a file; `query`: the questions.

pub mod contract;
pub mod error;

mod event;
mod execute;
mod migrate;
mod query;
mod renewal;
mod rules;
mod state;
mod sudo;

#[cfg(test)]
mod tests;

pub use error::ContractError;
