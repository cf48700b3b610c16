//! Bids that stand from window to window.

use cosmwasm_std::Decimal;
use gavel_types::auction::*;

use crate::error::ContractError;
use crate::tests::bench::*;

/// Sells `base` to the book in a window.
fn sell(bench: &mut Bench, base: u128) {
    let opened = bench.consign("bank", base, None).unwrap();
    bench.window();
    bench.advance(opened).unwrap();
}

#[test]
fn attack_10_a_bid_that_was_filled_in_parts_keeps_all_it_bought() {
    let mut bench = Bench::with(vec![Stage::Batch(BatchStage {
        reserve_bps: 1_000,
        ..minute()
    })]);
    // 60 of 100 are spent at 1, the rest at 0.9: 60 + 44.44…
    bench.set_price(BASE, 18, "1");
    bench.bid("ann", at("1"), 100 * USD).unwrap();
    sell(&mut bench, 60 * ETH);
    sell(&mut bench, 400 * ETH / 9);
    bench.claim("ann").unwrap();
    let got = bench.received("ann", BASE);
    assert!(
        (104_444_444_444_444_444_443..=104_444_444_444_444_444_444).contains(&got),
        "{got}"
    );
}

#[test]
fn a_bid_lives_from_window_to_window_until_it_is_spent() {
    let mut bench = Bench::batch();
    bench.bid("ann", at("90"), 900 * USD).unwrap();
    bench.bid("bob", at("90"), 2_700 * USD).unwrap();
    // 10 ETH cost 900 at 90: a quarter of what is there.
    for _ in 0..3 {
        sell(&mut bench, 10 * ETH);
    }
    bench.claim("ann").unwrap();
    // A payout is the exact one or a unit less.
    assert_eq!(bench.received("ann", BASE), 75 * ETH / 10 - 1);
    bench.retract("ann", at("90"), None).unwrap();
    assert_eq!(bench.received("ann", QUOTE), 225 * USD);
    bench.claim("bob").unwrap();
    assert_eq!(bench.received("bob", BASE), 225 * ETH / 10 - 1);
    let nothing = bench.claim("bob").unwrap_err();
    assert_eq!(nothing, ContractError::NothingToClaim { pair: 1 });
}

#[test]
fn who_bids_again_at_the_same_limit_adds_to_the_bid_and_has_what_it_bought_as_a_credit() {
    let mut bench = Bench::batch();
    bench.bid("ann", at("90"), 900 * USD).unwrap();
    sell(&mut bench, 4 * ETH);
    bench.bid("ann", at("90"), 300 * USD).unwrap();
    assert_eq!(bench.credit_of("ann", BASE), 4 * ETH - 1);
    // 900 − 360 + 300.
    bench.retract("ann", at("90"), None).unwrap();
    assert_eq!(bench.received("ann", QUOTE), 840 * USD);
}

#[test]
fn a_level_that_was_swallowed_and_bid_at_again_is_a_new_one() {
    let mut bench = Bench::batch();
    bench.bid("ann", at("90"), 900 * USD).unwrap();
    bench.bid("bob", at("90"), 900 * USD).unwrap();
    sell(&mut bench, 25 * ETH);
    bench.bid("bob", at("90"), 500 * USD).unwrap();
    // At the reserve of 86 each has 900/86 ETH.
    let each = 900 * ETH / 86;
    assert_eq!(bench.credit_of("bob", BASE), each);
    bench.claim("ann").unwrap();
    assert_eq!(bench.received("ann", BASE), each);
    bench.retract("bob", at("90"), None).unwrap();
    assert_eq!(bench.received("bob", QUOTE), 500 * USD);
}

#[test]
fn a_bid_moves_to_another_limit_in_one_message() {
    let mut bench = Bench::batch();
    bench.bid("ann", at("90"), 900 * USD).unwrap();
    let told = bench
        .move_bid("ann", at("90"), less(500), Some(400 * USD))
        .unwrap();
    for (key, value) in [
        ("from", "90".to_owned()),
        ("to", "-500 bps".to_owned()),
        ("amount", (400 * USD).to_string()),
        ("left", (500 * USD).to_string()),
        ("bid", (400 * USD).to_string()),
    ] {
        assert_eq!(attribute(&told, "move_bid", key), value);
    }
    bench.retract("ann", less(500), None).unwrap();
    assert_eq!(bench.received("ann", QUOTE), 400 * USD);
    bench.retract("ann", at("90"), None).unwrap();
    assert_eq!(bench.received("ann", QUOTE), 900 * USD);
}

#[test]
fn attack_11_the_level_with_the_least_money_makes_room_for_one_with_more() {
    let mut bench = Bench::batch();
    // 256 useless prices with the least a bid may have, and one of them with a little more.
    for steps in 0..256u64 {
        // 9.98, 9.96 … 5, 4.99, 4.98 …
        let cents = if steps < 250 {
            998 - 2 * steps
        } else {
            749 - steps
        };
        let price = Decimal::percent(cents).to_string();
        let more = u128::from(steps == 255);
        bench.bid("eve", at(&price), (100 + more) * USD).unwrap();
    }
    // As much at a lower price is not enough; at a better price it is, and drives out the lowest of the least.
    let full = bench.bid("ann", at("0.5"), 100 * USD).unwrap_err();
    assert_eq!(full.code(), 53);
    bench.bid("ann", at("95"), 100 * USD).unwrap();
    // 4.95 is gone, 4.94 has more.
    let gone = bench.retract("eve", at("4.95"), None).unwrap_err();
    assert_eq!(gone.code(), 51);
    bench.claim("eve").unwrap();
    assert_eq!(bench.received("eve", QUOTE), 100 * USD);
    bench.retract("eve", at("4.94"), None).unwrap();
}

#[test]
fn a_bid_has_at_least_the_pairs_least_or_nothing() {
    let mut bench = Bench::batch();
    let small = bench.bid("ann", at("90"), 100 * USD - 1).unwrap_err();
    assert_eq!(small.code(), 49);
    bench.bid("ann", at("90"), 150 * USD).unwrap();
    let left = bench.retract("ann", at("90"), Some(51 * USD)).unwrap_err();
    assert_eq!(left.code(), 52);
    let none = bench.retract("ann", at("90"), Some(0)).unwrap_err();
    assert_eq!(none.code(), 52);
    bench.retract("ann", at("90"), Some(50 * USD)).unwrap();
    bench.retract("ann", at("90"), Some(1_000 * USD)).unwrap();
    assert_eq!(bench.received("ann", QUOTE), 150 * USD);
    let gone = bench.retract("ann", at("90"), None).unwrap_err();
    assert_eq!(gone.code(), 50);
}

#[test]
fn what_rounding_leaves_is_the_houses_when_every_bid_has_gone() {
    let mut bench = Bench::batch();
    // Three thirds of 1,000 units are 999.
    for owner in ["ann", "bob", "eve"] {
        bench.bid(owner, at("90"), 100 * USD).unwrap();
    }
    sell(&mut bench, 1_000);
    for owner in ["ann", "bob", "eve"] {
        bench.claim(owner).unwrap();
        assert_eq!(bench.received(owner, BASE), 333);
        bench.retract(owner, at("90"), None).unwrap();
        // 1,000 units of 10⁻¹⁸ ETH cost 1 unit of 10⁻⁶ USD, of which each pays a third, rounded up.
        assert_eq!(bench.received(owner, QUOTE), 100 * USD - 1);
    }
    assert_eq!(bench.credit_of("house", BASE), 1);
    assert_eq!(bench.credit_of("house", QUOTE), 2);
}
