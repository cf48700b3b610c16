//! Collaterals.

use cosmwasm_std::{Deps, Uint128};
use gavel_types::lending::{CollateralPair, CollateralResponse, CollateralsResponse};
use gavel_types::page;

use crate::ledgers::collateral_id;
use crate::state::{
    pair_of, CollateralId, COLLATERALS, COLLATERAL_TOTALS, MARKET_TERMS, ROSTER, SETTINGS,
};
use crate::ContractError;

/// One collateral.
pub(super) fn collateral(deps: Deps, denom: &str) -> Result<CollateralResponse, ContractError> {
    by_id(deps, collateral_id(deps.storage, denom)?)
}

/// A page of collaterals.
pub(super) fn collaterals(
    deps: Deps,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<CollateralsResponse, ContractError> {
    let after = match start_after {
        Some(denom) => collateral_id(deps.storage, &denom)?,
        None => 0,
    };
    let last = ROSTER.load(deps.storage)?.collaterals;
    let collaterals = (after.saturating_add(1)..=last)
        .take(page::limit(limit))
        .map(|id| by_id(deps, id))
        .collect::<Result<_, _>>()?;
    Ok(CollateralsResponse { collaterals })
}

fn by_id(deps: Deps, id: CollateralId) -> Result<CollateralResponse, ContractError> {
    let record = COLLATERALS.load(deps.storage, &id)?;
    let totals = COLLATERAL_TOTALS.load(deps.storage, &id)?;
    let house_number = SETTINGS.load(deps.storage)?.house_number;
    let mut pairs = vec![];
    // At most 64 markets.
    for market in 1..=ROSTER.load(deps.storage)?.markets {
        if let Some(pair) = pair_of(deps.storage, house_number, id, market)? {
            pairs.push(CollateralPair {
                market: MARKET_TERMS.load(deps.storage, &market)?.denom,
                pair,
            });
        }
    }
    Ok(CollateralResponse {
        terms: record.config(&totals),
        denom: record.denom,
        deposited: Uint128::new(totals.deposited),
        in_auction: Uint128::new(totals.in_auction),
        seized: Uint128::new(totals.seized),
        pairs,
    })
}
