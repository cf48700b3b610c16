//! How long lots waited until they were sold.

use plotters::prelude::*;

use super::canvas::{both, of_scenario, Pictures, GRID, INK};
use super::scale::Scale;
use super::Chapter;
use crate::error::Error;

/// Where the axis has ticks, in seconds, and their texts.
const TICKS: [(f64, &str); 8] = [
    (6.0, "6 s"),
    (60.0, "1 min"),
    (300.0, "5 min"),
    (900.0, "15 min"),
    (3_600.0, "1 h"),
    (14_400.0, "4 h"),
    (43_200.0, "12 h"),
    (172_800.0, "2 d"),
];

/// Ticks that a narrow screen has no room for.
const SKIPPED_IF_NARROW: [f64; 2] = [300.0, 14_400.0];

/// Points of a line.
const POINTS: u32 = 240;

/// Draws the share of each scenario's lots that were sold by a time after their opening.
///
/// # Errors
/// It cannot be drawn.
pub fn draw(chapters: &[Chapter<'_>]) -> Result<Pictures, Error> {
    let waits: Vec<(&str, Vec<u64>)> = chapters
        .iter()
        .map(|chapter| (chapter.scenario.name, waits(chapter)))
        .collect();
    let longest = waits.iter().filter_map(|(_, waits)| waits.last()).max();
    let longest = longest.map_or(900.0, |longest| *longest as f64).max(900.0);
    both("the chart of waiting times", (300, 280), |area, size| {
        let shown = TICKS
            .iter()
            .filter(|(tick, _)| !(size.narrow && SKIPPED_IF_NARROW.contains(tick)));
        let mut chart = ChartBuilder::on(area)
            .margin_right(26)
            .margin_top(10)
            .set_label_area_size(LabelAreaPosition::Left, size.left())
            .set_label_area_size(LabelAreaPosition::Bottom, 26)
            .build_cartesian_2d(
                Scale::logarithmic(6.0, longest * 1.1, shown.map(|(tick, _)| *tick).collect()),
                Scale::straight(0.0, 100.5, vec![0.0, 25.0, 50.0, 75.0, 100.0]),
            )?;
        chart
            .configure_mesh()
            .light_line_style(TRANSPARENT)
            .bold_line_style(GRID)
            .axis_style(INK)
            .label_style(size.labels())
            .x_label_formatter(&|seconds| {
                let known = TICKS.iter().find(|(tick, _)| tick == seconds);
                known.map_or_else(String::new, |(_, text)| (*text).to_owned())
            })
            .y_label_formatter(&|share| format!("{share:.0} %"))
            .draw()?;
        for (name, waits) in &waits {
            let line: Vec<(f64, f64)> = (0..=POINTS)
                .map(|point| {
                    let part = f64::from(point) / f64::from(POINTS);
                    let seconds = 6.0 * (longest * 1.1 / 6.0).powf(part);
                    (seconds, share_within(waits, seconds) * 100.0)
                })
                .collect();
            let style = of_scenario(name).stroke_width(2);
            chart.draw_series([PathElement::new(line, style)])?;
        }
        Ok(())
    })
}

/// Seconds from a lot's opening to its last sale, of all lots that sold anything, from the shortest.
fn waits(chapter: &Chapter<'_>) -> Vec<u64> {
    let lots = chapter.replayed.chronicle.lots().iter();
    let mut waits: Vec<u64> = lots
        .filter_map(|lot| Some(lot.last_sale?.saturating_sub(lot.opening.at)))
        .collect();
    waits.sort_unstable();
    waits
}

/// The share of sorted waits that are no longer than so many seconds.
fn share_within(waits: &[u64], seconds: f64) -> f64 {
    let within = waits.partition_point(|wait| *wait as f64 <= seconds);
    within as f64 / waits.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_counts_what_is_sold_by_then() {
        let waits = [6, 30, 30, 600];
        let shares = [5.0, 6.0, 30.0, 599.0, 600.0].map(|at| share_within(&waits, at));
        assert_eq!(shares, [0.0, 0.25, 0.75, 0.75, 1.0]);
        assert_eq!(share_within(&[], 60.0), 0.0);
    }
}
