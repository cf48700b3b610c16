//! A pool of deposits that is spent in parts, for gains shared by all: a level of standing bids.
//!
//! However often the pool is spent from, a deposit is worth what a product and a sum say since it was made; nothing is written
//! for it in between. The product shrinks with every part that is spent; before it becomes too small to divide, it is
//! raised by 10⁹, which is counted as a *scale*. Known as the product-sum method of Liquity's stability pool.

use cosmwasm_std::{Uint128, Uint256, Uint512};

use crate::number::sub;
use crate::packed::{packed_record, Packed, PackedError};
use crate::MathError;

/// The product of a pool that was never spent from.
const WHOLE: u128 = 1_000_000_000_000_000_000_000_000_000_000_000_000;

/// Below this a product is raised to the next scale.
const LEAST_PRODUCT: u128 = 1_000_000_000_000_000_000_000_000_000;

/// What it is raised by.
const STEP: u128 = 1_000_000_000;

/// On how many scales a deposit gains: its own and the next four. Beyond, it is worth less than 10⁻³⁶ of what it was: less than
/// a unit of any amount.
pub const SCALES: usize = 5;

/// Gains up to now for each part of a deposit, on the product's scale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sum(pub Uint256);

/// Without leading zeros, behind its length.
impl Packed for Sum {
    fn pack(&self, out: &mut Vec<u8>) {
        let bytes = self.0.to_be_bytes();
        let digits = bytes.iter().skip_while(|byte| **byte == 0);
        (digits.clone().count() as u64).pack(out);
        out.extend(digits);
    }

    fn unpack(input: &mut &[u8]) -> Result<Self, PackedError> {
        let mut bytes = [0u8; 32];
        let length = usize::from(u8::unpack(input)?);
        let from = bytes.len().checked_sub(length).ok_or(PackedError)?;
        let (digits, rest) = input.split_at_checked(length).ok_or(PackedError)?;
        bytes
            .get_mut(from..)
            .ok_or(PackedError)?
            .copy_from_slice(digits);
        *input = rest;
        Ok(Self(Uint256::from_be_bytes(bytes)))
    }
}

/// Where a pool stands: what a deposit that is made now is measured from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What is left of each part of a deposit since the pool began, raised by `STEP` with every scale.
    pub product: u128,
    /// How often it was raised.
    pub scale: u32,
    /// Gains on this scale.
    pub sum: Sum,
}
packed_record!(Mark {
    product,
    scale,
    sum
});

impl Default for Mark {
    fn default() -> Self {
        Self {
            product: WHOLE,
            scale: 0,
            sum: Sum::default(),
        }
    }
}

/// The sums of the scales on which a deposit gains, from the one it was made on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums(pub [Sum; SCALES]);

/// A pool.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pool {
    /// What all deposits are worth, in smallest units.
    pub total: u128,
    /// Where it stands.
    pub mark: Mark,
}

/// A pool behind a part that was spent, and the sum of the scale that has ended with it, if one has: it has to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spent {
    /// The pool now.
    pub pool: Pool,
    /// The scale that ended, and its last sum.
    pub ended: Option<(u32, Sum)>,
}

impl Pool {
    /// The pool when `quote` of it, less than all, is spent for `gained`. Rounded down for every deposit.
    pub fn spent(self, quote: u128, gained: u128) -> Result<Spent, MathError> {
        let left = sub(self.total, quote)?;
        if left == 0 {
            return Err(MathError::DivideByZero);
        }
        let total = Uint256::from(self.total);
        let product = Uint128::new(self.mark.product);
        let gain = product
            .full_mul(Uint128::new(gained))
            .checked_div(total)
            .map_err(|_| MathError::DivideByZero)?;
        let sum = self
            .mark
            .sum
            .0
            .checked_add(gain)
            .map_err(|_| MathError::Overflow)?;

        let (mut scale, mut wide) = (self.mark.scale, product.full_mul(Uint128::new(left)));
        let mut next = narrow(
            wide.checked_div(total)
                .map_err(|_| MathError::DivideByZero)?,
        )?;
        while next < LEAST_PRODUCT {
            // At most 2¹²⁸ · 10²⁷ before it is raised once more.
            wide = wide
                .checked_mul(Uint256::from(STEP))
                .map_err(|_| MathError::Overflow)?;
            next = narrow(
                wide.checked_div(total)
                    .map_err(|_| MathError::DivideByZero)?,
            )?;
            scale = scale.checked_add(1).ok_or(MathError::Overflow)?;
        }
        let ended = (scale != self.mark.scale).then_some((self.mark.scale, Sum(sum)));
        let mark = Mark {
            product: next,
            scale,
            sum: if ended.is_some() {
                Sum::default()
            } else {
                Sum(sum)
            },
        };
        Ok(Spent {
            pool: Self { total: left, mark },
            ended,
        })
    }
}

impl Mark {
    /// What a deposit made at this mark is worth at `now`, rounded down.
    pub fn worth_floor(&self, deposit: u128, now: &Mark) -> Result<u128, MathError> {
        let scales = now
            .scale
            .checked_sub(self.scale)
            .ok_or(MathError::Underflow)?;
        let Some(raised) = STEP.checked_pow(scales) else {
            return Ok(0);
        };
        let wide = Uint512::from(Uint128::new(deposit).full_mul(Uint128::new(now.product)));
        let by = Uint512::from(Uint128::new(self.product).full_mul(Uint128::new(raised)));
        narrow_512(wide.checked_div(by).map_err(|_| MathError::DivideByZero)?)
    }

    /// What a deposit made at this mark has gained, rounded down.
    pub fn gained_floor(&self, deposit: u128, sums: &Sums) -> Result<u128, MathError> {
        let overflow = |_| MathError::Overflow;
        let Sums([own, further @ ..]) = sums;
        let since = own
            .0
            .checked_sub(self.sum.0)
            .map_err(|_| MathError::Underflow)?;
        // All on the scale of the last, so that nothing is rounded but at the end: 256 bits of a sum, 120 of four steps and 128
        // of a deposit fit.
        let step = Uint512::from(STEP);
        let (mut gains, mut by) = (Uint512::from(since), Uint512::from(self.product));
        for sum in further {
            gains = gains
                .checked_mul(step)
                .and_then(|raised| raised.checked_add(Uint512::from(sum.0)))
                .map_err(overflow)?;
            by = by.checked_mul(step).map_err(overflow)?;
        }
        let wide = gains
            .checked_mul(Uint512::from(deposit))
            .map_err(overflow)?;
        narrow_512(wide.checked_div(by).map_err(|_| MathError::DivideByZero)?)
    }
}

fn narrow(value: Uint256) -> Result<u128, MathError> {
    Uint128::try_from(value)
        .map(|small| small.u128())
        .map_err(|_| MathError::Overflow)
}

fn narrow_512(value: Uint512) -> Result<u128, MathError> {
    Uint128::try_from(value)
        .map(|small| small.u128())
        .map_err(|_| MathError::Overflow)
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)]
mod tests;
