//! Numbers as people read them.

#![allow(
    clippy::float_arithmetic,
    reason = "figures are scaled and rounded for reading; nothing is decided by them"
)]

/// What stands where there is no figure.
pub const NONE: &str = "–";

/// Amounts from here on are told without digits after the point.
const LARGE: f64 = 1_000.0;

/// A whole number in groups of three digits.
pub fn count(number: u64) -> String {
    group(&number.to_string())
}

/// An amount in groups of three digits, with two digits after the point if it is small.
pub fn amount(number: f64) -> String {
    if number == 0.0 {
        return "0".to_owned();
    }
    let text = if number < LARGE {
        format!("{number:.2}")
    } else {
        format!("{number:.0}")
    };
    match text.split_once('.') {
        Some((whole, part)) => format!("{}.{part}", group(whole)),
        None => group(&text),
    }
}

/// A ratio in per cent; a dash if there is none.
pub fn percent(ratio: Option<f64>, digits: usize) -> String {
    ratio.map_or(NONE.to_owned(), |ratio| {
        format!("{:.digits$} %", ratio * 100.0)
    })
}

/// Seconds as people read them; a dash if there are none.
pub fn duration(seconds: Option<f64>) -> String {
    let Some(seconds) = seconds else {
        return NONE.to_owned();
    };
    if seconds < 120.0 {
        format!("{seconds:.0} s")
    } else if seconds < 7_200.0 {
        format!("{:.1} min", seconds / 60.0)
    } else {
        format!("{:.1} h", seconds / 3_600.0)
    }
}

/// Commas between groups of three digits.
fn group(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len().saturating_mul(2));
    for (at, digit) in digits.chars().enumerate() {
        let left = digits.len().saturating_sub(at);
        if at > 0 && left.checked_rem(3) == Some(0) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_grouped_and_missing_ones_are_dashes() {
        assert_eq!(
            [0, 12, 999, 1_000, 1_234_567].map(count),
            ["0", "12", "999", "1,000", "1,234,567"]
        );
        assert_eq!(
            [0.0, 5.0, 999.994, 1_234_567.4].map(amount),
            ["0", "5.00", "999.99", "1,234,567"]
        );
        assert_eq!(percent(None, 2), "–");
        assert_eq!(percent(Some(0.995), 2), "99.50 %");
        assert_eq!(duration(None), "–");
        assert_eq!(
            [90.0, 400.0, 9_000.0].map(|seconds| duration(Some(seconds))),
            ["90 s", "6.7 min", "2.5 h"]
        );
    }
}
