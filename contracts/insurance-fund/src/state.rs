//! Everything on disk. All namespaces of the contract are listed here, each record's meaning beside its type.

mod market;
mod pool;
mod position;
mod settings;

use gavel_math::shortfall::Stretch;
use gavel_storage::{PackedItem, PackedMap};

pub(crate) use market::Market;
pub(crate) use pool::{Day, Pool, Terms};
pub(crate) use position::Position;
pub(crate) use settings::Settings;

/// The number of a pool, from 1 in the order of creation.
pub(crate) type PoolId = u16;

/// The number of a market in its pool, from 1 in the order of registration.
pub(crate) type MarketId = u16;

/// The most pools: what governance may create in all.
pub(crate) const MAX_POOLS: u16 = 256;

/// Configuration, pause, the number of pools.
pub(crate) const SETTINGS: PackedItem<Settings> = PackedItem::new(1);
/// denom → number of a pool. Every number has its record in `TERMS` and `POOLS`.
pub(crate) const POOL_IDS: PackedMap<str, PoolId> = PackedMap::new(2);
/// number → denom and limits.
pub(crate) const TERMS: PackedMap<PoolId, Terms> = PackedMap::new(3);
/// number → the pool's money. `stakes.shares` ≥ Σ over positions of its era; `repayable` = Σ over shortfalls of what of
/// them lies before the line's mark.
pub(crate) const POOLS: PackedMap<PoolId, Pool> = PackedMap::new(4);
/// pool and canonical address → a staker's shares. No shares, no record.
pub(crate) const POSITIONS: PackedMap<(PoolId, &[u8]), Position> = PackedMap::new(5);
/// pool and canonical address → number of a market. Every number has its record in `MARKETS`.
pub(crate) const MARKET_IDS: PackedMap<(PoolId, &[u8]), MarketId> = PackedMap::new(6);
/// pool and number → a market.
pub(crate) const MARKETS: PackedMap<(PoolId, MarketId), Market> = PackedMap::new(7);
/// pool, market and number → a shortfall, from 1 in the order they came. Σ of a market's = `Market::owed`. One that was
/// repaid has no record.
pub(crate) const SHORTFALLS: PackedMap<(PoolId, (MarketId, u64)), Stretch> = PackedMap::new(8);
