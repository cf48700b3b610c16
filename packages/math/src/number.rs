//! Checked whole-number arithmetic with the rounding in the name.

use cosmwasm_std::{Uint128, Uint256};

use crate::MathError;

/// `a + b`. Fails on more than 128 bits.
pub fn add(a: u128, b: u128) -> Result<u128, MathError> {
    a.checked_add(b).ok_or(MathError::Overflow)
}

/// `a − b`. Fails below zero.
pub fn sub(a: u128, b: u128) -> Result<u128, MathError> {
    a.checked_sub(b).ok_or(MathError::Underflow)
}

/// `⌊a · b / c⌋` with a 256-bit product. Fails when `c` is zero or the quotient needs more than 128 bits.
pub fn mul_div_floor(a: u128, b: u128, c: u128) -> Result<u128, MathError> {
    if let Some(product) = a.checked_mul(b) {
        return product.checked_div(c).ok_or(MathError::DivideByZero);
    }
    let wide = Uint128::new(a).full_mul(Uint128::new(b));
    let quotient = wide
        .checked_div(Uint256::from(c))
        .map_err(|_| MathError::DivideByZero)?;
    narrow(quotient)
}

/// `⌈a · b / c⌉` with a 256-bit product. Fails when `c` is zero or the quotient needs more than 128 bits.
pub fn mul_div_ceil(a: u128, b: u128, c: u128) -> Result<u128, MathError> {
    if let Some(product) = a.checked_mul(b) {
        let floor = product.checked_div(c).ok_or(MathError::DivideByZero)?;
        let exact = product.checked_rem(c) == Some(0);
        return if exact { Ok(floor) } else { add(floor, 1) };
    }
    let wide = Uint128::new(a).full_mul(Uint128::new(b));
    let divisor = Uint256::from(c);
    let quotient = wide
        .checked_div(divisor)
        .map_err(|_| MathError::DivideByZero)?;
    let rest = wide
        .checked_rem(divisor)
        .map_err(|_| MathError::DivideByZero)?;
    let floor = narrow(quotient)?;
    if rest.is_zero() {
        Ok(floor)
    } else {
        add(floor, 1)
    }
}

/// `10^exponent`. Fails from 39 on.
pub fn pow10(exponent: u8) -> Result<u128, MathError> {
    10u128
        .checked_pow(u32::from(exponent))
        .ok_or(MathError::Overflow)
}

fn narrow(value: Uint256) -> Result<u128, MathError> {
    Uint128::try_from(value)
        .map(|small| small.u128())
        .map_err(|_| MathError::Overflow)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floor_and_ceil_differ_by_one_when_the_division_leaves_a_rest() {
        assert_eq!(mul_div_floor(10, 10, 3), Ok(33));
        assert_eq!(mul_div_ceil(10, 10, 3), Ok(34));
        assert_eq!(mul_div_floor(10, 9, 3), Ok(30));
        assert_eq!(mul_div_ceil(10, 9, 3), Ok(30));
    }

    #[test]
    fn products_wider_than_128_bits_are_exact() {
        let max = u128::MAX;
        assert_eq!(mul_div_floor(max, max, max), Ok(max));
        assert_eq!(mul_div_ceil(max, max, max), Ok(max));
        assert_eq!(
            mul_div_floor(max, 2, 3),
            Ok(226854911280625642308916404954512140970)
        );
        assert_eq!(
            mul_div_ceil(max, 3, 7),
            Ok(145835300108973627198589117470757804910)
        );
    }

    #[test]
    fn a_quotient_wider_than_128_bits_and_a_zero_divisor_are_errors() {
        assert_eq!(mul_div_floor(u128::MAX, 2, 1), Err(MathError::Overflow));
        assert_eq!(mul_div_ceil(u128::MAX, 2, 1), Err(MathError::Overflow));
        assert_eq!(mul_div_floor(1, 1, 0), Err(MathError::DivideByZero));
        assert_eq!(mul_div_ceil(u128::MAX, 2, 0), Err(MathError::DivideByZero));
    }
}
