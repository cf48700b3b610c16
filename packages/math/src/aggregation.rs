//! From the observations of several sources to one stored price.

use crate::number::mul_div_ceil;
use crate::price::{Pending, PriceRecord};
use crate::units::{Bps, Price, BPS};
use crate::MathError;

/// One source's latest observation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Observation {
    /// Dollars per whole unit.
    pub price: Price,
    /// Unix second at which the source saw it.
    pub published_at: u64,
}

/// How an asset's observations become a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Decimals of the asset.
    pub decimals: u8,
    /// Sources that must be fresh to open positions.
    pub min_sources: u8,
    /// Seconds for which an observation is fresh.
    pub max_age: u64,
    /// A move beyond this share of the accepted price waits to be confirmed.
    pub max_jump: Bps,
    /// Seconds for which a jump must last.
    pub confirm_delay: u64,
    /// A price at or below is a feed stuck at its bound: not valid.
    pub lower_bound: Price,
    /// A price at or above is a feed stuck at its bound: not valid.
    pub upper_bound: Price,
}

/// The record that follows from the observations at `now`, or `None` when not one is fresh: the last record stands
/// and ages.
///
/// The median of the fresh observations is accepted when it lies within `max_jump` of the last accepted price.
/// Beyond, it is pending: accepted by an observation made `confirm_delay` or more after the jump began and still
/// beyond on the same side, dropped by one that returned. Low and high span the sources within `max_jump` of the
/// median: a lone liar stops nobody from opening. The median of an even number is the mean of the middle two,
/// rounded down.
pub fn aggregate(
    observations: &[Observation],
    rules: &Rules,
    now: u64,
    previous: Option<&PriceRecord>,
) -> Result<Option<PriceRecord>, MathError> {
    let mut fresh: Vec<Observation> = observations
        .iter()
        .copied()
        .filter(|seen| is_valid(seen, rules, now))
        .collect();
    fresh.sort_unstable_by_key(|seen| seen.price);
    let Some(median) = median_floor(&fresh) else {
        return Ok(None);
    };
    let mut agreeing = Vec::with_capacity(fresh.len());
    for seen in &fresh {
        if !is_beyond(seen.price, median, rules.max_jump)? {
            agreeing.push(*seen);
        }
    }
    let low = agreeing
        .first()
        .map_or(median, |seen| seen.price.min(median));
    let high = agreeing
        .last()
        .map_or(median, |seen| seen.price.max(median));

    let mut times: Vec<u64> = agreeing.iter().map(|seen| seen.published_at).collect();
    times.sort_unstable_by(|a, b| b.cmp(a));
    let newest = fresh
        .iter()
        .map(|seen| seen.published_at)
        .max()
        .unwrap_or(0);
    let enough = usize::from(rules.min_sources).saturating_sub(1);
    let fresh_until = times
        .get(enough)
        .map_or(0, |time| time.saturating_add(rules.max_age));

    let fresh_record = PriceRecord {
        decimals: rules.decimals,
        mid: median,
        low,
        high,
        published_at: newest,
        fresh_until,
        relaxed_until: newest.saturating_add(rules.max_age),
        pending: None,
        dark_seconds: previous.map_or(0, |record| record.dark_total(now)),
    };
    let Some(last) = previous else {
        return Ok(Some(fresh_record));
    };
    if !is_beyond(median, last.mid, rules.max_jump)? {
        return Ok(Some(fresh_record));
    }
    let same_side = last
        .pending
        .filter(|pending| (pending.price > last.mid) == (median > last.mid));
    let since = same_side.map_or(now, |pending| pending.since);
    if same_side.is_some() && newest >= since.saturating_add(rules.confirm_delay) {
        return Ok(Some(fresh_record));
    }
    Ok(Some(PriceRecord {
        mid: last.mid,
        low: last.low,
        high: last.high,
        pending: Some(Pending {
            price: median,
            since,
        }),
        ..fresh_record
    }))
}

/// Whether an observation counts at `now`: neither future nor old, and strictly within the sanity bounds.
pub fn is_valid(seen: &Observation, rules: &Rules, now: u64) -> bool {
    seen.published_at <= now
        && now.saturating_sub(seen.published_at) <= rules.max_age
        && seen.price > rules.lower_bound
        && seen.price < rules.upper_bound
}

/// Whether `price` differs from `from` by more than `max_jump`.
fn is_beyond(price: Price, from: Price, max_jump: Bps) -> Result<bool, MathError> {
    let move_by = price.0.abs_diff(from.0);
    Ok(move_by > mul_div_ceil(from.0, max_jump.wide(), BPS)?)
}

fn median_floor(sorted: &[Observation]) -> Option<Price> {
    let count = sorted.len();
    let upper = sorted.get(count / 2)?.price;
    if count % 2 == 1 {
        return Some(upper);
    }
    let lower = sorted.get((count / 2).checked_sub(1)?)?.price;
    let half = upper.0.checked_sub(lower.0)? / 2;
    lower.0.checked_add(half).map(Price)
}

#[cfg(test)]
mod tests {
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
}
