//! Random histories against a model that keeps the feeders' observations by name.

use std::collections::BTreeMap;

use gavel_math::aggregation::{aggregate, Observation, Rules};
use gavel_math::{Bps, Price};
use proptest::prelude::*;

use super::*;

#[derive(Clone, Debug)]
enum Step {
    Push { feeder: usize, price: u32, age: u64 },
    Refresh,
    Add { feeder: usize },
    Remove { feeder: usize },
    Wait { seconds: u64 },
}

fn step() -> impl Strategy<Value = Step> {
    let feeder = 1usize..7;
    prop_oneof![
        6 => (feeder.clone(), 1_500u32..2_500, 0u64..70)
            .prop_map(|(feeder, price, age)| Step::Push { feeder, price, age }),
        1 => Just(Step::Refresh),
        1 => feeder.clone().prop_map(|feeder| Step::Add { feeder }),
        1 => feeder.prop_map(|feeder| Step::Remove { feeder }),
        3 => (0u64..40).prop_map(|seconds| Step::Wait { seconds }),
    ]
}

const RULES: Rules = Rules {
    decimals: 18,
    min_sources: 2,
    max_age: 60,
    max_jump: Bps(1_500),
    confirm_delay: 30,
    lower_bound: Price(10_000_000_000_000_000),
    upper_bound: Price(1_000_000_000_000_000_000_000_000),
};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_stored_price_follows_from_the_latest_observations_of_the_feeders_there_are(
        steps in prop::collection::vec(step(), 1..80),
    ) {
        let mut desk = Desk::new();
        let mut model: BTreeMap<usize, Option<Observation>> =
            (1..=3).map(|feeder| (feeder, None)).collect();
        let mut record: Option<PriceRecord> = None;
        for step in steps {
            let now = desk.now;
            let renews = match step {
                Step::Push { feeder, price, age } => {
                    let seen = Observation {
                        price: Price(u128::from(price) * 1_000_000_000_000_000_000),
                        published_at: now - age,
                    };
                    let allowed = age <= 60
                        && model.get(&feeder).is_some_and(|last| {
                            !last.is_some_and(|last| last.published_at >= seen.published_at)
                        });
                    let result = desk.push(feeder, &[("ueth", &price.to_string(), now - age)]);
                    prop_assert_eq!(result.is_ok(), allowed);
                    if allowed {
                        model.insert(feeder, Some(seen));
                    }
                    allowed
                }
                Step::Refresh => {
                    desk.refresh(&["ueth"]).unwrap();
                    true
                }
                Step::Add { feeder } => {
                    let allowed = !model.contains_key(&feeder);
                    prop_assert_eq!(desk.add_feeder(feeder).is_ok(), allowed);
                    model.entry(feeder).or_insert(None);
                    false
                }
                Step::Remove { feeder } => {
                    let allowed = model.contains_key(&feeder) && model.len() > 2;
                    prop_assert_eq!(desk.remove_feeder(feeder).is_ok(), allowed);
                    if allowed {
                        model.remove(&feeder);
                    }
                    allowed
                }
                Step::Wait { seconds } => {
                    desk.now += seconds;
                    false
                }
            };
            if renews {
                let seen: Vec<Observation> = model.values().copied().flatten().collect();
                record = aggregate(&seen, &RULES, now, record.as_ref()).unwrap().or(record);
            }
            prop_assert_eq!(desk.record("ueth"), record);
            prop_assert_eq!(desk.record("uatom"), None);
        }
    }
}
