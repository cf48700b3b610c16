//! Attack 1: entering and leaving around a loss.

use cosmwasm_std::Addr;
use gavel_testing::{World, ETH, USD};
use gavel_types::lending::AccountId;

use super::{about, FIRST};

/// A lender with 10 million dollars, 7.26 million of them lent against 100,000 ETH at 100 dollars. At 60 dollars the account is
/// closed whole: 99,500 ETH for a ticket of 5,657,142.857142 dollars; 1,602,857.142858 are expected to be lost.
fn closed_at_60() -> (World, AccountId) {
    let mut world = World::builder().without_interest(USD).build();
    let lender = world.funded("lender", &[USD.coin(10_000_000)]);
    let borrower = world.funded("borrower", &[ETH.coin(100_000)]);
    world.supply(&lender, USD.coin(10_000_000)).unwrap();
    let account = world.open(&borrower, &[ETH.coin(100_000)], &[USD.coin(7_260_000)]);
    world.move_price(ETH.denom, "60");
    let keeper = world.person("keeper");
    world.liquidate(&keeper, &account).unwrap();
    (world, account)
}

/// Someone with 100 million dollars.
fn whale(world: &mut World) -> Addr {
    world.funded("whale", &[USD.coin(100_000_000)])
}

#[test]
fn attack_01_entering_before_a_settlement_and_leaving_behind_it_gains_nothing() {
    let (mut world, _) = closed_at_60();
    let whale = whale(&mut world);
    let house = world.contracts();
    // 99,500 ETH at 1.02 · 60 bring 6,089,400, all of which repay: 1,170,600 are lost, 179,100 less than was expected. Who had
    // paid the redeeming value for his shares would leave with 163,000 of these.
    let calls = vec![
        house.supply(USD.coin(90_000_000)),
        world.buying(FIRST, u128::MAX).unwrap(),
        house.withdraw(USD.denom, None),
    ];
    world.transact(&whale, calls).unwrap();
    assert_eq!(
        world.market(USD.denom).written_off.u128(),
        USD.units(1_170_600)
    );
    // He paid as if nothing were lost, and bears nine tenths of the loss: 90,000,000 − 1,053,540.
    let spent = USD.units(90_000_000) + USD.units(6_089_400);
    let got = world.balance(&whale, USD.denom) + spent - USD.units(100_000_000);
    assert!(about(got, USD.units(88_946_460)), "{got}");
}

#[test]
fn attack_01_entering_reconciling_and_leaving_gains_nothing() {
    let (mut world, account) = closed_at_60();
    // At 55 the lot is expected to bring 99,500 · 55 · 0.99 = 5,417,775 of 7,260,000. Then the price recovers.
    world.set_price(ETH.denom, "55");
    let anyone = world.person("anyone");
    world
        .reconcile(&anyone, std::slice::from_ref(&account))
        .unwrap();
    let pending = world.market(USD.denom).pending_loss.u128();
    assert!(about(pending, USD.units(1_842_225)), "{pending}");
    world.set_price(ETH.denom, "60");

    let whale = whale(&mut world);
    let house = world.contracts();
    let calls = vec![
        house.supply(USD.coin(90_000_000)),
        house.reconcile(std::slice::from_ref(&account)),
        house.withdraw(USD.denom, None),
    ];
    world.transact(&whale, calls).unwrap();
    let pending = world.market(USD.denom).pending_loss.u128();
    assert!(about(pending, USD.units(1_349_700)), "{pending}");
    // Nine tenths of 100,000,000 − 1,349,700.
    let got = world.balance(&whale, USD.denom) - USD.units(10_000_000);
    assert!(about(got, USD.units(88_785_270)), "{got}");
}

#[test]
fn attack_01_who_liquidates_and_leaves_in_one_transaction_does_not_leave_whole() {
    let mut world = World::builder().without_interest(USD).build();
    let first = world.funded("first lender", &[USD.coin(10_000)]);
    let second = world.funded("second lender", &[USD.coin(10_000)]);
    world.supply(&first, USD.coin(10_000)).unwrap();
    world.supply(&second, USD.coin(10_000)).unwrap();
    let borrower = world.funded("borrower", &[ETH.coin(100)]);
    let account = world.open(&borrower, &[ETH.coin(100)], &[USD.coin(7_260)]);
    world.move_price(ETH.denom, "60");
    let house = world.contracts();
    // He knows of the loss, books it for the keeper's reward, and runs: with half of 20,000 − 1,349.7.
    let calls = vec![house.liquidate(&account), house.withdraw(USD.denom, None)];
    world.transact(&first, calls).unwrap();
    let got = world.balance(&first, USD.denom);
    assert!(about(got, USD.amount("9325.15")), "{got}");

    // The lot brings 99.5 · 61.2 = 6,089.4: of 7,260 − 6,089.4 = 1,170.6 he has borne 674.85, the other bears the rest.
    let bidder = super::bidder(&mut world, 10_000);
    world.buy_all(&bidder, FIRST).unwrap();
    let left = world.supplier(USD.denom, &second).redeemable.u128();
    assert!(about(left, USD.amount("9504.25")), "{left}");
}

#[test]
fn attack_01_settling_moves_no_value() {
    let (mut world, _) = closed_at_60();
    let before = world.market(USD.denom);
    // A part of the lot is sold: nothing of it is the lenders' yet, nothing has left them.
    let bidder = super::bidder(&mut world, 10_000_000);
    world.buy(&bidder, FIRST, ETH.units(50_000)).unwrap();
    let open = world.market(USD.denom);
    assert_eq!(
        (open.supplied, open.redeemable),
        (before.supplied, before.redeemable)
    );
    // The end of the lot books the loss and nothing else: what is owed beside it was owed before.
    world.buy_all(&bidder, FIRST).unwrap();
    let behind = world.market(USD.denom);
    assert!(behind.unreconciled.is_zero() && behind.pending_loss.is_zero());
    assert_eq!(behind.supplied.u128(), USD.units(8_829_400));
    assert_eq!(behind.redeemable, behind.supplied);
}
