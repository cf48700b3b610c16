//! A pool's markets, and their shortfalls.

use cosmwasm_std::{Addr, Api, Storage};
use gavel_math::number::{add, sub};
use gavel_math::shortfall::{Line, Stretch};
use gavel_types::address::address as valid;
use gavel_types::insurance::MAX_REPAID;

use crate::state::{Market, MarketId, PoolId, MARKETS, MARKET_IDS, SHORTFALLS};
use crate::ContractError;

/// The number of a market that the pool knows, registered or not. The address must be in its normal form.
pub(crate) fn known(
    storage: &dyn Storage,
    api: &dyn Api,
    pool: PoolId,
    market: &str,
) -> Result<Option<MarketId>, ContractError> {
    let address = valid(api, market)?;
    let canonical = api.addr_canonicalize(address.as_str())?;
    Ok(MARKET_IDS.may_load(storage, &(pool, canonical.as_slice()))?)
}

/// A market that the pool knows, with its number.
pub(crate) fn market(
    storage: &dyn Storage,
    api: &dyn Api,
    pool: PoolId,
    denom: &str,
    market: &str,
) -> Result<(MarketId, Market), ContractError> {
    let id = known(storage, api, pool, market)?.ok_or_else(|| ContractError::UnknownMarket {
        market: market.to_owned(),
        denom: denom.to_owned(),
    })?;
    Ok((id, MARKETS.load(storage, &(pool, id))?))
}

/// A market that may draw cover at `now`.
pub(crate) fn insured(
    storage: &dyn Storage,
    api: &dyn Api,
    pool: PoolId,
    denom: &str,
    sender: &Addr,
    now: u64,
) -> Result<(MarketId, Market), ContractError> {
    let refused = || ContractError::NotInsured {
        market: sender.to_string(),
        denom: denom.to_owned(),
    };
    let id = known(storage, api, pool, sender.as_str())?.ok_or_else(refused)?;
    let market = MARKETS.load(storage, &(pool, id))?;
    if !market.registered {
        return Err(refused());
    }
    if now < market.active_at {
        return Err(ContractError::NotActive {
            market: market.address,
            active_at: market.active_at,
        });
    }
    Ok((id, market))
}

/// Adds what fell short to a market's shortfalls and to the pool's line, as one with its latest where no other market's lies
/// in between.
pub(crate) fn fall_short(
    storage: &mut dyn Storage,
    pool: PoolId,
    id: MarketId,
    market: &mut Market,
    line: &mut Line,
    amount: u128,
) -> Result<(), ContractError> {
    let before = *line;
    let (after, mut stretch) = before.with(amount);
    if stretch.amount == 0 {
        return Ok(());
    }
    *line = after;
    market.owed = add(market.owed, stretch.amount)?;
    let latest = SHORTFALLS.may_load(storage, &(pool, (id, market.shortfalls)))?;
    match latest.filter(|latest| latest.is_last(before)) {
        Some(latest) => stretch = latest.joined(stretch)?,
        None => market.shortfalls = market.shortfalls.saturating_add(1),
    }
    SHORTFALLS.save(storage, &(pool, (id, market.shortfalls)), &stretch);
    Ok(())
}

/// A market's oldest shortfalls, as many as one message repays, each with its number.
pub(crate) fn oldest(
    storage: &dyn Storage,
    pool: PoolId,
    id: MarketId,
) -> Result<Vec<(u64, Stretch)>, ContractError> {
    page(storage, pool, id, None, MAX_REPAID as usize)
}

/// A page of a market's shortfalls behind a number.
pub(crate) fn page(
    storage: &dyn Storage,
    pool: PoolId,
    id: MarketId,
    after: Option<u64>,
    limit: usize,
) -> Result<Vec<(u64, Stretch)>, ContractError> {
    let prefix = [pool.to_be_bytes(), id.to_be_bytes()].concat();
    let after = after.map(|number| [prefix.as_slice(), &number.to_be_bytes()].concat());
    let found = SHORTFALLS.page(storage, &prefix, after.as_deref(), limit)?;
    Ok(found
        .into_iter()
        .map(|(key, stretch)| {
            let number = key
                .get(prefix.len()..)
                .and_then(|bytes| <[u8; 8]>::try_from(bytes).ok())
                .map_or(0, u64::from_be_bytes);
            (number, stretch)
        })
        .collect())
}

/// Takes what is ready of a market's oldest shortfalls off them, and says how much it was.
pub(crate) fn take_ready(
    storage: &mut dyn Storage,
    pool: PoolId,
    id: MarketId,
    market: &mut Market,
    line: Line,
) -> Result<u128, ContractError> {
    let mut total = 0u128;
    for (number, stretch) in oldest(storage, pool, id)? {
        let ready = stretch.ready(line);
        if ready == 0 {
            break;
        }
        total = add(total, ready)?;
        let key = (pool, (id, number));
        let left = stretch.received(ready)?;
        if left.amount == 0 {
            SHORTFALLS.remove(storage, &key);
        } else {
            SHORTFALLS.save(storage, &key, &left);
        }
    }
    market.owed = sub(market.owed, total)?;
    Ok(total)
}
