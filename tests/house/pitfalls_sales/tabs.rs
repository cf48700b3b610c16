//! Something for nothing, and nothing for something.

use gavel_testing::{decimal, Asset, World, ETH, USD};
use gavel_types::auction::{ConsignorKind, GovernMsg, LotId};

use super::{bidder, seller, FIRST};

/// An asset that cannot be divided, of 10,000 dollars.
const PUNK: Asset = Asset::new("upunk", 0);

#[test]
fn pitfall_18_a_take_of_nothing_and_a_take_for_nothing_are_refused() {
    let mut world = World::new();
    let seller = seller(&mut world, "seller", &[ETH.coin(5)]);
    world.consign(&seller, 1, ETH.coin(5), None).unwrap();
    let bidder = bidder(&mut world);
    let house = world.contracts();
    let nothing = house.take(FIRST, 0, decimal("200"), USD.coin(1));
    assert_eq!(
        world.run(&bidder, nothing).unwrap_err().code(),
        "auction/19"
    );
    // A wei is worth a ten-billionth of a unit, and costs one.
    world.buy(&bidder, FIRST, 1).unwrap();
    assert_eq!(world.balance(&bidder, ETH.denom), 1);
    assert_eq!(world.balance(&bidder, USD.denom), USD.units(1_000_000) - 1);
}

#[test]
fn pitfall_18_dust_of_the_tab_is_never_paid_for_no_base() {
    let mut world = World::builder()
        .pair_with(PUNK, USD, |pair| pair.quote_dust = USD.units(500).into())
        .price(PUNK, "10000")
        .build();
    let pair = world.pair_of(PUNK.denom, USD.denom);
    let seller = world.funded("seller", &[PUNK.coin(3)]);
    let add = GovernMsg::AddConsignor {
        pair,
        address: seller.to_string(),
        kind: ConsignorKind::Account,
    };
    world.govern_auction(add).unwrap();
    world
        .consign(&seller, pair, PUNK.coin(3), Some(USD.units(10_500)))
        .unwrap();
    let bidder = bidder(&mut world);
    let id = LotId { pair, number: 1 };
    // One costs 10,200 and would leave 300 of the tab, below its dust. Cut to leave 500 it would be none for 10,000 dollars.
    let house = world.contracts();
    let one = house.take(id, 1, decimal("10200"), USD.coin(10_200));
    let refused = world.run(&bidder, one).unwrap_err();
    assert_eq!(refused.code(), "auction/19");
    assert!(refused.to_string().contains("at least 2"), "{refused}");
    assert_eq!(world.balance(&bidder, USD.denom), USD.units(1_000_000));
    // Two raise the tab, which is all that is paid, and the third goes back.
    let two = house.take(id, 2, decimal("10200"), USD.coin(20_400));
    world.run(&bidder, two).unwrap();
    assert_eq!(world.balance(&bidder, PUNK.denom), 2);
    assert_eq!(world.balance(&bidder, USD.denom), USD.units(989_500));
    world.withdraw_credit(&seller, PUNK.denom).unwrap();
    world.withdraw_credit(&seller, USD.denom).unwrap();
    assert_eq!(world.balance(&seller, PUNK.denom), 1);
    assert_eq!(world.balance(&seller, USD.denom), USD.units(10_500));
}
