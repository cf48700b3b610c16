//! The lending contract: lenders, borrowers, and liquidations through the auction house.
//!
//! - `state`: what is on disk. `market`, `account`: the rules of one ledger. `valuation`: an account at today's prices.
//! - `plan`: what a liquidation sells. `settlement`: how a finished lot is applied, and how losses are recognised.
//! - `execute`, `query`: one verb, one question a file.

pub mod contract;
pub mod error;

mod account;
mod event;
mod execute;
mod ledgers;
mod market;
mod migrate;
mod plan;
mod query;
mod settlement;
mod state;
mod sudo;
mod valuation;

pub use error::ContractError;
