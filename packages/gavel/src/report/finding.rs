//! What the page says first.

use super::Chapter;
use crate::figures::{amount, count, duration, percent};
use crate::maker;
use crate::outcome::Outcome;

/// The page's title, and the four figures below it.
pub struct Finding {
    /// What came of it, in a line.
    pub title: String,
    /// Figures in large type.
    pub tiles: Vec<Tile>,
}

/// A figure in large type.
pub struct Tile {
    /// The figure.
    pub figure: String,
    /// What it is.
    pub label: String,
}

impl Finding {
    /// The finding of the scenarios, which is that of the worst of them.
    pub fn of(chapters: &[Chapter<'_>], beside_maker: bool) -> Finding {
        let outcomes: Vec<&Outcome> = chapters.iter().map(|one| &one.replayed.outcome).collect();
        let recoveries = outcomes.iter().filter_map(|one| one.recovery);
        let recovery = recoveries.reduce(f64::min);
        let zero_bids: u64 = outcomes.iter().map(|one| one.zero_bid_sales).sum();
        let written_off = outcomes.iter().map(|one| one.socialised);
        let written_off = written_off.fold(0.0, f64::max);
        let paid_for = outcomes
            .iter()
            .map(|one| one.paid_by_reserves + one.covered);
        let paid_for = paid_for.fold(0.0, f64::max);
        let longest = outcomes.iter().filter_map(|one| one.max_seconds_to_sell);
        let longest = longest.max().map(|longest| longest as f64);
        let maker = |text: String| if beside_maker { text } else { String::new() };
        // "At least": rounded down.
        let sold = recovery.map(|recovery| (recovery * 1_000.0).floor() / 1_000.0);
        let sold = percent(sold, 1);
        let worst = match outcomes.len() {
            0 | 1 => "of the market's price was paid".to_owned(),
            many => format!(
                "of the market's price was paid in the worst of {} scenarios",
                count(many as u64)
            ),
        };
        let tile = |figure, label| Tile { figure, label };
        Finding {
            title: match (recovery, beside_maker) {
                (None, _) => "Nothing was sold".to_owned(),
                (Some(_), false) => format!("Collateral sold for at least {sold} of its market value"),
                (Some(_), true) => format!(
                    "Collateral sold for at least {sold} of its market value. On those days Maker got {}",
                    percent(Some(maker::RECOVERY), 1)
                ),
            },
            tiles: vec![
                tile(percent(recovery, 2), worst + &maker(format!("; Maker: {}", percent(Some(maker::RECOVERY), 1)))),
                tile(
                    count(zero_bids),
                    "sales for next to nothing".to_owned() + &maker(format!("; Maker: {}", count(maker::ZERO_BIDS))),
                ),
                tile(duration(longest), "was the longest a lot took to sell".to_owned()),
                tile(
                    format!("${}", amount(written_off)),
                    format!(
                        "was the most that lenders lost; reserves and the insurance fund paid up to ${}",
                        amount(paid_for)
                    ),
                ),
            ],
        }
    }
}
