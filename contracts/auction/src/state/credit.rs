//! Credits: what accounts may withdraw.

use cosmwasm_std::{Api, StdResult, Storage};
use gavel_math::number::add;

use super::CREDITS;
use crate::error::ContractError;
use crate::session::Session;

/// The key of an owner's credit of an asset; of all its credits with an empty `denom`. The address stands behind its
/// length, so no two owners share a key.
pub(crate) fn credit_key(owner: &[u8], denom: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(72);
    // A chain's addresses have 20 or 32 bytes.
    key.push(u8::try_from(owner.len()).unwrap_or(u8::MAX));
    key.extend_from_slice(owner);
    key.extend_from_slice(denom.as_bytes());
    key
}

/// The denom at the end of a credit's key.
pub(crate) fn denom_of(key: &[u8]) -> Option<String> {
    let (length, rest) = key.split_first()?;
    let denom = rest.get(usize::from(*length)..)?;
    String::from_utf8(denom.to_vec()).ok()
}

/// An owner's credit of an asset, in smallest units.
fn credit_of(storage: &dyn Storage, owner: &[u8], denom: &str) -> StdResult<u128> {
    CREDITS
        .may_load(storage, &credit_key(owner, denom))
        .map(Option::unwrap_or_default)
}

/// Adds to an owner's credit; nothing when `amount` is 0.
pub(crate) fn add_credit(
    storage: &mut dyn Storage,
    owner: &[u8],
    denom: &str,
    amount: u128,
) -> Result<(), ContractError> {
    if amount > 0 {
        let before = credit_of(storage, owner, denom)?;
        CREDITS.save(storage, &credit_key(owner, denom), &add(before, amount)?);
    }
    Ok(())
}

/// Adds what rounding left to the house's own credit, which governance collects.
pub(crate) fn credit_house(
    storage: &mut dyn Storage,
    api: &dyn Api,
    session: &Session,
    denom: &str,
    amount: u128,
) -> Result<(), ContractError> {
    if amount == 0 {
        return Ok(());
    }
    let house = api.addr_canonicalize(session.address.as_str())?;
    add_credit(storage, &house, denom, amount)
}
