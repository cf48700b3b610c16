//! When a crash starts.

use std::collections::VecDeque;

use super::price::Price;
use super::Market;

/// Seconds between two moments that are compared.
const MINUTE: u64 = 60;

/// Minutes in which a fall counts.
const HOUR_OF_MINUTES: usize = 60;

/// The start of the window's steepest hour: the minute from whose price the market falls furthest, as a share of that price,
/// within the hour that follows. Minutes are counted from the window's first second; of equals the first counts.
///
/// On 12 and 13 March 2020 it is 10:00 UTC on the 12th: within half an hour the price falls from 167.97 to 125.
pub fn starts_at(market: &Market) -> u64 {
    let window = market.window;
    let step = usize::try_from(MINUTE).unwrap_or(usize::MAX);
    let seconds: Vec<u64> = (window.from..=window.to).step_by(step).collect();
    let prices: Vec<Price> = seconds
        .iter()
        .map(|second| market.path.price_at(*second))
        .collect();
    // From the end back: the places of the hour's prices that no later one of the hour undercuts, the lowest last.
    let mut lowest: VecDeque<(usize, Price)> = VecDeque::new();
    let mut steepest: Option<(Fall, u64)> = None;
    for (place, (second, price)) in seconds.iter().zip(&prices).enumerate().rev() {
        while lowest.back().is_some_and(|(_, low)| low >= price) {
            lowest.pop_back();
        }
        lowest.push_back((place, *price));
        let hour = place.saturating_add(HOUR_OF_MINUTES);
        while lowest.front().is_some_and(|(at, _)| *at > hour) {
            lowest.pop_front();
        }
        let low = lowest.front().map_or(*price, |(_, low)| *low);
        let fall = Fall { from: *price, low };
        if !steepest.is_some_and(|(other, _)| fall.is_less_than(other)) {
            steepest = Some((fall, *second));
        }
    }
    steepest.map_or(window.from, |(_, second)| second)
}

/// From a price to the lowest of the hour.
#[derive(Clone, Copy)]
struct Fall {
    from: Price,
    low: Price,
}

impl Fall {
    /// Whether less of the price is lost than in the other; exact.
    fn is_less_than(self, other: Fall) -> bool {
        let wide = |price: Price| cosmwasm_std::Uint128::new(price.atoms());
        wide(self.low).full_mul(other.from.atoms()) > wide(other.low).full_mul(self.from.atoms())
    }
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)]
mod tests {
    use super::*;
    use crate::market::bar::{Bar, Route};
    use crate::market::builtin;
    use crate::market::window::{AskedWindow, Cut};

    const MIDNIGHT: u64 = 1_583_971_200;

    #[test]
    fn in_march_2020_the_crash_starts_at_ten_in_the_morning() {
        let market = builtin::market(AskedWindow::default()).unwrap();
        assert_eq!(starts_at(&market), MIDNIGHT + 10 * 3_600);
    }

    #[test]
    fn in_a_window_behind_it_the_steepest_hour_is_another() {
        let asked = AskedWindow {
            from: Some(MIDNIGHT + 12 * 3_600),
            to: None,
        };
        // At 23:00 the price is 127.26, the hour's low 101.20 is met at 23:30: a fall of a fifth.
        let market = builtin::market(asked).unwrap();
        assert_eq!(starts_at(&market), MIDNIGHT + 23 * 3_600);
    }

    #[test]
    fn a_slow_fall_is_no_crash_and_a_quiet_market_starts_at_the_first_minute() {
        let cents = |cents| Price::from_cents(cents).unwrap();
        let bars = |closes: &[u64]| {
            let mut cut = Cut::new(AskedWindow::default()).unwrap();
            let opens = [10_000].iter().chain(closes);
            for (at, (open, close)) in opens.zip(closes).enumerate() {
                let (open, close) = (cents(*open), cents(*close));
                cut.push(Bar {
                    opens_at: 36_000 + 3_600 * u64::try_from(at).unwrap(),
                    open,
                    high: open.max(close),
                    low: open.min(close),
                    close,
                });
            }
            starts_at(&cut.market(3_600, Route::Candle).unwrap())
        };
        assert_eq!(bars(&[10_000, 10_000, 10_000]), 36_000);
        // 10 % an hour for two hours, then 15 %. A bar that only falls does so in its middle third: the third fall is from
        // 20 to 40 minutes after 12:00, and 20 minutes before it the price already stands where it falls from.
        assert_eq!(bars(&[9_000, 8_100, 6_885]), 36_000 + 7_200 - 1_200);
    }
}
