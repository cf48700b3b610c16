//! A moment on the command line: Unix seconds or a date with its time zone.

use thiserror::Error;
use time::format_description::well_known::Rfc3339;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::OffsetDateTime;

/// The latest moment accepted, in Unix seconds: the year 5138. A larger number of seconds is
/// almost certainly a number of milliseconds.
pub const LATEST: u64 = 99_999_999_999;

/// Why a text is not a moment.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0:?} is no time: give Unix seconds, such as 1583971200, or RFC 3339, such as 2020-03-12T00:00:00Z")]
pub struct MomentFault(String);

/// Reads Unix seconds or RFC 3339 as Unix seconds. Fractions of a second are dropped.
///
/// # Errors
/// The text is neither, the moment is before 1970, or it is after [`LATEST`].
pub fn read(text: &str) -> Result<u64, MomentFault> {
    text.parse::<u64>()
        .ok()
        .or_else(|| {
            let date = OffsetDateTime::parse(text, &Rfc3339).ok()?;
            u64::try_from(date.unix_timestamp()).ok()
        })
        .filter(|seconds| *seconds <= LATEST)
        .ok_or_else(|| MomentFault(text.to_owned()))
}

/// Unix seconds as people read them, `2020-03-12 00:00 UTC`, without the seconds.
pub fn show(seconds: u64) -> String {
    let format = format_description!("[year]-[month]-[day] [hour]:[minute] UTC");
    written(seconds, format)
}

/// The day of a Unix second in UTC, `12 Mar`.
pub fn day(seconds: u64) -> String {
    written(
        seconds,
        format_description!("[day padding:none] [month repr:short]"),
    )
}

/// The time of day of a Unix second in UTC, `06:00`.
pub fn hour(seconds: u64) -> String {
    written(seconds, format_description!("[hour]:[minute]"))
}

fn written(seconds: u64, format: &[BorrowedFormatItem<'_>]) -> String {
    i64::try_from(seconds)
        .ok()
        .and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok())
        .and_then(|date| date.format(format).ok())
        .unwrap_or_else(|| seconds.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_and_dates_name_the_same_moment() {
        assert_eq!(read("1583971200"), Ok(1_583_971_200));
        assert_eq!(read("2020-03-12T00:00:00Z"), Ok(1_583_971_200));
        assert_eq!(read("2020-03-12T01:30:00+01:30"), Ok(1_583_971_200));
        assert_eq!(show(1_583_971_200), "2020-03-12 00:00 UTC");
        assert_eq!(day(1_583_971_200), "12 Mar");
        assert_eq!(hour(1_584_007_200), "10:00");
    }

    #[test]
    fn anything_else_is_refused_and_quoted() {
        for text in [
            "",
            "yesterday",
            "2020-03-12",
            "-1",
            "1583971200000",
            "1969-12-31T23:59:59Z",
        ] {
            let fault = read(text).unwrap_err();
            assert!(
                fault.to_string().starts_with(&format!("{text:?}")),
                "{fault}"
            );
        }
    }
}
