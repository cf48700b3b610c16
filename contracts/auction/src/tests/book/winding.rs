//! Pairs that are wound down, and money that governance redirects.

use gavel_types::auction::*;

use crate::error::ContractError;
use crate::tests::bench::*;

#[test]
fn a_pair_that_is_wound_down_gives_back_lots_and_bids() {
    let mut bench = Bench::batch();
    bench.bid("ann", at("90"), 900 * USD).unwrap();
    let first = bench.consign("bank", 10 * ETH, None).unwrap();
    bench.blocks(8);
    let second = bench.consign("bank", 5 * ETH, None).unwrap();
    bench.govern(GovernMsg::WindDown { pair: 1 });

    // The book is frozen, and bids come out, not in.
    assert_eq!(
        bench.bid("bob", at("90"), 900 * USD).unwrap_err().code(),
        62
    );
    let moved = bench.move_bid("ann", at("90"), at("89"), None);
    assert_eq!(moved, Err(ContractError::WoundDown { pair: 1 }));
    bench.retract("ann", at("90"), None).unwrap();
    assert_eq!(bench.consign("bank", ETH, None).unwrap_err().code(), 11);

    for lot in [first, second] {
        bench.advance(lot).unwrap();
    }
    assert_eq!(bench.delivered.len(), 2);
    assert!(bench.delivered.iter().all(|settled| settled.sold.is_zero()));
    // It may open again, and nothing joins a lot that is gone.
    bench.govern(GovernMsg::SetPairOpen {
        pair: 1,
        open: true,
    });
    assert_eq!(bench.consign("bank", ETH, None), Ok(lot(3)));
}

#[test]
fn a_settlement_that_has_begun_goes_to_its_end_in_a_pair_that_is_wound_down() {
    let mut bench = Bench::with(vec![Stage::Batch(minute()), dutch(Reference::Live, 3)]);
    for price in ["99", "98", "97"] {
        bench.bid("ann", at(price), 200 * USD).unwrap();
    }
    let opened = bench.consign("bank", 10 * ETH, None).unwrap();
    bench.window();
    let one = ExecuteMsg::Advance {
        lot: opened,
        limit: Some(1),
    };
    bench.run("anyone", one, &[]).unwrap();
    bench.govern(GovernMsg::WindDown { pair: 1 });
    assert_eq!(bench.retract("ann", at("98"), None).unwrap_err().code(), 48);
    bench.advance(opened).unwrap();
    // 600 at the reserve of 86; the rest is not offered by the curve any more.
    assert_eq!(bench.delivered[0].proceeds.u128(), 600 * USD);
    assert!(!bench.is_open(opened));
}

#[test]
fn a_lot_on_its_curve_ends_when_its_pair_is_wound_down() {
    let mut bench = Bench::live();
    let opened = bench.consign("bank", 10 * ETH, None).unwrap();
    bench.take(opened, 4 * ETH, 408 * USD).unwrap();
    bench.govern(GovernMsg::WindDown { pair: 1 });
    bench.advance(opened).unwrap();
    assert_eq!(bench.delivered[0].sold.u128(), 4 * ETH);
}

#[test]
fn attack_15_what_a_dead_consignor_is_owed_can_be_redirected() {
    let mut bench = Bench::live();
    let bank = bench.who("bank").to_string();
    bench.deaf.insert(bank.clone());
    let opened = bench.consign("bank", 10 * ETH, None).unwrap();
    bench.take(opened, 10 * ETH, 1_020 * USD).unwrap();
    let redirect = |consignor: &str, recipient: &str| GovernMsg::RedirectDelivery {
        lot: opened,
        consignor: consignor.to_owned(),
        recipient: recipient.to_owned(),
    };
    let heir = bench.who("heir").to_string();
    let seller = bench.who("seller").to_string();
    assert_eq!(bench.refuses(redirect(&seller, &heir)).code(), 26);
    assert_eq!(bench.refuses(redirect(&bank, "HEIR")).code(), 37);
    bench.govern(redirect(&bank, &heir));
    assert_eq!(bench.credit_of("heir", QUOTE), 1_020 * USD);
    // Once.
    assert_eq!(bench.refuses(redirect(&bank, &heir)).code(), 26);
}

#[test]
fn pitfall_24_what_rounding_leaves_is_collected_by_governance() {
    let mut bench = Bench::batch();
    let mut owners = vec![];
    for number in 0..3 {
        owners.push(format!("owner {number}"));
    }
    for owner in &owners {
        bench.bid(owner, at("90"), 100 * USD).unwrap();
    }
    bench.consign("bank", 1_000, None).unwrap();
    bench.window();
    bench.advance(lot(1)).unwrap();
    let residue = GovernMsg::CollectResidue {
        denom: BASE.into(),
        recipient: bench.who("treasury").into(),
    };
    assert_eq!(bench.refuses(residue.clone()).code(), 27);
    for owner in &owners {
        bench.claim(owner).unwrap();
        bench.retract(owner, at("90"), None).unwrap();
    }
    bench.govern(residue);
    assert_eq!(bench.received("treasury", BASE), 1);
}
