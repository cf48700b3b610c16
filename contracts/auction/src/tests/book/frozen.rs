//! When the book takes no bid and gives none back.

use gavel_types::auction::*;

use crate::error::ContractError;
use crate::tests::bench::*;

#[test]
fn attack_09_nobody_bids_or_leaves_in_the_last_blocks_of_a_window() {
    let mut bench = Bench::batch();
    bench.bid("ann", at("90"), 900 * USD).unwrap();
    let opened = bench.consign("bank", 10 * ETH, None).unwrap();
    // The freeze begins at 45 s; at 42 s one may still bid.
    bench.blocks(7);
    bench.bid("bob", at("95"), 200 * USD).unwrap();
    bench.blocks(1);
    let due_at = bench.second() + 12;
    let frozen = ContractError::BookFrozen {
        lot: opened,
        due_at,
    };
    assert_eq!(bench.bid("eve", at("95"), 900 * USD), Err(frozen));
    assert_eq!(bench.retract("ann", at("90"), None).unwrap_err().code(), 48);
    let moved = bench.move_bid("ann", at("90"), at("88"), None);
    assert_eq!(moved.unwrap_err().code(), 48);
    bench.blocks(2);
    assert_eq!(
        bench.bid("eve", at("95"), 900 * USD).unwrap_err().code(),
        48
    );
    bench.advance(opened).unwrap();
    bench.bid("eve", at("95"), 900 * USD).unwrap();
}

#[test]
fn pitfall_10_nobody_bids_or_leaves_during_a_settlement_in_parts() {
    let mut bench = Bench::batch();
    for price in ["99", "98", "97"] {
        bench.bid("ann", at(price), 200 * USD).unwrap();
    }
    let opened = bench.consign("bank", 10 * ETH, None).unwrap();
    bench.window();
    let one = ExecuteMsg::Advance {
        lot: opened,
        limit: Some(1),
    };
    bench.run("anyone", one, &[]).unwrap();
    assert_eq!(
        bench.bid("eve", at("98"), 900 * USD).unwrap_err().code(),
        48
    );
    assert_eq!(bench.retract("ann", at("97"), None).unwrap_err().code(), 48);
    // What was taken is claimed once it has a price.
    assert_eq!(bench.claim("ann").unwrap_err().code(), 54);
    bench.advance(opened).unwrap();
    bench.claim("ann").unwrap();
}

#[test]
fn a_window_that_nobody_closed_in_time_is_opened_once_more() {
    let mut bench = Bench::batch();
    bench.bid("ann", at("90"), 900 * USD).unwrap();
    let opened = bench.consign("bank", 10 * ETH, None).unwrap();
    // 60 s and a grace of 30.
    bench.blocks(16);
    let told = bench.advance(opened).unwrap();
    assert_eq!(told[0].ty, "reopen_window");
    bench.retract("ann", at("90"), Some(100 * USD)).unwrap();
    // Two blocks for bids, then the freeze of 15 s.
    bench.blocks(3);
    assert_eq!(bench.retract("ann", at("90"), None).unwrap_err().code(), 48);
    assert_eq!(bench.advance(opened).unwrap_err().code(), 24);
    // Three times in all, however late.
    for _ in 0..2 {
        bench.blocks(100);
        let told = bench.advance(opened).unwrap();
        assert_eq!(told[0].ty, "reopen_window");
    }
    bench.blocks(100);
    bench.advance(opened).unwrap();
    assert_eq!(bench.delivered.len(), 1);
}

#[test]
fn behind_a_pause_or_a_halt_bidders_have_another_moment() {
    let mut bench = Bench::batch();
    let opened = bench.consign("bank", 10 * ETH, None).unwrap();
    bench.blocks(8);
    bench.halt(3_600);
    bench.blocks(2);
    let told = bench.advance(opened).unwrap();
    assert_eq!(told[0].ty, "reopen_window");

    let mut bench = Bench::batch();
    let opened = bench.consign("bank", 10 * ETH, None).unwrap();
    bench.blocks(8);
    bench.pause();
    bench.blocks(1);
    bench.govern(GovernMsg::Unpause {});
    bench.blocks(3);
    let told = bench.advance(opened).unwrap();
    assert_eq!(told[0].ty, "reopen_window");
}
