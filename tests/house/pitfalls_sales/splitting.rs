//! One thing done in many parts.

use gavel_testing::{World, ETH, USD};

use super::{bidder, loan, seller, FIRST};

/// What the buyer pays for takes of these sizes, all in the first block of a lot of 10 ETH at 102 dollars.
fn paid(sizes: &[u128]) -> u128 {
    let mut world = World::new();
    let seller = seller(&mut world, "seller", &[ETH.coin(10)]);
    world.consign(&seller, 1, ETH.coin(10), None).unwrap();
    let bidder = bidder(&mut world);
    for size in sizes {
        world.buy(&bidder, FIRST, *size).unwrap();
    }
    assert_eq!(
        world.balance(&bidder, ETH.denom),
        sizes.iter().sum::<u128>()
    );
    USD.units(1_000_000) - world.balance(&bidder, USD.denom)
}

#[test]
fn pitfall_09_a_take_in_seven_parts_is_not_cheaper_than_one() {
    // A seventh of an ETH costs 14.571428…, paid as 14.571429.
    let seventh = ETH.amount("0.142857142857142857");
    assert_eq!(paid(&[seventh; 7]), USD.amount("102.000003"));
    assert_eq!(paid(&[7 * seventh]), USD.units(102));
}

#[test]
fn pitfall_09_a_part_too_small_for_a_unit_of_the_price_still_pays_one() {
    // A wei costs 0.0000000001 of the smallest unit of a dollar.
    assert_eq!(paid(&[1; 5]), 5);
    assert_eq!(paid(&[5]), 1);
}

#[test]
fn pitfall_09_two_liquidations_at_once_are_not_twice_the_reward() {
    let mut world = World::builder().without_interest(USD).build();
    let (_, account) = loan(&mut world);
    world.move_price(ETH.denom, "84");
    let keeper = world.person("keeper");
    let house = world.contracts();
    let twice = vec![house.liquidate(&account), house.liquidate(&account)];
    let refused = world.transact(&keeper, twice).unwrap_err();
    assert_eq!(refused.code(), "lending/28");
    world.liquidate(&keeper, &account).unwrap();
    let refused = world.liquidate(&keeper, &account).unwrap_err();
    assert_eq!(refused.code(), "lending/28");
    assert_eq!(world.balance(&keeper, ETH.denom), ETH.amount("0.25"));
}

#[test]
fn pitfall_09_a_debt_in_two_accounts_rewards_its_keeper_no_more_than_in_one() {
    let mut world = World::builder().without_interest(USD).build();
    let lender = world.funded("lender", &[USD.coin(20_000)]);
    world.supply(&lender, USD.coin(20_000)).unwrap();
    let accounts = ["first", "second"].map(|name| {
        let owner = world.funded(name, &[ETH.coin(50)]);
        world.open(&owner, &[ETH.coin(50)], &[USD.coin(3_630)])
    });
    world.move_price(ETH.denom, "84");
    let keeper = world.person("keeper");
    for account in &accounts {
        world.liquidate(&keeper, account).unwrap();
    }
    // Half a percent of 25 ETH, twice; one account of both sells 50 and pays 0.25.
    assert_eq!(world.balance(&keeper, ETH.denom), ETH.amount("0.25"));
    let sold: u128 = world.lots().iter().map(|lot| lot.base.u128()).sum();
    assert_eq!(sold, ETH.amount("49.75"));
}

#[test]
fn pitfall_23_the_penalty_of_many_small_takes_is_that_of_one() {
    let mut world = World::builder().without_interest(USD).build();
    let (_, account) = loan(&mut world);
    world.move_price(ETH.denom, "84");
    let keeper = world.person("keeper");
    world.liquidate(&keeper, &account).unwrap();
    let bidder = bidder(&mut world);
    // A hundred takes of 0.4975 ETH at 85.68, 42.6258 dollars each.
    for _ in 0..100 {
        world.buy(&bidder, FIRST, ETH.amount("0.4975")).unwrap();
    }
    assert!(world.lot(FIRST).is_none());
    // 4,262.58 in all; 4,262.58 / 1.04475 = 4,080 repay.
    assert_eq!(world.balance(&bidder, USD.denom), USD.amount("995737.42"));
    assert_eq!(
        world.market(USD.denom).penalties.u128(),
        USD.amount("182.58")
    );
    assert_eq!(
        world.account(&account).debts[0].amount.u128(),
        USD.units(3_180)
    );
}

#[test]
fn pitfall_23_a_reward_below_a_whole_unit_of_the_account_is_still_paid() {
    let mut world = World::builder().without_interest(USD).build();
    let lender = world.funded("lender", &[USD.coin(100)]);
    world.supply(&lender, USD.coin(100)).unwrap();
    // A hundredth of the usual loan: 1 ETH for 72.6 dollars. It sells half an ETH, of which the keeper gets 0.0025.
    let owner = world.funded("owner", &[ETH.coin(1)]);
    let account = world.open(&owner, &[ETH.coin(1)], &[USD.part("72.6")]);
    world.move_price(ETH.denom, "84");
    let keeper = world.person("keeper");
    world.liquidate(&keeper, &account).unwrap();
    assert_eq!(world.balance(&keeper, ETH.denom), ETH.amount("0.0025"));
}
