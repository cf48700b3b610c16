//! What sales brought of the market's price.

use plotters::prelude::*;

use super::bins;
use super::canvas::{both, of_scenario, ticks, Pictures, TimeAxis, GRID, INK, MARKET};
use super::scale::Scale;
use crate::chronicle::Chronicle;
use crate::error::Error;
use crate::market::Market;

/// The share of sales left out at each end of a bar.
const TAIL: f64 = 0.05;

/// Draws the chart of a scenario.
///
/// # Errors
/// It cannot be drawn.
pub fn draw(market: &Market, scenario: &str, chronicle: &Chronicle) -> Result<Pictures, Error> {
    both("the chart of sale prices", (300, 260), |area, size| {
        let ended = chronicle.sales().last().map_or(0, |sale| sale.at);
        let ended = ended.max(market.window.to);
        let axis = TimeAxis::new(market.window.from, ended, size);
        let stretches = if size.narrow { 48 } else { 96 };
        let seconds = bins::stretch(market.window.from, ended, stretches);
        let bins = bins::of(chronicle, market.window.from, seconds);
        let least = bins.iter().filter_map(|bin| bin.quantile(0.0));
        let most = bins.iter().filter_map(|bin| bin.quantile(1.0));
        let (low, high) = (
            least.fold(0.99, f64::min) * 100.0,
            most.fold(1.005, f64::max) * 100.0,
        );
        let (low, high) = (low - 0.2, high + 0.2);
        let mut chart = ChartBuilder::on(area)
            .margin_right(26)
            .margin_top(10)
            .set_label_area_size(LabelAreaPosition::Left, size.left())
            .set_label_area_size(LabelAreaPosition::Bottom, 26)
            .build_cartesian_2d(
                Scale::straight(0.0, axis.hours, axis.ticks()),
                Scale::straight(low, high, ticks(low, high, 4.0)),
            )?;
        chart
            .configure_mesh()
            .light_line_style(TRANSPARENT)
            .bold_line_style(GRID)
            .axis_style(INK)
            .disable_x_mesh()
            .label_style(size.labels())
            .x_label_formatter(&|hours| axis.label(*hours))
            .y_label_formatter(&|ratio| format!("{ratio:.1} %"))
            .draw()?;
        let at_market = vec![(0.0, 100.0), (axis.hours, 100.0)];
        chart.draw_series([PathElement::new(at_market, MARKET.stroke_width(2))])?;
        let color = of_scenario(scenario);
        let half = axis.hours / stretches as f64 * 0.36;
        let quantile = |bin: &bins::Bin, share| {
            let ratio = bin.quantile(share)? * 100.0;
            Some((axis.at(bin.middle), ratio))
        };
        chart.draw_series(bins.iter().filter_map(|bin| {
            let ((hour, low), (_, high)) = (quantile(bin, TAIL)?, quantile(bin, 1.0 - TAIL)?);
            let corners = [(hour - half, low), (hour + half, high)];
            Some(Rectangle::new(corners, color.mix(0.35).filled()))
        }))?;
        chart.draw_series(bins.iter().filter_map(|bin| {
            let (hour, middle) = quantile(bin, 0.5)?;
            let line = vec![(hour - half, middle), (hour + half, middle)];
            Some(PathElement::new(line, color.stroke_width(3)))
        }))?;
        chart.draw_series(
            bins.iter()
                .filter_map(|bin| Some(Circle::new(quantile(bin, 0.0)?, 2, color.filled()))),
        )?;
        Ok(())
    })
}
