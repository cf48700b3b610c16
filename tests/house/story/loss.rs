//! An account that cannot pay what it owes.

use gavel_testing::{ETH, USD};

use super::{Loan, FIRST};

#[test]
fn an_insolvent_account_is_closed_whole_and_its_lenders_bear_what_is_missing() {
    let mut loan = Loan::given();
    // 100 ETH at 60 are expected to repay 6,000 · 0.99 / 1.05 = 5,657.142857 of 7,260.
    loan.world.move_price(ETH.denom, "60");
    loan.world.liquidate(&loan.keeper, &loan.account).unwrap();
    assert_eq!(loan.collateral(ETH), 0);
    assert_eq!(
        loan.world.balance(&loan.keeper, ETH.denom),
        ETH.amount("0.5")
    );
    let account = loan.world.account(&loan.account);
    assert_eq!(account.tickets[0].base.u128(), ETH.amount("99.5"));
    assert_eq!(account.tickets[0].debt.u128(), USD.amount("5657.142857"));
    assert_eq!(loan.debt(USD), USD.amount("1602.857143"));

    // The lot is expected to bring 99.5 · 60 · 0.99 = 5,910.3, penalty and all, so 1,349.7 to be lost from now on: whoever leaves
    // now bears his part, whoever comes now pays for what may be saved.
    let market = loan.world.market(USD.denom);
    assert_eq!(market.supplied.u128(), USD.units(20_000));
    assert_eq!(market.pending_loss.u128(), USD.amount("1349.7"));
    assert_eq!(market.redeemable.u128(), USD.amount("18650.3"));

    // 99.5 ETH at 1.003 · 60 = 60.18 bring 5,987.91, all of which, penalty included, repays the account's own debt. The
    // other 1,272.09 of the 7,260 are lost: the market has no reserves.
    let bidder = loan.world.funded("bidder", &[USD.coin(10_000)]);
    loan.world.wait(102);
    let receipt = loan.world.buy_all(&bidder, FIRST).unwrap();
    assert_eq!(
        loan.world.balance(&bidder, USD.denom),
        USD.amount("4012.09")
    );
    let loss = receipt.first("recognise_loss").unwrap();
    assert_eq!(loss.value("lost"), Some(USD.amount("1272.09")));
    assert_eq!(loss.value("shortfall"), Some(USD.amount("1272.09")));
    let account = loan.world.account(&loan.account);
    assert!(account.debts.is_empty() && account.pending_loss.is_empty());
    let market = loan.world.market(USD.denom);
    assert_eq!(market.written_off.u128(), USD.amount("1272.09"));
    assert_eq!(market.penalties.u128(), 0);
    assert_eq!(market.supplied.u128(), USD.amount("18727.91"));
    assert_eq!(market.redeemable, market.supplied);

    let lender = loan.lender.clone();
    loan.world.withdraw(&lender, USD.denom, None).unwrap();
    // One virtual unit in 20,000,000,001 is rounded to the house.
    let got = loan.world.balance(&lender, USD.denom);
    let worth = USD.amount("18727.91");
    assert!(got == worth || got == worth - 1, "{got}");
}

#[test]
fn who_leaves_between_the_loss_and_its_sale_does_not_leave_whole() {
    let mut loan = Loan::given();
    loan.world.move_price(ETH.denom, "60");
    loan.world.liquidate(&loan.keeper, &loan.account).unwrap();

    // Cash is 12,740; the lender owns all shares, which redeem for 18,650.3.
    let lender = loan.lender.clone();
    let refused = loan
        .world
        .withdraw(&lender, USD.denom, Some(USD.units(19_000)));
    assert_eq!(refused.unwrap_err().code(), "lending/18");
    loan.world
        .withdraw(&lender, USD.denom, Some(USD.units(12_000)))
        .unwrap();
    let left = loan.world.supplier(USD.denom, &lender).redeemable.u128();
    let expected = USD.amount("6650.3");
    assert!(expected - left <= 1, "{left}");

    // A newcomer pays for shares as if nothing were lost, and redeems them as if all were.
    let newcomer = loan.world.funded("newcomer", &[USD.coin(1_000)]);
    loan.world.supply(&newcomer, USD.coin(1_000)).unwrap();
    let worth = loan.world.supplier(USD.denom, &newcomer).redeemable.u128();
    assert!(worth < USD.units(1_000), "{worth}");
}

#[test]
fn reserves_pay_for_a_loss_before_lenders_do() {
    let mut world = gavel_testing::World::builder()
        .market_with(USD, |terms| terms.reserve_factor_bps = 5_000)
        .build();
    let lender = world.funded("lender", &[USD.coin(10_000)]);
    let borrower = world.funded("borrower", &[ETH.coin(100)]);
    world.supply(&lender, USD.coin(10_000)).unwrap();
    let account = world.open(&borrower, &[ETH.coin(100)], &[USD.coin(5_000)]);
    // A year at 50 % use, 1 + 4 · 50/80 = 3.5 %: 175 of interest, half of it reserves.
    world.pass(5_256_000, 31_536_000_000);
    world.move_price(ETH.denom, "50");
    let keeper = world.person("keeper");
    world.liquidate(&keeper, &account).unwrap();
    let before = world.market(USD.denom);
    assert!(before.reserves.u128() >= USD.amount("87.5"));
    let bidder = world.funded("bidder", &[USD.coin(10_000)]);
    let receipt = world.buy_all(&bidder, FIRST).unwrap();
    let loss = receipt.first("recognise_loss").unwrap();
    let (lost, reserves, shortfall): (u128, u128, u128) = (
        loss.value("lost").unwrap(),
        loss.value("reserves").unwrap(),
        loss.value("shortfall").unwrap(),
    );
    // 99.5 ETH at 51 bring 5,074.5 of a little more than 5,175 owed.
    assert!(
        lost > USD.amount("100.5") && lost < USD.units(101),
        "{lost}"
    );
    assert_eq!(reserves, before.reserves.u128());
    assert_eq!(shortfall, lost - reserves);
    let after = world.market(USD.denom);
    assert_eq!(after.reserves.u128(), 0);
    assert_eq!(after.reserves_used.u128(), reserves);
    assert_eq!(after.written_off.u128(), shortfall);
}
