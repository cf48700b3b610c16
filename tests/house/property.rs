//! Anything in any order: random messages, prices, pauses, halts and dead feeds, with what must always hold checked behind
//! each message, every sum counted anew every hundredth, and every open lot and unhealthy account tried out now and then.
//!
//! `GAVEL_RANDOM_MESSAGES` sets how many messages are sent in all, `GAVEL_RANDOM_SEED` the first seed.

mod acts;
mod amounts;
mod governance;
mod insurance;
mod outside;
mod stage;
#[cfg(feature = "vm")]
mod twins;

use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use stage::Stage;

/// Messages of the ordinary run, those of the feeders not counted.
const MESSAGES: u64 = 3_000;

/// Worlds that these are divided over, each of its own making.
const WORLDS: u64 = 6;

fn setting(name: &str, usual: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(usual)
}

#[test]
fn whatever_happens_in_whatever_order_the_rules_hold() {
    let messages = setting("GAVEL_RANDOM_MESSAGES", MESSAGES);
    let first = setting("GAVEL_RANDOM_SEED", 1);
    let mut tally = outside::Tally::default();
    for seed in first..first + WORLDS {
        // Shown only when the world fails.
        println!("the seed of this world is {seed}");
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let mut stage = Stage::set(&mut random);
        while stage.tally.total() < messages / WORLDS {
            step(&mut stage, &mut random);
        }
        stage.world.recount();
        stage.end();
        tally.add(&stage.tally);
    }
    println!("{tally}");
    // The run is worth something only if enough of every kind went through.
    tally.assert_is_varied(messages);
}

/// One thing happens: mostly a message, else a price moves or time passes.
fn step(stage: &mut Stage, random: &mut ChaCha8Rng) {
    match random.random_range(0..100) {
        0..=11 => outside::time_passes(stage, random),
        12..=27 => outside::prices_move(stage, random),
        28..=30 => governance::someone_governs(stage, random),
        31..=32 => outside::someone_donates(stage, random),
        33..=62 => acts::someone_lends_or_borrows(stage, random),
        63..=66 => insurance::someone_insures(stage, random),
        67..=82 => acts::someone_keeps_order(stage, random),
        _ => acts::someone_trades(stage, random),
    }
    if random.random_ratio(1, 40) {
        stage.world.probe();
        let lots = stage.world.lots();
        if let Some(lot) = lots.choose(random) {
            stage.world.probe_end(lot);
        }
    }
}
