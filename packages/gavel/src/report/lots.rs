//! Every lot as compact data, for the table that the page's script shows.

use serde::Serialize;

use super::Chapter;
use crate::chronicle::{Chronicle, LotStory};
use crate::error::Error;
use crate::tally::whole;

/// The lots of a scenario by columns. Numbers are whole, and what rises slowly is told by its steps: tens of thousands of lots
/// take tens of bytes each.
#[derive(Serialize)]
struct Columns {
    scenario: &'static str,
    /// Unix second from which on openings are counted.
    from: u64,
    /// Seconds from the opening before to this one.
    opened: Vec<u64>,
    /// Base in the lot, in thousandths.
    base: Vec<u64>,
    /// Base sold in thousandths where it is not all; else null.
    sold: Vec<Option<u64>>,
    /// The market's price at the opening, in hundredths, by its step from the opening before.
    price: Vec<i64>,
    /// Paid of the market's price in hundredths of a per cent; 0 if nothing was sold.
    paid: Vec<u64>,
    /// Seconds from the opening to the last sale; null if nothing was sold.
    wait: Vec<Option<u64>>,
    /// How often the lot started anew.
    restarts: Vec<u32>,
}

/// All lots as JSON that can stand inside a script element.
///
/// # Errors
/// None that the types allow; the serialiser's error is passed on.
pub fn json(chapters: &[Chapter<'_>]) -> Result<String, Error> {
    let columns: Vec<Columns> = chapters
        .iter()
        .map(|chapter| columns(chapter.scenario.name, &chapter.replayed.chronicle))
        .collect();
    serde_json::to_string(&columns).map_err(|fault| Error::NoPicture {
        what: "the table of lots",
        reason: fault.to_string(),
    })
}

fn columns(scenario: &'static str, chronicle: &Chronicle) -> Columns {
    let lots = chronicle.lots();
    let base_digits = chronicle.decimals().base;
    let thousandths = |amount: u128| (whole(amount, base_digits) * 1_000.0).round() as u64;
    let opened: Vec<u64> = lots.iter().map(|lot| lot.opening.at).collect();
    let cents = |lot: &LotStory| (lot.opening.price.to_f64() * 100.0).round() as i64;
    let prices: Vec<i64> = lots.iter().map(cents).collect();
    let from = opened.first().copied().unwrap_or(0);
    Columns {
        scenario,
        from,
        opened: steps(from, &opened, u64::saturating_sub),
        base: lots
            .iter()
            .map(|lot| thousandths(lot.opening.base))
            .collect(),
        sold: lots
            .iter()
            .map(|lot| (lot.sold != lot.opening.base).then(|| thousandths(lot.sold)))
            .collect(),
        price: steps(0, &prices, i64::saturating_sub),
        paid: lots
            .iter()
            .map(|lot| (lot.paid as f64 * 10_000.0 / lot.value.max(1) as f64).round() as u64)
            .collect(),
        wait: lots
            .iter()
            .map(|lot| Some(lot.last_sale?.saturating_sub(lot.opening.at)))
            .collect(),
        restarts: lots.iter().map(|lot| lot.restarts).collect(),
    }
}

/// Each number's step from the one before it, the first's from `start`.
fn steps<T: Copy>(start: T, numbers: &[T], step: impl Fn(T, T) -> T) -> Vec<T> {
    let before = std::iter::once(start).chain(numbers.iter().copied());
    numbers
        .iter()
        .zip(before)
        .map(|(number, before)| step(*number, before))
        .collect()
}

#[cfg(test)]
mod tests {
    use gavel_types::auction::LotId;

    use super::*;
    use crate::chronicle::{LotOpening, SaleStory};
    use crate::market::price::Price;
    use crate::tally::Decimals;

    #[test]
    fn lots_are_told_by_columns_in_whole_numbers() {
        let mut chronicle = Chronicle::new(Decimals { base: 6, quote: 6 });
        for (number, at, cents) in [(1, 100, 12_345), (2, 160, 12_340)] {
            chronicle.opened(LotOpening {
                lot: LotId { pair: 1, number },
                at,
                price: Price::from_cents(cents).unwrap(),
                base: 1_234_567,
            });
        }
        chronicle.sold(SaleStory {
            lot: LotId { pair: 1, number: 2 },
            at: 190,
            base: 1_234_567,
            paid: 995,
            value: 1_000,
        });
        chronicle.started_anew(LotId { pair: 1, number: 1 });
        let text = serde_json::to_string(&columns("calm", &chronicle)).unwrap();
        let expected = "{\"scenario\":\"calm\",\"from\":100,\"opened\":[0,60],\"base\":[1235,1235],\
                        \"sold\":[0,null],\"price\":[12345,-5],\"paid\":[0,9950],\"wait\":[null,30],\
                        \"restarts\":[1,0]}";
        assert_eq!(text, expected);
    }
}
