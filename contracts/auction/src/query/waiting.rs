//! Money that waits for its owner: credits and failed deliveries.

use cosmwasm_std::{Coin, Deps, StdError};
use gavel_types::address::address;
use gavel_types::auction::{CreditsResponse, DeliveriesResponse, DeliveryResponse, LotId};
use gavel_types::page;

use super::lots::lot_of;
use crate::error::ContractError;
use crate::state::{credit_key, denom_of, CONSIGNOR_BY_ID, CREDITS, DELIVERIES};

pub(super) fn credits(
    deps: Deps,
    owner: &str,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<CreditsResponse, ContractError> {
    let known = address(deps.api, owner)?;
    let canonical = deps.api.addr_canonicalize(known.as_str())?;
    let prefix = credit_key(&canonical, "");
    let after = start_after.map(|denom| credit_key(&canonical, &denom));
    let credits = CREDITS
        .page(deps.storage, &prefix, after.as_deref(), page::limit(limit))?
        .into_iter()
        .map(|(key, amount)| credit(&key, amount))
        .collect::<Result<_, _>>()?;
    Ok(CreditsResponse { credits })
}

/// A credit from its stored key and amount.
pub(super) fn credit(key: &[u8], amount: u128) -> Result<Coin, StdError> {
    denom_of(key)
        .map(|denom| Coin::new(amount, denom))
        .ok_or_else(|| StdError::parse_err("key", "no denom"))
}

pub(super) fn deliveries(
    deps: Deps,
    start_after: Option<LotId>,
    limit: Option<u32>,
) -> Result<DeliveriesResponse, ContractError> {
    let after = start_after.map(|id| {
        // Behind every consignor of the lot.
        let mut key = id.key();
        key.extend_from_slice(&[0xff, 0xff]);
        key
    });
    let deliveries = DELIVERIES
        .page(deps.storage, &[], after.as_deref(), page::limit(limit))?
        .into_iter()
        .map(|(key, delivery)| {
            let lot = lot_of(&key)?;
            let id = key
                .last_chunk::<2>()
                .map(|id| u16::from_be_bytes(*id))
                .ok_or_else(|| StdError::parse_err("key", "too short"))?;
            let consignor = CONSIGNOR_BY_ID.load(deps.storage, &(lot.pair, id))?;
            Ok(DeliveryResponse {
                lot,
                consignor: consignor.address,
                base: delivery.base.into(),
                sold: delivery.sold.into(),
                proceeds: delivery.proceeds.into(),
            })
        })
        .collect::<Result<_, ContractError>>()?;
    Ok(DeliveriesResponse { deliveries })
}
