//! Amounts from dust to more than there is.

use gavel_testing::Asset;
use rand::Rng;
use rand_chacha::ChaCha8Rng;

/// An amount of an asset: mostly some whole units' worth, sometimes a few smallest units, zero, or far too much.
pub fn any(random: &mut ChaCha8Rng, asset: Asset, whole: u128) -> u128 {
    match random.random_range(0..40) {
        0 => 0,
        1..=2 => random.random_range(1..20),
        3 => asset.units(10_000_000_000),
        4 => u128::MAX / 7,
        _ => {
            let most = asset.units(whole).max(2);
            random.random_range(1..most)
        }
    }
}

/// An amount that a person can have: [`any`] cut to a million whole units.
pub fn owned(random: &mut ChaCha8Rng, asset: Asset, whole: u128) -> u128 {
    any(random, asset, whole).min(asset.units(1_000_000))
}
