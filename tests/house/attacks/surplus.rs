//! Attack 18: a surplus that would leave while something is owed.

use cosmwasm_std::Addr;
use gavel_testing::{World, ATOM, ETH, EUR, USD};
use gavel_types::lending::AccountId;

use super::{about, FIRST};
use crate::loan::amount;

/// An account with 50 ETH and 500 ATOM that owes 7,260 dollars, closed whole at 60 and 6 dollars. Each half is expected to repay
/// 3,000 · 0.99 / 1.05 = 2,828.571428; 1,602.857144 are expected to be lost. The first lot is the one of ETH.
pub(super) fn two_lots() -> (World, Addr, AccountId) {
    let mut world = World::builder()
        .collateral(ATOM)
        .without_interest(USD)
        .build();
    let lender = world.funded("lender", &[USD.coin(20_000)]);
    world.supply(&lender, USD.coin(20_000)).unwrap();
    let borrower = world.funded("borrower", &[ETH.coin(50), ATOM.coin(500)]);
    let account = world.open(
        &borrower,
        &[ETH.coin(50), ATOM.coin(500)],
        &[USD.coin(7_260)],
    );
    world.move_price(ATOM.denom, "6");
    world.move_price(ETH.denom, "60");
    let keeper = world.person("keeper");
    world.liquidate(&keeper, &account).unwrap();
    let tickets = world.account(&account).tickets;
    assert_eq!(tickets.len(), 2);
    assert_eq!(tickets[0].lot, FIRST);
    (world, borrower, account)
}

#[test]
fn attack_18_a_surplus_repays_the_accounts_other_debt_of_the_asset_first() {
    let (mut world, borrower, account) = two_lots();
    let bidder = super::bidder(&mut world, 10_000);
    // 85.714286 more than the ticket's debt, while 1,602.857144 of the same asset are owed.
    world.buy_all(&bidder, FIRST).unwrap();
    let found = world.account(&account);
    assert!(found.surplus.is_empty());
    let debt = amount(&found.debts, USD);
    assert!(about(debt, USD.amount("1517.142858")), "{debt}");
    let refused = world.withdraw_surplus(&borrower, USD.denom).unwrap_err();
    assert_eq!(refused.code(), "lending/43");
}

#[test]
fn attack_18_a_surplus_pays_for_the_next_lots_deficit_before_lenders_do() {
    let (mut world, borrower, account) = two_lots();
    // What is not in auction is repaid, so that the first lot's surplus finds no debt.
    world.repay(&borrower, USD.coin(2_000)).unwrap();
    assert!(world.account(&account).debts.is_empty());
    let bidder = super::bidder(&mut world, 10_000);
    world.buy_all(&bidder, FIRST).unwrap();
    let kept = amount(&world.account(&account).surplus, USD);
    assert!(about(kept, USD.amount("85.714286")), "{kept}");
    // It cannot leave: the other lot may lack more than that.
    let refused = world.withdraw_surplus(&borrower, USD.denom).unwrap_err();
    assert_eq!(refused.code(), "lending/25");

    // The other lot is sold at its floor: 497.5 · 5.16 = 2,567.1. In all 1,602.857144 + 3,044.7 + 2,567.1 came for 7,260:
    // 45.342856 are lost. With the surplus left aside it would be 131.057142, and somebody would keep 85.714286.
    world.wait(1_200);
    let second = world.account(&account).tickets[0].lot;
    world.buy_all(&bidder, second).unwrap();
    let market = world.market(USD.denom);
    let lost = market.written_off.u128();
    assert!(about(lost, USD.amount("45.342856")), "{lost}");
    assert_eq!(market.surplus.u128(), 0);
    assert_eq!(market.reserves.u128(), 0);
    assert_eq!(market.penalties.u128(), 0);
    assert!(world.account(&account).surplus.is_empty());
}

#[test]
fn attack_18_a_surplus_stays_while_another_debt_is_under_water() {
    let mut world = World::builder()
        .market(EUR)
        .price(EUR, "1")
        .without_interest(USD)
        .without_interest(EUR)
        .build();
    let lender = world.funded("lender", &[USD.coin(9_000), EUR.coin(9_000)]);
    world.supply(&lender, USD.coin(9_000)).unwrap();
    world.supply(&lender, EUR.coin(9_000)).unwrap();
    let borrower = world.funded("borrower", &[ETH.coin(100)]);
    let account = world.open(
        &borrower,
        &[ETH.coin(100)],
        &[USD.coin(3_000), EUR.coin(4_260)],
    );
    // At 84 a part is sold for euros, the larger debt: 49.75 ETH for 3,960. He repays the other 300.
    world.move_price(ETH.denom, "84");
    let keeper = world.person("keeper");
    world.liquidate(&keeper, &account).unwrap();
    world.repay(&borrower, EUR.coin(300)).unwrap();
    let in_euros = world.account(&account).tickets[0].lot;
    let buyer = world.funded("buyer", &[EUR.coin(9_000), USD.coin(9_000)]);
    // 49.75 · 85.68 / 1.04475 = 4,080 repay: 120 euros of surplus.
    world.buy_all(&buyer, in_euros).unwrap();
    assert_eq!(
        amount(&world.account(&account).surplus, EUR),
        EUR.units(120)
    );

    // At 60 the 50 ETH left back 2,250 of 3,000 dollars.
    world.move_price(ETH.denom, "60");
    let refused = world.withdraw_surplus(&borrower, EUR.denom).unwrap_err();
    assert_eq!(refused.code(), "lending/25");

    // They sell for 49.75 · 60.18 = 2,993.955: 6.045 dollars are lost, and as much is kept of his euros.
    world.liquidate(&keeper, &account).unwrap();
    let in_dollars = world.account(&account).tickets[0].lot;
    world.wait(102);
    world.buy_all(&buyer, in_dollars).unwrap();
    assert_eq!(
        world.market(USD.denom).written_off.u128(),
        USD.amount("6.045")
    );
    assert_eq!(world.market(EUR.denom).reserves.u128(), EUR.amount("6.045"));
    world.withdraw_surplus(&borrower, EUR.denom).unwrap();
    // 4,260 borrowed, 300 repaid, 113.955 of surplus.
    assert_eq!(world.balance(&borrower, EUR.denom), EUR.amount("4073.955"));
}
