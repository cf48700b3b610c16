//! Attacks 4, 5, 6 and 25: what an account's owner, or an outsider, could do about a liquidation.

use gavel_testing::{Asset, World, ATOM, BTC, ETH, EUR, USD};

use super::{about, bidder, FIRST};
use crate::loan::{amount, Loan};

const MORE: [Asset; 6] = [
    Asset::new("uaa", 6),
    Asset::new("ubb", 6),
    Asset::new("ucc", 6),
    Asset::new("udd", 6),
    Asset::new("uee", 6),
    Asset::new("uff", 6),
];

#[test]
fn attack_04_the_place_of_a_collateral_in_auction_is_kept_for_it() {
    let mut builder = World::builder().collateral(BTC).collateral(ATOM);
    for asset in MORE {
        builder = builder.collateral(asset);
    }
    let mut world = builder.without_interest(USD).build();
    let lender = world.funded("lender", &[USD.coin(20_000)]);
    world.supply(&lender, USD.coin(20_000)).unwrap();
    // Eight collaterals: 9,000 dollars of ETH and 10 of each of seven others.
    let mut coins = vec![ETH.coin(90), ATOM.coin(1), BTC.part("0.001")];
    coins.extend(MORE[..5].iter().map(|asset| asset.coin(10)));
    let borrower = world.funded("borrower", &coins);
    let account = world.open(&borrower, &coins, &[USD.coin(6_750)]);
    assert_eq!(world.account(&account).collateral.len(), 8);

    // At 50 all eight are sold, each in a lot of its own.
    world.move_price(ETH.denom, "50");
    let keeper = world.person("keeper");
    world.liquidate(&keeper, &account).unwrap();
    let found = world.account(&account);
    assert_eq!((found.tickets.len(), found.collateral.len()), (8, 0));

    // The owner refills no place with a ninth, only with what is coming back.
    let ninth = MORE[5];
    world.fund(&borrower, &[ninth.coin(1), ETH.coin(100)]);
    let refused = world.deposit(&borrower, ninth.coin(1)).unwrap_err();
    assert_eq!(refused.code(), "lending/16");
    world.deposit(&borrower, ETH.coin(100)).unwrap();

    // Nobody bids: everything comes back and finds its place.
    for _ in 0..4 {
        world.wait(1_200);
        for ticket in &found.tickets {
            world.advance(&keeper, ticket.lot).unwrap();
        }
    }
    let found = world.account(&account);
    assert_eq!((found.tickets.len(), found.collateral.len()), (0, 8));
    assert!(world.deliveries().is_empty());
    assert_eq!(amount(&found.debts, USD), USD.units(6_750));
}

#[test]
fn attack_04_the_place_of_a_debt_in_auction_is_kept_for_it() {
    let mut builder = World::builder().market(EUR).price(EUR, "1");
    for asset in &MORE[..3] {
        builder = builder.market(*asset).without_interest(*asset);
    }
    let mut world = builder.without_interest(USD).without_interest(EUR).build();
    let markets = [EUR, USD, MORE[0], MORE[1], MORE[2]];
    for market in markets {
        let lender = world.funded("lender", &[market.coin(9_000)]);
        world.supply(&lender, market.coin(9_000)).unwrap();
    }
    let borrower = world.funded("borrower", &[ETH.coin(100)]);
    let debts = [
        EUR.coin(3_000),
        USD.coin(1_420),
        MORE[0].coin(1_420),
        MORE[1].coin(1_420),
    ];
    let account = world.open(&borrower, &[ETH.coin(100)], &debts);
    // At 84 a part is sold for all of the largest debt; its place among the four is free only in seeming.
    world.move_price(ETH.denom, "84");
    let keeper = world.person("keeper");
    world.liquidate(&keeper, &account).unwrap();
    let found = world.account(&account);
    assert_eq!((found.tickets.len(), found.debts.len()), (1, 3));
    assert_eq!(found.tickets[0].market, EUR.denom);
    let refused = world.borrow(&borrower, MORE[2].coin(1)).unwrap_err();
    assert_eq!(refused.code(), "lending/17");

    for _ in 0..4 {
        world.wait(1_200);
        world.advance(&keeper, found.tickets[0].lot).unwrap();
    }
    let found = world.account(&account);
    assert_eq!((found.tickets.len(), found.debts.len()), (0, 4));
    assert_eq!(amount(&found.debts, EUR), EUR.units(3_000));
}

#[test]
fn attack_04_nobody_fills_a_place_of_anothers_account() {
    let mut world = World::builder().collateral(ATOM).build();
    let borrower = world.funded("borrower", &[ETH.coin(1)]);
    world.deposit(&borrower, ETH.coin(1)).unwrap();
    let account = world.first_account(&borrower);
    let outsider = world.funded("outsider", &[ETH.coin(1), ATOM.coin(1)]);
    let refused = world.deposit_into(&outsider, &account, ATOM.dust(1));
    assert_eq!(refused.unwrap_err().code(), "lending/19");
    world
        .deposit_into(&outsider, &account, ETH.dust(1))
        .unwrap();
}

#[test]
fn attack_05_a_unit_of_a_dead_asset_protects_nobody() {
    let mut world = World::builder()
        .collateral(ATOM)
        .market(EUR)
        .without_interest(USD)
        .without_interest(EUR)
        .build();
    let lender = world.funded("lender", &[USD.coin(20_000), EUR.coin(100)]);
    world.supply(&lender, USD.coin(20_000)).unwrap();
    world.supply(&lender, EUR.coin(100)).unwrap();
    let borrower = world.funded("borrower", &[ETH.coin(100), ATOM.coin(1)]);
    let account = world.open(
        &borrower,
        &[ETH.coin(100), ATOM.dust(1)],
        &[USD.coin(7_260), EUR.coin(1)],
    );
    // Neither the collateral nor the debt of a unit has had a price for an hour.
    world.kill_feed(ATOM.denom);
    world.kill_feed(EUR.denom);
    world.wait(3_600);
    world.move_price(ETH.denom, "84");
    let refused = world.borrow(&borrower, USD.coin(1)).unwrap_err();
    assert_eq!(refused.code(), "lending/15");

    let keeper = world.person("keeper");
    world.liquidate(&keeper, &account).unwrap();
    let found = world.account(&account);
    assert_eq!(found.tickets[0].collateral, ETH.denom);
    assert_eq!(found.tickets[0].market, USD.denom);
    assert_eq!(amount(&found.collateral, ATOM), 1);
}

#[test]
fn attack_05_a_dead_asset_counts_at_its_last_price_and_is_not_sold() {
    let mut world = World::builder()
        .collateral(ATOM)
        .without_interest(USD)
        .build();
    let lender = world.funded("lender", &[USD.coin(20_000)]);
    world.supply(&lender, USD.coin(20_000)).unwrap();
    let borrower = world.funded("borrower", &[ETH.coin(100), ATOM.coin(100)]);
    let account = world.open(
        &borrower,
        &[ETH.coin(100), ATOM.coin(100)],
        &[USD.coin(7_260)],
    );
    world.kill_feed(ATOM.denom);
    world.wait(3_600);
    // At 84: 6,930 and 825 of the dead asset back 7,260.
    world.move_price(ETH.denom, "84");
    let keeper = world.person("keeper");
    let refused = world.liquidate(&keeper, &account).unwrap_err();
    assert_eq!(refused.code(), "lending/28");
    // At 75: 6,187.5 and 825 do not.
    world.move_price(ETH.denom, "75");
    world.liquidate(&keeper, &account).unwrap();
    let found = world.account(&account);
    assert!(found.tickets.iter().all(|t| t.collateral == ETH.denom));
    assert_eq!(amount(&found.collateral, ATOM), ATOM.units(100));
}

#[test]
fn attack_06_a_ticket_is_not_a_free_put() {
    let mut world = World::builder()
        .price(ETH, "111")
        .without_interest(USD)
        .build();
    let lender = world.funded("lender", &[USD.coin(10_000)]);
    world.supply(&lender, USD.coin(10_000)).unwrap();
    let borrower = world.funded("borrower", &[ETH.coin(100)]);
    let account = world.open(&borrower, &[ETH.coin(100)], &[USD.coin(8_300)]);
    world.set_price(ETH.denom, "100");
    let keeper = world.person("keeper");
    world.liquidate(&keeper, &account).unwrap();
    // 2,818.18 / 100 = 28.18 ETH leave, 2,657.142857 of the debt with them.
    let found = world.account(&account);
    assert!(about(
        amount(&found.collateral, ETH),
        ETH.amount("71.818181818181818181")
    ));
    assert_eq!(found.tickets[0].debt.u128(), USD.amount("2657.142857"));

    // He repays the rest and asks for his collateral. At its floor the lot lacks 2,657.142857 − 2,818.18 · 0.86 / 1.05 =
    // 348.917749, which takes 348.917749 / 0.75 = 465.22 dollars of it.
    world.repay(&borrower, USD.coin(5_700)).unwrap();
    assert!(world.account(&account).debts.is_empty());
    let all = world.withdraw_collateral(&borrower, ETH.denom, None);
    assert_eq!(all.unwrap_err().code(), "lending/25");
    let too_much = ETH.amount("67.17");
    let refused = world.withdraw_collateral(&borrower, ETH.denom, Some(too_much));
    assert_eq!(refused.unwrap_err().code(), "lending/25");
    let borrowed = world.borrow(&borrower, USD.coin(5_100)).unwrap_err();
    assert_eq!(borrowed.code(), "lending/25");
    world
        .withdraw_collateral(&borrower, ETH.denom, Some(ETH.amount("67.16")))
        .unwrap();

    // The lot does clear at its floor: 28.04 · 86 = 2,411.52. What is missing is his debt, backed by 4.65 ETH.
    let bidder = bidder(&mut world, 10_000);
    world.wait(1_200);
    world.buy_all(&bidder, FIRST).unwrap();
    let found = world.account(&account);
    let debt = amount(&found.debts, USD);
    assert!(about(debt, USD.amount("245.624675")), "{debt}");
    let market = world.market(USD.denom);
    assert_eq!(market.written_off.u128(), 0);
    assert_eq!(market.redeemable.u128(), USD.units(10_000));
    assert_eq!(market.pending_loss.u128(), 0);
}

#[test]
fn attack_06_a_ticket_counts_at_todays_price_for_liquidation() {
    // A health of 1.05 behind a sale of 49.75 ETH for 3,960 at 84, with 50 ETH against 3,300 left.
    let mut loan = Loan::in_auction();
    // At 81 alone the 50 ETH would back 3,341.25 of 3,300; but the ticket lacks 3,960 − 49.75 · 81 · 0.99 / 1.04475 = 141.43.
    loan.world.set_price(ETH.denom, "81");
    let health = loan.world.account(&loan.account).health.unwrap();
    // 3,341.25 / 3,441.428571.
    assert!(health.to_string().starts_with("0.9708"), "{health}");
    loan.world.liquidate(&loan.keeper, &loan.account).unwrap();
    // At 95 it would bring more than its debt, and counts for nothing: 50 · 95 · 0.825 against what is owed.
    let mut loan = Loan::in_auction();
    loan.world.set_price(ETH.denom, "95");
    let health = loan.world.account(&loan.account).health.unwrap();
    assert_eq!(health.to_string(), "1.1875");
}

#[test]
fn attack_25_a_filled_cap_blocks_no_rescue() {
    let mut loan = Loan::given_in(World::builder().collateral_with(ETH, |terms| {
        terms.deposit_cap = ETH.units(150).into();
    }));
    let world = &mut loan.world;
    let outsider = world.funded("outsider", &[ETH.coin(100)]);
    world.deposit(&outsider, ETH.coin(50)).unwrap();
    let borrower = loan.borrower.clone();
    world.fund(&borrower, &[ETH.coin(100)]);
    // Backed to the opening's limit at 96.8 and above, nothing may exceed the cap.
    let refused = world.deposit(&borrower, ETH.dust(1)).unwrap_err();
    assert_eq!(refused.code(), "lending/20");

    // At 90 his 100 ETH open 6,750 of 7,260: he lacks 510 / 0.75 = 680 dollars, 7.555… ETH.
    world.set_price(ETH.denom, "90");
    let refused = world.deposit(&borrower, ETH.part("7.56")).unwrap_err();
    assert_eq!(refused.code(), "lending/20");
    world.deposit(&borrower, ETH.part("7.55")).unwrap();
    // The outsider, who owes nothing, stays out.
    let refused = world.deposit(&outsider, ETH.dust(1)).unwrap_err();
    assert_eq!(refused.code(), "lending/20");
}
