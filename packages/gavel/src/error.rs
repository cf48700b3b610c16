//! Everything that can be wrong, with a stable number for each.

use thiserror::Error;

use crate::market::fault::PriceFileError;
use crate::market::moment::{show, MomentFault};

/// Why the command stopped.
///
/// The numbers never change: 1xx are options, 2xx price files, 3xx the report, 4xx the replay.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Error {
    /// No scenario has this name.
    #[error("there is no scenario {got:?}; the scenarios are: {}", .known.join(", "))]
    UnknownScenario {
        /// The name asked for.
        got: String,
        /// All names there are.
        known: Vec<&'static str>,
    },
    /// A number is outside its bounds.
    #[error("{option} is {got}; a number from {least} to {most} would be right")]
    OutOfBounds {
        /// The option's name.
        option: &'static str,
        /// The number given.
        got: u64,
        /// The least number accepted.
        least: u64,
        /// The greatest number accepted.
        most: u64,
    },
    /// A text is not a time.
    #[error("{option}: {fault}")]
    Moment {
        /// The option's name.
        option: &'static str,
        /// What is wrong with it.
        fault: MomentFault,
    },
    /// The window ends before it starts.
    #[error("--from {from} ({}) is not before --to {to} ({}); give an earlier start or a later end", show(*.from), show(*.to))]
    WindowReversed {
        /// The start asked for, in Unix seconds.
        from: u64,
        /// The end asked for, in Unix seconds.
        to: u64,
    },
    /// No bar lies in the window.
    #[error("there is no price from {from} ({}) to {to} ({}); the data reach from {first} ({}) to {end} ({})", show(*.from), show(*.to), show(*.first), show(*.end))]
    WindowWithoutBars {
        /// The start asked for, in Unix seconds.
        from: u64,
        /// The end asked for, in Unix seconds.
        to: u64,
        /// When the data start, in Unix seconds.
        first: u64,
        /// When the data end, in Unix seconds.
        end: u64,
    },
    /// A price file cannot be used.
    #[error(transparent)]
    PriceFile(#[from] PriceFileError),
    /// The report cannot be written.
    #[error("{file}: the report cannot be written: {reason}; give the path of a file that may be written, or - for standard output")]
    Unwritable {
        /// The file, as the user named it.
        file: String,
        /// The system's reason.
        reason: String,
    },
    /// A part of the report cannot be drawn.
    #[error("{what} cannot be drawn: {reason}")]
    NoPicture {
        /// What was being drawn.
        what: &'static str,
        /// The reason.
        reason: String,
    },
    /// A sum of the report does not fit its integer.
    #[error("an amount of the replay is too large to add up; use smaller amounts")]
    Overflow,
    /// The replay's world cannot be set up.
    #[error("the world cannot be set up: {step}: {reason}")]
    NoWorld {
        /// What was being done.
        step: String,
        /// Why it failed.
        reason: String,
    },
    /// The house refused a message that it has no reason to refuse.
    #[error("{step} was refused: {reason}")]
    Refused {
        /// What was being done.
        step: &'static str,
        /// The house's error, with its code.
        reason: String,
    },
    /// An event of the house does not tell what it should.
    #[error("the house's event {event} has no readable attribute {attribute}; this build does not fit the contracts")]
    EventUnread {
        /// The event.
        event: &'static str,
        /// What it lacks.
        attribute: &'static str,
    },
    /// Times cannot be recorded.
    #[error("times cannot be recorded: {reason}")]
    NoStopwatch {
        /// The reason.
        reason: String,
    },
    /// A replay was to be timed in which hardly anything happens.
    #[error(
        "only {timed} messages could be timed; give more accounts, so that at least {least} are"
    )]
    TooLittleToTime {
        /// Messages timed.
        timed: u64,
        /// Messages that make a median worth telling.
        least: u64,
    },
}

impl Error {
    /// The stable number of this error.
    pub const fn code(&self) -> u16 {
        match self {
            Error::UnknownScenario { .. } => 101,
            Error::OutOfBounds { .. } => 102,
            Error::Moment { .. } => 103,
            Error::WindowReversed { .. } => 104,
            Error::WindowWithoutBars { .. } => 105,
            Error::PriceFile(error) => error.fault.code(),
            Error::Unwritable { .. } => 301,
            Error::Overflow => 401,
            Error::NoWorld { .. } => 403,
            Error::Refused { .. } => 404,
            Error::EventUnread { .. } => 405,
            Error::NoStopwatch { .. } => 406,
            Error::TooLittleToTime { .. } => 407,
            Error::NoPicture { .. } => 408,
        }
    }

    /// What the process ends with: 2 for input that is wrong, 1 for a replay that failed.
    pub const fn exit_code(&self) -> u8 {
        if self.code() < 400 {
            2
        } else {
            1
        }
    }
}
