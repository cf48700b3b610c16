//! The report: one page to look at, with everything in it, so that it opens without a network.

#![allow(
    clippy::float_arithmetic,
    clippy::arithmetic_side_effects,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "charts and statistics for people; nothing is decided by them"
)]

mod assumptions;
mod bins;
mod canvas;
mod debt;
mod finding;
mod lots;
mod prices;
mod ratios;
mod scale;
mod table;
mod waiting;
mod ways;
mod window;

use askama::Template;

use crate::chronicle::Chronicle;
use crate::error::Error;
use crate::figures::{count, duration, percent};
use crate::maker;
use crate::market::moment::show;
use crate::market::window::Window;
use crate::market::Market;
use crate::scenario::Scenario;
use crate::simulation::Replayed;
use canvas::Pictures;
use finding::Finding;
use table::Line;

/// A scenario and what came of it.
#[derive(Clone, Copy)]
pub struct Chapter<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// What came of it.
    pub replayed: &'a Replayed,
}

/// A bar of the comparison.
struct Bar {
    name: String,
    kind: String,
    width: String,
    figure: String,
}

/// A scenario and its colour.
struct Key {
    name: &'static str,
    color: String,
}

/// A scenario in detail.
struct Detail {
    name: &'static str,
    color: String,
    about: &'static str,
    stretch: String,
    prices: Pictures,
    ratios: Pictures,
}

/// All that the page shows.
#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    from: String,
    to: String,
    beside_maker: bool,
    finding: Finding,
    bars: Vec<Bar>,
    names: Vec<&'static str>,
    keys: Vec<Key>,
    lines: Vec<Line>,
    waiting: Pictures,
    debt: Pictures,
    ways: Vec<ways::Way>,
    windows: Vec<window::Window>,
    details: Vec<Detail>,
    assumptions: Vec<(&'static str, String)>,
    lots: &'a str,
    lots_in_all: String,
}

/// The page.
///
/// # Errors
/// A chart cannot be drawn or the page not be put together; neither depends on what the user gave.
pub fn page(market: &Market, chapters: &[Chapter<'_>]) -> Result<String, Error> {
    let window = market.window;
    let lots = lots::json(chapters)?;
    let in_all = chapters.iter().map(|one| one.replayed.outcome.lots).sum();
    let beside_maker = maker::is_beside(window);
    let details = chapters
        .iter()
        .map(|chapter| {
            let chronicle = &chapter.replayed.chronicle;
            Ok(Detail {
                name: chapter.scenario.name,
                color: canvas::mark(chapter.scenario.name),
                about: chapter.scenario.about,
                stretch: stretch(window, chronicle),
                prices: prices::draw(market, chapter.scenario.name, chronicle)?,
                ratios: ratios::draw(market, chapter.scenario.name, chronicle)?,
            })
        })
        .collect::<Result<_, Error>>()?;
    let page = Page {
        from: show(window.from),
        to: show(window.to),
        beside_maker,
        finding: Finding::of(chapters, beside_maker),
        bars: bars(chapters, beside_maker),
        names: chapters.iter().map(|one| one.scenario.name).collect(),
        keys: chapters
            .iter()
            .map(|one| Key {
                name: one.scenario.name,
                color: canvas::mark(one.scenario.name),
            })
            .collect(),
        lines: table::lines(chapters),
        waiting: waiting::draw(chapters)?,
        debt: debt::draw(market, chapters)?,
        ways: ways::of(chapters),
        windows: window::of(chapters)?,
        details,
        assumptions: assumptions::of(chapters),
        lots: &lots,
        lots_in_all: count(in_all),
    };
    page.render().map_err(|fault| Error::NoPicture {
        what: "the page",
        reason: fault.to_string(),
    })
}

/// How long a stretch of the charts for wide screens is; on narrow ones it is twice that.
fn stretch(window: Window, chronicle: &Chronicle) -> String {
    let last = chronicle.sales().last().map_or(0, |sale| sale.at);
    let seconds = bins::stretch(window.from, last.max(window.to), 96);
    duration(Some(seconds as f64))
}

/// Recovery by scenario, and what really happened.
fn bars(chapters: &[Chapter<'_>], beside_maker: bool) -> Vec<Bar> {
    let bar = |name: String, kind: &str, recovery: Option<f64>, digits| Bar {
        name,
        kind: kind.to_owned(),
        width: format!("{:.2}", recovery.unwrap_or(0.0).clamp(0.0, 1.0) * 100.0),
        figure: percent(recovery, digits),
    };
    let mut bars: Vec<Bar> = chapters
        .iter()
        .map(|one| {
            let name = one.scenario.name;
            bar(name.to_owned(), name, one.replayed.outcome.recovery, 2)
        })
        .collect();
    if beside_maker {
        let name = "Maker, really".to_owned();
        bars.push(bar(name, "maker", Some(maker::RECOVERY), 1));
    }
    bars
}
