//! Codes of errors.

use cosmwasm_std::{StdError, Uint128};
use cw_ownable::OwnershipError;
use gavel_math::MathError;
use gavel_types::address::AddressRefusal;
use gavel_types::asset::AssetRefusal;
use gavel_types::funds::FundsError;
use gavel_types::migration::MigrationRefusal;
use gavel_types::parameters::ParameterError;

use crate::ContractError;

/// The names of all errors in the order of their codes, from 1. Clients match on the codes: append, never reorder.
const CODES: [&str; 34] = [
    "Std",
    "Math",
    "Funds",
    "Ownership",
    "Parameter",
    "Migration",
    "Unauthorized",
    "Paused",
    "GuardianRests",
    "NotPaused",
    "UnknownPool",
    "PoolExists",
    "TooManyPools",
    "UnknownMarket",
    "NotInsured",
    "NotActive",
    "MarketRegistered",
    "TooManyMarkets",
    "MarketKnown",
    "NotAContract",
    "StakeCap",
    "StakeTooSmall",
    "SharesToQueue",
    "NothingQueued",
    "CoolingDown",
    "WorthNothing",
    "NothingToAbsorb",
    "NothingToRepay",
    "NoShortfalls",
    "PurseLimit",
    "BadDenom",
    "Address",
    "BadCursor",
    "Asset",
];

/// One of each kind.
fn all() -> Vec<ContractError> {
    use ContractError as E;
    let denom = || "uusd".to_owned();
    let market = || "market".to_owned();
    let one = Uint128::one();
    vec![
        E::Std(StdError::not_found("record")),
        E::Math(MathError::Overflow),
        E::Funds(FundsError::Missing { expected: denom() }),
        E::Ownership(OwnershipError::NotOwner),
        E::Parameter(ParameterError::TooSoon { next: 1 }),
        E::Migration(MigrationRefusal {
            contract: market(),
            version: "9.0.0".into(),
            expected: "fund",
            ours: "0.1.0",
        }),
        E::Unauthorized { who: "the owner" },
        E::Paused { until: 1 },
        E::GuardianRests { ready_at: 1 },
        E::NotPaused {},
        E::UnknownPool { denom: denom() },
        E::PoolExists { denom: denom() },
        E::TooManyPools { most: 1 },
        E::UnknownMarket {
            market: market(),
            denom: denom(),
        },
        E::NotInsured {
            market: market(),
            denom: denom(),
        },
        E::NotActive {
            market: market(),
            active_at: 1,
        },
        E::MarketRegistered {
            market: market(),
            denom: denom(),
        },
        E::TooManyMarkets { most: 1 },
        E::MarketKnown {
            market: market(),
            denom: denom(),
        },
        E::NotAContract { address: market() },
        E::StakeCap {
            denom: denom(),
            cap: one,
            room: one,
        },
        E::StakeTooSmall {
            denom: denom(),
            amount: one,
        },
        E::SharesToQueue {
            denom: denom(),
            staked: one,
            asked: one,
        },
        E::NothingQueued { denom: denom() },
        E::CoolingDown {
            denom: denom(),
            ready_at: 1,
        },
        E::WorthNothing { denom: denom() },
        E::NothingToAbsorb { denom: denom() },
        E::NothingToRepay {
            market: market(),
            denom: denom(),
        },
        E::NoShortfalls {
            market: market(),
            denom: denom(),
        },
        E::PurseLimit {
            denom: denom(),
            most: one,
            asked: one,
        },
        E::BadDenom { text: denom() },
        E::Address(AddressRefusal {
            address: market(),
            reason: "short".into(),
        }),
        E::BadCursor {},
        E::Asset(AssetRefusal {
            asset: denom(),
            reason: denom(),
        }),
    ]
}

#[test]
fn every_error_keeps_its_code_and_shows_it() {
    let errors = all();
    assert_eq!(errors.len(), CODES.len());
    for ((code, name), error) in (1u16..).zip(CODES).zip(&errors) {
        let shown = format!("{error:?}");
        assert_eq!(shown.split([' ', '(']).next(), Some(name));
        assert_eq!(error.code(), code, "{name}");
        let text = error.to_string();
        assert!(text.starts_with(&format!("fund/{code}: ")), "{text}");
    }
}
