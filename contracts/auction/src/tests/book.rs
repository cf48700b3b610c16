//! Standing bids and the windows in which they buy.

mod bounded;
mod exact;
mod frozen;
mod model;
mod pooled;
mod questions;
mod sale;
mod shelf;
mod standing;
mod winding;
