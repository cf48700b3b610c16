//! Shares of money that bears losses: what its owners stake for others.
//!
//! Beyond [`shares`](crate::shares) this knows two things that only a slashed pool meets. When all of the money is lost, an
//! *era* ends: shares of it are worth nothing for ever, and neither dilute nor rob those who stake next. And when nearly all
//! of it is lost, shares of one unit become so many that those of a new stake would not fit into a number: then every
//! thousand shares become one, which is counted as a *scale*.

use crate::number::{add, sub};
use crate::packed::packed_record;
use crate::shares::{minted_floor, redeemed_floor, VIRTUAL_SHARES};
use crate::MathError;

/// How many shares become one when the scale goes up.
const SCALE_STEP: u128 = 1_000;

/// The most shares of one unit of money: a thousand times those that the first unit gets.
const MOST_SHARES_A_UNIT: u128 = VIRTUAL_SHARES * SCALE_STEP;

/// The most money staked in one pool: its shares and one more stake's always fit into 128 bits.
pub const MOST_STAKED: u128 = 10_000_000_000_000_000_000_000_000_000;

/// The fewest shares that a stake may get: the part of a share that it loses to rounding is below a thousandth of it.
const FEWEST_SHARES: u128 = 1_000;

/// The money staked and the shares of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stakes {
    /// Money of the stakers, in smallest units.
    pub assets: u128,
    /// Shares of them all, in this era and scale.
    pub shares: u128,
    /// Counts total losses.
    pub era: u32,
    /// Counts, in this era, how often a thousand shares became one.
    pub scale: u32,
}
packed_record!(Stakes {
    assets,
    shares,
    era,
    scale
});

impl Stakes {
    /// The shares that `amount` more gets, rounded down in favour of those already in, and the stakes with both. `None` when
    /// it gets too few to be fair.
    pub fn staked(self, amount: u128) -> Result<Option<(Self, u128)>, MathError> {
        let minted = minted_floor(amount, self.assets, self.shares)?;
        if minted < FEWEST_SHARES {
            return Ok(None);
        }
        let stakes = Self {
            assets: add(self.assets, amount)?,
            shares: add(self.shares, minted)?,
            ..self
        };
        Ok(Some((stakes, minted)))
    }

    /// What shares are worth, rounded down in favour of those who stay.
    pub fn worth_floor(self, shares: u128) -> Result<u128, MathError> {
        redeemed_floor(shares, self.assets, self.shares)
    }

    /// The stakes without `shares`, what these get, and what is left over when they were the last: it belongs to nobody.
    pub fn redeemed(self, shares: u128) -> Result<(Self, u128, u128), MathError> {
        let amount = self.worth_floor(shares)?;
        let left = Self {
            assets: sub(self.assets, amount)?,
            shares: sub(self.shares, shares)?,
            ..self
        };
        if left.shares > 0 {
            return Ok((left, amount, 0));
        }
        Ok((Self { assets: 0, ..left }, amount, left.assets))
    }

    /// The stakes with `amount` more for all shares: their price rises.
    pub fn earned(self, amount: u128) -> Result<Self, MathError> {
        Ok(Self {
            assets: add(self.assets, amount)?,
            ..self
        })
    }

    /// The stakes with up to `amount` lost, and what was: the price of all shares falls, queued for exit or not.
    pub fn slashed(self, amount: u128) -> (Self, u128) {
        let lost = self.assets.min(amount);
        if lost == 0 {
            return (self, 0);
        }
        let mut left = Self {
            assets: self.assets.saturating_sub(lost),
            ..self
        };
        if left.assets == 0 {
            left.shares = 0;
            left.era = left.era.saturating_add(1);
            left.scale = 0;
            return (left, lost);
        }
        while left.shares > left.assets.saturating_mul(MOST_SHARES_A_UNIT) {
            left.shares /= SCALE_STEP;
            left.scale = left.scale.saturating_add(1);
        }
        (left, lost)
    }

    /// What shares of an earlier era or scale are now, rounded down: nothing of an era that has ended.
    pub fn carried_floor(self, shares: u128, era: u32, scale: u32) -> u128 {
        if era != self.era {
            return 0;
        }
        let steps = self.scale.saturating_sub(scale);
        SCALE_STEP
            .checked_pow(steps)
            .map_or(0, |by| shares.checked_div(by).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests;
