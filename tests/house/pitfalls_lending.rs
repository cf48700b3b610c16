//! Pitfalls 25 to 47, lending and its prices: defects found in systems of this class, each by its number.

mod dust;
mod feeds;
mod gain;
mod interest;
mod largest_account;
mod liveness;
mod money_back;
mod prices;
mod rounding;

use crate::loan::{amount, Loan, FIRST};
