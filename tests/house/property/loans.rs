//! What lenders and borrowers do.

use cosmwasm_std::{Coin, Decimal, Uint128};
use gavel_testing::{Asset, BTC, ETH, ETHER};
use gavel_types::lending::AccountId;
use rand::seq::IndexedRandom;
use rand::Rng;
use rand_chacha::ChaCha8Rng;

use super::amounts;
use super::stage::{Stage, COLLATERALS, MARKETS};

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
