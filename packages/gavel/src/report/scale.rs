//! An axis whose ticks are where the chart wants them.

use std::ops::Range;

use plotters::coord::ranged1d::{DefaultFormatting, KeyPointHint};
use plotters::prelude::Ranged;

/// A straight or logarithmic axis with ticks of its own.
#[derive(Clone, Debug)]
pub struct Scale {
    low: f64,
    high: f64,
    ticks: Vec<f64>,
    is_logarithmic: bool,
}

impl Scale {
    /// A straight axis.
    pub const fn straight(low: f64, high: f64, ticks: Vec<f64>) -> Scale {
        Scale {
            low,
            high,
            ticks,
            is_logarithmic: false,
        }
    }

    /// A logarithmic axis; both ends are above zero.
    pub const fn logarithmic(low: f64, high: f64, ticks: Vec<f64>) -> Scale {
        Scale {
            low,
            high,
            ticks,
            is_logarithmic: true,
        }
    }

    /// Which part of the axis lies below a value.
    fn part(&self, value: f64) -> f64 {
        if self.is_logarithmic {
            (value / self.low).ln() / (self.high / self.low).ln()
        } else {
            (value - self.low) / (self.high - self.low)
        }
    }
}

impl Ranged for Scale {
    type FormatOption = DefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, (start, end): (i32, i32)) -> i32 {
        start + (self.part(*value) * f64::from(end - start)).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, _: Hint) -> Vec<f64> {
        let shown = |tick: &&f64| (self.low..=self.high).contains(*tick);
        self.ticks.iter().filter(shown).copied().collect()
    }

    fn range(&self) -> Range<f64> {
        self.low..self.high
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_lie_where_the_scale_puts_them() {
        let straight = Scale::straight(0.0, 10.0, vec![0.0, 5.0, 15.0]);
        assert_eq!(straight.map(&2.5, (100, 0)), 75);
        let logarithmic = Scale::logarithmic(1.0, 100.0, Vec::new());
        assert_eq!(logarithmic.map(&10.0, (0, 200)), 100);
    }
}
