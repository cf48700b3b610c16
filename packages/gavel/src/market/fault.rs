//! What can be wrong with a price file, and where.

use std::fmt;

use thiserror::Error;

use super::price::PriceFault;

/// A price file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub struct PriceFileError {
    /// The file, as the user named it.
    pub file: String,
    /// The line, counted from one, where the fault is in one line.
    pub line: Option<u64>,
    /// The column, by its name or number, where the fault is in one column.
    pub column: Option<String>,
    /// The fault, and what would be right.
    pub fault: Box<PriceFileFault>,
}

impl fmt::Display for PriceFileError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.file)?;
        if let Some(line) = self.line {
            write!(out, ", line {line}")?;
        }
        if let Some(column) = &self.column {
            write!(out, ", column {column}")?;
        }
        write!(out, ": {}", self.fault)
    }
}

/// One fault of a price file, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PriceFileFault {
    /// The file cannot be opened or read.
    #[error("cannot be read: {0}; give the path of a CSV file")]
    Unreadable(String),
    /// The bytes are not UTF-8 text.
    #[error("is not UTF-8 text; a price file is CSV text with the columns {COLUMNS}")]
    NotText,
    /// The file has no header.
    #[error("is empty; the first line must name the columns {COLUMNS}")]
    Empty,
    /// The header lacks a needed column.
    #[error("is missing; the first line must name the columns {COLUMNS}, separated by commas, and names {0}")]
    MissingColumn(String),
    /// The header names a needed column twice.
    #[error("is named twice in the first line; once would be right")]
    RepeatedColumn,
    /// A line has more or fewer fields than the header.
    #[error("has {got} field(s); {want} would be right, as in the first line")]
    FieldCount {
        /// Fields in this line.
        got: usize,
        /// Fields in the header.
        want: usize,
    },
    /// A time is no whole number of Unix seconds.
    #[error("{0:?} is no time; whole Unix seconds, such as 1583971200, would be right")]
    Time(String),
    /// A price is no number or out of range.
    #[error("{got:?} is {fault}", fault = PriceReason(*.fault))]
    Price {
        /// The text found.
        got: String,
        /// Why it is no price.
        fault: PriceFault,
    },
    /// The high is below the low.
    #[error("the high {high} is below the low {low}; it must be the highest price of the bar")]
    HighBelowLow {
        /// The high as written.
        high: String,
        /// The low as written.
        low: String,
    },
    /// The open or close is outside low and high.
    #[error(
        "{got} is outside the bar; a price from the low {low} to the high {high} would be right"
    )]
    OutsideBar {
        /// The price as written.
        got: String,
        /// The low as written.
        low: String,
        /// The high as written.
        high: String,
    },
    /// A time is the same as the one before.
    #[error("{0} is the time of the bar before; each bar must open later than the one before")]
    RepeatedTime(u64),
    /// A time is earlier than the one before.
    #[error(
        "{got} is earlier than {before}, the time of the bar before; bars must be in order of time"
    )]
    Unordered {
        /// The time of this bar.
        got: u64,
        /// The time of the bar before.
        before: u64,
    },
    /// There are fewer than two bars.
    #[error("has too few bars ({0}); at least two are needed, to know how long a bar is")]
    TooFewBars(u64),
    /// There are too many bars in the window.
    #[error("has more than {0} bars in the window; choose a shorter one with --from and --to")]
    TooManyBars(usize),
    /// A line is too long to be a bar.
    #[error("has a line of more than {0} bytes; a price file has one bar a line")]
    LineTooLong(usize),
}

/// The needed columns, for messages.
const COLUMNS: &str = "timestamp_unix, open, high, low, close";

impl PriceFileFault {
    /// The stable number of this fault.
    pub const fn code(&self) -> u16 {
        match self {
            PriceFileFault::Unreadable(_) => 201,
            PriceFileFault::NotText => 202,
            PriceFileFault::Empty => 203,
            PriceFileFault::MissingColumn(_) => 204,
            PriceFileFault::RepeatedColumn => 205,
            PriceFileFault::FieldCount { .. } => 206,
            PriceFileFault::Time(_) => 207,
            PriceFileFault::Price { .. } => 208,
            PriceFileFault::HighBelowLow { .. } => 209,
            PriceFileFault::OutsideBar { .. } => 210,
            PriceFileFault::RepeatedTime(_) => 211,
            PriceFileFault::Unordered { .. } => 212,
            PriceFileFault::TooFewBars(_) => 213,
            PriceFileFault::TooManyBars(_) => 214,
            PriceFileFault::LineTooLong(_) => 215,
        }
    }
}

/// A price fault as the end of the sentence "this text is …".
struct PriceReason(PriceFault);

impl fmt::Display for PriceReason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            PriceFault::NotANumber => write!(out, "{}", self.0),
            PriceFault::NotPositive | PriceFault::TooHigh => {
                write!(out, "out of range: {}", self.0)
            }
        }
    }
}
