//! Opening a pool and changing its limits.

use cosmwasm_std::{DepsMut, Response};
use gavel_types::asset::check_listed;
use gavel_types::insurance::PoolTerms;
use gavel_types::parameters::interval;

use super::bounds::{check_cap_step, check_pool};
use crate::desk::pool_id;
use crate::event::Event;
use crate::state::{Pool, Terms, MAX_POOLS, POOLS, POOL_IDS, SETTINGS, TERMS};
use crate::ContractError;

/// The longest denom that a chain has.
const LONGEST_DENOM: usize = 128;

/// Opens a pool for an asset that has none.
pub(super) fn create(
    deps: DepsMut,
    now: u64,
    denom: String,
    terms: &PoolTerms,
) -> Result<Response, ContractError> {
    check_pool(terms)?;
    if denom.is_empty() || denom.len() > LONGEST_DENOM {
        return Err(ContractError::BadDenom { text: denom });
    }
    check_listed(deps.api, &denom)?;
    if POOL_IDS.may_load(deps.storage, &denom)?.is_some() {
        return Err(ContractError::PoolExists { denom });
    }
    let mut settings = SETTINGS.load(deps.storage)?;
    if settings.pools >= MAX_POOLS {
        return Err(ContractError::TooManyPools { most: MAX_POOLS });
    }
    settings.pools = settings.pools.saturating_add(1);
    let id = settings.pools;
    let record = Terms {
        denom,
        stake_cap: terms.stake_cap.u128(),
        income_target: terms.income_target.u128(),
        day_cap: terms.day_cap.u128(),
        markets: 0,
        updated_at: now,
        withdrawn_at: 0,
    };
    POOL_IDS.save(deps.storage, &record.denom, &id);
    TERMS.save(deps.storage, &id, &record);
    POOLS.save(deps.storage, &id, &Pool::default());
    SETTINGS.save(deps.storage, &settings);
    Ok(Response::new().add_event(Event::CreatePool {
        denom: &record.denom,
        terms,
    }))
}

/// Changes a pool's limits, once a day. Those of stakes and income move freely: closing a pool must not take days.
pub(super) fn update(
    deps: DepsMut,
    now: u64,
    denom: &str,
    terms: &PoolTerms,
) -> Result<Response, ContractError> {
    check_pool(terms)?;
    let id = pool_id(deps.storage, denom)?;
    let record = TERMS.load(deps.storage, &id)?;
    interval(record.updated_at, now)?;
    check_cap_step("day_cap", record.day_cap, terms.day_cap.u128())?;
    let record = Terms {
        stake_cap: terms.stake_cap.u128(),
        income_target: terms.income_target.u128(),
        day_cap: terms.day_cap.u128(),
        updated_at: now,
        ..record
    };
    TERMS.save(deps.storage, &id, &record);
    Ok(Response::new().add_event(Event::UpdatePool { denom, terms }))
}
