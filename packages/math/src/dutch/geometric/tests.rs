//! Geometric curves against exact fractions: `r = a·(b/a)^(i/n)` is compared as `(r/a)^n` with `(b/a)^i`, without any logarithm.
#![allow(clippy::arithmetic_side_effects)]

use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;

use super::*;
use crate::dutch::{Curve, Interpolation, Point};
use crate::units::{Price, UNIT};

fn geometric(points: &[(u32, u32)]) -> Curve {
    let points = points.iter().map(|(seconds, ratio)| Point {
        seconds: *seconds,
        ratio: Bps(*ratio),
    });
    Curve::new(Interpolation::Geometric, points.collect()).unwrap()
}

fn fraction(numerator: u128, denominator: u128) -> BigRational {
    BigRational::new(BigInt::from(numerator), BigInt::from(denominator))
}

/// `value` without its last digits: 120 binary places are kept, rounded down, so that powers stay short.
fn shortened(value: &BigRational) -> BigRational {
    let scale = BigInt::from(1u8) << 120u32;
    BigRational::new((value * &scale).floor().to_integer(), scale)
}

/// One part in 10^15 above one.
fn a_little_more_than_one() -> BigRational {
    fraction(1_000_000_000_000_001, 1_000_000_000_000_000)
}

/// Whether `ratio` is `a·(b/a)^(i/n)` or above by less than one part in 10^15.
fn is_just_above(ratio: &BigRational, a: u32, b: u32, i: u32, n: u32) -> bool {
    let exact = fraction(b.into(), a.into()).pow(i as i32);
    let share = ratio * fraction(10_000, a.into());
    let less = shortened(&(&share / a_little_more_than_one()));
    share.pow(n as i32) >= exact && less.pow(n as i32) < exact
}

#[test]
fn a_ratio_that_halves_each_minute_is_a_half_then_a_quarter() {
    // From 160 % to 10 % in 4 minutes: a factor of 16, 2 a minute.
    let curve = geometric(&[(0, 16_000), (240, 1_000)]);
    let at = |millis: u64| curve.price_ceil(Price(UNIT), millis).unwrap().0;
    assert_eq!(at(0), 1_600_000_000_000_000_000);
    assert_eq!(at(240_000), 100_000_000_000_000_000);
    for (millis, exact) in [
        (60_000, 800_000_000_000_000_000),
        (120_000, 400_000_000_000_000_000),
        (180_000, 200_000_000_000_000_000),
        // Half a minute: 1.6 / √2 = 1.131370849898476039…
        (30_000, 1_131_370_849_898_476_040),
    ] {
        let more = at(millis) - exact;
        assert!(
            more <= exact / 1_000_000_000_000_000 + 1,
            "{millis}: {more}"
        );
    }
}

#[test]
fn makers_stairs_without_the_steps_fall_by_a_hundredth_every_90_s() {
    // 130 % · 0.99^10 = 117.5697 % after 900 s. The segment ends at 104.74 %, where 0.99^21.5 of it are 104.737 %.
    let curve = geometric(&[(0, 13_000), (1_935, 10_474)]);
    let after = curve.price_ceil(Price(1_000_000), 900_000).unwrap().0;
    assert!((1_175_697..=1_175_715).contains(&after), "{after}");
}

#[test]
fn a_flat_segment_stays_where_it_is() {
    let curve = geometric(&[(0, 10_100), (100, 10_100), (400, 9_900)]);
    for millis in [0, 1, 50_000, 99_999, 100_000] {
        assert_eq!(curve.price_ceil(Price(10_000), millis), Ok(Price(10_100)));
    }
    assert_eq!(curve.price_ceil(Price(10_000), 400_000), Ok(Price(9_900)));
}

#[test]
fn a_price_is_rounded_up() {
    // Between 2 and 1 units there is no other price than 2.
    let curve = geometric(&[(0, 20_000), (300, 10_000)]);
    assert_eq!(curve.price_ceil(Price(1), 299_999), Ok(Price(2)));
    assert_eq!(curve.price_ceil(Price(1), 300_000), Ok(Price(1)));
}

#[test]
fn a_segment_begins_faster_than_a_straight_one() {
    // 10,000 · ln(10,000 / 9,000) = 1,053.6…; ln 20 · 20,000 = 59,914.6…
    assert_eq!(first_fall_ceil(Bps(10_000), Bps(9_000)), Ok(1_054));
    assert_eq!(first_fall_ceil(Bps(20_000), Bps(1_000)), Ok(59_915));
    assert_eq!(first_fall_ceil(Bps(10_000), Bps(10_000)), Ok(0));
    let straight = Interpolation::Linear;
    assert_eq!(straight.first_fall_ceil(Bps(10_000), Bps(9_000)), Ok(1_000));
}

prop_compose! {
    /// Two ratios that fall.
    fn ratios()(from in 1_001u32..=20_000)(to in 1_000..from, from in Just(from)) -> (u32, u32) {
        (from, to)
    }
}

prop_compose! {
    fn curves()(
        steps in prop::collection::vec((1u32..5_000, 0u32..4_000), 1..15),
        start in 1_000u32..=20_000,
    ) -> Curve {
        let mut points = vec![(0, start)];
        for (seconds, drop) in steps {
            let (time, ratio) = points[points.len() - 1];
            points.push((time + seconds, ratio.saturating_sub(drop).max(1_000)));
        }
        geometric(&points)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn a_ratio_is_the_exact_one_or_less_than_one_part_in_10_to_the_15_above(
        (from, to) in ratios(),
        parts in 1u32..200,
        into in 0u32..200,
        part in 1u128..=400_000,
    ) {
        let into = into.min(parts);
        let (span, at) = (part * u128::from(parts), part * u128::from(into));
        let (numerator, denominator) = ratio_ceil(Bps(from), Bps(to), at, span).unwrap();
        let ratio = fraction(numerator, denominator);
        prop_assert!(is_just_above(&ratio, from, to, into, parts));
    }

    #[test]
    fn a_price_is_the_exact_one_rounded_up_or_less_than_one_part_in_10_to_the_15_above(
        (from, to) in ratios(),
        seconds in 1u32..150,
        into in 0u32..150,
        reference in 1u128..=u128::MAX / 4,
    ) {
        let into = into.min(seconds);
        let curve = geometric(&[(0, from), (seconds, to)]);
        let price = curve.price_ceil(Price(reference), u64::from(into) * 1_000).unwrap().0;
        let exact = fraction(to.into(), from.into()).pow(into as i32);
        let share = |price: u128| fraction(price, reference) * fraction(10_000, from.into());
        prop_assert!(share(price).pow(seconds as i32) >= exact);
        let less = shortened(&(share(price - 1) / a_little_more_than_one()));
        prop_assert!(less.pow(seconds as i32) < exact);
    }

    #[test]
    fn a_price_never_rises_from_one_millisecond_to_the_next_or_across_a_point(
        curve in curves(),
        reference in 1u128..=u128::MAX / 4,
        place in 0usize..16,
        off in 0u64..3,
        first in 0u64..80_000_000,
        later in 0u64..1_000_000,
    ) {
        let price = |millis| curve.price_ceil(Price(reference), millis).unwrap();
        let points = curve.points();
        let corner = u64::from(points[place % points.len()].seconds) * 1_000;
        for from in [first, corner.saturating_sub(off)] {
            prop_assert!(price(from + 1) <= price(from));
            prop_assert!(price(from + later) <= price(from));
        }
        let lowest = curve.price_ceil(Price(reference), curve.duration()).unwrap();
        prop_assert!(price(first) >= lowest);
        prop_assert!(price(first) <= price(0));
    }

    #[test]
    fn an_uncertain_price_never_rises_stays_within_its_bounds_and_without_uncertainty_is_the_curves_own(
        curve in curves(),
        straight: bool,
        reference in 1u128..=u128::MAX / 4,
        uncertainty in 0u32..=999,
        first in 0u64..80_000_000,
        later in 0u64..1_000_000,
    ) {
        let kind = if straight { Interpolation::Linear } else { Interpolation::Geometric };
        let curve = Curve::new(kind, curve.points().to_vec()).unwrap();
        let by = |millis, uncertainty| {
            let price = curve.uncertain_price_ceil(Price(reference), millis, Bps(uncertainty));
            price.unwrap()
        };
        let price = by(first, uncertainty);
        prop_assert!(by(first + 1, uncertainty) <= price);
        prop_assert!(by(first + later, uncertainty) <= price);
        prop_assert_eq!(Ok(by(first, 0)), curve.price_ceil(Price(reference), first));
        let share = |bps: u32| (fraction(reference, 10_000) * fraction(bps.into(), 1)).ceil();
        let exact = |price: Price| fraction(price.0, 1);
        let start = curve.points()[0].ratio.0;
        prop_assert_eq!(exact(by(0, uncertainty)), share(start + uncertainty));
        let end = curve.duration();
        prop_assert_eq!(exact(by(end, uncertainty)), share(curve.floor().0 - uncertainty));
    }

    #[test]
    fn between_points_a_geometric_curve_lies_below_a_straight_one(
        (from, to) in ratios(),
        into in 0u64..=600_000,
    ) {
        let points = [(0, from), (600, to)].map(|(seconds, ratio)| Point {
            seconds,
            ratio: Bps(ratio),
        });
        let price = |kind| {
            let curve = Curve::new(kind, points.to_vec()).unwrap();
            curve.price_ceil(Price(1_000_000_000), into).unwrap().0
        };
        prop_assert!(price(Interpolation::Geometric) <= price(Interpolation::Linear));
    }

    #[test]
    fn no_millisecond_falls_faster_than_a_segment_begins(
        (from, to) in ratios(),
        span in 1u128..=86_400_000,
        share in 0u128..1_000_000,
    ) {
        let at = share * span / 1_000_000;
        let ratio = |into| {
            let (numerator, denominator) = ratio_ceil(Bps(from), Bps(to), into, span).unwrap();
            fraction(numerator, denominator) * fraction(BPS, 1)
        };
        let fall = ratio(at) - ratio((at + 1).min(span));
        let bound = fraction(first_fall_ceil(Bps(from), Bps(to)).unwrap(), span);
        // A ratio may be too high by a part in 10^15.
        prop_assert!(fall <= bound + fraction(u128::from(from), 1_000_000_000_000_000));
    }

    #[test]
    fn a_first_fall_is_the_exact_one_rounded_up((from, to) in ratios()) {
        // f = ⌈a·ln(a/b)⌉ is the least whole number with (1 + f/(a·n))^n ≥ a/b for any n large enough: (1 + x/n)^n < e^x. The
        // other side by (1 − x/n)^(−n) > e^x. With n = 2^22 they meet within x²/2n.
        let fall = first_fall_ceil(Bps(from), Bps(to)).unwrap();
        let ratio = fraction(from.into(), to.into());
        let squared = |mut base: BigRational| {
            for _ in 0..22 {
                base = shortened(&(&base * &base));
            }
            base
        };
        let parts = u128::from(from) << 22;
        let one = fraction(1, 1);
        let high = one.clone() / squared(one.clone() - fraction(fall, parts));
        prop_assert!(high >= ratio);
        let low = squared(one + fraction(fall - 1, parts));
        prop_assert!(low <= ratio);
    }
}
