//! Dutch maths against hand calculation and two independent models: a search over all takes of a small lot, and exact
//! fractions of 512 bits for lots of any size.
#![allow(clippy::arithmetic_side_effects)]

use cosmwasm_std::Uint512;
use proptest::prelude::*;

use super::*;
use crate::units::UNIT;

/// A base without decimals: one unit of base costs `price.0` tenths of a unit of quote.
const TENTHS: Scale = Scale {
    base_decimals: 0,
    quote_decimals: 17,
};

/// A base without decimals: one unit of base costs `price.0` units of quote.
const WHOLE: Scale = Scale {
    base_decimals: 0,
    quote_decimals: 18,
};

fn offer(base: u128, tab: Option<u128>) -> Offer {
    Offer {
        base,
        tab,
        base_dust: 1,
        quote_dust: 1,
    }
}

fn curve(points: &[(u32, u32)]) -> Curve {
    Curve::new(
        points
            .iter()
            .map(|(seconds, ratio)| Point {
                seconds: *seconds,
                ratio: Bps(*ratio),
            })
            .collect(),
    )
    .unwrap()
}

fn refused(points: &[(u32, u32)]) -> CurveError {
    let points = points
        .iter()
        .map(|(seconds, ratio)| Point {
            seconds: *seconds,
            ratio: Bps(*ratio),
        })
        .collect();
    Curve::new(points).unwrap_err()
}

/// The curve of the two speeds: +2 % to +0.3 % in 102 s, −0.7 % at 402 s, −14 % at 1,200 s.
fn two_speeds() -> Curve {
    curve(&[(0, 10_200), (102, 10_030), (402, 9_930), (1_200, 8_600)])
}

#[test]
fn a_curve_passes_through_its_points_and_stays_on_its_floor() {
    let reference = Price(100 * UNIT);
    let at = |seconds: u64| two_speeds().price_ceil(reference, seconds * 1_000).unwrap();
    assert_eq!(at(0), Price(102 * UNIT));
    assert_eq!(at(102), Price(100_300_000_000_000_000_000));
    assert_eq!(at(402), Price(99_300_000_000_000_000_000));
    assert_eq!(at(1_200), Price(86 * UNIT));
    assert_eq!(at(1_000_000), Price(86 * UNIT));
}

#[test]
fn between_points_the_ratio_falls_linearly_and_the_price_is_rounded_up() {
    // 51 s is half of 102 s: (102 + 100.3) / 2 = 101.15.
    assert_eq!(
        two_speeds().price_ceil(Price(100 * UNIT), 51_000),
        Ok(Price(101_150_000_000_000_000_000))
    );
    // A third of the way from 1.0 to 0.5 of 10: 8.33…, up to 9.
    let steep = curve(&[(0, 10_000), (3, 5_000)]);
    assert_eq!(steep.price_ceil(Price(10), 1_000), Ok(Price(9)));
}

#[test]
fn a_curve_has_2_to_16_points_from_0_s_with_rising_times_and_ratios_that_do_not_rise() {
    assert_eq!(refused(&[]), CurveError::Points { got: 0 });
    assert_eq!(refused(&[(0, 10_000)]), CurveError::Points { got: 1 });
    let many: Vec<(u32, u32)> = (0..17).map(|at| (at, 10_000)).collect();
    assert_eq!(refused(&many), CurveError::Points { got: 17 });
    assert_eq!(
        refused(&[(1, 10_000), (2, 9_000)]),
        CurveError::Start { got: 1 }
    );
    assert_eq!(
        refused(&[(0, 10_000), (0, 9_000)]),
        CurveError::Time { point: 1 }
    );
    assert_eq!(
        refused(&[(0, 10_000), (86_401, 9_000)]),
        CurveError::Time { point: 1 }
    );
    assert_eq!(
        refused(&[(0, 10_000), (5, 10_001)]),
        CurveError::Ratio { point: 1 }
    );
    assert_eq!(
        refused(&[(0, 20_001), (5, 10_000)]),
        CurveError::Ratio { point: 0 }
    );
    assert_eq!(
        refused(&[(0, 10_000), (5, 999)]),
        CurveError::Ratio { point: 1 }
    );
}

#[test]
fn a_curve_comes_back_from_its_packed_form() {
    let packed = two_speeds().to_packed();
    assert_eq!(Curve::from_packed(&packed), Ok(two_speeds()));
    assert_eq!(two_speeds().duration(), 1_200_000);
    assert_eq!(two_speeds().floor(), Bps(8_600));
}

#[test]
fn attack_23_a_take_that_raises_the_tab_pays_no_more_than_its_limit() {
    // A lot of 3, a tab of 150, a price of 100: the draft that rounded down gave 1 for 150. Two units cost 200 and raise it.
    let filled = fill(&offer(3, Some(150)), Price(100), WHOLE, 3);
    assert_eq!(
        filled,
        Ok(Fill {
            base: 2,
            quote: 150
        })
    );
    // Whoever asks for 1 pays 100 for it.
    let one = fill(&offer(3, Some(150)), Price(100), WHOLE, 1);
    assert_eq!(
        one,
        Ok(Fill {
            base: 1,
            quote: 100
        })
    );
}

#[test]
fn pitfall_18_no_take_buys_something_for_nothing_or_nothing_for_something() {
    // A price below the smallest unit still costs one unit.
    assert_eq!(
        fill(&offer(100, None), Price(1), TENTHS, 1),
        Ok(Fill { base: 1, quote: 1 })
    );
    assert_eq!(
        fill(&offer(100, None), Price(1), WHOLE, 0),
        Err(TakeRefusal::Empty)
    );
    assert_eq!(
        fill(&offer(100, None), Price(0), WHOLE, 10),
        Err(TakeRefusal::Empty)
    );
}

#[test]
fn a_take_that_would_leave_dust_of_the_base_is_cut_to_leave_dust() {
    let lot = Offer {
        base_dust: 10,
        ..offer(100, None)
    };
    let taken = |amount| fill(&lot, Price(1), WHOLE, amount).unwrap().base;
    assert_eq!(taken(90), 90);
    assert_eq!(taken(95), 90);
    assert_eq!(taken(99), 90);
    assert_eq!(taken(100), 100);
    assert_eq!(taken(1_000), 100);
}

#[test]
fn a_lot_at_its_dust_sells_only_whole() {
    let lot = Offer {
        base_dust: 10,
        ..offer(10, None)
    };
    assert_eq!(
        fill(&lot, Price(1), WHOLE, 9),
        Err(TakeRefusal::LeavesDust { least: 10 })
    );
    assert_eq!(fill(&lot, Price(1), WHOLE, 10).unwrap().base, 10);
}

#[test]
fn a_take_that_would_leave_dust_of_the_tab_is_cut_to_leave_dust() {
    // 95 of a tab of 100 would leave 5: 80 leaves the dust of 20.
    let lot = Offer {
        quote_dust: 20,
        ..offer(1_000, Some(100))
    };
    assert_eq!(
        fill(&lot, Price(1), WHOLE, 95),
        Ok(Fill {
            base: 80,
            quote: 80
        })
    );
    // At the dust, only the whole tab.
    let last = Offer {
        tab: Some(20),
        ..lot
    };
    assert_eq!(
        fill(&last, Price(1), WHOLE, 19),
        Err(TakeRefusal::LeavesDust { least: 20 })
    );
    assert_eq!(
        fill(&last, Price(1), WHOLE, 20),
        Ok(Fill {
            base: 20,
            quote: 20
        })
    );
}

#[test]
fn a_take_that_raises_the_tab_may_leave_any_base_since_the_lot_then_ends() {
    let lot = Offer {
        base_dust: 60,
        ..offer(50, Some(100))
    };
    assert_eq!(
        fill(&lot, Price(100), WHOLE, 1),
        Ok(Fill {
            base: 1,
            quote: 100
        })
    );
}

#[test]
fn a_quote_beyond_128_bits_is_an_error_and_a_smaller_take_is_not() {
    let lot = offer(u128::MAX, None);
    assert_eq!(
        fill(&lot, Price(2), WHOLE, u128::MAX),
        Err(TakeRefusal::Math(MathError::Overflow))
    );
    assert_eq!(
        fill(&lot, Price(2), WHOLE, 1_000),
        Ok(Fill {
            base: 1_000,
            quote: 2_000
        })
    );
}

/// The specification, searched: of all amounts up to the one asked for, the greatest that raises the tab, takes the lot
/// whole, or leaves at least dust of both. `price` is in tenths.
fn searched(lot: &Offer, price: u128, amount: u128) -> Option<Fill> {
    let cost = |base: u128| (base * price).div_ceil(10);
    (1..=amount.min(lot.base)).rev().find_map(|base| {
        let quote = cost(base);
        if let Some(tab) = lot.tab.filter(|tab| quote >= *tab) {
            let least = (1..=base).find(|less| less * price >= tab * 10);
            return Some(Fill {
                base: least.unwrap_or(base),
                quote: tab,
            });
        }
        let whole = base == lot.base;
        let base_stays = lot.base - base >= lot.base_dust;
        let tab_stays = !lot.tab.is_some_and(|tab| tab - quote < lot.quote_dust);
        (whole || (base_stays && tab_stays)).then_some(Fill { base, quote })
    })
}

fn wide(value: u128) -> Uint512 {
    Uint512::from(value)
}

fn ten_to(exponent: u8) -> Uint512 {
    (0..exponent).fold(Uint512::one(), |power, _| power * wide(10))
}

prop_compose! {
    fn curves()(
        steps in prop::collection::vec((1u32..5_000, 0u32..2_000), 1..15),
        start in 15_000u32..=20_000,
    ) -> Curve {
        let mut points = vec![(0, start)];
        for (seconds, drop) in steps {
            let (time, ratio) = points[points.len() - 1];
            points.push((time + seconds, ratio.saturating_sub(drop).max(1_000)));
        }
        curve(&points)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_take_is_the_best_that_a_search_over_all_takes_finds(
        base in 1u128..60,
        tab in prop::option::of(1u128..200),
        base_dust in 1u128..20,
        quote_dust in 1u128..40,
        price in 1u128..100,
        amount in 0u128..70,
    ) {
        let lot = Offer { base, tab: tab.map(|tab| tab + quote_dust), base_dust, quote_dust };
        prop_assert_eq!(
            fill(&lot, Price(price), TENTHS, amount).ok(),
            searched(&lot, price, amount)
        );
    }

    #[test]
    fn the_least_take_that_a_refusal_names_is_accepted(
        base in 1u128..60,
        tab in prop::option::of(1u128..200),
        base_dust in 1u128..70,
        quote_dust in 1u128..40,
        price in 1u128..100,
        amount in 1u128..70,
    ) {
        let lot = Offer { base, tab: tab.map(|tab| tab.max(quote_dust)), base_dust, quote_dust };
        if let Err(TakeRefusal::LeavesDust { least }) = fill(&lot, Price(price), TENTHS, amount) {
            prop_assert!(least > amount);
            prop_assert!(fill(&lot, Price(price), TENTHS, least).is_ok());
        }
    }

    #[test]
    fn what_a_lot_of_any_size_sells_costs_its_exact_price_rounded_up(
        base in 1u128..=1 << 90,
        amount in 1u128..=1 << 90,
        tab in prop::option::of(1u128..=1 << 90),
        dust in 1u128..1_000_000,
        price in 1u128..=1 << 90,
        base_decimals in 0u8..=18,
        quote_decimals in 0u8..=18,
    ) {
        let scale = Scale { base_decimals, quote_decimals };
        let lot = Offer {
            base,
            tab: tab.map(|tab| tab + dust),
            base_dust: dust,
            quote_dust: dust,
        };
        let Ok(taken) = fill(&lot, Price(price), scale, amount) else {
            return Ok(());
        };
        prop_assert!(taken.base > 0 && taken.quote > 0);
        prop_assert!(taken.base <= amount.min(base));
        // quote of smallest units = base · price · 10^quote / (10^18 · 10^base), as a comparison of exact products.
        let owed = wide(taken.base) * wide(price) * ten_to(quote_decimals);
        let unit = ten_to(18) * ten_to(base_decimals);
        let paid = wide(taken.quote) * unit;
        let raised = lot.tab == Some(taken.quote);
        prop_assert!(paid < owed + unit, "the buyer pays less than one unit above the price");
        if raised {
            let one_less = wide(taken.base - 1) * wide(price) * ten_to(quote_decimals);
            prop_assert!(one_less < paid, "the buyer gets less than one unit above the tab");
        } else {
            prop_assert!(paid >= owed, "the house gets the price or more");
            if taken.base < base {
                prop_assert!(base - taken.base >= dust);
            }
        }
        if let Some(tab) = lot.tab {
            let left = tab - taken.quote;
            prop_assert!(left == 0 || left >= dust || taken.base == base);
        }
    }

    #[test]
    fn a_price_on_a_curve_is_the_exact_one_rounded_up_and_never_rises(
        curve in curves(),
        reference in 1u128..=u128::MAX / 4,
        first in 0u64..100_000_000,
        later in 0u64..1_000_000,
    ) {
        let price = curve.price_ceil(Price(reference), first).unwrap();
        // The exact ratio: the neighbours' ratios weighted by the time to the other.
        let points = curve.points();
        let time = |point: &Point| u128::from(point.seconds) * 1_000;
        let now = u128::from(first);
        let (ratio, span) = points
            .windows(2)
            .find(|pair| time(&pair[0]) <= now && now < time(&pair[1]))
            .map_or((u128::from(curve.floor().0), 1), |pair| {
                let to_end = time(&pair[1]) - now;
                let from_start = now - time(&pair[0]);
                let weighted = pair[0].ratio.wide() * to_end + pair[1].ratio.wide() * from_start;
                (weighted, to_end + from_start)
            });
        let exact = wide(reference) * wide(ratio);
        let unit = wide(span) * wide(10_000);
        prop_assert!(wide(price.0) * unit >= exact);
        prop_assert!(wide(price.0 - 1) * unit < exact);
        prop_assert!(curve.price_ceil(Price(reference), first + later).unwrap() <= price);
    }

    #[test]
    fn many_small_takes_never_cost_less_than_one_and_never_buy_more(
        base in 1u128..1_000,
        price in 1u128..500,
        parts in 1u128..10,
    ) {
        let lot = offer(base, None);
        let whole = fill(&lot, Price(price), TENTHS, base).unwrap();
        let (mut left, mut paid) = (base, 0);
        while left > 0 {
            let part = fill(&offer(left, None), Price(price), TENTHS, base.div_ceil(parts)).unwrap();
            left -= part.base;
            paid += part.quote;
        }
        prop_assert!(paid >= whole.quote);
    }
}
