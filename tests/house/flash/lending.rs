//! What a taker does with the lending contract in its callback.

use gavel_testing::{decimal, ETH, USD};
use gavel_types::lending::AccountId;

use super::{pay, take_later, FIRST};
use crate::loan::Loan;
use crate::schemer::{act, bring, plan};

/// A loan whose lot of 49.75 ETH is open at 84 · 1.02 = 85.68 dollars, and another borrower's account like it.
fn two_loans() -> (Loan, AccountId) {
    let mut loan = Loan::given();
    let world = &mut loan.world;
    let other = world.funded("other borrower", &[ETH.coin(100)]);
    let account = world.open(&other, &[ETH.coin(100)], &[USD.coin(7_260)]);
    world.move_price(ETH.denom, "84");
    world.liquidate(&loan.keeper, &loan.account).unwrap();
    (loan, account)
}

/// What 2 ETH cost.
const COST: &str = "171.36";

#[test]
fn pitfall_20_a_callback_that_liquidates_is_undone_with_its_take() {
    let (mut loan, account) = two_loans();
    let world = &mut loan.world;
    let schemer = bring(world, &[USD.coin(1_000)]);
    let liquidate = world.contracts().liquidate(&account);
    let payment = pay(world, FIRST, USD, USD.amount(COST));
    let take = take_later(world, FIRST, ETH.units(2), None);
    let before = world.account(&account);
    for calls in [
        [liquidate.clone(), payment.clone()],
        [payment.clone(), liquidate.clone()],
    ] {
        plan(world, &schemer, &calls);
        let act = act(&schemer, std::slice::from_ref(&take));
        let refused = world.run(&loan.keeper, act).unwrap_err();
        assert_eq!(refused.code(), "auction/63", "{refused}");
    }
    assert_eq!(world.account(&account), before);
    assert_eq!(world.balance(&schemer, USD.denom), USD.units(1_000));
    assert_eq!(world.lots().len(), 1);
    // Before the take and behind it, it goes through.
    plan(world, &schemer, &[payment]);
    for calls in [
        [liquidate.clone(), take.clone()],
        [take.clone(), liquidate.clone()],
    ] {
        let both = act(&schemer, &calls);
        let opened = world.what_if(|world| {
            world.run(&loan.keeper, both).unwrap();
            world.lots().len()
        });
        assert_eq!(opened, 2);
    }
}

#[test]
fn the_lock_is_the_houses_and_lending_works_in_a_callback() {
    let (mut loan, _) = two_loans();
    let world = &mut loan.world;
    let schemer = bring(world, &[USD.coin(1_000)]);
    let house = world.contracts();
    let own = world.first_account(&schemer);
    // It repays a debt, lends, deposits what it has just bought and borrows on it.
    let calls = [
        house.repay(&loan.account, USD.coin(10)),
        house.supply(USD.coin(100)),
        house.deposit(&own, ETH.coin(2)),
        house.borrow(0, USD.coin(50)),
        pay(world, FIRST, USD, USD.amount(COST)),
    ];
    plan(world, &schemer, &calls);
    let take = take_later(world, FIRST, ETH.units(2), None);
    let receipt = world.run(&loan.keeper, act(&schemer, &[take])).unwrap();
    for kind in ["repay", "supply", "deposit", "borrow", "settle_take"] {
        assert!(receipt.tells(kind), "{kind}");
    }
    assert!(world.account(&own).health > Some(decimal("1")));
    // 1,000 − 10 − 100 + 50 − 171.36.
    assert_eq!(world.balance(&schemer, USD.denom), USD.amount("768.64"));
    world.recount();
}
