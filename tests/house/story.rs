//! What happens to people in the house, from beginning to end. All amounts are worked out by hand beside the assertions.

mod backing;
mod expected_loss;
mod insurance;
mod interest;
mod loan;
mod loss;
mod nobody_bids;
mod one_transaction;
mod open_lot;
mod pooled;

use crate::loan::{amount, Loan, FIRST};
