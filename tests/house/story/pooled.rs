//! A crash in which the liquidations of three accounts are one lot, sold to the book at one price.

use cosmwasm_std::Addr;
use gavel_testing::terms::{at, less};
use gavel_testing::{Builder, World, ETH, USD};
use gavel_types::auction::{Limit, LotId};
use gavel_types::lending::AccountId;

use super::{amount, FIRST};

/// A lender with 100,000 dollars; three borrowers of 100 ETH at 100 dollars who owe 7,260, 7,000 and 7,400; a lot is sold by batch.
struct Crash {
    world: World,
    keeper: Addr,
    accounts: Vec<AccountId>,
}

impl Crash {
    fn given() -> Self {
        Self::given_in(World::builder().batch_only(ETH, USD, |_| {}))
    }

    fn given_in(builder: Builder) -> Self {
        let mut world = builder.without_interest(USD).build();
        let lender = world.funded("lender", &[USD.coin(100_000)]);
        world.supply(&lender, USD.coin(100_000)).unwrap();
        let accounts = [7_260, 7_000, 7_400]
            .into_iter()
            .map(|debt| {
                let owner = world.funded(&format!("borrower of {debt}"), &[ETH.coin(100)]);
                world.open(&owner, &[ETH.coin(100)], &[USD.coin(debt)])
            })
            .collect();
        let keeper = world.person("keeper");
        Self {
            world,
            keeper,
            accounts,
        }
    }

    fn liquidate(&mut self, which: usize) {
        let account = self.accounts[which].clone();
        self.world.liquidate(&self.keeper, &account).unwrap();
    }

    /// The price falls to 84: all three can be liquidated, and are.
    fn fall(&mut self) {
        self.world.move_price(ETH.denom, "84");
        for which in 0..3 {
            self.liquidate(which);
        }
    }

    fn bid(&mut self, name: &str, limit: Limit, dollars: u128) -> Addr {
        let bidder = self.world.funded(name, &[USD.coin(dollars)]);
        self.world
            .submit_bid(&bidder, 1, limit, USD.coin(dollars))
            .unwrap();
        bidder
    }

    /// A window ends and is closed.
    fn close(&mut self) {
        self.world.wait(60);
        self.world.advance(&self.keeper, FIRST).unwrap();
    }

    fn debt(&self, which: usize) -> u128 {
        amount(&self.world.account(&self.accounts[which]).debts, USD)
    }

    fn base_of(&self, which: usize) -> u128 {
        self.world.account(&self.accounts[which]).tickets[0]
            .base
            .u128()
    }
}

#[test]
fn three_liquidations_are_one_lot_and_each_account_is_given_its_share_when_it_is_touched() {
    let mut crash = Crash::given();
    // 5 % less than 84 is 79.8, 3 % less is 81.48.
    let ann = crash.bid("ann", less(300), 4_000);
    let bob = crash.bid("bob", less(500), 20_000);
    let low = crash.bid("low", at("70"), 5_000);
    crash.fall();

    // Each to a health of 1.05: x = (1.05 · D − 6,930) / (0.99 − 0.825). For 7,260: 4,200 dollars. For 7,000: 420 / 0.165 = 2,545.45…
    // For 7,400: 840 / 0.165 = 5,090.90… Of the ETH half a percent is the keeper's.
    assert_eq!(crash.world.lots().len(), 1);
    assert_eq!(crash.base_of(0), ETH.amount("49.75"));
    let all: u128 = (0..3).map(|which| crash.base_of(which)).sum();
    let lot = crash.world.lot(FIRST).unwrap();
    assert_eq!(lot.base.u128(), all);
    assert!(all.abs_diff(ETH.amount("140.2045454545454545")) < 1_000);
    let owed: Vec<u128> = (0..3).map(|which| crash.debt(which)).collect();
    let market = crash.world.market(USD.denom);
    // Expected to repay 0.99 / 1.05 of it: 3,960, 2,400 and 4,800.
    assert!(market.in_auction.u128().abs_diff(USD.units(11_160)) <= 3);
    assert_eq!(owed[0], USD.units(3_300));

    // 140.2 ETH at 79.8 are 11,188: Ann's 4,000 and 7,188 of Bob's.
    crash.close();
    let raised = crash.world.market(USD.denom).cash.u128() + 21_660_000_000 - USD.units(100_000);
    let worth = all / 10u128.pow(12) * 798 / 10;
    assert!(raised.abs_diff(worth / 10 * 10) < 100, "{raised} {worth}");
    let market = crash.world.market(USD.denom);
    assert_eq!(market.in_auction.u128(), 0);
    // Of 11,188.32 dollars 10,709.09 repay debt: 450.9 less than was taken off the accounts.
    let net = raised * 1_000_000 / 1_044_750;
    let lacking = market.unreconciled.i128();
    assert!((lacking - (11_160_000_000 - i128::try_from(net).unwrap())).abs() < 100);
    // Settled, and no account has been touched.
    assert_eq!(
        (0..3).map(|which| crash.debt(which)).collect::<Vec<_>>(),
        owed
    );

    // One repays, one is reconciled by a stranger, one deposits: each is given what is its own.
    let owner = crash.world.person("borrower of 7260");
    crash.world.fund(&owner, &[ETH.coin(1)]);
    crash.world.repay(&owner, USD.coin(10)).unwrap();
    let stranger = crash.world.person("stranger");
    let second = crash.accounts[1].clone();
    crash.world.reconcile(&stranger, &[second]).unwrap();
    let third = crash.world.person("borrower of 7400");
    crash.world.fund(&third, &[ETH.coin(1)]);
    crash.world.deposit(&third, ETH.coin(1)).unwrap();
    for (which, ticket) in [3_960u128, 2_400, 4_800].into_iter().enumerate() {
        assert!(crash
            .world
            .account(&crash.accounts[which])
            .tickets
            .is_empty());
        // A share of all that was raised, by base. What it lacks to the ticket comes back as debt, the penalty paying first.
        let base = [49_750_000u128, 30_151_515, 60_303_030][which];
        let gross = raised * base / 140_204_545;
        let deficit = USD.units(ticket).saturating_sub(gross);
        let repaid = if which == 0 { USD.units(10) } else { 0 };
        let expected = owed[which] + deficit - repaid;
        assert!(
            crash.debt(which).abs_diff(expected) < 1_000,
            "{which}: {} {expected}",
            crash.debt(which)
        );
    }
    let market = crash.world.market(USD.denom);
    assert!(market.unreconciled.is_zero());

    // The bidders claim what they bought: Ann 4,000 / 79.8 ETH, Bob the rest; the one who bid 70 takes everything back.
    crash.world.claim_liquidations(&ann, 1).unwrap();
    crash.world.claim_liquidations(&bob, 1).unwrap();
    let bought = crash.world.balance(&ann, ETH.denom);
    assert!(bought.abs_diff(ETH.units(4_000) * 10 / 798) < 10);
    let rest = crash.world.balance(&bob, ETH.denom);
    assert!((bought + rest).abs_diff(all) < 10);
    crash.world.retract_bid(&low, 1, at("70"), None).unwrap();
    assert_eq!(crash.world.balance(&low, USD.denom), USD.units(5_000));
    crash.world.retract_bid(&bob, 1, less(500), None).unwrap();
    let spent = USD.units(24_000) - crash.world.balance(&bob, USD.denom);
    assert!(spent.abs_diff(raised) < 10, "{spent} {raised}");
    crash.world.recount();
}

#[test]
fn an_account_that_is_liquidated_again_in_the_same_window_adds_to_its_ticket() {
    let mut crash = Crash::given();
    crash.fall();
    crash.world.blocks(1);
    crash.world.set_price(ETH.denom, "78");
    crash.liquidate(0);
    let account = crash.world.account(&crash.accounts[0]);
    assert_eq!(account.tickets.len(), 1);
    assert!(account.tickets[0].base.u128() > ETH.amount("49.75"));
    crash.bid("bob", less(500), 40_000);
    crash.close();
    let accounts = crash.accounts.clone();
    crash
        .world
        .reconcile(&crash.keeper.clone(), &accounts)
        .unwrap();
    assert!(crash.world.market(USD.denom).unreconciled.is_zero());
}

#[test]
fn what_comes_in_the_freeze_waits_in_the_next_lot_whose_window_begins_when_the_first_has_left() {
    let mut crash = Crash::given();
    crash.bid("bob", less(500), 40_000);
    crash.world.move_price(ETH.denom, "84");
    crash.liquidate(0);
    // The last 15 of 60 seconds are frozen.
    crash.world.wait(48);
    crash.liquidate(1);
    crash.liquidate(2);
    let second = LotId { pair: 1, number: 2 };
    assert_eq!(crash.world.lots().len(), 2);
    crash.world.probe();
    for lot in crash.world.lots() {
        crash.world.probe_end(&lot);
    }
    crash.world.wait(12);
    let waits = crash.world.advance(&crash.keeper, second).unwrap_err();
    assert_eq!(waits.code(), "auction/57");

    // The first is of one account: it has its share at once. With it the second window begins.
    crash.world.advance(&crash.keeper, FIRST).unwrap();
    assert!(crash.world.account(&crash.accounts[0]).tickets.is_empty());
    let waiting = crash.world.lot(second).unwrap();
    assert_eq!((waiting.stage, waiting.elapsed_millis), (0, 0));
    crash.world.wait(54);
    let early = crash.world.advance(&crash.keeper, second).unwrap_err();
    assert_eq!(early.code(), "auction/24");
    crash.world.wait(6);
    crash.world.advance(&crash.keeper, second).unwrap();
    assert!(crash.world.lots().is_empty());
    let accounts = crash.accounts[1..].to_vec();
    let keeper = crash.keeper.clone();
    crash.world.reconcile(&keeper, &accounts).unwrap();
    assert!(crash.world.market(USD.denom).unreconciled.is_zero());
}

#[test]
fn a_lot_that_the_window_does_not_sell_goes_on_at_a_falling_price_and_all_accounts_share_both() {
    let mut crash = Crash::given_in(World::builder().batch_first(ETH, USD, |_| {}));
    crash.bid("ann", less(500), 4_000);
    crash.fall();
    let all: u128 = (0..3).map(|which| crash.base_of(which)).sum();
    // Nothing above the reserve is left but Ann's: 4,000 at 86 % of 84.
    crash.close();
    let lot = crash.world.lot(FIRST).unwrap();
    let by_book = ETH.units(4_000) * 100 / 7_224;
    assert_eq!(lot.stage, 1);
    assert!((all - lot.base_left.u128()).abs_diff(by_book) < 10);
    // What is asked of an account while the lot is open counts what has been raised.
    let health = crash.world.account(&crash.accounts[0]).health.unwrap();
    assert!(health < cosmwasm_std::Decimal::percent(105), "{health}");
    let bidder = crash.world.funded("bidder", &[USD.coin(20_000)]);
    crash.world.wait(102);
    crash.world.buy_all(&bidder, FIRST).unwrap();
    let accounts = crash.accounts.clone();
    let keeper = crash.keeper.clone();
    crash.world.reconcile(&keeper, &accounts).unwrap();
    // 84.252 for what the book left: the shares add up to all.
    let raised = USD.units(4_000) + (all - by_book) / 10u128.pow(12) * 84_252 / 1_000;
    let cash = crash.world.market(USD.denom).cash.u128() + USD.units(21_660);
    assert!(
        cash.abs_diff(USD.units(100_000) + raised) < 1_000,
        "{cash} {raised}"
    );
    assert!(crash.world.market(USD.denom).unreconciled.is_zero());
}

#[test]
fn an_account_whose_lot_sold_badly_is_not_rescued_by_a_deposit_that_only_puts_off_its_loss() {
    let mut crash = Crash::given();
    crash.bid("low", at("64.6"), 40_000);
    // At 75 each account is worth 7,500: the one that owes 7,400 is expected to lose and closes whole, with the others.
    crash.world.move_price(ETH.denom, "75");
    for which in 0..3 {
        crash.liquidate(which);
    }
    assert!(!crash
        .world
        .account(&crash.accounts[2])
        .pending_loss
        .is_empty());
    crash.close();
    // 99.5 · 64.6 = 6,427.70 dollars for 7,400. The market recovers: by today's price the ticket would be worth all it owes.
    crash.world.move_price(ETH.denom, "86");
    let owner = crash.world.person("borrower of 7400");
    crash.world.fund(&owner, &[ETH.coin(1)]);
    let refused = crash
        .world
        .deposit(
            &owner,
            cosmwasm_std::Coin::new(ETH.amount("0.02"), ETH.denom),
        )
        .unwrap_err();
    assert!(refused.code().starts_with("lending/"), "{refused}");
    let account = crash.accounts[2].clone();
    let keeper = crash.keeper.clone();
    let told = crash.world.reconcile(&keeper, &[account]).unwrap();
    assert!(told.tells("recognise_loss"));
}

#[test]
fn keepers_are_told_of_a_pooled_lot_that_has_finished_before_anyone_touches_the_account() {
    let mut crash = Crash::given();
    // Nobody bids but at 86 % of 84.
    crash.bid("low", at("72.4"), 40_000);
    crash.fall();
    crash.close();
    assert!(crash.world.lot(FIRST).is_none());
    // 49.75 · 72.4 = 3,601.9 dollars, of 3,960 expected: 358.1 come back as debt. 3,658.1 against 50 ETH at 84, which back 3,465.
    let told = crash.world.account(&crash.accounts[0]).health.unwrap();
    let prices = crash.world.liquidation_prices(&crash.accounts[0]);
    let accounts = crash.accounts.clone();
    crash
        .world
        .reconcile(&crash.keeper.clone(), &accounts)
        .unwrap();
    assert_eq!(crash.world.account(&crash.accounts[0]).health, Some(told));
    assert!(told < cosmwasm_std::Decimal::one(), "{told}");
    assert_eq!(crash.world.liquidation_prices(&crash.accounts[0]), prices);
    assert!(prices.liquidatable);
}
