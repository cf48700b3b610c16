//! Attack 13: dust that would stall a settlement or hide a loss.

use gavel_testing::{decimal, Call, World, ETH, USD};

use super::{bidder, lot, seller, FIRST};
use crate::loan::{amount, Loan};

/// The loan closed whole at 60 dollars, its lot of 99.5 ETH open and 1,602.857143 dollars expected to be lost.
fn closed() -> Loan {
    let mut loan = Loan::given();
    loan.world.move_price(ETH.denom, "60");
    loan.world.liquidate(&loan.keeper, &loan.account).unwrap();
    loan
}

#[test]
fn attack_13_a_take_of_all_but_a_unit_leaves_what_somebody_can_buy() {
    let mut world = World::new();
    let seller = seller(&mut world, 10);
    world.consign(&seller, 1, ETH.coin(10), None).unwrap();
    let attacker = bidder(&mut world, 10_000);
    let call = world
        .contracts()
        .take(FIRST, ETH.units(10) - 1, decimal("102"), USD.coin(1_020));
    world.run(&attacker, call).unwrap();
    // A thousandth of an ETH is the least that may stay.
    let left = world.lot(FIRST).unwrap().base_left.u128();
    assert_eq!(left, ETH.amount("0.001"));
    // Of this nothing can be left but nothing: the next take ends the lot, and its seller is paid.
    let least = world
        .contracts()
        .take(FIRST, left - 1, decimal("102"), USD.coin(1));
    let refused = world.run(&attacker, least).unwrap_err();
    assert_eq!(refused.code(), "auction/19");
    world.buy_all(&attacker, FIRST).unwrap();
    assert!(world.lot(FIRST).is_none());
    world.withdraw_credit(&seller, USD.denom).unwrap();
    assert_eq!(world.balance(&seller, USD.denom), USD.units(1_020));
}

#[test]
fn attack_13_a_unit_of_collateral_hides_no_loss() {
    let mut loan = closed();
    let borrower = loan.borrower.clone();
    loan.world.fund(&borrower, &[ETH.dust(1)]);
    loan.world.deposit(&borrower, ETH.dust(1)).unwrap();
    let bidder = bidder(&mut loan.world, 10_000);
    let receipt = loan.world.buy_all(&bidder, FIRST).unwrap();
    // 99.5 · 61.2 = 6,089.4 of 7,260: lost in the same message, and the unit is the treasury's.
    let loss = receipt.first("recognise_loss").unwrap();
    assert_eq!(loss.value("lost"), Some(USD.amount("1170.6")));
    let account = loan.world.account(&loan.account);
    assert!(account.debts.is_empty() && account.collateral.is_empty());
    assert_eq!(loan.world.collateral(ETH.denom).seized.u128(), 1);
    loan.world.distribute(&bidder, &[ETH.denom]).unwrap();
    let treasury = loan.world.cast().treasury.clone();
    assert_eq!(loan.world.balance(&treasury, ETH.denom), 1);
}

#[test]
fn attack_13_a_unit_sent_behind_an_unsold_lot_hides_no_loss() {
    let mut loan = closed();
    let anyone = loan.world.person("anyone");
    for _ in 0..4 {
        loan.world.wait(1_200);
        loan.world.advance(&anyone, FIRST).unwrap();
    }
    // All came back, and is sold again. Somebody else adds a unit to what is there, before and behind.
    let outsider = loan.world.funded("outsider", &[ETH.dust(2)]);
    let account = loan.account.clone();
    loan.world
        .deposit_into(&outsider, &account, ETH.dust(1))
        .unwrap();
    loan.world.liquidate(&loan.keeper, &account).unwrap();
    let refused = loan.world.deposit_into(&outsider, &account, ETH.dust(1));
    assert_eq!(refused.unwrap_err().code(), "lending/19");
    let bidder = bidder(&mut loan.world, 10_000);
    let receipt = loan.world.buy_all(&bidder, lot(2)).unwrap();
    assert!(receipt.tells("recognise_loss"));
}

#[test]
fn attack_13_lots_of_dust_hold_no_loss_back() {
    let mut loan = closed();
    let borrower = loan.borrower.clone();
    loan.world.fund(&borrower, &[ETH.dust(5)]);
    let house = loan.world.contracts();
    // The owner opens lots of one unit, so that the account always has a ticket.
    for _ in 0..5 {
        let calls = vec![
            house.deposit(&loan.account, ETH.dust(1)),
            house.liquidate(&loan.account),
        ];
        loan.world.transact(&borrower, calls).unwrap();
    }
    let bidder = bidder(&mut loan.world, 10_000);
    loan.world.buy_all(&bidder, FIRST).unwrap();
    let dust = loan.world.account(&loan.account).tickets;
    assert_eq!(dust.len(), 5);
    // Anyone ends all of them in one transaction, each for the least there is to pay, and the loss is booked in it.
    let calls: Vec<Call> = dust
        .iter()
        .map(|ticket| loan.world.buying(ticket.lot, 1).unwrap())
        .collect();
    let receipt = loan.world.transact(&bidder, calls).unwrap();
    assert!(receipt.tells("recognise_loss"));
    let account = loan.world.account(&loan.account);
    assert!(account.tickets.is_empty() && account.debts.is_empty());
    assert_eq!(amount(&account.collateral, ETH), 0);
    let market = loan.world.market(USD.denom);
    // A unit of dollars came for each.
    assert_eq!(market.written_off.u128(), USD.amount("1170.6") - 5);
    assert_eq!(market.pending_loss.u128(), 0);
}

#[test]
fn attack_13_dust_without_a_ticket_is_lost_at_once() {
    let mut loan = closed();
    let bidder = bidder(&mut loan.world, 10_000);
    loan.world.buy_all(&bidder, FIRST).unwrap();
    // The account is empty. Dust that its owner leaves there owes nothing and is his.
    let borrower = loan.borrower.clone();
    loan.world.fund(&borrower, &[ETH.dust(1)]);
    loan.world.deposit(&borrower, ETH.dust(1)).unwrap();
    let refused = loan.world.liquidate(&bidder, &loan.account).unwrap_err();
    assert_eq!(refused.code(), "lending/28");
    loan.world
        .withdraw_collateral(&borrower, ETH.denom, None)
        .unwrap();
}
