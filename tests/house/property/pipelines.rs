//! Ways to sell, drawn by lot: every order of stages that a pair may have.

use gavel_testing::{terms, Asset};
use gavel_types::auction::{BackstopStage, BatchStage, PairConfig, Reference, Stage};
use rand::seq::IndexedRandom;
use rand::Rng;
use rand_chacha::ChaCha8Rng;

/// Any way to sell that brings no less than this share of the reference, in basis points, when a buyer is not asked.
pub fn any(random: &mut ChaCha8Rng, (base, quote): (Asset, Asset), floor_bps: u32) -> PairConfig {
    let mut config = terms::pair_config(base, quote);
    // Bids share a base in smallest units: one of few decimals is not sold by batch.
    let collects = base.decimals >= 6 && random.random_bool(0.6);
    config.stages = Vec::new();
    if collects {
        config
            .stages
            .push(Stage::Batch(batch(random, quote, floor_bps)));
    }
    let others = random.random_range(u32::from(!collects)..=2);
    for _ in 0..others {
        let stage = match random.random_range(0..3) {
            0 => dutch(random, Reference::Live, floor_bps),
            1 => dutch(random, Reference::Fixed, floor_bps),
            _ => terms::english(random.random_range(floor_bps..=10_000)),
        };
        config.stages.push(stage);
    }
    if random.random_bool(0.4) {
        config.advance_reward = (quote.one() * random.random_range(1..20) / 10).into();
    }
    config
}

fn batch(random: &mut ChaCha8Rng, quote: Asset, floor_bps: u32) -> BatchStage {
    BatchStage {
        window_seconds: random.random_range(60..300),
        freeze_blocks: random.random_range(2..4),
        grace_seconds: random.random_range(10..60),
        reserve_bps: random.random_range(floor_bps..=10_000),
        band_bps: random.random_range(0..=2_000),
        max_base: None,
        max_depth_bps: random
            .random_ratio(1, 3)
            .then(|| random.random_range(100..=10_000)),
        max_windows: random.random_range(1..=4),
        min_bid: (*[1, quote.one(), quote.units(100)].choose(random).unwrap()).into(),
    }
}

fn dutch(random: &mut ChaCha8Rng, reference: Reference, floor_bps: u32) -> Stage {
    let start = random.random_range(9_900..10_600);
    // No steeper than a curve may be.
    let floor = random.random_range(floor_bps..9_800).max(start - 4_000);
    let curve = [(0, start), (60, start.min(10_000)), (600, floor)];
    let mut stage = terms::dutch(reference, &curve, random.random_range(0..3));
    if let Stage::Dutch(dutch) = &mut stage {
        if start <= 10_000 {
            dutch.curve.remove(1);
        }
        // Doubt lowers the floor: what lending reckons with must hold all the same.
        if floor > floor_bps + 200 && random.random_bool(0.3) {
            dutch.max_uncertainty_bps = random.random_range(0..200);
        }
    }
    stage
}

/// A buyer of what is left, at a discount that keeps the floor.
pub fn backstop(random: &mut ChaCha8Rng, buyer: &str, floor_bps: u32) -> Stage {
    Stage::Backstop(BackstopStage {
        buyer: buyer.to_owned(),
        discount_bps: random.random_range(0..=(10_000 - floor_bps).min(5_000)),
        max_base: None,
    })
}
