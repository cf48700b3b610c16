//! Sales to the best bid for all that is left.

use cosmwasm_std::Addr;
use gavel_testing::{terms, World, ETH, USD};
use gavel_types::auction::{Reference, Stage};

use super::{consignor, credit, loan, seller, FIRST};

/// A world whose ETH is sold by these stages.
fn selling(stages: Vec<Stage>) -> World {
    World::builder()
        .pair_with(ETH, USD, |pair| pair.stages = stages)
        .build()
}

/// Ten ETH in the first lot, and who is paid for them.
fn ten_eth(world: &mut World) -> Addr {
    let seller = seller(world, "seller", &[ETH.coin(10)]);
    world.consign(&seller, 1, ETH.coin(10), None).unwrap();
    seller
}

#[test]
fn pitfall_11_a_lot_ends_with_no_one_or_many_bids() {
    for bids in [0u128, 1, 9] {
        let mut world = selling(vec![
            terms::english(9_000),
            terms::dutch(Reference::Live, &[(0, 10_200), (600, 9_000)], 0),
        ]);
        let seller = ten_eth(&mut world);
        let anyone = world.person("anyone");
        let began = world.now();
        for bid in 0..bids {
            let bidder = world.funded(&format!("bidder {bid}"), &[USD.coin(2_000)]);
            // From 900 on, each a hundred more, a minute apart.
            world
                .place_bid(&bidder, FIRST, USD.coin(900 + 100 * bid))
                .unwrap();
            world.wait(60);
        }
        while world.lot(FIRST).is_some() {
            world.wait(30);
            let _ = world.advance(&anyone, FIRST);
        }
        // Ten minutes, twenty at the most; without a bid the curve besides.
        assert!(world.now() - began <= 1_300, "{}", world.now() - began);
        let (sold, raised) = match bids {
            0 => (0, 0),
            bids => (10, 800 + 100 * bids),
        };
        assert_eq!(credit(&world, &seller, USD), USD.units(raised));
        assert_eq!(credit(&world, &seller, ETH), ETH.units(10 - sold));
        // Everyone but the winner has the bid back.
        for bid in 0..bids.saturating_sub(1) {
            let bidder = world.person(&format!("bidder {bid}"));
            assert_eq!(credit(&world, &bidder, USD), USD.units(900 + 100 * bid));
        }
        world.recount();
    }
}

#[test]
fn pitfall_12_a_price_of_next_to_nothing_still_makes_a_reserve() {
    let mut world = selling(vec![terms::english(8_600)]);
    let seller = seller(&mut world, "seller", &[ETH.coin(1)]);
    let one = cosmwasm_std::Coin::new(1u128, ETH.denom);
    world.consign(&seller, 1, one, None).unwrap();
    assert_eq!(world.lot(FIRST).unwrap().least_bid.unwrap().u128(), 1);
}

#[test]
fn pitfall_17_a_bidder_that_can_receive_nothing_is_outbid_all_the_same() {
    let mut world = selling(vec![terms::english(9_000)]);
    ten_eth(&mut world);
    // A contract that fails whenever it is called.
    let wall = consignor::bring(&mut world, &[USD.coin(1_000)]);
    let refusal = consignor::refusal(&wall);
    consignor::plan(&mut world, &wall, &[refusal]);
    world.place_bid(&wall, FIRST, USD.coin(900)).unwrap();
    let rival = world.funded("rival", &[USD.coin(1_000)]);
    world.place_bid(&rival, FIRST, USD.coin(910)).unwrap();
    assert_eq!(credit(&world, &wall, USD), USD.units(900));
    world.wait(600);
    world.advance(&rival, FIRST).unwrap();
    assert_eq!(credit(&world, &rival, ETH), ETH.units(10));
    world.withdraw_credit(&wall, USD.denom).unwrap();
    assert_eq!(world.balance(&wall, USD.denom), USD.units(1_000));
}

#[test]
fn pitfall_19_a_loan_sold_to_the_best_bid_leaves_nothing_in_auction() {
    let mut world = selling(vec![terms::english(9_000)]);
    let (_, account) = loan(&mut world);
    world.move_price(ETH.denom, "84");
    let keeper = world.person("keeper");
    world.liquidate(&keeper, &account).unwrap();
    // 49.75 ETH and what an hour's interest adds, 90 % of 84 dollars each.
    let lot = world.lot(FIRST).unwrap();
    let base = lot.base.u128();
    assert!(
        (ETH.amount("49.75")..ETH.amount("49.7501")).contains(&base),
        "{base}"
    );
    let least = (base * 756).div_ceil(10 * 10u128.pow(12));
    assert_eq!(lot.least_bid.unwrap().u128(), least);
    let bidder = world.funded("bidder", &[USD.coin(5_000)]);
    world.place_bid(&bidder, FIRST, USD.coin(4_200)).unwrap();
    world.wait(600);
    let before = world.account(&account).debts[0].amount.u128();
    world.advance(&keeper, FIRST).unwrap();
    // With the keeper's quarter of an ETH the 50 brought 4,221.1: less a penalty of 5 % on top of what repays, 4,020.1. The slice in
    // auction was 3,960; 60.1 repay the rest.
    let after = world.account(&account);
    let repaid = before - after.debts[0].amount.u128();
    assert!((USD.units(60)..USD.units(61)).contains(&repaid), "{repaid}");
    assert!(after.tickets.is_empty());
    assert_eq!(world.market(USD.denom).in_auction.u128(), 0);
    assert_eq!(credit(&world, &bidder, ETH), base);
    world.recount();
}

#[test]
fn a_bid_that_leads_counts_for_the_account_whose_base_it_is_for_though_the_price_falls() {
    let mut world = selling(vec![terms::english(9_000)]);
    let (_, account) = loan(&mut world);
    world.move_price(ETH.denom, "84");
    let keeper = world.person("keeper");
    world.liquidate(&keeper, &account).unwrap();
    let bidder = world.funded("bidder", &[USD.coin(5_000)]);
    world.place_bid(&bidder, FIRST, USD.coin(4_200)).unwrap();
    // 50 ETH at 80.6 back 3,324.75 of 3,300. At that price the 49.75 in the lot would lack 161 dollars of their 3,960; but they are
    // sold for 4,200 at least, which repay 4,020.
    world.set_price(ETH.denom, "80.6");
    let healthy = world.liquidate(&keeper, &account).unwrap_err();
    assert_eq!(healthy.code(), "lending/28");
    world.wait(600);
    world.advance(&keeper, FIRST).unwrap();
    let healthy = world.liquidate(&keeper, &account).unwrap_err();
    assert_eq!(healthy.code(), "lending/28");
    world.recount();
}
