//! The insurance fund: pools of stakes that bear lenders' losses, one pool an asset.
//!
//! - `state`: what is on disk. `pool`: one pool's money and the rules by which it moves. `desk`: a pool as one message
//!   opens it. `roster`: the markets of a pool and their shortfalls. `holder`: a staker's shares.
//! - `execute`, `query`: one verb, one question a file.

pub mod contract;
pub mod error;

mod desk;
mod event;
mod execute;
mod holder;
mod migrate;
mod pool;
mod query;
mod roster;
mod state;
mod sudo;
#[cfg(test)]
mod tests;

pub use error::ContractError;
