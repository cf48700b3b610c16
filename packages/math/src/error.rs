//! What can go wrong in arithmetic.

use thiserror::Error;

/// Arithmetic that has no representable answer. Contracts wrap it into their own error with their own code.
#[derive(Error, Debug, Clone, Copy, PartialEq, Eq)]
pub enum MathError {
    /// The exact result needs more than 128 bits.
    #[error("the result does not fit into 128 bits")]
    Overflow,
    /// A subtraction would go below zero.
    #[error("the result would be below zero")]
    Underflow,
    /// A division by zero: the caller passed an empty total or a zero price.
    #[error("division by zero")]
    DivideByZero,
}
