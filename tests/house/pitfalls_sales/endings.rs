//! Every lot ends, whatever is bid for it.

use cosmwasm_std::Addr;
use gavel_testing::{terms, World, ETH, USD};
use gavel_types::auction::Reference;

use super::{bidder, credit, seller, FIRST};

/// Four curves of 1,200 s, and a block for each step.
const USUAL_END: u64 = 4 * (1_200 + 6);

/// Advances the first lot whenever it can until it is gone, and says how many seconds that took.
///
/// # Panics
/// It is still there after three days.
fn seconds_to_end(world: &mut World, anyone: &Addr) -> u64 {
    let began = world.now();
    while world.lot(FIRST).is_some() {
        assert!(world.now() - began < 3 * 86_400, "the lot does not end");
        world.wait(60);
        let _ = world.advance(anyone, FIRST);
    }
    world.now() - began
}

#[test]
fn pitfall_11_a_lot_ends_with_no_one_or_many_takes() {
    for takes in [0u128, 1, 9] {
        let mut world = World::new();
        let seller = seller(&mut world, "seller", &[ETH.coin(10)]);
        world.consign(&seller, 1, ETH.coin(10), None).unwrap();
        let bidder = bidder(&mut world);
        for _ in 0..takes {
            world.buy(&bidder, FIRST, ETH.units(1)).unwrap();
        }
        let took = seconds_to_end(&mut world, &bidder);
        assert!(took <= USUAL_END + 4 * 60, "{took}");
        // What was sold is paid at 102 dollars, what was not comes back: nothing is left out of the count.
        assert_eq!(credit(&world, &seller, USD), USD.units(102 * takes));
        assert_eq!(credit(&world, &seller, ETH), ETH.units(10 - takes));
    }
}

#[test]
fn pitfall_11_a_lot_with_a_tab_ends_too() {
    let mut world = World::new();
    let seller = seller(&mut world, "seller", &[ETH.coin(10)]);
    world
        .consign(&seller, 1, ETH.coin(10), Some(USD.units(500)))
        .unwrap();
    let bidder = bidder(&mut world);
    // The most that leaves a dollar of the tab: 499 / 102 ETH, which cost 499 rounded up.
    world.buy(&bidder, FIRST, ETH.amount("4.9")).unwrap();
    let left = world.lot(FIRST).unwrap().tab.unwrap().u128();
    assert!(left == USD.units(1) || left == USD.units(1) + 1, "{left}");
    let took = seconds_to_end(&mut world, &bidder);
    assert!(took <= USUAL_END + 4 * 60, "{took}");
    assert_eq!(credit(&world, &seller, USD), USD.units(500) - left);
}

#[test]
fn pitfall_11_no_take_leaves_dust_that_would_keep_a_lot_open() {
    let mut world = World::new();
    let seller = seller(&mut world, "seller", &[ETH.coin(10)]);
    world.consign(&seller, 1, ETH.coin(10), None).unwrap();
    let bidder = bidder(&mut world);
    // All but a wei: the take is cut to leave a thousandth of an ETH.
    world.buy(&bidder, FIRST, ETH.units(10) - 1).unwrap();
    assert_eq!(
        world.lot(FIRST).unwrap().base_left.u128(),
        ETH.amount("0.001")
    );
    // Now nothing but the whole rest can be bought, and that ends it.
    let refused = world.buy(&bidder, FIRST, ETH.amount("0.0009"));
    assert_eq!(refused.unwrap_err().code(), "auction/19");
    world.buy(&bidder, FIRST, ETH.amount("0.001")).unwrap();
    assert!(world.lot(FIRST).is_none());
    assert_eq!(credit(&world, &seller, USD), USD.units(1_020));
}

#[test]
fn pitfall_11_a_lot_of_two_stages_passes_through_both_and_ends() {
    let mut world = World::builder()
        .pair_with(ETH, USD, |pair| {
            pair.stages = vec![
                terms::dutch(Reference::Live, &[(0, 10_200), (600, 9_000)], 1),
                terms::dutch(Reference::Fixed, &[(0, 9_500), (300, 8_600)], 0),
            ];
        })
        .build();
    let seller = seller(&mut world, "seller", &[ETH.coin(10)]);
    world.consign(&seller, 1, ETH.coin(10), None).unwrap();
    let anyone = world.person("anyone");
    // 600 s, again 600 s, and 300 s.
    let took = seconds_to_end(&mut world, &anyone);
    assert!((1_500..=1_500 + 3 * 66).contains(&took), "{took}");
    assert_eq!(credit(&world, &seller, ETH), ETH.units(10));
}

#[test]
fn pitfall_11_a_lot_whose_price_feed_died_ends_after_an_hour() {
    let mut world = World::new();
    let seller = seller(&mut world, "seller", &[ETH.coin(10)]);
    world.consign(&seller, 1, ETH.coin(10), None).unwrap();
    let anyone = world.person("anyone");
    world.kill_feed(ETH.denom);
    // The last price is good for 90 s, and then an hour is waited for another.
    world.wait(3_600);
    let early = world.advance(&anyone, FIRST).unwrap_err();
    assert!(
        ["auction/24", "auction/25"].contains(&early.code()),
        "{early}"
    );
    world.wait(120);
    world.advance(&anyone, FIRST).unwrap();
    assert!(world.lot(FIRST).is_none());
    assert_eq!(credit(&world, &seller, ETH), ETH.units(10));
}

#[test]
fn pitfall_11_a_lot_ends_behind_the_longest_pause() {
    let mut world = World::new();
    let seller = seller(&mut world, "seller", &[ETH.coin(10)]);
    world.consign(&seller, 1, ETH.coin(10), None).unwrap();
    let guardian = world.cast().guardian.clone();
    world.pause_auction(&guardian).unwrap();
    // 48 hours in blocks of 6 s. Nobody lifts the pause, and the guardian cannot renew it.
    world.pass(28_800, 172_800_000);
    world.feed();
    let refused = world.pause_auction(&guardian).unwrap_err();
    assert_eq!(refused.code(), "auction/8");
    let anyone = world.person("anyone");
    // The first message behind it counts the pause.
    world.withdraw_credit(&anyone, USD.denom).unwrap_err();
    let took = seconds_to_end(&mut world, &anyone);
    assert!(took <= 2 * USUAL_END, "{took}");
    assert_eq!(credit(&world, &seller, ETH), ETH.units(10));
}

#[test]
fn pitfall_11_any_open_lot_can_be_brought_to_its_end() {
    let mut world = World::new();
    let seller = seller(&mut world, "seller", &[ETH.coin(100)]);
    let bidder = bidder(&mut world);
    // The least that can be sent, a thousandth, and much.
    for amount in [1, ETH.amount("0.001"), ETH.units(50)] {
        world.consign(&seller, 1, ETH.dust(amount), None).unwrap();
    }
    world.wait(300);
    world.probe();
    for lot in world.lots() {
        world.probe_end(&lot);
    }
    let _ = world.buy(&bidder, super::lot(3), ETH.units(49));
    world.probe();
    assert!(world.violations().is_empty());
}
