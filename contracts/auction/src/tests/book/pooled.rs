//! Lots of several consignors, windows that follow one another.

use cosmwasm_std::Uint128;
use gavel_types::auction::*;

use crate::error::ContractError;
use crate::tests::bench::*;

#[test]
fn all_that_is_consigned_in_a_window_is_one_lot_and_each_has_his_part() {
    let mut bench = Bench::batch();
    bench.bid("ann", at("90"), 450 * USD).unwrap();
    let opened = bench.consign("bank", 6 * ETH, None).unwrap();
    bench.blocks(3);
    assert_eq!(bench.consign("seller", 3 * ETH, None), Ok(opened));
    assert_eq!(bench.consign("bank", ETH, None), Ok(opened));
    bench.blocks(7);
    bench.advance(opened).unwrap();
    // 450 USD buy 5.2325… ETH at the reserve of 86. The bank has seven tenths of all.
    let sold = 450 * ETH / 86;
    let unsold = 10 * ETH - sold;
    let banks = &bench.delivered[0];
    assert_eq!(banks.base.u128(), 7 * ETH);
    assert_eq!(banks.proceeds.u128(), 315 * USD);
    assert_eq!(banks.sold.u128(), 7 * ETH - unsold * 7 / 10);
    assert_eq!(bench.credit_of("seller", QUOTE), 135 * USD);
    assert_eq!(bench.credit_of("seller", BASE), unsold * 3 / 10);
}

#[test]
fn what_comes_in_the_freeze_or_behind_it_waits_for_the_next_window() {
    let mut bench = Bench::batch();
    bench.bid("ann", at("90"), 9_000 * USD).unwrap();
    let first = bench.consign("bank", 10 * ETH, None).unwrap();
    bench.blocks(8);
    let second = bench.consign("bank", 5 * ETH, None).unwrap();
    assert_eq!((first, second), (lot(1), lot(2)));
    bench.blocks(2);
    // The second takes more base for as long as it waits, and cannot be advanced before the first.
    assert_eq!(bench.consign("seller", 5 * ETH, None), Ok(second));
    let waits = ContractError::WaitsForLot {
        lot: second,
        before: 1,
    };
    assert_eq!(bench.advance(second), Err(waits));
    let told = bench.advance(first).unwrap();
    assert_eq!(attribute(&told, "open_window", "lot"), "1/2");
    assert_eq!(bench.consign("seller", 2 * ETH, None), Ok(second));
    bench.window();
    bench.advance(second).unwrap();
    assert_eq!(bench.credit_of("seller", QUOTE), 630 * USD);
}

#[test]
fn a_lot_above_the_cap_is_sold_in_several_windows() {
    let stage = BatchStage {
        max_base: Some(Uint128::new(4 * ETH)),
        max_windows: 3,
        ..minute()
    };
    let mut bench = Bench::with(vec![Stage::Batch(stage)]);
    bench.bid("ann", at("90"), 9_000 * USD).unwrap();
    let opened = bench.consign("bank", 10 * ETH, None).unwrap();
    for left in [6, 2] {
        bench.window();
        let told = bench.advance(opened).unwrap();
        assert_eq!(attribute(&told, "open_window", "lot"), "1/1");
        assert_eq!(bench.lot(opened).base_left.u128(), left * ETH);
    }
    bench.window();
    bench.advance(opened).unwrap();
    assert_eq!(bench.delivered[0].proceeds.u128(), 900 * USD);
}

#[test]
fn a_window_sells_no_more_than_its_share_of_the_books_depth() {
    let stage = BatchStage {
        max_depth_bps: Some(5_000),
        max_windows: 2,
        ..minute()
    };
    let mut bench = Bench::with(vec![Stage::Batch(stage)]);
    bench.bid("ann", at("90"), 430 * USD).unwrap();
    bench.bid("bob", at("87"), 430 * USD).unwrap();
    bench.bid("low", at("80"), 4_300 * USD).unwrap();
    let opened = bench.consign("bank", 10 * ETH, None).unwrap();
    bench.window();
    // 860 USD would buy 10 ETH at the reserve of 86; half of that costs 430 … 450: Ann has it for 86 each, as nobody between pays
    // more. Bob's 87 are worth 435 for 5 ETH.
    let told = bench.advance(opened).unwrap();
    assert_eq!(
        attribute(&told, "settle_batch", "sold"),
        (5 * ETH).to_string()
    );
    assert_eq!(attribute(&told, "settle_batch", "price"), "87");
    bench.window();
    bench.advance(opened).unwrap();
    // 425 USD are left above the reserve: half of what they buy.
    let all = 435 * USD + 425 * USD / 2;
    let proceeds = bench.delivered[0].proceeds.u128();
    assert!(proceeds.abs_diff(all) < 3 * USD, "{proceeds}");
}

#[test]
fn a_lot_of_several_consignors_has_no_tab() {
    let mut bench = Bench::batch();
    let refused = bench
        .consign("bank", 10 * ETH, Some(500 * USD))
        .unwrap_err();
    assert_eq!(refused, ContractError::TabInBatch { pair: 1 });
}

#[test]
fn what_became_of_a_lot_can_be_read_until_all_its_consignors_have_it() {
    let mut bench = Bench::batch();
    bench.be_contract("fund");
    bench.add_consignor("fund", ConsignorKind::Contract);
    let bank = bench.who("bank").to_string();
    bench.deaf.insert(bank);
    bench.bid("ann", at("90"), 450 * USD).unwrap();
    let opened = bench.consign("bank", 6 * ETH, None).unwrap();
    bench.consign("fund", 4 * ETH, None).unwrap();
    bench.window();
    bench.advance(opened).unwrap();
    // The bank was called and refused, the fund is not called at once; 450 USD buy 5.23… ETH at the reserve of 86.
    let progress = LotProgress {
        base: 10 * ETH,
        sold: 450 * ETH / 86,
        raised: 450 * USD,
        rewards: 0,
        bid: 0,
    };
    let read = |bench: &Bench| UNDELIVERED.may_load(&bench.deps.storage, &opened).unwrap();
    let deliver = |bench: &mut Bench, whom: &str| {
        let consignor = bench.who(whom).to_string();
        let msg = ExecuteMsg::Deliver {
            lot: opened,
            consignor,
        };
        bench.run("anyone", msg, &[]).unwrap();
    };
    assert_eq!(read(&bench), Some(progress));
    deliver(&mut bench, "fund");
    assert_eq!(read(&bench), Some(progress));
    // It still refuses.
    deliver(&mut bench, "bank");
    assert_eq!(read(&bench), Some(progress));
    bench.deaf.clear();
    deliver(&mut bench, "bank");
    assert_eq!(read(&bench), None);
}
