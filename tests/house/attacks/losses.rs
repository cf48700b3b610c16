//! Attacks 14 and 19: who bears a loss, and who may not gain from it.

use gavel_testing::{World, ETH, EUR, USD};

use super::{about, bidder, FIRST};

#[test]
fn attack_14_a_keeper_does_not_pick_who_loses() {
    // Collateral of 1,000 dollars against 1,000 in each of two markets; it was worth 2,700 when they were borrowed.
    let mut world = World::builder()
        .price(ETH, "270")
        .market(EUR)
        .price(EUR, "1")
        .without_interest(USD)
        .without_interest(EUR)
        .build();
    let dollars = world.funded("lender of dollars", &[USD.coin(5_000)]);
    let euros = world.funded("lender of euros", &[EUR.coin(5_000)]);
    world.supply(&dollars, USD.coin(5_000)).unwrap();
    world.supply(&euros, EUR.coin(5_000)).unwrap();
    let borrower = world.funded("borrower", &[ETH.coin(10)]);
    let account = world.open(
        &borrower,
        &[ETH.coin(10)],
        &[USD.coin(1_000), EUR.coin(1_000)],
    );
    world.move_price(ETH.denom, "100");

    // The lender of dollars liquidates: five ETH go to each market, less 0.025 for him, for 500 · 0.99 / 1.05 of each debt.
    let receipt = world.liquidate(&dollars, &account).unwrap();
    assert_eq!(receipt.all("liquidate").count(), 2);
    let found = world.account(&account);
    for (ticket, market) in found.tickets.iter().zip([USD, EUR]) {
        assert_eq!(ticket.market, market.denom);
        assert!(about(ticket.base.u128(), ETH.amount("4.975")));
        assert_eq!(ticket.debt.u128(), USD.amount("471.428571"));
    }
    assert!(found.collateral.is_empty());
    // He leaves no better than the other: both lots are expected to bring 4.975 · 99 = 492.525, penalty and all, and both markets
    // to lose 507.475.
    for market in [USD, EUR] {
        let pending = world.market(market.denom).pending_loss.u128();
        assert!(about(pending, USD.amount("507.475")), "{pending}");
    }

    // Each lot brings 4.975 · 102 = 507.45, and each market loses 492.55.
    let buyer = world.funded("buyer", &[USD.coin(5_000), EUR.coin(5_000)]);
    for ticket in &found.tickets {
        world.buy_all(&buyer, ticket.lot).unwrap();
    }
    for market in [USD, EUR] {
        let lost = world.market(market.denom).written_off.u128();
        assert!(about(lost, USD.amount("492.55")), "{lost}");
    }
}

#[test]
fn attack_19_no_penalty_is_taken_from_a_loss() {
    // 20,000 ETH, worth a million at 50 dollars, against 1.4 million.
    let mut world = World::builder().without_interest(USD).build();
    let lender = world.funded("lender", &[USD.coin(2_000_000)]);
    world.supply(&lender, USD.coin(2_000_000)).unwrap();
    let borrower = world.funded("borrower", &[ETH.coin(20_000)]);
    let account = world.open(&borrower, &[ETH.coin(20_000)], &[USD.coin(1_400_000)]);
    world.move_price(ETH.denom, "50");
    let keeper = world.person("keeper");
    world.liquidate(&keeper, &account).unwrap();

    // 19,900 ETH at 51 bring 1,014,900. A penalty of 43,470 that came first would make the loss 428,570 instead of 385,100.
    let bidder = bidder(&mut world, 2_000_000);
    world.buy_all(&bidder, FIRST).unwrap();
    let market = world.market(USD.denom);
    assert_eq!(market.written_off.u128(), USD.units(385_100));
    assert_eq!(market.penalties.u128(), 0);
    let refused = world.distribute(&keeper, &[USD.denom]).unwrap_err();
    assert_eq!(refused.code(), "lending/37");
    assert_eq!(world.balance(&world.cast().treasury, USD.denom), 0);
}

#[test]
fn attack_19_a_penalty_is_held_while_a_loss_is_expected() {
    // Two accounts' worth of lots for one account: 50 ETH and 500 ATOM against 7,260, closed whole at 60 and 6 dollars.
    let (mut world, _, account) = super::surplus::two_lots();
    let bidder = bidder(&mut world, 10_000);
    // The first lot brings 49.75 · 61.2 = 3,044.7: 2,914.285714 of net and 130.414286 of penalty.
    world.buy_all(&bidder, FIRST).unwrap();
    let held = &world.account(&account).held_penalties;
    assert_eq!(held.len(), 1);
    assert!(about(held[0].amount.u128(), USD.amount("130.414286")));
    let keeper = world.person("keeper");
    let refused = world.distribute(&keeper, &[USD.denom]).unwrap_err();
    assert_eq!(refused.code(), "lending/37");

    // The other ends the account: 497.5 · 6.12 = 3,044.7 again, and 7,260 − 6,089.4 = 1,170.6 are lost, no more.
    let second = world.account(&account).tickets[0].lot;
    world.buy_all(&bidder, second).unwrap();
    let market = world.market(USD.denom);
    assert_eq!(market.written_off.u128(), USD.amount("1170.6"));
    assert_eq!(market.penalties.u128(), 0);
}
