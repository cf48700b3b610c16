//! What who advances a lot is paid.

use cosmwasm_std::{Coin, Uint128};
use gavel_types::auction::*;

use super::bench::*;

/// A house that sells by batch, then on a curve, and pays 2 USD a step.
fn paying() -> Bench {
    let mut bench = Bench::with(vec![
        Stage::Batch(BatchStage {
            max_base: Some(Uint128::new(4 * ETH)),
            max_windows: 3,
            ..minute()
        }),
        dutch(Reference::Live, 0),
    ]);
    bench.govern(GovernMsg::UpdatePair {
        pair: 1,
        config: PairConfig {
            advance_reward: Uint128::new(2 * USD),
            ..bench.pair().config
        },
    });
    bench
}

fn consign(bench: &mut Bench, base: u128, max_reward_bps: u32) -> LotId {
    let pair = bench.pair();
    let msg = ExecuteMsg::Consign {
        pair: 1,
        expected_lot: pair.next_lot,
        tab: None,
        max_reward_bps: Some(max_reward_bps),
    };
    bench.run("bank", msg, &[Coin::new(base, BASE)]).unwrap();
    lot(pair.next_lot)
}

#[test]
fn a_step_is_rewarded_by_a_credit_out_of_what_the_lot_raised() {
    let mut bench = paying();
    bench.bid("ann", at("90"), 630 * USD).unwrap();
    let opened = consign(&mut bench, 10 * ETH, 100);
    // Two windows: 4 ETH for 360, 3 ETH for the rest of Ann's 270 at 90.
    bench.window();
    bench.advance(opened).unwrap();
    assert_eq!(bench.credit_of("anyone", QUOTE), 2 * USD);
    bench.window();
    bench.advance(opened).unwrap();
    assert_eq!(bench.credit_of("anyone", QUOTE), 4 * USD);
    // The curve's end.
    bench.blocks(200);
    bench.advance(opened).unwrap();
    assert_eq!(bench.credit_of("anyone", QUOTE), 6 * USD);
    let settled = &bench.delivered[0];
    assert_eq!(settled.rewards.u128(), 6 * USD);
    assert_eq!((settled.proceeds + settled.rewards).u128() / USD, 630);
}

#[test]
fn attack_24_a_lot_that_is_advanced_in_many_messages_costs_no_more() {
    let mut bench = paying();
    for price in ["99", "98", "97", "96", "95", "94"] {
        bench.bid("ann", at(price), 100 * USD).unwrap();
    }
    let opened = consign(&mut bench, 10 * ETH, 1_000);
    bench.window();
    bench.settle_by(opened, 1);
    assert_eq!(bench.credit_of("anyone", QUOTE), 2 * USD);
}

#[test]
fn pitfall_21_rewards_stay_within_what_the_consignor_allows() {
    let mut bench = paying();
    bench.bid("ann", at("90"), 360 * USD).unwrap();
    // A tenth of a percent of 360 is 36 cents, however many steps.
    let opened = consign(&mut bench, 10 * ETH, 10);
    bench.window();
    bench.advance(opened).unwrap();
    bench.window();
    bench.advance(opened).unwrap();
    bench.blocks(200);
    bench.advance(opened).unwrap();
    assert_eq!(bench.credit_of("anyone", QUOTE), 36 * USD / 100);

    // Without leave there is none.
    bench.bid("ann", at("90"), 360 * USD).unwrap();
    let opened = consign(&mut bench, ETH, 0);
    bench.window();
    bench.advance(opened).unwrap();
    assert_eq!(bench.delivered[1].rewards.u128(), 0);
    assert_eq!(bench.credit_of("anyone", QUOTE), 36 * USD / 100);
}

#[test]
fn pitfall_21_dust_is_not_rewarded() {
    let mut bench = paying();
    // Below the dust of 0.1 ETH, below the dust of 5 USD raised.
    for base in [ETH / 10 - 1, 4 * ETH] {
        let opened = consign(&mut bench, base, 1_000);
        bench.window();
        bench.advance(opened).unwrap();
        bench.blocks(200);
        bench.advance(opened).unwrap();
    }
    assert_eq!(bench.credit_of("anyone", QUOTE), 0);
}

#[test]
fn a_lot_of_several_consignors_pays_what_the_least_generous_allows() {
    let mut bench = paying();
    bench.bid("ann", at("90"), 360 * USD).unwrap();
    consign(&mut bench, 2 * ETH, 10);
    let msg = ExecuteMsg::Consign {
        pair: 1,
        expected_lot: 1,
        tab: None,
        max_reward_bps: Some(1_000),
    };
    bench
        .run("seller", msg, &[Coin::new(2 * ETH, BASE)])
        .unwrap();
    bench.window();
    bench.advance(lot(1)).unwrap();
    assert_eq!(bench.credit_of("anyone", QUOTE), 36 * USD / 100);
    assert_eq!(bench.credit_of("seller", QUOTE), 180 * USD - 18 * USD / 100);
}

#[test]
fn who_sells_a_lot_to_the_best_bid_or_its_backstop_is_rewarded_out_of_what_that_paid() {
    let buyer = Bench::empty().who("buyer");
    for stages in [
        vec![Stage::English(EnglishStage {
            reserve_bps: 9_000,
            min_raise_bps: 100,
            duration_seconds: 600,
            extension_seconds: 60,
            hard_end_seconds: 1_200,
        })],
        vec![
            dutch(Reference::Live, 0),
            Stage::Backstop(BackstopStage {
                buyer: buyer.into(),
                discount_bps: 500,
                max_base: None,
            }),
        ],
    ] {
        let mut bench = Bench::with(stages);
        bench.be_contract("buyer");
        let config = PairConfig {
            advance_reward: Uint128::new(2 * USD),
            ..bench.pair().config
        };
        bench.govern(GovernMsg::UpdatePair { pair: 1, config });
        let opened = consign(&mut bench, 10 * ETH, 100);
        let coins = vec![Coin::new(900 * USD, QUOTE)];
        let bid = ExecuteMsg::PlaceBid {
            lot: opened,
            min_amount: None,
            recipient: None,
        };
        let raised = if bench.run("ann", bid, &coins).is_ok() {
            900 * USD
        } else {
            let pay = ExecuteMsg::PayBackstop { lot: opened };
            bench.plan = vec![("buyer".into(), pay, vec![Coin::new(860 * USD, QUOTE)])];
            860 * USD
        };
        bench.blocks(200);
        bench.advance(opened).unwrap();
        assert_eq!(bench.credit_of("anyone", QUOTE), 2 * USD);
        assert_eq!(bench.delivered[0].proceeds.u128(), raised - 2 * USD);
    }
}
