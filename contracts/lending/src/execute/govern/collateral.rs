//! Listing and changing a collateral.

use cosmwasm_std::{Addr, DepsMut, Response, Storage};
use gavel_math::liquidation::Terms;
use gavel_math::Bps;
use gavel_types::asset::check_listed;
use gavel_types::lending::CollateralTerms;
use gavel_types::oracle::OracleClient;
use gavel_types::parameters::interval;

use super::bounds::{check_collateral, check_collateral_step};
use crate::event::Event;
use crate::ledgers::collateral_id;
use crate::state::{
    Collateral, CollateralId, CollateralTotals, COLLATERALS, COLLATERAL_IDS, COLLATERAL_TOTALS,
    MAX_COLLATERAL_ASSETS, ROSTER, SETTINGS,
};
use crate::ContractError;

/// Lists an asset that has a price.
pub(super) fn list(
    deps: DepsMut,
    now: u64,
    denom: String,
    terms: &CollateralTerms,
) -> Result<Response, ContractError> {
    check_collateral(terms)?;
    check_listed(deps.api, &denom)?;
    if COLLATERAL_IDS.may_load(deps.storage, &denom)?.is_some() {
        return Err(ContractError::AlreadyListed { denom });
    }
    check_priced(&deps, &denom)?;
    let mut roster = ROSTER.load(deps.storage)?;
    if roster.collaterals >= MAX_COLLATERAL_ASSETS {
        return Err(ContractError::ListFull {
            most: MAX_COLLATERAL_ASSETS,
        });
    }
    roster.collaterals = roster.collaterals.saturating_add(1);
    COLLATERAL_IDS.save(deps.storage, &denom, &roster.collaterals);
    save(
        deps.storage,
        roster.collaterals,
        &denom,
        terms,
        CollateralTotals::default(),
        now,
    );
    ROSTER.save(deps.storage, &roster);
    Ok(Response::new().add_event(Event::ListCollateral { denom: &denom }))
}

/// Changes a collateral's terms, a step at most, once a day.
pub(super) fn update(
    deps: DepsMut,
    now: u64,
    denom: &str,
    terms: &CollateralTerms,
) -> Result<Response, ContractError> {
    check_collateral(terms)?;
    let id = collateral_id(deps.storage, denom)?;
    let record = COLLATERALS.load(deps.storage, &id)?;
    let totals = COLLATERAL_TOTALS.load(deps.storage, &id)?;
    interval(record.updated_at, now)?;
    check_collateral_step(&record.config(&totals), terms)?;
    super::pair::check_floors(&deps, id, denom, terms.auction_floor_bps)?;
    save(deps.storage, id, denom, terms, totals, now);
    Ok(Response::new().add_event(Event::UpdateCollateral { denom }))
}

/// Refuses an asset that the oracle never priced.
pub(super) fn check_priced(deps: &DepsMut, denom: &str) -> Result<(), ContractError> {
    let oracle = Addr::unchecked(SETTINGS.load(deps.storage)?.oracle);
    let client = OracleClient { address: &oracle };
    client
        .price(&deps.querier, denom)?
        .map(|_| ())
        .ok_or_else(|| ContractError::NoPrice {
            denom: denom.to_owned(),
        })
}

fn save(
    storage: &mut dyn Storage,
    id: CollateralId,
    denom: &str,
    terms: &CollateralTerms,
    totals: CollateralTotals,
    now: u64,
) {
    let record = Collateral {
        denom: denom.to_owned(),
        max_ltv: Bps(terms.max_ltv_bps),
        risk: Terms {
            threshold: Bps(terms.threshold_bps),
            penalty: Bps(terms.penalty_bps),
            recovery: Bps(terms.recovery_bps),
            keeper: Bps(terms.keeper_bps),
        },
        target: Bps(terms.target_health_bps),
        floor: Bps(terms.auction_floor_bps),
        updated_at: now,
    };
    COLLATERALS.save(storage, &id, &record);
    let totals = CollateralTotals {
        dust: terms.dust.u128(),
        deposit_cap: terms.deposit_cap.u128(),
        auction_cap: terms.auction_cap.u128(),
        ..totals
    };
    COLLATERAL_TOTALS.save(storage, &id, &totals);
}
