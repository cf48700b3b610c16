//! Anything in any order: random messages, prices, pauses, halts and dead feeds, with what must always hold checked behind
//! each message, every sum counted anew every hundredth, and every open lot and unhealthy account tried out now and then.
//!
//! Behind the last message everybody takes out what is his. `GAVEL_RANDOM_MESSAGES` sets how many messages are sent in all,
//! `GAVEL_RANDOM_SEED` the first seed: see `scripts/soak`.

mod amounts;
mod bids;
mod ending;
mod governance;
mod ill_will;
mod insurance;
mod loans;
mod order;
mod outside;
mod pipelines;
mod sales;
mod stage;
mod tally;
#[cfg(feature = "vm")]
mod twins;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::Mutex;

use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use stage::Stage;
use tally::Tally;

/// Messages of the ordinary run, those of the feeders not counted.
const MESSAGES: u64 = 20_000;

/// Messages of a world. Each world is of its own making, by its seed.
const LIFE: u64 = 2_500;

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
    let last = first + messages.div_ceil(LIFE).max(1);
    let next = AtomicU64::new(first);
    let tally = Mutex::new(Tally::default());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| loop {
                let seed = next.fetch_add(1, Ordering::Relaxed);
                if seed >= last {
                    break;
                }
                let lived = live(seed);
                println!("the world of seed {seed} ended well");
                tally.lock().unwrap().add(&lived);
            });
        }
    });
    let tally = tally.into_inner().unwrap();
    println!("{tally}");
    // The run is worth something only if enough of every kind went through.
    tally.assert_is_varied(messages);
}

/// The life of a world from its beginning to its end.
fn live(seed: u64) -> Tally {
    let _told = ToldSeed(seed);
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut stage = Stage::set(&mut random);
    while stage.tally.total() < LIFE {
        step(&mut stage, &mut random);
    }
    stage.end();
    stage.tally
}

/// Tells the seed of a world that fails.
struct ToldSeed(u64);

impl Drop for ToldSeed {
    fn drop(&mut self) {
        if std::thread::panicking() {
            println!("the seed of this world is {}", self.0);
        }
    }
}

/// One thing happens: mostly a message, else a price moves or time passes.
fn step(stage: &mut Stage, random: &mut ChaCha8Rng) {
    match random.random_range(0..100) {
        0..=9 => outside::time_passes(stage, random),
        10..=21 => outside::prices_move(stage, random),
        22..=25 => governance::someone_governs(stage, random),
        26..=27 => outside::someone_donates(stage, random),
        28..=43 => loans::someone_lends_or_borrows(stage, random),
        44..=45 => insurance::someone_insures(stage, random),
        46..=61 => order::someone_keeps_order(stage, random),
        62..=78 => bids::someone_bids(stage, random),
        79..=80 => ill_will::someone_schemes(stage, random),
        _ => sales::someone_trades(stage, random),
    }
    if random.random_ratio(1, 60) {
        stage.world.probe();
    }
    if random.random_ratio(1, 150) {
        let lots = stage.world.lots();
        if let Some(lot) = lots.choose(random) {
            stage.world.probe_end(lot);
        }
    }
}
