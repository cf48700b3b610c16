//! Pitfalls 27 and 34: nothing is gained by many small messages, nor by being the first.

use cosmwasm_std::Addr;
use gavel_testing::{Call, World, ETH, USD};
use gavel_types::lending::AccountId;

use super::{amount, Loan};

/// A market a year old: 5,175 owed of 5,000 borrowed, so that no index is a whole number.
fn a_year_old() -> (World, Addr, AccountId) {
    let mut world = World::new();
    let lender = world.funded("lender", &[USD.coin(10_000)]);
    let borrower = world.funded("borrower", &[ETH.coin(100), USD.coin(1_000)]);
    world.supply(&lender, USD.coin(10_000)).unwrap();
    let account = world.open(&borrower, &[ETH.coin(100)], &[USD.coin(5_000)]);
    world.pass(5_256_000, 31_536_000_000);
    world.feed();
    (world, borrower, account)
}

#[test]
fn pitfall_27_one_liquidation_restores_the_target_and_a_second_at_once_is_refused() {
    let mut loan = Loan::given();
    loan.world.move_price(ETH.denom, "84");
    let house = loan.world.contracts();
    let calls = vec![house.liquidate(&loan.account); 2];
    let keeper = loan.keeper.clone();
    let refused = loan.world.transact(&keeper, calls);
    assert_eq!(refused.unwrap_err().code(), "lending/28");
    loan.world.liquidate(&keeper, &loan.account).unwrap();
    let found = loan.world.account(&loan.account);
    assert_eq!(found.health.unwrap().to_string(), "1.05");
}

#[test]
fn pitfall_27_a_hundred_repayments_of_one_unit_forgive_no_unit() {
    let (mut world, borrower, account) = a_year_old();
    let house = world.contracts();
    let before = amount(&world.account(&account).debts, USD);
    let calls: Vec<Call> = vec![house.repay(&account, USD.dust(1)); 100];
    world.transact(&borrower, calls).unwrap();
    let after = amount(&world.account(&account).debts, USD);
    assert!(before - after <= 100, "{} for 100", before - after);
}

#[test]
fn pitfall_27_a_hundred_loans_of_one_unit_owe_a_hundred() {
    let (mut world, borrower, account) = a_year_old();
    let house = world.contracts();
    let before = amount(&world.account(&account).debts, USD);
    let calls: Vec<Call> = vec![house.borrow(0, USD.dust(1)); 100];
    world.transact(&borrower, calls).unwrap();
    let after = amount(&world.account(&account).debts, USD);
    assert!(after - before >= 100, "{} for 100", after - before);
}

#[test]
fn pitfall_27_no_debt_is_opened_so_small_that_rounding_decides() {
    let mut loan = Loan::given();
    let second = loan.world.funded("second borrower", &[ETH.coin(1)]);
    loan.world.deposit(&second, ETH.coin(1)).unwrap();
    // A dollar is the least debt of the market.
    let refused = loan.world.borrow(&second, USD.dust(USD.one() - 1));
    assert_eq!(refused.unwrap_err().code(), "lending/24");
    loan.world.borrow(&second, USD.coin(1)).unwrap();
}

#[test]
fn pitfall_34_the_first_lender_who_donates_robs_nobody() {
    let mut world = World::new();
    let attacker = world.funded("attacker", &[USD.coin(20_001)]);
    let victim = world.funded("victim", &[USD.coin(10_000)]);
    let lending = world.contracts().lending;
    // The first share, and a gift that would make it worth 20,000.
    world.supply(&attacker, USD.dust(1)).unwrap();
    let gift = Call::send(&lending, vec![USD.coin(20_000)]);
    world.run(&attacker, gift).unwrap();
    world.supply(&victim, USD.coin(10_000)).unwrap();
    let worth = world.supplier(USD.denom, &victim).redeemable.u128();
    assert!(USD.units(10_000) - worth <= 1, "{worth}");
    assert!(world.supplier(USD.denom, &attacker).redeemable.u128() <= 1);
}

#[test]
fn pitfall_34_a_unit_lent_and_withdrawn_a_hundred_times_gains_no_unit() {
    let (mut world, _, _) = a_year_old();
    let attacker = world.funded("attacker", &[USD.coin(1)]);
    let house = world.contracts();
    // A unit is worth less than a unit of money when it comes out: rounding is the house's.
    let calls = vec![house.supply(USD.dust(1)), house.withdraw(USD.denom, None)];
    let refused = world.transact(&attacker, calls);
    assert_eq!(refused.unwrap_err().code(), "lending/27");
    for _ in 0..100 {
        let calls = vec![
            house.supply(USD.dust(1_001)),
            house.withdraw(USD.denom, None),
        ];
        world.transact(&attacker, calls).unwrap();
    }
    assert!(world.balance(&attacker, USD.denom) <= USD.one());
}
