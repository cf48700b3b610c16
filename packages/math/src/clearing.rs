//! The uniform price of a batch: the highest at which everything is sold, found by a walk over pools of bids from the best
//! price down. It may stop anywhere and go on later, and comes to the same.
//!
//! The price is the *marginal* one. Where the bids above cover the whole lot at less than the last level taken, it is a
//! fraction, all their money over all of the lot, and never a rounded number: a price rounded to a whole unit could leave a
//! large part of the lot unsold.

use crate::number::{add, mul_div_ceil, mul_div_floor, sub};
use crate::packed::{Packed, PackedError};
use crate::units::{Price, Scale};
use crate::MathError;

/// A lot that is sold in a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Base to be sold.
    pub base: u128,
    /// The lowest price.
    pub reserve: Price,
    /// The decimals of the pair.
    pub scale: Scale,
}

/// How far a walk has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Walk {
    /// Quote of all levels taken so far.
    pub above: u128,
}

/// What a walk finds at a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The levels taken so far pay for the whole lot at this level's price already: this one gets nothing.
    Done(Outcome),
    /// This level is taken in part, and is the last.
    Marginal(Outcome),
    /// This level is taken whole, and the walk goes on.
    Taken(Walk),
}

/// How a batch cleared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Base sold.
    pub sold: u128,
    /// Quote raised.
    pub raised: u128,
    /// The price for the levels taken whole.
    pub price: ClearingPrice,
    /// What the marginal level gets, where one is taken in part.
    pub marginal: Option<Marginal>,
}

/// The price of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClearingPrice {
    /// `quote / base`, exactly: all levels taken share all that is sold by their money.
    Fraction {
        /// Quote of all levels taken.
        quote: u128,
        /// Base sold.
        base: u128,
    },
    /// A level's price, or the reserve.
    At(Price),
}

/// What a level that is taken in part gets and pays, all its bids together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marginal {
    /// Base that it gets.
    pub base: u128,
    /// Quote that it pays of all it has.
    pub quote: u128,
}

impl Packed for ClearingPrice {
    fn pack(&self, out: &mut Vec<u8>) {
        match self {
            Self::Fraction { quote, base } => {
                out.push(0);
                quote.pack(out);
                base.pack(out);
            }
            Self::At(price) => {
                out.push(1);
                price.pack(out);
            }
        }
    }

    fn unpack(input: &mut &[u8]) -> Result<Self, PackedError> {
        Ok(match u8::unpack(input)? {
            0 => Self::Fraction {
                quote: Packed::unpack(input)?,
                base: Packed::unpack(input)?,
            },
            1 => Self::At(Packed::unpack(input)?),
            _ => return Err(PackedError),
        })
    }
}

impl Batch {
    /// The next step of a walk: a level at `price` with `total` quote. Levels come from the best price down, none below the
    /// reserve. Sums too wide for 128 bits are more than any money.
    pub fn step(&self, walk: Walk, price: Price, total: u128) -> Result<Step, MathError> {
        let cost = self.scale.quote_ceil(self.base, price).unwrap_or(u128::MAX);
        if walk.above >= cost {
            return self.filled(walk).map(Step::Done);
        }
        let with_this = walk.above.saturating_add(total);
        if with_this < cost {
            return Ok(Step::Taken(Walk { above: with_this }));
        }
        // What those above pay for at this price is less than all, or the walk had ended.
        let taken = self.scale.base_floor(walk.above, price)?;
        let left = sub(self.base, taken)?;
        let need = self
            .scale
            .quote_ceil(left, price)
            .unwrap_or(u128::MAX)
            .min(total)
            .min(u128::MAX.saturating_sub(walk.above));
        Ok(Step::Marginal(Outcome {
            sold: self.base,
            raised: add(walk.above, need)?,
            price: ClearingPrice::At(price),
            marginal: Some(Marginal {
                base: left,
                quote: need,
            }),
        }))
    }

    /// How the batch cleared when no level is left: all at a fraction, or a part at the reserve.
    pub fn end(&self, walk: Walk) -> Result<Outcome, MathError> {
        let cost = self
            .scale
            .quote_ceil(self.base, self.reserve)
            .unwrap_or(u128::MAX);
        if walk.above >= cost {
            return self.filled(walk);
        }
        Ok(Outcome {
            sold: self
                .scale
                .base_floor(walk.above, self.reserve)?
                .min(self.base),
            raised: walk.above,
            price: ClearingPrice::At(self.reserve),
            marginal: None,
        })
    }

    fn filled(&self, walk: Walk) -> Result<Outcome, MathError> {
        Ok(Outcome {
            sold: self.base,
            raised: walk.above,
            price: ClearingPrice::Fraction {
                quote: walk.above,
                base: self.base,
            },
            marginal: None,
        })
    }
}

impl ClearingPrice {
    /// The base that a bid of a level taken whole gets for its `quote`, rounded down.
    pub fn base_floor(self, quote: u128, scale: Scale) -> Result<u128, MathError> {
        match self {
            Self::Fraction { quote: all, base } => mul_div_floor(quote, base, all),
            Self::At(price) => scale.base_floor(quote, price),
        }
    }
}

impl ClearingPrice {
    /// The price as a number for people, rounded up; the greatest where it does not fit. Nothing is paid by it.
    pub fn ceil(self, scale: Scale) -> Price {
        match self {
            Self::At(price) => price,
            Self::Fraction { quote, base } => {
                scale.price_ceil(base, quote).unwrap_or(Price(u128::MAX))
            }
        }
    }
}

impl Marginal {
    /// The base that a bid with `quote` of the level's `total` gets, rounded down.
    pub fn base_floor(self, quote: u128, total: u128) -> Result<u128, MathError> {
        mul_div_floor(quote, self.base, total)
    }

    /// What it pays, rounded up; the rest stays its own.
    pub fn quote_ceil(self, quote: u128, total: u128) -> Result<u128, MathError> {
        mul_div_ceil(quote, self.quote, total)
    }
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)]
mod tests;
