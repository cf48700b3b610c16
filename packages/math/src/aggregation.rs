//! From the observations of several sources to one stored price.

use crate::number::mul_div_ceil;
use crate::packed::packed_record;
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
packed_record!(Observation {
    price,
    published_at
});

/// How an asset's observations become a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Decimals of the asset.
    pub decimals: u8,
    /// Sources that must be fresh to open positions.
    pub min_sources: u8,
    /// Seconds for which an observation is fresh.
    pub max_age: u64,
    /// A move beyond this share of the accepted price, or of its running average, waits to be confirmed.
    pub max_jump: Bps,
    /// Seconds for which a jump must last.
    pub confirm_delay: u64,
    /// A price at or below is a feed stuck at its bound: not valid.
    pub lower_bound: Price,
    /// A price at or above is a feed stuck at its bound: not valid.
    pub upper_bound: Price,
}
packed_record!(Rules {
    decimals,
    min_sources,
    max_age,
    max_jump,
    confirm_delay,
    lower_bound,
    upper_bound
});

/// The record that follows from the observations at `now`. `None` when the record stands as it is and ages: not one
/// observation is fresh, and the record does not say otherwise.
///
/// - The median of the fresh observations is accepted when it lies within `max_jump` of the last accepted price and of
///   its running average: many small steps within one block are one large one. The first price is compared with nothing.
/// - Beyond, it is pending. It is accepted when the median is still beyond on the same side and so is an observation
///   made `confirm_delay` or more, and at least a second, after the jump was first seen. It is dropped when the median
///   returned.
/// - Low, high and the times span the sources within `max_jump` of the median: a lone liar stops nobody from opening,
///   and keeps no old price alive. The median of an even number is the mean of the middle two, rounded down; when no
///   source agrees with it, the middle two stand for it, and nothing may be opened.
/// - A record whose sources no longer count (removed, replaced by a price at a bound, judged by other rules) lapses
///   at once.
///
/// Fails only when a price times `max_jump` needs more than 128 bits.
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
    // By time too, so that the order in which the sources came decides nothing.
    fresh.sort_unstable_by_key(|seen| (seen.price, seen.published_at));
    let Some(median) = median_floor(&fresh) else {
        return Ok(previous.and_then(|record| record.lapsed(now)));
    };
    let accepted = record_of(&fresh, median, rules, now, previous)?;
    let Some(last) = previous else {
        return Ok(Some(accepted));
    };
    Ok(Some(match verdict(&fresh, median, rules, now, last)? {
        Verdict::Within if median == last.mid => PriceRecord {
            average: last.average,
            averaged_at: last.averaged_at,
            ..accepted
        },
        Verdict::Within => PriceRecord {
            average: last.average_at(now)?,
            ..accepted
        },
        Verdict::Confirmed => accepted,
        Verdict::Waits { since } => PriceRecord {
            mid: last.mid,
            low: last.low,
            high: last.high,
            pending: Some(Pending {
                price: median,
                since,
            }),
            average: last.average,
            averaged_at: last.averaged_at,
            ..accepted
        },
    }))
}

/// The record of an accepted median, as if it were the first.
fn record_of(
    fresh: &[Observation],
    median: Price,
    rules: &Rules,
    now: u64,
    previous: Option<&PriceRecord>,
) -> Result<PriceRecord, MathError> {
    let mut agreeing = Vec::with_capacity(fresh.len());
    for seen in fresh {
        if !is_beyond(seen.price, median, rules.max_jump)? {
            agreeing.push(*seen);
        }
    }
    let enough = usize::from(rules.min_sources).max(1);
    let opens = agreeing.len() >= enough;
    if agreeing.is_empty() {
        agreeing.extend_from_slice(middle_two(fresh));
    }
    let bound = |price: Option<&Observation>| price.map_or(median, |seen| seen.price);
    let mut times: Vec<u64> = agreeing.iter().map(|seen| seen.published_at).collect();
    times.sort_unstable_by(|a, b| b.cmp(a));
    let newest = times.first().copied().unwrap_or(0);
    let fresh_until = times
        .get(enough.saturating_sub(1))
        .filter(|_| opens)
        .map_or(0, |time| time.saturating_add(rules.max_age));
    let (last_dark, dark_before) = previous.map_or((None, None), |record| record.dark_history(now));
    Ok(PriceRecord {
        decimals: rules.decimals,
        mid: median,
        low: bound(agreeing.first()).min(median),
        high: bound(agreeing.last()).max(median),
        published_at: newest,
        fresh_until,
        relaxed_until: newest.saturating_add(rules.max_age),
        pending: None,
        dark_seconds: previous.map_or(0, |record| record.dark_total(now)),
        average: median,
        averaged_at: now,
        last_dark,
        dark_before,
    })
}

/// What becomes of a median that follows an accepted price.
enum Verdict {
    /// It lies within the jump.
    Within,
    /// It lies beyond, and has for long enough.
    Confirmed,
    /// It lies beyond, on this side since then.
    Waits { since: u64 },
}

fn verdict(
    fresh: &[Observation],
    median: Price,
    rules: &Rules,
    now: u64,
    last: &PriceRecord,
) -> Result<Verdict, MathError> {
    if median == last.mid {
        return Ok(Verdict::Within);
    }
    let rises = median > last.mid;
    let average = last.average_at(now)?;
    // The one of the two that lies further behind the move.
    let from = if rises {
        last.mid.min(average)
    } else {
        last.mid.max(average)
    };
    let is_jump = |price: Price| -> Result<bool, MathError> {
        Ok((price > last.mid) == rises
            && price != last.mid
            && is_beyond(price, from, rules.max_jump)?)
    };
    if !is_jump(median)? {
        return Ok(Verdict::Within);
    }
    let since = last
        .pending
        .filter(|pending| (pending.price > last.mid) == rises)
        .map_or(now, |pending| pending.since);
    // An observation made in the second of the jump may be the jump itself.
    let due = since.saturating_add(rules.confirm_delay.max(1));
    for seen in fresh {
        if seen.published_at >= due && is_jump(seen.price)? {
            return Ok(Verdict::Confirmed);
        }
    }
    Ok(Verdict::Waits { since })
}

/// Whether an observation counts at `now`: neither future nor old, and strictly within the sanity bounds.
pub fn is_valid(seen: &Observation, rules: &Rules, now: u64) -> bool {
    seen.published_at <= now
        && now.saturating_sub(seen.published_at) <= rules.max_age
        && seen.price > rules.lower_bound
        && seen.price < rules.upper_bound
}

/// Whether `price` differs from `from` by more than `⌈from · max_jump⌉`: up, so that a move of just the jump is none.
fn is_beyond(price: Price, from: Price, max_jump: Bps) -> Result<bool, MathError> {
    let move_by = price.0.abs_diff(from.0);
    Ok(move_by > mul_div_ceil(from.0, max_jump.wide(), BPS)?)
}

/// The middle two of an even number of observations, in order of price.
fn middle_two(sorted: &[Observation]) -> &[Observation] {
    let upper = sorted.len() / 2;
    sorted
        .get(upper.saturating_sub(1)..=upper)
        .unwrap_or_default()
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
mod tests;
