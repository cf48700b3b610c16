//! Attacks on the book that must fail.

use cosmwasm_std::{to_json_binary, Coin, Uint128};
use cw20::Cw20ReceiveMsg;
use gavel_math::price::Pending;
use gavel_types::asset::of_token;
use gavel_types::auction::*;

use crate::tests::bench::*;

const TWO_DAYS: u64 = 28_800;

#[test]
fn a_pause_that_ran_out_in_a_freeze_gives_bidders_another_moment() {
    let mut bench = Bench::batch();
    bench.bid("ann", at("90"), 900 * USD).unwrap();
    let opened = bench.consign("bank", 10 * ETH, None).unwrap();
    bench.blocks(8);
    bench.pause();
    bench.blocks(TWO_DAYS + 1);
    // The market is two days older.
    bench.set_price(BASE, 18, "60");
    assert_eq!(bench.retract("ann", at("90"), None).unwrap_err().code(), 48);
    // The first message behind the pause.
    let told = bench.advance(opened).unwrap();
    assert_eq!(told[0].ty, "renew_clock");
    bench.blocks(1);
    bench.retract("ann", at("90"), None).unwrap();
}

#[test]
fn who_borrows_for_one_transaction_cannot_empty_the_book() {
    let mut bench = Bench::batch();
    // Twenty honest levels from 90 up, 10,000 USD each.
    for step in 0..20u32 {
        let price = format!("{}.{}", 90 + step / 5, 2 * (step % 5));
        bench.bid("ann", at(&price), 10_000 * USD).unwrap();
    }
    let opened = bench.consign("bank", 10 * ETH, None).unwrap();
    bench.blocks(7);
    // One transaction in the last block before the freeze: 256 levels of a unit more, taken back at once.
    let mut levels = vec![];
    for step in 0..256u32 {
        let price = format!("{}.{:02}", 10 + step / 20, 5 * (step % 20));
        if step < 200 {
            levels.push(price);
        } else {
            let step = step - 200;
            levels.push(format!("{}.{}", 20 + step / 10, step % 10));
        }
    }
    for price in &levels {
        let _ = bench.bid("eve", at(price), 10_000 * USD + 1);
    }
    // Levels that cannot win drive out none that can; and what drove out another stays.
    let mut held = |price: &String| bench.retract("eve", at(price), None);
    let codes: Vec<u16> = levels
        .iter()
        .map(&mut held)
        .filter_map(Result::err)
        .map(|error| error.code())
        .collect();
    assert!(codes.contains(&73), "{codes:?}");
    let _ = bench.bid("eve", at("86"), 860 * USD);
    bench.blocks(3);
    bench.advance(opened).unwrap();
    // 200,000 USD stood at 90 and more.
    let proceeds = bench.delivered[0].proceeds.u128();
    assert!(proceeds >= 900 * USD, "sold for {proceeds}");
}

#[test]
fn bidders_can_answer_what_is_consigned_last() {
    let mut bench = Bench::batch();
    bench.bid("ann", at("99"), 990 * USD).unwrap();
    let opened = bench.consign("bank", 10 * ETH, None).unwrap();
    // The last block before the freeze, one transaction: a bid at the reserve, and a hundred times the base.
    bench.blocks(7);
    bench.bid("eve", at("86"), 87_000 * USD).unwrap();
    let second = bench.consign("bank", 1_000 * ETH, None).unwrap();
    assert_ne!(second, opened);
    bench.blocks(3);
    bench.advance(opened).unwrap();
    assert_eq!(bench.delivered[0].proceeds.u128(), 990 * USD);
    // What came last has a window of its own, in which others answer.
    bench.bid("bob", at("98"), 99_000 * USD).unwrap();
    bench.window();
    bench.advance(second).unwrap();
    assert!(bench.delivered[1].proceeds.u128() > 97_000 * USD);
}

#[test]
fn one_small_bid_does_not_keep_a_lot_in_the_book() {
    let stage = BatchStage {
        max_depth_bps: Some(5_000),
        max_windows: 15,
        ..minute()
    };
    let mut bench = Bench::with(vec![Stage::Batch(stage), dutch(Reference::Live, 0)]);
    bench.bid("eve", at("90"), 100 * USD).unwrap();
    let opened = bench.consign("bank", 1_000 * ETH, None).unwrap();
    let mut windows = 0;
    while bench.lot(opened).stage == 0 {
        bench.window();
        bench.advance(opened).unwrap();
        windows += 1;
    }
    let sold = 1_000 * ETH - bench.lot(opened).base_left.u128();
    assert!(windows <= 3, "{windows} windows sold {sold}");
}

#[test]
fn a_longer_block_leaves_bidders_a_moment_in_every_window() {
    let short = BatchStage {
        window_seconds: 31,
        ..minute()
    };
    let mut bench = Bench::with(vec![Stage::Batch(short)]);
    bench.bid("ann", at("90"), 900 * USD).unwrap();
    let mut config = bench.config();
    for millis in [11_250, 16_875] {
        config.max_block_millis = millis;
        bench.govern(GovernMsg::UpdateConfig(config.clone()));
        bench.blocks(14_401);
    }
    bench.consign("bank", 10 * ETH, None).unwrap();
    // The very block in which the window opens.
    bench.retract("ann", at("90"), None).unwrap();
}

#[test]
fn discounts_sit_out_while_a_jump_waits_up_or_down() {
    // One bad print of 200, or a market at 60 that the oracle has not confirmed; the accepted price is 100.
    for waits in [dollars(200), dollars(60)] {
        let mut bench = Bench::batch();
        bench.bid("ann", less(500), 10_000 * USD).unwrap();
        let opened = bench.consign("bank", 10 * ETH, None).unwrap();
        bench.window();
        let record = bench.record_in("oracle", BASE).unwrap();
        let pending = Some(Pending {
            price: waits,
            since: bench.second(),
        });
        let jumped = gavel_math::price::PriceRecord { pending, ..record };
        bench.put_record("oracle", BASE, Some(jumped));
        bench.advance(opened).unwrap();
        assert_eq!(bench.delivered[0].proceeds.u128(), 0);
        assert_eq!(bench.received("bank", BASE), 10 * ETH);
        bench.retract("ann", less(500), None).unwrap();
        assert_eq!(bench.received("ann", QUOTE), 10_000 * USD);
    }
}

#[test]
fn a_base_that_is_hardly_divided_is_not_sold_by_batch() {
    // A bid of 150 at 100 would pay all of it for one piece.
    let mut bench = Bench::empty();
    bench.set_price(BASE, 5, "100");
    let refused = bench.refuses(GovernMsg::CreatePair {
        base: BASE.into(),
        quote: QUOTE.into(),
        config: selling(vec![Stage::Batch(minute())]),
    });
    assert_eq!(refused.code(), 74);
}

#[test]
fn a_window_opened_once_more_is_open_to_others_where_blocks_are_slow() {
    let mut bench = Bench::batch();
    bench.bid("ann", at("90"), 900 * USD).unwrap();
    let opened = bench.consign("bank", 10 * ETH, None).unwrap();
    bench.blocks(16);
    let told = bench.advance(opened).unwrap();
    assert_eq!(told[0].ty, "reopen_window");
    // One transaction with the reopening; the next block takes 8 s.
    bench.bid("eve", at("91"), 910 * USD).unwrap();
    bench.halt(8);
    bench.retract("ann", at("90"), None).unwrap();
}

#[test]
fn a_base_that_cannot_be_sent_does_not_keep_quote_in_a_pair_that_is_wound_down() {
    let mut bench = Bench::empty();
    let base = of_token(&bench.who("token"));
    bench.set_price(&base, 18, "100");
    bench.govern(GovernMsg::CreatePair {
        base,
        quote: QUOTE.into(),
        config: selling(vec![Stage::Batch(minute())]),
    });
    bench.be_contract("bank");
    bench.add_consignor("bank", ConsignorKind::Contract);
    bench.bid("ann", at("90"), 9_000 * USD).unwrap();
    let msg = ReceiveMsg::Consign {
        pair: 1,
        expected_lot: 1,
        tab: None,
        max_reward_bps: None,
    };
    let hook = Cw20ReceiveMsg {
        sender: bench.who("bank").into(),
        amount: Uint128::new(10 * ETH),
        msg: to_json_binary(&msg).unwrap(),
    };
    bench.run("token", ExecuteMsg::Receive(hook), &[]).unwrap();
    bench.window();
    bench.advance(lot(1)).unwrap();
    // The token stops; governance winds the pair down for it.
    let token = bench.who("token").to_string();
    bench.deaf.insert(token);
    bench.govern(GovernMsg::WindDown { pair: 1 });
    assert!(bench.bid("ann", at("90"), 1).is_err());
    bench.retract("ann", at("90"), None).unwrap();
}

#[test]
fn a_pause_in_a_freeze_does_not_lock_bidders_in_for_two_days() {
    let mut bench = Bench::batch();
    bench.bid("ann", at("90"), 900 * USD).unwrap();
    let opened = bench.consign("bank", 10 * ETH, None).unwrap();
    bench.blocks(8);
    bench.run("guardian", ExecuteMsg::Pause {}, &[]).unwrap();
    bench.blocks(TWO_DAYS / 2);
    let step = bench.advance(opened);
    let left = bench.retract("ann", at("90"), None);
    assert!(left.is_ok(), "{left:?}; advance: {step:?}");
}

#[test]
fn bids_in_ones_name_at_useless_prices_do_not_hide_what_can_be_claimed() {
    let mut bench = Bench::batch();
    bench.bid("ann", at("90"), 900 * USD).unwrap();
    for price in 10..40 {
        let msg = ExecuteMsg::SubmitBid {
            pair: 1,
            limit: at(&price.to_string()),
            owner: Some(bench.who("ann").into()),
        };
        let funds = [Coin::new(100 * USD, QUOTE)];
        bench.run("eve", msg, &funds).unwrap();
    }
    let opened = bench.consign("bank", 10 * ETH, None).unwrap();
    bench.window();
    bench.advance(opened).unwrap();
    bench.claim("ann").unwrap();
}

#[test]
fn a_halt_behind_a_window_opened_once_more_gives_bidders_another_moment() {
    let mut bench = Bench::batch();
    bench.bid("ann", at("90"), 900 * USD).unwrap();
    let opened = bench.consign("bank", 10 * ETH, None).unwrap();
    bench.blocks(16);
    bench.advance(opened).unwrap();
    bench.blocks(2);
    bench.halt(36_000);
    bench.blocks(3);
    bench.set_price(BASE, 18, "60");
    let told = bench.advance(opened).unwrap();
    assert_eq!(told[0].ty, "reopen_window", "{told:?}");
}

#[test]
fn a_window_that_sells_nothing_names_no_price() {
    let stage = BatchStage {
        max_depth_bps: Some(5_000),
        ..minute()
    };
    let mut bench = Bench::with(vec![Stage::Batch(stage)]);
    let opened = bench.consign("bank", 10 * ETH, None).unwrap();
    bench.window();
    let told = bench.advance(opened).unwrap();
    assert!(told.iter().all(|event| event.ty != "settle_batch"));
    assert_eq!(bench.delivered[0].sold.u128(), 0);
}

#[test]
fn a_backstop_is_offered_no_jump_that_is_not_confirmed() {
    let buyer = BackstopStage {
        buyer: Bench::empty().who("buyer").into(),
        discount_bps: 500,
        max_base: None,
    };
    let stages = vec![dutch(Reference::Live, 0), Stage::Backstop(buyer)];
    let mut bench = Bench::with(stages);
    bench.be_contract("buyer");
    let opened = bench.consign("bank", 10 * ETH, None).unwrap();
    bench.blocks(200);
    let record = bench.record_in("oracle", BASE).unwrap();
    let pending = Some(Pending {
        price: dollars(200),
        since: bench.second(),
    });
    let jumped = gavel_math::price::PriceRecord { pending, ..record };
    bench.put_record("oracle", BASE, Some(jumped));
    let _ = bench.advance(opened);
    // The accepted price is 100, the last stage's floor 86 % of it.
    let price = bench.offered.first().map(|offer| offer.price);
    assert!(price <= Some(decimal("95")), "{price:?}");
}
