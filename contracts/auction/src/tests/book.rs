//! Standing bids and the windows in which they buy.

mod attacks;
mod bounded;
mod exact;
mod frozen;
mod model;
mod pooled;
mod questions;
mod sale;
mod shelf;
mod standing;
mod storm;
mod winding;
