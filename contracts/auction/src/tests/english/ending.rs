//! How the time for bids ends.

use super::*;

#[test]
fn the_leader_buys_all_when_the_time_is_over_and_the_consignor_is_paid() {
    let (mut bench, lot) = opened();
    let msg = ExecuteMsg::PlaceBid {
        lot,
        min_amount: None,
        recipient: Some(bench.who("vault").into()),
    };
    bench
        .run("ann", msg, &[Coin::new(905 * USD, QUOTE)])
        .unwrap();
    bench.blocks(99);
    assert_eq!(
        bench.advance(lot),
        Err(ContractError::NotDue {
            lot,
            due_at: START + 600
        })
    );
    bench.blocks(1);
    assert_eq!(bench.place("bob", lot, 2_000 * USD).unwrap_err().code(), 68);
    let told = bench.advance(lot).unwrap();
    assert_eq!(attribute(&told, "win_lot", "bid"), "905000000");
    assert!(!bench.is_open(lot));
    assert_eq!(bench.credit_of("vault", BASE), 10 * ETH);
    assert_eq!(bench.credit_of("ann", BASE), 0);
    let settled = &bench.delivered[0];
    assert_eq!(settled.sold.u128(), 10 * ETH);
    assert_eq!(settled.proceeds.u128(), 905 * USD);
}

#[test]
fn pitfall_11_without_a_bid_the_lot_goes_back_when_no_stage_is_left() {
    let (mut bench, lot) = opened();
    bench.blocks(100);
    bench.advance(lot).unwrap();
    assert!(!bench.is_open(lot));
    assert_eq!(bench.received("bank", BASE), 10 * ETH);
}

#[test]
fn without_a_bid_the_next_stage_begins_at_todays_price() {
    let stages = vec![Stage::English(rising()), dutch(Reference::Live, 0)];
    let mut bench = Bench::with(stages);
    let lot = bench.consign("bank", ETH, None).unwrap();
    bench.blocks(100);
    bench.set_price(BASE, 18, "80");
    bench.advance(lot).unwrap();
    let now = bench.lot(lot);
    assert_eq!((now.stage, now.elapsed_millis), (1, 0));
    assert_eq!(now.price, Some(decimal("81.6")));
}

#[test]
fn behind_another_stage_all_that_it_left_is_bid_for() {
    let stages = vec![dutch(Reference::Live, 0), Stage::English(rising())];
    let mut bench = Bench::with(stages);
    let lot = bench.consign("bank", 10 * ETH, None).unwrap();
    bench.take(lot, 4 * ETH, 408 * USD).unwrap();
    bench.blocks(200);
    bench.set_price(BASE, 18, "50");
    bench.advance(lot).unwrap();
    // 6 ETH at 90 % of 50.
    assert_eq!(bench.least(lot), Some(270 * USD));
    assert_eq!(bench.lot(lot).price, None);
    bench.place("ann", lot, 270 * USD).unwrap();
    bench.blocks(100);
    bench.advance(lot).unwrap();
    assert_eq!(bench.credit_of("ann", BASE), 6 * ETH);
    assert_eq!(bench.delivered[0].proceeds.u128(), 678 * USD);
}

#[test]
fn a_bid_in_the_last_minute_leaves_a_minute_to_answer_up_to_the_hard_end() {
    let (mut bench, lot) = opened();
    bench.blocks(90);
    bench.place("ann", lot, 900 * USD).unwrap();
    // A minute is left.
    assert_eq!(bench.ends(lot), 600);
    bench.blocks(9);
    let mut bid = 900 * USD;
    // At 594 s and every 54 s from then on, the last at 1,188 s.
    for round in 0..12u64 {
        bid = bench.least(lot).unwrap();
        bench.place("bob", lot, bid).unwrap();
        let now = 594 + 54 * round;
        assert_eq!(bench.ends(lot), (now + 60).min(1_200));
        bench.blocks(9);
    }
    assert_eq!(bench.place("ann", lot, 2 * bid).unwrap_err().code(), 68);
    bench.advance(lot).unwrap();
    assert_eq!(bench.credit_of("bob", BASE), 10 * ETH);
}

#[test]
fn attack_03_the_dark_neither_stops_bids_nor_takes_a_lot_from_its_leader() {
    let stages = vec![Stage::English(rising()), dutch(Reference::Live, 0)];
    let mut bench = Bench::with(stages);
    let lot = bench.consign("bank", 10 * ETH, None).unwrap();
    bench.darken(BASE);
    bench.blocks(50);
    // The reserve is as it was.
    bench.place("ann", lot, 900 * USD).unwrap();
    assert_eq!(bench.lot(lot).elapsed_millis, 300_000);
    bench.blocks(700);
    bench.advance(lot).unwrap();
    assert_eq!(bench.credit_of("ann", BASE), 10 * ETH);
}

#[test]
fn a_lot_that_nobody_bid_for_awaits_the_price_of_its_next_stage_for_an_hour() {
    let stages = vec![Stage::English(rising()), dutch(Reference::Live, 0)];
    let mut bench = Bench::with(stages.clone());
    let lot = bench.consign("bank", ETH, None).unwrap();
    bench.darken(BASE);
    bench.blocks(100);
    bench.advance(lot).unwrap();
    assert_eq!(bench.place("ann", lot, 200 * USD).unwrap_err().code(), 68);
    bench.blocks(599);
    assert_eq!(
        bench.advance(lot),
        Err(ContractError::AwaitsPrice {
            lot,
            denom: BASE.into(),
            moves_on_at: START + 600 + 3_600
        })
    );
    bench.blocks(1);
    bench.advance(lot).unwrap();
    assert_eq!(bench.received("bank", BASE), ETH);

    let mut bench = Bench::with(stages);
    let lot = bench.consign("bank", ETH, None).unwrap();
    bench.darken(BASE);
    bench.blocks(100);
    bench.advance(lot).unwrap();
    bench.blocks(100);
    bench.set_price(BASE, 18, "70");
    bench.advance(lot).unwrap();
    assert_eq!(bench.lot(lot).price, Some(decimal("71.4")));
}

#[test]
fn a_consignor_that_is_deaf_does_not_keep_the_winner_waiting() {
    let (mut bench, lot) = opened();
    let bank = bench.who("bank").to_string();
    bench.deaf.insert(bank);
    bench.place("ann", lot, 900 * USD).unwrap();
    bench.blocks(100);
    bench.advance(lot).unwrap();
    assert_eq!(bench.credit_of("ann", BASE), 10 * ETH);
    let waiting: DeliveriesResponse = bench.ask(QueryMsg::Deliveries {
        start_after: None,
        limit: None,
    });
    assert_eq!(waiting.deliveries[0].proceeds.u128(), 900 * USD);
}

#[test]
fn a_lot_of_the_smallest_unit_is_sold_too() {
    let mut bench = Bench::with(vec![Stage::English(rising())]);
    let lot = bench.consign("bank", 1, None).unwrap();
    assert_eq!(bench.least(lot), Some(1));
    bench.place("ann", lot, 1).unwrap();
    bench.place("bob", lot, 2).unwrap();
    bench.blocks(110);
    bench.advance(lot).unwrap();
    assert_eq!(bench.credit_of("bob", BASE), 1);
    assert_eq!(bench.credit_of("ann", QUOTE), 1);
}

#[test]
fn a_lot_too_large_for_its_reserve_to_be_counted_goes_back() {
    let (mut bench, _) = opened();
    // All the base there can be, at a price of 10¹⁵ dollars: more quote than there are numbers.
    bench.set_price(BASE, 18, "1000000000000000");
    let most = u128::MAX - 10 * ETH;
    let lot = bench.consign("bank", most, None).unwrap();
    assert_eq!(bench.place("ann", lot, u128::MAX).unwrap_err().code(), 2);
    bench.blocks(100);
    bench.advance(lot).unwrap();
    assert!(!bench.is_open(lot));
}

#[test]
fn a_pair_that_is_wound_down_gives_the_leading_bid_back_and_the_lot_too() {
    let (mut bench, lot) = opened();
    bench.place("ann", lot, 900 * USD).unwrap();
    bench.govern(GovernMsg::WindDown { pair: 1 });
    assert_eq!(bench.place("bob", lot, 950 * USD).unwrap_err().code(), 62);
    let told = bench.advance(lot).unwrap();
    assert_eq!(attribute(&told, "return_bid", "bid"), "900000000");
    assert!(!bench.is_open(lot));
    assert_eq!(bench.credit_of("ann", QUOTE), 900 * USD);
    assert_eq!(bench.received("bank", BASE), 10 * ETH);
}

#[test]
fn who_leads_when_the_time_is_over_has_won_though_the_pair_is_wound_down() {
    let (mut bench, lot) = opened();
    bench.place("ann", lot, 900 * USD).unwrap();
    bench.blocks(100);
    bench.govern(GovernMsg::WindDown { pair: 1 });
    bench.advance(lot).unwrap();
    assert_eq!(bench.credit_of("ann", BASE), 10 * ETH);
}
