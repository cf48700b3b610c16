//! No price falls while nobody can bid.

use gavel_testing::{decimal, terms, Checks, World, ETH, USD};
use gavel_types::auction::{GovernMsg, Reference};

use super::{bidder, loan, seller, FIRST};

#[test]
fn pitfall_15_no_price_falls_in_a_pause() {
    let mut world = World::new();
    let seller = seller(&mut world, "seller", &[ETH.coin(20)]);
    world.consign(&seller, 1, ETH.coin(10), None).unwrap();
    let bidder = bidder(&mut world);
    world.wait(102);
    assert_eq!(world.lot(FIRST).unwrap().ratio, Some(decimal("1.003")));
    let guardian = world.cast().guardian.clone();
    world.pause_auction(&guardian).unwrap();
    world.wait(3_600);
    let house = world.contracts();
    let take = house.take(FIRST, ETH.units(1), decimal("200"), USD.coin(200));
    let refused = world.run(&bidder, take).unwrap_err();
    assert_eq!(refused.code(), "auction/7");
    // What is put up for sale meanwhile waits at the top of its curve.
    world.consign(&seller, 1, ETH.coin(10), None).unwrap();
    world.wait(3_600);
    world.govern_auction(GovernMsg::Unpause {}).unwrap();
    assert_eq!(world.lot(FIRST).unwrap().ratio, Some(decimal("1.003")));
    assert_eq!(
        world.lot(super::lot(2)).unwrap().ratio,
        Some(decimal("1.02"))
    );
    // It goes on from there: 300 s further is 0.993.
    world.wait(300);
    assert_eq!(world.lot(FIRST).unwrap().ratio, Some(decimal("0.993")));
}

#[test]
fn pitfall_15_a_halted_chain_costs_a_lot_one_block() {
    let mut world = World::builder().checks(Checks::counting(1)).build();
    let seller = seller(&mut world, "seller", &[ETH.coin(10)]);
    world.consign(&seller, 1, ETH.coin(10), None).unwrap();
    // Behind a halt the clock makes up for slack, a quarter of a block each block, which a strict world does not expect.
    world.halt(36_000);
    // The price is ten hours old: nothing is sold until there is another.
    let lot = world.lot(FIRST).unwrap();
    assert_eq!(lot.price, None);
    assert!(lot.elapsed_millis <= 7_500, "{lot:?}");
    world.set_price(ETH.denom, "90");
    world.blocks(1);
    world.feed();
    let lot = world.lot(FIRST).unwrap();
    assert!(world.violations().is_empty());
    // Three blocks of at most 7.5 s: 90 · (1.02 − 0.017 · 22.5 / 102), not the 77.4 of ten hours of falling.
    assert_eq!(lot.elapsed_millis, 22_500);
    assert_eq!(lot.price, Some(decimal("91.4625")));
}

#[test]
fn pitfall_15_a_halt_of_an_hour_hands_no_lot_back_and_pays_no_keeper_twice() {
    let mut world = World::builder()
        .checks(Checks::counting(1))
        .without_interest(USD)
        .build();
    let (_, account) = loan(&mut world);
    world.move_price(ETH.denom, "84");
    let keeper = world.person("keeper");
    world.liquidate(&keeper, &account).unwrap();
    // Half a percent of 50 ETH.
    assert_eq!(world.balance(&keeper, ETH.denom), ETH.amount("0.25"));
    world.halt(3_800);
    // Neither in the first block behind it, in which no price is fresh yet, nor when the feeders are back.
    assert_eq!(
        world.advance(&keeper, FIRST).unwrap_err().code(),
        "auction/24"
    );
    world.feed();
    assert_eq!(
        world.advance(&keeper, FIRST).unwrap_err().code(),
        "auction/24"
    );
    let again = world.liquidate(&keeper, &account).unwrap_err();
    assert_eq!(again.code(), "lending/28");
    assert_eq!(world.balance(&keeper, ETH.denom), ETH.amount("0.25"));
    // The lot sells for the lender's money, as if nothing had been.
    let bidder = bidder(&mut world);
    world.buy_all(&bidder, FIRST).unwrap();
    assert!(world.account(&account).tickets.is_empty());
    assert!(world.violations().is_empty());
}

#[test]
fn pitfall_15_behind_a_halt_a_fixed_lot_does_not_sell_at_its_old_price() {
    let mut world = World::builder()
        .checks(Checks::counting(1))
        .pair_with(ETH, USD, |pair| {
            pair.stages = vec![terms::dutch(Reference::Fixed, &terms::CURVE, 3)];
        })
        .build();
    let seller = seller(&mut world, "seller", &[ETH.coin(10)]);
    world.consign(&seller, 1, ETH.coin(10), None).unwrap();
    let bidder = bidder(&mut world);
    world.halt(3_000);
    // Meanwhile the market went from 100 to 114.
    world.set_price(ETH.denom, "114");
    world.blocks(1);
    world.feed();
    let house = world.contracts();
    let take = house.take(FIRST, ETH.units(10), decimal("200"), USD.coin(2_000));
    let refused = world.run(&bidder, take.clone()).unwrap_err();
    assert_eq!(refused.code(), "auction/23");
    world.advance(&bidder, FIRST).unwrap();
    // 1.02 · 114.
    assert_eq!(world.lot(FIRST).unwrap().price, Some(decimal("116.28")));
    world.run(&bidder, take).unwrap();
    assert_eq!(world.balance(&bidder, USD.denom), USD.amount("998837.2"));
    assert!(world.violations().is_empty());
}

#[test]
fn pitfall_15_no_price_falls_while_the_feed_is_dead() {
    let mut world = World::new();
    let seller = seller(&mut world, "seller", &[ETH.coin(10)]);
    world.consign(&seller, 1, ETH.coin(10), None).unwrap();
    world.wait(102);
    world.kill_feed(ETH.denom);
    // 90 s more the last price is good; then takes are refused and the clock stands.
    world.wait(1_200);
    let lot = world.lot(FIRST).unwrap();
    assert_eq!(lot.price, None);
    assert!(lot.elapsed_millis <= 102_000 + 96_000, "{lot:?}");
    world.set_price(ETH.denom, "100");
    let back = world.lot(FIRST).unwrap();
    assert!(back.elapsed_millis <= 102_000 + 96_000 + 6_000, "{back:?}");
    // 1.003 less a third of a percent at 200 of the 300 s to 0.993.
    assert!(back.price.unwrap() > decimal("99.6"), "{back:?}");
}
