//! Pitfalls 29, 31 and 36: who is liquidated gains nothing by it, pays one penalty, and pays it to the right people.

use cosmwasm_std::Addr;
use gavel_testing::{decimal, ETH, USD};
use gavel_types::auction::LotId;
use gavel_types::lending::ExecuteMsg;

use super::{Loan, FIRST};

/// What the borrower owns with ETH at 84 dollars, in millionths: wallet and account, less what he owes.
fn wealth_at_84(loan: &Loan, borrower: &Addr) -> u128 {
    let ether = loan.world.balance(borrower, ETH.denom) + loan.collateral(ETH);
    let surplus = super::amount(&loan.world.account(&loan.account).surplus, USD);
    let dollars = loan.world.balance(borrower, USD.denom) + surplus;
    dollars + ether / 10u128.pow(12) * 84 - loan.debt(USD)
}

#[test]
fn pitfall_29_liquidating_oneself_and_buying_the_lot_costs_the_penalty() {
    let mut loan = Loan::given();
    loan.world.move_price(ETH.denom, "84");
    let borrower = loan.borrower.clone();
    let before = wealth_at_84(&loan, &borrower);
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
    loan.world.transact(&borrower, calls).unwrap();
    // He pays 4,262.58, of which 4,262.58 / 1.04475 = 4,080 repay his debt: the other 182.58 are lost to him.
    let after = wealth_at_84(&loan, &borrower);
    assert_eq!(before - after, USD.amount("182.58"));
}

#[test]
fn pitfall_29_no_liquidation_at_any_price_worsens_health() {
    let mut loan = Loan::given();
    for dollars in (40..=87).rev() {
        loan.world.what_if(|world| {
            world.move_price(ETH.denom, &dollars.to_string());
            let before = world.account(&loan.account).health.unwrap();
            world.liquidate(&loan.keeper, &loan.account).unwrap();
            let found = world.account(&loan.account);
            let better = !found.health.is_some_and(|health| health <= before);
            assert!(
                better || found.collateral.is_empty(),
                "worse at {dollars} dollars"
            );
        });
    }
}

#[test]
fn pitfall_29_collateral_that_backs_a_debt_cannot_be_given_away() {
    let mut loan = Loan::given();
    let borrower = loan.borrower.clone();
    let accomplice = loan.world.person("accomplice");
    let house = loan.world.contracts();
    let give = |units: u128| {
        let msg = ExecuteMsg::WithdrawCollateral {
            sub: 0,
            denom: ETH.denom.to_owned(),
            amount: Some(units.into()),
            recipient: Some(accomplice.to_string()),
        };
        house.to_lending(msg, vec![])
    };
    // 100 ETH back 7,500 of debt; 240 of that are free, which is 3.2 ETH.
    let spare = ETH.amount("3.2");
    let refused = loan.world.run(&borrower, give(spare + 1));
    assert_eq!(refused.unwrap_err().code(), "lending/25");
    loan.world.run(&borrower, give(spare)).unwrap();
    assert_eq!(loan.world.balance(&accomplice, ETH.denom), spare);
}

#[test]
fn pitfall_29_a_share_of_the_market_is_no_collateral_to_be_donated() {
    // A lender who borrows gives his share away to none: what he lent is not counted for his account, and money sent to the
    // contract makes nobody richer.
    let mut loan = Loan::given();
    let attacker = loan.world.funded("attacker", &[USD.coin(5_000)]);
    loan.world.supply(&attacker, USD.coin(4_000)).unwrap();
    let refused = loan.world.borrow(&attacker, USD.coin(100));
    assert_eq!(refused.unwrap_err().code(), "lending/25");
    let before = loan.world.market(USD.denom);
    let lending = loan.world.contracts().lending;
    let gift = gavel_testing::Call::send(&lending, vec![USD.coin(1_000)]);
    loan.world.run(&attacker, gift).unwrap();
    let after = loan.world.market(USD.denom);
    assert_eq!(
        (after.supplied, after.cash, after.redeemable),
        (before.supplied, before.cash, before.redeemable)
    );
}

#[test]
fn pitfall_31_repaying_a_unit_between_two_kicks_adds_no_penalty() {
    let mut loan = Loan::given();
    loan.world.move_price(ETH.denom, "84");
    let keeper = loan.world.funded("keeper", &[USD.coin(1)]);
    let house = loan.world.contracts();
    let calls = vec![
        house.liquidate(&loan.account),
        house.repay(&loan.account, USD.dust(1)),
        house.liquidate(&loan.account),
    ];
    let refused = loan.world.transact(&keeper, calls);
    assert_eq!(refused.unwrap_err().code(), "lending/28");
    assert_eq!(loan.debt(USD), USD.units(7_260));
}

#[test]
fn pitfall_31_two_liquidations_charge_each_dollar_once() {
    let mut loan = Loan::in_auction();
    let bidder = loan.bidder(20_000);
    loan.world.buy_all(&bidder, FIRST).unwrap();
    let borrower = loan.borrower.clone();
    loan.world.repay(&borrower, USD.dust(1)).unwrap();
    loan.world.move_price(ETH.denom, "75");
    loan.world.liquidate(&loan.keeper, &loan.account).unwrap();
    let second = LotId { pair: 1, number: 2 };
    let receipt = loan.world.buy_all(&bidder, second).unwrap();
    let booked = receipt.first("book_lot").unwrap();
    let net: u128 = booked.value("net").unwrap();
    let penalty: u128 = booked.value("penalty").unwrap();
    // 5 % of the debt repaid, less the keeper's half percent of all collateral: 1.05 · 0.995 − 1 = 4.475 %.
    assert!(
        (net * 4_475).abs_diff(penalty * 100_000) <= 200_000,
        "{penalty} of {net}"
    );
    let all = loan.world.market(USD.denom).penalties.u128();
    assert_eq!(all, USD.amount("182.58") + penalty);
}

#[test]
fn pitfall_31_a_lot_that_nobody_buys_charges_no_penalty() {
    let mut loan = Loan::in_auction();
    let anyone = loan.world.person("anyone");
    for _ in 0..4 {
        loan.world.wait(1_200);
        loan.world.advance(&anyone, FIRST).unwrap();
    }
    assert_eq!(loan.debt(USD), USD.units(7_260));
    assert_eq!(loan.world.market(USD.denom).penalties.u128(), 0);
}

#[test]
fn pitfall_36_the_keepers_slice_goes_to_whom_the_keeper_names_and_else_to_the_keeper() {
    let mut loan = Loan::given();
    loan.world.move_price(ETH.denom, "84");
    let house = loan.world.contracts();
    let purse = loan.world.person("purse");
    let msg = ExecuteMsg::Liquidate {
        account: loan.account.clone(),
        recipient: Some(purse.to_string()),
    };
    let keeper = loan.keeper.clone();
    loan.world
        .run(&keeper, house.to_lending(msg, vec![]))
        .unwrap();
    assert_eq!(loan.world.balance(&purse, ETH.denom), ETH.amount("0.25"));
    assert_eq!(loan.world.balance(&keeper, ETH.denom), 0);
    // Of 50 ETH taken out 49.75 are in the house and none stayed between.
    assert_eq!(
        loan.world.balance(&house.auction, ETH.denom),
        ETH.amount("49.75")
    );
    assert_eq!(loan.world.balance(&house.lending, ETH.denom), ETH.units(50));
}
