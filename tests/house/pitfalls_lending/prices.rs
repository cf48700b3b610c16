//! Pitfalls 40, 41, 43, 45 and 47: which price a loan may be opened, closed and sold at.

use gavel_testing::{decimal, Asset, World, BTC, ETH, USD};

use super::{Loan, FIRST};

#[test]
fn pitfall_40_an_old_price_opens_nothing_and_sells_nothing() {
    let mut loan = Loan::given();
    loan.world.move_price(ETH.denom, "84");
    // Fresh for 90 s, and then not.
    loan.world.wait_unfed(96);
    let borrower = loan.borrower.clone();
    let refused = loan.world.borrow(&borrower, USD.coin(1));
    assert_eq!(refused.unwrap_err().code(), "lending/15");
    let refused = loan
        .world
        .withdraw_collateral(&borrower, ETH.denom, Some(1));
    assert_eq!(refused.unwrap_err().code(), "lending/15");
    let refused = loan.world.liquidate(&loan.keeper, &loan.account);
    assert_eq!(refused.unwrap_err().code(), "lending/29");
    // What needs no price needs no fresh one.
    loan.world.repay(&borrower, USD.coin(1)).unwrap();
}

#[test]
fn pitfall_40_a_lot_is_not_sold_at_an_old_price() {
    let mut loan = Loan::in_auction();
    let bidder = loan.bidder(10_000);
    loan.world.wait_unfed(96);
    let refused = loan
        .world
        .take(&bidder, FIRST, ETH.units(1), decimal("1000"), USD.coin(100));
    assert_eq!(refused.unwrap_err().code(), "auction/15");
}

#[test]
fn pitfall_40_a_price_of_the_future_and_one_of_the_past_are_refused() {
    let mut loan = Loan::given();
    loan.world.wait(120);
    let feeder = loan.world.cast().feeders[0].clone();
    let now = loan.world.now();
    let price = decimal("100");
    let refused = loan.world.push(&feeder, ETH.denom, price, now + 1);
    assert_eq!(refused.unwrap_err().code(), "oracle/11");
    loan.world.blocks(30);
    let refused = loan.world.push(&feeder, ETH.denom, price, now + 1);
    assert_eq!(refused.unwrap_err().code(), "oracle/12");
}

#[test]
fn pitfall_41_a_cheap_asset_with_18_decimals_is_counted_to_the_unit() {
    // A hundred thousandth of a dollar each, a million million of them: the loan of 7,260 dollars a thousand times over.
    let coin = Asset::new("ushib", 18);
    let whole = 1_000_000_000_000u128;
    let mut world = World::builder()
        .collateral_with(coin, |terms| {
            terms.deposit_cap = coin.units(whole).into();
            terms.auction_cap = coin.units(whole).into();
        })
        .price(coin, "0.00001")
        .without_interest(USD)
        .build();
    let lender = world.funded("lender", &[USD.coin(10_000_000)]);
    let borrower = world.funded("borrower", &[coin.coin(whole)]);
    world.supply(&lender, USD.coin(10_000_000)).unwrap();
    let account = world.open(&borrower, &[coin.coin(whole)], &[USD.coin(7_260_000)]);
    // 7,500,000 may be owed, not a unit more.
    let refused = world.borrow(&borrower, USD.dust(USD.units(240_000) + 1));
    assert_eq!(refused.unwrap_err().code(), "lending/25");

    world.move_price(coin.denom, "0.0000084");
    let keeper = world.person("keeper");
    world.liquidate(&keeper, &account).unwrap();
    let found = world.account(&account);
    assert_eq!(found.health.unwrap().to_string(), "1.05");
    assert_eq!(
        found.tickets[0].base.u128(),
        coin.units(whole / 1_000 * 4_975 / 10)
    );
    assert_eq!(found.tickets[0].debt.u128(), USD.units(3_960_000));
    // At 1.02 · 0.0000084 = 0.000008568: 4,262,580 dollars.
    let bidder = world.funded("bidder", &[USD.coin(5_000_000)]);
    world.buy_all(&bidder, found.tickets[0].lot).unwrap();
    assert_eq!(world.balance(&bidder, USD.denom), USD.units(737_420));
}

#[test]
fn pitfall_41_an_asset_with_8_decimals_against_one_with_18() {
    // Debt in an asset with 18 decimals at 2 dollars, collateral with 8 decimals at 10,000.
    let debt = Asset::new("uwide", 18);
    let mut world = World::builder()
        .collateral(BTC)
        .market(debt)
        .without_interest(debt)
        .price(debt, "2")
        .build();
    let lender = world.funded("lender", &[debt.coin(100_000)]);
    let borrower = world.funded("borrower", &[BTC.coin(1)]);
    world.supply(&lender, debt.coin(100_000)).unwrap();
    world.deposit(&borrower, BTC.coin(1)).unwrap();
    // 7,500 dollars are 3,750 of it.
    let refused = world.borrow(&borrower, debt.dust(debt.units(3_750) + 1));
    assert_eq!(refused.unwrap_err().code(), "lending/25");
    world.borrow(&borrower, debt.coin(3_750)).unwrap();
    let account = world.first_account(&borrower);
    // 10,000 · 0.825 / 7,500.
    let health = world.account(&account).health.unwrap();
    assert_eq!(health.to_string(), "1.1");
}

#[test]
fn pitfall_43_a_feed_stuck_at_its_bound_is_no_price() {
    let mut loan = Loan::given();
    // All feeders say the lower bound, a millionth of a dollar.
    loan.world.set_price(ETH.denom, "0.000001");
    let borrower = loan.borrower.clone();
    let refused = loan.world.borrow(&borrower, USD.coin(1));
    assert_eq!(refused.unwrap_err().code(), "lending/15");
    let refused = loan.world.liquidate(&loan.keeper, &loan.account);
    assert_eq!(refused.unwrap_err().code(), "lending/28");
    // However long it lasts.
    loan.world.wait(900);
    let refused = loan.world.liquidate(&loan.keeper, &loan.account);
    assert_eq!(refused.unwrap_err().code(), "lending/28");
}

#[test]
fn pitfall_43_at_the_upper_bound_nothing_is_borrowed() {
    let mut loan = Loan::given();
    loan.world.set_price(ETH.denom, "100000000");
    loan.world.wait(900);
    let borrower = loan.borrower.clone();
    let refused = loan.world.borrow(&borrower, USD.coin(10_000));
    assert_eq!(refused.unwrap_err().code(), "lending/15");
}

#[test]
fn pitfall_45_a_jump_is_used_by_nobody_in_the_block_it_comes_in() {
    let mut loan = Loan::given();
    loan.world.set_price(ETH.denom, "60");
    // Not by the keeper: the account is healthy at the price that is accepted.
    let refused = loan.world.liquidate(&loan.keeper, &loan.account);
    assert_eq!(refused.unwrap_err().code(), "lending/28");
    // Back, and up by as much: not by the borrower.
    loan.world.set_price(ETH.denom, "100");
    loan.world.set_price(ETH.denom, "140");
    let borrower = loan.borrower.clone();
    let refused = loan.world.borrow(&borrower, USD.coin(1_000));
    assert_eq!(refused.unwrap_err().code(), "lending/15");
}

#[test]
fn pitfall_45_a_feeder_cannot_push_and_use_a_jump_in_one_transaction() {
    let mut loan = Loan::given_in(World::builder().rules_with(ETH, |rules| {
        rules.min_sources = 1;
        rules.confirm_delay = 0;
    }));
    // Two feeders sleep; the third is alone with its price.
    loan.world.wait_unfed(96);
    let feeder = loan.world.cast().feeders[0].clone();
    let house = loan.world.contracts();
    let now = loan.world.now();
    let mut calls = vec![house.push(&[(USD.denom, decimal("1"), now)])];
    for second in (0..5).rev() {
        calls.push(house.push(&[(ETH.denom, decimal("50"), now - second)]));
    }
    calls.push(house.refresh(&[ETH.denom]));
    calls.push(house.liquidate(&loan.account));
    let refused = loan.world.transact(&feeder, calls);
    assert_eq!(refused.unwrap_err().code(), "lending/28");
}

#[test]
fn pitfall_45_one_old_price_of_two_opens_nothing() {
    let mut loan = Loan::given();
    // ETH is fresh, the dollar is not: the two are never put together.
    loan.world.kill_feed(USD.denom);
    loan.world.wait(120);
    let borrower = loan.borrower.clone();
    let refused = loan.world.borrow(&borrower, USD.coin(1));
    let refused = refused.unwrap_err();
    assert_eq!(refused.code(), "lending/15");
    assert!(refused.to_string().contains(USD.denom), "{refused}");
}

#[test]
fn pitfall_47_one_fresh_source_liquidates_and_opens_nothing() {
    let mut loan = Loan::given();
    loan.world.move_price(ETH.denom, "84");
    loan.world.wait_unfed(96);
    let feeder = loan.world.cast().feeders[0].clone();
    let now = loan.world.now();
    let prices = [
        (ETH.denom, decimal("84"), now),
        (USD.denom, decimal("1"), now),
    ];
    loan.world.push_all(&feeder, &prices).unwrap();

    let borrower = loan.borrower.clone();
    let rich = loan.world.funded("rich borrower", &[ETH.coin(1_000)]);
    loan.world.deposit(&rich, ETH.coin(1_000)).unwrap();
    let refused = loan.world.borrow(&rich, USD.coin(10));
    assert_eq!(refused.unwrap_err().code(), "lending/15");
    loan.world.liquidate(&loan.keeper, &loan.account).unwrap();
    // Healthy again, and with a ticket: still nothing leaves.
    let refused = loan
        .world
        .withdraw_collateral(&borrower, ETH.denom, Some(1));
    assert_eq!(refused.unwrap_err().code(), "lending/15");
    let bidder = loan.bidder(10_000);
    loan.world.buy_all(&bidder, FIRST).unwrap();
    let refused = loan.world.borrow(&borrower, USD.coin(1));
    assert_eq!(refused.unwrap_err().code(), "lending/15");
}
