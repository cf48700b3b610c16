//! What governance changes while a lot is open, and who joins it.

use gavel_testing::{decimal, terms, Checks, World, ETH, USD};
use gavel_types::auction::{Config, GovernMsg, Reference};
use gavel_types::lending::GovernMsg as LendingChange;

use super::{bidder, credit, loan, lot, seller, ETH_FOR_USD, FIRST};

#[test]
fn pitfall_13_a_new_configuration_of_the_pair_does_not_reach_an_open_lot() {
    let mut world = World::new();
    let seller = seller(&mut world, "seller", &[ETH.coin(20)]);
    world.consign(&seller, 1, ETH.coin(10), None).unwrap();
    let mut config = terms::pair_config(ETH, USD);
    config.stages = vec![terms::dutch(
        Reference::Fixed,
        &[(0, 9_500), (300, 7_600)],
        0,
    )];
    config.base_dust = ETH.amount("0.01").into();
    let update = GovernMsg::UpdatePair {
        pair: ETH_FOR_USD,
        config,
    };
    world.govern_auction(update).unwrap();
    world.consign(&seller, 1, ETH.coin(10), None).unwrap();
    world.wait(102);

    // The old lot is on its old curve, with its old end and its old dust.
    let old = world.lot(FIRST).unwrap();
    assert_eq!(old.price, Some(decimal("100.3")));
    assert_eq!(old.ends_at_millis, 1_200_000);
    let bidder = bidder(&mut world);
    world.buy(&bidder, FIRST, ETH.units(10) - 1).unwrap();
    assert_eq!(
        world.lot(FIRST).unwrap().base_left.u128(),
        ETH.amount("0.001")
    );

    // The new lot has the new ones.
    let new = world.lot(lot(2)).unwrap();
    // 95 − 19 · 102 / 300.
    assert_eq!(new.price, Some(decimal("88.54")));
    assert_eq!(new.ends_at_millis, 300_000);
    world.buy(&bidder, lot(2), ETH.units(10) - 1).unwrap();
    assert_eq!(
        world.lot(lot(2)).unwrap().base_left.u128(),
        ETH.amount("0.01")
    );
}

#[test]
fn pitfall_13_a_shorter_block_does_not_slow_the_clock_of_an_open_lot() {
    // A strict world takes every lot to have the block of today's configuration.
    let mut world = World::builder().checks(Checks::counting(1)).build();
    let seller = seller(&mut world, "seller", &[ETH.coin(20)]);
    world.consign(&seller, 1, ETH.coin(10), None).unwrap();
    let config = Config {
        max_block_millis: 5_000,
        ..world.auction_config().config
    };
    world
        .govern_auction(GovernMsg::UpdateConfig(config))
        .unwrap();
    world.consign(&seller, 1, ETH.coin(10), None).unwrap();
    // Ten blocks of 6 s: all of it counts for the old lot, 5 s of each for the new one.
    world.blocks(10);
    assert_eq!(world.lot(FIRST).unwrap().elapsed_millis, 60_000);
    assert_eq!(world.lot(lot(2)).unwrap().elapsed_millis, 50_000);
    assert!(world.violations().is_empty());
}

#[test]
fn pitfall_13_a_closed_pair_and_a_dismissed_consignor_leave_open_lots_to_go_on() {
    let mut world = World::new();
    let seller = seller(&mut world, "seller", &[ETH.coin(20)]);
    world.consign(&seller, 1, ETH.coin(10), None).unwrap();
    let close = GovernMsg::SetPairOpen {
        pair: ETH_FOR_USD,
        open: false,
    };
    world.govern_auction(close).unwrap();
    let dismiss = GovernMsg::RemoveConsignor {
        pair: ETH_FOR_USD,
        address: seller.to_string(),
    };
    world.govern_auction(dismiss).unwrap();
    let house = world.contracts();
    let again = house.consign(lot(2), ETH.coin(1), None);
    let refused = world.run(&seller, again.clone()).unwrap_err();
    assert_eq!(refused.code(), "auction/11");

    let bidder = bidder(&mut world);
    world.buy(&bidder, FIRST, ETH.units(4)).unwrap();
    for _ in 0..4 {
        world.wait(1_200);
        world.advance(&bidder, FIRST).unwrap();
    }
    assert_eq!(credit(&world, &seller, USD), USD.units(408));
    assert_eq!(credit(&world, &seller, ETH), ETH.units(6));
    let open = GovernMsg::SetPairOpen {
        pair: ETH_FOR_USD,
        open: true,
    };
    world.govern_auction(open).unwrap();
    let refused = world.run(&seller, again).unwrap_err();
    assert_eq!(refused.code(), "auction/12");
}

#[test]
fn pitfall_13_a_higher_penalty_does_not_reach_a_lot_that_is_open() {
    let mut world = World::builder().without_interest(USD).build();
    let (_, account) = loan(&mut world);
    // Terms change a day after they were set at the earliest.
    world.pass(14_400, 86_400_000);
    world.feed();
    world.move_price(ETH.denom, "84");
    let keeper = world.person("keeper");
    world.liquidate(&keeper, &account).unwrap();
    let mut raised = terms::collateral_terms(ETH);
    raised.penalty_bps = 1_000;
    let update = LendingChange::UpdateCollateral {
        denom: ETH.denom.to_owned(),
        terms: raised,
    };
    world.govern_lending(update).unwrap();
    let bidder = bidder(&mut world);
    world.buy_all(&bidder, FIRST).unwrap();
    // 4,262.58 less 4,262.58 / (1.05 · 0.995) = 4,080: the penalty of the day it was liquidated.
    assert_eq!(
        world.market(USD.denom).penalties.u128(),
        USD.amount("182.58")
    );
}

#[test]
fn pitfall_14_a_new_consignment_does_not_join_a_clock_that_has_run() {
    let mut world = World::new();
    let seller = seller(&mut world, "seller", &[ETH.coin(20)]);
    world.consign(&seller, 1, ETH.coin(10), None).unwrap();
    world.wait(402);
    assert_eq!(world.lot(FIRST).unwrap().price, Some(decimal("99.3")));
    world.consign(&seller, 1, ETH.coin(10), None).unwrap();
    // The new base starts at the top, and the old lot has no more of it.
    let new = world.lot(lot(2)).unwrap();
    assert_eq!((new.price, new.elapsed_millis), (Some(decimal("102")), 0));
    let old = world.lot(FIRST).unwrap();
    assert_eq!(old.base.u128(), ETH.units(10));
    assert_eq!(old.price, Some(decimal("99.3")));
    // Nor can anything be sent to the old lot.
    let late = world.contracts().consign(FIRST, ETH.coin(1), None);
    world.fund(&seller, &[ETH.coin(1)]);
    let refused = world.run(&seller, late).unwrap_err();
    assert_eq!(refused.code(), "auction/13");
}
