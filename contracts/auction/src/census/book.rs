//! The books of standing bids.

use std::collections::BTreeMap;

use cosmwasm_std::{Deps, Storage};
use gavel_math::grid::Level;
use gavel_math::number::add;
use gavel_math::Scale;
use gavel_types::auction::{LotId, PairId};

use crate::book::{closed_worth, live_worth, Batches, Worth};
use crate::error::ContractError;
use crate::state::{
    level_of, pair_of, LivePool, PoolId, BOOKS, CLOSED_POOLS, OWED, PAIRS, PAIR_TERMS, POOLS,
    POSITIONS,
};

/// What a pair's book is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BookStatus {
    /// The lot whose window is open or being settled.
    pub selling: Option<LotId>,
    /// How often that window was opened once more, 0 to 3.
    pub reopened: u8,
    /// Whether it is being settled.
    pub walking: bool,
    /// Quote of the levels that the settlement under way has taken, and which no pool has any more.
    pub taken: u128,
}

/// A live level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LiveLevel {
    /// The level.
    pub level: Level,
    /// The number of its pool.
    pub pool: u32,
    /// Quote in it.
    pub total: u128,
    /// Positions that it counts.
    pub positions: u32,
}

/// What the bids of a live level are worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LevelCount {
    /// What the level says of itself.
    pub live: LiveLevel,
    /// Positions found in it.
    pub found: u32,
    /// Quote that they are worth.
    pub worth: u128,
}

/// A pair's book, all of it counted. Amounts in smallest units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookCount {
    /// The pair.
    pub pair: PairId,
    /// What it is doing.
    pub status: BookStatus,
    /// The live levels by number.
    pub levels: Vec<LevelCount>,
    /// Live levels that are prices, as the book counts them.
    pub prices: u16,
    /// Positions in closed pools: as the book counts them, and as they were found.
    pub closed: (u64, u64),
    /// Live pools of which a part was spent: as the book counts them, and as they were found.
    pub partial: (u32, u32),
    /// Base that bidders are owed: as the book holds it, and what all bids are worth.
    pub base: (u128, u128),
    /// Quote of closed pools: as the book holds it, and what their bids are worth.
    pub quote: (u128, u128),
}

/// The decimals of a pair; none where there is no such pair.
///
/// # Errors
/// A record cannot be read.
pub fn scale(storage: &dyn Storage, pair: PairId) -> Result<Option<Scale>, ContractError> {
    let Some(record) = PAIRS.may_load(storage, &pair)? else {
        return Ok(None);
    };
    let terms = PAIR_TERMS.load(storage, &(pair, record.version))?;
    Ok(Some(terms.scale))
}

/// What a pair's book is doing: one read.
///
/// # Errors
/// The record cannot be read.
pub fn status(storage: &dyn Storage, pair: PairId) -> Result<BookStatus, ContractError> {
    let book = BOOKS.may_load(storage, &pair)?.unwrap_or_default();
    Ok(BookStatus {
        selling: book.selling.map(|selling| LotId {
            pair,
            number: selling.lot,
        }),
        reopened: book.selling.map_or(0, |selling| selling.reopened),
        walking: book.walk.is_some(),
        taken: book.walk.map_or(0, |walk| walk.above),
    })
}

/// A pair's live levels by number.
///
/// # Errors
/// A record cannot be read.
pub fn levels(storage: &dyn Storage, pair: PairId) -> Result<Vec<LiveLevel>, ContractError> {
    POOLS
        .page(storage, &pair.to_be_bytes(), None, usize::MAX)?
        .into_iter()
        .map(|(key, pool)| live(&key, &pool))
        .collect()
}

/// Every pair's book.
///
/// # Errors
/// A record cannot be read, or a sum does not fit.
pub fn books(deps: Deps) -> Result<Vec<BookCount>, ContractError> {
    BOOKS
        .page(deps.storage, &[], None, usize::MAX)?
        .into_iter()
        .map(|(key, _)| count(deps.storage, pair_of(&key)?))
        .collect()
}

fn count(storage: &dyn Storage, pair: PairId) -> Result<BookCount, ContractError> {
    let book = BOOKS.may_load(storage, &pair)?.unwrap_or_default();
    let owed = OWED.may_load(storage, &pair)?.unwrap_or_default();
    let scale = scale(storage, pair)?.ok_or(ContractError::NoPair { pair })?;
    let status = status(storage, pair)?;
    let mut partial = 0u32;
    let mut pools: BTreeMap<PoolId, (LivePool, LevelCount)> = BTreeMap::new();
    for (key, pool) in POOLS.page(storage, &pair.to_be_bytes(), None, usize::MAX)? {
        partial = partial.saturating_add(u32::from(pool.mark.is_some()));
        let count = LevelCount {
            live: live(&key, &pool)?,
            found: 0,
            worth: 0,
        };
        pools.insert(pool.id, (pool, count));
    }

    let mut closed = 0u64;
    let mut total = Worth::default();
    let batches = &mut Batches::default();
    for (_, position) in POSITIONS.page(storage, &pair.to_be_bytes(), None, usize::MAX)? {
        if let Some((pool, level)) = pools.get_mut(&position.pool) {
            let worth = live_worth(storage, pair, &position, pool)?;
            level.found = level.found.saturating_add(1);
            level.worth = add(level.worth, worth.quote)?;
            total.base = add(total.base, worth.base)?;
            continue;
        }
        closed = closed.saturating_add(1);
        let pool = CLOSED_POOLS.load(storage, &(pair, position.pool))?;
        if let Some(worth) = closed_worth(storage, pair, scale, &position, &pool, batches)? {
            total.base = add(total.base, worth.base)?;
            total.quote = add(total.quote, worth.quote)?;
        }
    }
    let mut levels: Vec<LevelCount> = pools.into_values().map(|(_, level)| level).collect();
    levels.sort_by_key(|count| count.live.level.number());
    Ok(BookCount {
        pair,
        status,
        levels,
        prices: book.prices,
        closed: (owed.positions, closed),
        partial: (owed.partial, partial),
        base: (owed.base, total.base),
        quote: (owed.quote, total.quote),
    })
}

fn live(key: &[u8], pool: &LivePool) -> Result<LiveLevel, ContractError> {
    Ok(LiveLevel {
        level: level_of(key)?,
        pool: pool.id,
        total: pool.total,
        positions: pool.positions,
    })
}
