//! What stands in stored keys.

use cosmwasm_std::{StdError, StdResult};
use gavel_math::grid::Level;

use super::{ConsignorId, LotId, PairId};

/// The pair at the front of a key.
pub(crate) fn pair_of(key: &[u8]) -> StdResult<PairId> {
    let number = key.first_chunk::<2>().ok_or_else(unreadable)?;
    Ok(PairId::from_be_bytes(*number))
}

/// The lot at the front of a key.
pub(crate) fn lot_of(key: &[u8]) -> StdResult<LotId> {
    LotId::at_front(key).ok_or_else(unreadable)
}

/// The consignor's number at the end of a key.
pub(crate) fn consignor_of(key: &[u8]) -> StdResult<ConsignorId> {
    number_at_end(key)
}

/// The level at the end of a key.
pub(crate) fn level_of(key: &[u8]) -> StdResult<Level> {
    Level::from_number(number_at_end(key)?).ok_or_else(unreadable)
}

fn number_at_end(key: &[u8]) -> StdResult<u16> {
    let number = key.last_chunk::<2>().ok_or_else(unreadable)?;
    Ok(u16::from_be_bytes(*number))
}

/// No key that the contract wrote is any other.
fn unreadable() -> StdError {
    StdError::parse_err("key", "it is cut off, or of no level")
}
