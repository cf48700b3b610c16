//! The seconds to replay.

use super::bar::{Bar, Route};
use super::path::PricePath;
use super::Market;
use crate::error::Error;

/// What the user asked for. A side left open is the data's own end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AskedWindow {
    /// The first second wanted, in Unix seconds.
    pub from: Option<u64>,
    /// The end, in Unix seconds, not itself replayed.
    pub to: Option<u64>,
}

/// The seconds to replay: `from`, and all after it that are before `to`. Never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first second, in Unix seconds.
    pub from: u64,
    /// The end, in Unix seconds.
    pub to: u64,
}

impl Window {
    /// How long the window is, in seconds; above zero.
    pub const fn seconds(self) -> u64 {
        self.to.saturating_sub(self.from)
    }
}

/// Keeps, of a series of bars read in order, only those that touch the asked window.
#[derive(Clone, Debug)]
pub struct Cut {
    asked: AskedWindow,
    kept: Vec<Bar>,
    first: Option<u64>,
    last: u64,
}

impl Cut {
    /// An empty cut.
    ///
    /// # Errors
    /// The asked window ends before it starts, or where it starts.
    pub fn new(asked: AskedWindow) -> Result<Cut, Error> {
        match asked {
            AskedWindow {
                from: Some(from),
                to: Some(to),
            } if from >= to => Err(Error::WindowReversed { from, to }),
            _ => Ok(Cut {
                asked,
                kept: Vec::new(),
                first: None,
                last: 0,
            }),
        }
    }

    /// Takes the next bar of the series. The caller sees to it that times go forward.
    pub fn push(&mut self, bar: Bar) {
        self.first.get_or_insert(bar.opens_at);
        self.last = bar.opens_at;
        if self.asked.to.is_some_and(|to| bar.opens_at >= to) {
            return;
        }
        // A bar that opens at or before the start makes all bars before it superfluous.
        if self.asked.from.is_some_and(|from| bar.opens_at <= from) {
            self.kept.clear();
        }
        self.kept.push(bar);
    }

    /// How many bars are kept by now.
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether no bar is kept by now.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// The market in the asked window, as far as the data reach.
    ///
    /// # Errors
    /// No bar of the data lies in the asked window.
    pub fn market(self, bar_seconds: u64, route: Route) -> Result<Market, Error> {
        let data_end = self.last.saturating_add(bar_seconds);
        let without_bars = Error::WindowWithoutBars {
            from: self.asked.from.unwrap_or_default(),
            to: self.asked.to.unwrap_or(data_end),
            first: self.first.unwrap_or_default(),
            end: data_end,
        };
        let (Some(opening), Some(last)) = (self.kept.first(), self.kept.last()) else {
            return Err(without_bars);
        };
        let end = last.opens_at.saturating_add(bar_seconds);
        let window = Window {
            from: self.asked.from.unwrap_or_default().max(opening.opens_at),
            to: self.asked.to.unwrap_or(u64::MAX).min(end),
        };
        if window.from >= window.to {
            return Err(without_bars);
        }
        let path = PricePath::new(self.kept, bar_seconds, route).ok_or(without_bars)?;
        Ok(Market { path, window })
    }
}

#[cfg(test)]
mod tests {
    use super::super::price::Price;
    use super::*;

    fn cut(from: Option<u64>, to: Option<u64>, openings: &[u64]) -> Result<Market, Error> {
        let mut cut = Cut::new(AskedWindow { from, to })?;
        let price = Price::from_cents(100).unwrap();
        for opens_at in openings {
            cut.push(Bar {
                opens_at: *opens_at,
                open: price,
                high: price,
                low: price,
                close: price,
            });
        }
        cut.market(60, Route::Candle)
    }

    fn window(from: Option<u64>, to: Option<u64>) -> (u64, u64, usize) {
        let market = cut(from, to, &[600, 660, 720, 780]).unwrap();
        (
            market.window.from,
            market.window.to,
            market.path.bars().len(),
        )
    }

    #[test]
    fn without_wishes_the_whole_data_are_replayed() {
        assert_eq!(window(None, None), (600, 840, 4));
    }

    #[test]
    fn a_window_may_start_and_end_inside_bars_and_keeps_only_what_it_touches() {
        assert_eq!(window(Some(670), Some(721)), (670, 721, 2));
        assert_eq!(window(Some(720), None), (720, 840, 2));
        assert_eq!(window(None, Some(660)), (600, 660, 1));
    }

    #[test]
    fn a_window_wider_than_the_data_ends_with_them() {
        assert_eq!(window(Some(0), Some(10_000)), (600, 840, 4));
    }

    #[test]
    fn a_window_that_ends_before_it_starts_is_refused() {
        for (from, to) in [(700, 700), (700, 650)] {
            assert_eq!(
                cut(Some(from), Some(to), &[600]),
                Err(Error::WindowReversed { from, to })
            );
        }
    }

    #[test]
    fn a_window_beside_the_data_or_in_a_hole_is_refused() {
        let beside = |from, to| {
            Err(Error::WindowWithoutBars {
                from,
                to,
                first: 600,
                end: 960,
            })
        };
        for (from, to) in [(0, 600), (960, 1_000), (700, 900)] {
            assert_eq!(cut(Some(from), Some(to), &[600, 900]), beside(from, to));
        }
    }
}
