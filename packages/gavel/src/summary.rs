//! The outcomes of a replay as a page for people: what a lender wants to know first.

use std::fmt;

use crate::figures::{amount, count, duration, percent};
use crate::maker;
use crate::market::moment::show;
use crate::market::window::Window;
use crate::outcome::Outcome;

/// Outcomes of the same window, written as a page of text with a column each, beside what really happened.
#[derive(Clone, Copy, Debug)]
pub struct Summary<'a>(pub &'a [Outcome]);

/// Width of the labels.
const LABELS: usize = 26;

/// Width of a scenario's column.
const COLUMN: usize = 11;

/// Scenarios beside each other, so that a line fits a terminal.
const COLUMNS: usize = 4;

/// Width of the column of what really happened.
const MAKER: usize = 9;

/// A figure of an outcome as people read it.
type Figure = fn(&Outcome) -> String;

/// The table's lines: a label, the figure, and what it really was.
fn lines() -> [(&'static str, Figure, String); 22] {
    let none = String::new;
    let longest = |one: &Outcome| duration(one.max_seconds_to_sell.map(|longest| longest as f64));
    [
        (
            "Paid, of market price",
            |one| percent(one.recovery, 2),
            percent(Some(maker::RECOVERY), 1),
        ),
        (
            "Sales for next to nothing",
            |one| count(one.zero_bid_sales),
            count(maker::ZERO_BIDS),
        ),
        (
            "Paid, of opening price",
            |one| percent(one.recovery_at_opening, 2),
            none(),
        ),
        (
            "Worst sale, of market",
            |one| percent(one.worst_sale, 2),
            none(),
        ),
        (
            "Worst window, of oracle",
            |one| percent(one.worst_batch, 2),
            none(),
        ),
        (
            "Sales below floor",
            |one| count(one.sales_below_floor),
            none(),
        ),
        (
            "Median time to sell",
            |one| duration(one.median_seconds_to_sell),
            none(),
        ),
        ("Longest time to sell", longest, none()),
        ("", |_| String::new(), none()),
        ("Accounts", |one| count(one.accounts), none()),
        ("Liquidations", |one| count(one.liquidations), none()),
        ("Lots opened", |one| count(one.lots), count(maker::AUCTIONS)),
        ("Lots still open", |one| count(one.open_lots), none()),
        (
            "Collateral sold",
            |one| amount(one.base_sold),
            amount(maker::BASE_SOLD),
        ),
        ("Its market value", |one| amount(one.market_value), none()),
        ("Paid for it", |one| amount(one.proceeds), none()),
        ("Bad debt", |one| amount(one.bad_debt), none()),
        (
            "  paid by reserves",
            |one| amount(one.paid_by_reserves),
            none(),
        ),
        ("  paid by the fund", |one| amount(one.covered), none()),
        ("  borne by lenders", |one| amount(one.socialised), none()),
        (
            "Invariant checks failed",
            |one| count(one.invariant_failures),
            none(),
        ),
        ("  of", |one| count(one.invariant_checks), none()),
    ]
}

impl fmt::Display for Summary<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(first) = self.0.first() else {
            return Ok(());
        };
        writeln!(out, "{} to {}\n", show(first.from), show(first.to))?;
        for one in self.0 {
            writeln!(
                out,
                "{:<COLUMN$}{} {} blocks, {} messages in {:.1} s.",
                one.scenario,
                verdict(one),
                count(one.blocks),
                count(one.messages),
                one.elapsed_seconds
            )?;
        }
        let beside_maker = maker::is_beside(Window {
            from: first.from,
            to: first.to,
        });
        writeln!(out)?;
        for (place, some) in self.0.chunks(COLUMNS).enumerate() {
            if place > 0 {
                writeln!(out)?;
            }
            let names = some.iter().map(|one| one.scenario.clone());
            row(out, "", names, if beside_maker { "Maker" } else { "" })?;
            for (label, figure, really) in lines() {
                let really = if beside_maker { really.as_str() } else { "" };
                row(out, label, some.iter().map(figure), really)?;
            }
        }
        Ok(())
    }
}

/// What a lender wants to know first, in a sentence.
pub fn verdict(one: &Outcome) -> String {
    if one.invariant_failures > 0 {
        let failed = count(one.invariant_failures);
        return format!("{failed} invariant checks failed: the figures cannot be relied on.");
    }
    let open = match one.open_lots {
        0 => String::new(),
        1 => " One lot is still open.".to_owned(),
        many => format!(" {} lots are still open.", count(many)),
    };
    if one.socialised > 0.0 {
        return format!("Lenders lost {}.{open}", amount(one.socialised));
    }
    let paid = [
        ("reserves", one.paid_by_reserves),
        ("the insurance fund", one.covered),
    ]
    .iter()
    .filter(|(_, paid)| *paid > 0.0)
    .map(|(payer, paid)| format!("{payer} paid {}", amount(*paid)))
    .collect::<Vec<_>>()
    .join(", ");
    if !paid.is_empty() {
        return format!("Lenders lost nothing; {paid}.{open}");
    }
    if one.bad_debt > 0.0 {
        return format!(
            "Bad debt of {} is not settled yet.{open}",
            amount(one.bad_debt)
        );
    }
    if one.liquidations == 0 {
        return "No account was liquidated.".to_owned();
    }
    format!("Lenders lost nothing.{open}")
}

/// A line of the table.
fn row(
    out: &mut fmt::Formatter<'_>,
    label: &str,
    figures: impl Iterator<Item = String>,
    really: &str,
) -> fmt::Result {
    let mut line = format!("{label:<LABELS$}");
    for figure in figures {
        line.push_str(&format!("{figure:>COLUMN$}"));
    }
    line.push_str(&format!("{really:>MAKER$}"));
    writeln!(out, "{}", line.trim_end())
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)]
mod tests {
    use super::*;
    use crate::outcome::Counts;
    use crate::tally::Sums;

    fn outcome(scenario: &str, from: u64) -> Outcome {
        let sums = Sums {
            base_sold: 154_999.25,
            proceeds: 19_900_000.0,
            market_value: 20_000_000.0,
            recovery: Some(0.995),
            recovery_at_opening: Some(0.99),
            worst_sale: Some(0.9834),
            zero_bid_sales: 0,
            sales_below_floor: 0,
            median_seconds_to_sell: Some(90.0),
            max_seconds_to_sell: Some(400),
        };
        let counts = Counts {
            liquidations: 4_094,
            lots: 4_094,
            ..Counts::default()
        };
        let window = Window {
            from,
            to: from + 3_600,
        };
        Outcome::new(scenario, window, counts, sums)
    }

    fn words(page: &str, label: &str) -> String {
        let line = page.lines().find(|line| line.starts_with(label)).unwrap();
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_page_shows_every_scenario_beside_maker_on_those_days() {
        let names = ["calm", "congested", "thin", "deserted"];
        let outcomes = names.map(|name| outcome(name, maker::DAYS.from));
        let page = Summary(&outcomes).to_string();
        assert!(
            page.contains("       calm  congested       thin   deserted    Maker\n"),
            "{page}"
        );
        assert_eq!(
            words(&page, "Paid, of market"),
            "Paid, of market price 99.50 % 99.50 % 99.50 % 99.50 % 43.5 %"
        );
        assert_eq!(
            words(&page, "Sales for"),
            "Sales for next to nothing 0 0 0 0 1,461"
        );
        assert_eq!(
            words(&page, "Collateral"),
            "Collateral sold 154,999 154,999 154,999 154,999 154,999"
        );
        assert_eq!(
            words(&page, "Longest"),
            "Longest time to sell 6.7 min 6.7 min 6.7 min 6.7 min"
        );
        assert!(
            page.contains("\nthin       Lenders lost nothing. 0 blocks"),
            "{page}"
        );
        assert!(
            page.lines().all(|line| line.chars().count() <= 80),
            "{page}"
        );
    }

    #[test]
    fn on_other_days_maker_is_left_out() {
        let page = Summary(&[outcome("calm", maker::DAYS.to)]).to_string();
        assert!(!page.contains("Maker"), "{page}");
        assert_eq!(words(&page, "Sales for"), "Sales for next to nothing 0");
    }

    #[test]
    fn the_verdict_tells_the_worst_first() {
        let told = |change: &dyn Fn(&mut Outcome)| {
            let mut one = outcome("calm", 0);
            change(&mut one);
            verdict(&one)
        };
        assert_eq!(told(&|one| one.socialised = 1_234.5), "Lenders lost 1,234.");
        assert_eq!(
            told(&|one| (one.bad_debt, one.paid_by_reserves, one.open_lots) = (5.0, 5.0, 2)),
            "Lenders lost nothing; reserves paid 5.00. 2 lots are still open."
        );
        assert_eq!(
            told(&|one| (one.bad_debt, one.paid_by_reserves, one.covered) = (7.0, 5.0, 2.0)),
            "Lenders lost nothing; reserves paid 5.00, the insurance fund paid 2.00."
        );
        assert_eq!(
            told(&|one| one.bad_debt = 5.0),
            "Bad debt of 5.00 is not settled yet."
        );
        assert_eq!(
            told(&|one| one.liquidations = 0),
            "No account was liquidated."
        );
        assert_eq!(
            told(&|one| (one.invariant_failures, one.socialised) = (3, 1.0)),
            "3 invariant checks failed: the figures cannot be relied on."
        );
    }
}
