//! A market's ledger by hand.

use super::*;
use gavel_math::interest::RateModel;
use gavel_math::units::UNIT;
use gavel_math::Bps;

fn terms() -> MarketRecord {
    MarketRecord {
        denom: "uusd".to_owned(),
        rates: RateModel {
            base: Bps(0),
            slope_below: Bps(800),
            slope_above: Bps(10_000),
            kink: Bps(8_000),
        },
        reserve_factor: Bps(1_000),
        supply_cap: u128::MAX,
        borrow_cap: u128::MAX,
        auction_cap: u128::MAX,
        dust: 1,
        updated_at: 0,
    }
}

/// 1,000,000 of cash, half of it lent on to one account.
fn lent() -> (Market, Account) {
    let mut market = Market::opened(0);
    let mut account = Account::default();
    market.cash = 500_000;
    market.shares = 1_000_000_000_000;
    market.add_debt(1, &mut account, 500_000).unwrap();
    (market, account)
}

#[test]
fn a_year_of_interest_goes_to_lenders_and_a_tenth_to_reserves() {
    let (mut market, account) = lent();
    market.accrue(&terms(), 31_536_000).unwrap();
    // Half used: 8 % · 50/80 = 5 %.
    assert_eq!(market.debt_of(1, &account), Ok(525_000));
    assert_eq!(market.reserves, 2_500);
    assert_eq!(market.mint_value(), Ok(1_022_500));
}

#[test]
fn minting_counts_a_pending_loss_as_nothing_and_redeeming_as_lost() {
    let (mut market, mut account) = lent();
    market.set_pending(1, &mut account, 100_000);
    assert_eq!(market.mint_value(), Ok(1_000_000));
    assert_eq!(market.redeem_value(), Ok(900_000));
    market.set_pending(1, &mut account, 20_000);
    assert_eq!(market.redeem_value(), Ok(980_000));
    assert_eq!(account.pending, [(1, 20_000)]);
}

#[test]
fn what_settled_lots_lack_is_lost_to_who_redeems_and_what_they_brought_above_is_nobodys() {
    let (mut market, _) = lent();
    market.shift_unreconciled(30_000, 0).unwrap();
    assert_eq!(market.mint_value(), Ok(1_030_000));
    assert_eq!(market.redeem_value(), Ok(1_000_000));
    market.shift_unreconciled(0, 60_000).unwrap();
    assert_eq!(market.mint_value(), Ok(970_000));
    assert_eq!(market.redeem_value(), Ok(970_000));
}

#[test]
fn a_loss_larger_than_everything_leaves_nothing_to_redeem() {
    let (mut market, mut account) = lent();
    market.set_pending(1, &mut account, 5_000_000);
    assert_eq!(market.redeem_value(), Ok(0));
}

#[test]
fn paying_less_than_the_debt_never_forgives_a_unit() {
    let (mut market, mut account) = lent();
    market.index = UNIT / 100 * 137;
    let before = market.debt_of(1, &account).unwrap();
    assert_eq!(market.take_debt(1, &mut account, 1_000), Ok(1_000));
    let left = market.debt_of(1, &account).unwrap();
    // A scaled unit owes 1.37: what is left is right to two units, in the lenders' favour.
    assert!((before - 1_000..=before - 998).contains(&left));
    assert_eq!(market.take_debt(1, &mut account, u128::MAX), Ok(left));
    assert_eq!(account.debts, []);
    assert_eq!(market.scaled_debt, 0);
}

#[test]
fn money_owed_to_others_is_neither_lent_nor_lenders() {
    let (mut market, _) = lent();
    market.reserves = 1_000;
    market.penalties = 2_000;
    market.held = 3_000;
    market.surplus = 4_000;
    assert_eq!(market.free_cash(), 490_000);
    assert_eq!(market.mint_value(), Ok(990_000));
}

#[test]
fn reserves_pay_a_pending_loss_before_lenders_bear_it() {
    let market = Market {
        cash: 1_050,
        reserves: 50,
        pending_loss: 30,
        ..Market::opened(0)
    };
    assert_eq!(market.mint_value(), Ok(1_000));
    assert_eq!(market.redeem_value(), Ok(1_000));
    let market = Market {
        pending_loss: 80,
        ..market
    };
    assert_eq!(market.redeem_value(), Ok(970));
}

#[test]
fn late_cover_is_neither_lent_nor_redeemed_before_it_has_flowed() {
    let (mut market, _) = lent();
    market.accrued_at = 1_000;
    market.stream_in(90_000, 900).unwrap();
    assert_eq!((market.cash, market.free_cash()), (590_000, 500_000));
    assert_eq!(market.cash_for_reserves(), 500_000);
    // Whoever enters pays for it, and whoever leaves has not got it.
    assert_eq!(market.mint_value(), Ok(1_090_000));
    assert_eq!(market.redeem_value(), Ok(1_000_000));
    let rates = RateModel {
        base: Bps(0),
        slope_below: Bps(0),
        slope_above: Bps(0),
        kink: Bps(8_000),
    };
    let terms = MarketRecord { rates, ..terms() };
    market.accrue(&terms, 1_300).unwrap();
    assert_eq!(market.mint_value(), Ok(1_090_000));
    assert_eq!(market.redeem_value(), Ok(1_030_000));
    market.accrue(&terms, 5_000).unwrap();
    assert_eq!(market.free_cash(), 590_000);
    assert_eq!(market.stream, Stream::default());
}

#[test]
fn late_cover_waits_while_there_are_no_lenders() {
    let mut market = Market::opened(1_000);
    market.stream_in(90_000, 900).unwrap();
    market.accrue(&terms(), 1_900).unwrap();
    assert_eq!((market.stream.amount, market.stream.left), (90_000, 900));
    market.shares = 1_000;
    market.accrue(&terms(), 2_200).unwrap();
    assert_eq!((market.stream.amount, market.stream.left), (60_000, 600));
}
