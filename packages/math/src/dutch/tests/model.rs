//! Dutch maths against two independent models: a search over all takes of a small lot, and exact fractions of 512 bits
//! for lots of any size.

use cosmwasm_std::Uint512;
use proptest::prelude::*;

use super::*;

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
