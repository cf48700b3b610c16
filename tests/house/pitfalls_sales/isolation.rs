//! One that is bad stops no other.

use gavel_testing::{World, BTC, ETH, EUR, USD};
use gavel_types::lending::AccountId;

use super::{bidder, consignor, credit, loan, lot, seller, FIRST};

#[test]
fn pitfall_16_an_account_in_a_dead_asset_does_not_stop_the_others_in_its_batch() {
    let mut world = World::builder()
        .collateral(BTC)
        .without_interest(USD)
        .build();
    let (_, account) = loan(&mut world);
    let other = world.funded("other", &[BTC.coin(1)]);
    let dead = world.open(&other, &[BTC.coin(1)], &[USD.coin(5_000)]);
    let nobody = AccountId {
        sub: 200,
        ..account.clone()
    };
    world.kill_feed(BTC.denom);
    world.wait(3_600);
    world.move_price(ETH.denom, "60");
    let keeper = world.person("keeper");
    // The dead asset's account is named first.
    let batch = [dead.clone(), nobody, account.clone()];
    world.reconcile(&keeper, &batch).unwrap();
    world.refresh(&keeper, &[BTC.denom, ETH.denom]).unwrap();
    // 6,000 dollars of ETH are expected to bring 6,000 · 0.99 · 0.995 = 5,910.3 of 7,260: the loss is marked in spite of its
    // neighbour.
    assert_eq!(
        world.account(&account).pending_loss[0].amount.u128(),
        USD.amount("1349.7")
    );
    world.liquidate(&keeper, &account).unwrap();
    assert_eq!(world.lots().len(), 1);
    assert!(world.account(&dead).pending_loss.is_empty());
}

#[test]
fn pitfall_16_an_asset_with_nothing_to_pay_out_does_not_stop_the_others() {
    let mut world = World::builder().market(EUR).without_interest(USD).build();
    let (_, account) = loan(&mut world);
    world.move_price(ETH.denom, "84");
    let keeper = world.person("keeper");
    world.liquidate(&keeper, &account).unwrap();
    let bidder = bidder(&mut world);
    world.buy_all(&bidder, FIRST).unwrap();
    // Someone paid the euros out just before, or there never were any.
    world
        .distribute(&keeper, &[EUR.denom, USD.denom, ETH.denom])
        .unwrap();
    // Three fifths of 182.58.
    let fund = world.contracts().fund;
    assert_eq!(world.balance(&fund, USD.denom), USD.amount("109.548"));
    // With nothing at all to pay, and with an asset that is none, the message is refused.
    let refused = world.distribute(&keeper, &[EUR.denom, USD.denom]);
    assert_eq!(refused.unwrap_err().code(), "lending/37");
    let refused = world.distribute(&keeper, &["unknown"]);
    assert_eq!(refused.unwrap_err().code(), "lending/48");
}

#[test]
fn pitfall_17_a_consignor_that_cannot_be_paid_stops_neither_buyers_nor_other_sellers() {
    let mut world = World::new();
    let contract = consignor::bring(&mut world, &[ETH.coin(10)]);
    let seller = seller(&mut world, "seller", &[ETH.coin(10)]);
    world.consign(&contract, 1, ETH.coin(10), None).unwrap();
    world.consign(&seller, 1, ETH.coin(10), None).unwrap();
    let refusal = consignor::refusal(&contract);
    consignor::plan(&mut world, &contract, &[refusal]);

    // Both lots in one transaction; the buyer gets both.
    let bidder = bidder(&mut world);
    let calls = vec![
        world.buying(FIRST, u128::MAX).unwrap(),
        world.buying(lot(2), u128::MAX).unwrap(),
    ];
    let receipt = world.transact(&bidder, calls).unwrap();
    assert!(receipt.tells("fail_delivery"));
    assert_eq!(world.balance(&bidder, ETH.denom), ETH.units(20));
    assert_eq!(credit(&world, &seller, USD), USD.units(1_020));

    // Its money waits, and can be asked for again and again until it is taken.
    assert_eq!(world.deliveries().len(), 1);
    let again = world.deliver(&bidder, FIRST, &contract).unwrap();
    assert!(again.tells("fail_delivery"));
    assert_eq!(world.deliveries().len(), 1);
    consignor::plan(&mut world, &contract, &[]);
    world.deliver(&bidder, FIRST, &contract).unwrap();
    assert_eq!(world.balance(&contract, USD.denom), USD.units(1_020));
    assert!(world.deliveries().is_empty() && world.lots().is_empty());
}
