//! Pitfalls 25 and 35: nothing that stops other things stops a liquidation.

use gavel_testing::{World, ATOM, ETH, USD};
use gavel_types::auction::LotId;
use gavel_types::lending::GovernMsg;

use super::{Loan, FIRST};

#[test]
fn pitfall_25_a_pause_of_both_contracts_stops_no_liquidation() {
    let mut loan = Loan::given();
    loan.world.move_price(ETH.denom, "84");
    let guardian = loan.world.cast().guardian.clone();
    loan.world.pause_lending(&guardian).unwrap();
    loan.world.pause_auction(&guardian).unwrap();
    let borrower = loan.borrower.clone();
    let refused = loan.world.borrow(&borrower, USD.coin(1));
    assert_eq!(refused.unwrap_err().code(), "lending/7");

    loan.world.liquidate(&loan.keeper, &loan.account).unwrap();
    assert_eq!(loan.debt(USD), USD.units(3_300));
    // The lot waits with its clock standing, and sells when the pause is over.
    loan.world.wait(600);
    assert_eq!(loan.world.lot(FIRST).unwrap().elapsed_millis, 0);
    loan.world
        .govern_auction(gavel_types::auction::GovernMsg::Unpause {})
        .unwrap();
    let bidder = loan.bidder(10_000);
    loan.world.buy_all(&bidder, FIRST).unwrap();
    // The lending contract is still paused and books the result all the same.
    assert!(loan.world.lending_config().paused_until.is_some());
    assert!(loan.world.account(&loan.account).tickets.is_empty());
}

#[test]
fn pitfall_25_a_pause_stops_neither_repaying_nor_topping_up() {
    let mut loan = Loan::given();
    let guardian = loan.world.cast().guardian.clone();
    loan.world.pause_lending(&guardian).unwrap();
    let borrower = loan.borrower.clone();
    loan.world.fund(&borrower, &[ETH.coin(5)]);
    loan.world.deposit(&borrower, ETH.coin(5)).unwrap();
    loan.world.repay(&borrower, USD.coin(260)).unwrap();
    assert_eq!(loan.collateral(ETH), ETH.units(105));
    assert_eq!(loan.debt(USD), USD.units(7_000));
}

#[test]
fn pitfall_25_a_market_without_cash_stops_no_liquidation() {
    let mut loan = Loan::given();
    let lender = loan.lender.clone();
    loan.world
        .withdraw(&lender, USD.denom, Some(USD.units(12_740)))
        .unwrap();
    assert_eq!(loan.world.market(USD.denom).cash.u128(), 0);
    loan.world.move_price(ETH.denom, "84");
    loan.world.liquidate(&loan.keeper, &loan.account).unwrap();
    let bidder = loan.bidder(10_000);
    loan.world.buy_all(&bidder, FIRST).unwrap();
    // 49.75 ETH at 1.02 · 84 = 85.68.
    assert_eq!(
        loan.world.market(USD.denom).cash.u128(),
        USD.amount("4262.58")
    );
}

#[test]
fn pitfall_25_a_pending_jump_stops_borrowing_and_no_liquidation() {
    let mut loan = Loan::given();
    loan.world.move_price(ETH.denom, "84");
    // A further fall of 29 % waits to be confirmed: it sells nothing lower, but what is unhealthy at 84 is sold at 84.
    loan.world.set_price(ETH.denom, "60");
    let record = loan.world.price_record(ETH.denom).unwrap();
    assert!(record.pending.is_some());
    let borrower = loan.borrower.clone();
    let refused = loan.world.borrow(&borrower, USD.coin(1));
    assert_eq!(refused.unwrap_err().code(), "lending/15");
    loan.world.liquidate(&loan.keeper, &loan.account).unwrap();
    let ticket = &loan.world.account(&loan.account).tickets[0];
    assert_eq!(ticket.debt.u128(), USD.units(3_960));
}

#[test]
fn pitfall_25_closed_caps_stop_no_liquidation() {
    let mut loan = Loan::given();
    let mut terms = loan.world.collateral(ETH.denom).terms;
    terms.deposit_cap = 0u128.into();
    let mut lent = loan.world.market(USD.denom).terms;
    lent.supply_cap = 0u128.into();
    lent.borrow_cap = 0u128.into();
    loan.world.pass(14_400, 86_400_000);
    loan.world.feed();
    let changes = [
        GovernMsg::UpdateCollateral {
            denom: ETH.denom.to_owned(),
            terms,
        },
        GovernMsg::UpdateMarket {
            denom: USD.denom.to_owned(),
            terms: lent,
        },
    ];
    for change in changes {
        loan.world.govern_lending(change).unwrap();
    }
    loan.world.move_price(ETH.denom, "84");
    loan.world.liquidate(&loan.keeper, &loan.account).unwrap();
    let anyone = loan.world.person("anyone");
    for _ in 0..4 {
        loan.world.wait(1_200);
        loan.world.advance(&anyone, FIRST).unwrap();
    }
    // Nobody bought: the collateral is back although the cap is 0.
    assert_eq!(loan.collateral(ETH), ETH.amount("99.75"));
}

/// A cap on what is in auction that is smaller than any single sale: no lot has to end for the first one.
fn pitfall_25_small_auction_cap(builder: gavel_testing::Builder) {
    let mut loan = Loan::given_in(builder);
    let second = loan.world.funded("second borrower", &[ETH.coin(100)]);
    let other = loan
        .world
        .open(&second, &[ETH.coin(100)], &[USD.coin(7_260)]);
    loan.world.move_price(ETH.denom, "84");
    loan.world.liquidate(&loan.keeper, &loan.account).unwrap();

    // The second waits for the first lot's end, not longer.
    let refused = loan.world.liquidate(&loan.keeper, &other);
    assert_eq!(refused.unwrap_err().code(), "lending/30");
    let bidder = loan.bidder(10_000);
    loan.world.buy_all(&bidder, FIRST).unwrap();
    loan.world.liquidate(&loan.keeper, &other).unwrap();
    assert_eq!(loan.world.account(&other).tickets.len(), 1);
}

#[test]
fn pitfall_25_a_collaterals_auction_cap_below_any_sale_delays_only_until_a_lot_ends() {
    // Each of the two sales is of 49.75 ETH.
    pitfall_25_small_auction_cap(World::builder().collateral_with(ETH, |terms| {
        terms.auction_cap = ETH.units(10).into();
    }));
}

#[test]
fn pitfall_25_a_markets_auction_cap_below_any_sale_delays_only_until_a_lot_ends() {
    // Each of the two sales is for 3,960 dollars of debt.
    pitfall_25_small_auction_cap(World::builder().market_with(USD, |terms| {
        terms.auction_cap = USD.units(100).into();
    }));
}

#[test]
fn pitfall_25_a_collateral_that_cannot_be_sold_does_not_protect_the_others() {
    let mut world = World::builder()
        .collateral(ATOM)
        .without_interest(USD)
        .build();
    let lender = world.funded("lender", &[USD.coin(20_000)]);
    world.supply(&lender, USD.coin(20_000)).unwrap();
    let borrower = world.funded("borrower", &[ETH.coin(100), ATOM.coin(1)]);
    let account = world.open(
        &borrower,
        &[ATOM.coin(1), ETH.coin(100)],
        &[USD.coin(7_260)],
    );
    let pair = world.pair_of(ATOM.denom, USD.denom);
    world
        .govern_auction(gavel_types::auction::GovernMsg::SetPairOpen { pair, open: false })
        .unwrap();
    world.move_price(ETH.denom, "60");
    let keeper = world.person("keeper");
    world.liquidate(&keeper, &account).unwrap();
    let found = world.account(&account);
    assert_eq!(super::amount(&found.collateral, ETH), 0);
    assert_eq!(super::amount(&found.collateral, ATOM), ATOM.units(1));
}

#[test]
fn pitfall_35_what_the_borrower_does_in_the_same_block_does_not_block_his_liquidation() {
    let mut loan = Loan::given();
    loan.world.move_price(ETH.denom, "84");
    let house = loan.world.contracts();
    let borrower = loan.borrower.clone();
    loan.world.fund(&borrower, &[ETH.coin(1)]);
    // He repays one unit, tops up one unit, and reconciles himself, before the keeper's message.
    let calls = vec![
        house.repay(&loan.account, USD.dust(1)),
        house.deposit(&loan.account, ETH.dust(1)),
        house.reconcile(std::slice::from_ref(&loan.account)),
    ];
    loan.world.transact(&borrower, calls).unwrap();
    loan.world.liquidate(&loan.keeper, &loan.account).unwrap();
    assert_eq!(
        loan.world.account(&loan.account).tickets[0].lot,
        LotId { pair: 1, number: 1 }
    );
}

#[test]
fn pitfall_35_nobody_is_called_by_a_settlement_but_the_lending_contract() {
    let mut loan = Loan::in_auction();
    let bidder = loan.bidder(10_000);
    let receipt = loan.world.buy_all(&bidder, FIRST).unwrap();
    let house = loan.world.contracts();
    let called: Vec<&str> = receipt
        .events
        .iter()
        .filter(|event| event.ty == "execute")
        .flat_map(|event| &event.attributes)
        .filter(|attribute| attribute.key == "_contract_address")
        .map(|attribute| attribute.value.as_str())
        .collect();
    assert_eq!(called, [house.auction.as_str(), house.lending.as_str()]);
    // No money goes to the borrower either: what is left over waits in his account.
    assert_eq!(
        loan.world.balance(&loan.borrower, USD.denom),
        USD.units(7_260)
    );
}
