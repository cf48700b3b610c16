//! What a pause needs of the chain: the moment, and who asks.

use cosmwasm_std::{Addr, BlockInfo, StdResult, Storage};
use gavel_math::clock::Moment;
use gavel_math::pause::Caller;

/// A block's time in milliseconds, rounded down, and its height.
pub fn moment(block: &BlockInfo) -> Moment {
    Moment {
        time: block.time.nanos() / 1_000_000,
        height: block.height,
    }
}

/// What the sender of a `Pause` may claim: the owner before the guardian, where both are the same.
pub fn caller(storage: &dyn Storage, guardian: Option<&str>, sender: &Addr) -> StdResult<Caller> {
    Ok(if cw_ownable::is_owner(storage, sender)? {
        Caller::Owner
    } else if guardian == Some(sender.as_str()) {
        Caller::Guardian
    } else {
        Caller::Stranger
    })
}
