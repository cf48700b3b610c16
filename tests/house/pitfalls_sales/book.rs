//! Many at once.

use gavel_testing::{Checks, World, ETH, USD};

use super::{bidder, credit, lot, seller};

/// Bytes of the largest value that the house stores, and how many values.
fn stored(world: &World) -> (usize, usize) {
    let records = world.app().dump_wasm_raw(&world.contracts().auction);
    let largest = records.iter().map(|(_, value)| value.len()).max();
    (largest.unwrap_or(0), records.len())
}

#[test]
fn pitfall_05_the_five_hundredth_lot_costs_what_the_first_did() {
    let mut world = World::builder().checks(Checks::off()).build();
    let seller = seller(&mut world, "seller", &[ETH.coin(1_000)]);
    world.consign(&seller, 1, ETH.coin(1), None).unwrap();
    let (largest, count) = stored(&world);
    for _ in 1..500 {
        world.consign(&seller, 1, ETH.coin(1), None).unwrap();
    }
    // One record a lot; no record grows with their number.
    assert_eq!(stored(&world), (largest, count + 499));

    // The last, the first and one between are sold like any other: 102 dollars each.
    let bidder = bidder(&mut world);
    for number in [500, 1, 250] {
        world.buy_all(&bidder, lot(number)).unwrap();
    }
    assert_eq!(credit(&world, &seller, USD), USD.units(306));
    assert_eq!(world.balance(&bidder, ETH.denom), ETH.units(3));
    // One credit for all: it does not grow with the number of sales either.
    assert_eq!(stored(&world), (largest, count + 497));
    assert_eq!(world.lots().len(), 497);
}

#[test]
fn pitfall_05_a_hundred_borrowers_and_lenders_have_a_record_each() {
    let mut world = World::builder().checks(Checks::off()).build();
    let largest = |world: &World| {
        let records = world.app().dump_wasm_raw(&world.contracts().lending);
        records.iter().map(|(_, value)| value.len()).max()
    };
    let join = |world: &mut World, number: u32| {
        let lender = world.funded(&format!("lender {number}"), &[USD.coin(1_000)]);
        world.supply(&lender, USD.coin(1_000)).unwrap();
        let borrower = world.funded(&format!("borrower {number}"), &[ETH.coin(10)]);
        world.open(&borrower, &[ETH.coin(10)], &[USD.coin(700)])
    };
    join(&mut world, 0);
    let before = largest(&world).unwrap();
    for number in 1..100 {
        join(&mut world, number);
    }
    // Only the market's totals are larger numbers now.
    let after = largest(&world).unwrap();
    assert!(after <= before + 8, "{before} → {after}");
    assert_eq!(world.accounts().len(), 100);
    assert_eq!(world.suppliers(USD.denom).len(), 100);
}
