//! What a window sells, to whom, at which price.

use gavel_types::auction::*;

use crate::tests::bench::*;

#[test]
fn everything_is_sold_at_the_price_of_the_last_bid_that_is_needed() {
    let mut bench = Bench::batch();
    bench.bid("ann", at("95"), 380 * USD).unwrap();
    bench.bid("bob", at("94"), 940 * USD).unwrap();
    let opened = bench.consign("bank", 10 * ETH, None).unwrap();
    bench.window();
    let told = bench.advance(opened).unwrap();
    assert_eq!(attribute(&told, "settle_batch", "price"), "94");
    assert_eq!(attribute(&told, "settle_batch", "raised"), "940000001");

    // 380 USD buy 4.0425… ETH at 94, rounded down. The rest goes to Bob for 560 USD, rounded up; of his 940 stay 380 less a unit. Each
    // time that a bid is touched it may lose a unit: his claim costs one of base and of quote, what he takes back none.
    bench.claim("ann").unwrap();
    assert_eq!(bench.received("ann", BASE), 4_042_553_191_489_361_702);
    bench.claim("bob").unwrap();
    assert_eq!(bench.received("bob", BASE), 5_957_446_808_510_638_297);
    bench.retract("bob", at("94"), None).unwrap();
    assert_eq!(bench.received("bob", QUOTE), 380 * USD - 2);
    assert_eq!(bench.delivered[0].proceeds.u128(), 940 * USD + 1);
    assert_eq!(bench.delivered[0].sold.u128(), 10 * ETH);
}

#[test]
fn the_price_is_a_fraction_where_those_above_pay_for_all_at_less_than_their_own() {
    let mut bench = Bench::batch();
    bench.bid("ann", at("95"), 375 * USD).unwrap();
    bench.bid("bob", at("94"), 100 * USD).unwrap();
    bench.bid("eve", at("90"), 1_000 * USD).unwrap();
    let opened = bench.consign("bank", 5 * ETH, None).unwrap();
    bench.window();
    // At 94 it costs 470, for which 475 are there; at 95 it would cost 475: but Ann alone has 375.
    // So Bob is the last: (5 − 375/94) ETH for 95 USD.
    let told = bench.advance(opened).unwrap();
    assert_eq!(attribute(&told, "settle_batch", "price"), "94");

    let mut bench = Bench::batch();
    bench.bid("ann", at("95"), 465 * USD).unwrap();
    bench.bid("eve", at("90"), 1_000 * USD).unwrap();
    let opened = bench.consign("bank", 5 * ETH, None).unwrap();
    bench.window();
    // 465 do not pay for 5 at 95, but for more than 5 at 90: all is Ann's at 93.
    let told = bench.advance(opened).unwrap();
    assert_eq!(attribute(&told, "settle_batch", "price"), "93");
    bench.claim("ann").unwrap();
    assert_eq!(bench.received("ann", BASE), 5 * ETH);
    bench.claim("eve").unwrap_err();
}

#[test]
fn what_nobody_bids_for_at_the_reserve_goes_to_the_next_stage() {
    let stages = vec![Stage::Batch(minute()), dutch(Reference::Live, 0)];
    let mut bench = Bench::with(stages);
    bench.bid("ann", at("90"), 430 * USD).unwrap();
    bench.bid("low", at("85"), 5_000 * USD).unwrap();
    let opened = bench.consign("bank", 10 * ETH, None).unwrap();
    bench.window();
    // The reserve is 86: Ann's 430 buy 5 there; who bids 85 is not asked.
    let told = bench.advance(opened).unwrap();
    assert_eq!(attribute(&told, "settle_batch", "price"), "86");
    assert_eq!(
        attribute(&told, "settle_batch", "sold"),
        (5 * ETH).to_string()
    );
    let lot = bench.lot(opened);
    assert_eq!((lot.stage, lot.base_left.u128()), (1, 5 * ETH));
    bench.claim("ann").unwrap();
    assert_eq!(bench.received("ann", BASE), 5 * ETH);

    // The rest is taken at 102 %.
    bench.take(opened, 5 * ETH, 510 * USD).unwrap();
    assert_eq!(bench.delivered[0].proceeds.u128(), 940 * USD);
}

#[test]
fn a_discount_is_taken_from_the_price_at_the_close() {
    let mut bench = Bench::batch();
    bench.bid("ann", less(500), 950 * USD).unwrap();
    let opened = bench.consign("bank", 10 * ETH, None).unwrap();
    bench.blocks(5);
    bench.set_price(BASE, 18, "98");
    bench.blocks(5);
    // Five percent less than 98 is 93.1; the average of 99.8 less five percent is below.
    let told = bench.advance(opened).unwrap();
    assert_eq!(attribute(&told, "settle_batch", "reference"), "98");
    assert_eq!(attribute(&told, "settle_batch", "price"), "93.1");
}

#[test]
fn attack_12_without_a_valid_price_discounts_sit_out_and_the_reserve_holds() {
    let mut bench = Bench::batch();
    bench.bid("ann", less(500), 950 * USD).unwrap();
    bench.bid("bob", at("90"), 450 * USD).unwrap();
    bench.bid("low", at("85"), 950 * USD).unwrap();
    let opened = bench.consign("bank", 5 * ETH, None).unwrap();
    bench.darken(BASE);
    bench.window();
    let told = bench.advance(opened).unwrap();
    assert_eq!(attribute(&told, "settle_batch", "price"), "90");
    bench.retract("ann", less(500), None).unwrap();
    assert_eq!(bench.received("ann", QUOTE), 950 * USD);
}

#[test]
fn a_lot_that_leaves_the_book_and_waits_for_a_price_says_so() {
    let mut bench = Bench::with(vec![Stage::Batch(minute()), dutch(Reference::Live, 0)]);
    let opened = bench.consign("bank", 5 * ETH, None).unwrap();
    bench.darken(BASE);
    bench.window();
    // Nobody has bid, and the curve has no price to start from.
    let told = bench.advance(opened).unwrap();
    assert_eq!(attribute(&told, "renew_clock", "lot"), "1/1");
    assert_eq!(bench.advance(opened).unwrap_err().code(), 25);
}

#[test]
fn the_same_sale_in_messages_of_one_level_each() {
    let mut whole = Bench::batch();
    let mut parts = Bench::batch();
    for bench in [&mut whole, &mut parts] {
        for (owner, limit, usd) in [
            ("ann", at("99"), 300),
            ("bob", at("98"), 200),
            ("eve", less(300), 250),
            ("joe", at("96"), 100),
            ("kim", at("95"), 500),
        ] {
            bench.bid(owner, limit, usd * USD).unwrap();
        }
        bench.consign("bank", 10 * ETH, None).unwrap();
        bench.window();
    }
    whole.settle_by(lot(1), 100);
    parts.settle_by(lot(1), 1);
    assert_eq!(whole.stored(), parts.stored());
}

#[test]
fn attack_12_who_closes_a_window_does_not_choose_a_low_print() {
    let mut bench = Bench::batch();
    bench.bid("ann", less(500), 950 * USD).unwrap();
    let opened = bench.consign("bank", 10 * ETH, None).unwrap();
    bench.window();
    // One print of 80, accepted, while the average is still 100: the reference and what the reserve is taken from are 95.
    let record = bench.record_in("oracle", BASE).unwrap();
    let low = gavel_math::price::PriceRecord {
        mid: dollars(80),
        low: dollars(80),
        high: dollars(80),
        average: dollars(100),
        averaged_at: bench.second(),
        ..record
    };
    bench.put_record("oracle", BASE, Some(low));
    let told = bench.advance(opened).unwrap();
    assert_eq!(attribute(&told, "settle_batch", "reference"), "95");
    assert_eq!(attribute(&told, "settle_batch", "reserve"), "81.7");
}
