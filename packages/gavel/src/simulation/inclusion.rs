//! How long a message waits on a full chain until it is in a block.

use rand::distr::Distribution;
use rand_chacha::ChaCha12Rng;
use rand_distr::Exp;

use crate::scenario::Scenario;

/// The exponentially distributed time from sending a message to its inclusion.
#[derive(Clone, Copy, Debug)]
pub struct Inclusion {
    mean_seconds: u64,
    waits: Exp<f64>,
}

impl Inclusion {
    /// The scenario's, if its chain is full.
    #[allow(
        clippy::float_arithmetic,
        clippy::cast_precision_loss,
        reason = "a time of the model; the chain knows it as a whole number of seconds only"
    )]
    pub fn of(scenario: &Scenario) -> Option<Inclusion> {
        let mean_seconds = scenario.inclusion_mean_seconds;
        if mean_seconds == 0 {
            return None;
        }
        let waits = Exp::new(1.0 / mean_seconds as f64).ok()?;
        Some(Inclusion {
            mean_seconds,
            waits,
        })
    }

    /// The mean, in seconds.
    pub const fn mean_seconds(&self) -> u64 {
        self.mean_seconds
    }

    /// Seconds until a message sent now could be in a block, rounded up; at least one.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a positive number of seconds, rounded up; the cast saturates"
    )]
    pub fn draw(&self, draws: &mut ChaCha12Rng) -> u64 {
        (self.waits.sample(draws).ceil() as u64).max(1)
    }
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)]
mod tests {
    use super::*;
    use crate::randomness::{stream, Actor};
    use crate::scenario::find;

    #[test]
    fn waits_have_the_scenarios_mean_and_an_exponentials_tail() {
        let congested = find("congested").unwrap();
        let inclusion = Inclusion::of(&congested).unwrap();
        let mut draws = stream(1, Actor::Bidder(0));
        let waits: Vec<u64> = (0..100_000).map(|_| inclusion.draw(&mut draws)).collect();
        let mean = waits.iter().sum::<u64>() / 100_000;
        // Ten minutes and half a second of rounding; the mean of 100,000 draws strays from it by about 2 s.
        assert!((594..=607).contains(&mean), "{mean}");
        // e^-1 = 36.8 % wait longer than the mean, e^-3 = 4.98 % longer than three of them.
        let longer = |seconds| waits.iter().filter(|wait| **wait > seconds).count();
        assert!((36_200..37_400).contains(&longer(600)), "{}", longer(600));
        assert!((4_750..5_200).contains(&longer(1_800)), "{}", longer(1_800));
    }

    #[test]
    fn a_chain_with_room_has_no_waits() {
        assert!(Inclusion::of(&find("calm").unwrap()).is_none());
    }
}
