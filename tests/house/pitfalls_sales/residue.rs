//! What rounding leaves.

use gavel_testing::{World, ETH, USD};

use super::{bidder, lot};

#[test]
fn pitfall_24_what_rounding_leaves_is_on_a_ledger_and_goes_to_nobody_by_chance() {
    let mut world = World::new();
    let lenders = ["one", "two", "three"].map(|name| {
        let lender = world.funded(name, &[USD.coin(7_000)]);
        world.supply(&lender, USD.part("6666.666667")).unwrap();
        lender
    });
    let owners = ["first", "second", "third"].map(|name| {
        let owner = world.funded(name, &[ETH.coin(40), USD.coin(3_000)]);
        world.open(
            &owner,
            &[ETH.part("33.333333333333333333")],
            &[USD.part("2419.999999")],
        );
        owner
    });
    world.pass(100_000, 600_000_000);
    world.move_price(ETH.denom, "83.777777777777777777");
    let keeper = world.person("keeper");
    for owner in &owners {
        let account = world.first_account(owner);
        world.liquidate(&keeper, &account).unwrap();
    }
    // Ragged takes of all three lots.
    let bidder = bidder(&mut world);
    for number in 1..=3u32 {
        for step in 1..=7u128 {
            let size = ETH.amount("0.277777777777777777") * step / u128::from(number);
            world.buy(&bidder, lot(number), size).unwrap();
            world.wait(6);
        }
        world.buy_all(&bidder, lot(number)).unwrap();
    }
    // The house keeps not a unit of either asset.
    let house = world.contracts();
    assert!(world.auction_holds().is_empty());
    for asset in [ETH, USD] {
        assert_eq!(world.balance(&house.auction, asset.denom), 0);
    }

    // Everyone leaves with all that is his.
    for owner in &owners {
        world.fund(owner, &[USD.coin(3_000)]);
        world.repay(owner, USD.coin(5_000)).unwrap();
        world.withdraw_collateral(owner, ETH.denom, None).unwrap();
    }
    for lender in &lenders {
        world.withdraw(lender, USD.denom, None).unwrap();
    }
    world.distribute(&keeper, &[USD.denom]).unwrap();
    let market = world.market(USD.denom);
    assert_eq!((market.shares.u128(), market.penalties.u128()), (0, 0));
    assert_eq!((market.debt.u128(), market.in_auction.u128()), (0, 0));
    assert!(market.unreconciled.is_zero());
    // What is left is reserves, and a few units that nobody's share is worth.
    let cash = market.cash.u128();
    assert_eq!(world.balance(&house.lending, USD.denom), cash);
    assert_eq!(world.balance(&house.lending, ETH.denom), 0);
    let rest = cash - market.reserves.u128();
    assert!(rest <= 30, "{rest}");

    // The next lender does not get them.
    let next = world.funded("next", &[USD.coin(100)]);
    world.supply(&next, USD.coin(100)).unwrap();
    world.withdraw(&next, USD.denom, None).unwrap();
    assert!(world.balance(&next, USD.denom) <= USD.units(100));
}
