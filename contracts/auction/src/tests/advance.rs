//! A lot's way to its end.

use cosmwasm_std::Uint128;
use gavel_types::auction::*;

use super::bench::*;
use crate::error::ContractError;

/// Blocks of 6 s until the curve of 1,200 s is at its floor.
const CURVE: u64 = 200;

#[test]
fn nothing_is_due_before_the_floor_is_reached() {
    let mut bench = Bench::live();
    let opened = bench.consign("bank", ETH, None).unwrap();
    bench.blocks(CURVE - 1);
    assert_eq!(
        bench.advance(opened),
        Err(ContractError::NotDue {
            lot: opened,
            due_at: START + 1_200
        })
    );
}

#[test]
fn at_the_floor_the_curve_starts_anew_until_the_restarts_are_used_up() {
    let mut bench = Bench::live();
    let opened = bench.consign("bank", ETH, None).unwrap();
    for restarts in 1..=2 {
        bench.blocks(CURVE);
        assert_eq!(bench.lot(opened).price, Some(decimal("86")));
        let events = bench.advance(opened).unwrap();
        assert_eq!(
            attribute(&events, "restart_lot", "restarts"),
            restarts.to_string()
        );
        let anew = bench.lot(opened);
        assert_eq!((anew.restarts, anew.elapsed_millis), (restarts, 0));
        assert_eq!(anew.price, Some(decimal("102")));
    }
    bench.blocks(CURVE);
    bench.advance(opened).unwrap();
    assert!(!bench.is_open(opened));
    assert_eq!(bench.received("bank", BASE), ETH);
    assert_eq!(bench.received("bank", QUOTE), 0);
}

#[test]
fn pitfall_11_a_lot_without_a_single_bid_ends_in_bounded_time() {
    let stages = vec![
        dutch(Reference::Live, 8),
        dutch(Reference::Fixed, 8),
        dutch(Reference::Live, 0),
        dutch(Reference::Fixed, 3),
    ];
    let mut bench = Bench::with(stages);
    let opened = bench.consign("seller", ETH, None).unwrap();
    let mut steps = 0;
    while bench.is_open(opened) {
        bench.blocks(CURVE);
        bench.advance(opened).unwrap();
        steps += 1;
        assert!(steps <= 9 + 9 + 1 + 4);
    }
    assert_eq!(steps, 23);
    assert_eq!(bench.credit_of("seller", BASE), ETH);
}

#[test]
fn behind_the_last_restart_the_next_stage_starts_from_a_fresh_price() {
    let mut bench = Bench::with(vec![dutch(Reference::Live, 0), dutch(Reference::Fixed, 0)]);
    let opened = bench.consign("bank", ETH, None).unwrap();
    bench.blocks(CURVE);
    bench.set_price(BASE, 18, "80");
    let events = bench.advance(opened).unwrap();
    assert_eq!(attribute(&events, "enter_stage", "stage"), "1");
    assert_eq!(attribute(&events, "enter_stage", "reference"), "80");
    bench.set_price(BASE, 18, "60");
    let entered = bench.lot(opened);
    assert_eq!((entered.stage, entered.elapsed_millis), (1, 0));
    // 80 · 1.02: fixed at the start of the stage.
    assert_eq!(entered.price, Some(decimal("81.6")));
}

#[test]
fn a_lot_at_its_floor_sells_at_the_floor_until_someone_advances_it() {
    let mut bench = Bench::live();
    let opened = bench.consign("bank", 2 * ETH, None).unwrap();
    bench.blocks(5 * CURVE);
    bench.take(opened, ETH, 86 * USD).unwrap();
    assert_eq!(bench.received("bidder", BASE), ETH);
    bench.advance(opened).unwrap();
    assert_eq!(bench.lot(opened).price, Some(decimal("102")));
}

#[test]
fn takes_and_restarts_carry_what_was_sold_and_raised() {
    let mut bench = Bench::live();
    let opened = bench.consign("bank", 3 * ETH, Some(1_000 * USD)).unwrap();
    bench.take(opened, ETH, 102 * USD).unwrap();
    bench.blocks(CURVE);
    bench.advance(opened).unwrap();
    let anew = bench.lot(opened);
    assert_eq!(anew.base_left, Uint128::new(2 * ETH));
    assert_eq!(anew.raised, Uint128::new(102 * USD));
    assert_eq!(anew.tab, Some(Uint128::new(898 * USD)));
}

#[test]
fn a_lot_consigned_below_dust_sells_whole_or_goes_back_at_its_end() {
    let mut bench = Bench::live();
    let small = bench.consign("bank", ETH / 20, None).unwrap();
    let other = bench.consign("bank", ETH / 20, None).unwrap();
    bench.take(small, ETH / 20, 10 * USD).unwrap();
    assert!(!bench.is_open(small));
    assert!(bench.advance(other).is_err());
    while bench.is_open(other) {
        bench.blocks(CURVE);
        bench.advance(other).unwrap();
    }
    assert_eq!(bench.received("bank", BASE), ETH / 20);
}

#[test]
fn pitfall_15_a_halt_of_hours_moves_the_price_by_one_block() {
    let mut bench = Bench::live();
    let opened = bench.consign("bank", ETH, None).unwrap();
    bench.blocks(17);
    bench.halt(36_000);
    // 102 s, and a quarter of the slack of 17 blocks (1.5 s each) at most, and one block of 7.5 s.
    let elapsed = bench.lot(opened).elapsed_millis;
    assert_eq!(elapsed, 18 * 7_500);
}

#[test]
fn an_unknown_lot_cannot_be_advanced() {
    let mut bench = Bench::live();
    assert_eq!(
        bench.advance(lot(1)),
        Err(ContractError::NoLot { lot: lot(1) })
    );
}

#[test]
fn an_update_of_the_pair_and_of_the_house_does_not_reach_an_open_lot() {
    let mut bench = Bench::live();
    let opened = bench.consign("bank", ETH, None).unwrap();
    let config = PairConfig {
        base_dust: Uint128::new(ETH),
        ..selling(vec![Stage::Dutch(DutchStage {
            reference: Reference::Fixed,
            curve: curve(&[(0, 9_500), (300, 9_000)]),
            interpolation: Interpolation::Linear,
            max_restarts: 0,
            max_uncertainty_bps: 0,
        })])
    };
    bench.govern(GovernMsg::UpdatePair { pair: 1, config });
    // Another oracle with another price, and a block that counts half as long.
    let other = bench.who("other").to_string();
    for denom in [BASE, QUOTE] {
        let record = bench.record_in("oracle", denom);
        bench.put_record("other", denom, record);
    }
    let lower = gavel_math::price::PriceRecord {
        mid: dollars(96),
        ..bench.record_in("oracle", BASE).unwrap()
    };
    bench.put_record("other", BASE, Some(lower));
    let config = Config {
        oracle: other,
        max_block_millis: 3_750,
        ..bench.config()
    };
    bench.govern(GovernMsg::UpdateConfig(config));

    bench.blocks(17);
    let old = bench.lot(opened);
    assert_eq!((old.version, old.elapsed_millis), (1, 102_000));
    assert_eq!(old.price, Some(decimal("100.3")));
    let new = bench.consign("bank", ETH, None).unwrap();
    assert_eq!(bench.lot(new).version, 2);
    assert_eq!(bench.lot(new).price, Some(decimal("91.2")));
    bench.blocks(1);
    assert_eq!(bench.lot(new).elapsed_millis, 3_750);
}
