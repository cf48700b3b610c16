//! The path of the price: a price for every second.

use super::bar::{Bar, Route};
use super::price::Price;
use super::window::Window;

/// Bars in order of time, and the rule how the price moves within them.
///
/// Before the first bar the price is its open. After a bar that no other follows at once the
/// price stands at its close until the next bar opens. A bar that the next one follows sooner
/// than the usual length is passed in the time there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PricePath {
    bars: Vec<Bar>,
    opening: Price,
    bar_seconds: u64,
    route: Route,
}

impl PricePath {
    /// A path through bars in order of time, each usually `bar_seconds` long.
    /// Returns `None` if there is no bar.
    pub fn new(bars: Vec<Bar>, bar_seconds: u64, route: Route) -> Option<PricePath> {
        let opening = bars.first()?.open;
        Some(PricePath {
            bars,
            opening,
            bar_seconds,
            route,
        })
    }

    /// The bars, in order of time.
    pub fn bars(&self) -> &[Bar] {
        &self.bars
    }

    /// The price at a Unix second. Takes time logarithmic in the number of bars.
    pub fn price_at(&self, second: u64) -> Price {
        let opened = self.bars.partition_point(|bar| bar.opens_at <= second);
        match opened.checked_sub(1).and_then(|at| self.bars.get(at)) {
            None => self.opening,
            Some(bar) => {
                let since = second.saturating_sub(bar.opens_at);
                self.route
                    .price_at(bar, since, self.length(bar, self.bars.get(opened)))
            }
        }
    }

    /// The lowest price in a window, its end included, even if it is met between two seconds.
    pub fn lowest(&self, window: Window) -> Price {
        let legs = u128::from(self.route.legs());
        let scaled = |second: u64| u128::from(second).saturating_mul(legs);
        let (from, to) = (scaled(window.from), scaled(window.to));
        let mut lowest = self.price_at(window.from).min(self.price_at(window.to));
        for (at, bar) in self.bars.iter().enumerate() {
            let length = u128::from(self.length(bar, self.bars.get(at.saturating_add(1))));
            for number in 0..=self.route.legs() {
                // A corner's time in units of `1 / legs` seconds is a whole number.
                let time =
                    scaled(bar.opens_at).saturating_add(u128::from(number).saturating_mul(length));
                if (from..=to).contains(&time) {
                    lowest = lowest.min(self.route.leg(bar, number).0);
                }
            }
        }
        lowest
    }

    /// How long a bar takes, in seconds.
    fn length(&self, bar: &Bar, next: Option<&Bar>) -> u64 {
        next.map_or(self.bar_seconds, |next| {
            self.bar_seconds
                .min(next.opens_at.saturating_sub(bar.opens_at))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cents(cents: u64) -> Price {
        Price::from_cents(cents).unwrap()
    }

    fn bar(opens_at: u64, open: u64, high: u64, low: u64, close: u64) -> Bar {
        Bar {
            opens_at,
            open: cents(open),
            high: cents(high),
            low: cents(low),
            close: cents(close),
        }
    }

    /// Down to 90 after 20 s, up to 110 after 40 s, 105 at 60 s; a hole; then 104 to 80 and back.
    fn path() -> PricePath {
        let bars = vec![
            bar(600, 10_000, 11_000, 9_000, 10_500),
            bar(720, 10_400, 10_400, 8_000, 10_400),
        ];
        PricePath::new(bars, 60, Route::Candle).unwrap()
    }

    #[test]
    fn the_price_follows_the_bars_and_stands_still_in_a_hole() {
        let path = path();
        let prices = [
            (0, 10_000),
            (600, 10_000),
            (610, 9_500),
            (620, 9_000),
            (640, 11_000),
            (650, 10_750),
            (660, 10_500),
            (719, 10_500),
            (720, 10_400),
            (740, 10_400),
            (750, 9_200),
            (760, 8_000),
            (780, 10_400),
            (99_999, 10_400),
        ];
        for (second, price) in prices {
            assert_eq!(path.price_at(second), cents(price), "at {second}");
        }
    }

    #[test]
    fn a_bar_cut_short_by_the_next_is_passed_in_the_time_there_is() {
        let bars = vec![
            bar(0, 10_000, 10_000, 9_400, 9_400),
            bar(30, 9_400, 9_400, 9_400, 9_400),
        ];
        let path = PricePath::new(bars, 60, Route::Trough).unwrap();
        assert_eq!(path.price_at(15), cents(9_400));
        assert_eq!(path.price_at(5), cents(9_800));
    }

    #[test]
    fn the_lowest_price_is_that_of_the_window_alone() {
        let path = path();
        let lowest = |from, to| path.lowest(Window { from, to });
        assert_eq!(lowest(600, 780), cents(8_000));
        assert_eq!(lowest(600, 720), cents(9_000));
        assert_eq!(lowest(600, 610), cents(9_500));
        assert_eq!(lowest(640, 660), cents(10_500));
        assert_eq!(lowest(750, 755), cents(8_600));
    }

    #[test]
    fn a_path_without_bars_does_not_exist() {
        assert_eq!(PricePath::new(Vec::new(), 60, Route::Candle), None);
    }
}
