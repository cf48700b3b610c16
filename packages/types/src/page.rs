//! The bounds of every list.

/// How many entries a query gives when it is not told.
pub const DEFAULT_LIMIT: u32 = 10;

/// The most entries a query gives and a message takes: what fits into the gas of a smart query with room.
pub const MAX_LIMIT: u32 = 30;

/// The number of entries to give: 10 when not told, 30 at most.
pub fn limit(asked: Option<u32>) -> usize {
    asked.unwrap_or(DEFAULT_LIMIT).min(MAX_LIMIT) as usize
}
