//! What happens to people: time, prices, gifts.

use cosmwasm_std::{Coin, Decimal};
use gavel_testing::{Asset, Call, BTC, DOLLAR, ETH, ETHER, USD};
use rand::seq::IndexedRandom;
use rand::Rng;
use rand_chacha::ChaCha8Rng;

use super::stage::{Stage, COLLATERALS, MARKETS};

/// Blocks go by, feeds sleep, the chain halts.
pub fn time_passes(stage: &mut Stage, random: &mut ChaCha8Rng) {
    match random.random_range(0..20) {
        0..=9 => stage.world.blocks(random.random_range(1..10)),
        10..=16 => stage.world.wait(random.random_range(30..900)),
        17 => stage.world.wait_unfed(random.random_range(60..7_200)),
        18 => stage.world.halt(random.random_range(60..100_000)),
        _ => stage.world.wait_unfed(random.random_range(86_400..200_000)),
    }
    // Mostly the feeders wake up.
    if random.random_ratio(4, 5) {
        stage.world.blocks(1);
        stage.world.feed();
    }
}

/// A price drifts, crashes or leaps; a feeder lies, or sends nonsense.
pub fn prices_move(stage: &mut Stage, random: &mut ChaCha8Rng) {
    let all: Vec<Asset> = COLLATERALS.iter().chain(&MARKETS).copied().collect();
    let asset = *all.choose(random).unwrap();
    let Some(record) = stage.world.price_record(asset.denom) else {
        return;
    };
    let last = Decimal::new(record.mid.0.into());
    let is_market = MARKETS.contains(&asset);
    let permille: u64 = match random.random_range(0..20) {
        0..=9 => random.random_range(960..1_040),
        10..=15 if is_market => random.random_range(980..1_020),
        10..=15 => random.random_range(850..960),
        16 if is_market => 1_000,
        16 => random.random_range(300..850),
        17 => random.random_range(1_000..1_300),
        18 => return one_feeder_strays(stage, random, asset, last),
        _ => return extreme(stage, random, asset, last),
    };
    let price = moved(last, permille);
    stage.world.set_price_to(asset.denom, price);
}

fn moved(price: Decimal, permille: u64) -> Decimal {
    let price = price
        .checked_mul(Decimal::permille(permille))
        .unwrap_or(price);
    // Within the bounds that the oracle adapter has of every asset.
    let (least, most) = (Decimal::from_ratio(1u128, 500_000u128), 50_000_000u128);
    price.clamp(least, Decimal::from_ratio(most, 1u128))
}

fn one_feeder_strays(stage: &mut Stage, random: &mut ChaCha8Rng, asset: Asset, last: Decimal) {
    let feeder = stage.world.cast().feeders.choose(random).unwrap().clone();
    let now = stage.world.now();
    let published_at = match random.random_range(0..4) {
        0 => now + random.random_range(1..100),
        1 => now.saturating_sub(random.random_range(0..200)),
        _ => now,
    };
    let price = match random.random_range(0..5) {
        0 => Decimal::zero(),
        1 => Decimal::MAX,
        _ => moved(last, random.random_range(1..3_000)),
    };
    let outcome = stage.world.push(&feeder, asset.denom, price, published_at);
    stage.note("push", outcome);
}

/// A collateral becomes nearly worthless, or a thousand times as dear; or it comes back to what it was at first.
fn extreme(stage: &mut Stage, random: &mut ChaCha8Rng, asset: Asset, last: Decimal) {
    if MARKETS.contains(&asset) {
        return;
    }
    let price = match random.random_range(0..4) {
        0 => moved(last, 1),
        1 => moved(last, 1_000_000),
        _ => Decimal::percent(match asset {
            ETH | ETHER => 10_000,
            BTC => 1_000_000,
            _ => 1_000,
        }),
    };
    stage.world.move_price_to(asset.denom, price);
}

/// Somebody sends a contract money that it did not ask for.
pub fn someone_donates(stage: &mut Stage, random: &mut ChaCha8Rng) {
    let giver = stage.bidders.choose(random).unwrap().clone();
    let house = stage.world.contracts();
    let to = match random.random_range(0..4) {
        0 => house.auction,
        1 => house.lending,
        2 => house.fund,
        _ => house.oracle,
    };
    let asset = *[ETH, ETHER, USD, DOLLAR].choose(random).unwrap();
    let coins = vec![Coin::new(
        random.random_range(1..1_000_000_000u128),
        asset.denom,
    )];
    let outcome = stage.world.run(&giver, Call::send(&to, coins));
    stage.note("donate", outcome);
}
