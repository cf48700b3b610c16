//! Consigning.

use cosmwasm_std::{Coin, Uint128};
use gavel_types::auction::*;
use gavel_types::funds::FundsError;

use super::bench::*;
use crate::error::ContractError;

fn consignment(expected_lot: u32, tab: Option<u128>) -> ExecuteMsg {
    ExecuteMsg::Consign {
        pair: 1,
        expected_lot,
        tab: tab.map(Uint128::new),
        max_reward_bps: None,
    }
}

fn eth(amount: u128) -> [Coin; 1] {
    [Coin::new(amount, BASE)]
}

#[test]
fn a_consignment_opens_a_lot_of_all_that_was_sent() {
    let mut bench = Bench::live();
    let events = bench
        .run("seller", consignment(1, None), &eth(10 * ETH))
        .unwrap();
    assert_eq!(attribute(&events, "consign", "lot"), "1/1");
    assert_eq!(attribute(&events, "consign", "base_price"), "100");
    assert_eq!(attribute(&events, "consign", "quote_price"), "1");
    assert_eq!(attribute(&events, "consign", "reference"), "100");
    let opened = bench.lot(lot(1));
    assert_eq!(opened.consignor, bench.who("seller"));
    assert_eq!(opened.base, Uint128::new(10 * ETH));
    assert_eq!(opened.base_left, Uint128::new(10 * ETH));
    assert_eq!((opened.stage, opened.restarts), (0, 0));
    assert_eq!(
        (opened.elapsed_millis, opened.ends_at_millis),
        (0, 1_200_000)
    );
    assert_eq!(opened.ratio, Some(decimal("1.02")));
    assert_eq!(opened.price, Some(decimal("102")));
}

#[test]
fn every_consignment_opens_its_own_lot_numbered_in_its_pair() {
    let mut bench = Bench::live();
    assert_eq!(bench.consign("seller", ETH, None), Ok(lot(1)));
    assert_eq!(bench.consign("bank", ETH, None), Ok(lot(2)));
    assert_eq!(bench.consign("seller", ETH, None), Ok(lot(3)));
}

#[test]
fn attack_08_two_consignments_that_both_expect_the_same_lot_cannot_both_go_through() {
    let mut bench = Bench::live();
    bench
        .run("seller", consignment(1, None), &eth(ETH))
        .unwrap();
    assert_eq!(
        bench.run("seller", consignment(1, None), &eth(ETH)),
        Err(ContractError::WrongLot {
            pair: 1,
            next: 2,
            expected: 1
        })
    );
}

#[test]
fn only_a_registered_consignor_may_consign() {
    let mut bench = Bench::live();
    let stranger = bench.consign("stranger", ETH, None).unwrap_err();
    assert_eq!(stranger.code(), 12);
    bench.consign("seller", ETH, None).unwrap();
    let address = bench.who("seller").into();
    bench.govern(GovernMsg::RemoveConsignor { pair: 1, address });
    assert_eq!(bench.consign("seller", ETH, None).unwrap_err().code(), 12);
}

#[test]
fn a_closed_pair_and_an_unknown_one_take_no_lot() {
    let mut bench = Bench::live();
    bench.govern(GovernMsg::SetPairOpen {
        pair: 1,
        open: false,
    });
    assert_eq!(
        bench.consign("seller", ETH, None),
        Err(ContractError::PairClosed { pair: 1 })
    );
    let unknown = ExecuteMsg::Consign {
        pair: 2,
        expected_lot: 1,
        tab: None,
        max_reward_bps: None,
    };
    assert_eq!(
        bench.run("seller", unknown, &eth(ETH)),
        Err(ContractError::NoPair { pair: 2 })
    );
}

#[test]
fn pitfall_01_exactly_the_base_comes_with_a_consignment() {
    let mut bench = Bench::live();
    let missing = bench.run("seller", consignment(1, None), &[]);
    assert_eq!(
        missing,
        Err(ContractError::Funds(FundsError::Missing {
            expected: BASE.into()
        }))
    );
    let wrong = [Coin::new(5u128, QUOTE)];
    let refused = bench.run("seller", consignment(1, None), &wrong);
    assert!(refused.unwrap_err().to_string().contains(QUOTE));
    let two = [Coin::new(ETH, BASE), Coin::new(5u128, QUOTE)];
    let refused = bench.run("seller", consignment(1, None), &two);
    assert!(refused.unwrap_err().to_string().contains(QUOTE));
}

#[test]
fn a_tab_must_be_above_the_dust() {
    let mut bench = Bench::live();
    assert_eq!(
        bench.consign("seller", ETH, Some(5 * USD)),
        Err(ContractError::TabTooSmall {
            least: Uint128::new(5 * USD),
            got: Uint128::new(5 * USD)
        })
    );
    let opened = bench.consign("seller", ETH, Some(5 * USD + 1)).unwrap();
    assert_eq!(bench.lot(opened).tab, Some(Uint128::new(5 * USD + 1)));
}

#[test]
fn pitfall_40_an_old_price_opens_no_lot_and_the_refusal_names_asset_and_age() {
    let mut bench = Bench::live();
    bench.darken(QUOTE);
    bench.blocks(10);
    assert_eq!(
        bench.consign("seller", ETH, None),
        Err(ContractError::StalePrice {
            denom: QUOTE.into(),
            age: 60
        })
    );
    bench.put_record("oracle", BASE, None);
    assert_eq!(
        bench.consign("seller", ETH, None),
        Err(ContractError::NoPrice { denom: BASE.into() })
    );
}

#[test]
fn pitfall_12_a_price_of_zero_opens_no_lot() {
    let mut bench = Bench::live();
    bench.set_price(BASE, 18, "0");
    assert_eq!(bench.consign("seller", ETH, None).unwrap_err().code(), 16);
    bench.set_price(BASE, 18, "100");
    bench.set_price(QUOTE, 6, "0");
    assert_eq!(bench.consign("seller", ETH, None).unwrap_err().code(), 16);
}

#[test]
fn a_pause_does_not_refuse_a_consignment_and_its_clock_stands() {
    let mut bench = Bench::live();
    bench.pause();
    let opened = bench.consign("bank", ETH, None).unwrap();
    bench.blocks(600);
    let waiting = bench.lot(opened);
    assert_eq!(waiting.elapsed_millis, 0);
    assert_eq!(waiting.price, None);
    bench.govern(GovernMsg::Unpause {});
    bench.blocks(17);
    let running = bench.lot(opened);
    assert_eq!(running.elapsed_millis, 102_000);
    assert_eq!(running.price, Some(decimal("100.3")));
}
