//! Pools.

use cosmwasm_std::{Deps, Uint128};
use gavel_types::insurance::{PoolResponse, PoolTerms, PoolsResponse};
use gavel_types::page;

use crate::desk::{pool_id, Desk};
use crate::state::SETTINGS;
use crate::ContractError;

/// One pool, income flowed to now.
pub(super) fn pool(deps: Deps, now: u64, denom: &str) -> Result<PoolResponse, ContractError> {
    Ok(shown(Desk::open(deps.storage, denom, now)?, now))
}

/// A page of pools.
pub(super) fn pools(
    deps: Deps,
    now: u64,
    start_after: Option<&str>,
    limit: Option<u32>,
) -> Result<PoolsResponse, ContractError> {
    let after = match start_after {
        Some(denom) => pool_id(deps.storage, denom)?,
        None => 0,
    };
    let last = SETTINGS.load(deps.storage)?.pools;
    let pools = (after.saturating_add(1)..=last)
        .take(page::limit(limit))
        .map(|id| Ok(shown(Desk::by_id(deps.storage, id, now)?, now)))
        .collect::<Result<_, ContractError>>()?;
    Ok(PoolsResponse { pools })
}

fn shown(desk: Desk, now: u64) -> PoolResponse {
    let (terms, pool) = (desk.terms, desk.pool);
    PoolResponse {
        denom: terms.denom,
        terms: PoolTerms {
            stake_cap: terms.stake_cap.into(),
            income_target: terms.income_target.into(),
            day_cap: terms.day_cap.into(),
        },
        staked: Uint128::new(pool.stakes.assets),
        shares: Uint128::new(pool.stakes.shares),
        era: pool.stakes.era,
        scale: pool.stakes.scale,
        income: Uint128::new(pool.income),
        first_loss: Uint128::new(pool.first_loss),
        streaming: Uint128::new(pool.rewards.amount),
        streaming_seconds: pool.rewards.left,
        repayable: Uint128::new(pool.repayable),
        owed: Uint128::new(pool.line.open()),
        paid_today: Uint128::new(pool.day.at(now).paid),
    }
}
