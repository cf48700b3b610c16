//! What really happened: the auctions of Maker's collateral on 12 and 13 March 2020.

use crate::market::window::Window;

/// What the collateral brought, of its market value.
pub const RECOVERY: f64 = 0.435;

/// Auctions.
pub const AUCTIONS: u64 = 4_094;

/// Collateral sold, in ETH.
pub const BASE_SOLD: f64 = 154_999.0;

/// Auctions won for under 1 DAI an ETH.
pub const ZERO_BIDS: u64 = 1_461;

/// 2020-03-12 00:00 and 2020-03-14 00:00 UTC, between which the figures were made.
pub const DAYS: Window = Window {
    from: 1_583_971_200,
    to: 1_584_144_000,
};

/// Whether a window touches those days, so that it can be held against them.
pub const fn is_beside(window: Window) -> bool {
    window.from < DAYS.to && DAYS.from < window.to
}
