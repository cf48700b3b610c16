//! A price feeder: it pushes what it sees at the market, late and not quite exactly.

use cosmwasm_std::{Addr, Decimal, Uint128};
use gavel_testing::{Contracts, ETH, USD};
use rand::Rng;
use rand_chacha::ChaCha12Rng;

use super::clock::Clock;
use super::stage::Stage;
use crate::error::Error;
use crate::market::price::Price;
use crate::randomness::{stream, Actor};
use crate::scenario::Scenario;

/// All parts of a ratio in ppm.
const PPM: u64 = 1_000_000;

/// One feeder.
#[derive(Debug)]
pub struct Feeder {
    address: Addr,
    draws: ChaCha12Rng,
    noise_ppm: u32,
    interval: u64,
    move_ppm: u32,
    latency: u64,
    last: Push,
}

/// A price that was pushed, and when.
#[derive(Clone, Copy, Debug)]
struct Push {
    price: Price,
    second: u64,
}

impl Feeder {
    /// The feeder of that number, which pushed `price` at unix second `second` when the world was set up.
    pub fn new(scenario: &Scenario, number: u32, address: Addr, price: Price, second: u64) -> Self {
        Feeder {
            address,
            draws: stream(scenario.seed, Actor::Feeder(number)),
            noise_ppm: scenario.feed_noise_ppm,
            interval: scenario.feed_interval,
            move_ppm: scenario.feed_move_ppm,
            latency: u64::from(scenario.feed_latency_blocks),
            last: Push { price, second },
        }
    }

    /// Pushes what was seen some blocks ago, if it is time or if the market has moved.
    ///
    /// # Errors
    /// The oracle refuses the price.
    pub fn act(&mut self, stage: &mut Stage, clock: &Clock<'_>) -> Result<(), Error> {
        let Some(price) = self.observation(clock) else {
            return Ok(());
        };
        let call = push(stage.contracts(), price, clock.then(self.latency));
        stage.must("pushing a price", &self.address, call)
    }

    /// The price to push in this block, if any.
    fn observation(&mut self, clock: &Clock<'_>) -> Option<Price> {
        // What it would have seen before the first block is what the world was set up with.
        clock.block().checked_sub(self.latency)?;
        let seen = clock.price_ago(self.latency);
        let is_time = clock.now().saturating_sub(self.last.second) >= self.interval;
        if !is_time && !self.has_moved(seen) {
            return None;
        }
        let price = self.blurred(seen);
        self.last = Push {
            price,
            second: clock.now(),
        };
        Some(price)
    }

    fn has_moved(&self, seen: Price) -> bool {
        let distance = Uint128::new(seen.distance(self.last.price));
        let moved = distance.full_mul(PPM);
        moved >= Uint128::new(self.last.price.atoms()).full_mul(self.move_ppm)
    }

    /// The price with this feeder's noise.
    fn blurred(&mut self, seen: Price) -> Price {
        let noise = u64::from(self.noise_ppm);
        let part = self
            .draws
            .random_range(0..=noise.saturating_mul(2))
            .saturating_add(PPM)
            .saturating_sub(noise);
        Uint128::new(seen.atoms())
            .checked_multiply_ratio(part, PPM)
            .ok()
            .and_then(|atoms| Price::from_atoms(atoms.u128()))
            .unwrap_or(seen)
    }
}

/// The message that pushes a price of the collateral, and one dollar as the price of a dollar.
fn push(contracts: &Contracts, price: Price, seen_at: u64) -> gavel_testing::Call {
    contracts.push(&[
        (ETH.denom, Decimal::raw(price.atoms()), seen_at),
        (USD.denom, Decimal::one(), seen_at),
    ])
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)]
mod tests {
    use super::*;
    use crate::market::builtin;
    use crate::market::window::AskedWindow;
    use crate::market::Market;
    use crate::scenario::find;

    fn market(from: u64) -> Market {
        let asked = AskedWindow {
            from: Some(from),
            to: Some(from + 1_200),
        };
        builtin::market(asked).unwrap()
    }

    /// The blocks in which a feeder pushes, the first 60 of them.
    fn pushes(from: u64) -> Vec<(u64, Price)> {
        let market = market(from);
        let mut clock = Clock::new(&market, 6);
        let calm = find("calm").unwrap();
        let who = Addr::unchecked("feeder");
        let mut feeder = Feeder::new(&calm, 0, who, clock.price(), clock.now() - 6);
        let mut pushed = Vec::new();
        for block in 0..60 {
            if let Some(price) = feeder.observation(&clock) {
                pushed.push((block, price));
            }
            clock.tick();
        }
        pushed
    }

    #[test]
    fn in_a_quiet_market_a_price_is_pushed_every_thirty_seconds() {
        // From 01:00 on 12 March the price falls from 193.31 to 184.23 in half an hour: 0.016 % a block.
        let blocks: Vec<u64> = pushes(1_583_974_800)
            .iter()
            .map(|(block, _)| *block)
            .collect();
        assert_eq!(blocks, [4, 9, 14, 19, 24, 29, 34, 39, 44, 49, 54, 59]);
    }

    #[test]
    fn a_price_is_that_of_a_block_ago_within_five_basis_points() {
        let from = 1_583_974_800;
        let market = market(from);
        for (block, price) in pushes(from) {
            let seen = market.path.price_at(from + (block - 1) * 6);
            assert!(
                price.distance(seen) * 10_000 <= seen.atoms() * 5,
                "block {block}"
            );
        }
    }

    #[test]
    fn a_market_that_moves_half_a_percent_is_pushed_at_once() {
        // From 02:30 on 13 March the price rises from 86 to 111.12 in half an hour: 0.097 % a block, 0.5 % in 6 blocks
        // or sooner with noise, later than the 5 blocks of 30 s; four times as steep it would be sooner. At 10:00 on
        // 12 March it falls from 167.97 to 125 in half an hour: 0.085 % a block.
        let market = market(1_584_066_600);
        let calm = find("calm").unwrap();
        let mut feeder = Feeder::new(
            &calm,
            0,
            Addr::unchecked("feeder"),
            market.path.price_at(1_584_066_600),
            0,
        );
        let at = |percent: u64| feeder.last.price.atoms() / 100_000 * u128::from(percent);
        let (near, far) = (at(100_499), at(100_500));
        assert!(!feeder.has_moved(Price::from_atoms(near).unwrap()));
        assert!(feeder.has_moved(Price::from_atoms(far).unwrap()));
        feeder.last.second = u64::MAX;
        let clock = Clock::new(&market, 6);
        assert_eq!(feeder.observation(&clock), None);
    }
}
