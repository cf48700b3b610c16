//! What a stored price may look like behind any message.

use std::collections::BTreeMap;

use gavel_math::price::PriceRecord;
use gavel_types::oracle::{ExecuteMsg, GovernMsg};

use super::judge::{Judge, Rule};
use crate::call::Act;
use crate::house::House;

/// The stored prices as they were last seen.
#[derive(Clone, Default)]
pub(crate) struct Prices {
    seen: BTreeMap<String, PriceRecord>,
}

impl Prices {
    /// Looks at the prices that the messages named.
    pub fn after(&mut self, judge: &mut Judge, house: &House, acts: &[Act]) {
        for denom in acts.iter().flat_map(named) {
            let Some(now) = house.price_record(denom) else {
                continue;
            };
            let spans = now.low <= now.mid && now.mid <= now.high && !now.low.is_zero();
            judge.check(Rule::Price, spans, || {
                format!("the price of {denom} is not within its band: {now:?}")
            });
            if let Some(before) = self.seen.insert(denom.to_owned(), now) {
                let time = house.now();
                let onward = now.dark_seconds >= before.dark_seconds
                    && now.dark_total(time) >= before.dark_total(time)
                    && now.relaxed_until >= now.fresh_until
                    && now.published_at <= time;
                judge.check(Rule::Price, onward, || {
                    format!("the times of {denom} went back: before {before:?}, now {now:?}")
                });
            }
        }
    }
}

fn named(act: &Act) -> Vec<&str> {
    match act {
        Act::Oracle(ExecuteMsg::PushPrices { prices }) => {
            prices.iter().map(|price| price.denom.as_str()).collect()
        }
        Act::Oracle(ExecuteMsg::Refresh { denoms }) => denoms.iter().map(String::as_str).collect(),
        // New rules, and a feeder less, renew the aggregate too.
        Act::Oracle(ExecuteMsg::Govern(
            GovernMsg::UpdateAsset { denom, .. } | GovernMsg::RemoveFeeder { denom, .. },
        )) => vec![denom],
        _ => Vec::new(),
    }
}
