//! Pitfalls 32 and 33: rates at their ends, and interest that is accrued at the rate of its time.

use cosmwasm_std::Addr;
use gavel_testing::{World, ETH, USD};
use gavel_types::lending::{AccountId, GovernMsg, MarketTerms};

use super::amount;

/// Half a year, of blocks and milliseconds.
const HALF_A_YEAR: (u64, u64) = (2_628_000, 15_768_000_000);

/// A market of 10,000 dollars with interest, half of it lent against 100 ETH: 1 % + 4 % · 50/80 = 3.5 % a year.
fn half_lent() -> (World, Addr, AccountId) {
    let mut world = World::new();
    let lender = world.funded("lender", &[USD.coin(10_000)]);
    let borrower = world.funded("borrower", &[ETH.coin(100)]);
    world.supply(&lender, USD.coin(10_000)).unwrap();
    let account = world.open(&borrower, &[ETH.coin(100)], &[USD.coin(5_000)]);
    (world, lender, account)
}

#[test]
fn pitfall_32_a_market_lent_out_is_used_to_one_whole_and_never_beyond() {
    let mut world = World::new();
    let lender = world.funded("lender", &[USD.coin(10_001)]);
    let borrower = world.funded("borrower", &[ETH.coin(400)]);
    world.supply(&lender, USD.coin(10_000)).unwrap();
    let account = world.open(&borrower, &[ETH.coin(400)], &[USD.coin(10_000)]);
    let market = world.market(USD.denom);
    assert_eq!(market.utilisation.to_string(), "1");
    assert_eq!(market.borrow_rate.to_string(), "0.65");
    // A year later 16,500 are owed to a market that was lent 10,000, 650 of it for reserves that have no cash behind them.
    world.pass(5_256_000, 31_536_000_000);
    world.feed();
    let market = world.market(USD.denom);
    assert_eq!(market.debt.u128(), USD.units(16_500));
    assert_eq!(market.reserves.u128(), USD.units(650));
    assert_eq!(market.utilisation.to_string(), "1");
    assert_eq!(market.borrow_rate.to_string(), "0.65");
    let refused = world.withdraw(&lender, USD.denom, Some(1));
    assert_eq!(refused.unwrap_err().code(), "lending/23");
    // What comes in first is not more than one whole either.
    world.supply(&lender, USD.coin(1)).unwrap();
    assert_eq!(world.market(USD.denom).utilisation.to_string(), "1");
    world.fund(&borrower, &[USD.coin(10_000)]);
    world.repay(&borrower, USD.coin(10_000)).unwrap();
    // A unit may be rounded to the lenders.
    let left = amount(&world.account(&account).debts, USD);
    assert!((USD.units(6_500)..=USD.units(6_500) + 1).contains(&left));
}

#[test]
fn pitfall_32_kinks_at_the_ends_and_rates_and_reserves_out_of_bounds_are_refused_on_every_path() {
    let (mut world, _, _) = half_lent();
    world.pass(14_400, 86_400_000);
    let change = |change: fn(&mut MarketTerms)| {
        let mut terms = world.market(USD.denom).terms;
        change(&mut terms);
        terms
    };
    let wrong = [
        change(|terms| terms.kink_bps = 0),
        change(|terms| terms.kink_bps = 99),
        change(|terms| terms.kink_bps = 9_901),
        change(|terms| terms.kink_bps = 10_000),
        change(|terms| terms.reserve_factor_bps = 5_001),
        change(|terms| terms.base_rate_bps = 10_001),
        change(|terms| terms.slope_below_bps = 10_001),
        change(|terms| terms.slope_above_bps = 50_001),
    ];
    for terms in wrong {
        let list = GovernMsg::ListMarket {
            denom: ETH.denom.to_owned(),
            terms: terms.clone(),
        };
        let update = GovernMsg::UpdateMarket {
            denom: USD.denom.to_owned(),
            terms,
        };
        let lending = world.contracts().lending;
        for change in [list, update] {
            let refused = world.sudo(&lending, &change);
            assert_eq!(refused.unwrap_err().code(), "lending/5", "{change:?}");
            let refused = world.govern_lending(change);
            assert_eq!(refused.unwrap_err().code(), "lending/5");
        }
    }
}

#[test]
fn pitfall_33_a_new_rate_is_not_charged_for_the_past() {
    let (mut world, _, account) = half_lent();
    world.pass(HALF_A_YEAR.0 * 2, HALF_A_YEAR.1 * 2);
    // A fifth more a year from now on, nobody having touched the market for a year.
    let mut terms = world.market(USD.denom).terms;
    terms.base_rate_bps = 2_100;
    terms.reserve_factor_bps = 1_500;
    world
        .govern_lending(GovernMsg::UpdateMarket {
            denom: USD.denom.to_owned(),
            terms,
        })
        .unwrap();
    // 5,000 · 3.5 % = 175, a tenth of it reserves.
    let debts = world.account(&account).debts;
    assert_eq!(amount(&debts, USD), USD.units(5_175));
    let market = world.market(USD.denom);
    assert_eq!(market.reserves.u128(), USD.amount("17.5"));
    // From then on it is charged: more than 20 % of 5,175 in the next year.
    world.pass(HALF_A_YEAR.0 * 2, HALF_A_YEAR.1 * 2);
    let debts = world.account(&account).debts;
    assert!(amount(&debts, USD) > USD.units(6_210));
}

#[test]
fn pitfall_33_a_borrower_who_comes_later_does_not_change_the_past() {
    let (mut world, _, account) = half_lent();
    world.pass(HALF_A_YEAR.0, HALF_A_YEAR.1);
    world.feed();
    let second = world.funded("second borrower", &[ETH.coin(100)]);
    world.open(&second, &[ETH.coin(100)], &[USD.coin(3_000)]);
    // Half a year at 3.5 %: 87.5. At the 5 % that now hold it would be 125.
    let debts = world.account(&account).debts;
    assert_eq!(amount(&debts, USD), USD.amount("5087.5"));
}

#[test]
fn pitfall_33_a_lender_who_comes_later_gets_nothing_of_the_past() {
    let (mut world, lender, _) = half_lent();
    world.pass(HALF_A_YEAR.0 * 2, HALF_A_YEAR.1 * 2);
    let newcomer = world.funded("newcomer", &[USD.coin(10_000)]);
    world.supply(&newcomer, USD.coin(10_000)).unwrap();
    let worth = |world: &World, who: &Addr| world.supplier(USD.denom, who).redeemable.u128();
    assert!(worth(&world, &newcomer) <= USD.units(10_000));
    // 10,000 + 175 − 17.5, but for one unit of rounding.
    assert!(USD.amount("10157.5") - worth(&world, &lender) <= 1);
}
