//! What lenders, borrowers and receivers of penalties may take while a loss is expected and not yet recognised.

use cosmwasm_std::Addr;
use gavel_testing::{World, ETH, EUR, USD};
use gavel_types::auction::LotId;
use gavel_types::lending::AccountId;

use super::FIRST;

const SECOND: LotId = LotId { pair: 1, number: 2 };

/// Two lenders of 10,000 dollars, and an account that owes 7,260 of them against 100 ETH.
fn two_lenders(world: &mut World) -> (Addr, Addr, AccountId) {
    let stays = world.funded("stays", &[USD.coin(10_000)]);
    let leaves = world.funded("leaves", &[USD.coin(10_000)]);
    world.supply(&stays, USD.coin(10_000)).unwrap();
    world.supply(&leaves, USD.coin(10_000)).unwrap();
    let borrower = world.funded("borrower", &[ETH.coin(100)]);
    let account = world.open(&borrower, &[ETH.coin(100)], &[USD.coin(7_260)]);
    (stays, leaves, account)
}

#[test]
fn a_print_that_waits_to_be_confirmed_lets_no_lender_leave_whole() {
    let mut world = World::builder().without_interest(USD).build();
    let (_, leaves, account) = two_lenders(&mut world);
    world.move_price(ETH.denom, "60");
    let keeper = world.person("keeper");
    world.liquidate(&keeper, &account).unwrap();
    // One block of prints at 100, which nobody has confirmed. The lot is expected to bring 5,910.3 of 7,260 all the same.
    world.set_price(ETH.denom, "100");
    let house = world.contracts();
    let calls = vec![
        house.reconcile(std::slice::from_ref(&account)),
        house.withdraw(USD.denom, None),
    ];
    world.transact(&leaves, calls).unwrap();
    // Half of 20,000 − 1,349.7, but for the rounding of a share.
    let got = world.balance(&leaves, USD.denom);
    assert!(USD.amount("9325.15") - got <= 1, "{got}");
}

#[test]
fn one_feeder_alone_lets_no_lender_leave_whole() {
    let mut world = World::builder().without_interest(USD).build();
    let (_, leaves, account) = two_lenders(&mut world);
    world.move_price(ETH.denom, "60");
    let keeper = world.person("keeper");
    world.liquidate(&keeper, &account).unwrap();
    world.wait_unfed(120);
    let (feeder, now) = (world.cast().feeders[0].clone(), world.now());
    let high = gavel_testing::decimal("100");
    world.push(&feeder, ETH.denom, high, now).unwrap();
    let house = world.contracts();
    let calls = vec![
        house.reconcile(std::slice::from_ref(&account)),
        house.withdraw(USD.denom, None),
    ];
    world.transact(&leaves, calls).unwrap();
    let got = world.balance(&leaves, USD.denom);
    assert!(got <= USD.amount("9325.15"), "{got}");
}

#[test]
fn a_crash_that_waits_to_be_confirmed_is_marked_by_anyone() {
    let mut world = World::builder()
        .without_interest(USD)
        .rules_with(ETH, |rules| rules.confirm_delay = 300)
        .build();
    let (stays, leaves, account) = two_lenders(&mut world);
    world.set_price(ETH.denom, "60");
    // Nothing is sold yet at a price that may be wrong, but what would be lost at it is counted: 7,260 − 6,000 · 0.99 · 0.995.
    let refused = world.liquidate(&stays, &account).unwrap_err();
    assert_eq!(refused.code(), "lending/28");
    world
        .reconcile(&stays, std::slice::from_ref(&account))
        .unwrap();
    assert_eq!(
        world.market(USD.denom).pending_loss.u128(),
        USD.amount("1349.7")
    );
    world.withdraw(&leaves, USD.denom, None).unwrap();
    let got = world.balance(&leaves, USD.denom);
    assert!(USD.amount("9325.15") - got <= 1, "{got}");
    // Back at 100 and settled, nothing is lost.
    world.set_price(ETH.denom, "100");
    world.wait(60);
    world
        .reconcile(&stays, std::slice::from_ref(&account))
        .unwrap();
    assert_eq!(world.market(USD.denom).pending_loss.u128(), 0);
}

#[test]
fn a_penalty_stays_held_while_its_account_is_expected_to_lose() {
    for reconciled_first in [false, true] {
        let mut world = World::builder().without_interest(USD).build();
        let (_, _, account) = two_lenders(&mut world);
        world.move_price(ETH.denom, "84");
        let keeper = world.person("keeper");
        world.liquidate(&keeper, &account).unwrap();
        let bidder = world.funded("bidder", &[USD.coin(20_000)]);
        world.buy(&bidder, FIRST, ETH.amount("49.749")).unwrap();
        world.move_price(ETH.denom, "55");
        if reconciled_first {
            world
                .reconcile(&keeper, std::slice::from_ref(&account))
                .unwrap();
        }
        // Somebody takes the crumb: 3,300 less the surplus are owed against 50 ETH, worth 2,750.
        world.buy_all(&bidder, FIRST).unwrap();
        assert!(world.distribute(&keeper, &[USD.denom]).is_err());
        let held = world.account(&account).held_penalties[0].amount.u128();
        // The rest is sold, and the penalty pays for what is missing before the lenders do.
        world.liquidate(&keeper, &account).unwrap();
        world.wait(102);
        let receipt = world.buy_all(&bidder, SECOND).unwrap();
        let lost: u128 = receipt
            .first("recognise_loss")
            .unwrap()
            .value("lost")
            .unwrap();
        let market = world.market(USD.denom);
        assert_eq!(market.written_off.u128(), lost);
        assert_eq!(market.penalties.u128(), 0);
        assert!(held > 0 && lost > 0);
    }
}

#[test]
fn of_a_penalty_only_what_no_loss_needs_is_released() {
    let mut world = World::builder().without_interest(USD).build();
    let (_, _, account) = two_lenders(&mut world);
    world.move_price(ETH.denom, "84");
    let keeper = world.person("keeper");
    world.liquidate(&keeper, &account).unwrap();
    let bidder = world.funded("bidder", &[USD.coin(20_000)]);
    world.buy(&bidder, FIRST, ETH.amount("49.749")).unwrap();
    world.move_price(ETH.denom, "55");
    world.buy_all(&bidder, FIRST).unwrap();
    let found = world.account(&account);
    let (owed, held) = (
        found.debts[0].amount.u128(),
        found.held_penalties[0].amount.u128(),
    );
    // 50 ETH at 62 are expected to bring 3,100 · 0.99 · 0.995 = 3,053.655 of what is owed: the difference is below the penalty.
    world.move_price(ETH.denom, "62");
    world.wait(600);
    for _ in 0..2 {
        world
            .reconcile(&keeper, std::slice::from_ref(&account))
            .unwrap();
        let kept = world.account(&account).held_penalties[0].amount.u128();
        assert_eq!(kept, owed - USD.amount("3053.655"));
        assert_eq!(world.market(USD.denom).pending_loss.u128(), 0);
    }
    world.distribute(&keeper, &[USD.denom]).unwrap();
    let (fund, treasury) = (world.contracts().fund, world.cast().treasury.clone());
    let paid = world.balance(&fund, USD.denom) + world.balance(&treasury, USD.denom);
    assert_eq!(paid, held - (owed - USD.amount("3053.655")));
}

#[test]
fn an_account_whose_debt_is_all_in_auction_is_closed_when_it_falls_on() {
    let mut world = World::builder().without_interest(USD).build();
    let lender = world.funded("lender", &[USD.coin(20_000)]);
    world.supply(&lender, USD.coin(20_000)).unwrap();
    let borrower = world.funded("borrower", &[ETH.coin(100)]);
    let account = world.open(&borrower, &[ETH.coin(100)], &[USD.coin(7_500)]);
    let keeper = world.person("keeper");
    // Two in a hundred a minute, and nobody buys. However much of the debt has left with tickets, an unhealthy account is
    // liquidated, until nothing of it is left.
    for cents in [
        9_800u32, 9_604, 9_412, 9_224, 9_040, 8_859, 8_682, 8_508, 8_338, 8_171, 8_008,
    ] {
        world.wait(54);
        world.set_price(ETH.denom, &format!("{}.{:02}", cents / 100, cents % 100));
        let found = world.account(&account);
        let unhealthy = found
            .health
            .is_some_and(|health| health < gavel_testing::decimal("1"));
        let outcome = world.liquidate(&keeper, &account);
        if unhealthy && !found.collateral.is_empty() {
            outcome.unwrap();
        }
    }
    world.move_price(ETH.denom, "60");
    let _ = world.liquidate(&keeper, &account);
    assert!(world.account(&account).collateral.is_empty());
}

#[test]
fn buyers_of_one_markets_lots_do_not_pick_who_loses() {
    let mut world = World::builder()
        .without_interest(USD)
        .market(EUR)
        .without_interest(EUR)
        .build();
    let lender = world.funded("lender", &[USD.coin(20_000), EUR.coin(20_000)]);
    world.supply(&lender, USD.coin(20_000)).unwrap();
    world.supply(&lender, EUR.coin(20_000)).unwrap();
    let borrower = world.funded("borrower", &[ETH.coin(100)]);
    let debts = [USD.coin(3_600), EUR.coin(3_000)];
    let account = world.open(&borrower, &[ETH.coin(100)], &debts);
    let keeper = world.person("keeper");
    let bidder = world.funded("bidder", &[USD.coin(20_000), EUR.coin(20_000)]);
    let usd = world.pair_of(ETH.denom, USD.denom);
    world.move_price(ETH.denom, "60");
    // Lots for dollars are bought, those for euros go back, three times.
    for _ in 0..3 {
        let Ok(receipt) = world.liquidate(&keeper, &account) else {
            break;
        };
        world.wait(102);
        for lot in receipt.lots() {
            if lot.pair == usd {
                world.buy_all(&bidder, lot).unwrap();
                continue;
            }
            for _ in 0..4 {
                world.wait(1_210);
                let _ = world.advance(&keeper, lot);
            }
        }
    }
    while let Ok(receipt) = world.liquidate(&keeper, &account) {
        world.wait(102);
        for lot in receipt.lots() {
            world.buy_all(&bidder, lot).unwrap();
        }
    }
    // 7,200 dollars were owed, half in each market. The dollars' loss does not wander to the euros: of some 1,200 dollars
    // neither bears less than a third.
    let dollars = world.market(USD.denom).written_off.u128();
    let euros = world.market(EUR.denom).written_off.u128();
    assert!(dollars > USD.units(400), "{dollars} {euros}");
    assert!(euros < EUR.units(700), "{dollars} {euros}");
}

#[test]
fn a_penalty_in_one_market_pays_for_the_same_accounts_loss_in_another() {
    let mut world = World::builder()
        .without_interest(USD)
        .market(EUR)
        .without_interest(EUR)
        .build();
    let lender = world.funded("lender", &[USD.coin(20_000), EUR.coin(20_000)]);
    world.supply(&lender, USD.coin(20_000)).unwrap();
    world.supply(&lender, EUR.coin(20_000)).unwrap();
    let borrower = world.funded("borrower", &[ETH.coin(100)]);
    let debts = [USD.coin(3_600), EUR.coin(3_000)];
    let account = world.open(&borrower, &[ETH.coin(100)], &debts);
    let keeper = world.person("keeper");
    let bidder = world.funded("bidder", &[USD.coin(20_000), EUR.coin(20_000)]);
    world.move_price(ETH.denom, "74");
    let receipt = world.liquidate(&keeper, &account).unwrap();
    let usd = world.pair_of(ETH.denom, USD.denom);
    // The dollar lot sells well at 84, the euro lot badly at 60.
    world.set_price(ETH.denom, "84");
    for lot in receipt.lots().into_iter().filter(|lot| lot.pair == usd) {
        world.buy_all(&bidder, lot).unwrap();
    }
    world.move_price(ETH.denom, "60");
    world.wait(102);
    let mut seized = 0;
    for lot in receipt.lots().into_iter().filter(|lot| lot.pair != usd) {
        let settled = world.buy_all(&bidder, lot).unwrap();
        assert!(settled.tells("recognise_loss"));
        for name in ["seize_penalty", "seize_surplus"] {
            let told = settled.first(name).unwrap();
            seized += told.value::<u128>("amount").unwrap();
        }
    }
    // Nobody gains by the account while euro lenders lose: all that it left in dollars stays in the dollar market.
    assert!(world.market(EUR.denom).written_off.u128() > 0);
    let dollars = world.market(USD.denom);
    assert_eq!(dollars.penalties.u128(), 0);
    assert_eq!(dollars.reserves.u128(), seized);
}
