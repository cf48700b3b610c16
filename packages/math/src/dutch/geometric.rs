//! Between two points by equal factors: `from · (to / from)^(into / span)`, as `from` over `e^(into / span · ln(from / to))`.
//!
//! Logarithm and power are sums whose terms are all positive, rounded down one by one. So the divisor is never above the exact
//! one and never falls with time: the ratio is never below the exact one, never above the first and never rises, and it is
//! above the exact one by less than one part in 10^15.

use crate::number::{add, mul_div_ceil, mul_div_floor};
use crate::units::{Bps, BPS};
use crate::MathError;

/// One whole in the fixed point of this file. With the greatest ratio of two points, 20, every product fits 128 bits.
const ONE: u128 = 1 << 60;

/// `⌊ln 2 · ONE⌋`.
const LN_2: u128 = 799_144_290_325_165_978;

/// By how much `ln_floor` may be too low, in parts of `ONE`: up to 4 from the halvings, less than 4 from each of at most 20 terms of
/// the sum, less than 2 from those left out.
const LN_SLACK: u128 = 128;

/// The ratio at `into` of `span` milliseconds as a fraction: rounded up, in the seller's favour. `to` is at most `from`, `into`
/// at most `span`, and neither `to` nor `span` is zero.
pub(super) fn ratio_ceil(
    from: Bps,
    to: Bps,
    into: u128,
    span: u128,
) -> Result<(u128, u128), MathError> {
    // What is lost in rounding must not keep the end from being reached.
    if into == span {
        return Ok((to.wide(), BPS));
    }
    let exponent = mul_div_floor(ln_floor(from, to)?, into, span)?;
    let divisor = exp_floor(exponent)?;
    let numerator = from.wide().checked_mul(ONE).ok_or(MathError::Overflow)?;
    let denominator = BPS.checked_mul(divisor).ok_or(MathError::Overflow)?;
    Ok((numerator, denominator))
}

/// `⌈from · ln(from / to)⌉` in basis points: how far the ratio would fall if it went on as fast as it begins.
pub(super) fn first_fall_ceil(from: Bps, to: Bps) -> Result<u128, MathError> {
    if from == to {
        return Ok(0);
    }
    let ln_ceil = add(ln_floor(from, to)?, LN_SLACK)?;
    mul_div_ceil(from.wide(), ln_ceil, ONE)
}

/// `ln(from / to) · ONE`, too low by less than `LN_SLACK`. Nothing when `to` is not below `from`.
fn ln_floor(from: Bps, to: Bps) -> Result<u128, MathError> {
    let (from, mut to) = (from.wide(), to.wide());
    let mut whole = 0u128;
    // from / to = 2^n · m with 1 ≤ m < 2.
    while to != 0 && to.saturating_mul(2) <= from {
        to = to.saturating_mul(2);
        whole = add(whole, LN_2)?;
    }
    // ln m = 2 · (z + z³/3 + z⁵/5 + …) with z = (m − 1) / (m + 1) below a third.
    let start = mul_div_floor(from.saturating_sub(to), ONE, add(from, to)?)?;
    let square = mul_div_floor(start, start, ONE)?;
    let (mut power, mut odd, mut sum) = (start, 1u128, 0u128);
    while power > 0 {
        sum = add(sum, power.checked_div(odd).unwrap_or_default())?;
        power = mul_div_floor(power, square, ONE)?;
        odd = add(odd, 2)?;
    }
    add(whole, sum.saturating_mul(2))
}

/// `e^(exponent / ONE) · ONE`, never too high, and never falling when the exponent rises: `1 + x + x²/2! + x³/3! + …`, each term
/// down from the one before.
fn exp_floor(exponent: u128) -> Result<u128, MathError> {
    let (mut term, mut place, mut sum) = (ONE, 0u128, 0u128);
    while term > 0 {
        sum = add(sum, term)?;
        place = add(place, 1)?;
        let divisor = place.checked_mul(ONE).ok_or(MathError::Overflow)?;
        term = mul_div_floor(term, exponent, divisor)?;
    }
    Ok(sum)
}

#[cfg(test)]
mod tests;
