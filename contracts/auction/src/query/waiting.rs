//! Money that waits for its owner: credits and deliveries.

use cosmwasm_std::{Coin, Deps, StdError};
use gavel_types::address::both_forms;
use gavel_types::auction::{CreditsResponse, DeliveriesResponse, DeliveryId, DeliveryResponse};
use gavel_types::page;

use super::lots::number_of;
use crate::error::ContractError;
use crate::state::{
    consignor_of, credit_key, denom_of, lot_of, CONSIGNOR_BY_ID, CREDITS, DELIVERIES,
};

pub(super) fn credits(
    deps: Deps,
    owner: &str,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<CreditsResponse, ContractError> {
    let (_, canonical) = both_forms(deps.api, owner)?;
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
    start_after: Option<DeliveryId>,
    limit: Option<u32>,
) -> Result<DeliveriesResponse, ContractError> {
    let after = start_after
        .map(
            |DeliveryId { lot, consignor }| -> Result<_, ContractError> {
                let number = number_of(deps, lot, &consignor)?;
                Ok([lot.key().as_slice(), &number.to_be_bytes()].concat())
            },
        )
        .transpose()?;
    let deliveries = DELIVERIES
        .page(deps.storage, &[], after.as_deref(), page::limit(limit))?
        .into_iter()
        .map(|(key, delivery)| {
            let lot = lot_of(&key)?;
            let number = consignor_of(&key)?;
            let consignor = CONSIGNOR_BY_ID.load(deps.storage, &(lot.pair, number))?;
            Ok(DeliveryResponse {
                lot,
                consignor: consignor.address,
                base: delivery.base.into(),
                sold: delivery.sold.into(),
                proceeds: delivery.proceeds.into(),
                rewards: delivery.rewards.into(),
            })
        })
        .collect::<Result<_, ContractError>>()?;
    Ok(DeliveriesResponse { deliveries })
}
