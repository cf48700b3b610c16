//! Old and new oracles in every state.
#![allow(clippy::arithmetic_side_effects, clippy::unwrap_used)]

use std::collections::BTreeMap;

use cosmwasm_std::testing::MockQuerier;
use cosmwasm_std::{Addr, Binary, ContractResult, SystemError, SystemResult, WasmQuery};
use gavel_math::packed::Packed;
use gavel_math::price::Pending;
use gavel_math::units::UNIT;

use gavel_math::Price;

use super::*;
use crate::oracle::PRICES;

const NOW: u64 = 10_000;

/// A price in cents, valid now, of an asset with 18 decimals.
fn cents(price: u128) -> PriceRecord {
    let price = Price(price * UNIT / 100);
    PriceRecord {
        decimals: 18,
        mid: price,
        low: price,
        high: price,
        published_at: NOW,
        fresh_until: NOW,
        relaxed_until: NOW,
        pending: None,
        dark_seconds: 0,
        average: price,
        averaged_at: NOW,
        last_dark: None,
        dark_before: None,
    }
}

/// The same, dead for a second.
fn dead(price: u128) -> PriceRecord {
    PriceRecord {
        published_at: NOW - 1,
        fresh_until: NOW - 1,
        relaxed_until: NOW - 1,
        ..cents(price)
    }
}

fn jumping(price: u128, pending: u128) -> PriceRecord {
    PriceRecord {
        pending: Some(Pending {
            price: cents(pending).mid,
            since: NOW,
        }),
        ..cents(price)
    }
}

/// What switching gives when the old oracle has one record of `ueth`, and the new one another.
fn switched(old: Option<PriceRecord>, new: Option<PriceRecord>) -> Result<(), SwitchRefusal> {
    over(&["ueth"], &[("ueth", old, new)])
}

type Known<'a> = (&'a str, Option<PriceRecord>, Option<PriceRecord>);

fn over(denoms: &[&str], known: &[Known]) -> Result<(), SwitchRefusal> {
    let mut records = BTreeMap::new();
    for (denom, old, new) in known {
        for (oracle, record) in [("old", old), ("new", new)] {
            if let Some(record) = record {
                let key = (oracle.to_owned(), PRICES.stored_key(denom));
                records.insert(key, record.to_packed());
            }
        }
    }
    let mut querier: MockQuerier = MockQuerier::new(&[]);
    querier.update_wasm(move |query| match query {
        WasmQuery::Raw { contract_addr, key } if contract_addr != "nobody" => {
            let found = records.get(&(contract_addr.clone(), key.to_vec()));
            SystemResult::Ok(ContractResult::Ok(Binary::new(
                found.cloned().unwrap_or_default(),
            )))
        }
        _ => SystemResult::Err(SystemError::NoSuchContract {
            addr: "nobody".to_owned(),
        }),
    });
    let (old, new) = (Addr::unchecked("old"), Addr::unchecked("new"));
    check_switch(
        &QuerierWrapper::new(&querier),
        &OracleClient { address: &old },
        &OracleClient { address: &new },
        denoms,
        NOW,
    )
}

#[test]
fn prices_within_five_percent_of_the_old_ones_are_accepted() {
    // 5 % of 100.00 is 5.00.
    for price in [9_500, 10_000, 10_500] {
        assert_eq!(switched(Some(cents(10_000)), Some(cents(price))), Ok(()));
    }
    for price in [9_499, 10_501, 1, 1_000_000] {
        assert_eq!(
            switched(Some(cents(10_000)), Some(cents(price))),
            Err(SwitchRefusal::Disagree {
                denom: "ueth".to_owned(),
                old: Decimal::percent(10_000),
                new: Decimal::percent(price.try_into().unwrap()),
            })
        );
    }
}

#[test]
fn a_jump_that_waits_in_either_oracle_counts_on_the_side_where_it_counts() {
    // What is owed would count at 80 in the new oracle and 100 in the old one, and the reverse.
    for (old, new) in [
        (cents(10_000), jumping(10_000, 8_000)),
        (jumping(10_000, 8_000), cents(10_000)),
        (cents(10_000), jumping(10_000, 12_000)),
    ] {
        assert!(matches!(
            switched(Some(old), Some(new)),
            Err(SwitchRefusal::Disagree { .. })
        ));
    }
    let both = switched(Some(jumping(10_000, 8_000)), Some(jumping(9_900, 8_100)));
    assert_eq!(both, Ok(()));
}

#[test]
fn where_the_old_price_is_valid_the_new_one_must_be_there_and_valid() {
    let denom = || "ueth".to_owned();
    assert_eq!(
        switched(Some(cents(10_000)), None),
        Err(SwitchRefusal::Missing { denom: denom() })
    );
    assert_eq!(
        switched(Some(cents(10_000)), Some(dead(10_000))),
        Err(SwitchRefusal::Invalid {
            denom: denom(),
            reason: PriceRefusal::Stale { age: 1, limit: 1 }
        })
    );
}

#[test]
fn a_dead_oracle_may_be_left_for_one_that_has_another_price_or_none() {
    let long_silent = PriceRecord {
        relaxed_until: NOW - 3_601,
        ..dead(10_000)
    };
    for old in [None, Some(long_silent)] {
        for new in [
            None,
            Some(dead(10_000)),
            Some(cents(1)),
            Some(cents(10_000)),
        ] {
            assert_eq!(switched(old, new), Ok(()));
        }
    }
}

#[test]
fn an_oracle_that_is_silent_for_less_than_an_hour_is_still_compared() {
    let silent = PriceRecord {
        relaxed_until: NOW - 3_600,
        ..dead(10_000)
    };
    assert_eq!(switched(Some(silent), Some(cents(10_000))), Ok(()));
    for new in [None, Some(cents(1_000)), Some(dead(10_000))] {
        assert!(switched(Some(silent), new).is_err());
    }
}

#[test]
fn decimals_must_agree_even_with_those_of_a_dead_price() {
    for old in [cents(10_000), dead(10_000)] {
        for new in [cents(10_000), dead(10_000)] {
            let new = PriceRecord { decimals: 8, ..new };
            assert_eq!(
                switched(Some(old), Some(new)),
                Err(SwitchRefusal::Decimals {
                    denom: "ueth".to_owned(),
                    was: 18,
                    got: 8
                })
            );
        }
    }
}

#[test]
fn every_asset_is_compared_and_no_other_than_those_named() {
    let known = [
        ("ueth", Some(cents(10_000)), Some(cents(10_000))),
        ("uusd", Some(cents(100)), Some(cents(112))),
    ];
    assert_eq!(over(&["ueth"], &known), Ok(()));
    for order in [["ueth", "uusd"], ["uusd", "ueth"]] {
        let refused = over(&order, &known).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "the new oracle prices uusd at 1.12, the old one at 1: more than 5 % apart; put right the one that is wrong"
        );
    }
}

#[test]
fn a_list_is_bounded() {
    let most = vec!["ueth"; MAX_SWITCH_ASSETS];
    assert_eq!(over(&most, &[]), Ok(()));
    let more = vec!["ueth"; MAX_SWITCH_ASSETS + 1];
    assert_eq!(
        over(&more, &[]),
        Err(SwitchRefusal::TooMany {
            most: MAX_SWITCH_ASSETS
        })
    );
}
