//! What all charts share: sizes, colours, axes of time, and the way into the page.
//!
//! Colours are marks that the page's style sheet replaces, so that one picture serves light and dark.

use std::fmt;

use plotters::prelude::*;

use crate::error::Error;
use crate::market::moment;

/// Axes, ticks and their text.
pub const INK: RGBColor = RGBColor(0x33, 0x33, 0x33);

/// Lines of the grid.
pub const GRID: RGBColor = RGBColor(0xDD, 0xDD, 0xDD);

/// The market's price.
pub const MARKET: RGBColor = RGBColor(0x77, 0x77, 0x77);

/// What was consigned to be sold.
pub const CONSIGNED: RGBColor = RGBColor(0xE6, 0x9F, 0x00);

/// The scenarios' colours, which people who see colours differently tell apart too.
const OF_SCENARIOS: [(&str, RGBColor); 6] = [
    ("calm", RGBColor(0x00, 0x72, 0xB2)),
    ("congested", RGBColor(0xD5, 0x5E, 0x00)),
    ("thin", RGBColor(0x00, 0x9E, 0x73)),
    ("deserted", RGBColor(0xCC, 0x79, 0xA7)),
    ("standing", RGBColor(0x6A, 0x5A, 0xCD)),
    ("mixed", RGBColor(0x7A, 0x6A, 0x00)),
];

/// An hour in seconds.
pub const HOUR: f64 = 3_600.0;

/// A picture for wide screens and the same for narrow ones.
pub struct Pictures {
    /// For wide screens.
    pub wide: String,
    /// For narrow screens.
    pub narrow: String,
}

impl fmt::Display for Pictures {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Pictures { wide, narrow } = self;
        write!(
            out,
            "<div class=\"wide\">{wide}</div>\n<div class=\"narrow\">{narrow}</div>"
        )
    }
}

/// How large a picture is, in pixels.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
    /// Whether it is for a narrow screen.
    pub narrow: bool,
}

impl Size {
    /// The text's size, in units of the drawing library, five of which are about four pixels.
    pub const fn font(self) -> u32 {
        if self.narrow {
            14
        } else {
            16
        }
    }

    /// Room for the labels left of the chart.
    pub const fn left(self) -> u32 {
        if self.narrow {
            58
        } else {
            64
        }
    }

    /// The style of labels on the axes.
    pub fn labels(self) -> TextStyle<'static> {
        ("sans-serif", self.font()).into_font().color(&INK)
    }
}

/// An area to draw on.
pub type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;

/// What drawing may end in.
pub type Drawn = Result<(), Box<dyn std::error::Error>>;

/// The colour of a scenario.
pub fn of_scenario(name: &str) -> RGBColor {
    let known = OF_SCENARIOS.iter().find(|(known, _)| *known == name);
    known.map_or(INK, |(_, color)| *color)
}

/// The colour of a scenario as the pictures have it.
pub fn mark(name: &str) -> String {
    let RGBColor(red, green, blue) = of_scenario(name);
    format!("#{red:02X}{green:02X}{blue:02X}")
}

/// Draws a picture in both sizes.
///
/// # Errors
/// The chart cannot be drawn.
pub fn both(
    what: &'static str,
    (wide, narrow): (u32, u32),
    draw: impl Fn(&Area<'_>, Size) -> Drawn,
) -> Result<Pictures, Error> {
    let one = |width, height, narrow| {
        let size = Size {
            width,
            height,
            narrow,
        };
        picture(size, &draw).map_err(|fault| Error::NoPicture {
            what,
            reason: fault.to_string(),
        })
    };
    Ok(Pictures {
        wide: one(920, wide, false)?,
        narrow: one(370, narrow, true)?,
    })
}

fn picture(
    size: Size,
    draw: impl Fn(&Area<'_>, Size) -> Drawn,
) -> Result<String, Box<dyn std::error::Error>> {
    let mut svg = String::new();
    let backend = SVGBackend::with_string(&mut svg, (size.width, size.height));
    let area = backend.into_drawing_area();
    draw(&area, size)?;
    area.present()?;
    drop(area);
    Ok(inlined(&svg, size))
}

/// The picture without what only a file of its own needs, and with numbers as wide as they must be.
fn inlined(svg: &str, size: Size) -> String {
    let body = svg.split_once('>').map_or(svg, |(_, body)| body);
    let body = body.trim_start().replace(" opacity=\"1\"", "");
    let body = body.replace(" font-family=\"sans-serif\"", "");
    format!(
        "<svg viewBox=\"0 0 {} {}\" aria-hidden=\"true\">{body}",
        size.width, size.height
    )
}

/// An axis of time: hours since the window's start, ticks at whole hours of the day in UTC, and their text.
pub struct TimeAxis {
    from: u64,
    /// Hours shown.
    pub hours: f64,
    step: u64,
}

impl TimeAxis {
    /// An axis from `from` to `to`, both in Unix seconds, with as many ticks as there is room for.
    pub fn new(from: u64, to: u64, size: Size) -> TimeAxis {
        let seconds = to.saturating_sub(from).max(1);
        let most = if size.narrow { 4 } else { 8 };
        let steps = [1, 2, 3, 6, 12, 24, 48, 96, 168, 720].map(|hours| hours * 3_600);
        let fits = |step: &u64| seconds / step <= most;
        let step = steps.into_iter().find(fits).unwrap_or(seconds);
        TimeAxis {
            from,
            hours: seconds as f64 / HOUR,
            step,
        }
    }

    /// Hours since the start of a Unix second.
    pub fn at(&self, second: u64) -> f64 {
        (second as f64 - self.from as f64) / HOUR
    }

    /// The ticks, in hours since the start.
    pub fn ticks(&self) -> Vec<f64> {
        let first = self.from.div_ceil(self.step) * self.step;
        (0..)
            .map(|number| self.at(first + number * self.step))
            .take_while(|hour| *hour <= self.hours)
            .collect()
    }

    /// A tick's text: the hour, or the day at midnight and at the first.
    pub fn label(&self, hours: f64) -> String {
        let second = self.from + (hours * HOUR).round() as u64;
        let is_first = self.ticks().first() == Some(&hours);
        if second % 86_400 == 0 || (is_first && self.step < 86_400) {
            moment::day(second)
        } else {
            moment::hour(second)
        }
    }
}

/// Round ticks from `low` to `high`, about `many` of them.
pub fn ticks(low: f64, high: f64, many: f64) -> Vec<f64> {
    let raw = ((high - low) / many).max(f64::MIN_POSITIVE);
    let power = 10f64.powf(raw.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0]
        .map(|factor| factor * power)
        .into_iter()
        .find(|step| *step >= raw)
        .unwrap_or(raw);
    let first = (low / step).ceil() as i64;
    let last = (high / step).floor() as i64;
    (first..=last).map(|number| number as f64 * step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDE: Size = Size {
        width: 920,
        height: 300,
        narrow: false,
    };

    #[test]
    fn time_is_told_at_whole_hours_of_the_day_and_by_the_day_at_midnight() {
        // From 2020-03-12 00:30 to two days later.
        let axis = TimeAxis::new(1_583_973_000, 1_584_145_800, WIDE);
        let labels: Vec<String> = axis.ticks().iter().map(|tick| axis.label(*tick)).collect();
        let expected = [
            "12 Mar", "12:00", "18:00", "13 Mar", "06:00", "12:00", "18:00", "14 Mar",
        ];
        assert_eq!(labels, expected);
    }

    #[test]
    fn ticks_are_round_numbers() {
        assert_eq!(ticks(0.0, 10.0, 5.0), [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]);
        assert_eq!(ticks(81.0, 197.0, 4.0), [100.0, 150.0]);
    }
}
