//! Lenders.

use cosmwasm_std::{CanonicalAddr, Deps, Uint128};
use gavel_math::shares::redeemed_floor;
use gavel_types::lending::{SupplierResponse, SuppliersResponse};
use gavel_types::page;

use crate::ledgers::{open_market, Ledger};
use crate::state::SUPPLIERS;
use crate::ContractError;

/// A lender's shares.
pub(super) fn supplier(
    deps: Deps,
    now: u64,
    denom: &str,
    address: &str,
) -> Result<SupplierResponse, ContractError> {
    let ledger = open_market(deps.storage, denom, now)?;
    let lender = gavel_types::address::address(deps.api, address)?;
    let canonical = deps.api.addr_canonicalize(lender.as_str())?;
    let shares = SUPPLIERS
        .may_load(deps.storage, &(ledger.id, canonical.as_slice()))?
        .unwrap_or(0);
    valued(deps, &ledger, &canonical, shares)
}

/// A page of a market's lenders.
pub(super) fn suppliers(
    deps: Deps,
    now: u64,
    denom: &str,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<SuppliersResponse, ContractError> {
    let ledger = open_market(deps.storage, denom, now)?;
    let prefix = ledger.id.to_be_bytes();
    let after = match start_after {
        Some(address) => {
            let mut key = prefix.to_vec();
            key.extend_from_slice(&deps.api.addr_canonicalize(&address)?);
            Some(key)
        }
        None => None,
    };
    let suppliers = SUPPLIERS
        .page(deps.storage, &prefix, after.as_deref(), page::limit(limit))?
        .into_iter()
        .map(|(key, shares)| {
            let address = CanonicalAddr::from(key.get(prefix.len()..).unwrap_or_default());
            valued(deps, &ledger, &address, shares)
        })
        .collect::<Result<_, _>>()?;
    Ok(SuppliersResponse { suppliers })
}

fn valued(
    deps: Deps,
    ledger: &Ledger,
    address: &CanonicalAddr,
    shares: u128,
) -> Result<SupplierResponse, ContractError> {
    let value = ledger.market.redeem_value()?;
    Ok(SupplierResponse {
        address: deps.api.addr_humanize(address)?,
        shares: Uint128::new(shares),
        redeemable: Uint128::new(redeemed_floor(shares, value, ledger.market.shares)?),
    })
}
