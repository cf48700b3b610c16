//! Taking.

use cosmwasm_std::{Coin, Decimal, Uint128};
use gavel_math::dutch::TakeRefusal;
use gavel_math::price::{Pending, PriceRecord};
use gavel_types::auction::*;
use gavel_types::funds::FundsError;

use super::bench::*;
use crate::error::ContractError;

fn order(amount: u128, max_price: &str) -> ExecuteMsg {
    ExecuteMsg::Take {
        lot: lot(1),
        amount: Uint128::new(amount),
        max_price: decimal(max_price),
        min_amount: None,
        recipient: None,
        callback: None,
    }
}

fn usd(amount: u128) -> [Coin; 1] {
    [Coin::new(amount, QUOTE)]
}

fn opened() -> Bench {
    let mut bench = Bench::live();
    bench.consign("bank", 10 * ETH, None).unwrap();
    bench
}

#[test]
fn a_take_costs_the_reference_times_the_curve_and_the_rest_comes_back() {
    let mut bench = opened();
    bench.blocks(17);
    // 2 ETH at 100 · 1.003 cost 200.60.
    let events = bench
        .run("bidder", order(2 * ETH, "100.3"), &usd(1_000 * USD))
        .unwrap();
    assert_eq!(attribute(&events, "take", "price"), "100.3");
    assert_eq!(attribute(&events, "take", "quote"), "200600000");
    assert_eq!(bench.received("bidder", BASE), 2 * ETH);
    assert_eq!(bench.received("bidder", QUOTE), 1_000 * USD - 200_600_000);
    let left = bench.lot(lot(1));
    assert_eq!(left.base_left, Uint128::new(8 * ETH));
    assert_eq!(left.raised, Uint128::new(200_600_000));
    assert_eq!(left.elapsed_millis, 102_000);
}

#[test]
fn a_lot_on_a_geometric_curve_falls_by_equal_factors() {
    let mut bench = Bench::with(vec![Stage::Dutch(DutchStage {
        reference: Reference::Live,
        curve: curve(&[(0, 12_100), (600, 10_000)]),
        interpolation: Interpolation::Geometric,
        max_restarts: 0,
        max_uncertainty_bps: 0,
    })]);
    bench.consign("bank", 10 * ETH, None).unwrap();
    bench.blocks(50);
    // Half the way from 1.21 to 1 is √1.21 = 1.1, where a straight line is at 1.105.
    let taken = bench.simulate(lot(1), ETH).unwrap();
    assert!(taken.price >= decimal("110"), "{}", taken.price);
    assert!(
        taken.price <= decimal("110.0000000000001"),
        "{}",
        taken.price
    );
    assert_eq!(taken.quote, Uint128::new(110 * USD + 1));
}

#[test]
fn the_price_of_a_live_lot_follows_the_oracle_and_one_asset_prices_the_other() {
    let mut bench = opened();
    bench.set_price(BASE, 18, "90");
    bench.set_price(QUOTE, 6, "3");
    // 90 / 3 · 1.02 = 30.6.
    assert_eq!(bench.simulate(lot(1), ETH).unwrap().price, decimal("30.6"));
    // 100 / 3, rounded up, times 1.02, rounded up.
    bench.set_price(BASE, 18, "100");
    assert_eq!(
        bench.simulate(lot(1), ETH).unwrap().price,
        decimal("34.000000000000000001")
    );
}

#[test]
fn an_exact_payment_gets_nothing_back() {
    let mut bench = opened();
    bench
        .run("bidder", order(ETH, "102"), &usd(102 * USD))
        .unwrap();
    assert_eq!(bench.received("bidder", QUOTE), 0);
    assert_eq!(bench.received("bidder", BASE), ETH);
}

#[test]
fn too_little_money_is_refused_with_the_cost() {
    let mut bench = opened();
    assert_eq!(
        bench.run("bidder", order(ETH, "102"), &usd(102 * USD - 1)),
        Err(ContractError::PaidTooLittle {
            cost: Uint128::new(102 * USD),
            paid: Uint128::new(102 * USD - 1)
        })
    );
}

#[test]
fn a_price_above_the_takers_limit_is_refused_with_both() {
    let mut bench = opened();
    assert_eq!(
        bench.run(
            "bidder",
            order(ETH, "101.999999999999999999"),
            &usd(200 * USD)
        ),
        Err(ContractError::PriceAboveLimit {
            price: decimal("102"),
            limit: decimal("101.999999999999999999")
        })
    );
}

#[test]
fn a_take_that_buys_less_than_its_minimum_is_refused() {
    let mut bench = opened();
    let msg = ExecuteMsg::Take {
        lot: lot(1),
        amount: Uint128::new(20 * ETH),
        max_price: Decimal::MAX,
        min_amount: Some(Uint128::new(11 * ETH)),
        recipient: None,
        callback: None,
    };
    assert_eq!(
        bench.run("bidder", msg, &usd(5_000 * USD)),
        Err(ContractError::BelowMinimum {
            base: Uint128::new(10 * ETH),
            least: Uint128::new(11 * ETH)
        })
    );
}

#[test]
fn a_take_of_nothing_is_refused() {
    let mut bench = opened();
    assert_eq!(
        bench.take(lot(1), 0, USD),
        Err(ContractError::Take(TakeRefusal::Empty))
    );
}

#[test]
fn pitfall_01_exactly_one_coin_of_the_quote_comes_with_a_take() {
    let mut bench = opened();
    for funds in [
        vec![],
        vec![Coin::new(ETH, BASE)],
        vec![Coin::new(USD, QUOTE), Coin::new(ETH, BASE)],
        vec![Coin::new(USD, QUOTE), Coin::new(200 * USD, QUOTE)],
    ] {
        let refused = bench.run("bidder", order(ETH, "102"), &funds).unwrap_err();
        assert!(matches!(
            refused,
            ContractError::Funds(FundsError::Missing { .. } | FundsError::Unexpected { .. })
        ));
    }
}

#[test]
fn the_base_goes_to_the_recipient_and_the_change_to_the_sender() {
    let mut bench = opened();
    let msg = ExecuteMsg::Take {
        lot: lot(1),
        amount: Uint128::new(ETH),
        max_price: decimal("102"),
        min_amount: None,
        recipient: Some(bench.who("friend").into()),
        callback: None,
    };
    bench.run("bidder", msg, &usd(103 * USD)).unwrap();
    assert_eq!(bench.received("friend", BASE), ETH);
    assert_eq!(bench.received("bidder", QUOTE), USD);
    assert_eq!(bench.received("bidder", BASE), 0);
}

#[test]
fn pitfall_03_a_recipient_in_uppercase_or_of_another_chain_is_refused() {
    let mut bench = opened();
    let uppercase = bench.who("friend").as_str().to_uppercase();
    for given in [
        uppercase.as_str(),
        "osmo1cyyzpxplxdzkeea7kwsydadg87357qnahakaks",
        "friend",
    ] {
        let msg = ExecuteMsg::Take {
            lot: lot(1),
            amount: Uint128::new(ETH),
            max_price: decimal("102"),
            min_amount: None,
            recipient: Some(given.into()),
            callback: None,
        };
        assert_eq!(
            bench
                .run("bidder", msg, &usd(103 * USD))
                .unwrap_err()
                .code(),
            37
        );
    }
}

#[test]
fn a_take_leaves_no_base_or_at_least_dust() {
    let mut bench = opened();
    // All but 0.05 ETH would leave less than 0.1: it gets all but 0.1.
    bench
        .take(lot(1), 10 * ETH - ETH / 20, 2_000 * USD)
        .unwrap();
    assert_eq!(bench.received("bidder", BASE), 10 * ETH - ETH / 10);
    assert_eq!(bench.lot(lot(1)).base_left, Uint128::new(ETH / 10));
    assert_eq!(
        bench.take(lot(1), ETH / 20, 2_000 * USD),
        Err(ContractError::Take(TakeRefusal::LeavesDust {
            least: ETH / 10
        }))
    );
}

#[test]
fn the_last_take_settles_the_lot_in_the_same_message() {
    let mut bench = opened();
    bench.take(lot(1), 4 * ETH, 408 * USD).unwrap();
    let events = bench.take(lot(1), 100 * ETH, 1_000 * USD).unwrap();
    assert_eq!(attribute(&events, "finish_lot", "proceeds"), "1020000000");
    assert!(!bench.is_open(lot(1)));
    assert_eq!(bench.received("bank", QUOTE), 1_020 * USD);
    assert_eq!(bench.delivered.len(), 1);
    assert_eq!(bench.delivered[0].sold, Uint128::new(10 * ETH));
    assert_eq!(
        bench.take(lot(1), ETH, 200 * USD),
        Err(ContractError::NoLot { lot: lot(1) })
    );
}

#[test]
fn a_sale_stops_when_the_tab_is_raised_and_the_rest_comes_back() {
    let mut bench = Bench::live();
    let tabbed = bench.consign("bank", 10 * ETH, Some(510 * USD)).unwrap();
    bench.take(tabbed, ETH, 102 * USD).unwrap();
    assert_eq!(bench.lot(tabbed).tab, Some(Uint128::new(408 * USD)));
    bench.take(tabbed, 10 * ETH, 1_000 * USD).unwrap();
    // 408 / 102 = 4 ETH more.
    assert_eq!(bench.received("bidder", BASE), 5 * ETH);
    assert_eq!(bench.received("bank", QUOTE), 510 * USD);
    assert_eq!(bench.received("bank", BASE), 5 * ETH);
    assert!(!bench.is_open(tabbed));
}

#[test]
fn a_take_leaves_no_tab_or_at_least_dust() {
    let mut bench = Bench::live();
    let tabbed = bench.consign("bank", 10 * ETH, Some(102 * USD)).unwrap();
    // 0.97 ETH would cost 98.94 and leave 3.06 of the tab: it is cut to leave 5.
    bench.take(tabbed, 97 * ETH / 100, 200 * USD).unwrap();
    assert_eq!(bench.lot(tabbed).tab, Some(Uint128::new(5 * USD)));
    assert_eq!(bench.lot(tabbed).raised, Uint128::new(97 * USD));
}

#[test]
fn a_pause_refuses_takes_and_names_its_end() {
    let mut bench = opened();
    bench.pause();
    assert_eq!(
        bench.take(lot(1), ETH, 200 * USD),
        Err(ContractError::Paused {
            until: START + 172_800
        })
    );
}

#[test]
fn attack_02_a_pending_jump_counts_only_in_favour_of_the_lot() {
    let mut bench = opened();
    let jumping = |record: PriceRecord, price| PriceRecord {
        pending: Some(Pending {
            price: dollars(price),
            since: START,
        }),
        ..record
    };
    let base = bench.record_in("oracle", BASE).unwrap();
    // A crash to 1 dollar that waits to be confirmed sells nothing cheap.
    bench.put_record("oracle", BASE, Some(jumping(base, 1)));
    assert_eq!(bench.simulate(lot(1), ETH).unwrap().price, decimal("102"));
    // A rise counts at once.
    bench.put_record("oracle", BASE, Some(jumping(base, 150)));
    assert_eq!(bench.simulate(lot(1), ETH).unwrap().price, decimal("153"));
    bench.put_record("oracle", BASE, Some(base));
    // So does a fall of what is paid.
    let quote = bench.record_in("oracle", QUOTE).unwrap();
    bench.put_record("oracle", QUOTE, Some(jumping(quote, 2)));
    assert_eq!(bench.simulate(lot(1), ETH).unwrap().price, decimal("102"));
}

#[test]
fn a_simulation_gives_what_the_take_then_does_and_fails_where_it_would() {
    let mut bench = opened();
    bench.blocks(40);
    let foreseen = bench.simulate(lot(1), 3 * ETH).unwrap();
    let events = bench.take(lot(1), 3 * ETH, 1_000 * USD).unwrap();
    assert_eq!(
        attribute(&events, "take", "quote"),
        foreseen.quote.to_string()
    );
    assert_eq!(
        attribute(&events, "take", "price"),
        foreseen.price.to_string()
    );
    bench.pause();
    assert_eq!(bench.simulate(lot(1), ETH).unwrap_err().code(), 7);
    assert_eq!(bench.simulate(lot(2), ETH).unwrap_err().code(), 18);
}

#[test]
fn attack_22_a_donation_to_the_house_pays_for_nothing() {
    // Payment is what comes with the message: a house rich in quote refuses a take that brings too little.
    let mut bench = opened();
    bench.take(lot(1), 5 * ETH, 510 * USD).unwrap();
    assert_eq!(bench.take(lot(1), ETH, 1).unwrap_err().code(), 22);
}
