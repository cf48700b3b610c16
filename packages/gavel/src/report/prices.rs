//! The market's price with the sales on it, and below what was consigned and sold.

use plotters::prelude::*;

use super::bins::{self, Bin};
use super::canvas::{
    both, of_scenario, ticks, Area, Drawn, Pictures, Size, TimeAxis, CONSIGNED, GRID, INK, MARKET,
};
use super::scale::Scale;
use crate::chronicle::Chronicle;
use crate::error::Error;
use crate::figures::count;
use crate::market::Market;

/// Points of the price's line.
const POINTS: u64 = 576;

/// Draws the chart of a scenario.
///
/// # Errors
/// It cannot be drawn.
pub fn draw(market: &Market, scenario: &str, chronicle: &Chronicle) -> Result<Pictures, Error> {
    both("the chart of prices", (420, 380), |area, size| {
        let ended = last_second(chronicle).max(market.window.to);
        let axis = TimeAxis::new(market.window.from, ended, size);
        let stretches = if size.narrow { 48 } else { 96 };
        let seconds = bins::stretch(market.window.from, ended, stretches);
        let bins = bins::of(chronicle, market.window.from, seconds);
        let (above, below) = area.split_vertically(size.height * 63 / 100);
        price(&above, size, &axis, (market, ended), &bins, scenario)?;
        amounts(&below, size, &axis, &bins, scenario)
    })
}

fn last_second(chronicle: &Chronicle) -> u64 {
    chronicle.sales().last().map_or(0, |sale| sale.at)
}

fn price(
    area: &Area<'_>,
    size: Size,
    axis: &TimeAxis,
    (market, ended): (&Market, u64),
    bins: &[Bin],
    scenario: &str,
) -> Drawn {
    let window = market.window;
    let step = usize::try_from(window.seconds().div_ceil(POINTS).max(1))?;
    let mut line: Vec<(f64, f64)> = (window.from..=window.to)
        .step_by(step)
        .map(|second| (axis.at(second), market.path.price_at(second).to_f64()))
        .collect();
    line.push((axis.at(ended), market.path.price_at(window.to).to_f64()));
    let prices = || line.iter().map(|(_, price)| *price);
    let (low, high) = (
        prices().fold(f64::INFINITY, f64::min),
        prices().fold(0.0, f64::max),
    );
    let room = (high - low).max(high / 100.0) * 0.06;
    let y_ticks = ticks(low - room, high + room, 6.0);
    let digits = if high < 10.0 { 3 } else { 0 };
    let mut chart = ChartBuilder::on(area)
        .margin_right(26)
        .margin_top(10)
        .set_label_area_size(LabelAreaPosition::Left, size.left())
        .set_label_area_size(LabelAreaPosition::Bottom, 8)
        .build_cartesian_2d(
            Scale::straight(0.0, axis.hours, axis.ticks()),
            Scale::straight(low - room, high + room, y_ticks),
        )?;
    chart
        .configure_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(GRID)
        .axis_style(GRID)
        .label_style(size.labels())
        .x_label_formatter(&|_| String::new())
        .y_label_formatter(&|price| format!("{price:.digits$}"))
        .draw()?;
    chart.draw_series([PathElement::new(line, MARKET.stroke_width(2))])?;
    let most = bins.iter().map(|bin| bin.sold).fold(0.0, f64::max);
    let largest = if size.narrow { 7.0 } else { 10.0 };
    chart.draw_series(bins.iter().filter_map(|bin| {
        let radius = (bin.sold / most).sqrt() * largest;
        let center = (axis.at(bin.middle), bin.price()?);
        let style = of_scenario(scenario).mix(0.65).filled();
        Some(Circle::new(center, radius.max(1.5).round() as i32, style))
    }))?;
    Ok(())
}

fn amounts(area: &Area<'_>, size: Size, axis: &TimeAxis, bins: &[Bin], scenario: &str) -> Drawn {
    let most = bins
        .iter()
        .map(|bin| bin.consigned.max(bin.sold))
        .fold(1.0, f64::max);
    let mut chart = ChartBuilder::on(area)
        .margin_right(26)
        .margin_top(14)
        .set_label_area_size(LabelAreaPosition::Left, size.left())
        .set_label_area_size(LabelAreaPosition::Bottom, 26)
        .build_cartesian_2d(
            Scale::straight(0.0, axis.hours, axis.ticks()),
            Scale::straight(0.0, most * 1.05, ticks(0.0, most * 1.05, 2.5)),
        )?;
    chart
        .configure_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(GRID)
        .axis_style(INK)
        .disable_x_mesh()
        .label_style(size.labels())
        .x_label_formatter(&|hours| axis.label(*hours))
        .y_label_formatter(&|amount| count(amount.round() as u64))
        .draw()?;
    let width = axis.hours / if size.narrow { 48.0 } else { 96.0 } * 0.42;
    let bar = |from: f64, amount: f64, color: RGBColor| {
        Rectangle::new([(from, 0.0), (from + width, amount)], color.filled())
    };
    chart.draw_series(bins.iter().flat_map(|bin| {
        let middle = axis.at(bin.middle);
        [
            (bin.consigned > 0.0).then(|| bar(middle - width, bin.consigned, CONSIGNED)),
            (bin.sold > 0.0).then(|| bar(middle, bin.sold, of_scenario(scenario))),
        ]
        .into_iter()
        .flatten()
    }))?;
    Ok(())
}
