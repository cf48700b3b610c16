//! Pitfalls 37 to 39: what is left over goes to whom it belongs, and an owner who moves while a lot is open breaks nothing.

use gavel_testing::{ETH, EUR, USD};
use gavel_types::lending::AccountId;

use super::{amount, Loan, FIRST};

#[test]
fn pitfall_37_collateral_that_is_not_sold_comes_back_to_its_own_account() {
    let mut loan = Loan::given();
    let house = loan.world.contracts();
    let borrower = loan.borrower.clone();
    // The same owner's fourth account, the same loan; and a bystander with as much ETH.
    let fourth = AccountId {
        owner: borrower.to_string(),
        sub: 3,
    };
    loan.world
        .fund(&borrower, &[ETH.coin(100), USD.coin(7_260)]);
    let calls = vec![
        house.repay(&loan.account, USD.coin(7_260)),
        house.deposit(&fourth, ETH.coin(100)),
        house.borrow(3, USD.coin(7_260)),
    ];
    loan.world.transact(&borrower, calls).unwrap();
    let bystander = loan.world.funded("bystander", &[ETH.coin(100)]);
    let other = loan.world.open(&bystander, &[ETH.coin(100)], &[]);

    loan.world.move_price(ETH.denom, "84");
    loan.world.liquidate(&loan.keeper, &fourth).unwrap();
    let bidder = loan.bidder(10_000);
    // 20 of 49.75 ETH are bought, the rest by nobody.
    loan.world.buy(&bidder, FIRST, ETH.units(20)).unwrap();
    for _ in 0..4 {
        loan.world.wait(1_200);
        loan.world.advance(&bidder, FIRST).unwrap();
    }
    let held = |account: &AccountId| amount(&loan.world.account(account).collateral, ETH);
    assert_eq!(held(&fourth), ETH.amount("79.75"));
    assert_eq!(held(&loan.account), ETH.units(100));
    assert_eq!(held(&other), ETH.units(100));
    assert_eq!(loan.world.balance(&borrower, ETH.denom), 0);
    assert_eq!(loan.world.balance(&house.auction, ETH.denom), 0);
}

#[test]
fn pitfall_38_what_a_payer_sends_above_the_debt_comes_back_to_the_payer() {
    let mut loan = Loan::given();
    let friend = loan.world.funded("friend", &[USD.coin(10_000)]);
    let account = loan.account.clone();
    loan.world
        .repay_for(&friend, &account, USD.coin(10_000))
        .unwrap();
    assert_eq!(loan.debt(USD), 0);
    assert_eq!(loan.world.balance(&friend, USD.denom), USD.units(2_740));
    assert_eq!(
        loan.world.balance(&loan.borrower, USD.denom),
        USD.units(7_260)
    );
}

#[test]
fn pitfall_38_who_repays_an_account_that_owes_nothing_keeps_the_money() {
    let mut loan = Loan::given();
    let friend = loan
        .world
        .funded("friend", &[USD.coin(10_000), EUR.coin(5)]);
    let never = loan.world.first_account(&friend);
    let refused = loan.world.repay_for(&friend, &never, USD.coin(5));
    assert_eq!(refused.unwrap_err().code(), "lending/26");
    // Closed: repaid and emptied.
    let account = loan.account.clone();
    loan.world
        .repay_for(&friend, &account, USD.coin(7_260))
        .unwrap();
    let borrower = loan.borrower.clone();
    loan.world
        .withdraw_collateral(&borrower, ETH.denom, None)
        .unwrap();
    let refused = loan.world.repay_for(&friend, &account, USD.coin(5));
    assert_eq!(refused.unwrap_err().code(), "lending/26");
    // An asset that no market lends.
    let refused = loan.world.repay_for(&friend, &account, EUR.coin(5));
    assert_eq!(refused.unwrap_err().code(), "lending/9");
    assert_eq!(loan.world.balance(&friend, USD.denom), USD.units(2_740));
    assert_eq!(loan.world.balance(&friend, EUR.denom), EUR.units(5));
}

#[test]
fn pitfall_38_debt_that_is_in_auction_cannot_be_repaid_twice() {
    let mut loan = Loan::in_auction();
    // 3,300 are still owed, 3,960 are in the lot.
    let friend = loan.world.funded("friend", &[USD.coin(7_260)]);
    let account = loan.account.clone();
    loan.world
        .repay_for(&friend, &account, USD.coin(7_260))
        .unwrap();
    assert_eq!(loan.world.balance(&friend, USD.denom), USD.units(3_960));
}

#[test]
fn pitfall_39_an_owner_who_leaves_with_all_he_may_breaks_no_settlement() {
    let mut loan = Loan::in_auction();
    let borrower = loan.borrower.clone();
    loan.world.repay(&borrower, USD.coin(3_300)).unwrap();
    // 49.75 · 84 · 0.86 / 1.04475 = 3,440 are sure of the ticket's 3,960. The other 520 hold back collateral: 50 ETH back
    // 3,150, and 2,630 / 63 = 41.746 may leave.
    let refused = loan
        .world
        .withdraw_collateral(&borrower, ETH.denom, Some(ETH.amount("41.75")));
    assert_eq!(refused.unwrap_err().code(), "lending/25");
    loan.world
        .withdraw_collateral(&borrower, ETH.denom, Some(ETH.amount("41.74")))
        .unwrap();

    // The market falls by an eighth, and the lot sells for 0.993 · 73.5 = 72.9855 each: 3,631.028625 dollars, of which
    // 3,475.5 repay and 155.528625 are penalty. Of the 484.5 that are missing the penalty pays its part.
    loan.world.wait(300);
    loan.world.set_price(ETH.denom, "73.5");
    loan.world.wait(96);
    let bidder = loan.bidder(10_000);
    let receipt = loan.world.buy_all(&bidder, FIRST).unwrap();
    assert!(receipt.tells("book_lot") && !receipt.tells("recognise_loss"));
    assert_eq!(loan.debt(USD), USD.amount("328.971375"));
    // The 8.26 ETH that had to stay pay for it: 8.26 · 73.5 · 0.825 = 500.
    assert!(loan.world.account(&loan.account).health.unwrap() > cosmwasm_std::Decimal::one());
}

#[test]
fn pitfall_39_an_owner_who_owes_again_meanwhile_is_settled_against_the_new_debt() {
    let mut loan = Loan::in_auction();
    let borrower = loan.borrower.clone();
    loan.world.repay(&borrower, USD.coin(3_300)).unwrap();
    loan.world.borrow(&borrower, USD.coin(50)).unwrap();
    // 49.75 · 85.68 = 4,262.58 repay 4,080: 120 more than the ticket, 50 of which repay the new debt.
    let bidder = loan.bidder(10_000);
    loan.world.buy_all(&bidder, FIRST).unwrap();
    assert_eq!(loan.debt(USD), 0);
    let surplus = loan.world.account(&loan.account).surplus;
    assert_eq!(amount(&surplus, USD), USD.units(70));
}
