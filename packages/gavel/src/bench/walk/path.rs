//! A market whose price goes up and down by chance alone: a geometric random walk without drift.

use rand::Rng;
use rand_distr::StandardNormal;

use crate::error::Error;
use crate::market::bar::{Bar, Route};
use crate::market::path::PricePath;
use crate::market::price::Price;
use crate::market::window::Window;
use crate::market::Market;
use crate::randomness::{stream, Actor};

/// Parts of one whole in which a block's move is drawn.
const PARTS: u128 = 1_000_000_000_000;

/// 2026-01-01 00:00 UTC, the walk's first second.
const FROM: u64 = 1_767_225_600;

/// How a price walks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Walk {
    /// The price at the start, in cents, above 0.
    pub cents: u64,
    /// The standard deviation of a second's move, as a share of the price.
    pub volatility: f64,
    /// Seconds from one move to the next.
    pub block_seconds: u64,
    /// How many moves.
    pub blocks: u64,
    /// The draws follow from this number.
    pub seed: u64,
}

impl Walk {
    /// The market: each block's price is the one before times one plus a normally distributed move of mean zero, so that no
    /// bidder can expect it to be higher or lower later.
    ///
    /// # Errors
    /// The price leaves the bounds of prices.
    pub fn market(&self) -> Result<Market, Error> {
        let mut draws = stream(self.seed, Actor::Market);
        let mut price = Price::from_cents(self.cents).ok_or(Error::Overflow)?;
        let mut bars = Vec::new();
        let mut opens_at = FROM;
        for _ in 0..self.blocks {
            let factor = self.factor(draws.sample(StandardNormal));
            let close = moved(price, factor).ok_or(Error::Overflow)?;
            bars.push(Bar {
                opens_at,
                open: price,
                high: price.max(close),
                low: price.min(close),
                close,
            });
            opens_at = opens_at.saturating_add(self.block_seconds);
            price = close;
        }
        let path = PricePath::new(bars, self.block_seconds, Route::Candle);
        let window = Window {
            from: FROM,
            to: opens_at,
        };
        Ok(Market {
            path: path.ok_or(Error::Overflow)?,
            window,
        })
    }

    /// What the price is multiplied with, in `PARTS`.
    #[allow(
        clippy::float_arithmetic,
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a draw of the model; the chain knows the price as an integer only"
    )]
    fn factor(&self, draw: f64) -> u128 {
        let deviation = self.volatility * (self.block_seconds as f64).sqrt();
        ((1.0 + deviation * draw).max(0.0) * PARTS as f64).round() as u128
    }
}

/// The price times `factor` parts of `PARTS`, rounded down.
fn moved(price: Price, factor: u128) -> Option<Price> {
    let atoms = cosmwasm_std::Uint128::new(price.atoms()).checked_multiply_ratio(factor, PARTS);
    Price::from_atoms(atoms.ok()?.u128())
}

/// The standard deviation of a second's move as the path has it, from the squares of the logarithms of what each bar adds.
#[allow(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "a statistic for people"
)]
pub fn realised(path: &PricePath, block_seconds: u64) -> f64 {
    let squares: f64 = path
        .bars()
        .iter()
        .map(|bar| (bar.close.to_f64() / bar.open.to_f64()).ln().powi(2))
        .sum();
    let seconds = path.bars().len() as f64 * block_seconds as f64;
    (squares / seconds).sqrt()
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects, clippy::float_arithmetic)]
mod tests {
    use super::*;

    fn walk(seed: u64) -> Walk {
        Walk {
            cents: 200_000,
            volatility: 0.000_2,
            block_seconds: 6,
            blocks: 5_000,
            seed,
        }
    }

    #[test]
    fn one_seed_gives_one_walk_and_another_seed_another() {
        assert_eq!(walk(1).market(), walk(1).market());
        assert_ne!(walk(1).market(), walk(2).market());
    }

    #[test]
    fn the_price_moves_as_much_as_it_is_told_to() {
        let market = walk(1).market().unwrap();
        assert_eq!(market.window.seconds(), 30_000);
        assert_eq!(
            market.path.price_at(FROM),
            Price::from_cents(200_000).unwrap()
        );
        // The deviation of 5,000 draws is known to 1 %.
        let seen = realised(&market.path, 6);
        assert!((seen / 0.000_2 - 1.0).abs() < 0.03, "{seen}");
    }

    #[test]
    fn the_price_is_expected_to_stay_where_it_is() {
        // 100 walks of 5,000 blocks: the mean of their ends deviates by 0.0002 · √30,000 / 10 = 0.35 %.
        let ends = (0..100).map(|seed| {
            let market = walk(seed).market().unwrap();
            market.path.price_at(market.window.to).to_f64() / 2_000.0
        });
        let mean = ends.sum::<f64>() / 100.0;
        assert!((mean - 1.0).abs() < 0.012, "{mean}");
    }

    #[test]
    fn a_block_opens_where_the_one_before_closed() {
        let market = walk(3).market().unwrap();
        for pair in market.path.bars().windows(2) {
            assert_eq!(pair[0].close, pair[1].open);
            assert_eq!(pair[0].opens_at + 6, pair[1].opens_at);
            assert_eq!(market.path.price_at(pair[1].opens_at), pair[1].open);
        }
    }
}
