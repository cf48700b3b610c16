//! The same thing named twice, and asked for twice.

use gavel_testing::{decimal, World, ETH, USD};
use gavel_types::consignor::Settlement;
use gavel_types::lending::{AccountId, ExecuteMsg as LendingMsg};

use super::{bidder, consignor, credit, loan, seller, FIRST};

#[test]
fn pitfall_08_an_account_named_twice_is_not_reconciled_twice() {
    let mut world = World::new();
    let (borrower, account) = loan(&mut world);
    let twice = [account.clone(), account.clone()];
    let refused = world.reconcile(&borrower, &twice).unwrap_err();
    assert_eq!(refused.code(), "lending/33");
    let apart = [
        account.clone(),
        AccountId {
            sub: 1,
            ..account.clone()
        },
        account.clone(),
    ];
    let refused = world.reconcile(&borrower, &apart).unwrap_err();
    assert_eq!(refused.code(), "lending/33");

    // No account and more than ten are too few and too many.
    let eleven: Vec<AccountId> = (0..11)
        .map(|sub| AccountId {
            sub,
            ..account.clone()
        })
        .collect();
    for list in [&[][..], &eleven[..]] {
        let refused = world.reconcile(&borrower, list).unwrap_err();
        assert_eq!(refused.code(), "lending/32");
    }
    world.reconcile(&borrower, &eleven[..10]).unwrap();
}

#[test]
fn pitfall_08_an_asset_named_twice_is_not_paid_out_twice() {
    let mut world = World::builder().without_interest(USD).build();
    let (_, account) = loan(&mut world);
    world.move_price(ETH.denom, "84");
    let keeper = world.person("keeper");
    world.liquidate(&keeper, &account).unwrap();
    let bidder = bidder(&mut world);
    world.buy_all(&bidder, FIRST).unwrap();

    let refused = world.distribute(&keeper, &[USD.denom, USD.denom]);
    assert_eq!(refused.unwrap_err().code(), "lending/33");
    // Twice in one transaction: the second finds nothing, and neither has happened.
    let house = world.contracts();
    let twice = vec![
        house.distribute(&[USD.denom]),
        house.distribute(&[USD.denom]),
    ];
    let refused = world.transact(&keeper, twice).unwrap_err();
    assert_eq!(refused.code(), "lending/37");
    world.distribute(&keeper, &[USD.denom]).unwrap();
    // 182.58 of penalty, once.
    let cast = world.cast().clone();
    let paid = world.balance(&world.contracts().fund, USD.denom)
        + world.balance(&cast.treasury, USD.denom);
    assert_eq!(paid, USD.amount("182.58"));
}

#[test]
fn pitfall_08_an_asset_is_priced_once_a_message() {
    let mut world = World::new();
    let anyone = world.person("anyone");
    let refused = world.refresh(&anyone, &[ETH.denom, USD.denom, ETH.denom]);
    assert_eq!(refused.unwrap_err().code(), "oracle/9");
    world.blocks(1);
    let feeder = world.cast().feeders[0].clone();
    let now = world.now();
    let twice = [
        (ETH.denom, decimal("100"), now),
        (ETH.denom, decimal("101"), now),
    ];
    let refused = world.push_all(&feeder, &twice).unwrap_err();
    assert_eq!(refused.code(), "oracle/9");
}

#[test]
fn pitfall_08_a_credit_is_paid_once() {
    let mut world = World::new();
    let seller = seller(&mut world, "seller", &[ETH.coin(5)]);
    world.consign(&seller, 1, ETH.coin(5), None).unwrap();
    let bidder = bidder(&mut world);
    world.buy_all(&bidder, FIRST).unwrap();
    assert_eq!(credit(&world, &seller, USD), USD.units(510));
    let house = world.contracts();
    let twice = vec![
        house.withdraw_credit(USD.denom),
        house.withdraw_credit(USD.denom),
    ];
    let refused = world.transact(&seller, twice).unwrap_err();
    assert_eq!(refused.code(), "auction/27");
    world.withdraw_credit(&seller, USD.denom).unwrap();
    let refused = world.withdraw_credit(&seller, USD.denom).unwrap_err();
    assert_eq!(refused.code(), "auction/27");
    assert_eq!(world.balance(&seller, USD.denom), USD.units(510));
}

#[test]
fn pitfall_08_a_result_is_delivered_once_and_booked_once() {
    let mut world = World::new();
    let contract = consignor::bring(&mut world, &[ETH.coin(5)]);
    world.consign(&contract, 1, ETH.coin(5), None).unwrap();
    let refusal = consignor::refusal(&contract);
    consignor::plan(&mut world, &contract, &[refusal]);
    let bidder = bidder(&mut world);
    let receipt = world.buy_all(&bidder, FIRST).unwrap();
    assert!(receipt.tells("fail_delivery"));
    consignor::plan(&mut world, &contract, &[]);
    let house = world.contracts();
    let twice = vec![
        house.deliver(FIRST, &contract),
        house.deliver(FIRST, &contract),
    ];
    let refused = world.transact(&bidder, twice).unwrap_err();
    assert_eq!(refused.code(), "auction/26");
    world.deliver(&bidder, FIRST, &contract).unwrap();
    let refused = world.deliver(&bidder, FIRST, &contract).unwrap_err();
    assert_eq!(refused.code(), "auction/26");
    assert_eq!(world.balance(&contract, USD.denom), USD.units(510));
}

#[test]
fn pitfall_08_nobody_but_the_house_reports_a_lot() {
    let mut world = World::builder().without_interest(USD).build();
    let (_, account) = loan(&mut world);
    world.move_price(ETH.denom, "84");
    let keeper = world.funded("keeper", &[USD.coin(10)]);
    world.liquidate(&keeper, &account).unwrap();
    let forged = LendingMsg::LotSettled(Settlement {
        lot: FIRST,
        base: ETH.amount("49.75").into(),
        sold: ETH.amount("49.75").into(),
        proceeds: USD.units(1).into(),
        rewards: 0u128.into(),
    });
    let call = world.contracts().to_lending(forged, vec![USD.coin(1)]);
    let refused = world.run(&keeper, call).unwrap_err();
    assert_eq!(refused.code(), "lending/6");
    assert_eq!(world.account(&account).tickets.len(), 1);
}
