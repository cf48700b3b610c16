//! Rewards that are asked for again and again.

use gavel_testing::terms::at;
use gavel_testing::{World, ETH, USD};

use super::{bidder, credit, loan, lot, seller, FIRST};

#[test]
fn pitfall_21_stepping_a_lot_pays_nobody() {
    let mut world = World::new();
    let seller = seller(&mut world, "seller", &[ETH.coin(10)]);
    world.consign(&seller, 1, ETH.coin(10), None).unwrap();
    let stepper = world.person("stepper");
    let house = world.contracts();
    for _ in 0..4 {
        world.wait(1_200);
        // A second step in the same transaction is not due.
        let twice = vec![house.advance(FIRST), house.advance(FIRST)];
        world.transact(&stepper, twice).unwrap_err();
        world.advance(&stepper, FIRST).unwrap();
    }
    assert!(world.lot(FIRST).is_none());
    for asset in [ETH, USD] {
        assert_eq!(world.balance(&stepper, asset.denom), 0);
    }
}

/// A pair in which no part of a lot below 60 ETH may be left. The usual loan's 49.75 are less than that.
fn world_of_large_dust() -> World {
    World::builder()
        .without_interest(USD)
        .pair_with(ETH, USD, |pair| pair.base_dust = ETH.units(60).into())
        .build()
}

#[test]
fn pitfall_21_a_lot_below_the_pairs_dust_is_not_handed_back_to_be_liquidated_again() {
    let mut world = world_of_large_dust();
    let (_, account) = loan(&mut world);
    world.move_price(ETH.denom, "84");
    let keeper = world.person("keeper");
    let house = world.contracts();
    // Each round would cost the borrower half a percent of what is sold, in one transaction.
    let rounds = vec![
        house.liquidate(&account),
        house.advance(FIRST),
        house.liquidate(&account),
        house.advance(lot(2)),
    ];
    let refused = world.transact(&keeper, rounds).unwrap_err();
    assert_eq!(refused.code(), "auction/24");
    world.liquidate(&keeper, &account).unwrap();
    let refused = world.advance(&keeper, FIRST).unwrap_err();
    assert_eq!(refused.code(), "auction/24");
    assert_eq!(world.balance(&keeper, ETH.denom), ETH.amount("0.25"));
}

#[test]
fn pitfall_21_a_lot_below_the_pairs_dust_is_sold_whole() {
    let mut world = world_of_large_dust();
    let (_, account) = loan(&mut world);
    world.move_price(ETH.denom, "84");
    let keeper = world.person("keeper");
    world.liquidate(&keeper, &account).unwrap();
    let bidder = bidder(&mut world);
    world.wait(102);
    let refused = world.buy(&bidder, FIRST, ETH.units(20)).unwrap_err();
    assert_eq!(refused.code(), "auction/19");
    world.buy_all(&bidder, FIRST).unwrap();
    // 49.75 · 84.252.
    assert_eq!(
        world.balance(&bidder, USD.denom),
        USD.units(1_000_000) - USD.amount("4191.537")
    );
}

#[test]
fn pitfall_21_an_account_of_dust_rewards_no_keeper() {
    let mut world = World::builder().without_interest(USD).build();
    let lender = world.funded("lender", &[USD.coin(100)]);
    world.supply(&lender, USD.coin(100)).unwrap();
    // 0.0135 ETH at 100 back 1.0125 dollars.
    let owner = world.funded("owner", &[ETH.coin(1)]);
    let account = world.open(&owner, &[ETH.part("0.0135")], &[USD.coin(1)]);
    // Governance doubles the dust to 0.02 ETH; at 70 dollars the account's 0.945 would not repay its dollar.
    world.pass(14_400, 86_400_000);
    world.feed();
    let mut terms = world.collateral(ETH.denom).terms;
    terms.dust = ETH.amount("0.02").into();
    let denom = ETH.denom.to_owned();
    world
        .govern_lending(gavel_types::lending::GovernMsg::UpdateCollateral { denom, terms })
        .unwrap();
    world.move_price(ETH.denom, "70");
    let keeper = world.person("keeper");
    let receipt = world.liquidate(&keeper, &account).unwrap();
    assert!(receipt.tells("recognise_loss") && !receipt.tells("consign"));
    assert_eq!(world.balance(&keeper, ETH.denom), 0);
    let refused = world.liquidate(&keeper, &account).unwrap_err();
    assert_eq!(refused.code(), "lending/28");
}

#[test]
fn pitfall_21_to_liquidate_oneself_and_buy_ones_own_collateral_costs_the_penalty() {
    let mut world = World::builder().without_interest(USD).build();
    let (borrower, account) = loan(&mut world);
    world.fund(&borrower, &[USD.coin(10_000)]);
    world.move_price(ETH.denom, "84");
    // Liquidate, buy, repay and leave, all oneself.
    world.liquidate(&borrower, &account).unwrap();
    world.buy_all(&borrower, FIRST).unwrap();
    world.repay(&borrower, USD.coin(3_180)).unwrap();
    world
        .withdraw_collateral(&borrower, ETH.denom, None)
        .unwrap();
    // All 100 ETH are back, and 182.58 of the 17,260 − 7,260 dollars are gone: the whole penalty.
    assert_eq!(world.balance(&borrower, ETH.denom), ETH.units(100));
    assert_eq!(
        world.balance(&borrower, USD.denom),
        USD.units(10_000) - USD.amount("182.58")
    );
}

#[test]
fn pitfall_21_who_steps_a_lot_for_a_reward_makes_no_healthy_account_liquidatable() {
    let mut world = World::builder()
        .without_interest(USD)
        .batch_first(ETH, USD, |batch| {
            batch.max_base = Some(ETH.units(25).into());
            batch.max_windows = 2;
        })
        .pair_with(ETH, USD, |pair| {
            pair.advance_reward = USD.units(100).into();
        })
        .build();
    let (_, account) = loan(&mut world);
    world.move_price(ETH.denom, "84");
    let keeper = world.person("keeper");
    world.liquidate(&keeper, &account).unwrap();
    let bidder = bidder(&mut world);
    world
        .submit_bid(&bidder, 1, at("87"), USD.coin(2_175))
        .unwrap();
    world.wait(54);
    world.set_price(ETH.denom, "80.2");
    world.wait(6);
    // 25 of 49.75 ETH are sold for 87 each. Of 2,175 dollars the step costs 2.14 %, half of the penalty in them.
    world.advance(&keeper, FIRST).unwrap();
    assert_eq!(credit(&world, &keeper, USD), USD.amount("46.545"));
    // With 24.75 ETH that are expected to bring 1,965.10 the lot repays 4,140.10 / 1.04475, more than its 3,960; 50 ETH back 3,308.25
    // of the other 3,300. The reward is penalty, and takes nothing from what is repaid.
    let healthy = world.liquidate(&keeper, &account).unwrap_err();
    assert_eq!(healthy.code(), "lending/28");
}
