//! Lots whose reference is fixed.

use gavel_types::auction::*;

use super::bench::*;
use crate::error::ContractError;

fn opened() -> (Bench, LotId) {
    let mut bench = Bench::with(vec![dutch(Reference::Fixed, 1)]);
    let opened = bench.consign("bank", 10 * ETH, None).unwrap();
    (bench, opened)
}

#[test]
fn a_fixed_reference_does_not_follow_the_oracle() {
    let (mut bench, opened) = opened();
    bench.set_price(BASE, 18, "50");
    assert_eq!(bench.lot(opened).price, Some(decimal("102")));
    bench.take(opened, ETH, 102 * USD).unwrap();
}

#[test]
fn a_restart_takes_todays_price() {
    let (mut bench, opened) = opened();
    bench.blocks(200);
    bench.set_price(BASE, 18, "50");
    bench.advance(opened).unwrap();
    assert_eq!(bench.lot(opened).price, Some(decimal("51")));
    assert_eq!(bench.lot(opened).restarts, 1);
}

#[test]
fn behind_a_halt_a_fixed_lot_is_priced_anew_before_it_sells() {
    let (mut bench, opened) = opened();
    bench.blocks(17);
    bench.halt(600);
    assert_eq!(
        bench.take(opened, ETH, 200 * USD),
        Err(ContractError::PriceOutdated { lot: opened })
    );
    assert_eq!(bench.lot(opened).price, None);
    bench.set_price(BASE, 18, "70");
    bench.advance(opened).unwrap();
    let anew = bench.lot(opened);
    assert_eq!((anew.restarts, anew.elapsed_millis), (0, 0));
    assert_eq!(anew.price, Some(decimal("71.4")));
}

#[test]
fn short_gaps_add_up_through_takes_until_a_minute() {
    let (mut bench, opened) = opened();
    // Each halt of 40 s counts 7.5 s and leaves 32.5 s out.
    bench.halt(40);
    bench.take(opened, ETH, 200 * USD).unwrap();
    bench.halt(40);
    assert_eq!(
        bench.take(opened, ETH, 200 * USD),
        Err(ContractError::PriceOutdated { lot: opened })
    );
}

#[test]
fn behind_a_pause_a_fixed_lot_is_priced_anew_once_the_pause_is_over() {
    let (mut bench, opened) = opened();
    bench.blocks(10);
    bench.pause();
    bench.blocks(100);
    assert_eq!(bench.advance(opened).unwrap_err().code(), 7);
    bench.govern(GovernMsg::Unpause {});
    assert_eq!(bench.take(opened, ETH, 200 * USD).unwrap_err().code(), 23);
    bench.advance(opened).unwrap();
    bench.take(opened, ETH, 102 * USD).unwrap();
}

#[test]
fn a_lot_that_was_at_its_floor_before_the_pause_may_take_its_step_in_it() {
    let (mut bench, opened) = opened();
    bench.blocks(200);
    bench.pause();
    bench.blocks(100);
    bench.advance(opened).unwrap();
    assert_eq!(bench.lot(opened).restarts, 1);
}

#[test]
fn in_darkness_a_fixed_lot_waits_for_a_price_for_an_hour_and_then_goes_back() {
    let (mut bench, opened) = opened();
    bench.darken(BASE);
    bench.blocks(11);
    let awaited = ContractError::AwaitsPrice {
        lot: opened,
        denom: BASE.into(),
        moves_on_at: START + 3_600,
    };
    assert_eq!(bench.advance(opened), Err(awaited));
    bench.blocks(589);
    bench.advance(opened).unwrap();
    assert_eq!(bench.received("bank", BASE), 10 * ETH);
}

#[test]
fn a_moment_of_darkness_does_not_stop_a_fixed_lot() {
    let (mut bench, opened) = opened();
    bench.darken(BASE);
    bench.blocks(10);
    bench.take(opened, ETH, 102 * USD).unwrap();
}

#[test]
fn on_a_chain_that_is_always_slow_a_fixed_lot_still_ends() {
    // Blocks of 20 s count 7.5 s: a gap of a minute every 5 blocks, long before the curve's end.
    let (mut bench, opened) = opened();
    let mut blocks = 0;
    let mut advances = 0;
    while bench.is_open(opened) {
        bench.halt(20);
        blocks += 1;
        if bench.advance(opened).is_ok() {
            advances += 1;
        }
        assert!(blocks < 1_000, "the lot does not end");
    }
    // 8 repricings, the one restart, the end.
    assert_eq!(advances, 10);
    assert_eq!(blocks, 50);
}
