//! Lots without a valid price.

use gavel_types::auction::*;

use super::bench::*;
use crate::error::ContractError;

#[test]
fn attack_03_a_live_lot_sells_nothing_on_a_dead_feed_and_its_clock_stands() {
    let mut bench = Bench::live();
    let opened = bench.consign("bank", ETH, None).unwrap();
    bench.blocks(17);
    bench.darken(BASE);
    bench.blocks(100);
    assert_eq!(
        bench.take(opened, ETH, 200 * USD),
        Err(ContractError::StalePrice {
            denom: BASE.into(),
            age: 600
        })
    );
    let dark = bench.lot(opened);
    assert_eq!((dark.elapsed_millis, dark.price), (102_000, None));
    // The market comes back at 128: the lot goes on where it stood, at the new price.
    bench.set_price(BASE, 18, "128");
    assert_eq!(bench.lot(opened).price, Some(decimal("128.384")));
}

#[test]
fn behind_an_hour_of_darkness_a_live_lot_goes_back() {
    let mut bench = Bench::live();
    let opened = bench.consign("bank", ETH, None).unwrap();
    bench.darken(BASE);
    bench.blocks(599);
    assert_eq!(
        bench.advance(opened),
        Err(ContractError::NotDue {
            lot: opened,
            due_at: START + 3_600
        })
    );
    bench.blocks(1);
    bench.advance(opened).unwrap();
    assert_eq!(bench.received("bank", BASE), ETH);
}

#[test]
fn spans_of_darkness_in_one_stage_add_up_and_takes_between_them_do_not_reset_them() {
    let mut bench = Bench::with(vec![dutch(Reference::Live, 0)]);
    let opened = bench.consign("bank", 10 * ETH, None).unwrap();
    for _ in 0..2 {
        bench.darken(BASE);
        bench.blocks(300);
        bench.set_price(BASE, 18, "100");
        bench.take(opened, ETH, 102 * USD).unwrap();
    }
    // 3,600 s of darkness: the next time it is dark, its price is awaited no longer.
    bench.darken(BASE);
    bench.blocks(1);
    bench.advance(opened).unwrap();
    assert_eq!(bench.received("bank", BASE), 8 * ETH);
}

#[test]
fn a_lot_whose_price_came_back_behind_an_hour_of_darkness_goes_on() {
    let mut bench = Bench::live();
    let opened = bench.consign("bank", ETH, None).unwrap();
    bench.blocks(17);
    bench.darken(BASE);
    bench.blocks(1_000);
    bench.set_price(BASE, 18, "90");
    // 1,200 − 102 s of the curve are left.
    assert_eq!(
        bench.advance(opened),
        Err(ContractError::NotDue {
            lot: opened,
            due_at: START + 102 + 6_000 + 1_098
        })
    );
    bench.take(opened, ETH, 100 * USD).unwrap();
}

#[test]
fn a_lot_that_was_dark_more_often_than_is_remembered_runs_on_from_the_next_message() {
    let mut bench = Bench::live();
    let opened = bench.consign("bank", ETH, None).unwrap();
    bench.blocks(17);
    // Both assets, three times 2,000 s and 10 blocks between: the records know the last two.
    for _ in 0..3 {
        bench.darken(BASE);
        bench.darken(QUOTE);
        bench.blocks(334);
        bench.set_price(BASE, 18, "100");
        bench.set_price(QUOTE, 6, "1");
        bench.blocks(10);
    }
    // The first 2,004 s are taken off twice: of 102 + 180 s nothing is left, and the lot would stand for half an hour.
    assert_eq!(bench.lot(opened).elapsed_millis, 0);
    let events = bench.advance(opened).unwrap();
    assert_eq!(attribute(&events, "renew_clock", "lot"), "1/1");
    assert_eq!(bench.advance(opened).unwrap_err().code(), 24);
    bench.blocks(17);
    assert_eq!(bench.lot(opened).elapsed_millis, 102_000);
}

#[test]
fn a_halt_of_hours_is_no_darkness_of_hours() {
    for reference in [Reference::Live, Reference::Fixed] {
        let mut bench = Bench::with(vec![dutch(reference, 2)]);
        let opened = bench.consign("bank", ETH, None).unwrap();
        bench.blocks(17);
        bench.darken(BASE);
        bench.halt(36_000);
        // The first block behind it, before anyone has fed a price: one block of darkness, not ten hours.
        let refused = bench.advance(opened).unwrap_err();
        assert!(matches!(refused.code(), 24 | 25), "{refused}");
        // Feeders are slow to return: the hour begins with the chain.
        bench.blocks(400);
        assert!(bench.advance(opened).is_err());
        bench.set_price(BASE, 18, "100");
        let _ = bench.advance(opened);
        bench.take(opened, ETH, 102 * USD).unwrap();
        assert_eq!(bench.received("bank", BASE), 0);
    }
}

#[test]
fn behind_a_halt_an_hour_of_blocks_without_a_price_ends_a_lot() {
    let mut bench = Bench::live();
    let opened = bench.consign("bank", ETH, None).unwrap();
    bench.darken(BASE);
    bench.halt(36_000);
    // A block counts 7.5 s at most: the first and 479 of 6 s reach 3,600 s.
    bench.blocks(478);
    assert!(bench.advance(opened).is_err());
    bench.blocks(1);
    bench.advance(opened).unwrap();
    assert_eq!(bench.received("bank", BASE), ETH);
}

#[test]
fn a_second_in_which_both_assets_are_dark_counts_once() {
    let mut bench = Bench::live();
    let opened = bench.consign("bank", ETH, None).unwrap();
    bench.blocks(17);
    bench.darken(QUOTE);
    bench.blocks(300);
    bench.darken(BASE);
    bench.blocks(299);
    assert_eq!(bench.lot(opened).elapsed_millis, 102_000);
    assert_eq!(
        bench.advance(opened),
        Err(ContractError::NotDue {
            lot: opened,
            due_at: START + 102 + 3_600
        })
    );
    bench.blocks(1);
    bench.advance(opened).unwrap();
    assert!(!bench.is_open(opened));
}

#[test]
fn a_pause_in_a_time_of_darkness_is_taken_off_the_clock_once() {
    let mut bench = Bench::live();
    let opened = bench.consign("bank", ETH, None).unwrap();
    bench.blocks(17);
    bench.darken(BASE);
    bench.darken(QUOTE);
    bench.blocks(10);
    bench.pause();
    bench.blocks(10);
    bench.set_price(BASE, 18, "100");
    bench.set_price(QUOTE, 6, "1");
    bench.blocks(10);
    bench.govern(GovernMsg::Unpause {});
    assert_eq!(bench.lot(opened).elapsed_millis, 102_000);
    bench.blocks(50);
    assert_eq!(bench.lot(opened).elapsed_millis, 402_000);
}

#[test]
fn a_stage_that_was_dark_for_an_hour_goes_on_when_the_price_is_back() {
    let mut bench = Bench::with(vec![dutch(Reference::Live, 0), dutch(Reference::Live, 0)]);
    let opened = bench.consign("bank", ETH, None).unwrap();
    bench.darken(BASE);
    bench.blocks(600);
    bench.set_price(BASE, 18, "70");
    assert_eq!(bench.advance(opened).unwrap_err().code(), 24);
    let same = bench.lot(opened);
    assert_eq!((same.stage, same.price), (0, Some(decimal("71.4"))));
    // The next stage has its own hour.
    bench.blocks(200);
    bench.advance(opened).unwrap();
    bench.darken(BASE);
    bench.blocks(599);
    assert_eq!(bench.lot(opened).stage, 1);
    assert_eq!(bench.advance(opened).unwrap_err().code(), 24);
    bench.blocks(1);
    bench.advance(opened).unwrap();
    assert!(!bench.is_open(opened));
}

#[test]
fn a_stage_left_in_darkness_ends_the_lot_when_the_next_would_need_a_price() {
    let mut bench = Bench::with(vec![dutch(Reference::Live, 5), dutch(Reference::Fixed, 0)]);
    let opened = bench.consign("bank", ETH, None).unwrap();
    bench.darken(QUOTE);
    bench.blocks(600);
    bench.advance(opened).unwrap();
    assert!(!bench.is_open(opened));
}

#[test]
fn a_restart_waits_for_a_price_and_says_until_when() {
    let mut bench = Bench::live();
    let opened = bench.consign("bank", ETH, None).unwrap();
    bench.blocks(200);
    bench.darken(BASE);
    bench.blocks(100);
    let awaited = ContractError::AwaitsPrice {
        lot: opened,
        denom: BASE.into(),
        moves_on_at: START + 1_200 + 3_600,
    };
    assert_eq!(bench.advance(opened), Err(awaited));
    bench.set_price(BASE, 18, "100");
    bench.advance(opened).unwrap();
    assert_eq!(bench.lot(opened).restarts, 1);
}

#[test]
fn an_asset_that_lost_its_record_is_not_awaited() {
    let mut bench = Bench::live();
    let opened = bench.consign("bank", ETH, None).unwrap();
    bench.put_record("oracle", BASE, None);
    assert_eq!(
        bench.take(opened, ETH, 200 * USD),
        Err(ContractError::NoPrice { denom: BASE.into() })
    );
    bench.blocks(200);
    bench.advance(opened).unwrap();
    assert_eq!(bench.received("bank", BASE), ETH);
}

#[test]
fn a_lot_without_a_price_is_still_shown() {
    let mut bench = Bench::live();
    let opened = bench.consign("bank", ETH, None).unwrap();
    bench.put_record("oracle", BASE, None);
    assert_eq!(bench.lot(opened).price, None);
    assert_eq!(bench.lot(opened).ratio, Some(decimal("1.02")));
}
