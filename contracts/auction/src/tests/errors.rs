//! Codes of errors.

use cosmwasm_std::{Decimal, StdError, Uint128};
use cw_ownable::OwnershipError;
use gavel_math::dutch::{CurveError, TakeRefusal};
use gavel_math::MathError;
use gavel_types::address::AddressRefusal;
use gavel_types::asset::AssetRefusal;
use gavel_types::auction::{ConsignorKind, Limit, LimitRefusal, LotId};
use gavel_types::funds::FundsError;
use gavel_types::migration::MigrationRefusal;
use gavel_types::oracle::SwitchRefusal;
use gavel_types::parameters::ParameterError;

use crate::contract::{CONTRACT_NAME, CONTRACT_VERSION};
use crate::error::ContractError;

/// Stands for a code that is no longer given, and never will be again.
const RETIRED: &str = "";

/// The names of all errors in the order of their codes, from 1. Clients match on the codes: append, never reorder.
const CODES: [&str; 75] = [
    "Std",
    "Math",
    "Funds",
    "Ownership",
    "Parameter",
    "Unauthorized",
    "Paused",
    "GuardianRests",
    "Curve",
    "NoPair",
    "PairClosed",
    "NotConsignor",
    "WrongLot",
    "NoPrice",
    "StalePrice",
    "PriceOutOfRange",
    "TabTooSmall",
    "NoLot",
    "Take",
    "PriceAboveLimit",
    "BelowMinimum",
    "PaidTooLittle",
    "PriceOutdated",
    "NotDue",
    "AwaitsPrice",
    "NothingToDeliver",
    "NoCredit",
    "SameAsset",
    "DecimalsApart",
    "DecimalsDiffer",
    "TooManyPairs",
    "ConsignorKnown",
    "ConsignorKindFixed",
    "TooManyConsignors",
    "NotAContract",
    "NotPaused",
    "Address",
    "Migration",
    RETIRED,
    "UnknownReply",
    "BadCursor",
    "OracleSwitch",
    "PairOpen",
    "NoConsignor",
    "Asset",
    "NoBook",
    "Limit",
    "BookFrozen",
    "BidTooSmall",
    "NoBid",
    "BidLeft",
    "LeavesTooLittle",
    "BookFull",
    "NothingToClaim",
    "BadList",
    "TabInBatch",
    "WaitsForLot",
    "NotForTaking",
    "MisplacedStage",
    "WindowTooShort",
    "NoWindow",
    "WoundDown",
    "Locked",
    "NothingOwed",
    "PaidTooMuch",
    "Unpaid",
    "NotForBidding",
    "BiddingOver",
    "BidTooLow",
    "TabInEnglish",
    "NotOffered",
    "BuysNothing",
    "BidHeld",
    "BaseTooCoarse",
    "LotFull",
];

/// One of each kind.
fn all() -> Vec<ContractError> {
    use ContractError as E;
    let text = || "text".to_owned();
    let lot = LotId { pair: 1, number: 7 };
    let one = Uint128::one();
    let limit = Limit::DiscountBps(25);
    vec![
        E::Std(StdError::not_found("record")),
        E::Math(MathError::Overflow),
        E::Funds(FundsError::Missing { expected: text() }),
        E::Ownership(OwnershipError::NotOwner),
        E::Parameter(ParameterError::TooSoon { next: 1 }),
        E::Unauthorized { who: "the owner" },
        E::Paused { until: 1 },
        E::GuardianRests { ready_at: 1 },
        E::Curve {
            stage: 0,
            reason: CurveError::Start { got: 1 },
        },
        E::NoPair { pair: 1 },
        E::PairClosed { pair: 1 },
        E::NotConsignor {
            pair: 1,
            address: text(),
        },
        E::WrongLot {
            pair: 1,
            next: 2,
            expected: 3,
        },
        E::NoPrice { denom: text() },
        E::StalePrice {
            denom: text(),
            age: 9,
        },
        E::PriceOutOfRange {
            base: text(),
            quote: text(),
        },
        E::TabTooSmall {
            least: one,
            got: one,
        },
        E::NoLot { lot },
        E::Take(TakeRefusal::Empty),
        E::PriceAboveLimit {
            price: Decimal::one(),
            limit: Decimal::one(),
        },
        E::BelowMinimum {
            base: one,
            least: one,
        },
        E::PaidTooLittle {
            cost: one,
            paid: one,
        },
        E::PriceOutdated { lot },
        E::NotDue { lot, due_at: 1 },
        E::AwaitsPrice {
            lot,
            denom: text(),
            moves_on_at: 1,
        },
        E::NothingToDeliver {
            lot,
            consignor: text(),
        },
        E::NoCredit {
            owner: text(),
            denom: text(),
        },
        E::SameAsset { denom: text() },
        E::DecimalsApart { base: 1, quote: 2 },
        E::DecimalsDiffer {
            denom: text(),
            was: 1,
            got: 2,
        },
        E::TooManyPairs { most: 1 },
        E::ConsignorKnown {
            pair: 1,
            address: text(),
        },
        E::ConsignorKindFixed {
            address: text(),
            was: ConsignorKind::Account,
        },
        E::TooManyConsignors { pair: 1, most: 1 },
        E::NotAContract { address: text() },
        E::NotPaused {},
        E::Address(AddressRefusal {
            address: text(),
            reason: text(),
        }),
        E::Migration(MigrationRefusal {
            contract: text(),
            version: text(),
            expected: CONTRACT_NAME,
            ours: CONTRACT_VERSION,
        }),
        E::UnknownReply { id: 1 },
        E::BadCursor {},
        E::OracleSwitch(SwitchRefusal::Missing { denom: text() }),
        E::PairOpen {
            pair: 1,
            address: text(),
        },
        E::NoConsignor { pair: 1 },
        E::Asset(AssetRefusal {
            asset: text(),
            reason: text(),
        }),
        E::NoBook { pair: 1 },
        E::Limit(LimitRefusal::Discount { got: 1 }),
        E::BookFrozen { lot, due_at: 1 },
        E::BidTooSmall {
            least: one,
            got: one,
        },
        E::NoBid { pair: 1, limit },
        E::BidLeft { pair: 1, limit },
        E::LeavesTooLittle {
            least: one,
            rest: one,
        },
        E::BookFull {
            pair: 1,
            most: 1,
            least: one,
        },
        E::NothingToClaim { pair: 1 },
        E::BadList {
            most: 1,
            got: text(),
        },
        E::TabInBatch { pair: 1 },
        E::WaitsForLot { lot, before: 1 },
        E::NotForTaking { lot },
        E::MisplacedStage { stage: 1 },
        E::WindowTooShort { got: 1, least: 2 },
        E::NoWindow { pair: 1 },
        E::WoundDown { pair: 1 },
        E::Locked {},
        E::NothingOwed { lot },
        E::PaidTooMuch {
            owed: one,
            paid: one,
        },
        E::Unpaid { lot, owed: one },
        E::NotForBidding { lot },
        E::BiddingOver { lot },
        E::BidTooLow {
            least: one,
            got: one,
        },
        E::TabInEnglish { pair: 1 },
        E::NotOffered { lot },
        E::BuysNothing {
            least: one,
            paid: one,
        },
        E::BidHeld { until: 1 },
        E::BaseTooCoarse {
            decimals: 0,
            least: 6,
        },
        E::LotFull { lot, most: 1 },
    ]
}

#[test]
fn every_error_keeps_its_code_and_shows_it() {
    let errors = all();
    let mut codes: Vec<(u16, &str)> = (1..).zip(CODES).collect();
    codes.retain(|(_, name)| *name != RETIRED);
    assert_eq!(errors.len(), codes.len());
    for ((code, name), error) in codes.into_iter().zip(&errors) {
        let shown = format!("{error:?}");
        assert_eq!(shown.split([' ', '(']).next(), Some(name));
        assert_eq!(error.code(), code, "{name}");
        let text = error.to_string();
        assert!(text.starts_with(&format!("auction/{code}: ")), "{text}");
    }
}

#[test]
fn an_error_of_another_layer_keeps_the_code_in_front_of_its_text() {
    use std::error::Error;
    for error in all() {
        assert!(error.source().is_none(), "{error}: the text says it all");
    }
}
