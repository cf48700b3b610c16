//! A consignor that calls back while it is paid.

use gavel_testing::{decimal, World, ETH, USD};

use super::{bidder, consignor, lot, seller, FIRST};

#[test]
fn pitfall_20_a_consignor_cannot_ask_for_the_lot_again_while_it_is_paid() {
    let mut world = World::new();
    let contract = consignor::bring(&mut world, &[ETH.coin(10)]);
    let seller = seller(&mut world, "seller", &[ETH.coin(10)]);
    world.consign(&contract, 1, ETH.coin(10), None).unwrap();
    world.consign(&seller, 1, ETH.coin(10), None).unwrap();
    let house = world.contracts();
    let bidder = bidder(&mut world);
    // Another's lot brings money into the house that a second payment could be made of.
    world.buy(&bidder, lot(2), ETH.units(5)).unwrap();

    let again = [
        house.deliver(FIRST, &contract),
        house.advance(FIRST),
        house.take(FIRST, ETH.units(1), decimal("200"), USD.coin(200)),
    ];
    for (number, call) in again.into_iter().enumerate() {
        let outcome = world.what_if(|world| {
            consignor::plan(world, &contract, &[call]);
            let receipt = world.buy_all(&bidder, FIRST).unwrap();
            let bought = world.balance(&bidder, ETH.denom);
            let paid = world.balance(&contract, USD.denom);
            (receipt.tells("fail_delivery"), bought, paid)
        });
        // The buyer has bought; the consignor has not been paid, let alone twice.
        assert_eq!(outcome, (true, ETH.units(15), 0), "call {number}");
    }
}

#[test]
fn pitfall_20_a_consignor_that_uses_its_money_at_once_is_paid_once() {
    let mut world = World::new();
    let contract = consignor::bring(&mut world, &[ETH.coin(20)]);
    let seller = seller(&mut world, "seller", &[ETH.coin(10)]);
    world.consign(&contract, 1, ETH.coin(10), None).unwrap();
    world.consign(&seller, 1, ETH.coin(10), None).unwrap();
    let house = world.contracts();
    // Paid 1,020 dollars, it buys half of the other lot and puts up its other ETH, all within the delivery.
    let plan = [
        house.take(lot(2), ETH.units(5), decimal("102"), USD.coin(510)),
        house.consign(lot(3), ETH.coin(10), None),
    ];
    consignor::plan(&mut world, &contract, &plan);
    let bidder = bidder(&mut world);
    let receipt = world.buy_all(&bidder, FIRST).unwrap();
    assert!(!receipt.tells("fail_delivery"));
    assert_eq!(world.balance(&contract, USD.denom), USD.units(510));
    assert_eq!(world.balance(&contract, ETH.denom), ETH.units(5));
    let left: Vec<u128> = world.lots().iter().map(|l| l.base_left.u128()).collect();
    assert_eq!(left, [ETH.units(5), ETH.units(10)]);
    world.recount();
}
