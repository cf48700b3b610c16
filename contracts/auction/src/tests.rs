//! The contract against a bench of mocks: a block clock, an oracle's raw records, a bank that must always agree with the
//! house's own ledger.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing
)]

mod access;
mod advance;
mod backstop;
mod bench;
mod book;
mod callback;
mod consign;
mod consignors;
mod darkness;
mod english;
mod errors;
mod fixed;
mod govern;
mod locked;
mod migrate;
mod pairs;
mod pausing;
mod queries;
mod random;
mod records;
mod rewards;
mod schema;
mod settle;
mod take;
mod tokens;
mod uncertainty;
