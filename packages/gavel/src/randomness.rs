//! One seed, one stream of random numbers for each actor.
//!
//! Each actor draws from its own stream, so what one draws never moves another's numbers, and
//! one seed gives one replay whatever the order in which actors act.

use rand::SeedableRng;
use rand_chacha::ChaCha12Rng;

/// Who draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Actor {
    /// A borrower, by number.
    Account(u32),
    /// A bidder, by number.
    Bidder(u32),
    /// A price feeder, by number.
    Feeder(u32),
    /// A keeper, by number.
    Keeper(u32),
    /// The market itself, where its price is drawn.
    Market,
}

impl Actor {
    /// The stream's number. No two actors share one.
    fn stream(self) -> u64 {
        let (kind, number) = match self {
            Actor::Account(number) => (1u64, number),
            Actor::Bidder(number) => (2, number),
            Actor::Feeder(number) => (3, number),
            Actor::Keeper(number) => (4, number),
            Actor::Market => (5, 0),
        };
        (kind << 32) | u64::from(number)
    }
}

/// The actor's stream, at its start.
pub fn stream(seed: u64, actor: Actor) -> ChaCha12Rng {
    let mut numbers = ChaCha12Rng::seed_from_u64(seed);
    numbers.set_stream(actor.stream());
    numbers
}

#[cfg(test)]
mod tests {
    use rand::RngCore;

    use super::*;

    fn draw(seed: u64, actor: Actor) -> [u64; 4] {
        let mut numbers = stream(seed, actor);
        [(); 4].map(|()| numbers.next_u64())
    }

    #[test]
    fn a_seed_and_an_actor_always_give_the_same_numbers() {
        assert_eq!(draw(7, Actor::Bidder(0)), draw(7, Actor::Bidder(0)));
    }

    #[test]
    fn another_seed_or_actor_gives_other_numbers() {
        let base = draw(7, Actor::Bidder(0));
        for (seed, actor) in [
            (8, Actor::Bidder(0)),
            (7, Actor::Bidder(1)),
            (7, Actor::Account(0)),
            (7, Actor::Feeder(0)),
            (7, Actor::Keeper(0)),
            (7, Actor::Market),
        ] {
            assert_ne!(draw(seed, actor), base);
        }
    }
}
