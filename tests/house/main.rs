//! Tests of the whole house: all contracts on an embedded chain, with the rules that must always hold checked behind every
//! message.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used
)]

mod attacks;
mod flash;
mod loan;
mod pitfalls_fund;
mod pitfalls_lending;
mod pitfalls_platform;
mod pitfalls_sales;
mod property;
mod readme;
mod refusals;
mod schemer;
mod story;
mod tokens;
