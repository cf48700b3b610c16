//! The outcome of a replay as a page for people: what a lender wants to know first.

#![allow(
    clippy::float_arithmetic,
    reason = "figures are scaled and rounded for reading; nothing is decided by them"
)]

use std::fmt;

use crate::market::moment::show;
use crate::outcome::Outcome;

/// What the collateral auctioned by Maker on 12 and 13 March 2020 brought, of its market value.
const MAKER_RECOVERY: f64 = 0.435;

/// How many of those auctions, of 4,094, were won for under 1 DAI an ETH.
const MAKER_ZERO_BIDS: u64 = 1_461;

/// 2020-03-12 00:00 and 2020-03-14 00:00 UTC, between which Maker's figures were made.
const MAKER_DAYS: (u64, u64) = (1_583_971_200, 1_584_144_000);

/// An outcome, written as a page of text.
#[derive(Clone, Copy, Debug)]
pub struct Summary<'a>(pub &'a Outcome);

impl fmt::Display for Summary<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let one = self.0;
        writeln!(
            out,
            "Scenario {}, {} to {}",
            one.scenario,
            show(one.from),
            show(one.to)
        )?;
        writeln!(
            out,
            "{} blocks, {} messages, {:.1} s on this machine\n",
            count(one.blocks),
            count(one.messages),
            one.elapsed_seconds
        )?;
        writeln!(out, "{}\n", verdict(one))?;

        let beside_maker = one.from < MAKER_DAYS.1 && MAKER_DAYS.0 < one.to;
        let maker = |figure: String| if beside_maker { figure } else { String::new() };
        if beside_maker {
            row(out, "", "this house", "Maker, those days")?;
        }
        let recovery = maker(percent(Some(MAKER_RECOVERY), 1));
        row(
            out,
            "Paid, of the market's price",
            &percent(one.recovery, 2),
            &recovery,
        )?;
        let zero_bids = maker(count(MAKER_ZERO_BIDS));
        row(
            out,
            "Sales for next to nothing",
            &count(one.zero_bid_sales),
            &zero_bids,
        )?;
        let plain = [
            (
                "Paid, of the price at the lot's opening",
                percent(one.recovery_at_opening, 2),
            ),
            (
                "Worst sale, of the market's price",
                percent(one.worst_sale, 2),
            ),
            ("Sales below the lot's floor", count(one.sales_below_floor)),
            (
                "Median time to sell a lot",
                duration(one.median_seconds_to_sell),
            ),
            (
                "Longest",
                duration(one.max_seconds_to_sell.map(|longest| longest as f64)),
            ),
            ("", String::new()),
            ("Accounts", count(one.accounts)),
            ("Liquidations", count(one.liquidations)),
            ("Lots opened", count(one.lots)),
            ("Lots still open", count(one.open_lots)),
            ("Collateral sold", amount(one.base_sold)),
            ("Market value of it", amount(one.market_value)),
            ("Paid for it", amount(one.proceeds)),
            ("", String::new()),
            ("Bad debt", amount(one.bad_debt)),
            ("  paid by the market's reserves", amount(one.covered)),
            ("  borne by lenders", amount(one.socialised)),
            ("Invariant checks", count(one.invariant_checks)),
            ("  failed", count(one.invariant_failures)),
        ];
        for (label, figure) in plain {
            row(out, label, &figure, "")?;
        }
        Ok(())
    }
}

/// What a lender wants to know first, in a sentence.
fn verdict(one: &Outcome) -> String {
    if one.invariant_failures > 0 {
        let failed = count(one.invariant_failures);
        return format!("{failed} invariant checks failed: the figures below cannot be relied on.");
    }
    let open = match one.open_lots {
        0 => String::new(),
        1 => " One lot is still open.".to_owned(),
        many => format!(" {} lots are still open.", count(many)),
    };
    if one.socialised > 0.0 {
        return format!("Lenders lost {}.{open}", amount(one.socialised));
    }
    if one.covered > 0.0 {
        let covered = amount(one.covered);
        return format!("Lenders lost nothing; the market's reserves paid {covered}.{open}");
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
fn row(out: &mut fmt::Formatter<'_>, label: &str, house: &str, maker: &str) -> fmt::Result {
    let line = format!("{label:<40} {house:>18}  {maker:>18}");
    writeln!(out, "{}", line.trim_end())
}

/// A whole number in groups of three digits.
fn count(number: u64) -> String {
    group(&number.to_string())
}

/// An amount with two digits after the point, in groups of three.
fn amount(number: f64) -> String {
    let text = format!("{number:.2}");
    match text.split_once('.') {
        Some((whole, part)) => format!("{}.{part}", group(whole)),
        None => text,
    }
}

/// Commas between groups of three digits.
fn group(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len().saturating_mul(2));
    for (at, digit) in digits.chars().enumerate() {
        let left = digits.len().saturating_sub(at);
        if at > 0 && left.checked_rem(3) == Some(0) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A ratio in per cent; a dash if there is none.
fn percent(ratio: Option<f64>, digits: usize) -> String {
    ratio.map_or("–".to_owned(), |ratio| {
        format!("{:.digits$} %", ratio * 100.0)
    })
}

/// Seconds as people read them; a dash if there are none.
fn duration(seconds: Option<f64>) -> String {
    let Some(seconds) = seconds else {
        return "–".to_owned();
    };
    if seconds < 120.0 {
        format!("{seconds:.0} s")
    } else if seconds < 7_200.0 {
        format!("{:.1} min", seconds / 60.0)
    } else {
        format!("{:.1} h", seconds / 3_600.0)
    }
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)]
mod tests {
    use super::*;
    use crate::market::window::Window;
    use crate::outcome::Counts;
    use crate::tally::Sums;

    fn outcome(from: u64) -> Outcome {
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
        Outcome::new(
            "calm",
            Window {
                from,
                to: from + 3_600,
            },
            counts,
            sums,
        )
    }

    fn line<'a>(page: &'a str, label: &str) -> &'a str {
        page.lines().find(|line| line.starts_with(label)).unwrap()
    }

    fn words(page: &str, label: &str) -> String {
        line(page, label)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn the_page_shows_the_house_beside_maker_on_those_days() {
        let page = Summary(&outcome(MAKER_DAYS.0)).to_string();
        assert_eq!(
            words(&page, "Paid, of the m"),
            "Paid, of the market's price 99.50 % 43.5 %"
        );
        assert_eq!(
            words(&page, "Sales for"),
            "Sales for next to nothing 0 1,461"
        );
        assert_eq!(words(&page, "Collateral"), "Collateral sold 154,999.25");
        assert_eq!(words(&page, "Median"), "Median time to sell a lot 90 s");
        assert_eq!(words(&page, "Longest"), "Longest 6.7 min");
        assert!(page.contains("Lenders lost nothing.\n"), "{page}");
        assert!(
            page.lines().all(|line| line.chars().count() <= 80),
            "{page}"
        );
    }

    #[test]
    fn on_other_days_maker_is_left_out() {
        let page = Summary(&outcome(MAKER_DAYS.1)).to_string();
        assert!(!page.contains("Maker"), "{page}");
        assert_eq!(words(&page, "Sales for"), "Sales for next to nothing 0");
    }

    #[test]
    fn the_verdict_tells_the_worst_first() {
        let told = |change: &dyn Fn(&mut Outcome)| {
            let mut one = outcome(0);
            change(&mut one);
            verdict(&one)
        };
        assert_eq!(
            told(&|one| one.socialised = 1_234.5),
            "Lenders lost 1,234.50."
        );
        assert_eq!(
            told(&|one| (one.bad_debt, one.covered, one.open_lots) = (5.0, 5.0, 2)),
            "Lenders lost nothing; the market's reserves paid 5.00. 2 lots are still open."
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
            "3 invariant checks failed: the figures below cannot be relied on."
        );
    }

    #[test]
    fn figures_are_grouped_and_missing_ones_are_dashes() {
        assert_eq!(
            [0, 12, 999, 1_000, 1_234_567].map(count),
            ["0", "12", "999", "1,000", "1,234,567"]
        );
        assert_eq!(amount(1_234.567), "1,234.57");
        assert_eq!(percent(None, 2), "–");
        assert_eq!(duration(None), "–");
        assert_eq!(duration(Some(9_000.0)), "2.5 h");
    }
}
