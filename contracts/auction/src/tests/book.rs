//! Standing bids and the windows in which they buy.

mod frozen;
mod pooled;
mod questions;
mod sale;
mod standing;
