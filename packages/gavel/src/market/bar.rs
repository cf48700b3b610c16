//! A bar: the open, high, low and close of a price over a stretch of time.

use super::price::Price;

/// One bar of price history. `low ≤ open, close ≤ high`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// When the bar opens, in Unix seconds.
    pub opens_at: u64,
    /// The first price.
    pub open: Price,
    /// The highest price.
    pub high: Price,
    /// The lowest price.
    pub low: Price,
    /// The last price.
    pub close: Price,
}

/// The corners that the price passes between a bar's open and its close.
///
/// A bar does not tell in which order its prices came, so each kind of data states its own rule.
/// The legs between corners are straight and equally long in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// Open, the nearer to it of high and low, the other, close: three legs.
    /// If both are equally near, the low comes first.
    Candle,
    /// Open, low, close: two legs. The high is not visited.
    Trough,
}

impl Route {
    /// How many straight legs a bar has.
    pub const fn legs(self) -> u64 {
        match self {
            Route::Candle => 3,
            Route::Trough => 2,
        }
    }

    /// The start and the end of the leg with this number, counted from zero.
    /// Past the last leg the price stands at the close.
    pub fn leg(self, bar: &Bar, number: u64) -> (Price, Price) {
        let low_first = bar.open.distance(bar.low) <= bar.high.distance(bar.open);
        let (first, second) = if low_first {
            (bar.low, bar.high)
        } else {
            (bar.high, bar.low)
        };
        match (self, number) {
            (Route::Candle, 0) => (bar.open, first),
            (Route::Candle, 1) => (first, second),
            (Route::Candle, 2) => (second, bar.close),
            (Route::Trough, 0) => (bar.open, bar.low),
            (Route::Trough, 1) => (bar.low, bar.close),
            _ => (bar.close, bar.close),
        }
    }

    /// The price `second` seconds after the opening of a bar `length` seconds long.
    /// From the bar's end on it is the close.
    pub fn price_at(self, bar: &Bar, second: u64, length: u64) -> Price {
        if second >= length {
            return bar.close;
        }
        // In units of `1 / legs` seconds every leg is `length` long.
        let gone = second.saturating_mul(self.legs());
        let leg = gone.checked_div(length).unwrap_or(u64::MAX);
        let (start, end) = self.leg(bar, leg);
        start.toward(end, gone.saturating_sub(leg.saturating_mul(length)), length)
    }
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cents(cents: u64) -> Price {
        Price::from_cents(cents).unwrap()
    }

    fn bar(open: u64, high: u64, low: u64, close: u64) -> Bar {
        Bar {
            opens_at: 0,
            open: cents(open),
            high: cents(high),
            low: cents(low),
            close: cents(close),
        }
    }

    #[test]
    fn a_candle_visits_the_nearer_extreme_first() {
        // Open 100, high 103, low 90, close 96: the high is nearer.
        let bar = bar(10_000, 10_300, 9_000, 9_600);
        let at = |second| Route::Candle.price_at(&bar, second, 300);
        assert_eq!(at(0), cents(10_000));
        assert_eq!(at(50), cents(10_150));
        assert_eq!(at(100), cents(10_300));
        assert_eq!(at(150), cents(9_650));
        assert_eq!(at(200), cents(9_000));
        assert_eq!(at(250), cents(9_300));
        assert_eq!(at(300), cents(9_600));
        assert_eq!(at(301), cents(9_600));
    }

    #[test]
    fn a_candle_visits_the_low_first_on_a_tie() {
        let bar = bar(10_000, 10_500, 9_500, 10_000);
        assert_eq!(Route::Candle.price_at(&bar, 20, 60), cents(9_500));
        assert_eq!(Route::Candle.price_at(&bar, 40, 60), cents(10_500));
    }

    #[test]
    fn a_trough_falls_for_half_the_bar_and_rises_for_the_other() {
        let bar = bar(10_000, 10_000, 9_000, 9_800);
        let at = |second| Route::Trough.price_at(&bar, second, 3_600);
        assert_eq!(at(900), cents(9_500));
        assert_eq!(at(1_800), cents(9_000));
        assert_eq!(at(2_700), cents(9_400));
        assert_eq!(at(3_600), cents(9_800));
    }

    #[test]
    fn a_length_that_three_does_not_divide_still_has_equal_legs() {
        // Length 10 s: the first leg ends at 3⅓ s, so at 5 s half of the second leg is done.
        let bar = bar(10_000, 10_100, 9_100, 9_100);
        assert_eq!(Route::Candle.price_at(&bar, 5, 10), cents(9_600));
    }

    proptest! {
        #[test]
        fn the_price_never_leaves_the_bar(
            low in 1u64..1_000_000, open in 0u64..1_000, close in 0u64..1_000, spare in 0u64..1_000,
            second in 0u64..5_000, length in 1u64..5_000,
        ) {
            let bar = bar(low + open, low + open.max(close) + spare, low, low + close);
            for route in [Route::Candle, Route::Trough] {
                let price = route.price_at(&bar, second, length);
                prop_assert!(bar.low <= price && price <= bar.high);
            }
        }
    }
}
