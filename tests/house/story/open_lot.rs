//! What counts while a lot is open, and when it ends.

use gavel_testing::{decimal, World, ETH, USD};

use super::{amount, Loan, FIRST};

#[test]
fn a_lot_that_is_almost_sold_counts_what_it_has_raised() {
    let mut loan = Loan::given();
    // 8,400 · 0.825 = 6,930 against 7,260: 50 ETH restore 1.05 and take 3,960 of the debt with them, 49.75 of them to the lot.
    loan.world.move_price(ETH.denom, "84");
    loan.world.liquidate(&loan.keeper, &loan.account).unwrap();
    assert_eq!(loan.debt(USD), USD.units(3_300));
    let bidder = loan.world.funded("bidder", &[USD.coin(10_000)]);
    loan.world
        .buy(&bidder, FIRST, ETH.amount("49.749"))
        .unwrap();
    // What was sold before the fall has brought more than the lot's debt: 50 · 80.6 · 0.825 = 3,324.75 against 3,300.
    loan.world.move_price(ETH.denom, "80.6");
    let health = loan.world.account(&loan.account).health;
    assert_eq!(health, Some(decimal("1.0075")));
    let refused = loan.world.liquidate(&loan.keeper, &loan.account);
    assert_eq!(refused.unwrap_err().code(), "lending/28");
}

#[test]
fn what_an_almost_sold_lot_has_raised_is_no_pending_loss_when_its_rest_falls() {
    let mut loan = Loan::given();
    loan.world.move_price(ETH.denom, "60");
    loan.world.liquidate(&loan.keeper, &loan.account).unwrap();
    // 99.499 of 99.5 ETH at 1.02 · 60 = 61.2 bring 6,089.3388 of the 7,260 owed.
    let bidder = loan.world.funded("bidder", &[USD.coin(10_000)]);
    loan.world
        .buy(&bidder, FIRST, ETH.amount("99.499"))
        .unwrap();
    loan.world.move_price(ETH.denom, "54");
    let reconciled = [loan.account.clone()];
    loan.world.reconcile(&loan.keeper, &reconciled).unwrap();
    // With 0.001 · 54 · 0.99 = 0.05346 to come, 1,170.60774 are expected to be lost.
    let market = loan.world.market(USD.denom);
    assert_eq!(market.pending_loss.u128(), USD.amount("1170.60774"));
}

#[test]
fn a_penalty_that_covers_the_rest_of_the_debt_is_no_expected_loss() {
    let mut loan = Loan::given();
    // At 97 % the account is closed whole: 7,484 · 0.99 / 1.05 = 7,056.34 leave with the lot, 203.66 stay. The lot is expected to bring
    // 99.5 · 74.84 · 0.99 = 7,372.11, and its penalty pays for what stays.
    loan.world.move_price(ETH.denom, "74.84");
    loan.world.liquidate(&loan.keeper, &loan.account).unwrap();
    assert_eq!(loan.debt(USD), USD.amount("203.657143"));
    let market = loan.world.market(USD.denom);
    assert_eq!(market.pending_loss.u128(), 0);
    assert_eq!(market.redeemable, market.supplied);
    let bidder = loan.world.funded("bidder", &[USD.coin(10_000)]);
    loan.world.wait(102);
    loan.world.buy_all(&bidder, FIRST).unwrap();
    let market = loan.world.market(USD.denom);
    assert_eq!(market.written_off.u128(), 0);
    assert_eq!(loan.debt(USD), 0);
}

#[test]
fn a_lot_that_ends_takes_nothing_of_a_healthy_account_however_little_it_holds() {
    let mut world = World::builder()
        .without_interest(USD)
        .collateral_with(ETH, |terms| terms.dust = ETH.units(5).into())
        .build();
    let lender = world.funded("lender", &[USD.coin(20_000)]);
    world.supply(&lender, USD.coin(20_000)).unwrap();
    let borrower = world.funded("borrower", &[ETH.coin(100), USD.coin(10_000)]);
    let account = world.open(&borrower, &[ETH.coin(100)], &[USD.coin(7_260)]);
    world.pass(14_400, 86_400_000);
    world.feed();
    world.move_price(ETH.denom, "84");
    let keeper = world.person("keeper");
    world.liquidate(&keeper, &account).unwrap();
    // He repays all but 100, and keeps 9.9 ETH: 9.9 · 84 · 0.825 = 686.07 back the 100. Then governance makes 10 ETH dust.
    world.repay(&borrower, USD.coin(3_200)).unwrap();
    world
        .withdraw_collateral(&borrower, ETH.denom, Some(ETH.amount("40.1")))
        .unwrap();
    let mut terms = world.collateral(ETH.denom).terms;
    terms.dust = ETH.units(10).into();
    let denom = ETH.denom.to_owned();
    world
        .govern_lending(gavel_types::lending::GovernMsg::UpdateCollateral { denom, terms })
        .unwrap();
    let bidder = world.funded("bidder", &[USD.coin(10_000)]);
    world.wait(600);
    world.buy_all(&bidder, FIRST).unwrap();
    let found = world.account(&account);
    assert_eq!(amount(&found.collateral, ETH), ETH.amount("9.9"));
    assert_eq!(amount(&found.debts, USD), USD.units(100));
    assert_eq!(found.health, Some(decimal("6.8607")));
    assert_eq!(world.market(USD.denom).written_off.u128(), 0);
    assert_eq!(world.collateral(ETH.denom).seized.u128(), 0);
}

#[test]
fn who_withdraws_everything_may_say_what_must_come_at_least() {
    let mut loan = Loan::given();
    loan.world.move_price(ETH.denom, "60");
    loan.world.liquidate(&loan.keeper, &loan.account).unwrap();
    let withdraw = |least: u128| gavel_types::lending::ExecuteMsg::Withdraw {
        denom: USD.denom.to_owned(),
        amount: None,
        min_amount: Some(least.into()),
        recipient: None,
    };
    // 1,349.7 are expected to be lost of 20,000, and 7,260 are lent out; he would get 18,650.3 if the cash were there.
    let lending = loan.world.contracts().lending;
    let (lender, least) = (loan.lender.clone(), USD.units(19_000));
    let refused = loan.world.execute(&lender, &lending, &withdraw(least), &[]);
    assert_eq!(refused.unwrap_err().code(), "lending/50");
    let least = USD.units(18_000);
    let refused = loan.world.execute(&lender, &lending, &withdraw(least), &[]);
    assert_eq!(refused.unwrap_err().code(), "lending/23");
    let borrower = loan.borrower.clone();
    loan.world.fund(&borrower, &[USD.coin(10_000)]);
    loan.world.supply(&borrower, USD.coin(10_000)).unwrap();
    loan.world
        .execute(&lender, &lending, &withdraw(least), &[])
        .unwrap();
    assert!(loan.world.balance(&lender, USD.denom) >= least);
}

#[test]
fn a_lot_is_settled_and_a_debt_repaid_although_lending_has_no_price() {
    let mut loan = Loan::given();
    loan.world.move_price(ETH.denom, "84");
    loan.world.liquidate(&loan.keeper, &loan.account).unwrap();
    // The oracle dies, and lending leaves it for one that has nothing yet.
    loan.world.wait_unfed(2 * 3_600);
    let owner = loan.world.cast().owner.clone();
    let msg = gavel_types::oracle::InstantiateMsg {
        owner: owner.to_string(),
    };
    let code = gavel_testing::Codes::native().oracle;
    let empty = loan
        .world
        .start(code, &owner, "empty oracle", &msg)
        .unwrap();
    let mut config = loan.world.lending_config().config;
    config.oracle = empty.to_string();
    loan.world
        .govern_lending(gavel_types::lending::GovernMsg::UpdateConfig(config))
        .unwrap();
    // Behind an hour of darkness the lot goes back, and its account has 50 + 49.75 ETH and the whole debt again.
    loan.world.advance(&loan.keeper, FIRST).unwrap();
    assert!(loan.world.deliveries().is_empty());
    assert_eq!(loan.collateral(ETH), ETH.amount("99.75"));
    let borrower = loan.borrower.clone();
    loan.world.repay(&borrower, USD.coin(1_000)).unwrap();
    assert_eq!(loan.debt(USD), USD.units(6_260));
}
