//! How lots end that are paid for in a callback, and what is left behind.

use cosmwasm_std::Addr;
use gavel_testing::{decimal, Asset, World, DOLLAR, ETH, ETHER, USD};
use gavel_types::auction::ConsignorKind;

use super::{admit, lot, pay, selling, take_later, FIRST, KINDS};
use crate::pitfalls_sales::consignor;
use crate::schemer::{act, attempt, bring, plan, refusal};

/// A schemer that pays so much for the first lot in its callbacks.
fn paying(world: &mut World, quote: Asset, amount: u128) -> Addr {
    let schemer = bring(world, &[quote.coin(2_000)]);
    let payment = pay(world, FIRST, quote, quote.units(amount));
    plan(world, &schemer, &[payment]);
    schemer
}

#[test]
fn a_consignor_that_is_paid_by_a_callback_uses_the_house_at_once() {
    let mut world = World::new();
    let contract = consignor::bring(&mut world, &[ETH.coin(20)]);
    let seller = world.funded("seller", &[ETH.coin(10)]);
    admit(&mut world, &seller, ConsignorKind::Account);
    world.consign(&contract, 1, ETH.coin(10), None).unwrap();
    world.consign(&seller, 1, ETH.coin(10), None).unwrap();
    let house = world.contracts();
    // Paid 1,020 dollars, it buys half of the other lot and puts up its other ETH, all within the delivery.
    let within = [
        house.take(lot(2), ETH.units(5), decimal("102"), USD.coin(510)),
        house.consign(lot(3), ETH.coin(10), None),
    ];
    consignor::plan(&mut world, &contract, &within);
    let schemer = paying(&mut world, USD, 1_020);
    let take = take_later(&world, FIRST, ETH.units(10), None);
    let receipt = world.run(&seller, act(&schemer, &[take])).unwrap();
    assert!(!receipt.tells("fail_delivery"));
    assert_eq!(world.balance(&contract, USD.denom), USD.units(510));
    assert_eq!(world.balance(&contract, ETH.denom), ETH.units(5));
    assert_eq!(world.balance(&schemer, ETH.denom), ETH.units(10));
    world.recount();
}

#[test]
fn pitfall_17_a_consignor_that_cannot_be_paid_undoes_no_take() {
    for (base, quote) in KINDS {
        let mut world = World::bare().collateral(base).market(quote).build();
        let deaf = bring(&mut world, &[base.coin(10)]);
        let wont = refusal(&deaf);
        plan(&mut world, &deaf, &[wont]);
        admit(&mut world, &deaf, ConsignorKind::Contract);
        let house = world.contracts();
        let anyone = world.person("anyone");
        let consign = house.consign(FIRST, base.coin(10), None);
        world.run(&anyone, act(&deaf, &[consign])).unwrap();
        let schemer = paying(&mut world, quote, 1_020);
        let take = take_later(&world, FIRST, base.units(10), None);
        let receipt = world.run(&anyone, act(&schemer, &[take])).unwrap();
        assert!(receipt.tells("settle_take") && receipt.tells("fail_delivery"));
        assert_eq!(world.balance(&schemer, base.denom), base.units(10));
        assert_eq!(world.deliveries().len(), 1);
        world.deliver(&anyone, FIRST, &deaf).unwrap();
        world.recount();
    }
}

#[test]
fn a_tab_is_raised_in_a_callback_and_the_rest_comes_back() {
    for (base, quote) in KINDS {
        let (mut world, seller) = selling(base, quote);
        world
            .consign(&seller, 1, base.coin(10), Some(quote.units(510)))
            .unwrap();
        let schemer = bring(&mut world, &[quote.coin(510)]);
        let payment = pay(&world, lot(2), quote, quote.units(510));
        plan(&mut world, &schemer, &[payment]);
        // 510 / 102 = 5 of the 10.
        let take = take_later(&world, lot(2), base.units(10), None);
        world.run(&seller, act(&schemer, &[take])).unwrap();
        assert!(world.lot(lot(2)).is_none());
        assert_eq!(world.balance(&schemer, base.denom), base.units(5));
        world.withdraw_credit(&seller, base.denom).unwrap();
        world.withdraw_credit(&seller, quote.denom).unwrap();
        assert_eq!(world.balance(&seller, base.denom), base.units(5));
        assert_eq!(world.balance(&seller, quote.denom), quote.units(510));
        world.recount();
    }
}

#[test]
fn the_house_is_open_behind_a_failure_that_the_taker_caught() {
    let (mut world, seller) = selling(ETHER, DOLLAR);
    let schemer = bring(&mut world, &[DOLLAR.coin(1_000)]);
    let house = world.contracts();
    // It does not pay, and in the same transaction buys like anybody else.
    let calls = [
        take_later(&world, FIRST, ETHER.units(2), None),
        house.take(FIRST, ETHER.units(1), decimal("102"), DOLLAR.coin(102)),
    ];
    let receipt = world.run(&seller, attempt(&schemer, &calls)).unwrap();
    assert!(!receipt.tells("settle_take"));
    assert_eq!(world.balance(&schemer, ETHER.denom), ETHER.units(1));
    assert_eq!(world.balance(&schemer, DOLLAR.denom), DOLLAR.units(898));
    world.recount();
}

#[test]
fn a_taker_takes_again_and_again_in_one_transaction() {
    let (mut world, seller) = selling(ETH, USD);
    let schemer = paying(&mut world, USD, 204);
    let take = take_later(&world, FIRST, ETH.units(2), None);
    let calls = vec![take; 5];
    let receipt = world.run(&seller, act(&schemer, &calls)).unwrap();
    assert_eq!(receipt.all("settle_take").count(), 5);
    assert!(receipt.tells("finish_lot"));
    assert_eq!(world.balance(&schemer, ETH.denom), ETH.units(10));
    assert_eq!(world.balance(&schemer, USD.denom), USD.units(980));
    world.recount();
}
