//! The lending contract: lenders, borrowers, and liquidations through the auction house.
//!
//! - `state`: what is on disk. `market`, `account`: the rules of one ledger.
//! - `book`: prices, terms, pairs and lots as read by one message. `valuation`: an account by the liquidation's rule;
//!   `opening`: by the rule for new debt.
//! - `liquidation`: what a liquidation does now. `plan`: what it sells. `loss`: how a loss is expected and recognised.
//!   `settlement`: how a finished lot is applied. `ledgers`: the markets in use by one message.
//! - `execute`, `query`: one verb, one question a file. `census`: all accounts at once, for tests.

pub mod census;
pub mod contract;
pub mod error;

mod account;
mod book;
mod cover;
mod event;
mod execute;
mod ledgers;
mod liquidation;
mod loss;
mod market;
mod migrate;
mod opening;
mod plan;
mod query;
mod reply;
mod settlement;
mod state;
mod sudo;
mod valuation;

pub use error::ContractError;
