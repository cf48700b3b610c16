//! Reads price files: CSV with the columns `timestamp_unix, open, high, low, close`.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use super::bar::{Bar, Route};
use super::fault::{PriceFileError, PriceFileFault};
use super::fields::Fields;
use super::lines::{Lines, LONGEST_LINE};
use super::moment::LATEST;
use super::price::Price;
use super::spacing::Spacing;
use super::window::{AskedWindow, Cut};
use super::Market;
use crate::error::Error;

/// The columns needed, in the order of [`Columns`]. All others are ignored.
const NAMES: [&str; 5] = ["timestamp_unix", "open", "high", "low", "close"];

/// The most bars kept: about two years of minutes, 80 MB.
pub const MOST_BARS: usize = 1_000_000;

/// The longest piece of a file quoted in a message, in characters.
const LONGEST_QUOTE: usize = 60;

/// Reads the market of a price file in the asked window. The whole file is checked, also
/// outside the window; only bars in the window are kept in memory.
///
/// The bars' length is the commonest distance between two of them. Within a bar the price goes
/// by [`Route::Candle`].
///
/// # Errors
/// The asked window is reversed or beside the data, or the file is at fault; the error names the
/// file, the line and the column.
pub fn market(file: &Path, asked: AskedWindow) -> Result<Market, Error> {
    let name = file.display().to_string();
    let refused = |reason: String| {
        let fault = Box::new(PriceFileFault::Unreadable(reason));
        PriceFileError {
            file: name.clone(),
            line: None,
            column: None,
            fault,
        }
    };
    // A reversed window is the user's slip and is told before a long file is read.
    Cut::new(asked)?;
    let input = File::open(file).map_err(|fault| refused(reason(fault.kind())))?;
    let is_directory = input.metadata().is_ok_and(|data| data.is_dir());
    if is_directory {
        return Err(refused("it is a directory".to_owned()).into());
    }
    read(&name, input, asked)
}

/// Reads a market as [`market`] does, from any reader. `name` stands for the file in errors.
///
/// # Errors
/// As [`market`].
pub fn read<R: Read>(name: &str, input: R, asked: AskedWindow) -> Result<Market, Error> {
    let mut cut = Cut::new(asked)?;
    let mut lines = Lines::new(input);
    let mut sheet = Sheet {
        name,
        columns: [0; 5],
        line: 1,
    };
    let mut fields = Fields::default();
    let Some(header) = sheet.next(&mut lines, &mut fields)? else {
        sheet.line = 1;
        return Err(sheet.here(None, PriceFileFault::Empty).into());
    };
    let width = header.len();
    sheet.find_columns(&header)?;

    let mut spacing = Spacing::default();
    let mut before = None;
    let mut count = 0u64;
    while let Some(record) = sheet.next(&mut lines, &mut fields)? {
        sheet.match_width(record.len(), width)?;
        let bar = sheet.bar(&record)?;
        if let Some(before) = before {
            spacing.count(sheet.distance(before, bar.opens_at)?);
        }
        before = Some(bar.opens_at);
        count = count.saturating_add(1);
        cut.push(bar);
        if cut.len() > MOST_BARS {
            return Err(sheet.whole(PriceFileFault::TooManyBars(MOST_BARS)).into());
        }
    }
    let bar_seconds = spacing
        .commonest()
        .ok_or_else(|| sheet.whole(PriceFileFault::TooFewBars(count)))?;
    cut.market(bar_seconds, Route::Candle)
}

/// Where in a file we are.
struct Sheet<'a> {
    name: &'a str,
    /// The field number of each of [`NAMES`].
    columns: [usize; 5],
    line: u64,
}

impl Sheet<'_> {
    /// A fault of the whole file.
    fn whole(&self, fault: PriceFileFault) -> PriceFileError {
        let fault = Box::new(fault);
        PriceFileError {
            file: self.name.to_owned(),
            line: None,
            column: None,
            fault,
        }
    }

    /// A fault of the present line, and of one column of it.
    fn here(&self, column: Option<&str>, fault: PriceFileFault) -> PriceFileError {
        PriceFileError {
            file: self.name.to_owned(),
            line: Some(self.line),
            column: column.map(str::to_owned),
            fault: Box::new(fault),
        }
    }

    /// The fields of the next line that is not blank; `None` after the last.
    fn next<'f, R: Read>(
        &mut self,
        lines: &mut Lines<R>,
        fields: &'f mut Fields,
    ) -> Result<Option<Vec<&'f str>>, PriceFileError> {
        let read = lines.next_filled();
        let result = match read {
            Ok(None) => Ok(None),
            Ok(Some(line)) => fields
                .of(line)
                .map(Some)
                .map_err(|number| (Some(number.to_string()), PriceFileFault::NotText)),
            Err(fault) if fault.kind() == ErrorKind::InvalidData => {
                Err((None, PriceFileFault::LineTooLong(LONGEST_LINE)))
            }
            Err(fault) => {
                return Err(self.whole(PriceFileFault::Unreadable(reason(fault.kind()))));
            }
        };
        self.line = lines.number();
        result.map_err(|(column, fault)| self.here(column.as_deref(), fault))
    }

    /// Looks up the needed columns in the header.
    fn find_columns(&mut self, header: &[&str]) -> Result<(), PriceFileError> {
        for (name, column) in NAMES.iter().zip(0..) {
            let mut places = header
                .iter()
                .enumerate()
                .filter(|(_, field)| *field == name);
            let Some((place, _)) = places.next() else {
                let fault = PriceFileFault::MissingColumn(quote(&header.join(", ")));
                return Err(self.here(Some(name), fault));
            };
            if places.next().is_some() {
                return Err(self.here(Some(name), PriceFileFault::RepeatedColumn));
            }
            if let Some(slot) = self.columns.get_mut::<usize>(column) {
                *slot = place;
            }
        }
        Ok(())
    }

    /// Sees to it that a line has as many fields as the header.
    fn match_width(&self, got: usize, want: usize) -> Result<(), PriceFileError> {
        if got == want {
            return Ok(());
        }
        Err(self.here(None, PriceFileFault::FieldCount { got, want }))
    }

    /// The bar of a line.
    fn bar(&self, record: &[&str]) -> Result<Bar, PriceFileError> {
        let [time, open, high, low, close] = self
            .columns
            .map(|place| record.get(place).copied().unwrap_or_default());
        let opens_at = self.time(time)?;
        let bar = Bar {
            opens_at,
            open: self.price("open", open)?,
            high: self.price("high", high)?,
            low: self.price("low", low)?,
            close: self.price("close", close)?,
        };
        let (written_high, written_low) = (high.to_owned(), low.to_owned());
        if bar.high < bar.low {
            let fault = PriceFileFault::HighBelowLow {
                high: written_high,
                low: written_low,
            };
            return Err(self.here(Some("high"), fault));
        }
        for (column, text, price) in [("open", open, bar.open), ("close", close, bar.close)] {
            if price < bar.low || price > bar.high {
                let got = text.to_owned();
                let fault = PriceFileFault::OutsideBar {
                    got,
                    low: written_low,
                    high: written_high,
                };
                return Err(self.here(Some(column), fault));
            }
        }
        Ok(bar)
    }

    fn time(&self, text: &str) -> Result<u64, PriceFileError> {
        text.parse()
            .ok()
            .filter(|seconds| *seconds <= LATEST)
            .ok_or_else(|| self.here(Some("timestamp_unix"), PriceFileFault::Time(shorten(text))))
    }

    fn price(&self, column: &str, text: &str) -> Result<Price, PriceFileError> {
        text.parse().map_err(|fault| {
            self.here(
                Some(column),
                PriceFileFault::Price {
                    got: shorten(text),
                    fault,
                },
            )
        })
    }

    /// The seconds from one bar to the next.
    fn distance(&self, before: u64, got: u64) -> Result<u64, PriceFileError> {
        let fault = match got.checked_sub(before) {
            Some(0) => PriceFileFault::RepeatedTime(got),
            Some(seconds) => return Ok(seconds),
            None => PriceFileFault::Unordered { got, before },
        };
        Err(self.here(Some("timestamp_unix"), fault))
    }
}

/// Why a file cannot be read, without the system's numbers.
fn reason(kind: ErrorKind) -> String {
    match kind {
        ErrorKind::NotFound => "there is no such file".to_owned(),
        ErrorKind::PermissionDenied => "permission is denied".to_owned(),
        other => other.to_string(),
    }
}

/// A text from a file, cut to a length fit for a message.
fn shorten(text: &str) -> String {
    let mut start: String = text.chars().take(LONGEST_QUOTE).collect();
    if start.len() < text.len() {
        start.push('…');
    }
    start
}

/// A text from a file, shortened, in quotation marks, control characters made visible.
fn quote(text: &str) -> String {
    format!("{:?}", shorten(text))
}

#[cfg(test)]
#[path = "csv_tests.rs"]
mod tests;
