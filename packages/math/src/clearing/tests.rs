//! The walk against a model of its own: the highest price at which demand covers the lot, in exact fractions.

use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;

use super::*;

const SCALE: Scale = Scale {
    base_decimals: 0,
    quote_decimals: 0,
};

/// A price of whole units.
fn whole(price: u128) -> Price {
    Price(price * 10u128.pow(18))
}

fn lot(base: u128, reserve: u128) -> Batch {
    Batch {
        base,
        reserve: whole(reserve),
        scale: SCALE,
    }
}

/// Walks over ticks from the best price down. Says how each of them ended: whole, in part, or not at all.
fn settle(batch: &Batch, ticks: &[(Price, u128)]) -> (Outcome, usize) {
    let mut walk = Walk::default();
    for (place, (price, total)) in ticks.iter().enumerate() {
        match batch.step(walk, *price, *total).unwrap() {
            Step::Done(outcome) | Step::Marginal(outcome) => return (outcome, place),
            Step::Taken(next) => walk = next,
        }
    }
    (batch.end(walk).unwrap(), ticks.len())
}

#[test]
fn a_lot_that_two_ticks_cover_sells_at_the_lower_ones_price() {
    // 10 base: 30 at 5 buy 7.5 at 4; the tick at 4 with 100 fills the rest: 10 − ⌊30/4⌋ = 3 for 12.
    let (outcome, taken) = settle(
        &lot(10, 1),
        &[(whole(5), 30), (whole(4), 100), (whole(3), 9)],
    );
    assert_eq!(taken, 1);
    assert_eq!((outcome.sold, outcome.raised), (10, 42));
    assert_eq!(outcome.price, ClearingPrice::At(whole(4)));
    let marginal = outcome.marginal.unwrap();
    assert_eq!((marginal.base, marginal.quote), (3, 12));
    // A bid of 25 there gets ⌊25 · 3/100⌋ = 0 and pays ⌈25 · 12/100⌉ = 3; one of 50 gets 1 and pays 6.
    assert_eq!(
        (marginal.base_floor(25, 100), marginal.quote_ceil(25, 100)),
        (Ok(0), Ok(3))
    );
    assert_eq!(
        (marginal.base_floor(50, 100), marginal.quote_ceil(50, 100)),
        (Ok(1), Ok(6))
    );
}

#[test]
fn between_two_ticks_the_price_is_the_fraction_that_sells_everything() {
    // 45 for 10: more than 4 each, less than 5.
    let (outcome, taken) = settle(&lot(10, 1), &[(whole(5), 45), (whole(4), 100)]);
    assert_eq!((taken, outcome.sold, outcome.raised), (1, 10, 45));
    assert_eq!(
        outcome.price,
        ClearingPrice::Fraction {
            quote: 45,
            base: 10
        }
    );
    assert_eq!(outcome.price.base_floor(9, SCALE), Ok(2));
}

#[test]
fn too_little_demand_sells_a_part_at_the_reserve() {
    let (outcome, _) = settle(&lot(10, 3), &[(whole(5), 10), (whole(4), 10)]);
    // 20 at 3 buy 6.
    assert_eq!((outcome.sold, outcome.raised), (6, 20));
    assert_eq!(outcome.price, ClearingPrice::At(whole(3)));
    let (nothing, _) = settle(&lot(10, 3), &[]);
    assert_eq!((nothing.sold, nothing.raised), (0, 0));
}

#[test]
fn the_first_wrong_draft_sold_ten_of_seven() {
    // Marginal base out of rounded quote: with 7 to sell, nothing above and a tick of 10 at 1, as many as their quote bought.
    let (outcome, _) = settle(&lot(7, 1), &[(whole(1), 10)]);
    let marginal = outcome.marginal.unwrap();
    assert_eq!((outcome.sold, marginal.base, marginal.quote), (7, 7, 7));
    let paid: u128 = (0..10).map(|_| marginal.base_floor(1, 10).unwrap()).sum();
    assert!(paid <= 7);
}

#[test]
fn the_second_wrong_draft_took_a_tick_that_nothing_was_left_for() {
    // 40 above pay for all 10 at 4 exactly. The tick at 4 is no winner, although its limit is the clearing price.
    let (outcome, taken) = settle(&lot(10, 1), &[(whole(5), 40), (whole(4), 100)]);
    assert_eq!((taken, outcome.sold, outcome.raised), (1, 10, 40));
    assert_eq!(outcome.marginal, None);
}

#[test]
fn the_third_wrong_draft_left_base_unsold_at_a_rounded_price() {
    // 16 for 10 is 1.6 each. At a price rounded up to 2 only 8 would be sold.
    let (outcome, _) = settle(&lot(10, 1), &[(whole(3), 16)]);
    assert_eq!((outcome.sold, outcome.raised), (10, 16));
    assert_eq!(outcome.price.base_floor(16, SCALE), Ok(10));
}

#[test]
fn amounts_that_no_number_holds_are_more_than_anyone_has() {
    // All there is at the highest price: nobody covers it, and nothing fails.
    let batch = Batch {
        base: u128::MAX,
        reserve: Price(1),
        scale: SCALE,
    };
    let (outcome, taken) = settle(
        &batch,
        &[(whole(10u128.pow(12)), 10), (Price(1), u128::MAX - 10)],
    );
    assert_eq!(taken, 1);
    assert_eq!(outcome.sold, u128::MAX);
}

/// The highest price from the reserve up at which demand covers the lot, by looking at every tick and every stretch between two;
/// `None` where not even the reserve is covered.
fn highest(batch: &Batch, ticks: &[(Price, u128)]) -> Option<BigRational> {
    let base = ratio(batch.base);
    let reserve = exact(batch.reserve);
    let mut found: Option<BigRational> = None;
    let mut offer = |price: BigRational| {
        if price >= reserve && found.as_ref().is_none_or(|best| price > *best) {
            found = Some(price);
        }
    };
    let demand = |at: &BigRational| {
        ticks
            .iter()
            .filter(|(price, _)| exact(*price) >= *at)
            .fold(ratio(0), |sum, (_, total)| sum + ratio(*total))
    };
    let mut limits: Vec<BigRational> = ticks.iter().map(|(price, _)| exact(*price)).collect();
    limits.push(reserve.clone());
    for limit in &limits {
        if demand(limit) >= &base * limit {
            offer(limit.clone());
        }
        // Just above the limit demand is that of the ticks above, up to the next of them.
        let above = ticks
            .iter()
            .filter(|(price, _)| exact(*price) > *limit)
            .fold(ratio(0), |sum, (_, total)| sum + ratio(*total));
        let price = above / &base;
        let next = limits.iter().filter(|other| *other > limit).min();
        if price > *limit && next.is_some_and(|next| price <= *next) {
            offer(price);
        }
    }
    found
}

fn ratio(number: u128) -> BigRational {
    BigRational::from_integer(BigInt::from(number))
}

fn exact(price: Price) -> BigRational {
    BigRational::new(BigInt::from(price.0), BigInt::from(10u128.pow(18)))
}

/// Some ticks from the best price down, each with its bids.
fn books() -> impl Strategy<Value = Vec<(Price, Vec<u128>)>> {
    let bids = proptest::collection::vec(1u128..60, 1..4);
    proptest::collection::btree_map(1u128..25, bids, 0..8).prop_map(|ticks| {
        // Quarters of a unit: fractions meet ticks now and then.
        let quarter = 10u128.pow(18) / 4;
        let sorted = ticks.into_iter().rev();
        sorted
            .map(|(price, bids)| (Price(price * quarter), bids))
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn the_walk_finds_the_highest_price_at_which_everything_is_sold(
        book in books(),
        base in 1u128..60,
        quarters in 1u128..12,
        stops in proptest::collection::vec(any::<bool>(), 8),
    ) {
        let reserve = Price(quarters * 10u128.pow(18) / 4);
        let batch = Batch { base, reserve, scale: SCALE };
        let book: Vec<_> = book.into_iter().filter(|(price, _)| *price >= reserve).collect();
        let ticks: Vec<(Price, u128)> =
            book.iter().map(|(price, bids)| (*price, bids.iter().sum())).collect();
        let (outcome, taken) = settle(&batch, &ticks);

        // The price, and what is sold and raised.
        let highest = highest(&batch, &ticks);
        let price = match outcome.price {
            ClearingPrice::At(price) => exact(price),
            ClearingPrice::Fraction { quote, base } => ratio(quote) / ratio(base),
        };
        match &highest {
            Some(found) => {
                prop_assert_eq!(&price, found);
                prop_assert_eq!(outcome.sold, base);
            }
            None => {
                prop_assert_eq!(&price, &exact(reserve));
                prop_assert!(outcome.sold < base);
                prop_assert_eq!(taken, ticks.len());
            }
        }

        // What every bid gets and pays: within a unit of its exact share, never above its limit but for that unit.
        let (mut paid_out, mut kept, mut winners) = (0u128, 0u128, 0u128);
        for (place, (limit, bids)) in book.iter().enumerate() {
            for bid in bids {
                let (got, spent) = if place < taken {
                    (outcome.price.base_floor(*bid, SCALE).unwrap(), *bid)
                } else if let (true, Some(part)) = (place == taken, outcome.marginal) {
                    let total = ticks[place].1;
                    (part.base_floor(*bid, total).unwrap(), part.quote_ceil(*bid, total).unwrap())
                } else {
                    (0, 0)
                };
                let fair = if place < taken {
                    ratio(*bid) / &price
                } else if place == taken && outcome.marginal.is_some() {
                    let above: u128 = ticks[..taken].iter().map(|(_, total)| total).sum();
                    let left = ratio(base) - ratio(above) / &price;
                    left * ratio(*bid) / ratio(ticks[place].1)
                } else {
                    ratio(0)
                };
                prop_assert!(ratio(got) <= &fair + ratio(1) && ratio(got + 1) >= fair);
                prop_assert!(spent <= *bid);
                prop_assert!(ratio(spent) <= (ratio(got) + ratio(2)) * exact(*limit) + ratio(1));
                paid_out += got;
                kept += spent;
                winners += u128::from(spent > 0);
            }
        }
        prop_assert!(paid_out <= outcome.sold);
        prop_assert!(kept >= outcome.raised);
        prop_assert!(outcome.sold - paid_out <= winners + 1, "{} of {}", paid_out, outcome.sold);

        // Stopping on the way and going on from what was stored comes to the same.
        let mut walk = Walk::default();
        let mut again = None;
        for (place, (price, total)) in ticks.iter().enumerate() {
            if stops[place] {
                // All that a book keeps of it.
                walk = Walk { above: walk.above };
            }
            match batch.step(walk, *price, *total).unwrap() {
                Step::Done(end) | Step::Marginal(end) => {
                    again = Some((end, place));
                    break;
                }
                Step::Taken(next) => walk = next,
            }
        }
        let again = again.unwrap_or_else(|| (batch.end(walk).unwrap(), ticks.len()));
        prop_assert_eq!(again, (outcome, taken));
    }
}
