//! Everything the contract refuses, each with a stable code.

use cosmwasm_std::{StdError, Uint128};
use cw_ownable::OwnershipError;
use gavel_math::pause::PauseRefusal;
use gavel_math::MathError;
use gavel_types::address::AddressRefusal;
use gavel_types::asset::AssetRefusal;
use gavel_types::funds::FundsError;
use gavel_types::migration::MigrationRefusal;
use gavel_types::parameters::ParameterError;
use thiserror::Error;

/// What the contract refuses. The text begins with `fund/` and the stable code, then says what was wrong and what would be
/// right.
#[derive(Error, Debug, PartialEq)]
#[allow(missing_docs)] // Each variant is documented by its text, each field by its name there.
pub enum ContractError {
    #[error("fund/1: {0}")]
    Std(#[from] StdError),
    #[error("fund/2: {0}")]
    Math(#[from] MathError),
    #[error("fund/3: {0}")]
    Funds(#[from] FundsError),
    #[error("fund/4: {0}")]
    Ownership(#[from] OwnershipError),
    #[error("fund/5: {0}")]
    Parameter(#[from] ParameterError),
    #[error("fund/6: {0}")]
    Migration(#[from] MigrationRefusal),
    #[error("fund/7: only {who} may do this")]
    Unauthorized { who: &'static str },
    #[error("fund/8: paused until unix second {until}; try again then")]
    Paused { until: u64 },
    #[error("fund/9: the guardian may pause again from unix second {ready_at}")]
    GuardianRests { ready_at: u64 },
    #[error("fund/10: not paused")]
    NotPaused {},
    #[error("fund/11: {denom} has no pool here; see the query Pools")]
    UnknownPool { denom: String },
    #[error("fund/12: {denom} has a pool already")]
    PoolExists { denom: String },
    #[error("fund/13: no more than {most} pools may be created")]
    TooManyPools { most: u16 },
    #[error(
        "fund/14: the pool of {denom} does not know the market {market}; see the query Markets"
    )]
    UnknownMarket { market: String, denom: String },
    #[error("fund/15: the pool of {denom} covers registered markets only, and {market} is none")]
    NotInsured { market: String, denom: String },
    #[error("fund/16: {market} is covered from unix second {active_at} on")]
    NotActive { market: String, active_at: u64 },
    #[error("fund/17: {market} is registered in the pool of {denom}; unregister it first")]
    MarketRegistered { market: String, denom: String },
    #[error("fund/18: a pool covers at most {most} markets, those unregistered counted")]
    TooManyMarkets { most: u16 },
    #[error("fund/19: the pool of {denom} knows {market} already; name another contract")]
    MarketKnown { market: String, denom: String },
    #[error("fund/20: {address} is no contract; a market must be one")]
    NotAContract { address: String },
    #[error("fund/21: the pool of {denom} is capped at {cap}; {room} more may be staked")]
    StakeCap {
        denom: String,
        cap: Uint128,
        room: Uint128,
    },
    #[error("fund/22: {amount} of {denom} are too little for a fair number of shares; stake more")]
    StakeTooSmall { denom: String, amount: Uint128 },
    #[error("fund/23: 1 to {staked} shares of {denom} may be queued, not {asked}")]
    SharesToQueue {
        denom: String,
        staked: Uint128,
        asked: Uint128,
    },
    #[error("fund/24: no shares of {denom} are queued; queue them with QueueExit")]
    NothingQueued { denom: String },
    #[error("fund/25: the queued shares of {denom} may leave from unix second {ready_at}")]
    CoolingDown { denom: String, ready_at: u64 },
    #[error("fund/26: the queued shares of {denom} are worth less than one unit")]
    WorthNothing { denom: String },
    #[error("fund/27: the fund has nothing of {denom} beyond its books")]
    NothingToAbsorb { denom: String },
    #[error("fund/28: nothing of the shortfalls of {market} in {denom} has been made good; income does that")]
    NothingToRepay { market: String, denom: String },
    #[error("fund/29: {market} has no shortfalls in {denom}")]
    NoShortfalls { market: String, denom: String },
    #[error(
        "fund/30: at most {most} of {denom} may be withdrawn now, and at least 1, not {asked}"
    )]
    PurseLimit {
        denom: String,
        most: Uint128,
        asked: Uint128,
    },
    #[error("fund/31: {text} is no denom: 1 to 128 characters")]
    BadDenom { text: String },
    #[error("fund/32: {0}")]
    Address(#[from] AddressRefusal),
    #[error("fund/33: the cursor is none of an answer of this query")]
    BadCursor {},
    #[error("fund/34: {0}")]
    Asset(#[from] AssetRefusal),
}

impl ContractError {
    /// The stable code, which the text carries too.
    pub fn code(&self) -> u16 {
        match self {
            Self::Std(_) => 1,
            Self::Math(_) => 2,
            Self::Funds(_) => 3,
            Self::Ownership(_) => 4,
            Self::Parameter(_) => 5,
            Self::Migration(_) => 6,
            Self::Unauthorized { .. } => 7,
            Self::Paused { .. } => 8,
            Self::GuardianRests { .. } => 9,
            Self::NotPaused {} => 10,
            Self::UnknownPool { .. } => 11,
            Self::PoolExists { .. } => 12,
            Self::TooManyPools { .. } => 13,
            Self::UnknownMarket { .. } => 14,
            Self::NotInsured { .. } => 15,
            Self::NotActive { .. } => 16,
            Self::MarketRegistered { .. } => 17,
            Self::TooManyMarkets { .. } => 18,
            Self::MarketKnown { .. } => 19,
            Self::NotAContract { .. } => 20,
            Self::StakeCap { .. } => 21,
            Self::StakeTooSmall { .. } => 22,
            Self::SharesToQueue { .. } => 23,
            Self::NothingQueued { .. } => 24,
            Self::CoolingDown { .. } => 25,
            Self::WorthNothing { .. } => 26,
            Self::NothingToAbsorb { .. } => 27,
            Self::NothingToRepay { .. } => 28,
            Self::NoShortfalls { .. } => 29,
            Self::PurseLimit { .. } => 30,
            Self::BadDenom { .. } => 31,
            Self::Address(_) => 32,
            Self::BadCursor {} => 33,
            Self::Asset(_) => 34,
        }
    }
}

impl From<PauseRefusal> for ContractError {
    fn from(refusal: PauseRefusal) -> Self {
        match refusal {
            PauseRefusal::Stranger => Self::Unauthorized {
                who: "the guardian or the owner",
            },
            PauseRefusal::GuardianRests { ready_at } => Self::GuardianRests { ready_at },
            PauseRefusal::NotPaused => Self::NotPaused {},
        }
    }
}
