//! A market that a pool covers, or covered.

use gavel_math::packed_record;

use super::Day;

/// A market of a pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Market {
    /// Its contract.
    pub address: String,
    /// Whether it may draw cover from `active_at` on.
    pub registered: bool,
    /// Unix second from which on it may.
    pub active_at: u64,
    /// The most that one cover pays.
    pub event_cap: u128,
    /// The most that it is paid within a day.
    pub day_cap: u128,
    /// What it was paid in the running day.
    pub day: Day,
    /// Its shortfalls that it has not been repaid.
    pub owed: u128,
    /// The number of its latest shortfall.
    pub shortfalls: u64,
    /// Unix second of the last update by governance.
    pub updated_at: u64,
}
packed_record!(Market {
    address,
    registered,
    active_at,
    event_cap,
    day_cap,
    day,
    owed,
    shortfalls,
    updated_at
});
