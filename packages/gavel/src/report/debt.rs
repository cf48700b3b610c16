//! The debt that lots are to repay, over time.

use plotters::prelude::*;

use super::canvas::{both, of_scenario, ticks, Pictures, TimeAxis, GRID, INK};
use super::scale::Scale;
use super::Chapter;
use crate::chronicle::DebtSample;
use crate::error::Error;
use crate::market::Market;
use crate::tally::whole;

/// Samples of a line at the most; of those that fall together the highest is drawn.
const POINTS: usize = 360;

/// A million.
const MILLION: f64 = 1_000_000.0;

/// Draws the debt in auction of each scenario.
///
/// # Errors
/// It cannot be drawn.
pub fn draw(market: &Market, chapters: &[Chapter<'_>]) -> Result<Pictures, Error> {
    let last = |chapter: &Chapter<'_>| Some(chapter.replayed.chronicle.debt().last()?.at);
    let ended = chapters.iter().filter_map(last).max().unwrap_or(0);
    let ended = ended.max(market.window.to);
    both("the chart of debt in auction", (300, 280), |area, size| {
        let axis = TimeAxis::new(market.window.from, ended, size);
        let lines: Vec<(&str, Vec<(f64, f64)>)> = chapters
            .iter()
            .map(|chapter| {
                let chronicle = &chapter.replayed.chronicle;
                let quote = chronicle.decimals().quote;
                let line = highest(chronicle.debt())
                    .map(|sample| (axis.at(sample.at), whole(sample.debt, quote) / MILLION))
                    .collect();
                (chapter.scenario.name, line)
            })
            .collect();
        let most = lines
            .iter()
            .flat_map(|(_, line)| line.iter().map(|(_, debt)| *debt))
            .fold(0.001, f64::max);
        let y_ticks = ticks(0.0, most * 1.05, 4.0);
        let digits = if most < 1.0 { 3 } else { 1 };
        let mut chart = ChartBuilder::on(area)
            .margin_right(26)
            .margin_top(10)
            .set_label_area_size(LabelAreaPosition::Left, size.left())
            .set_label_area_size(LabelAreaPosition::Bottom, 26)
            .build_cartesian_2d(
                Scale::straight(0.0, axis.hours, axis.ticks()),
                Scale::straight(0.0, most * 1.05, y_ticks),
            )?;
        chart
            .configure_mesh()
            .light_line_style(TRANSPARENT)
            .bold_line_style(GRID)
            .axis_style(INK)
            .disable_x_mesh()
            .label_style(size.labels())
            .x_label_formatter(&|hours| axis.label(*hours))
            .y_label_formatter(&|debt| format!("{debt:.digits$}"))
            .draw()?;
        for (name, line) in lines {
            let style = of_scenario(name).stroke_width(2);
            chart.draw_series([PathElement::new(line, style)])?;
        }
        Ok(())
    })
}

/// At most [`POINTS`] samples, each the highest of those in its stretch.
fn highest(samples: &[DebtSample]) -> impl Iterator<Item = DebtSample> + '_ {
    let stretch = samples.len().div_ceil(POINTS).max(1);
    samples
        .chunks(stretch)
        .filter_map(|chunk| chunk.iter().max_by_key(|sample| sample.debt).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn peaks_survive_when_there_are_too_many_samples() {
        let samples: Vec<DebtSample> = (0..3_600)
            .map(|at| DebtSample {
                at,
                debt: u128::from(at == 1_234),
            })
            .collect();
        let kept: Vec<DebtSample> = highest(&samples).collect();
        assert_eq!(kept.len(), 360);
        assert!(kept.iter().any(|sample| sample.at == 1_234));
    }
}
