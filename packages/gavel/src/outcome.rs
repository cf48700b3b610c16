//! What came of a replay: the object written as JSON.

use serde::Serialize;

use crate::batches::BatchSums;
use crate::market::window::Window;
use crate::tally::Sums;

/// What came of one scenario. Amounts are in whole units.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Outcome {
    /// The scenario's name.
    pub scenario: String,
    /// The first second replayed, in Unix seconds.
    pub from: u64,
    /// The end of the window, in Unix seconds.
    pub to: u64,
    /// Blocks from the window's first on, those behind it until no lot was open included.
    pub blocks: u64,
    /// Messages sent to the house, those that open the accounts and those refused included.
    pub messages: u64,
    /// Borrowers at the start.
    pub accounts: u64,
    /// Liquidations made.
    pub liquidations: u64,
    /// Lots opened.
    pub lots: u64,
    /// Collateral sold.
    pub base_sold: f64,
    /// What bidders paid for it.
    pub proceeds: f64,
    /// What it was worth at the market's price, each sale at its own second.
    pub market_value: f64,
    /// Proceeds over market value; null if nothing was sold.
    pub recovery: Option<f64>,
    /// Proceeds over the value at the market's price when each lot opened; null as above.
    pub recovery_at_opening: Option<f64>,
    /// The lowest ratio of payment to market value of one sale; null as above.
    pub worst_sale: Option<f64>,
    /// Sales for less than a hundredth of the market's value.
    pub zero_bid_sales: u64,
    /// Sales below what the lot's own terms allowed.
    pub sales_below_floor: u64,
    /// The middle of the lots' seconds from opening to the last sale; null if no lot was sold.
    pub median_seconds_to_sell: Option<f64>,
    /// The longest of them; null as above.
    pub max_seconds_to_sell: Option<u64>,
    /// Windows of the book that were settled.
    pub batches: u64,
    /// Collateral that they sold.
    pub base_sold_in_batches: f64,
    /// What they raised over what it was worth at the reference of their close; null if they sold nothing.
    pub batch_recovery: Option<f64>,
    /// The lowest such ratio of a window; null as above.
    pub worst_batch: Option<f64>,
    /// The deepest discount at which a bid bought that stood in the book, as a share; null if none did.
    pub deepest_discount: Option<f64>,
    /// Debt that no collateral was left for.
    pub bad_debt: f64,
    /// How much of it the market's reserves paid.
    pub paid_by_reserves: f64,
    /// How much of it the insurance fund paid.
    pub covered: f64,
    /// How much of it the lenders bore.
    pub socialised: f64,
    /// Lots still open, or not yet delivered to who consigned them, at the end.
    pub open_lots: u64,
    /// Invariant checks made.
    pub invariant_checks: u64,
    /// Invariant checks that failed.
    pub invariant_failures: u64,
    /// How long the replay took on this machine, in seconds; the one figure that a seed does not
    /// fix.
    pub elapsed_seconds: f64,
}

/// What a replay counts beside its sales. Amounts are in whole units.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Counts {
    /// Blocks from the window's first on, those behind it until no lot was open included.
    pub blocks: u64,
    /// Messages sent to the house, those that open the accounts and those refused included.
    pub messages: u64,
    /// Borrowers at the start.
    pub accounts: u64,
    /// Liquidations made.
    pub liquidations: u64,
    /// Lots opened.
    pub lots: u64,
    /// What windows of the book sold.
    pub batches: BatchSums,
    /// Debt that no collateral was left for.
    pub bad_debt: f64,
    /// How much of it the market's reserves paid.
    pub paid_by_reserves: f64,
    /// How much of it the insurance fund paid.
    pub covered: f64,
    /// How much of it the lenders bore.
    pub socialised: f64,
    /// Lots still open, or not yet delivered to who consigned them, at the end.
    pub open_lots: u64,
    /// Invariant checks made.
    pub invariant_checks: u64,
    /// Invariant checks that failed.
    pub invariant_failures: u64,
    /// How long the replay took on this machine, in seconds.
    pub elapsed_seconds: f64,
}

impl Outcome {
    /// The outcome of a scenario in a window.
    pub fn new(scenario: &str, window: Window, counts: Counts, sums: Sums) -> Outcome {
        Outcome {
            scenario: scenario.to_owned(),
            from: window.from,
            to: window.to,
            blocks: counts.blocks,
            messages: counts.messages,
            accounts: counts.accounts,
            liquidations: counts.liquidations,
            lots: counts.lots,
            base_sold: sums.base_sold,
            proceeds: sums.proceeds,
            market_value: sums.market_value,
            recovery: sums.recovery,
            recovery_at_opening: sums.recovery_at_opening,
            worst_sale: sums.worst_sale,
            zero_bid_sales: sums.zero_bid_sales,
            sales_below_floor: sums.sales_below_floor,
            median_seconds_to_sell: sums.median_seconds_to_sell,
            max_seconds_to_sell: sums.max_seconds_to_sell,
            batches: counts.batches.windows,
            base_sold_in_batches: counts.batches.base_sold,
            batch_recovery: counts.batches.recovery,
            worst_batch: counts.batches.worst,
            deepest_discount: counts.batches.deepest_discount,
            bad_debt: counts.bad_debt,
            paid_by_reserves: counts.paid_by_reserves,
            covered: counts.covered,
            socialised: counts.socialised,
            open_lots: counts.open_lots,
            invariant_checks: counts.invariant_checks,
            invariant_failures: counts.invariant_failures,
            elapsed_seconds: counts.elapsed_seconds,
        }
    }
}

/// Outcomes as JSON text, ending in a newline: one object for one outcome, else an array.
///
/// # Errors
/// None that the types allow; the serialiser's error is passed on.
pub fn to_json(outcomes: &[Outcome]) -> serde_json::Result<String> {
    let mut text = match outcomes {
        [one] => serde_json::to_string_pretty(one)?,
        many => serde_json::to_string_pretty(many)?,
    };
    text.push('\n');
    Ok(text)
}

#[cfg(test)]
mod tests {
    use serde_json::{json, Value};

    use super::*;
    use crate::market::price::Price;
    use crate::tally::{Decimals, Sale, Tally};

    fn outcome(sold: bool) -> Outcome {
        let mut tally = Tally::new(Decimals { base: 6, quote: 6 });
        if sold {
            let price = Price::from_cents(10_000).unwrap();
            let sale = Sale {
                base: 500_000,
                paid: 49_000_000,
                market: price,
                opening: price,
                floor: price,
            };
            tally.sale(sale).unwrap();
            tally.lot_sold(18);
        }
        let counts = Counts {
            blocks: 10,
            accounts: 1,
            lots: 1,
            bad_debt: 0.5,
            ..Counts::default()
        };
        Outcome::new("calm", Window { from: 60, to: 120 }, counts, tally.sums())
    }

    #[test]
    fn one_outcome_is_one_object_with_every_field_by_its_name() {
        let value: Value = serde_json::from_str(&to_json(&[outcome(true)]).unwrap()).unwrap();
        let expected = json!({
            "scenario": "calm", "from": 60, "to": 120, "blocks": 10, "messages": 0, "accounts": 1,
            "liquidations": 0, "lots": 1, "base_sold": 0.5, "proceeds": 49.0,
            "market_value": 50.0, "recovery": 0.98, "recovery_at_opening": 0.98,
            "worst_sale": 0.98, "zero_bid_sales": 0, "sales_below_floor": 1,
            "median_seconds_to_sell": 18.0, "max_seconds_to_sell": 18, "batches": 0, "base_sold_in_batches": 0.0,
            "batch_recovery": null, "worst_batch": null, "deepest_discount": null, "bad_debt": 0.5,
            "paid_by_reserves": 0.0, "covered": 0.0, "socialised": 0.0, "open_lots": 0, "invariant_checks": 0,
            "invariant_failures": 0, "elapsed_seconds": 0.0,
        });
        assert_eq!(value, expected);
    }

    #[test]
    fn ratios_of_nothing_are_null_and_several_outcomes_are_an_array() {
        let text = to_json(&[outcome(false), outcome(true)]).unwrap();
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value[0]["recovery"], Value::Null);
        assert_eq!(value[1]["recovery"], 0.98);
        assert!(text.ends_with("]\n"));
    }
}
