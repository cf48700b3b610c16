//! Stakers.

use cosmwasm_std::{CanonicalAddr, Deps, Env, Uint128};
use gavel_math::stakes::Stakes;
use gavel_types::address::address as valid;
use gavel_types::insurance::{PositionResponse, PositionsResponse};
use gavel_types::page;

use crate::desk::Desk;
use crate::execute::clock;
use crate::state::{Position, POSITIONS, SETTINGS};
use crate::ContractError;

/// A staker's shares.
pub(super) fn position(
    deps: Deps,
    env: &Env,
    denom: &str,
    address: &str,
) -> Result<PositionResponse, ContractError> {
    let clock = clock(env, &SETTINGS.load(deps.storage)?);
    let desk = Desk::open(deps.storage, denom, clock.0)?;
    let staker = valid(deps.api, address)?;
    let canonical = deps.api.addr_canonicalize(staker.as_str())?;
    let stored = POSITIONS.may_load(deps.storage, &(desk.id, canonical.as_slice()))?;
    let position = stored.unwrap_or_default();
    shown(deps, &canonical, position, desk.pool.stakes, clock)
}

/// A page of a pool's stakers.
pub(super) fn positions(
    deps: Deps,
    env: &Env,
    denom: &str,
    start_after: Option<&str>,
    limit: Option<u32>,
) -> Result<PositionsResponse, ContractError> {
    let clock = clock(env, &SETTINGS.load(deps.storage)?);
    let desk = Desk::open(deps.storage, denom, clock.0)?;
    let prefix = desk.id.to_be_bytes();
    let after = match start_after {
        Some(address) => {
            let canonical = deps.api.addr_canonicalize(address)?;
            Some([prefix.as_slice(), canonical.as_slice()].concat())
        }
        None => None,
    };
    let positions = POSITIONS
        .page(deps.storage, &prefix, after.as_deref(), page::limit(limit))?
        .into_iter()
        .map(|(key, position)| {
            let address = CanonicalAddr::from(key.get(prefix.len()..).unwrap_or_default());
            shown(deps, &address, position, desk.pool.stakes, clock)
        })
        .collect::<Result<_, _>>()?;
    Ok(PositionsResponse { positions })
}

fn shown(
    deps: Deps,
    address: &CanonicalAddr,
    stored: Position,
    stakes: Stakes,
    (now, paused): (u64, u64),
) -> Result<PositionResponse, ContractError> {
    let position = stored.settled(stakes, now, paused);
    Ok(PositionResponse {
        address: deps.api.addr_humanize(address)?,
        staked: Uint128::new(position.staked),
        queued: Uint128::new(position.queued),
        worth: Uint128::new(stakes.worth_floor(position.shares())?),
        ready_at: position.exit.map(|exit| exit.ready_at),
        closes_at: position.exit.map(|exit| exit.ends_at(paused)),
    })
}
