//! From an asset's observations to its stored aggregate.

use cosmwasm_std::Storage;
use gavel_math::aggregation::{aggregate, Observation};

use crate::event::Event;
use crate::state::{may_load_price, save_price, Asset};
use crate::ContractError;

/// Renews an asset's aggregate at `now`, in Unix seconds. Reads one record and writes it only when it changed; the event
/// says how.
pub(crate) fn renew<'a>(
    storage: &mut dyn Storage,
    now: u64,
    denom: &'a str,
    asset: &Asset,
    observations: &[Option<Observation>],
) -> Result<Option<Event<'a>>, ContractError> {
    let made: Vec<Observation> = observations.iter().copied().flatten().collect();
    let previous = may_load_price(storage, denom)?;
    let Some(record) = aggregate(&made, &asset.rules, now, previous.as_ref())? else {
        return Ok(None);
    };
    if previous == Some(record) {
        return Ok(None);
    }
    save_price(storage, denom, &record);
    Ok(Some(match record.pending {
        _ if record.relaxed_until < now => Event::LapsePrice { denom, record },
        Some(pending) => Event::HoldPrice {
            denom,
            record,
            pending: pending.price,
            since: pending.since,
        },
        None => Event::AcceptPrice { denom, record },
    }))
}
