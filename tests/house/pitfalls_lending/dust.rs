//! Pitfall 30: dust keeps no bad debt alive, and bad debt earns no interest.

use gavel_testing::{ETH, USD};

use super::{Loan, FIRST};

/// The loan with ETH at 60 dollars, closed whole, its lot open.
fn closed_whole() -> Loan {
    let mut loan = Loan::given();
    loan.world.move_price(ETH.denom, "60");
    loan.world.liquidate(&loan.keeper, &loan.account).unwrap();
    assert_eq!(loan.collateral(ETH), 0);
    loan
}

#[test]
fn pitfall_30_nobody_else_can_put_dust_into_an_account_that_was_emptied() {
    let mut loan = closed_whole();
    let friend = loan.world.funded("friend", &[ETH.coin(1)]);
    let account = loan.account.clone();
    let refused = loan.world.deposit_into(&friend, &account, ETH.dust(1));
    assert_eq!(refused.unwrap_err().code(), "lending/19");
}

#[test]
fn pitfall_30_an_account_that_was_emptied_takes_nothing_that_does_not_rescue_it() {
    let mut loan = closed_whole();
    let borrower = loan.borrower.clone();
    loan.world.fund(&borrower, &[ETH.coin(1)]);
    // A hundredth of an ETH is the least that is no dust.
    for amount in ["0.009", "0.01", "1"] {
        let refused = loan.world.deposit(&borrower, ETH.part(amount)).unwrap_err();
        assert_eq!(refused.code(), "lending/59");
    }
    let bidder = loan.bidder(10_000);
    loan.world.wait(102);
    let receipt = loan.world.buy_all(&bidder, FIRST).unwrap();
    // 99.5 ETH at 1.003 · 60 bring 5,987.91 of 7,260.
    let loss = receipt.first("recognise_loss").unwrap();
    assert_eq!(loss.value("lost"), Some(USD.amount("1272.09")));
    assert_eq!((loan.collateral(ETH), loan.debt(USD)), (0, 0));
}

#[test]
fn pitfall_30_a_loss_that_is_recognised_earns_no_interest() {
    let mut world = gavel_testing::World::new();
    let lender = world.funded("lender", &[USD.coin(20_000)]);
    let borrower = world.funded("borrower", &[ETH.coin(100)]);
    world.supply(&lender, USD.coin(20_000)).unwrap();
    let account = world.open(&borrower, &[ETH.coin(100)], &[USD.coin(7_260)]);
    world.move_price(ETH.denom, "60");
    let keeper = world.person("keeper");
    world.liquidate(&keeper, &account).unwrap();
    let bidder = world.funded("bidder", &[USD.coin(10_000)]);
    world.buy_all(&bidder, FIRST).unwrap();
    let before = world.market(USD.denom);
    assert_eq!(before.debt.u128(), 0);
    world.pass(5_256_000, 31_536_000_000);
    let after = world.market(USD.denom);
    assert_eq!(after.debt.u128(), 0);
    assert_eq!(after.supplied, before.supplied);
    assert_eq!(after.reserves, before.reserves);
}

#[test]
fn pitfall_30_nothing_but_dust_left_of_an_unhealthy_account_is_a_loss_without_a_sale() {
    // 0.0101 ETH at 3,000 dollars back 30.3 · 0.75 = 22.725 dollars. Then dust is doubled to 0.02.
    let mut world = gavel_testing::World::builder()
        .without_interest(USD)
        .price(ETH, "3000")
        .build();
    let lender = world.funded("lender", &[USD.coin(1_000)]);
    let borrower = world.funded("borrower", &[ETH.coin(1)]);
    world.supply(&lender, USD.coin(1_000)).unwrap();
    let account = world.open(&borrower, &[ETH.part("0.0101")], &[USD.coin(22)]);
    raise_dust(&mut world, "0.02");
    // At 2,000 dollars it is worth 20.2, less than the 22 owed.
    world.move_price(ETH.denom, "2000");
    let keeper = world.person("keeper");
    let receipt = world.liquidate(&keeper, &account).unwrap();
    assert!(receipt.tells("seize_dust") && receipt.tells("recognise_loss"));
    assert!(world.lots().is_empty());
    let market = world.market(USD.denom);
    assert_eq!(market.debt.u128(), 0);
    assert_eq!(market.written_off.u128(), USD.units(22));
}

#[test]
fn pitfall_30_dust_that_would_repay_the_debt_is_sold_and_not_seized() {
    let mut world = gavel_testing::World::builder()
        .without_interest(USD)
        .price(ETH, "3000")
        .build();
    let lender = world.funded("lender", &[USD.coin(1_000)]);
    let borrower = world.funded("borrower", &[ETH.coin(1)]);
    world.supply(&lender, USD.coin(1_000)).unwrap();
    let account = world.open(&borrower, &[ETH.part("0.0101")], &[USD.coin(22)]);
    raise_dust(&mut world, "0.02");
    // 0.0101 · 2,600 = 26.26 back 21.66 at the threshold, and would repay 26.26 · 0.985 = 25.87.
    world.move_price(ETH.denom, "2600");
    let keeper = world.person("keeper");
    let receipt = world.liquidate(&keeper, &account).unwrap();
    assert!(receipt.tells("liquidate") && !receipt.tells("seize_dust"));
    let bidder = world.funded("bidder", &[USD.coin(100)]);
    for lot in receipt.lots() {
        world.buy_all(&bidder, lot).unwrap();
    }
    assert_eq!(world.market(USD.denom).written_off.u128(), 0);
}

#[test]
fn pitfall_30_nobody_borrows_against_dust() {
    let mut world = gavel_testing::World::builder()
        .without_interest(USD)
        .price(ETH, "3000")
        .build();
    let lender = world.funded("lender", &[USD.coin(1_000)]);
    let borrower = world.funded("borrower", &[ETH.coin(1)]);
    world.supply(&lender, USD.coin(1_000)).unwrap();
    world.deposit(&borrower, ETH.part("0.0099")).unwrap();
    let refused = world.borrow(&borrower, USD.coin(5)).unwrap_err();
    assert_eq!(refused.code(), "lending/56");
    world.deposit(&borrower, ETH.part("0.0002")).unwrap();
    world.borrow(&borrower, USD.coin(5)).unwrap();
    let refused = world.withdraw_collateral(&borrower, ETH.denom, Some(ETH.amount("0.0002")));
    assert_eq!(refused.unwrap_err().code(), "lending/56");
}

/// Governance makes more of ETH dust, a day behind its listing.
fn raise_dust(world: &mut gavel_testing::World, dust: &str) {
    world.pass(14_400, 86_400_000);
    world.feed();
    let terms = gavel_types::lending::CollateralTerms {
        dust: ETH.amount(dust).into(),
        ..world.collateral(ETH.denom).terms
    };
    world
        .govern_lending(gavel_types::lending::GovernMsg::UpdateCollateral {
            denom: ETH.denom.to_owned(),
            terms,
        })
        .unwrap();
}
