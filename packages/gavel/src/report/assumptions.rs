//! The model in words, with the numbers of the scenarios.

use std::ops::RangeInclusive;

use super::Chapter;
use crate::figures::{count, duration};
use crate::scenario::Scenario;

/// What is assumed: a heading and a sentence or two for each.
pub fn of(chapters: &[Chapter<'_>]) -> Vec<(&'static str, String)> {
    let Some(first) = chapters.first().map(|chapter| chapter.scenario) else {
        return Vec::new();
    };
    let mut told = vec![
        (
            "Real and modelled",
            "Accounts, liquidations, lots, sales and settlements are messages to the house's own contracts on an embedded \
             chain. Only prices and people are modelled."
                .to_owned(),
        ),
        (
            "Prices",
            "The price goes in straight lines through each bar: open, the nearer of high and low, the other, close; in the \
             built-in hours from the last close through the low to the close."
                .to_owned(),
        ),
        (
            "Borrowers",
            format!(
                "{} accounts, their liquidation prices spread evenly from the first price to the lowest, their collateral \
                 drawn from the sizes of Maker's lots of those days.",
                count(first.accounts.into())
            ),
        ),
        ("Price feeds", feeds(first)),
        (
            "Insurance fund",
            format!(
                "Stakers have put in {} of what lenders lend. Penalties wait in the market; none has reached the fund.",
                percent(first.staked_bps.saturating_mul(100))
            ),
        ),
        (
            "Keepers",
            format!(
                "{} liquidates accounts as the oracle's price reaches them and takes lots' next steps.",
                if first.keepers == 1 { "One".to_owned() } else { count(first.keepers.into()) }
            ),
        ),
        ("Bidders", bidders(first)),
    ];
    told.extend(
        chapters
            .iter()
            .map(|chapter| (chapter.scenario.name, capital(chapter.scenario))),
    );
    told.push((
        "Left out",
        "Bidders who learn from each other, a market that moves because of the sales, fees, failed transactions, and any \
         collateral but one."
            .to_owned(),
    ));
    told
}

fn feeds(one: &Scenario) -> String {
    format!(
        "{} feeders push every {} s or at a move of {}, off by at most {}, {} block late. Their messages never wait.",
        count(one.feeders.into()),
        one.feed_interval,
        percent(one.feed_move_ppm),
        percent(one.feed_noise_ppm),
        one.feed_latency_blocks
    )
}

fn bidders(one: &Scenario) -> String {
    format!(
        "Each wants {} of a lot's value, decides on what it saw a block ago, is included {} blocks later and pays at most the \
         market's price at its decision less what it wants. What it spends comes back after {}, {} poorer. Blocks are {} s \
         apart.",
        range(&one.bidder_margin_ppm, percent),
        range(&one.bidder_latency_blocks, |blocks| blocks.to_string()),
        duration(Some(one.capital_returns_after as f64)),
        percent(one.capital_return_cost_ppm),
        one.block_seconds
    )
}

/// What is special about a scenario, in numbers.
fn capital(one: &Scenario) -> String {
    let mut text = format!(
        "Bidders: {}, each with ${}.",
        one.bidders,
        count(one.bidder_capital)
    );
    if one.bidders == 0 {
        text = "Nobody is there to bid.".to_owned();
    }
    if let Some(windows) = &one.windows {
        text += &format!(
            " What comes within {} s is one lot, sold to the book at no less than {} of the oracle's price; what that leaves is \
             sold at a falling price. For the last {} blocks of a window the book is frozen.",
            windows.seconds,
            bps(windows.reserve_bps),
            windows.freeze_blocks
        );
    }
    if let Some(standing) = &one.standing {
        text += &format!(
            " In the book stand bids of {} of what is lent, the same at each step of discount from {} to {}; their owners are not \
             there and put nothing in again.",
            bps(standing.money_bps),
            bps(*standing.discounts_bps.start()),
            bps(*standing.discounts_bps.end())
        );
    }
    if one.windows.is_some() && one.bidders > 0 {
        text += " Bidders bid for each window too, at the discount with which they earn what they want at the market's price of the \
                 moment, go deeper while the market falls, until the book is frozen, and take the rest back.";
    }
    if one.inclusion_mean_seconds > 0 {
        text += &format!(
            " Every message of a bidder or a keeper takes an exponentially distributed time to be included, {} on the average. \
             A bidder sends as soon as the lot's price will be right when the message may arrive, one message a lot at a time, \
             with its limit as of the sending and its money set aside; if the price is above the limit, it tries again.",
            duration(Some(one.inclusion_mean_seconds as f64))
        );
    }
    if one.deserted_seconds > 0 {
        text += &format!(
            " Nobody bids for {} from the crash's start: the minute from which the price falls furthest within an hour.",
            duration(Some(one.deserted_seconds as f64))
        );
    }
    text
}

fn bps(bps: u32) -> String {
    percent(bps.saturating_mul(100))
}

fn percent(ppm: u32) -> String {
    format!("{} %", f64::from(ppm) / 10_000.0)
}

fn range(range: &RangeInclusive<u32>, show: impl Fn(u32) -> String) -> String {
    if range.start() == range.end() {
        show(*range.start())
    } else {
        let start = show(*range.start());
        format!("{} to {}", start.trim_end_matches(" %"), show(*range.end()))
    }
}
