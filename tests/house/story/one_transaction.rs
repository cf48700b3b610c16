//! Liquidating and buying in one transaction.

use gavel_testing::{decimal, ETH, USD};

use super::{Loan, FIRST};

#[test]
fn a_keeper_with_money_liquidates_buys_and_settles_in_one_transaction() {
    let mut loan = Loan::given();
    loan.world.move_price(ETH.denom, "84");
    let keeper = loan.world.funded("keeper", &[USD.coin(5_000)]);

    // The lot's number is known beforehand, and so are its size and its price: 1.02 · 84 = 85.68.
    let planned = loan.world.simulate_liquidation(&loan.account).unwrap();
    assert_eq!(planned.lots.len(), 1);
    assert_eq!(planned.lots[0].lot, FIRST);
    assert_eq!(planned.lots[0].base.u128(), ETH.amount("49.75"));
    let house = loan.world.contracts();
    let calls = vec![
        house.liquidate(&loan.account),
        house.take(
            FIRST,
            ETH.amount("49.75"),
            decimal("85.68"),
            USD.part("4262.58"),
        ),
    ];
    let receipt = loan.world.transact(&keeper, calls).unwrap();
    assert!(receipt.tells("liquidate") && receipt.tells("book_lot"));

    // 0.25 ETH of keeper's slice and 49.75 bought for 4,262.58 dollars.
    assert_eq!(loan.world.balance(&keeper, ETH.denom), ETH.units(50));
    assert_eq!(loan.world.balance(&keeper, USD.denom), USD.amount("737.42"));
    // 4,262.58 / 1.04475 = 4,080 repay: 120 more than the ticket's 3,960, so that 3,180 are owed.
    assert_eq!(loan.debt(USD), USD.units(3_180));
    assert_eq!(loan.collateral(ETH), ETH.units(50));
    assert!(loan.world.lots().is_empty());
}

#[test]
fn if_the_purchase_is_refused_the_liquidation_has_not_happened() {
    let mut loan = Loan::given();
    loan.world.move_price(ETH.denom, "84");
    let keeper = loan.world.funded("keeper", &[USD.coin(5_000)]);
    let house = loan.world.contracts();
    let calls = vec![
        house.liquidate(&loan.account),
        // The limit is a hundredth below the price.
        house.take(
            FIRST,
            ETH.amount("49.75"),
            decimal("85.67"),
            USD.part("4262.58"),
        ),
    ];
    let refused = loan.world.transact(&keeper, calls).unwrap_err();
    assert!(refused.code().starts_with("auction/"), "{refused}");
    assert_eq!(loan.collateral(ETH), ETH.units(100));
    assert_eq!(loan.debt(USD), USD.units(7_260));
    assert!(loan.world.lots().is_empty());
    assert_eq!(loan.world.balance(&keeper, ETH.denom), 0);
}
