//! Questions to the fund, and its answers.

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, Binary, Uint128};
use cw_ownable::cw_ownable_query;

use super::{Config, CoverCaps, PoolTerms};
// Named for the schema alone, which no contract carries.
#[cfg_attr(target_arch = "wasm32", allow(unused_imports))]
use crate::solvency::SolvencyResponse;

/// Questions.
#[cw_ownable_query]
#[cw_serde]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// The fund's configuration and pause.
    #[returns(ConfigResponse)]
    Config {},
    /// A pool, with what has flowed to stakers by now.
    #[returns(PoolResponse)]
    Pool {
        /// The asset.
        denom: String,
    },
    /// All pools in the order they were created.
    #[returns(PoolsResponse)]
    Pools {
        /// Go on behind this asset.
        start_after: Option<String>,
        /// 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// A staker's shares in a pool. Who has none gets zeros.
    #[returns(PositionResponse)]
    Position {
        /// The pool's asset.
        denom: String,
        /// The staker.
        address: String,
    },
    /// All stakers of a pool in order of their stored addresses.
    #[returns(PositionsResponse)]
    Positions {
        /// The pool's asset.
        denom: String,
        /// Go on behind this staker.
        start_after: Option<String>,
        /// 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// A pool's markets in the order they were registered, those unregistered since included.
    #[returns(MarketsResponse)]
    Markets {
        /// The pool's asset.
        denom: String,
        /// Go on behind this market.
        start_after: Option<String>,
        /// 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// A market's shortfalls that it has not been repaid, oldest first.
    #[returns(ShortfallsResponse)]
    Shortfalls {
        /// The market's contract.
        market: String,
        /// The pool's asset.
        denom: String,
        /// Go on behind this number.
        start_after: Option<u64>,
        /// 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// What a `Cover` by a market would come to now. Fails where it would.
    #[returns(SimulateCoverResponse)]
    SimulateCover {
        /// The market's contract.
        market: String,
        /// The pool's asset.
        denom: String,
        /// The loss.
        amount: Uint128,
    },
    /// What the contract holds for others, pool by pool.
    #[returns(SolvencyResponse)]
    Solvency {
        /// Go on behind this cursor.
        start_after: Option<Binary>,
        /// 10 by default, 30 at most.
        limit: Option<u32>,
    },
}

/// The fund's configuration and pause.
#[cw_serde]
pub struct ConfigResponse {
    /// The configuration.
    pub config: Config,
    /// Unix second at which the pause that is on ends by itself.
    pub paused_until: Option<u64>,
}

/// A pool: amounts in smallest units of its asset. What the fund holds for it is
/// `staked + income + first_loss + streaming + repayable`.
#[cw_serde]
pub struct PoolResponse {
    /// The asset.
    pub denom: String,
    /// Its terms.
    pub terms: PoolTerms,
    /// What stakers have, queued exits included.
    pub staked: Uint128,
    /// All shares.
    pub shares: Uint128,
    /// How often all stakes were lost: shares of earlier eras are worth nothing.
    pub era: u32,
    /// How often, in this era, a thousand shares became one.
    pub scale: u32,
    /// Income set aside: the first to pay.
    pub income: Uint128,
    /// The first loss: pays behind the income.
    pub first_loss: Uint128,
    /// Income on its way to stakers.
    pub streaming: Uint128,
    /// Seconds it still flows.
    pub streaming_seconds: u64,
    /// Made good for markets and not yet paid to them.
    pub repayable: Uint128,
    /// Shortfalls that no income has made good yet.
    pub owed: Uint128,
    /// Paid as cover in the running day.
    pub paid_today: Uint128,
}

/// A page of pools.
#[cw_serde]
pub struct PoolsResponse {
    /// The pools.
    pub pools: Vec<PoolResponse>,
}

/// A staker.
#[cw_serde]
pub struct PositionResponse {
    /// The staker.
    pub address: Addr,
    /// Shares that are not queued.
    pub staked: Uint128,
    /// Shares that are queued for exit. Those whose window has passed are staked again, and counted there.
    pub queued: Uint128,
    /// What all of them are worth now, in smallest units, rounded down.
    pub worth: Uint128,
    /// Unix second from which on the queued shares may leave.
    pub ready_at: Option<u64>,
    /// Unix second from which on they no longer may: later, if a pause comes in between.
    pub closes_at: Option<u64>,
}

/// A page of stakers.
#[cw_serde]
pub struct PositionsResponse {
    /// The stakers.
    pub positions: Vec<PositionResponse>,
}

/// A market that a pool covers or covered.
#[cw_serde]
pub struct MarketResponse {
    /// Its contract.
    pub market: Addr,
    /// Its caps.
    pub caps: CoverCaps,
    /// Whether it may draw cover, from `active_at` on.
    pub registered: bool,
    /// Unix second from which on it may.
    pub active_at: u64,
    /// Paid to it as cover in the running day, in smallest units.
    pub paid_today: Uint128,
    /// Its shortfalls that it has not been repaid.
    pub owed: Uint128,
    /// What `RepayShortfall` would pay now.
    pub repayable: Uint128,
}

/// A page of markets.
#[cw_serde]
pub struct MarketsResponse {
    /// The markets.
    pub markets: Vec<MarketResponse>,
}

/// A shortfall, or several of one market that no other market's came between.
#[cw_serde]
pub struct Shortfall {
    /// Its number: counts up in each market.
    pub number: u64,
    /// What of it has not been repaid, in smallest units.
    pub owed: Uint128,
    /// What of that has been made good: `RepayShortfall` pays it.
    pub repayable: Uint128,
}

/// A page of shortfalls.
#[cw_serde]
pub struct ShortfallsResponse {
    /// The shortfalls.
    pub shortfalls: Vec<Shortfall>,
}

/// What a cover would come to, in smallest units: the parts add up to the loss.
#[cw_serde]
pub struct SimulateCoverResponse {
    /// Out of income set aside.
    pub income: Uint128,
    /// Out of the first loss.
    pub first_loss: Uint128,
    /// Out of income on its way to stakers.
    pub streaming: Uint128,
    /// Out of stakes.
    pub stakes: Uint128,
    /// Not paid: it would go to the market's shortfalls.
    pub owed: Uint128,
}
