//! Attack 21: the backstop skimmed, overpaying, or kept from buying.

use cosmwasm_std::Addr;
use gavel_testing::{World, ETH, USD};
use gavel_types::auction::{ConsignorKind, GovernMsg};

use super::FIRST;

/// A world whose lots fall to 86 % and are then offered to a buyer with so much money and a cap of 2,000 dollars a lot, at 5 % less
/// than the oracle's price. Ten ETH of a seller are in the first lot, at 100 dollars each.
fn for_sale(money: u128) -> (World, Addr, Addr) {
    let mut world = World::new();
    let owner = world.person("buyer's owner");
    let buyer = world.start_buyer(&owner, USD.units(2_000), USD.coin(money));
    world.add_backstop(1, &buyer, 500).unwrap();
    let seller = world.funded("seller", &[ETH.coin(10)]);
    let add = GovernMsg::AddConsignor {
        pair: 1,
        address: seller.to_string(),
        kind: ConsignorKind::Account,
    };
    world.govern_auction(add).unwrap();
    world.consign(&seller, 1, ETH.coin(10), None).unwrap();
    (world, buyer, seller)
}

/// Four curves of 20 minutes, and what is left is offered.
fn run_out(world: &mut World) {
    let anyone = world.person("anyone");
    for _ in 0..4 {
        world.wait(1_206);
        world.advance(&anyone, FIRST).unwrap();
    }
}

fn credit(world: &World, whose: &Addr, denom: &str) -> u128 {
    let credits = world.credits(whose);
    let found = credits.iter().find(|coin| coin.denom == denom);
    found.map_or(0, |coin| coin.amount.u128())
}

#[test]
fn attack_21_what_nobody_bought_is_bought_where_the_curve_ended() {
    let (mut world, buyer, seller) = for_sale(5_000);
    run_out(&mut world);
    // 860 for 10 ETH, not 950.
    assert!(world.lot(FIRST).is_none());
    assert_eq!(world.balance(&buyer, ETH.denom), ETH.units(10));
    assert_eq!(world.balance(&buyer, USD.denom), USD.units(4_140));
    assert_eq!(credit(&world, &seller, USD.denom), USD.units(860));
    let owner = world.person("buyer's owner");
    world.collect_bought(&owner, &buyer, ETH.denom).unwrap();
    assert_eq!(world.balance(&owner, ETH.denom), ETH.units(10));
    world.recount();
}

#[test]
fn attack_21_it_pays_what_it_has_and_the_rest_goes_back() {
    let (mut world, buyer, seller) = for_sale(215);
    run_out(&mut world);
    assert_eq!(world.balance(&buyer, ETH.denom), ETH.amount("2.5"));
    assert_eq!(credit(&world, &seller, USD.denom), USD.units(215));
    assert_eq!(credit(&world, &seller, ETH.denom), ETH.amount("7.5"));
    world.recount();
}

#[test]
fn attack_21_nobody_but_the_house_has_it_pay() {
    let (mut world, buyer, _) = for_sale(5_000);
    let thief = world.person("thief");
    let offer = gavel_types::backstop::LotOffer {
        lot: FIRST,
        base: ETH.coin(1),
        price: gavel_testing::decimal("100"),
        most: USD.coin(5_000),
    };
    let msg = gavel_types::backstop::BackstopMsg::BuyLot(offer);
    world.execute(&thief, &buyer, &msg, &[]).unwrap_err();
    assert_eq!(world.balance(&buyer, USD.denom), USD.units(5_000));
}

#[test]
fn pitfall_17_a_backstop_that_is_no_contract_keeps_no_lot_open() {
    let mut world = World::new();
    let nobody = world.person("nobody");
    world.add_backstop(1, &nobody, 500).unwrap();
    let seller = world.funded("seller", &[ETH.coin(10)]);
    let add = GovernMsg::AddConsignor {
        pair: 1,
        address: seller.to_string(),
        kind: ConsignorKind::Account,
    };
    world.govern_auction(add).unwrap();
    world.consign(&seller, 1, ETH.coin(10), None).unwrap();
    run_out(&mut world);
    assert!(world.lot(FIRST).is_none());
    assert_eq!(credit(&world, &seller, ETH.denom), ETH.units(10));
    world.recount();
}
