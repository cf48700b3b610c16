//! Everything the contract refuses, each with a stable code.

use cosmwasm_std::{Decimal, StdError};
use cw_ownable::OwnershipError;
use gavel_math::price::PriceRefusal;
use gavel_math::MathError;
use gavel_types::asset::AssetRefusal;
use gavel_types::funds::FundsError;
use gavel_types::migration::MigrationRefusal;
use gavel_types::parameters::ParameterError;
use thiserror::Error;

/// What the contract refuses. The text begins with `oracle/` and the stable code, then says what was wrong and what
/// would be right. Ages and times in seconds.
#[derive(Error, Debug, PartialEq)]
#[allow(missing_docs)] // Each variant is documented by its text, each field by its name there.
pub enum ContractError {
    #[error("oracle/1: {0}")]
    Std(#[from] StdError),
    #[error("oracle/2: {0}")]
    Math(#[from] MathError),
    #[error("oracle/3: {0}")]
    Funds(#[from] FundsError),
    #[error("oracle/4: {0}")]
    Ownership(#[from] OwnershipError),
    #[error("oracle/5: {0}")]
    Parameter(#[from] ParameterError),
    #[error("oracle/6: {denom} is not listed; see the query Assets")]
    UnknownAsset { denom: String },
    #[error("oracle/7: {sender} is no feeder of {denom}; see the query Asset")]
    NotFeeder { denom: String, sender: String },
    #[error("oracle/8: name 1 to {most} assets, not {got}")]
    ListLength { most: u32, got: usize },
    #[error("oracle/9: {denom} is named twice; name each asset once")]
    NamedTwice { denom: String },
    #[error("oracle/10: the price of {denom}, {age} s old, is 0; send one above")]
    ZeroPrice { denom: String, age: u64 },
    #[error(
        "oracle/11: the price of {denom} is of {published_at}, {ahead} s in the future; send one of {now} or before"
    )]
    FromTheFuture {
        denom: String,
        published_at: u64,
        now: u64,
        ahead: u64,
    },
    #[error("oracle/12: the price of {denom} is {age} s old; send one of at most {max_age} s")]
    TooOld {
        denom: String,
        age: u64,
        max_age: u64,
    },
    #[error("oracle/13: the price of {denom} is of {published_at}, {age} s old; send one later than this feeder's last, of {last}")]
    NotNewer {
        denom: String,
        published_at: u64,
        age: u64,
        last: u64,
    },
    #[error("oracle/14: {denom} never had a price; its feeders must push one")]
    NoPrice { denom: String },
    #[error("oracle/15: {denom}, last seen {age} s ago: {reason}")]
    PriceRefused {
        denom: String,
        age: u64,
        reason: PriceRefusal,
    },
    #[error("oracle/16: {denom} is listed already; change it by UpdateAsset")]
    AlreadyListed { denom: String },
    #[error(
        "oracle/17: a denom has {least} to {most} visible ASCII characters; {denom:?} does not"
    )]
    InvalidDenom {
        denom: String,
        least: usize,
        most: usize,
    },
    #[error("oracle/18: the decimals of {denom} stay {from}; send that, not {to}")]
    DecimalsFixed { denom: String, from: u8, to: u8 },
    #[error("oracle/19: the lower bound {lower} must lie below the upper bound {upper}")]
    BoundsCrossed { lower: Decimal, upper: Decimal },
    #[error("oracle/20: {feeder} is a feeder of {denom} already; name each feeder once")]
    AlreadyFeeder { denom: String, feeder: String },
    #[error(
        "oracle/21: {feeder} is no feeder of {denom} and cannot be removed; see the query Asset"
    )]
    UnknownFeeder { denom: String, feeder: String },
    #[error("oracle/22: {denom} needs {needed} feeders and would be left with {left}; add another first")]
    FeederNeeded {
        denom: String,
        needed: u8,
        left: usize,
    },
    #[error("oracle/23: {0}")]
    Migration(#[from] MigrationRefusal),
    #[error("oracle/24: {0}")]
    Asset(#[from] AssetRefusal),
}

impl ContractError {
    /// The stable code: the number behind `oracle/` in the text, the same in every version, for clients to match on. A new
    /// error takes the next number; the number of one that is no longer given is not given to another.
    pub fn code(&self) -> u16 {
        match self {
            Self::Std(_) => 1,
            Self::Math(_) => 2,
            Self::Funds(_) => 3,
            Self::Ownership(_) => 4,
            Self::Parameter(_) => 5,
            Self::UnknownAsset { .. } => 6,
            Self::NotFeeder { .. } => 7,
            Self::ListLength { .. } => 8,
            Self::NamedTwice { .. } => 9,
            Self::ZeroPrice { .. } => 10,
            Self::FromTheFuture { .. } => 11,
            Self::TooOld { .. } => 12,
            Self::NotNewer { .. } => 13,
            Self::NoPrice { .. } => 14,
            Self::PriceRefused { .. } => 15,
            Self::AlreadyListed { .. } => 16,
            Self::InvalidDenom { .. } => 17,
            Self::DecimalsFixed { .. } => 18,
            Self::BoundsCrossed { .. } => 19,
            Self::AlreadyFeeder { .. } => 20,
            Self::UnknownFeeder { .. } => 21,
            Self::FeederNeeded { .. } => 22,
            Self::Migration(_) => 23,
            Self::Asset(_) => 24,
        }
    }
}
