//! What people do.

use cosmwasm_std::{Coin, Decimal, Uint128};
use gavel_testing::{Asset, BTC, ETH, ETHER};
use gavel_types::auction::{ExecuteMsg as AuctionMsg, LotId};
use gavel_types::consignor::Settlement;
use gavel_types::lending::{AccountId, ExecuteMsg as LendingMsg};
use rand::seq::IndexedRandom;
use rand::Rng;
use rand_chacha::ChaCha8Rng;

use super::amounts;
use super::stage::{Stage, COLLATERALS, CONSIGNED, MARKETS};

/// Whole units of a collateral that are worth some thousands of dollars at its first price.
fn handful(asset: Asset) -> u128 {
    match asset {
        ETH | ETHER => 100,
        BTC => 1,
        _ => 1_000,
    }
}

/// Lends, redeems, deposits, borrows, repays or takes out.
pub fn someone_lends_or_borrows(stage: &mut Stage, random: &mut ChaCha8Rng) {
    let owner = stage.borrowers.choose(random).unwrap().clone();
    let lender = stage.lenders.choose(random).unwrap().clone();
    let sub = u8::from(random.random_ratio(1, 5));
    let account = AccountId {
        owner: owner.to_string(),
        sub,
    };
    let collateral = *COLLATERALS.choose(random).unwrap();
    let market = *MARKETS.choose(random).unwrap();
    let house = stage.world.contracts();
    let maybe = |random: &mut ChaCha8Rng, amount: u128| random.random_bool(0.7).then_some(amount);
    match random.random_range(0..20) {
        0..=1 => {
            let coin = Coin::new(amounts::owned(random, market, 50_000), market.denom);
            let outcome = stage.world.supply(&lender, coin);
            stage.note("supply", outcome);
        }
        2..=3 => {
            let amount = amounts::any(random, market, 50_000);
            let amount = maybe(random, amount);
            let outcome = stage.world.withdraw(&lender, market.denom, amount);
            stage.note("withdraw", outcome);
        }
        4..=8 => {
            let amount = amounts::owned(random, collateral, handful(collateral));
            let sender = if random.random_ratio(1, 5) {
                stage.anyone(random)
            } else {
                owner
            };
            let coin = Coin::new(amount, collateral.denom);
            let outcome = stage.world.deposit_into(&sender, &account, coin);
            stage.note("deposit", outcome);
        }
        9..=13 => {
            let coin = borrowable(stage, random, &account, market);
            let outcome = stage.world.run(&owner, house.borrow(sub, coin));
            stage.note("borrow", outcome);
        }
        14..=15 => {
            let amount = amounts::owned(random, market, 3_000);
            let coin = Coin::new(amount, market.denom);
            let outcome = stage.world.repay_for(&owner, &account, coin);
            stage.note("repay", outcome);
        }
        16..=18 => {
            let amount = amounts::any(random, collateral, handful(collateral) / 10 + 1);
            let amount = maybe(random, amount);
            let call = house.withdraw_collateral(sub, collateral.denom, amount);
            let outcome = stage.world.run(&owner, call);
            stage.note("withdraw_collateral", outcome);
        }
        _ => {
            let call = house.withdraw_surplus(sub, market.denom);
            let outcome = stage.world.run(&owner, call);
            stage.note("withdraw_surplus", outcome);
        }
    }
}

/// Often about as much as the account can borrow, else anything.
fn borrowable(stage: &Stage, random: &mut ChaCha8Rng, account: &AccountId, market: Asset) -> Coin {
    if random.random_ratio(1, 4) {
        return Coin::new(amounts::any(random, market, 3_000), market.denom);
    }
    let dollars: Decimal = stage
        .world
        .account(account)
        .collateral
        .iter()
        .filter_map(|held| {
            let record = stage.world.price_record(&held.denom)?;
            let price = Decimal::new(Uint128::new(record.mid.0));
            let whole = Decimal::from_atomics(held.amount, u32::from(record.decimals)).ok()?;
            price.checked_mul(whole).ok()
        })
        .fold(Decimal::zero(), |sum, value| sum.saturating_add(value));
    let share = Decimal::percent(random.random_range(20..75));
    let wanted = dollars.checked_mul(share).unwrap_or_default();
    let units = Uint128::new(market.one())
        .checked_mul_floor(wanted)
        .unwrap_or_default();
    Coin::new(units, market.denom)
}

/// Liquidates, reconciles, distributes, advances, delivers.
pub fn someone_keeps_order(stage: &mut Stage, random: &mut ChaCha8Rng) {
    let keeper = stage.keepers.choose(random).unwrap().clone();
    let lot = any_lot(stage, random);
    match random.random_range(0..20) {
        0..=8 => {
            let account = stage.account_to_liquidate(random);
            let outcome = stage.world.liquidate(&keeper, &account);
            stage.note("liquidate", outcome);
        }
        9..=11 => {
            let count = random.random_range(1..4);
            let accounts: Vec<AccountId> = (0..count).map(|_| stage.any_account(random)).collect();
            let outcome = stage.world.reconcile(&keeper, &accounts);
            stage.note("reconcile", outcome);
        }
        12 => {
            let asset = *COLLATERALS
                .iter()
                .chain(&MARKETS)
                .collect::<Vec<_>>()
                .choose(random)
                .unwrap();
            let outcome = stage.world.distribute(&keeper, &[asset.denom]);
            stage.note("distribute", outcome);
        }
        13..=17 => {
            let outcome = stage.world.advance(&keeper, lot);
            stage.note("advance", outcome);
        }
        18 => {
            let lending = stage.world.contracts().lending;
            let outcome = stage.world.deliver(&keeper, lot, &lending);
            stage.note("deliver", outcome);
        }
        _ => {
            let outcome = forged_settlement(stage, random, lot);
            stage.note("lot_settled", outcome);
        }
    }
}

/// A report of a lot from one who is not the auction house. It must never be accepted.
fn forged_settlement(
    stage: &mut Stage,
    random: &mut ChaCha8Rng,
    lot: LotId,
) -> Result<gavel_testing::Receipt, gavel_testing::Refusal> {
    let forger = stage.anyone(random);
    let call = stage.world.contracts().to_lending(
        LendingMsg::LotSettled(Settlement {
            lot,
            base: Uint128::new(1),
            sold: Uint128::zero(),
            proceeds: Uint128::zero(),
            rewards: 0u128.into(),
        }),
        vec![Coin::new(1u128, ETH.denom)],
    );
    let outcome = stage.world.run(&forger, call);
    assert!(outcome.is_err());
    outcome
}

/// Takes, consigns, withdraws a credit, liquidates and takes at once.
pub fn someone_trades(stage: &mut Stage, random: &mut ChaCha8Rng) {
    let bidder = stage.bidders.choose(random).unwrap().clone();
    match random.random_range(0..20) {
        0..=12 => take(stage, random),
        13..=15 => {
            let (base, quote) = *CONSIGNED.choose(random).unwrap();
            let pair = stage.world.pair_of(base.denom, quote.denom);
            let coin = Coin::new(amounts::owned(random, base, 20), base.denom);
            let tab = random
                .random_bool(0.5)
                .then(|| amounts::any(random, quote, 2_000));
            let consignor = stage.consignor.clone();
            let outcome = stage.world.consign(&consignor, pair, coin, tab);
            stage.note("consign", outcome);
        }
        16..=17 => {
            let (base, quote) = *CONSIGNED.choose(random).unwrap();
            let denom = [base, quote].choose(random).unwrap().denom;
            let consignor = stage.consignor.clone();
            let outcome = stage.world.withdraw_credit(&consignor, denom);
            stage.note("withdraw_credit", outcome);
        }
        _ => {
            let account = stage.account_to_liquidate(random);
            let Ok(planned) = stage.world.simulate_liquidation(&account) else {
                return;
            };
            let house = stage.world.contracts();
            let mut calls = vec![house.liquidate(&account)];
            for lot in planned.lots {
                let msg = AuctionMsg::Take {
                    lot: lot.lot,
                    amount: lot.base,
                    max_price: Decimal::MAX,
                    min_amount: None,
                    recipient: None,
                    callback: None,
                };
                let quote = stage.world.pair(lot.lot.pair).quote;
                calls.push(house.to_auction(msg, vec![Coin::new(10u128.pow(13), quote)]));
            }
            let outcome = stage.world.transact(&bidder, calls);
            stage.note("liquidate_and_take", outcome);
        }
    }
}

fn take(stage: &mut Stage, random: &mut ChaCha8Rng) {
    let bidder = stage.bidders.choose(random).unwrap().clone();
    let lot = any_lot(stage, random);
    let Some(open) = stage.world.lot(lot) else {
        return;
    };
    let left = open.base_left.u128();
    let amount = match random.random_range(0..8) {
        0 => 0,
        1 => random.random_range(1..100),
        2 => left.saturating_sub(random.random_range(0..100)),
        3 => u128::MAX,
        _ => random.random_range(0..left.max(1)).max(1),
    };
    let max_price = match open.price {
        Some(price) if random.random_bool(0.9) => price,
        _ => Decimal::percent(random.random_range(1..1_000_000)),
    };
    let pay = Coin::new(10u128.pow(random.random_range(6..14)), open.quote_denom);
    let outcome = stage.world.take(&bidder, lot, amount, max_price, pay);
    stage.note("take", outcome);
}

/// An open lot where there is one; else some lot.
fn any_lot(stage: &Stage, random: &mut ChaCha8Rng) -> LotId {
    let open = stage.world.lots();
    open.choose(random).map_or(
        LotId {
            pair: random.random_range(0..8),
            number: random.random_range(0..5),
        },
        |lot| lot.lot,
    )
}
