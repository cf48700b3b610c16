//! The auction house: consignors put lots up for sale, bids that stand in a book buy them at one price, bidders take them at a price
//! that falls on auction time, and the house pays each consignor once, when its lot has finished.

mod book;
pub mod census;
mod configuration;
pub mod contract;
pub mod error;
mod event;
mod execute;
mod migrate;
mod own;
mod prices;
mod query;
mod reply;
mod sale;
mod session;
mod settlement;
mod state;
mod sudo;

#[cfg(test)]
mod tests;
