//! Sizes of liquidations, calculated by hand. Assets have 6 decimals, debts cost a dollar.

use super::*;
use crate::state::Collateral;
use crate::valuation::{ValuedDebt, ValuedTicket};
use gavel_math::liquidation::Terms;
use gavel_math::units::UNIT;
use gavel_math::{Bps, Price};

const WHOLE: u128 = 1_000_000;

fn collateral(id: CollateralId, whole: u128, price: u128) -> ValuedCollateral {
    let price = Price(price * UNIT);
    ValuedCollateral {
        id,
        terms: Collateral {
            denom: format!("collateral{id}"),
            max_ltv: Bps(7_500),
            risk: Terms {
                threshold: Bps(8_250),
                penalty: Bps(500),
                recovery: Bps(9_900),
                keeper: Bps(50),
            },
            target: Bps(10_500),
            floor: Bps(8_600),
            updated_at: 0,
        },
        amount: whole * WHOLE,
        price,
        decimals: 6,
        sellable: true,
        value: price.value_floor(whole * WHOLE, 6).unwrap(),
    }
}

fn debt(id: MarketId, whole: u128) -> ValuedDebt {
    let price = Price(UNIT);
    ValuedDebt {
        id,
        denom: format!("debt{id}"),
        amount: whole * WHOLE,
        price,
        decimals: 6,
        payable: true,
        value: whole * UNIT,
        dust: 10 * WHOLE,
        pending: 0,
    }
}

fn valuation(collateral: Vec<ValuedCollateral>, debts: Vec<ValuedDebt>) -> Valuation {
    let weighted = collateral
        .iter()
        .map(|item| item.terms.risk.threshold.of_floor(item.value).unwrap())
        .sum();
    let owed = debts.iter().map(|debt| debt.value).sum();
    Valuation {
        collateral,
        debts,
        tickets: vec![],
        weighted,
        owed,
    }
}

/// Lots are numbered by collateral and market, so that each combination is seen.
fn every_pair(collateral: CollateralId, market: MarketId) -> Result<Option<LotId>, ContractError> {
    Ok(Some(LotId {
        pair: collateral * 10 + market,
        number: 1,
    }))
}

fn planned(valuation: &Valuation, tickets: usize) -> Result<Plan, ContractError> {
    let dust = vec![WHOLE / 100; valuation.collateral.len()];
    plan(valuation, &dust, tickets, &mut every_pair)
}

#[test]
fn an_account_slightly_under_water_sells_what_restores_its_target() {
    // 100 at 100 dollars against 8,300: 28.18 are sold, expected to repay 2,657.14.
    let plan = planned(
        &valuation(vec![collateral(1, 100, 100)], vec![debt(1, 8_300)]),
        0,
    )
    .unwrap();
    assert!(!plan.whole);
    let sale = plan.sales[0];
    // x = 465 / 0.165 = 2,818.1818… dollars, at 100 dollars a whole: 28.181819 rounded up.
    assert_eq!(sale.base + sale.keeper, 28_181_819);
    assert_eq!(sale.keeper, 140_909);
    assert_eq!(sale.repays, 2_657_142_934);
}

#[test]
fn an_insolvent_account_closes_whole_and_pro_rata() {
    // 10 at 100 dollars against 1,000 and 1,000: each debt gets half, expected to repay 500·0.99/1.05 = 471.43.
    let plan = planned(
        &valuation(
            vec![collateral(1, 10, 100)],
            vec![debt(1, 1_000), debt(2, 1_000)],
        ),
        0,
    )
    .unwrap();
    assert!(plan.whole);
    assert_eq!(plan.sales.len(), 2);
    for sale in &plan.sales {
        assert_eq!(sale.base + sale.keeper, 5 * WHOLE);
        assert_eq!(sale.repays, 471_428_571);
    }
}

#[test]
fn with_six_tickets_open_the_account_closes_whole() {
    let account = valuation(vec![collateral(1, 100, 100)], vec![debt(1, 8_300)]);
    assert!(!planned(&account, 5).unwrap().whole);
    assert!(planned(&account, 6).unwrap().whole);
    assert_eq!(
        planned(&account, 17),
        Err(ContractError::TicketsFull { open: 17 })
    );
}

#[test]
fn eight_collaterals_and_four_debts_need_eleven_lots() {
    let plan = planned(
        &valuation(
            (1..=8).map(|id| collateral(id, 10, 100)).collect(),
            (1..=4).map(|id| debt(id, 3_000)).collect(),
        ),
        6,
    )
    .unwrap();
    assert!(plan.sales.len() <= 11);
    let sold: u128 = plan.sales.iter().map(|sale| sale.base + sale.keeper).sum();
    assert_eq!(sold, 80 * WHOLE);
}

#[test]
fn a_toxic_collateral_is_passed_over_for_another() {
    // The first's threshold of 94 % makes its sale worsen health; the second's does not.
    let mut heavy = collateral(1, 60, 100);
    heavy.terms.risk.threshold = Bps(9_400);
    let light = collateral(2, 50, 100);
    let account = valuation(vec![heavy, light], vec![debt(1, 9_800)]);
    let plan = planned(&account, 0).unwrap();
    assert!(!plan.whole);
    assert_eq!(plan.sales[0].collateral, 1);
}

#[test]
fn dust_is_no_part_that_restores_health() {
    // Of 100 at 100 dollars no open pair sells, of another there are 21 smallest units: to sell these alone as a part would only use up
    // a ticket, and rounding might leave health worse. They go with all that can be sold.
    let mut dust = collateral(2, 1, 100);
    dust.amount = 21;
    dust.value = dust.price.value_floor(21, 6).unwrap();
    let account = valuation(vec![collateral(1, 100, 100), dust], vec![debt(1, 8_300)]);
    let limits = vec![WHOLE / 100; 2];
    let mut second_only = |collateral, market| match collateral {
        1 => Ok(None),
        _ => every_pair(collateral, market),
    };
    let plan = plan(&account, &limits, 0, &mut second_only).unwrap();
    assert!(plan.whole);
    let bases: Vec<u128> = plan.sales.iter().map(|sale| sale.base).collect();
    assert_eq!(bases, [21]);
}

#[test]
fn collateral_without_a_valid_price_is_not_sold() {
    let mut dead = collateral(1, 100, 100);
    dead.sellable = false;
    let live = collateral(2, 10, 100);
    let account = valuation(vec![dead, live], vec![debt(1, 9_100)]);
    let plan = planned(&account, 0).unwrap();
    assert!(plan.sales.iter().all(|sale| sale.collateral == 1));
}

#[test]
fn the_share_of_a_debt_without_a_valid_price_stays_in_the_account_however_often_it_is_asked_for() {
    // 10 at 100 dollars against 1,000 and 1,000, the second without a price: only half is sold.
    let mut dead = debt(2, 1_000);
    dead.payable = false;
    let first = planned(
        &valuation(vec![collateral(1, 10, 100)], vec![debt(1, 1_000), dead]),
        0,
    )
    .unwrap();
    assert_eq!(first.sales.len(), 1);
    assert_eq!(first.sales[0].base + first.sales[0].keeper, 5 * WHOLE);
    assert_eq!(first.sales[0].repays, 471_428_571);
    // The other half is the second's: with the first's ticket open, no more of it is sold for the first.
    let mut dead = debt(2, 1_000);
    dead.payable = false;
    let mut rest = debt(1, 0);
    rest.amount = 528_571_429;
    rest.value = 528_571_429 * (UNIT / WHOLE);
    let mut behind = valuation(vec![collateral(1, 5, 100)], vec![rest, dead]);
    behind.tickets.push(ValuedTicket {
        market: 1,
        owed: 471_428_571 * (UNIT / WHOLE),
        gross: 495_000_000 * (UNIT / WHOLE),
        net: 471_428_571 * (UNIT / WHOLE),
        price: Price(UNIT),
        decimals: 6,
        priced: true,
    });
    let again = planned(&behind, 1);
    let sold: u128 = again
        .map(|plan| plan.sales.iter().map(|sale| sale.base + sale.keeper).sum())
        .unwrap_or(0);
    // At most what rounding leaves of a share.
    assert!(sold <= 1, "{sold}");
}

#[test]
fn with_nothing_to_sell_the_plan_says_so() {
    let mut dead = collateral(1, 100, 100);
    dead.sellable = false;
    let account = valuation(vec![dead], vec![debt(1, 9_100)]);
    assert_eq!(planned(&account, 0), Err(ContractError::NothingToSell {}));
    let account = valuation(vec![collateral(1, 100, 100)], vec![debt(1, 8_300)]);
    let mut closed = |_, _| Ok(None);
    assert_eq!(
        plan(&account, &[1], 0, &mut closed),
        Err(ContractError::NothingToSell {})
    );
}

#[test]
fn a_small_debt_is_sold_for_whole_rather_than_leave_dust() {
    // 1 at 20 dollars against 16.6: 5.64 dollars would restore the target and leave 11.29 of debt, below a dust of 12, so all of it leaves:
    // 16.6 · 1.05 / 0.99 = 17.6061 dollars are sold.
    let mut item = collateral(1, 1, 20);
    item.amount = WHOLE;
    let mut owed = debt(1, 0);
    owed.amount = 16_600_000;
    owed.value = 16_600_000 * (UNIT / WHOLE);
    owed.dust = 12 * WHOLE;
    let plan = planned(&valuation(vec![item], vec![owed]), 0).unwrap();
    assert!(!plan.whole);
    assert_eq!(plan.sales[0].repays, 16_600_000);
    // 17.6061 / 20 = 0.880304 rounded up.
    assert_eq!(plan.sales[0].base + plan.sales[0].keeper, 880_304);
}

#[test]
fn expected_losses_are_shared_by_claims() {
    let mut account = valuation(
        vec![collateral(1, 10, 100)],
        vec![debt(1, 1_000), debt(2, 1_000)],
    );
    // A sale brings 1,000·0.99·0.995 = 985.05, penalty and all; 1,014.95 are lacking, half of it in each market.
    let losses = account.expected_losses().unwrap();
    assert_eq!(losses, [(1, 507_475_000), (2, 507_475_000)]);
    // A ticket of the first market is expected to bring 100 above its debt, penalty and all: its market lacks so much less.
    account.tickets.push(ValuedTicket {
        market: 1,
        owed: 400 * UNIT,
        gross: 500 * UNIT,
        net: 400 * UNIT,
        price: Price(UNIT),
        decimals: 6,
        priced: true,
    });
    let losses = account.expected_losses().unwrap();
    assert_eq!(losses, [(1, 407_475_000), (2, 507_475_000)]);
    // One of the second lacks 50 even so: 1,064.95 of 2,050 are lacking, of which the second's 1,050 bear 545.46219513, the
    // first's 1,000 519.48780488 less 100.
    account.tickets.push(ValuedTicket {
        market: 2,
        owed: 550 * UNIT,
        gross: 500 * UNIT,
        net: 480 * UNIT,
        price: Price(UNIT),
        decimals: 6,
        priced: true,
    });
    let losses = account.expected_losses().unwrap();
    assert_eq!(losses, [(1, 419_487_805), (2, 545_462_196)]);
    account.collateral = vec![collateral(1, 1_000, 100)];
    assert_eq!(account.expected_losses().unwrap(), []);
}

#[test]
fn a_ticket_that_brings_more_than_can_be_counted_in_its_market_stops_no_loss_of_another() {
    // 1,000 of collateral for 2,000 of debt, half a percent of it the keeper's: 985.05 expected, 1,014.95 lost. A million dollars come
    // for a ticket of a market whose asset of 18 decimals is at the smallest price there is.
    let mut account = valuation(vec![collateral(1, 10, 100)], vec![debt(1, 2_000)]);
    account.tickets.push(ValuedTicket {
        market: 2,
        owed: 1,
        gross: 1_000_000 * UNIT,
        net: 900_000 * UNIT,
        price: Price(1),
        decimals: 18,
        priced: true,
    });
    let losses = account.expected_losses().unwrap();
    assert_eq!(losses, [(1, 1_014_950_000)]);
}
