//! Lots of several accounts, and what rounding leaves. The house consigns pooled lots once it runs batch stages; the books are
//! ready for them.

use cosmwasm_std::testing::MockStorage;
use cosmwasm_std::Uint128;
use gavel_math::interest::RateModel;
use gavel_math::liquidation::Division;
use gavel_math::Bps;
use gavel_types::auction::LotId;

use super::*;
use crate::state::{AccountKey, Market, MarketRecord, MARKETS, MARKET_TERMS};

const LOT: LotId = LotId { pair: 1, number: 7 };

fn ticket(base: u128, debt: u128) -> Ticket {
    Ticket {
        lot: LOT,
        collateral: 1,
        base,
        market: 1,
        debt,
    }
}

fn record(tickets: u32, base: u128, debt: u128) -> LotRecord {
    LotRecord {
        collateral: 1,
        market: 1,
        only: None::<AccountKey>,
        tickets,
        base,
        debt,
        division: Division {
            penalty: Bps(500),
            keeper: Bps(0),
        },
        result: None,
    }
}

fn settled(sold: u128, proceeds: u128, base: u128) -> Settlement {
    Settlement {
        lot: LOT,
        base: Uint128::new(base),
        sold: Uint128::new(sold),
        proceeds: Uint128::new(proceeds),
        rewards: 0u128.into(),
    }
}

fn storage_with_market() -> MockStorage {
    let mut storage = MockStorage::new();
    let terms = MarketRecord {
        denom: "uusd".to_owned(),
        rates: RateModel {
            base: Bps(0),
            slope_below: Bps(0),
            slope_above: Bps(0),
            kink: Bps(8_000),
        },
        reserve_factor: Bps(0),
        supply_cap: u128::MAX,
        borrow_cap: u128::MAX,
        auction_cap: u128::MAX,
        dust: 1,
        updated_at: 0,
    };
    MARKET_TERMS.save(&mut storage, &1, &terms);
    let market = Market {
        cash: 10_000,
        in_auction: 1_000,
        ..Market::opened(0)
    };
    MARKETS.save(&mut storage, &1, &market);
    COLLATERAL_TOTALS.save(
        &mut storage,
        &1,
        &CollateralTotals {
            in_auction: 100,
            ..CollateralTotals::default()
        },
    );
    storage
}

#[test]
fn booking_a_lot_moves_no_value() {
    let storage = storage_with_market();
    let mut ledgers = Ledgers::at(0);
    let ledger = ledgers.get(&storage, 1).unwrap();
    let before = ledger.market.mint_value();
    let mut totals = COLLATERAL_TOTALS.load(&storage, &1).unwrap();
    // 1,000 of debt for 100 of base; 840 came for 90 of it: 800 repay, 40 are penalty.
    let record = record(3, 100, 1_000);
    let result = book_lot(ledger, &mut totals, &record, &settled(90, 840, 100)).unwrap();
    assert_eq!((result.net, result.penalty, result.unsold), (800, 40, 10));
    assert_eq!(ledger.market.mint_value(), before);
    assert_eq!(ledger.market.unreconciled, 200);
    assert_eq!(ledger.market.in_auction, 0);
    assert_eq!((totals.in_auction, totals.deposited), (0, 10));
}

#[test]
fn pooled_accounts_get_their_shares_and_rounding_stays_in_the_house() {
    let mut storage = storage_with_market();
    let mut ledgers = Ledgers::at(0);
    let mut totals = COLLATERAL_TOTALS.load(&storage, &1).unwrap();
    let mut pooled = record(3, 100, 1_000);
    let ledger = ledgers.get(&storage, 1).unwrap();
    let before = ledger.market.mint_value().unwrap();
    let result = book_lot(ledger, &mut totals, &pooled, &settled(90, 841, 100)).unwrap();
    COLLATERAL_TOTALS.save(&mut storage, &1, &totals);
    pooled.result = Some(result);
    LOTS.save(&mut storage, &LOT, &pooled);
    // ⌊841/1.05⌋ = 800 repay debt, 41 are penalty. Thirds of the base: each ⌊800·33/100⌋ = 264, the last ⌊800·34/100⌋ = 272.
    let mut accounts: Vec<Account> = [(33, 300), (33, 100), (34, 600)]
        .into_iter()
        .map(|(base, debt)| Account {
            tickets: vec![ticket(base, debt)],
            ..Account::default()
        })
        .collect();
    for account in &mut accounts {
        settle_finished(&mut storage, &mut ledgers, account).unwrap();
        assert!(account.tickets.is_empty());
    }
    let ledger = ledgers.get(&storage, 1).unwrap();
    let owed = |account: &Account| ledger.market.debt_of(1, account).unwrap();
    // 300 − 264 = 36 are lacking, of which the penalty of ⌊41·33/100⌋ = 13 pays its part.
    assert_eq!(owed(&accounts[0]), 23);
    // 264 − 100 = 164 above its debt stay with the second.
    assert_eq!(owed(&accounts[1]), 0);
    assert_eq!(accounts[1].surplus, [(1, 164)]);
    assert_eq!(accounts[1].held, [(1, 13)]);
    // 600 − 272 = 328 less its penalty of 13.
    assert_eq!(owed(&accounts[2]), 315);
    // Unsold: 3, 3, 3 of 10; what rounding left goes to the treasury, of the penalty to the receivers.
    assert_eq!(accounts[0].collateral, [(1, 3)]);
    assert_eq!(COLLATERAL_TOTALS.load(&storage, &1).unwrap().seized, 1);
    assert_eq!(ledger.market.penalties, 2);
    assert_eq!(ledger.market.unreconciled, 0);
    // Lenders lost nothing and gained nothing: 1,000 of debt are 338 owed again, 800 in cash, 164 owed out, penalties spent.
    assert_eq!(ledger.market.mint_value().unwrap(), before);
    assert!(LOTS.may_load(&storage, &LOT).unwrap().is_none());
}

#[test]
fn a_surplus_repays_the_accounts_own_debt_first() {
    let storage = storage_with_market();
    let mut ledgers = Ledgers::at(0);
    let ledger = ledgers.get(&storage, 1).unwrap();
    let mut account = Account {
        tickets: vec![ticket(100, 500)],
        ..Account::default()
    };
    ledger.market.add_debt(1, &mut account, 120).unwrap();
    ledger.market.shift_unreconciled(500, 700).unwrap();
    let share = LotResult {
        net: 700,
        penalty: 0,
        unsold: 0,
        net_left: 0,
        penalty_left: 0,
        unsold_left: 0,
    };
    apply(ledger, &mut account, &ticket(100, 500), &share).unwrap();
    assert_eq!(ledger.market.debt_of(1, &account).unwrap(), 0);
    assert_eq!(account.surplus, [(1, 80)]);
    assert_eq!(ledger.market.unreconciled, 0);
}
