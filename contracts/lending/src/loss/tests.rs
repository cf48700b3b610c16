#![allow(clippy::unwrap_used)]

use cosmwasm_std::testing::{mock_env, MockQuerier};
use cosmwasm_std::{Binary, ContractResult, QuerierWrapper, SystemResult};
use gavel_math::packed::Packed;
use gavel_math::pause::Pause;
use gavel_math::price::PriceRecord;
use gavel_math::units::UNIT;
use gavel_math::{Bps, Price};

use super::*;
use crate::state::Settings;

#[test]
fn what_is_kept_in_an_asset_worth_next_to_nothing_is_seized_whole_and_stops_no_loss() {
    let env = mock_env();
    let now = env.block.time.seconds();
    // An asset of 18 decimals at the smallest price there is: a thousand dollars of it are more than can be counted.
    let price = Price(1);
    let record = PriceRecord {
        decimals: 18,
        mid: price,
        low: price,
        high: price,
        published_at: now,
        fresh_until: now,
        relaxed_until: now,
        pending: None,
        dark_seconds: 0,
        average: price,
        averaged_at: now,
        last_dark: None,
        dark_before: None,
    };
    let mut querier: MockQuerier = MockQuerier::new(&[]);
    querier.update_wasm(move |_| {
        SystemResult::Ok(ContractResult::Ok(Binary::from(record.to_packed())))
    });
    let settings = Settings {
        oracle: "oracle".to_owned(),
        auction: "house".to_owned(),
        house_number: 1,
        urgent_ltv: Bps(9_500),
        pause: Pause::default(),
    };
    let mut book = Book::new(QuerierWrapper::new(&querier), &settings, &env.block);
    // Five whole units are worth five of the smallest parts of a dollar.
    let (kept, mut left) = (5 * UNIT, 1_000 * UNIT);
    let seized = seizable(&mut book, "dead", kept, &mut left).unwrap();
    assert_eq!((seized, left), (kept, 1_000 * UNIT - 5));
}
