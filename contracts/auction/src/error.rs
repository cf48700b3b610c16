//! Everything the contract refuses, each with a stable code.

use cosmwasm_std::{Decimal, StdError, Uint128};
use cw_ownable::OwnershipError;
use gavel_math::dutch::{CurveError, TakeRefusal};
use gavel_math::pause::PauseRefusal;
use gavel_math::MathError;
use gavel_types::address::AddressRefusal;
use gavel_types::asset::AssetRefusal;
use gavel_types::auction::{ConsignorKind, Limit, LimitRefusal, LotId, PairId};
use gavel_types::funds::FundsError;
use gavel_types::migration::MigrationRefusal;
use gavel_types::oracle::SwitchRefusal;
use gavel_types::parameters::ParameterError;
use thiserror::Error;

/// What the contract refuses. The text begins with `auction/` and the stable code, then says what was wrong and what would
/// be right. An error of another layer is part of the text and therefore not given as a source again.
#[derive(Error, Debug, PartialEq)]
#[allow(missing_docs)] // Each variant is documented by its text, each field by its name there.
pub enum ContractError {
    #[error("auction/1: {0}")]
    Std(StdError),
    #[error("auction/2: {0}")]
    Math(MathError),
    #[error("auction/3: {0}")]
    Funds(FundsError),
    #[error("auction/4: {0}")]
    Ownership(OwnershipError),
    #[error("auction/5: {0}")]
    Parameter(ParameterError),
    #[error("auction/6: only {who} may do this")]
    Unauthorized { who: &'static str },
    #[error("auction/7: paused until unix second {until}; try again then")]
    Paused { until: u64 },
    #[error("auction/8: the guardian may pause again from unix second {ready_at}")]
    GuardianRests { ready_at: u64 },
    #[error("auction/9: stage {stage}: {reason}")]
    Curve { stage: usize, reason: CurveError },
    #[error("auction/10: there is no pair {pair}; see the query Pairs")]
    NoPair { pair: PairId },
    #[error("auction/11: pair {pair} takes no new lots; see the query Pairs for one that does")]
    PairClosed { pair: PairId },
    #[error("auction/12: {address} is no consignor of pair {pair}; see the query Consignors")]
    NotConsignor { pair: PairId, address: String },
    #[error("auction/13: the next lot of pair {pair} is {next}, not {expected}")]
    WrongLot {
        pair: PairId,
        next: u32,
        expected: u32,
    },
    #[error("auction/14: the oracle has no price of {denom}; its feeders must push one")]
    NoPrice { denom: String },
    #[error("auction/15: the price of {denom} is {age} s old, which is too old; refresh it in the oracle")]
    StalePrice { denom: String, age: u64 },
    #[error("auction/16: the prices of {base} and {quote} give no price of one in the other; see the oracle's query Prices")]
    PriceOutOfRange { base: String, quote: String },
    #[error("auction/17: a tab must be above the dust of {least}, not {got}")]
    TabTooSmall { least: Uint128, got: Uint128 },
    #[error("auction/18: there is no open lot {lot}; see the query Lots")]
    NoLot { lot: LotId },
    #[error("auction/19: {0}")]
    Take(TakeRefusal),
    #[error("auction/20: the price is {price}, above the limit of {limit}; raise it or wait")]
    PriceAboveLimit { price: Decimal, limit: Decimal },
    #[error("auction/21: this buys {base}, less than the minimum of {least}; lower that, or ask for more where there is more")]
    BelowMinimum { base: Uint128, least: Uint128 },
    #[error("auction/22: the take costs {cost}, but only {paid} came; send at least the cost")]
    PaidTooLittle { cost: Uint128, paid: Uint128 },
    #[error("auction/23: the market moved on while the clock of lot {lot} stood; send Advance to price it anew")]
    PriceOutdated { lot: LotId },
    #[error("auction/24: nothing is due for lot {lot} yet; if its clock runs on, its stage ends at unix second {due_at}")]
    NotDue { lot: LotId, due_at: u64 },
    #[error("auction/25: lot {lot} waits for a fresh price of {denom}; without one it moves on by unix second {moves_on_at}, unless the chain halts")]
    AwaitsPrice {
        lot: LotId,
        denom: String,
        moves_on_at: u64,
    },
    #[error("auction/26: nothing of lot {lot} waits to be delivered to {consignor}; see the query Deliveries")]
    NothingToDeliver { lot: LotId, consignor: String },
    #[error("auction/27: {owner} has no credit of {denom}; see the query Credits")]
    NoCredit { owner: String, denom: String },
    #[error("auction/28: a pair needs two different assets, not {denom} twice")]
    SameAsset { denom: String },
    #[error("auction/29: {base} decimals for {quote} of the quote are too far apart to be priced; pair assets whose decimals lie closer")]
    DecimalsApart { base: u8, quote: u8 },
    #[error("auction/30: {denom} has {was} decimals in the pairs, {got} in the oracle")]
    DecimalsDiffer { denom: String, was: u8, got: u8 },
    #[error("auction/31: the house has all {most} pairs it may have; update or open one of them")]
    TooManyPairs { most: u16 },
    #[error("auction/32: {address} is a consignor of pair {pair} already and needs nothing")]
    ConsignorKnown { pair: PairId, address: String },
    #[error("auction/33: {address} was registered as {was:?} and stays so; add it as that")]
    ConsignorKindFixed { address: String, was: ConsignorKind },
    #[error("auction/34: pair {pair} has all {most} consignors it may have; remove one first")]
    TooManyConsignors { pair: PairId, most: u16 },
    #[error("auction/35: {address} is no contract; register it as an account")]
    NotAContract { address: String },
    #[error("auction/36: no pause is on that could be lifted")]
    NotPaused {},
    #[error("auction/37: {0}")]
    Address(AddressRefusal),
    #[error("auction/38: {0}")]
    Migration(MigrationRefusal),
    #[error("auction/40: no reply has the number {id}")]
    UnknownReply { id: u64 },
    #[error("auction/41: the cursor is none that the query Solvency gave; pass the last entry's, or none")]
    BadCursor {},
    #[error("auction/42: {0}")]
    OracleSwitch(SwitchRefusal),
    #[error("auction/43: pair {pair} is open and the contract {address} may rely on it; close the pair first")]
    PairOpen { pair: PairId, address: String },
    #[error("auction/44: pair {pair} has no consignor left; add one before it is opened")]
    NoConsignor { pair: PairId },
    #[error("auction/45: {0}")]
    Asset(AssetRefusal),
    #[error(
        "auction/46: pair {pair} has no book: its lots are not sold by batch; see the query Pair for how they are"
    )]
    NoBook { pair: PairId },
    #[error("auction/47: {0}")]
    Limit(LimitRefusal),
    #[error("auction/48: the book of the pair is frozen until lot {lot} is settled, from about unix second {due_at}; send Advance then")]
    BookFrozen { lot: LotId, due_at: u64 },
    #[error("auction/49: a bid of this pair has at least {least}, not {got}")]
    BidTooSmall { least: Uint128, got: Uint128 },
    #[error("auction/50: there is no bid at {limit} in pair {pair}; see the query Positions")]
    NoBid { pair: PairId, limit: Limit },
    #[error("auction/51: the bid at {limit} in pair {pair} has left the book; take it with ClaimLiquidations")]
    BidLeft { pair: PairId, limit: Limit },
    #[error("auction/52: this would leave {rest} in the bid; take back more than 0, and leave at least {least} or ask for all")]
    LeavesTooLittle { least: Uint128, rest: Uint128 },
    #[error("auction/53: the book of pair {pair} has all {most} prices it may have; bid at one of them, or at least {least} at a new one at or above the reserve")]
    BookFull {
        pair: PairId,
        most: u16,
        least: Uint128,
    },
    #[error(
        "auction/54: nothing of these bids in pair {pair} can be claimed; see the query Positions"
    )]
    NothingToClaim { pair: PairId },
    #[error("auction/55: name 1 to {most} limits, each once, not {got}")]
    BadList { most: u32, got: String },
    #[error(
        "auction/56: a lot of pair {pair} is sold for several consignors together; leave tab out"
    )]
    TabInBatch { pair: PairId },
    #[error("auction/57: lot {lot} waits until lot {before} has left the book; send Advance for that one")]
    WaitsForLot { lot: LotId, before: u32 },
    #[error("auction/58: lot {lot} is in no stage from which one takes; see the query Lot")]
    NotForTaking { lot: LotId },
    #[error("auction/59: stage {stage} cannot be there: a batch comes first, once, because it collects what is consigned; a backstop last, behind another stage")]
    MisplacedStage { stage: usize },
    #[error("auction/60: a window of {got} s is too short for its freeze; make it longer than {least} s")]
    WindowTooShort { got: u32, least: u64 },
    #[error("auction/61: pair {pair} has no window open; it opens with the next consignment")]
    NoWindow { pair: PairId },
    #[error(
        "auction/62: pair {pair} is wound down and takes no bids; take yours back with RetractBid"
    )]
    WoundDown { pair: PairId },
    #[error("auction/63: the house is locked while a take is being settled or a backstop asked; wait until it is, and send nothing but its payment before")]
    Locked {},
    #[error("auction/64: nothing is owed for lot {lot}; pay within the callback of a take of it")]
    NothingOwed { lot: LotId },
    #[error("auction/65: only {owed} is still owed, not {paid}; pay no more than that")]
    PaidTooMuch { owed: Uint128, paid: Uint128 },
    #[error("auction/66: {owed} is still owed for the take of lot {lot}; pay all of it by Pay within the callback")]
    Unpaid { lot: LotId, owed: Uint128 },
    #[error(
        "auction/67: lot {lot} is in no stage in which one bids for all of it; see the query Lot"
    )]
    NotForBidding { lot: LotId },
    #[error("auction/68: the time to bid for lot {lot} is over; send Advance")]
    BiddingOver { lot: LotId },
    #[error("auction/69: the next bid must be at least {least}, not {got}")]
    BidTooLow { least: Uint128, got: Uint128 },
    #[error("auction/70: a lot of pair {pair} may come to be sold to the best bid for all of it; leave tab out")]
    TabInEnglish { pair: PairId },
    #[error(
        "auction/71: nothing of lot {lot} is offered to its backstop; pay within the house's call"
    )]
    NotOffered { lot: LotId },
    #[error("auction/72: {paid} buys nothing; pay at least {least}")]
    BuysNothing { least: Uint128, paid: Uint128 },
    #[error("auction/73: the bid drove out another and stays in the book until unix second {until}; try again then")]
    BidHeld { until: u64 },
    #[error("auction/74: a base of {decimals} decimals is not sold by batch, where bids share it; it needs at least {least}")]
    BaseTooCoarse { decimals: u8, least: u8 },
    #[error("auction/75: lot {lot} has all {most} consignors it may have; wait for the next")]
    LotFull { lot: LotId, most: u16 },
}

impl ContractError {
    /// The stable code: the number behind `auction/` in the text, the same in every version, for clients to match on. A new
    /// error takes the next number; the number of one that is no longer given is not given to another.
    pub fn code(&self) -> u16 {
        match self {
            Self::Std(_) => 1,
            Self::Math(_) => 2,
            Self::Funds(_) => 3,
            Self::Ownership(_) => 4,
            Self::Parameter(_) => 5,
            Self::Unauthorized { .. } => 6,
            Self::Paused { .. } => 7,
            Self::GuardianRests { .. } => 8,
            Self::Curve { .. } => 9,
            Self::NoPair { .. } => 10,
            Self::PairClosed { .. } => 11,
            Self::NotConsignor { .. } => 12,
            Self::WrongLot { .. } => 13,
            Self::NoPrice { .. } => 14,
            Self::StalePrice { .. } => 15,
            Self::PriceOutOfRange { .. } => 16,
            Self::TabTooSmall { .. } => 17,
            Self::NoLot { .. } => 18,
            Self::Take(_) => 19,
            Self::PriceAboveLimit { .. } => 20,
            Self::BelowMinimum { .. } => 21,
            Self::PaidTooLittle { .. } => 22,
            Self::PriceOutdated { .. } => 23,
            Self::NotDue { .. } => 24,
            Self::AwaitsPrice { .. } => 25,
            Self::NothingToDeliver { .. } => 26,
            Self::NoCredit { .. } => 27,
            Self::SameAsset { .. } => 28,
            Self::DecimalsApart { .. } => 29,
            Self::DecimalsDiffer { .. } => 30,
            Self::TooManyPairs { .. } => 31,
            Self::ConsignorKnown { .. } => 32,
            Self::ConsignorKindFixed { .. } => 33,
            Self::TooManyConsignors { .. } => 34,
            Self::NotAContract { .. } => 35,
            Self::NotPaused {} => 36,
            Self::Address(_) => 37,
            Self::Migration(_) => 38,
            // 39 was a later version's refusal, now 38 like any other.
            Self::UnknownReply { .. } => 40,
            Self::BadCursor {} => 41,
            Self::OracleSwitch(_) => 42,
            Self::PairOpen { .. } => 43,
            Self::NoConsignor { .. } => 44,
            Self::Asset(_) => 45,
            Self::NoBook { .. } => 46,
            Self::Limit(_) => 47,
            Self::BookFrozen { .. } => 48,
            Self::BidTooSmall { .. } => 49,
            Self::NoBid { .. } => 50,
            Self::BidLeft { .. } => 51,
            Self::LeavesTooLittle { .. } => 52,
            Self::BookFull { .. } => 53,
            Self::NothingToClaim { .. } => 54,
            Self::BadList { .. } => 55,
            Self::TabInBatch { .. } => 56,
            Self::WaitsForLot { .. } => 57,
            Self::NotForTaking { .. } => 58,
            Self::MisplacedStage { .. } => 59,
            Self::WindowTooShort { .. } => 60,
            Self::NoWindow { .. } => 61,
            Self::WoundDown { .. } => 62,
            Self::Locked {} => 63,
            Self::NothingOwed { .. } => 64,
            Self::PaidTooMuch { .. } => 65,
            Self::Unpaid { .. } => 66,
            Self::NotForBidding { .. } => 67,
            Self::BiddingOver { .. } => 68,
            Self::BidTooLow { .. } => 69,
            Self::TabInEnglish { .. } => 70,
            Self::NotOffered { .. } => 71,
            Self::BuysNothing { .. } => 72,
            Self::BidHeld { .. } => 73,
            Self::BaseTooCoarse { .. } => 74,
            Self::LotFull { .. } => 75,
        }
    }
}

macro_rules! wraps {
    ($($variant:ident($inner:ty)),+ $(,)?) => { $(
        impl From<$inner> for ContractError {
            fn from(inner: $inner) -> Self {
                Self::$variant(inner)
            }
        }
    )+ };
}
wraps!(
    Std(StdError),
    Math(MathError),
    Funds(FundsError),
    Ownership(OwnershipError),
    Parameter(ParameterError),
    Take(TakeRefusal),
    Address(AddressRefusal),
    Migration(MigrationRefusal),
    OracleSwitch(SwitchRefusal),
    Asset(AssetRefusal),
    Limit(LimitRefusal),
);

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
