//! Pitfalls 26 and 28: an account as large as one can be, liquidated and settled, and counted whole.

use cosmwasm_std::{Addr, Coin};
use gavel_testing::{Asset, Builder, Receipt, World, USD};
use gavel_types::lending::{
    AccountId, MAX_COLLATERALS, MAX_DEBTS, MAX_TICKETS, TICKETS_BEFORE_CLOSING,
};

/// Eight collaterals at 10 dollars.
const COLLATERALS: [Asset; MAX_COLLATERALS] = [
    Asset::new("ualpha", 6),
    Asset::new("ubeta", 6),
    Asset::new("ugamma", 6),
    Asset::new("udelta", 6),
    Asset::new("uepsilon", 6),
    Asset::new("uzeta", 6),
    Asset::new("ueta", 6),
    Asset::new("utheta", 6),
];

/// Four markets at a dollar.
const MARKETS: [Asset; MAX_DEBTS] = [
    USD,
    Asset::new("umark", 6),
    Asset::new("ufranc", 6),
    Asset::new("ucrown", 6),
];

struct Giant {
    world: World,
    account: AccountId,
    keeper: Addr,
}

/// An account with 1,000 of the first collateral and 20 of each other at 10 dollars: 11,400 dollars. It owes 5,400 in
/// the first market and 900 in each other: 8,100 dollars, against 8,550 at the opening LTV.
fn giant(builder: Builder) -> Giant {
    let mut builder = builder;
    for asset in COLLATERALS {
        // A low target: a partial liquidation is soon followed by the next.
        builder = builder
            .collateral_with(asset, |terms| terms.target_health_bps = 10_100)
            .price(asset, "10");
    }
    for asset in MARKETS {
        builder = builder
            .market(asset)
            .without_interest(asset)
            .price(asset, "1");
    }
    let mut world = builder.build();
    let lent: Vec<Coin> = MARKETS.iter().map(|asset| asset.coin(20_000)).collect();
    let lender = world.funded("lender", &lent);
    for coin in lent {
        world.supply(&lender, coin).unwrap();
    }
    let posted: Vec<Coin> = (0..)
        .zip(COLLATERALS)
        .map(|(place, asset)| asset.coin(if place == 0 { 1_000 } else { 20 }))
        .collect();
    let borrowed: Vec<Coin> = (0..)
        .zip(MARKETS)
        .map(|(place, asset)| asset.coin(if place == 0 { 5_400 } else { 900 }))
        .collect();
    let borrower = world.funded("borrower", &posted);
    let account = world.open(&borrower, &posted, &borrowed);
    let keeper = world.person("keeper");
    Giant {
        world,
        account,
        keeper,
    }
}

/// The first collateral falls by 1 % at a time, and the account is liquidated whenever it can be, while nobody buys, until it
/// has all the tickets that leave it open.
fn until_it_has_six_tickets(giant: &mut Giant) {
    let mut cents = 1_000u64;
    while giant.world.account(&giant.account).tickets.len() < TICKETS_BEFORE_CLOSING {
        cents = cents * 99 / 100;
        assert!(cents > 300, "no six partial liquidations down to 3 dollars");
        fall(giant, cents);
        let planned = giant.world.simulate_liquidation(&giant.account);
        if let Ok(planned) = planned {
            assert!(!planned.whole, "closed whole at {cents} cents");
            giant
                .world
                .liquidate(&giant.keeper, &giant.account)
                .unwrap();
        }
    }
    let found = giant.world.account(&giant.account);
    assert_eq!(found.collateral.len(), MAX_COLLATERALS);
    assert_eq!(found.debts.len(), MAX_DEBTS);
    // The next liquidation finds it unhealthy again.
    while giant.world.simulate_liquidation(&giant.account).is_err() {
        cents = cents * 99 / 100;
        fall(giant, cents);
    }
}

fn fall(giant: &mut Giant, cents: u64) {
    let dollars = format!("{}.{:02}", cents / 100, cents % 100);
    giant.world.set_price(COLLATERALS[0].denom, &dollars);
    giant.world.wait(6);
}

/// The largest account there can be is closed whole and each of its 17 lots is bought and settled: no receipt may cost more
/// than a block has room for, and no settlement more than the house gives it. Returns the receipts, the closing first.
fn the_largest_account_is_closed_and_settled(builder: Builder) -> Vec<Receipt> {
    let mut giant = giant(builder);
    until_it_has_six_tickets(&mut giant);
    let closing = giant
        .world
        .liquidate(&giant.keeper, &giant.account)
        .unwrap();
    let found = giant.world.account(&giant.account);
    // 8 + 4 − 1 pieces beside the 6 that were open.
    assert_eq!(found.tickets.len(), MAX_TICKETS);
    assert!(found.collateral.is_empty());

    // Everything falls to 5 dollars: each market loses, and the fund has something for each.
    for asset in COLLATERALS {
        giant.world.move_price(asset.denom, "5");
    }
    for asset in MARKETS {
        let staker = giant.world.funded("staker", &[asset.coin(100)]);
        giant.world.stake(&staker, asset.coin(100)).unwrap();
    }

    let quotes: Vec<Coin> = MARKETS.iter().map(|asset| asset.coin(20_000)).collect();
    let bidder = giant.world.funded("bidder", &quotes);
    let mut receipts = vec![closing];
    for ticket in found.tickets {
        let receipt = giant.world.buy_all(&bidder, ticket.lot).unwrap();
        assert!(receipt.tells("book_lot"), "{} was not booked", ticket.lot);
        receipts.push(receipt);
    }
    assert!(giant.world.lots().is_empty() && giant.world.deliveries().is_empty());
    let found = giant.world.account(&giant.account);
    assert!(found.tickets.is_empty() && found.pending_loss.is_empty());
    for asset in MARKETS {
        let market = giant.world.market(asset.denom);
        assert_eq!(market.in_auction.u128(), 0);
        assert_eq!(market.pending_loss.u128(), 0);
    }
    for asset in COLLATERALS {
        assert_eq!(giant.world.collateral(asset.denom).in_auction.u128(), 0);
    }
    receipts
}

#[test]
fn pitfall_26_the_largest_account_is_closed_and_settled() {
    let receipts = the_largest_account_is_closed_and_settled(World::builder());
    assert_eq!(receipts[0].all("liquidate").count(), 11);
    assert_eq!(receipts.len(), 18);
    // The last settlement recognises a loss in each of the four markets, and asks for cover of each.
    assert_eq!(receipts[17].all("cover_loss").count(), 4);
}

/// The same on the VM, with every contract loaded anew in each transaction. A liquidation and any purchase fit into a tenth of
/// the smallest block of the chains it is meant for, 30 million gas; a settlement into what the house gives it.
#[cfg(feature = "vm")]
#[test]
fn pitfall_26_the_largest_account_is_closed_and_settled_on_the_vm() {
    const TENTH_OF_A_BLOCK: u64 = 3_000_000;
    const DELIVERY: u64 = 2_000_000;
    let builder = World::builder()
        .checks(gavel_testing::Checks::off())
        .delivery_gas(DELIVERY)
        .on_vm(false)
        .unwrap();
    let receipts = the_largest_account_is_closed_and_settled(builder);
    for (place, receipt) in receipts.into_iter().enumerate() {
        let gas = receipt.gas.unwrap();
        assert!(gas.total < TENTH_OF_A_BLOCK, "{} gas", gas.total);
        let settling: u64 = gas
            .calls
            .iter()
            .filter(|call| call.label.starts_with("lending.execute"))
            .map(|call| call.spent.total())
            .sum();
        // The first is the liquidation, the others end with a settlement.
        assert!(
            settling > 0 && (place == 0 || settling < DELIVERY),
            "{settling} gas to settle"
        );
        println!("{} gas, {settling} of it settling", gas.total);
    }
}

#[test]
fn pitfall_26_a_ninth_collateral_and_a_fifth_debt_are_refused() {
    let ninth = Asset::new("uiota", 6);
    let fifth = Asset::new("ulira", 6);
    let builder = World::builder()
        .collateral(ninth)
        .price(ninth, "10")
        .market(fifth)
        .price(fifth, "1");
    let mut giant = giant(builder);
    let borrower = giant
        .world
        .funded("borrower", &[ninth.coin(1), fifth.coin(1)]);
    let lender = giant.world.funded("lender", &[fifth.coin(1_000)]);
    giant.world.supply(&lender, fifth.coin(1_000)).unwrap();
    let refused = giant.world.deposit(&borrower, ninth.coin(1));
    assert_eq!(refused.unwrap_err().code(), "lending/16");
    let refused = giant.world.borrow(&borrower, fifth.coin(1));
    assert_eq!(refused.unwrap_err().code(), "lending/17");
}

#[test]
fn pitfall_28_health_counts_all_eight_collaterals_and_all_four_debts() {
    // 0.825 · 11,400 = 9,405 against 8,100.
    let mut giant = giant(World::builder());
    let found = giant.world.account(&giant.account);
    assert_eq!(found.health.unwrap().to_string(), "1.161111111111111111");
    // What may still be borrowed is 8,550 − 8,100 = 450, from whichever market; a unit more is refused.
    let borrower = giant.world.person("borrower");
    let last = MARKETS[3];
    let too_much = Coin::new(last.units(450) + 1, last.denom);
    let refused = giant.world.borrow(&borrower, too_much);
    assert_eq!(refused.unwrap_err().code(), "lending/25");
    giant.world.borrow(&borrower, last.coin(450)).unwrap();
    // The last collateral backs as well as the first: not a unit of it can leave.
    let refused = giant
        .world
        .withdraw_collateral(&borrower, COLLATERALS[7].denom, Some(1));
    assert_eq!(refused.unwrap_err().code(), "lending/25");
}
