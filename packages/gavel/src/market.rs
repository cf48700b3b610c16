//! Price data and the price at any second.
//!
//! All prices are integers, so that one file gives one replay on every machine.

pub mod bar;
pub mod builtin;
pub mod crash;
pub mod csv;
pub mod fault;
pub mod fields;
pub mod lines;
pub mod moment;
pub mod path;
pub mod price;
pub mod spacing;
pub mod window;

use path::PricePath;
use window::Window;

/// A stretch of price history: the path of the price and the seconds to replay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Market {
    /// The price at every second of the window.
    pub path: PricePath,
    /// The seconds to replay, all of them inside the data.
    pub window: Window,
}
