//! The mechanisms of the auction house as pure functions over plain values: no storage, no messages, no floating point.
//!
//! Amounts are whole numbers of an asset's smallest unit. Values are in US dollars with 18 decimals. Every division
//! is named floor or ceil, and the comment beside it says whom the rounding favours.

pub mod aggregation;
pub mod clearing;
pub mod clock;
pub mod dutch;
pub mod english;
pub mod error;
pub mod exit_queue;
pub mod grid;
pub mod health;
pub mod interest;
pub mod liquidation;
pub mod lot;
pub mod number;
pub mod packed;
pub mod pause;
pub mod pool;
pub mod price;
pub mod shares;
pub mod shortfall;
pub mod stakes;
pub mod stream;
pub mod units;
pub mod window;

pub use error::MathError;
pub use units::{Bps, Price, Scale};
