//! The compiled contracts on the VM do just what the native ones do: the same messages leave the same state, to the byte.

use std::collections::BTreeMap;

use cosmwasm_std::Record;
use gavel_testing::{Builder, Checks, Codes, World};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use super::stage::Stage;
use super::{setting, step};

/// Messages of each world, those of the feeders not counted.
const MESSAGES: u64 = 300;

/// Worlds, each of its own making.
const WORLDS: u64 = 3;

/// A random life, and what it left: all records of the chain, balances and contracts, and how each message ended.
fn life(builder: Builder, seed: u64, messages: u64) -> (Vec<Record>, String) {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut stage = Stage::set_in(builder.checks(Checks::off()), &mut random);
    while stage.tally.total() < messages {
        step(&mut stage, &mut random);
    }
    let state = stage.world.app().storage().records();
    (state, stage.tally.to_string())
}

#[test]
fn the_compiled_contracts_leave_the_same_state_as_the_native_ones() {
    let messages = setting("GAVEL_TWIN_MESSAGES", MESSAGES);
    for seed in 1..=WORLDS {
        let natively = World::builder().codes(Codes::native());
        let (native, ended) = life(natively, seed, messages);
        let compiled = World::builder().on_vm(true).unwrap();
        let (compiled, ended_compiled) = life(compiled, seed, messages);
        assert_eq!(ended, ended_compiled, "seed {seed}");
        let native: BTreeMap<_, _> = native.into_iter().collect();
        let compiled: BTreeMap<_, _> = compiled.into_iter().collect();
        for (key, value) in &native {
            let there = compiled.get(key);
            assert_eq!(Some(value), there, "seed {seed}, record {key:?}");
        }
        assert_eq!(native.len(), compiled.len(), "seed {seed}");
        assert!(native.len() > 100, "seed {seed}");
    }
}
