//! Standing bids and the windows in which they buy.

mod frozen;
mod pooled;
mod sale;
mod standing;
