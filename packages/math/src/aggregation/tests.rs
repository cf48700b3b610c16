//! What the aggregate does, by hand-worked cases and by properties of random histories.
#![allow(clippy::arithmetic_side_effects)]

use proptest::prelude::*;

use super::*;

const RULES: Rules = Rules {
    decimals: 6,
    min_sources: 2,
    max_age: 60,
    max_jump: Bps(1_500),
    confirm_delay: 30,
    lower_bound: Price(1),
    upper_bound: Price(1_000_000),
};

fn seen(price: u128, published_at: u64) -> Observation {
    Observation {
        price: Price(price),
        published_at,
    }
}

fn after(
    observations: &[Observation],
    now: u64,
    previous: Option<&PriceRecord>,
) -> Option<PriceRecord> {
    aggregate(observations, &RULES, now, previous).unwrap()
}

#[test]
fn the_median_of_three_ignores_one_liar() {
    let record = after(
        &[seen(1_000, 100), seen(20, 100), seen(1_010, 95)],
        100,
        None,
    )
    .unwrap();
    assert_eq!(record.mid, Price(1_000));
    assert_eq!((record.low, record.high), (Price(1_000), Price(1_010)));
    assert_eq!(record.fresh_until, 155);
    assert_eq!(record.relaxed_until, 160);
}

#[test]
fn the_median_of_two_is_their_mean_rounded_down() {
    let record = after(&[seen(1_001, 100), seen(1_010, 100)], 100, None).unwrap();
    assert_eq!(record.mid, Price(1_005));
}

#[test]
fn old_future_and_bound_prices_do_not_count() {
    assert_eq!(after(&[seen(1_000, 39), seen(1_000, 101)], 100, None), None);
    assert_eq!(
        after(&[seen(1, 100), seen(1_000_000, 100)], 100, None),
        None
    );
    let one = after(&[seen(1_000, 40), seen(1_000, 39)], 100, None).unwrap();
    assert_eq!(one.fresh_until, 0);
    assert_eq!(one.relaxed_until, 100);
}

#[test]
fn a_jump_waits_and_is_confirmed_by_a_later_observation_on_the_same_side() {
    let calm = after(&[seen(1_000, 100), seen(1_000, 100)], 100, None).unwrap();
    let jumped = after(&[seen(800, 110), seen(800, 110)], 110, Some(&calm)).unwrap();
    assert_eq!(jumped.mid, Price(1_000));
    assert_eq!(
        jumped.pending,
        Some(Pending {
            price: Price(800),
            since: 110
        })
    );
    // A crash that goes on: the price moved further, and is still beyond on the same side.
    let falling = after(&[seen(700, 130), seen(700, 130)], 130, Some(&jumped)).unwrap();
    assert_eq!(falling.pending.map(|p| p.since), Some(110));
    let confirmed = after(&[seen(650, 140), seen(650, 140)], 140, Some(&falling)).unwrap();
    assert_eq!(confirmed.mid, Price(650));
    assert_eq!(confirmed.pending, None);
}

#[test]
fn the_same_old_observation_does_not_confirm_itself() {
    let calm = after(&[seen(1_000, 100), seen(1_000, 100)], 100, None).unwrap();
    let jumped = after(&[seen(800, 110), seen(800, 110)], 110, Some(&calm)).unwrap();
    let later = after(&[seen(800, 110), seen(800, 110)], 150, Some(&jumped)).unwrap();
    assert_eq!(later.mid, Price(1_000));
    assert!(later.pending.is_some());
}

#[test]
fn a_jump_that_returns_or_changes_sides_starts_anew() {
    let calm = after(&[seen(1_000, 100), seen(1_000, 100)], 100, None).unwrap();
    let jumped = after(&[seen(800, 110), seen(800, 110)], 110, Some(&calm)).unwrap();
    let back = after(&[seen(990, 145), seen(990, 145)], 145, Some(&jumped)).unwrap();
    assert_eq!((back.mid, back.pending), (Price(990), None));
    let other = after(&[seen(1_300, 145), seen(1_300, 145)], 145, Some(&jumped)).unwrap();
    assert_eq!(other.mid, Price(1_000));
    assert_eq!(other.pending.map(|p| p.since), Some(145));
}

#[test]
fn a_gap_without_a_source_is_added_to_the_dark_seconds() {
    let first = after(&[seen(1_000, 100), seen(1_000, 100)], 100, None).unwrap();
    let second = after(&[seen(1_000, 500), seen(1_000, 500)], 500, Some(&first)).unwrap();
    // Fresh until 160, seen again at 500.
    assert_eq!(second.dark_seconds, 340);
}

#[test]
fn a_source_that_returned_does_not_confirm_what_the_others_still_say() {
    let calm = after(&[seen(1_000, 100); 3], 100, None).unwrap();
    let jumped = [seen(800, 110), seen(800, 110), seen(1_000, 110)];
    let jumped = after(&jumped, 110, Some(&calm)).unwrap();
    let returning = [seen(800, 110), seen(800, 110), seen(1_000, 145)];
    let later = after(&returning, 145, Some(&jumped)).unwrap();
    assert_eq!(later.mid, Price(1_000));
    assert_eq!(later.pending.map(|p| p.since), Some(110));
}

#[test]
fn without_a_delay_a_jump_still_waits_for_a_later_second() {
    let eager = Rules {
        confirm_delay: 0,
        ..RULES
    };
    let calm = after(&[seen(1_000, 100); 2], 100, None).unwrap();
    let jumped = aggregate(&[seen(500, 110); 2], &eager, 110, Some(&calm))
        .unwrap()
        .unwrap();
    let again = aggregate(&[seen(500, 110); 2], &eager, 110, Some(&jumped))
        .unwrap()
        .unwrap();
    assert_eq!(again.mid, Price(1_000));
    let next = aggregate(&[seen(500, 111); 2], &eager, 111, Some(&again))
        .unwrap()
        .unwrap();
    assert_eq!(next.mid, Price(500));
}

#[test]
fn many_small_steps_in_one_block_are_one_jump() {
    let calm = after(&[seen(1_000, 100); 2], 100, None).unwrap();
    // 14 % down is within the jump of 15 %; another 14 % makes 26 % and is not.
    let first = after(&[seen(860, 101); 2], 103, Some(&calm)).unwrap();
    assert_eq!((first.mid, first.pending), (Price(860), None));
    let second = after(&[seen(740, 102); 2], 103, Some(&first)).unwrap();
    assert_eq!(second.mid, Price(860));
    assert_eq!(
        second.pending,
        Some(Pending {
            price: Price(740),
            since: 103
        })
    );
    // Down to the band's edge around the average is still no jump.
    let edge = after(&[seen(850, 102); 2], 103, Some(&first)).unwrap();
    assert_eq!(edge.mid, Price(850));
}

#[test]
fn the_average_follows_so_a_slow_fall_never_waits() {
    let calm = after(&[seen(1_000, 100); 2], 100, None).unwrap();
    let first = after(&[seen(860, 100); 2], 100, Some(&calm)).unwrap();
    // 900 s later the average is 1,000 − ⌊140 · 900 / 1,200⌋ = 895, and a fall of ⌈134.25⌉ is no jump yet.
    let slow = after(&[seen(760, 1_000); 2], 1_000, Some(&first)).unwrap();
    assert_eq!((slow.mid, slow.pending), (Price(760), None));
    assert_eq!(slow.average, Price(895));
    let fast = after(&[seen(759, 1_000); 2], 1_000, Some(&first)).unwrap();
    assert!(fast.pending.is_some());
}

#[test]
fn a_confirmed_price_starts_its_average_anew() {
    let calm = after(&[seen(1_000, 100); 2], 100, None).unwrap();
    let jumped = after(&[seen(500, 110); 2], 110, Some(&calm)).unwrap();
    assert_eq!((jumped.average, jumped.averaged_at), (Price(1_000), 100));
    let confirmed = after(&[seen(500, 140); 2], 140, Some(&jumped)).unwrap();
    assert_eq!(confirmed.mid, Price(500));
    assert_eq!(
        (confirmed.average, confirmed.averaged_at),
        (Price(500), 140)
    );
}

#[test]
fn an_unchanged_price_leaves_the_record_as_it_was() {
    let seen = [seen(1_000, 100), seen(1_010, 95), seen(990, 97)];
    let first = after(&seen, 100, None).unwrap();
    assert_eq!(after(&seen, 140, Some(&first)), Some(first));
}

#[test]
fn a_liar_does_not_keep_the_price_of_others_alive() {
    let honest = [seen(1_000, 100), seen(1_000, 100), seen(20, 155)];
    let record = after(&honest, 155, None).unwrap();
    assert_eq!(record.mid, Price(1_000));
    assert_eq!((record.published_at, record.relaxed_until), (100, 160));
}

#[test]
fn when_two_sources_disagree_both_stand_for_the_mean_and_nothing_opens() {
    let lone = Rules {
        min_sources: 1,
        ..RULES
    };
    let record = aggregate(&[seen(500, 90), seen(1_000, 100)], &lone, 100, None)
        .unwrap()
        .unwrap();
    assert_eq!(record.mid, Price(750));
    assert_eq!((record.low, record.high), (Price(500), Price(1_000)));
    assert_eq!((record.fresh_until, record.relaxed_until), (0, 160));
}

#[test]
fn of_two_sources_with_one_price_the_same_stands_for_it_in_any_order() {
    let mut sources = [
        seen(600, 90),
        seen(1_400, 95),
        seen(2_700, 70),
        seen(2_700, 60),
    ];
    let first = after(&sources, 100, None).unwrap();
    sources.reverse();
    assert_eq!(after(&sources, 100, None), Some(first));
    // The middle two are 1,400 and the older of those at 2,700.
    assert_eq!((first.mid, first.published_at), (Price(2_050), 95));
}

#[test]
fn a_record_whose_sources_no_longer_count_lapses_at_once() {
    let calm = after(&[seen(1_000, 100); 2], 100, None).unwrap();
    // The one source that is left is stuck at its bound.
    let lapsed = after(&[seen(1, 120)], 120, Some(&calm)).unwrap();
    assert_eq!((lapsed.mid, lapsed.relaxed_until), (Price(1_000), 119));
    assert_eq!(lapsed.fresh_until, 119);
    // From then on it ages.
    assert_eq!(after(&[seen(1, 130)], 130, Some(&lapsed)), None);
}

#[test]
fn a_switch_of_sources_is_compared_with_the_old_price() {
    let old = after(&[seen(2_000, 100); 2], 100, None).unwrap();
    let new = after(&[seen(1, 9_000), seen(2, 9_000)], 9_000, Some(&old)).unwrap();
    assert_eq!(new.mid, Price(2_000));
    assert_eq!(new.pending.map(|p| p.price), Some(Price(2)));
}

/// One round of a random history: seconds that pass, then the latest observation of each source by its price and age.
type Round = (u64, Vec<(u128, u64)>);

fn rounds() -> impl Strategy<Value = Vec<Round>> {
    let price = prop_oneof![900u128..1_100, 500u128..2_000, 1u128..1_000_001];
    let sources = prop::collection::vec((price, 0u64..80), 0..7);
    prop::collection::vec((0u64..90, sources), 1..30)
}

/// The median by counting, not by sorting: the mean of the least and the greatest price that has at least half of
/// all on either side.
fn median_by_counting(prices: &[u128]) -> u128 {
    let half = prices.len().div_ceil(2);
    let middle = prices.iter().copied().filter(|candidate| {
        let below = prices.iter().filter(|price| *price <= candidate).count();
        let above = prices.iter().filter(|price| *price >= candidate).count();
        below >= half && above >= half
    });
    let (least, greatest) = (middle.clone().min().unwrap(), middle.max().unwrap());
    (least + greatest) / 2
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn in_any_history_the_record_is_bounded_by_what_was_observed(history in rounds()) {
        let mut now = 1_000;
        let mut last: Option<PriceRecord> = None;
        for (pass, sources) in history {
            now += pass;
            let all: Vec<Observation> =
                sources.iter().map(|(price, age)| seen(*price, now - age)).collect();
            let valid: Vec<u128> = sources
                .iter()
                .filter(|(price, age)| *age <= 60 && *price > 1 && *price < 1_000_000)
                .map(|(price, _)| *price)
                .collect();
            let dark_before = last.map_or(0, |record| record.dark_total(now));
            let Some(record) = after(&all, now, last.as_ref()) else {
                prop_assert!(valid.is_empty());
                prop_assert!(!last.is_some_and(|record| record.relaxed_until >= now));
                continue;
            };
            prop_assert!(record.low <= record.mid && record.mid <= record.high);
            prop_assert!(record.dark_total(now) >= dark_before);
            prop_assert!(record.fresh_until <= record.relaxed_until);
            let kept = last.map(|record| record.mid);
            if valid.is_empty() {
                prop_assert_eq!(Some(record.mid), kept);
                prop_assert!(record.for_sale(now, crate::price::Side::Sold).is_err());
            } else {
                let median = Price(median_by_counting(&valid));
                prop_assert_eq!(record.pending.map_or(record.mid, |pending| pending.price), median);
                prop_assert!(record.mid == median || Some(record.mid) == kept);
                let least = valid.iter().min().copied().unwrap();
                let greatest = valid.iter().max().copied().unwrap();
                prop_assert!(Some(record.mid) == kept || (least..=greatest).contains(&record.mid.0));
                prop_assert!(record.for_sale(now, crate::price::Side::Sold).is_ok());
            }
            last = Some(record);
        }
    }

    #[test]
    fn the_order_of_the_sources_changes_nothing(
        history in rounds(),
        shuffled in prop::collection::vec((1u128..3_000, 0u64..80), 0..7)
            .prop_flat_map(|sources| (Just(sources.clone()), Just(sources).prop_shuffle())),
    ) {
        let mut now = 1_000;
        let mut last: Option<PriceRecord> = None;
        for (pass, sources) in history {
            now += pass;
            let all: Vec<Observation> =
                sources.iter().map(|(price, age)| seen(*price, now - age)).collect();
            last = after(&all, now, last.as_ref()).or(last);
        }
        let as_seen = |sources: &[(u128, u64)]| -> Vec<Observation> {
            sources.iter().map(|(price, age)| seen(*price, now - age)).collect()
        };
        prop_assert_eq!(
            after(&as_seen(&shuffled.0), now, last.as_ref()),
            after(&as_seen(&shuffled.1), now, last.as_ref())
        );
    }

    #[test]
    fn no_steps_within_one_second_leave_the_band_around_the_price_before_it(
        steps in prop::collection::vec(500u128..2_000, 1..40),
    ) {
        let calm = after(&[seen(1_000, 100); 2], 100, None).unwrap();
        let mut last = calm;
        for price in steps {
            last = after(&[seen(price, 100); 2], 100, Some(&last)).unwrap();
            prop_assert!((850..=1_150).contains(&last.mid.0), "{:?}", last);
        }
    }
}
