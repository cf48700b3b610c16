//! What lending earns.

use gavel_testing::{World, ETH, USD};

use super::amount;

#[test]
fn a_year_of_interest_goes_to_lenders_and_a_tenth_of_it_to_reserves() {
    let mut world = World::new();
    let lender = world.funded("lender", &[USD.coin(10_000)]);
    let borrower = world.funded("borrower", &[ETH.coin(100), USD.coin(1_000)]);
    world.supply(&lender, USD.coin(10_000)).unwrap();
    let account = world.open(&borrower, &[ETH.coin(100)], &[USD.coin(5_000)]);

    // Half is lent: 1 % + 4 % · 50/80 = 3.5 % a year.
    let market = world.market(USD.denom);
    assert_eq!(market.utilisation.to_string(), "0.5");
    assert_eq!(market.borrow_rate.to_string(), "0.035");
    world.pass(5_256_000, 31_536_000_000);
    let market = world.market(USD.denom);
    assert_eq!(market.debt.u128(), USD.units(5_175));
    assert_eq!(market.reserves.u128(), USD.amount("17.5"));
    assert_eq!(market.supplied.u128(), USD.amount("10157.5"));
    assert_eq!(
        amount(&world.account(&account).debts, USD),
        USD.units(5_175)
    );

    // The borrower repays all of it; nobody needs a price for that.
    let receipt = world.repay(&borrower, USD.coin(6_000)).unwrap();
    let repaid = receipt.first("repay").unwrap();
    assert_eq!(repaid.value("amount"), Some(USD.units(5_175)));
    assert_eq!(world.balance(&borrower, USD.denom), USD.units(825));
    world
        .withdraw_collateral(&borrower, ETH.denom, None)
        .unwrap();
    assert_eq!(world.balance(&borrower, ETH.denom), ETH.units(100));

    // The lender leaves with his interest, less at most one unit for the share that belongs to nobody.
    world.withdraw(&lender, USD.denom, None).unwrap();
    let got = world.balance(&lender, USD.denom);
    let worth = USD.amount("10157.5");
    assert!(got == worth || got == worth - 1, "{got}");
}
