//! What governance sets.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::Uint128;

/// The fund's configuration. Each time moves by at most 7 days an update, the window by 3.
#[cw_serde]
pub struct Config {
    /// Who may pause for 48 hours, and nothing else.
    pub guardian: Option<String>,
    /// Seconds from queueing an exit until its shares may leave: 1 to 30 days. Longer than a loss takes to be recognised.
    /// Exits that are queued keep theirs.
    pub cooldown_seconds: u64,
    /// Seconds for which they then may: 1 to 14 days, and no longer than the cooldown, or most stakes could always leave at
    /// once. Exits that are queued keep theirs.
    pub window_seconds: u64,
    /// Seconds over which income flows to stakers: 1 to 90 days. Income on its way keeps its time.
    pub reward_seconds: u64,
    /// Seconds over which a market must let a repaid shortfall reach its lenders: 1 to 30 days.
    pub repay_seconds: u64,
}

/// A pool's limits, in smallest units of its asset.
#[cw_serde]
pub struct PoolTerms {
    /// The most that stakers may have in it, up to 10^28. Income may take it beyond.
    pub stake_cap: Uint128,
    /// Income is set aside up to this much, up to 10^28; the rest flows to stakers, or is set aside too while there are none.
    pub income_target: Uint128,
    /// The most that all markets together are paid within a day, 1 to 10^28. At most doubles an update.
    pub day_cap: Uint128,
}

/// A market's limits, in smallest units of the pool's asset.
#[cw_serde]
pub struct CoverCaps {
    /// The most that one `Cover` pays, 1 to 10^28. At most doubles an update.
    pub event_cap: Uint128,
    /// The most that the market is paid within a day, 1 to 10^28. At most doubles an update. A day begins with the first cover
    /// a day after the last one began.
    pub day_cap: Uint128,
}

/// Money of the protocol in a pool.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum Purse {
    /// Income set aside.
    Income,
    /// The first loss.
    FirstLoss,
}

/// What governance may change: by the owner's `Govern`, or by the chain's sudo. Every set has bounds, and is updated at most
/// once a day. Nothing reaches exits that are queued.
#[cw_serde]
pub enum GovernMsg {
    /// Opens a pool for an asset. Refused when it has one; a token's address is refused in any but its normal form.
    CreatePool {
        /// The asset.
        denom: String,
        /// Its terms.
        terms: PoolTerms,
    },
    /// Changes a pool's terms.
    UpdatePool {
        /// The pool's asset.
        denom: String,
        /// Its new terms.
        terms: PoolTerms,
    },
    /// Lets a contract draw cover from a pool. While anyone is staked there, only from a cooldown, a window and a week on, so
    /// that whoever does not want to insure it can leave before, even if the cooldown is lengthened meanwhile. A market that
    /// was unregistered keeps its shortfalls.
    RegisterMarket {
        /// The market's contract.
        market: String,
        /// The pool's asset.
        denom: String,
        /// Its caps.
        caps: CoverCaps,
    },
    /// Changes a market's caps.
    UpdateMarket {
        /// The market's contract.
        market: String,
        /// The pool's asset.
        denom: String,
        /// Its new caps.
        caps: CoverCaps,
    },
    /// Ends a market's cover at once. What fell short before is still repaid to it.
    UnregisterMarket {
        /// The market's contract.
        market: String,
        /// The pool's asset.
        denom: String,
    },
    /// Gives the shortfalls of a market that is not registered any more to another contract, which the pool does not know yet:
    /// where the market was replaced, or can no longer be paid.
    MoveShortfalls {
        /// The market's contract.
        market: String,
        /// The pool's asset.
        denom: String,
        /// The contract that is paid from now on.
        to: String,
    },
    /// Pays the protocol's money out of a pool: at most a fifth of the purse, rounded up, once a day, and only what both purses
    /// have beyond all shortfalls not made good.
    WithdrawPurse {
        /// The pool's asset.
        denom: String,
        /// Out of which purse.
        purse: Purse,
        /// How much, in smallest units.
        amount: Uint128,
        /// Who receives it.
        recipient: String,
    },
    /// Changes the fund's configuration.
    UpdateConfig(Config),
    /// Pauses, or renews a pause, for 48 hours.
    Pause {},
    /// Ends a pause.
    Unpause {},
}

/// The chain's governance does what the owner may.
pub type SudoMsg = GovernMsg;
