//! Attacks 7 and 8: many liquidations of one account, and lots that know their tickets.

use gavel_testing::{World, ETH, USD};
use gavel_types::lending::TICKETS_BEFORE_CLOSING;

use super::{bidder, lot, seller, FIRST};
use crate::loan::{amount, Loan};

#[test]
fn attack_07_a_market_that_falls_all_hour_finds_no_ticket_limit() {
    // 100 ETH at 111 against 8,300, and lots that stay open.
    let mut world = World::builder()
        .price(ETH, "111")
        .without_interest(USD)
        .build();
    let lender = world.funded("lender", &[USD.coin(10_000)]);
    world.supply(&lender, USD.coin(10_000)).unwrap();
    let borrower = world.funded("borrower", &[ETH.coin(100)]);
    let account = world.open(&borrower, &[ETH.coin(100)], &[USD.coin(8_300)]);
    let keeper = world.person("keeper");

    // The price falls by half a dollar a minute, from 101 to 60 in 82 minutes. Each time that the account becomes unhealthy it
    // is liquidated, whatever is still open, until all of it is in auction.
    let mut halves = 202u32;
    while amount(&world.account(&account).collateral, ETH) > 0 {
        halves -= 1;
        assert!(halves > 120, "the account was not closed");
        world.set_price(ETH.denom, &format!("{}.{}", halves / 2, halves % 2 * 5));
        world.wait(54);
        let healthy = world.account(&account).health.unwrap() >= gavel_testing::decimal("1");
        let outcome = world.liquidate(&keeper, &account);
        match outcome {
            Ok(_) => assert!(!healthy),
            Err(refusal) => assert!(healthy, "{refusal}"),
        }
    }
    let tickets = world.account(&account).tickets;
    assert!(tickets.len() > 1, "{}", tickets.len());
    assert!(tickets.len() <= TICKETS_BEFORE_CLOSING + 1);

    // All end, and every unit is accounted for.
    let bidder = bidder(&mut world, 20_000);
    for ticket in &tickets {
        world.buy_all(&bidder, ticket.lot).unwrap();
    }
    let found = world.account(&account);
    assert!(found.tickets.is_empty() && found.pending_loss.is_empty());
    assert_eq!(world.market(USD.denom).in_auction.u128(), 0);
    world.recount();
}

#[test]
fn attack_07_with_six_tickets_open_the_next_liquidation_closes_whole() {
    let mut world = World::builder().without_interest(USD).build();
    let lender = world.funded("lender", &[USD.coin(300_000)]);
    world.supply(&lender, USD.coin(300_000)).unwrap();
    let borrower = world.funded("borrower", &[ETH.coin(1_000)]);
    let account = world.open(&borrower, &[ETH.coin(1_000)], &[USD.coin(72_600)]);
    let keeper = world.person("keeper");
    // At 84 he is liquidated, at 100 he borrows to the limit again: all lots are still open.
    for number in 1..=TICKETS_BEFORE_CLOSING {
        world.move_price(ETH.denom, "84");
        let told = world.liquidate(&keeper, &account).unwrap();
        let told = told.first("liquidate").unwrap();
        assert_eq!(told.text("whole"), Some("false"), "{number}");
        world.move_price(ETH.denom, "100");
        let found = world.account(&account);
        assert_eq!(found.tickets.len(), number);
        let backed = amount(&found.collateral, ETH) * USD.units(75) / ETH.one();
        let more = backed - amount(&found.debts, USD);
        world.borrow(&borrower, USD.dust(more)).unwrap();
    }
    world.move_price(ETH.denom, "84");
    let told = world.liquidate(&keeper, &account).unwrap();
    assert_eq!(told.first("liquidate").unwrap().text("whole"), Some("true"));
    let found = world.account(&account);
    assert_eq!(amount(&found.collateral, ETH), 0);
    assert_eq!(found.tickets.len(), TICKETS_BEFORE_CLOSING + 1);
}

#[test]
fn attack_07_a_cap_on_auctions_delays_no_urgent_account() {
    // Room for one lot of 49.75 ETH; urgent is an LTV of 90 %.
    let mut loan = Loan::given_in(
        World::builder()
            .urgent_ltv_bps(9_000)
            .collateral_with(ETH, |terms| terms.auction_cap = ETH.units(60).into()),
    );
    let world = &mut loan.world;
    let second = world.funded("second borrower", &[ETH.coin(100)]);
    let other = world.open(&second, &[ETH.coin(100)], &[USD.coin(7_260)]);
    world.move_price(ETH.denom, "84");
    world.liquidate(&loan.keeper, &loan.account).unwrap();
    // 7,260 of 8,400 is an LTV of 86.4 %: it may wait.
    let refused = world.liquidate(&loan.keeper, &other).unwrap_err();
    assert_eq!(refused.code(), "lending/30");
    // 7,260 of 7,950 is one of 91.3 %: it may not, and is still sold in part.
    world.set_price(ETH.denom, "79.5");
    let receipt = world.liquidate(&loan.keeper, &other).unwrap();
    let told = receipt.first("liquidate").unwrap();
    assert_eq!(told.text("whole"), Some("false"));
}

#[test]
fn attack_07_no_cap_delays_an_insolvent_account() {
    let mut loan = Loan::given_in(
        World::builder().collateral_with(ETH, |terms| terms.auction_cap = ETH.units(10).into()),
    );
    let world = &mut loan.world;
    let second = world.funded("second borrower", &[ETH.coin(100)]);
    let other = world.open(&second, &[ETH.coin(100)], &[USD.coin(7_260)]);
    // Another's lot fills the cap, and more.
    world.move_price(ETH.denom, "84");
    world.liquidate(&loan.keeper, &loan.account).unwrap();
    assert!(world.collateral(ETH.denom).in_auction.u128() > ETH.units(10));
    world.move_price(ETH.denom, "60");
    let receipt = world.liquidate(&loan.keeper, &other).unwrap();
    let told = receipt.first("liquidate").unwrap();
    assert_eq!(told.text("whole"), Some("true"));
    assert!(world.account(&other).collateral.is_empty());
}

#[test]
fn attack_08_two_liquidations_in_one_transaction_have_a_lot_each() {
    let mut loan = Loan::given();
    let second = loan.world.funded("second borrower", &[ETH.coin(50)]);
    let other = loan
        .world
        .open(&second, &[ETH.coin(50)], &[USD.coin(3_630)]);
    loan.world.move_price(ETH.denom, "84");
    let house = loan.world.contracts();
    let calls = vec![house.liquidate(&loan.account), house.liquidate(&other)];
    loan.world.transact(&loan.keeper, calls).unwrap();
    assert_eq!(loan.world.account(&loan.account).tickets[0].lot, FIRST);
    assert_eq!(loan.world.account(&other).tickets[0].lot, lot(2));
    assert_eq!(
        loan.world.lot(FIRST).unwrap().base_left.u128(),
        ETH.amount("49.75")
    );
    assert_eq!(
        loan.world.lot(lot(2)).unwrap().base_left.u128(),
        ETH.amount("24.875")
    );

    // The second lot's end reaches the second account alone: 24.875 · 85.68 / 1.04475 = 2,040 repay 1,980 and 60 more.
    let bidder = bidder(&mut loan.world, 10_000);
    loan.world.buy_all(&bidder, lot(2)).unwrap();
    assert_eq!(loan.world.account(&loan.account).tickets.len(), 1);
    assert_eq!(loan.debt(USD), USD.units(3_300));
    let found = loan.world.account(&other);
    assert!(found.tickets.is_empty());
    assert_eq!(amount(&found.debts, USD), USD.units(1_590));
}

#[test]
fn attack_08_a_stale_lot_number_is_refused_with_everything_in_its_transaction() {
    let mut world = World::new();
    let seller = seller(&mut world, 10);
    let house = world.contracts();
    let calls = vec![
        house.consign(FIRST, ETH.coin(5), None),
        house.consign(FIRST, ETH.coin(5), None),
    ];
    let refused = world.transact(&seller, calls).unwrap_err();
    assert_eq!(refused.code(), "auction/13");
    assert!(world.lots().is_empty());
    assert_eq!(world.balance(&seller, ETH.denom), ETH.units(10));
    let calls = vec![
        house.consign(FIRST, ETH.coin(5), None),
        house.consign(lot(2), ETH.coin(5), None),
    ];
    world.transact(&seller, calls).unwrap();
    assert_eq!(world.lots().len(), 2);
}
