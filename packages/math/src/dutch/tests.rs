//! Dutch maths against hand calculation; against independent models in `model`.
#![allow(clippy::arithmetic_side_effects)]

mod model;

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
    falling(Interpolation::Linear, points)
}

fn falling(interpolation: Interpolation, points: &[(u32, u32)]) -> Curve {
    Curve::new(
        interpolation,
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
    Curve::new(Interpolation::Linear, points).unwrap_err()
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
fn uncertainty_raises_the_start_lowers_the_floor_and_moves_what_is_between_by_a_straight_line() {
    // Half a percent on the curve of two speeds: +50, +50 · (1 − 2 · 102 / 1,200) = +41.5, +16.5 and −50 basis points.
    let hundred = Price(100 * UNIT);
    let at = |millis| {
        let price = two_speeds().uncertain_price_ceil(hundred, millis, Bps(50));
        price.unwrap().0
    };
    assert_eq!(at(0), 102_500_000_000_000_000_000);
    assert_eq!(at(102_000), 100_715_000_000_000_000_000);
    assert_eq!(at(402_000), 99_465_000_000_000_000_000);
    assert_eq!(at(1_200_000), 85_500_000_000_000_000_000);
    assert_eq!(at(9_999_999), 85_500_000_000_000_000_000);
    // In the middle of the time nothing moves: 99.3 less 198 / 798 of 13.3 is 96.
    assert_eq!(at(600_000), 96_000_000_000_000_000_000);
    // A flat curve comes to fall by it.
    let flat = curve(&[(0, 10_000), (300, 10_000)]);
    let flat = |millis| flat.uncertain_price_ceil(Price(1_000), millis, Bps(100));
    assert_eq!(flat(0), Ok(Price(1_010)));
    assert_eq!(flat(300_000), Ok(Price(990)));
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
    let geometric = Curve {
        interpolation: Interpolation::Geometric,
        ..two_speeds()
    };
    assert_eq!(Curve::from_packed(&geometric.to_packed()), Ok(geometric));
    assert_eq!(two_speeds().duration(), 1_200_000);
    assert_eq!(two_speeds().floor(), Bps(8_600));
}

#[test]
fn a_linear_curve_is_packed_as_its_points_alone() {
    let points: Vec<(u32, u32)> = two_speeds()
        .points()
        .iter()
        .map(|point| (point.seconds, point.ratio.0))
        .collect();
    assert_eq!(two_speeds().to_packed(), points.to_packed());
    let more: Vec<(u32, u32)> = (0..17).map(|at| (at, 10_000)).collect();
    assert_eq!(Curve::from_packed(&more.to_packed()), Err(PackedError));
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
