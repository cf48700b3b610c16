//! Everything the contract refuses, each with a stable code.

use cosmwasm_std::{Decimal, StdError, Uint128};
use cw_ownable::OwnershipError;
use gavel_math::pause::PauseRefusal;
use gavel_math::price::PriceRefusal;
use gavel_math::MathError;
use gavel_types::address::AddressRefusal;
use gavel_types::asset::AssetRefusal;
use gavel_types::funds::FundsError;
use gavel_types::migration::MigrationRefusal;
use gavel_types::oracle::SwitchRefusal;
use gavel_types::parameters::ParameterError;
use thiserror::Error;

/// What the contract refuses. The text begins with `lending/` and the stable code, then says what was wrong and what would be
/// right.
#[derive(Error, Debug, PartialEq)]
#[allow(missing_docs)] // Each variant is documented by its text, each field by its name there.
pub enum ContractError {
    #[error("lending/1: {0}")]
    Std(#[from] StdError),
    #[error("lending/2: {0}")]
    Math(#[from] MathError),
    #[error("lending/3: {0}")]
    Funds(#[from] FundsError),
    #[error("lending/4: {0}")]
    Ownership(#[from] OwnershipError),
    #[error("lending/5: {0}")]
    Parameter(#[from] ParameterError),
    #[error("lending/6: only {who} may do this")]
    Unauthorized { who: String },
    #[error("lending/7: paused until unix second {until}")]
    Paused { until: u64 },
    #[error("lending/8: the guardian may pause again from unix second {ready_at}")]
    GuardianRests { ready_at: u64 },
    #[error("lending/9: {denom} is no market here; see the query Markets")]
    UnknownMarket { denom: String },
    #[error("lending/10: {denom} is no collateral here; see the query Collaterals")]
    UnknownCollateral { denom: String },
    #[error("lending/11: {denom} is listed already")]
    AlreadyListed { denom: String },
    #[error("lending/12: no more than {most} may be listed")]
    ListFull { most: u16 },
    #[error("lending/13: the amount must be above 0")]
    ZeroAmount {},
    #[error("lending/14: {denom} has no price in the oracle")]
    NoPrice { denom: String },
    #[error("lending/15: {denom}: {reason}")]
    PriceRefused { denom: String, reason: PriceRefusal },
    #[error("lending/16: an account has at most {most} collaterals, those in auction counted")]
    TooManyCollaterals { most: usize },
    #[error("lending/17: an account has at most {most} debts, those in auction counted")]
    TooManyDebts { most: usize },
    #[error("lending/18: the account holds {got} of {denom}, not {asked}")]
    NotEnough {
        denom: String,
        got: Uint128,
        asked: Uint128,
    },
    #[error(
        "lending/19: only the owner may add a collateral that the account does not have: {denom}"
    )]
    NewCollateralByOther { denom: String },
    #[error("lending/20: {denom} is capped at {cap}; {room} more may be deposited")]
    DepositCap {
        denom: String,
        cap: Uint128,
        room: Uint128,
    },
    #[error("lending/21: the market of {denom} is capped at {cap}; {room} more may be lent")]
    SupplyCap {
        denom: String,
        cap: Uint128,
        room: Uint128,
    },
    #[error("lending/22: borrowing {denom} is capped at {cap}; {room} more may be borrowed")]
    BorrowCap {
        denom: String,
        cap: Uint128,
        room: Uint128,
    },
    #[error("lending/23: {free} of {denom} are on hand, not {asked}")]
    NotEnoughCash {
        denom: String,
        free: Uint128,
        asked: Uint128,
    },
    #[error("lending/24: a debt of {denom} must be at least {least}, not {got}")]
    DebtIsDust {
        denom: String,
        least: Uint128,
        got: Uint128,
    },
    #[error("lending/25: collateral backs {backed} dollars of debt, not {debt} (18 decimals)")]
    NotBacked { backed: Uint128, debt: Uint128 },
    #[error("lending/26: the account owes no {denom}")]
    NoDebt { denom: String },
    #[error("lending/27: the amount is too small to count")]
    TooSmall {},
    #[error("lending/28: the account is healthy, at {health}")]
    Healthy { health: Decimal },
    #[error("lending/29: nothing of the account can be sold now: no collateral and debt with valid prices and an open pair")]
    NothingToSell {},
    #[error("lending/30: {denom}: {in_auction} are in auction, and {more} more would exceed the cap of {cap}; try again when a lot has ended")]
    AuctionCap {
        denom: String,
        in_auction: Uint128,
        more: Uint128,
        cap: Uint128,
    },
    #[error("lending/31: the account has {open} tickets open; try again when a lot has ended")]
    TicketsFull { open: usize },
    #[error("lending/32: 1 to {most} entries, not {got}")]
    ListLength { most: usize, got: usize },
    #[error("lending/33: {entry} is named twice")]
    NamedTwice { entry: String },
    #[error("lending/34: lot {lot} is not one of this contract's open lots")]
    UnknownLot { lot: String },
    #[error("lending/35: lot {lot} reports {got} of base, not the {consigned} consigned")]
    WrongBase {
        lot: String,
        consigned: Uint128,
        got: Uint128,
    },
    #[error("lending/36: lot {lot} must bring exactly its proceeds and its unsold base")]
    WrongSettlementFunds { lot: String },
    #[error("lending/37: nothing to distribute of {denom}")]
    NothingToDistribute { denom: String },
    #[error("lending/38: pair {pair} sells {base} for {quote}, not {collateral} for {market}")]
    WrongPair {
        pair: u16,
        base: String,
        quote: String,
        collateral: String,
        market: String,
    },
    #[error("lending/39: pair {pair} may sell down to {pair_floor} basis points, below the collateral's auction floor of {floor}")]
    PairFloorTooLow {
        pair: u16,
        pair_floor: u32,
        floor: u32,
    },
    #[error("lending/40: the auction house cannot be changed while an account has a ticket; reconcile it when its lot has finished")]
    LotsOpen {},
    #[error("lending/41: shares of the penalty must add up to 10,000 basis points, not {got}")]
    PenaltyShares { got: u32 },
    #[error("lending/42: {0}")]
    Migration(#[from] MigrationRefusal),
    #[error("lending/43: no surplus of {denom} in the account")]
    NoSurplus { denom: String },
    #[error("lending/44: {asked} of reserves asked for; {got} are there beyond pending losses")]
    NotEnoughReserves { asked: Uint128, got: Uint128 },
    #[error("lending/45: not paused")]
    NotPaused {},
    #[error("lending/46: the auction floor of {denom} at {floor} basis points lies above what pair {pair} may sell for, {pair_floor}")]
    FloorAbovePair {
        denom: String,
        floor: u32,
        pair: u16,
        pair_floor: u32,
    },
    #[error("lending/47: {0}")]
    OracleSwitch(#[from] SwitchRefusal),
    #[error("lending/48: {denom} is neither a market nor a collateral here; see the queries Markets and Collaterals")]
    UnknownAsset { denom: String },
    #[error("lending/49: no open pair sells {collateral} for {market}: an account cannot have both; use another sub-account, or withdraw the one or repay the other first")]
    NotSold { collateral: String, market: String },
    #[error("lending/50: {got} of {denom} can be withdrawn now, less than the {least} asked for at least")]
    TooLittle {
        denom: String,
        got: Uint128,
        least: Uint128,
    },
    #[error("lending/51: threshold_bps · (1 + penalty_bps) must be below recovery_bps, or a liquidation at the threshold loses: {threshold} · (1 + {penalty}) against {recovery}")]
    LosingTerms {
        threshold: u32,
        penalty: u32,
        recovery: u32,
    },
    #[error("lending/52: pair {pair} is closed to new lots; open it first")]
    PairClosed { pair: u16 },
    #[error("lending/53: this contract is no consignor of pair {pair}; add it first")]
    NotConsignor { pair: u16 },
    #[error("lending/54: the account holds no {denom}")]
    NoCollateral { denom: String },
    #[error("lending/55: no message of this contract is replied to as {id}")]
    UnknownReply { id: u64 },
    #[error("lending/56: an account that owes must hold at least {least} of {denom} or more than dust of another collateral, not {got}")]
    CollateralIsDust {
        denom: String,
        least: Uint128,
        got: Uint128,
    },
    #[error("lending/57: this contract is a consignor of pair {pair} as an account, and its money would wait there; it must be one as a contract, in a pair of its own")]
    ConsignsAsAccount { pair: u16 },
    #[error("lending/58: {0}")]
    Asset(#[from] AssetRefusal),
    #[error("lending/59: with what was added the account is still expected to lose {missing} dollars (18 decimals); add so much more, or nothing")]
    NoRescue { missing: Uint128 },
}

/// The chain's own refusal of an address has the code that it always had.
impl From<AddressRefusal> for ContractError {
    fn from(refusal: AddressRefusal) -> Self {
        Self::Std(StdError::generic_err(refusal.to_string()))
    }
}

impl From<PauseRefusal> for ContractError {
    fn from(refusal: PauseRefusal) -> Self {
        match refusal {
            PauseRefusal::Stranger => Self::Unauthorized {
                who: "the guardian or the owner".to_owned(),
            },
            PauseRefusal::GuardianRests { ready_at } => Self::GuardianRests { ready_at },
            PauseRefusal::NotPaused => Self::NotPaused {},
        }
    }
}
