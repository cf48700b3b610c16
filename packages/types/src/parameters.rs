//! Bounds and steps of parameters, checked in one place for every path a parameter can come by: instantiate, execute
//! by the owner, sudo by governance, migrate.

use thiserror::Error;

/// The shortest time between two updates of the same parameter set, in seconds: a day. Identical messages in one
/// proposal therefore move a parameter once.
pub const UPDATE_INTERVAL: u64 = 86_400;

/// A parameter out of its bounds or moved too far or too soon.
#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum ParameterError {
    /// The value is out of bounds.
    #[error("{field} must be from {least} to {greatest}, not {got}")]
    OutOfBounds {
        /// The parameter.
        field: &'static str,
        /// Least value.
        least: u128,
        /// Greatest value.
        greatest: u128,
        /// The value given.
        got: u128,
    },
    /// The value moves further than one update may.
    #[error("{field} may move by {step} an update, from {from}, not to {to}")]
    StepTooLarge {
        /// The parameter.
        field: &'static str,
        /// The largest step.
        step: u128,
        /// The value in force.
        from: u128,
        /// The value given.
        to: u128,
    },
    /// The set was updated less than a day ago.
    #[error("these parameters may next be updated at unix second {next}")]
    TooSoon {
        /// The first second at which an update is accepted.
        next: u64,
    },
}

/// Checks that `got` lies within `least` and `greatest`, both included.
pub fn within(
    field: &'static str,
    got: impl Into<u128>,
    least: u128,
    greatest: u128,
) -> Result<(), ParameterError> {
    let got = got.into();
    if (least..=greatest).contains(&got) {
        Ok(())
    } else {
        Err(ParameterError::OutOfBounds {
            field,
            least,
            greatest,
            got,
        })
    }
}

/// Checks that a parameter moves by at most `step`.
pub fn step(
    field: &'static str,
    from: impl Into<u128>,
    to: impl Into<u128>,
    step: u128,
) -> Result<(), ParameterError> {
    let (from, to) = (from.into(), to.into());
    if from.abs_diff(to) <= step {
        Ok(())
    } else {
        Err(ParameterError::StepTooLarge {
            field,
            step,
            from,
            to,
        })
    }
}

/// Checks that a day has passed since the set was last updated.
pub fn interval(updated_at: u64, now: u64) -> Result<(), ParameterError> {
    let next = updated_at.saturating_add(UPDATE_INTERVAL);
    if now >= next {
        Ok(())
    } else {
        Err(ParameterError::TooSoon { next })
    }
}
