//! Pauses and halts while bids are taken.

use super::*;

#[test]
fn pitfall_15_the_time_for_bids_stands_in_pauses_and_halts() {
    let (mut bench, lot) = opened();
    bench.blocks(10);
    bench.pause();
    bench.blocks(1_000);
    bench.govern(GovernMsg::Unpause {});
    assert_eq!(bench.lot(lot).elapsed_millis, 60_000);
    bench.halt(36_000);
    // Eleven blocks count 7.5 s each at the most.
    assert_eq!(bench.lot(lot).elapsed_millis, 82_500);
}

#[test]
fn behind_a_gap_the_reserve_is_fixed_anew_before_the_first_bid() {
    let (mut bench, lot) = opened();
    bench.halt(600);
    bench.set_price(BASE, 18, "120");
    let refused = bench.place("ann", lot, 2_000 * USD).unwrap_err();
    assert_eq!(refused, ContractError::PriceOutdated { lot });
    assert_eq!(bench.least(lot), None);
    let told = bench.advance(lot).unwrap();
    assert_eq!(attribute(&told, "restart_lot", "restarts"), "0");
    assert_eq!(bench.least(lot), Some(1_080 * USD));
    assert_eq!(bench.lot(lot).elapsed_millis, 0);
    bench.place("ann", lot, 1_080 * USD).unwrap();
}

#[test]
fn a_gap_of_less_than_a_minute_changes_nothing() {
    let (mut bench, lot) = opened();
    // 60 s of 67.5 do not count.
    bench.env.block.height += 1;
    bench.env.block.time = bench.env.block.time.plus_nanos(67_500_000_000);
    bench.place("ann", lot, 900 * USD).unwrap();
}

#[test]
fn behind_a_gap_in_the_dark_bids_wait_for_a_price_until_the_time_is_over() {
    let (mut bench, lot) = opened();
    bench.darken(BASE);
    bench.halt(600);
    assert_eq!(bench.place("ann", lot, 900 * USD).unwrap_err().code(), 23);
    assert_eq!(
        bench.advance(lot),
        Err(ContractError::AwaitsPrice {
            lot,
            denom: BASE.into(),
            // Of 600 s 7.5 have counted.
            moves_on_at: START + 600 + 593
        })
    );
    bench.blocks(99);
    bench.advance(lot).unwrap();
    assert_eq!(bench.received("bank", BASE), 10 * ETH);
}

#[test]
fn behind_a_gap_and_a_bid_others_have_an_extension_to_answer() {
    let (mut bench, lot) = opened();
    bench.place("ann", lot, 900 * USD).unwrap();
    bench.blocks(99);
    // The market moves on unseen: a hundred blocks count 7.5 s each at the most, 750 s, and the time is over.
    bench.halt(600);
    assert_eq!(bench.place("bob", lot, 2_000 * USD).unwrap_err().code(), 68);
    let told = bench.advance(lot).unwrap();
    assert_eq!(
        attribute(&told, "extend_bidding", "ends_at_millis"),
        "810000"
    );
    bench.place("bob", lot, 2_000 * USD).unwrap();
    bench.blocks(10);
    bench.advance(lot).unwrap();
    assert_eq!(bench.credit_of("bob", BASE), 10 * ETH);
    assert_eq!(bench.credit_of("ann", QUOTE), 900 * USD);
}

#[test]
fn a_gap_that_a_bid_came_behind_with_time_to_answer_is_forgotten() {
    let (mut bench, lot) = opened();
    bench.place("ann", lot, 900 * USD).unwrap();
    bench.halt(600);
    bench.place("bob", lot, 950 * USD).unwrap();
    bench.blocks(99);
    bench.advance(lot).unwrap();
    assert_eq!(bench.credit_of("bob", BASE), 10 * ETH);
}

#[test]
fn a_pair_that_is_wound_down_sells_to_no_leader_whom_others_could_not_answer() {
    for paused in [false, true] {
        let (mut bench, lot) = opened();
        bench.place("ann", lot, 900 * USD).unwrap();
        bench.blocks(99);
        // The market moves on unseen, and the time is over. Bidders will be given no extension any more.
        bench.halt(600);
        bench.govern(GovernMsg::WindDown { pair: 1 });
        if paused {
            bench.pause();
        }
        let told = bench.advance(lot).unwrap();
        assert_eq!(attribute(&told, "return_bid", "bid"), "900000000");
        assert_eq!(bench.credit_of("ann", QUOTE), 900 * USD);
        assert_eq!(bench.received("bank", BASE), 10 * ETH);
    }
}

#[test]
fn a_lot_whose_time_is_over_behind_a_pause_is_not_decided_in_it() {
    let (mut bench, lot) = opened();
    bench.place("ann", lot, 900 * USD).unwrap();
    bench.blocks(100);
    bench.pause();
    bench.blocks(20);
    assert_eq!(bench.advance(lot).unwrap_err().code(), 7);
    bench.govern(GovernMsg::Unpause {});
    bench.advance(lot).unwrap();
    assert_eq!(bench.ends(lot), 660);
    bench.blocks(10);
    bench.advance(lot).unwrap();
    assert_eq!(bench.credit_of("ann", BASE), 10 * ETH);
}

#[test]
fn behind_a_pause_that_ran_out_the_first_message_starts_the_clock() {
    let (mut bench, lot) = opened();
    bench.place("ann", lot, 900 * USD).unwrap();
    bench.pause();
    bench.blocks(28_800);
    let told = bench.advance(lot).unwrap();
    assert_eq!(attribute(&told, "renew_clock", "lot"), "1/1");
    bench.place("bob", lot, 950 * USD).unwrap();
    bench.blocks(100);
    bench.advance(lot).unwrap();
    assert_eq!(bench.credit_of("bob", BASE), 10 * ETH);
}

#[test]
fn where_blocks_have_become_longer_than_an_extension_the_last_bid_can_still_be_answered() {
    let stage = EnglishStage {
        extension_seconds: 15,
        ..rising()
    };
    let mut bench = Bench::with(vec![Stage::English(stage)]);
    // Two blocks of 7.5 s when the pair was set up; two days later a block may take 16.875 s.
    for longest in [11_250, 16_875] {
        bench.blocks(14_400);
        bench.govern(GovernMsg::UpdateConfig(Config {
            max_block_millis: longest,
            ..bench.config()
        }));
    }
    let lot = bench.consign("bank", 10 * ETH, None).unwrap();
    // 35 blocks of 17 s count 590.625 s: 9.375 s are left, and behind the bid two blocks, or 34 s.
    for _ in 0..35 {
        bench.halt(17);
    }
    bench.place("ann", lot, 900 * USD).unwrap();
    assert_eq!(bench.ends(lot), 624);
    bench.halt(17);
    bench.place("bob", lot, 909 * USD).unwrap();
}

#[test]
fn pitfall_11_on_a_chain_that_is_always_slow_every_lot_still_ends() {
    for bids in [false, true] {
        let (mut bench, lot) = opened();
        let mut advances = 0;
        let mut blocks = 0;
        if bids {
            bench.place("ann", lot, 900 * USD).unwrap();
        }
        while bench.is_open(lot) {
            // 20 s, of which 7.5 count.
            bench.halt(20);
            blocks += 1;
            advances += u32::from(bench.advance(lot).is_ok());
            assert!(blocks < 1_000, "the lot does not end");
        }
        // Eight fresh starts, or extensions, and the end.
        assert_eq!(advances, 9, "with bids: {bids}");
        let winner = bench.credit_of("ann", BASE);
        assert_eq!(winner, if bids { 10 * ETH } else { 0 });
    }
}
