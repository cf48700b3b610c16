//! One window of the book: how much its bids would buy at which price, how much was offered, and the price at which it cleared.

use gavel_types::auction::Limit;
use plotters::prelude::*;

use super::canvas::{both, of_scenario, ticks, Area, Drawn, Pictures, Size, GRID, INK, MARKET};
use super::scale::Scale;
use super::Chapter;
use crate::chronicle::WindowStory;
use crate::error::Error;
use crate::figures::{amount, percent};
use crate::market::moment::show;
use crate::tally::{whole, Decimals};

/// The largest window of a scenario.
pub struct Window {
    /// The scenario.
    pub name: &'static str,
    /// Its colour.
    pub color: String,
    /// What came of it.
    pub text: String,
    /// The chart.
    pub demand: Pictures,
}

/// A window in whole units.
struct Shown {
    offered: f64,
    sold: f64,
    price: f64,
    reserve: f64,
    reference: f64,
    /// Price and quote of the bids, the best first.
    bids: Vec<(f64, f64)>,
}

/// The largest windows of all scenarios that have some.
///
/// # Errors
/// A chart cannot be drawn.
pub fn of(chapters: &[Chapter<'_>]) -> Result<Vec<Window>, Error> {
    chapters
        .iter()
        .filter_map(|chapter| {
            let chronicle = &chapter.replayed.chronicle;
            let story = chronicle.largest_window()?;
            let shown = Shown::of(story, chronicle.decimals());
            let name = chapter.scenario.name;
            let drawn = both("the chart of a window", (340, 320), |area, size| {
                draw(area, size, &shown, name)
            });
            Some(drawn.map(|demand| Window {
                name,
                color: super::canvas::mark(name),
                text: shown.text(story),
                demand,
            }))
        })
        .collect()
}

impl Shown {
    fn of(story: &WindowStory, decimals: Decimals) -> Shown {
        let reference = story.reference.to_f64();
        let mut bids: Vec<(f64, f64)> = story
            .book
            .iter()
            .map(|(limit, quote)| {
                let price = match limit {
                    Limit::Price(price) => price.to_string().parse().unwrap_or(0.0),
                    Limit::DiscountBps(bps) => reference * (1.0 - f64::from(*bps) / 10_000.0),
                };
                (price, whole(*quote, decimals.quote))
            })
            .filter(|(price, _)| *price > 0.0)
            .collect();
        bids.sort_by(|(one, _), (other, _)| other.total_cmp(one));
        Shown {
            offered: whole(story.offered, decimals.base),
            sold: whole(story.sold, decimals.base),
            price: story.price.to_f64(),
            reserve: story.reserve.to_f64(),
            reference,
            bids,
        }
    }

    fn text(&self, story: &WindowStory) -> String {
        format!(
            "{}: of {} units offered the book bought {} at ${:.2} each, {} of the oracle's price at the close and {} of \
             the market's. Its bids held ${}.",
            show(story.at),
            amount(self.offered),
            amount(self.sold),
            self.price,
            percent(Some(self.price / self.reference), 2),
            percent(Some(self.price / story.market.to_f64()), 2),
            amount(self.bids.iter().map(|(_, quote)| quote).sum()),
        )
    }

    /// How much base the bids would buy, from the best price down: at each level from what those above would to what all would, and
    /// between two levels as much more as the price is lower.
    fn demand(&self) -> Vec<(f64, f64)> {
        let mut line = Vec::with_capacity(self.bids.len() * 2);
        let mut quote = 0.0;
        for (price, more) in &self.bids {
            line.push((quote / price, *price));
            quote += more;
            line.push((quote / price, *price));
        }
        line
    }
}

fn draw(area: &Area<'_>, size: Size, shown: &Shown, name: &str) -> Drawn {
    let line = shown.demand();
    let right = (shown.offered * 1.7)
        .max(shown.sold * 1.7)
        .max(f64::MIN_POSITIVE);
    let best = shown
        .bids
        .first()
        .map_or(shown.reference, |(price, _)| *price);
    let top = best.max(shown.reference);
    let low = shown.reserve.min(shown.price);
    let room = ((top - low) * 0.12).max(top * 0.002);
    let (low, top) = (low - room, top + room);
    let digits = if top - low < 8.0 { 2 } else { 0 };
    let mut chart = ChartBuilder::on(area)
        .margin_right(26)
        .margin_top(10)
        .set_label_area_size(LabelAreaPosition::Left, size.left())
        .set_label_area_size(LabelAreaPosition::Bottom, 26)
        .build_cartesian_2d(
            Scale::straight(0.0, right, ticks(0.0, right, 4.0)),
            Scale::straight(low, top, ticks(low, top, 5.0)),
        )?;
    chart
        .configure_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(GRID)
        .axis_style(INK)
        .disable_x_mesh()
        .label_style(size.labels())
        .x_label_formatter(&|base| amount(*base))
        .y_label_formatter(&|price| format!("{price:.digits$}"))
        .draw()?;
    let across =
        |price| PathElement::new(vec![(0.0, price), (right, price)], MARKET.stroke_width(1));
    chart.draw_series([across(shown.reserve), across(shown.reference)])?;
    let offer = vec![(shown.offered, low), (shown.offered, top)];
    chart.draw_series([PathElement::new(
        offer,
        super::canvas::CONSIGNED.stroke_width(3),
    )])?;
    let inside = line.iter().filter(|(_, price)| *price >= low).copied();
    let mut inside: Vec<(f64, f64)> = inside.take_while(|(base, _)| *base < right).collect();
    if let Some((_, price)) = inside.last().copied() {
        // The next level goes on beyond the chart.
        let goes_on = line.iter().any(|(base, at)| *base >= right && *at == price);
        inside.extend(goes_on.then_some((right, price)));
    }
    let color = of_scenario(name);
    chart.draw_series([PathElement::new(inside, color.stroke_width(2))])?;
    chart.draw_series([Circle::new((shown.sold, shown.price), 6, color.filled())])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn demand_grows_at_each_level_and_between_levels_as_the_price_falls() {
        let shown = Shown {
            offered: 5.0,
            sold: 5.0,
            price: 80.0,
            reserve: 50.0,
            reference: 100.0,
            bids: vec![(100.0, 200.0), (80.0, 400.0)],
        };
        // At 100, 200 buy 2; at 80 they buy 2.5, and with the other 400, 7.5.
        let expected = [(0.0, 100.0), (2.0, 100.0), (2.5, 80.0), (7.5, 80.0)];
        assert_eq!(shown.demand(), expected);
    }
}
