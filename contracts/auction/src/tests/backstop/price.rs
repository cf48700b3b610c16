//! What a backstop pays.

use super::*;

/// The price that the buyer is offered when a lot's first stage is over.
fn offered(bench: &mut Bench) -> String {
    bench.advance(lot(1)).unwrap();
    bench.offered[0].price.to_string()
}

#[test]
fn attack_21_it_pays_no_more_than_where_a_curve_ended_and_no_more_than_todays_price_less_its_discount(
) {
    // −14 % is less than −5 %.
    let (mut bench, _) = opened();
    bench.blocks(200);
    assert_eq!(offered(&mut bench), "86");
    // Todays price counts for a live curve, at its end too.
    let (mut bench, _) = opened();
    bench.blocks(200);
    bench.set_price(BASE, 18, "50");
    assert_eq!(offered(&mut bench), "43");
    let (mut bench, _) = behind(dutch(Reference::Live, 0), |last| last.discount_bps = 3_000);
    bench.blocks(200);
    assert_eq!(offered(&mut bench), "70");
}

#[test]
fn attack_21_a_fixed_curve_bounds_it_by_the_price_at_its_start() {
    let fixed = || dutch(Reference::Fixed, 0);
    let (mut bench, _) = behind(fixed(), |_| {});
    bench.blocks(200);
    bench.set_price(BASE, 18, "200");
    assert_eq!(offered(&mut bench), "86");
    let (mut bench, _) = behind(fixed(), |_| {});
    bench.blocks(200);
    bench.set_price(BASE, 18, "60");
    assert_eq!(offered(&mut bench), "57");
}

#[test]
fn attack_21_the_reserve_of_bids_bounds_it() {
    let rising = Stage::English(EnglishStage {
        reserve_bps: 9_000,
        min_raise_bps: 100,
        duration_seconds: 600,
        extension_seconds: 60,
        hard_end_seconds: 1_200,
    });
    let (mut bench, _) = behind(rising, |_| {});
    bench.blocks(100);
    bench.set_price(BASE, 18, "110");
    assert_eq!(offered(&mut bench), "90");
}

#[test]
fn attack_21_the_reserve_of_a_window_bounds_it_also_when_its_price_came_later() {
    let window = || Stage::Batch(minute());
    let (mut bench, _) = behind(window(), |_| {});
    bench.window();
    assert_eq!(offered(&mut bench), "86");

    // The price is dark at the close; when it is back, at 200, the lot still ended at 86 % of 100.
    let (mut bench, lot) = behind(window(), |_| {});
    bench.darken(BASE);
    bench.window();
    bench.advance(lot).unwrap();
    assert!(bench.offered.is_empty());
    bench.blocks(10);
    bench.set_price(BASE, 18, "200");
    assert_eq!(offered(&mut bench), "86");
}

#[test]
fn attack_21_the_reserve_of_a_window_bounds_it_also_when_nobody_bid() {
    // A window that sells no more than a share of the book's depth sells nothing of an empty book.
    let window = Stage::Batch(BatchStage {
        max_depth_bps: Some(5_000),
        ..minute()
    });
    let (mut bench, _) = behind(window, |_| {});
    bench.window();
    // 86 % of 100, and not 5 % less than that.
    assert_eq!(offered(&mut bench), "86");
}

#[test]
fn attack_21_it_buys_no_more_of_a_lot_than_its_cap() {
    let most = Uint128::new(4 * ETH);
    let (mut bench, _) = behind(dutch(Reference::Live, 0), |last| last.max_base = Some(most));
    ends(&mut bench, vec![pays("buyer", 344 * USD)]).unwrap();
    assert_eq!(bench.offered[0].base.amount, most);
    assert_eq!(result(&bench), (4 * ETH, 344 * USD, 6 * ETH));
}

#[test]
fn a_price_is_rounded_up() {
    // 95 % of a unit of 10⁻¹⁸ is a unit.
    let (mut bench, _) = behind(dutch(Reference::Live, 0), |_| {});
    bench.set_price(BASE, 18, "0.000000000000000001");
    bench.blocks(200);
    assert_eq!(offered(&mut bench), "0.000000000000000001");
}

#[test]
fn attack_03_without_a_valid_price_it_is_not_asked() {
    let (mut bench, lot) = opened();
    bench.blocks(200);
    bench.darken(BASE);
    bench.blocks(1);
    assert_eq!(bench.advance(lot).unwrap_err().code(), 25);
    bench.blocks(600);
    bench.advance(lot).unwrap();
    assert!(bench.offered.is_empty());
    assert_eq!(result(&bench), (0, 0, 10 * ETH));
}

#[test]
fn pitfall_15_in_a_pause_it_is_not_asked() {
    let (mut bench, lot) = opened();
    bench.blocks(200);
    bench.pause();
    assert_eq!(bench.advance(lot).unwrap_err().code(), 7);
    bench.govern(GovernMsg::Unpause {});
    bench.plan = vec![pays("buyer", 860 * USD)];
    bench.advance(lot).unwrap();
    assert_eq!(result(&bench), (10 * ETH, 860 * USD, 0));
}

#[test]
fn a_window_is_settled_in_a_pause_and_its_rest_offered_behind_it() {
    let (mut bench, lot) = behind(Stage::Batch(minute()), |_| {});
    bench.bid("ann", at("90"), 450 * USD).unwrap();
    bench.window();
    bench.pause();
    bench.blocks(2);
    // Behind a pause a window is opened once more.
    bench.govern(GovernMsg::Unpause {});
    let told = bench.advance(lot).unwrap();
    assert_eq!(attribute(&told, "reopen_window", "lot"), "1/1");
    bench.blocks(5);
    bench.pause();
    let told = bench.advance(lot).unwrap();
    // 450 at the reserve of 86 buy 5.23… ETH.
    assert_eq!(attribute(&told, "settle_batch", "raised"), "450000000");
    assert!(bench.offered.is_empty());
    assert_eq!(bench.advance(lot).unwrap_err().code(), 7);
    bench.govern(GovernMsg::Unpause {});
    bench.plan = vec![pays("buyer", 86 * USD)];
    bench.advance(lot).unwrap();
    assert_eq!(bench.received("buyer", BASE), ETH);
    assert_eq!(result(&bench).1, 536 * USD);
}
