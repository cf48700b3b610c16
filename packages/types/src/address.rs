//! Addresses that a message names.

use cosmwasm_std::{Addr, Api, CanonicalAddr};
use thiserror::Error;

/// A text that is no address of this chain, or not in its normal form.
#[derive(Error, Debug, Clone, PartialEq, Eq)]
#[error("{address} is no address of this chain in its normal form: {reason}")]
pub struct AddressRefusal {
    /// The text.
    pub address: String,
    /// What the chain says against it.
    pub reason: String,
}

/// An address in its normal form. Uppercase and addresses of other chains are refused.
pub fn address(api: &dyn Api, given: &str) -> Result<Addr, AddressRefusal> {
    api.addr_validate(given).map_err(|error| AddressRefusal {
        address: given.to_owned(),
        reason: error.to_string(),
    })
}

/// An address in its normal form, and as it is stored.
pub fn both_forms(api: &dyn Api, given: &str) -> Result<(Addr, CanonicalAddr), AddressRefusal> {
    let known = address(api, given)?;
    let canonical = api
        .addr_canonicalize(known.as_str())
        .map_err(|error| AddressRefusal {
            address: given.to_owned(),
            reason: error.to_string(),
        })?;
    Ok((known, canonical))
}

/// The recipient that a message names, or else its sender.
pub fn recipient_or(
    api: &dyn Api,
    recipient: Option<&str>,
    sender: &Addr,
) -> Result<Addr, AddressRefusal> {
    recipient.map_or_else(|| Ok(sender.clone()), |given| address(api, given))
}
