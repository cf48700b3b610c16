//! Attack 13: dust that would stall a settlement or hide a loss.

use gavel_testing::{decimal, World, ETH, USD};

use super::{bidder, lot, seller, FIRST};
use crate::loan::Loan;

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
    let refused = loan.world.deposit(&borrower, ETH.dust(1)).unwrap_err();
    assert_eq!(refused.code(), "lending/59");
    let bidder = bidder(&mut loan.world, 10_000);
    let receipt = loan.world.buy_all(&bidder, FIRST).unwrap();
    // 99.5 · 61.2 = 6,089.4 of 7,260: lost in the same message.
    let loss = receipt.first("recognise_loss").unwrap();
    assert_eq!(loss.value("lost"), Some(USD.amount("1170.6")));
    let account = loan.world.account(&loan.account);
    assert!(account.debts.is_empty() && account.collateral.is_empty());
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
    let refused = loan.world.deposit_into(&outsider, &account, ETH.dust(1));
    assert_eq!(refused.unwrap_err().code(), "lending/59");
    loan.world.liquidate(&loan.keeper, &account).unwrap();
    let refused = loan.world.deposit_into(&outsider, &account, ETH.dust(1));
    assert_eq!(refused.unwrap_err().code(), "lending/19");
    let bidder = bidder(&mut loan.world, 10_000);
    let receipt = loan.world.buy_all(&bidder, lot(2)).unwrap();
    assert!(receipt.tells("recognise_loss"));
}

#[test]
fn attack_13_neither_lots_of_dust_nor_half_a_dollar_an_hour_hold_a_loss_back() {
    let mut loan = closed();
    let borrower = loan.borrower.clone();
    loan.world.fund(&borrower, &[ETH.coin(30)]);
    let house = loan.world.contracts();
    // Each would keep a ticket open, or something to be sold first, while those who insure the loss leave.
    for amount in [1, ETH.amount("0.01"), ETH.units(10)] {
        let calls = vec![
            house.deposit(&loan.account, ETH.dust(amount)),
            house.liquidate(&loan.account),
        ];
        let refused = loan.world.transact(&borrower, calls).unwrap_err();
        assert_eq!(refused.code(), "lending/59");
    }
    // 30 ETH at 60 are expected to bring 1,782 of the 1,602.857143 that are missing: a rescue.
    let rescued = loan.world.what_if(|world| {
        world.deposit(&borrower, ETH.coin(30)).unwrap();
        let bidder = world.funded("bidder", &[USD.coin(10_000)]);
        world
            .buy_all(&bidder, FIRST)
            .unwrap()
            .tells("recognise_loss")
    });
    assert!(!rescued);
    let bidder = bidder(&mut loan.world, 10_000);
    let receipt = loan.world.buy_all(&bidder, FIRST).unwrap();
    assert!(receipt.tells("recognise_loss"));
    let account = loan.world.account(&loan.account);
    assert!(account.tickets.is_empty() && account.debts.is_empty());
    let market = loan.world.market(USD.denom);
    assert_eq!(market.written_off.u128(), USD.amount("1170.6"));
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
