//! What counts as in auction comes back to nothing.

use gavel_testing::{World, ETH, USD};

use super::{bidder, credit, loan, seller, FIRST};

fn in_auction(world: &World) -> (u128, u128) {
    (
        world.market(USD.denom).in_auction.u128(),
        world.collateral(ETH.denom).in_auction.u128(),
    )
}

#[test]
fn pitfall_19_counters_are_released_when_a_lot_brings_less_than_its_debt() {
    let mut world = World::builder().without_interest(USD).build();
    let (_, account) = loan(&mut world);
    world.move_price(ETH.denom, "84");
    let keeper = world.person("keeper");
    world.liquidate(&keeper, &account).unwrap();
    assert_eq!(in_auction(&world), (USD.units(3_960), ETH.amount("49.75")));
    // All is sold at the floor, 0.86 · 84 = 72.24: 3,593.94 dollars for 3,960 of debt.
    let bidder = bidder(&mut world);
    world.buy(&bidder, FIRST, ETH.units(10)).unwrap();
    world.wait(1_200);
    world.buy_all(&bidder, FIRST).unwrap();
    assert_eq!(in_auction(&world), (0, 0));
    assert!(world.market(USD.denom).unreconciled.is_zero());
}

#[test]
fn pitfall_19_counters_are_released_when_a_lot_goes_back_and_when_it_is_sold_in_part() {
    for part in [None, Some(ETH.units(7))] {
        let mut world = World::builder().without_interest(USD).build();
        let (_, account) = loan(&mut world);
        world.move_price(ETH.denom, "84");
        let keeper = world.person("keeper");
        world.liquidate(&keeper, &account).unwrap();
        let bidder = bidder(&mut world);
        if let Some(part) = part {
            world.buy(&bidder, FIRST, part).unwrap();
        }
        for _ in 0..4 {
            world.wait(1_200);
            world.advance(&keeper, FIRST).unwrap();
        }
        assert_eq!(in_auction(&world), (0, 0));
        assert!(world.market(USD.denom).unreconciled.is_zero());
        // A cap filled by what is long over would refuse this.
        world.liquidate(&keeper, &account).unwrap();
    }
}

#[test]
fn pitfall_19_a_lot_that_sells_out_below_its_tab_is_over() {
    let mut world = World::new();
    let seller = seller(&mut world, "seller", &[ETH.coin(10)]);
    world
        .consign(&seller, 1, ETH.coin(10), Some(USD.units(2_000)))
        .unwrap();
    let bidder = bidder(&mut world);
    world.buy(&bidder, FIRST, ETH.units(3)).unwrap();
    world.buy_all(&bidder, FIRST).unwrap();
    // 1,020 of 2,000 dollars raised, and no base left: nothing is counted as open any more.
    assert!(world.lot(FIRST).is_none());
    assert_eq!(credit(&world, &seller, USD), USD.units(1_020));
    world.withdraw_credit(&seller, USD.denom).unwrap();
    assert!(world.auction_holds().is_empty());
    assert_eq!(world.balance(&world.contracts().auction, USD.denom), 0);
}
