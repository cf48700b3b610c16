//! One loan, from its opening through a crash to its end.

use gavel_testing::{ETH, USD};

use super::{Loan, FIRST};

#[test]
fn a_loan_is_opened_crashes_is_sold_settled_and_repaid() {
    let mut loan = Loan::given();
    assert_eq!(
        loan.world.balance(&loan.borrower, USD.denom),
        USD.units(7_260)
    );
    assert_eq!(
        loan.world
            .balance(&loan.world.contracts().lending, ETH.denom),
        ETH.units(100)
    );

    // 7,260 against 100 ETH at 90 and a threshold of 82.5 %: 7,425 backs 7,260. Healthy.
    loan.world.set_price(ETH.denom, "90");
    let refused = loan.world.liquidate(&loan.keeper, &loan.account);
    assert_eq!(refused.unwrap_err().code(), "lending/28");

    // At 84 it backs 6,930. To a health of 1.05: (1.05 · 7,260 − 6,930) / (1.05 · 0.99 / 1.05 − 0.825)
    // = 693 / 0.165 = 4,200 dollars, 50 ETH, of which the keeper gets half a percent. They are expected to repay
    // 4,200 · 0.99 / 1.05 = 3,960.
    loan.world.move_price(ETH.denom, "84");
    loan.world.liquidate(&loan.keeper, &loan.account).unwrap();
    assert_eq!(
        loan.world.balance(&loan.keeper, ETH.denom),
        ETH.amount("0.25")
    );
    let account = loan.world.account(&loan.account);
    assert_eq!(loan.collateral(ETH), ETH.units(50));
    assert_eq!(loan.debt(USD), USD.units(3_300));
    assert_eq!(account.health.unwrap().to_string(), "1.05");
    assert_eq!(account.tickets.len(), 1);
    assert_eq!(account.tickets[0].lot, FIRST);
    assert_eq!(account.tickets[0].base.u128(), ETH.amount("49.75"));
    assert_eq!(account.tickets[0].debt.u128(), USD.units(3_960));
    let market = loan.world.market(USD.denom);
    assert_eq!(market.in_auction.u128(), USD.units(3_960));
    assert_eq!(market.supplied.u128(), USD.units(20_000));
    assert_eq!(market.redeemable.u128(), USD.units(20_000));

    // The first bidder waits 102 s and buys 20 ETH at 1.003 · 84 = 84.252: 1,685.04 dollars.
    let first = loan.world.funded("first bidder", &[USD.coin(10_000)]);
    let second = loan.world.funded("second bidder", &[USD.coin(10_000)]);
    loan.world.wait(102);
    loan.world.buy(&first, FIRST, ETH.units(20)).unwrap();
    assert_eq!(loan.world.balance(&first, ETH.denom), ETH.units(20));
    assert_eq!(loan.world.balance(&first, USD.denom), USD.amount("8314.96"));

    // The second buys the other 29.75 after 402 s at 0.993 · 84 = 83.412: 2,481.507 dollars.
    loan.world.wait(300);
    loan.world.buy_all(&second, FIRST).unwrap();
    assert_eq!(loan.world.balance(&second, ETH.denom), ETH.amount("29.75"));
    assert_eq!(
        loan.world.balance(&second, USD.denom),
        USD.amount("7518.493")
    );
    assert!(loan.world.lot(FIRST).is_none());

    // Proceeds 4,166.547. Of these ⌊4,166.547 / (1.05 · 0.995)⌋ = 3,988.080402 repay debt, 28.080402 more than the ticket:
    // the account owes 3,300 − 28.080402. The rest, 178.466598, is the penalty.
    let account = loan.world.account(&loan.account);
    assert!(account.tickets.is_empty());
    assert_eq!(loan.debt(USD), USD.amount("3271.919598"));
    let market = loan.world.market(USD.denom);
    assert_eq!(market.in_auction.u128(), 0);
    assert!(market.unreconciled.is_zero());
    assert_eq!(market.penalties.u128(), USD.amount("178.466598"));
    assert_eq!(market.cash.u128(), USD.amount("16906.547"));

    // The penalty is divided 60 to 40: 107.0799588 and 71.3866392, rounded down, the unit left over to the first.
    loan.world.distribute(&loan.keeper, &[USD.denom]).unwrap();
    let cast = loan.world.cast().clone();
    assert_eq!(
        loan.world.balance(&loan.world.contracts().fund, USD.denom),
        USD.amount("107.079959")
    );
    assert_eq!(
        loan.world.balance(&cast.treasury, USD.denom),
        USD.amount("71.386639")
    );

    // The borrower repays, sending too much, and leaves with the 50 ETH that were not sold.
    let borrower = loan.borrower.clone();
    loan.world.repay(&borrower, USD.coin(4_000)).unwrap();
    assert_eq!(
        loan.world.balance(&borrower, USD.denom),
        USD.amount("3988.080402")
    );
    loan.world
        .withdraw_collateral(&borrower, ETH.denom, None)
        .unwrap();
    assert_eq!(loan.world.balance(&borrower, ETH.denom), ETH.units(50));

    // The lender leaves with what he brought, and nothing is left.
    let lender = loan.lender.clone();
    loan.world.withdraw(&lender, USD.denom, None).unwrap();
    assert_eq!(loan.world.balance(&lender, USD.denom), USD.units(20_000));
    let market = loan.world.market(USD.denom);
    assert_eq!((market.cash.u128(), market.shares.u128()), (0, 0));
    let contracts = loan.world.contracts();
    for contract in [&contracts.lending, &contracts.auction] {
        for asset in [ETH, USD] {
            assert_eq!(loan.world.balance(contract, asset.denom), 0);
        }
    }
}

#[test]
fn a_sale_that_brings_more_than_all_debts_leaves_a_surplus_to_withdraw() {
    let mut loan = Loan::given();
    loan.world.move_price(ETH.denom, "84");
    loan.world.liquidate(&loan.keeper, &loan.account).unwrap();
    // The borrower repays what he still owes; 3,960 are in auction.
    let borrower = loan.borrower.clone();
    loan.world.repay(&borrower, USD.coin(3_300)).unwrap();
    assert_eq!(loan.debt(USD), 0);

    // All is sold at once at 1.02 · 84 = 85.68: 49.75 · 85.68 = 4,262.58 dollars, of which 4,080 repay: 120 too many.
    let bidder = loan.world.funded("bidder", &[USD.coin(10_000)]);
    loan.world.buy_all(&bidder, FIRST).unwrap();
    assert_eq!(
        loan.world.balance(&bidder, USD.denom),
        USD.amount("5737.42")
    );
    let account = loan.world.account(&loan.account);
    assert!(account.debts.is_empty());
    assert_eq!(super::amount(&account.surplus, USD), USD.units(120));

    loan.world.withdraw_surplus(&borrower, USD.denom).unwrap();
    // 7,260 borrowed, 3,300 repaid, 120 of surplus.
    assert_eq!(loan.world.balance(&borrower, USD.denom), USD.units(4_080));
    loan.world
        .withdraw_collateral(&borrower, ETH.denom, None)
        .unwrap();
    let account = loan.world.account(&loan.account);
    assert!(account.collateral.is_empty() && account.surplus.is_empty());
    assert_eq!(
        loan.world.market(USD.denom).penalties.u128(),
        USD.amount("182.58")
    );
}

#[test]
fn a_sale_that_brings_less_than_expected_gives_the_rest_back_as_debt() {
    let mut loan = Loan::given();
    loan.world.move_price(ETH.denom, "84");
    loan.world.liquidate(&loan.keeper, &loan.account).unwrap();
    let bidder = loan.world.funded("bidder", &[USD.coin(10_000)]);

    // The market falls by another eighth while the lot is open; it sells at 0.993 · 73.5 = 72.9855.
    loan.world.wait(300);
    loan.world.set_price(ETH.denom, "73.5");
    loan.world.wait(96);
    loan.world.buy_all(&bidder, FIRST).unwrap();
    // 49.75 · 72.9855 = 3,631.028625 dollars. Of these 3,631.028625 / 1.04475 = 3,475.5 repay: 484.5 less than the ticket. The
    // penalty of 155.528625 pays for that first: 328.971375 come back as debt.
    assert_eq!(
        loan.world.balance(&bidder, USD.denom),
        USD.amount("6368.971375")
    );
    assert_eq!(loan.debt(USD), USD.amount("3628.971375"));
    assert_eq!(loan.world.market(USD.denom).penalties.u128(), 0);
}
