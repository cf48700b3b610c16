//! Messages, shared types and typed clients of the auction house's contracts, and the raw-readable records that one
//! contract reads of another.

mod number;

pub mod address;
pub mod asset;
pub mod auction;
pub mod backstop;
pub mod consignor;
pub mod depth;
pub mod funds;
pub mod insurance;
pub mod lending;
pub mod list;
pub mod migration;
pub mod oracle;
pub mod page;
pub mod parameters;
pub mod pause;
pub mod solvency;
pub mod taker;

pub use number::decimal;
