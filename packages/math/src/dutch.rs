//! Dutch sales: a price that falls on auction time, and what a take gets and pays.

mod geometric;

use thiserror::Error;

use crate::number::{add, mul_div_ceil, sub};
use crate::packed::{Packed, PackedError};
use crate::units::{Bps, Price, Scale, BPS};
use crate::MathError;

/// The most points of a curve: a reader walks them all.
pub const MAX_POINTS: usize = 16;

/// The longest curve in seconds, a day: a lot must end.
pub const MAX_SECONDS: u32 = 86_400;

/// The least and greatest ratio of a curve. The greatest is twice the reference, and there is always a floor.
pub const RATIO_BOUNDS: (Bps, Bps) = (Bps(1_000), Bps(20_000));

/// A point of a curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// Auction seconds from the start of the stage.
    pub seconds: u32,
    /// Price as a share of the reference.
    pub ratio: Bps,
}

/// How a ratio falls from one point to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interpolation {
    /// By equal amounts in equal times.
    Linear,
    /// By equal factors in equal times: fastest where a segment starts.
    Geometric,
}

impl Interpolation {
    /// How far the ratio would fall from `from` to `to`, `to` not above it, if it went on as fast as it begins, the fastest, in
    /// basis points rounded up: what a bound on the speed is held against.
    pub fn first_fall_ceil(self, from: Bps, to: Bps) -> Result<u128, MathError> {
        match self {
            Self::Linear => sub(from.wide(), to.wide()),
            Self::Geometric => geometric::first_fall_ceil(from, to),
        }
    }
}

/// A falling curve: 2 to 16 points, the first at 0 s, times rising, ratios not rising, the last ratio the floor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Curve {
    interpolation: Interpolation,
    points: Vec<Point>,
}

/// Why a list of points is no curve.
#[derive(Error, Debug, Clone, Copy, PartialEq, Eq)]
pub enum CurveError {
    /// Too few or too many points.
    #[error("a curve has 2 to {MAX_POINTS} points, not {got}")]
    Points {
        /// How many were given.
        got: usize,
    },
    /// The first point is not at 0 s.
    #[error("a curve starts at 0 s, not at {got} s")]
    Start {
        /// The first point's time.
        got: u32,
    },
    /// A time that does not rise, or goes past the longest curve.
    #[error("times of a curve rise to at most {MAX_SECONDS} s; point {point} does not")]
    Time {
        /// The point, counted from 0.
        point: usize,
    },
    /// A ratio that rises or is out of bounds.
    #[error("ratios of a curve fall within 1,000 and 20,000 basis points; point {point} does not")]
    Ratio {
        /// The point, counted from 0.
        point: usize,
    },
}

impl Curve {
    /// Checks the points and makes them a curve.
    pub fn new(interpolation: Interpolation, points: Vec<Point>) -> Result<Self, CurveError> {
        if points.len() < 2 || points.len() > MAX_POINTS {
            return Err(CurveError::Points { got: points.len() });
        }
        let (least, greatest) = RATIO_BOUNDS;
        let mut before: Option<Point> = None;
        for (index, point) in points.iter().enumerate() {
            match before {
                None if point.seconds != 0 => {
                    return Err(CurveError::Start { got: point.seconds });
                }
                Some(last) if point.seconds <= last.seconds => {
                    return Err(CurveError::Time { point: index });
                }
                Some(last) if point.ratio > last.ratio => {
                    return Err(CurveError::Ratio { point: index });
                }
                _ => {}
            }
            if point.seconds > MAX_SECONDS {
                return Err(CurveError::Time { point: index });
            }
            if point.ratio < least || point.ratio > greatest {
                return Err(CurveError::Ratio { point: index });
            }
            before = Some(*point);
        }
        Ok(Self {
            interpolation,
            points,
        })
    }

    /// How the ratio falls between points.
    pub fn interpolation(&self) -> Interpolation {
        self.interpolation
    }

    /// The points in order.
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// Auction milliseconds from start to the last point, where the floor is reached.
    pub fn duration(&self) -> u64 {
        self.points
            .last()
            .map_or(0, |point| u64::from(point.seconds).saturating_mul(1_000))
    }

    /// The last ratio, below which nothing is sold.
    pub fn floor(&self) -> Bps {
        self.points.last().map_or(Bps(0), |point| point.ratio)
    }

    /// `⌈reference · ratio⌉` at `elapsed` auction milliseconds: up, in the seller's favour.
    pub fn price_ceil(&self, reference: Price, elapsed: u64) -> Result<Price, MathError> {
        let (numerator, denominator) = self.ratio_at(elapsed)?;
        mul_div_ceil(reference.0, numerator, denominator).map(Price)
    }

    /// The same where the reference is uncertain by `uncertainty` both ways: the ratio is `uncertainty` higher at the start, as
    /// much lower from the last point on, and between them moved by what a straight line in time has there. So it never rises,
    /// and without uncertainty it is the curve's own. Fails where the ratio would fall below 0.
    pub fn uncertain_price_ceil(
        &self,
        reference: Price,
        elapsed: u64,
        uncertainty: Bps,
    ) -> Result<Price, MathError> {
        if uncertainty.0 == 0 {
            return self.price_ceil(reference, elapsed);
        }
        let (numerator, denominator) = self.ratio_at(elapsed)?;
        let whole = u128::from(self.duration());
        let gone = u128::from(elapsed).min(whole);
        // uncertainty · (whole − 2 · gone) / whole, of which only the distance from 0 is a number here.
        let twice = gone.saturating_mul(2);
        let moved = product([uncertainty.wide(), whole.abs_diff(twice), denominator])?;
        let unmoved = product([numerator, BPS, whole])?;
        let numerator = if twice <= whole {
            add(unmoved, moved)?
        } else {
            sub(unmoved, moved)?
        };
        let denominator = product([denominator, BPS, whole])?;
        mul_div_ceil(reference.0, numerator, denominator).map(Price)
    }

    /// The ratio at `elapsed` auction milliseconds as a fraction: exact where the curve is linear, by less than one part in 10^15
    /// too high where it is geometric. Never rises with time.
    fn ratio_at(&self, elapsed: u64) -> Result<(u128, u128), MathError> {
        let mut before: Option<&Point> = None;
        for point in &self.points {
            let time = u64::from(point.seconds).saturating_mul(1_000);
            if elapsed <= time {
                let Some(last) = before else {
                    return Ok((point.ratio.wide(), BPS));
                };
                let start = u64::from(last.seconds).saturating_mul(1_000);
                let span = u128::from(time.saturating_sub(start));
                let into = u128::from(elapsed.saturating_sub(start));
                if self.interpolation == Interpolation::Geometric {
                    return geometric::ratio_ceil(last.ratio, point.ratio, into, span);
                }
                let drop = sub(last.ratio.wide(), point.ratio.wide())?;
                let whole = last.ratio.wide().saturating_mul(span);
                let numerator = sub(whole, drop.saturating_mul(into))?;
                return Ok((numerator, BPS.saturating_mul(span)));
            }
            before = Some(point);
        }
        Ok((self.floor().wide(), BPS))
    }
}

/// The product of three. Fails on more than 128 bits.
fn product(factors: [u128; 3]) -> Result<u128, MathError> {
    factors
        .into_iter()
        .try_fold(1u128, |product, factor| product.checked_mul(factor))
        .ok_or(MathError::Overflow)
}

/// Added to the count of a geometric curve's points in its packed form: a linear curve has no byte for being one.
const GEOMETRIC: u64 = 32;

impl Packed for Curve {
    fn pack(&self, out: &mut Vec<u8>) {
        let kind = match self.interpolation {
            Interpolation::Linear => 0,
            Interpolation::Geometric => GEOMETRIC,
        };
        (self.points.len() as u64 | kind).pack(out);
        for point in &self.points {
            (point.seconds, point.ratio.0).pack(out);
        }
    }

    fn unpack(input: &mut &[u8]) -> Result<Self, PackedError> {
        let head = u64::unpack(input)?;
        let interpolation = match head & GEOMETRIC {
            0 => Interpolation::Linear,
            _ => Interpolation::Geometric,
        };
        let count = usize::try_from(head & !GEOMETRIC)
            .ok()
            .filter(|count| *count <= MAX_POINTS)
            .ok_or(PackedError)?;
        let mut points = Vec::with_capacity(count);
        for _ in 0..count {
            let (seconds, ratio) = <(u32, u32)>::unpack(input)?;
            points.push(Point {
                seconds,
                ratio: Bps(ratio),
            });
        }
        Ok(Self {
            interpolation,
            points,
        })
    }
}

/// What a lot still offers, and the sizes below which nothing may remain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Base left, greater than 0.
    pub base: u128,
    /// Quote still to raise, where the sale stops there.
    pub tab: Option<u128>,
    /// A take leaves no base or at least this much.
    pub base_dust: u128,
    /// A take leaves no tab or at least this much.
    pub quote_dust: u128,
}

/// What a take gets and pays. Both are greater than 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fill {
    /// Base bought.
    pub base: u128,
    /// Quote paid.
    pub quote: u128,
}

/// Why a take gets nothing.
#[derive(Error, Debug, Clone, Copy, PartialEq, Eq)]
pub enum TakeRefusal {
    /// Nothing was asked for, or the price is zero.
    #[error("the take buys nothing; ask for more than 0")]
    Empty,
    /// What would remain is too little to be sold.
    #[error("the take would leave dust; take at least {least}")]
    LeavesDust {
        /// The least base that leaves none: the whole lot, or what raises the whole tab.
        least: u128,
    },
    /// Arithmetic failed.
    #[error(transparent)]
    Math(#[from] MathError),
}

/// What a take of at most `amount` base gets at `price`.
///
/// `base = min(lot, amount)`, `quote = ⌈base · price⌉`. A take that raises the whole tab pays the tab and gets
/// `min(base, ⌈tab / price⌉)`: never above its price limit. Any other take that leaves part of the lot leaves at least dust of
/// base and of tab: it is cut to do so, and refused when nothing remains of it.
pub fn fill(offer: &Offer, price: Price, scale: Scale, amount: u128) -> Result<Fill, TakeRefusal> {
    let wanted = amount.min(offer.base);
    let cost = scale.quote_ceil(wanted, price)?;
    if wanted == 0 || cost == 0 {
        return Err(TakeRefusal::Empty);
    }
    if let Some(tab) = offer.tab.filter(|tab| cost >= *tab) {
        let base = wanted.min(scale.base_ceil(tab, price)?);
        return Ok(Fill { base, quote: tab });
    }
    if wanted == offer.base {
        return Ok(Fill {
            base: wanted,
            quote: cost,
        });
    }
    let mut base = wanted.min(offer.base.saturating_sub(offer.base_dust));
    let mut quote = scale.quote_ceil(base, price)?;
    if let Some(tab) = offer.tab {
        let most = tab.saturating_sub(offer.quote_dust);
        if quote > most {
            base = scale.base_floor(most, price)?;
            quote = scale.quote_ceil(base, price)?;
        }
    }
    if base == 0 {
        let clearing = match offer.tab {
            Some(tab) => scale.base_ceil(tab, price).unwrap_or(offer.base),
            None => offer.base,
        };
        let least = clearing.min(offer.base);
        return Err(TakeRefusal::LeavesDust { least });
    }
    Ok(Fill { base, quote })
}

#[cfg(test)]
mod tests;
