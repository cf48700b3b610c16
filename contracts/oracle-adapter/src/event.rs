//! What the contract tells the world: one event a change.

use cosmwasm_std::{Addr, Event as CosmosEvent};
use cw_ownable::Ownership;
use gavel_math::aggregation::{Observation, Rules};
use gavel_math::price::PriceRecord;
use gavel_math::Price;

use crate::rules::dollars;

/// A change of state. Prices as decimal numbers of dollars per whole unit, like in the questions; times in Unix seconds.
pub(crate) enum Event<'a> {
    /// A feeder's observation was stored, and counts.
    Observed {
        denom: &'a str,
        feeder: &'a Addr,
        seen: Observation,
    },
    /// A feeder's observation was stored and does not count: it lies at or beyond a bound, where feeds get stuck.
    Ignored {
        denom: &'a str,
        feeder: &'a Addr,
        seen: Observation,
        rules: &'a Rules,
    },
    /// An aggregate was renewed: its price, its sources or its times.
    Accepted { denom: &'a str, record: PriceRecord },
    /// A price jumped and waits to be confirmed, or still does.
    Held {
        denom: &'a str,
        record: PriceRecord,
        pending: Price,
        since: u64,
    },
    /// No source of an aggregate counts any more: it may not be used until one does.
    Lapsed { denom: &'a str, record: PriceRecord },
    /// An asset was listed.
    Listed { denom: &'a str, feeders: usize },
    /// An asset's rules were changed.
    Updated { denom: &'a str, rules: &'a Rules },
    /// An asset got a feeder.
    FeederAdded { denom: &'a str, feeder: &'a Addr },
    /// An asset lost a feeder.
    FeederRemoved { denom: &'a str, feeder: &'a Addr },
    /// The owner, or who may become it, changed.
    OwnershipChanged { ownership: Ownership<Addr> },
    /// The contract was taken to this version.
    Migrated { from: &'a str, to: &'a str },
}

impl From<Event<'_>> for CosmosEvent {
    fn from(event: Event<'_>) -> Self {
        match event {
            Event::Observed {
                denom,
                feeder,
                seen,
            } => observation("observe_price", denom, feeder, seen),
            Event::Ignored {
                denom,
                feeder,
                seen,
                rules,
            } => observation("ignore_price", denom, feeder, seen)
                .add_attribute("lower_bound", dollars(rules.lower_bound).to_string())
                .add_attribute("upper_bound", dollars(rules.upper_bound).to_string()),
            Event::Accepted { denom, record } => aggregate("accept_price", denom, &record),
            Event::Held {
                denom,
                record,
                pending,
                since,
            } => aggregate("hold_price", denom, &record)
                .add_attribute("pending", dollars(pending).to_string())
                .add_attribute("since", since.to_string()),
            Event::Lapsed { denom, record } => aggregate("lapse_price", denom, &record),
            Event::Listed { denom, feeders } => {
                about("list_asset", denom).add_attribute("feeders", feeders.to_string())
            }
            Event::Updated { denom, rules } => about("update_asset", denom)
                .add_attribute("min_sources", rules.min_sources.to_string())
                .add_attribute("max_age", rules.max_age.to_string())
                .add_attribute("max_jump_bps", rules.max_jump.0.to_string())
                .add_attribute("confirm_delay", rules.confirm_delay.to_string())
                .add_attribute("lower_bound", dollars(rules.lower_bound).to_string())
                .add_attribute("upper_bound", dollars(rules.upper_bound).to_string()),
            Event::FeederAdded { denom, feeder } => {
                about("add_feeder", denom).add_attribute("feeder", feeder)
            }
            Event::FeederRemoved { denom, feeder } => {
                about("remove_feeder", denom).add_attribute("feeder", feeder)
            }
            Event::OwnershipChanged { ownership } => {
                Self::new("update_ownership").add_attributes(ownership.into_attributes())
            }
            Event::Migrated { from, to } => Self::new("migrate")
                .add_attribute("from", from)
                .add_attribute("to", to),
        }
    }
}

fn about(kind: &str, denom: &str) -> CosmosEvent {
    CosmosEvent::new(kind).add_attribute("denom", denom)
}

fn observation(kind: &str, denom: &str, feeder: &Addr, seen: Observation) -> CosmosEvent {
    about(kind, denom)
        .add_attribute("feeder", feeder)
        .add_attribute("price", dollars(seen.price).to_string())
        .add_attribute("published_at", seen.published_at.to_string())
}

fn aggregate(kind: &str, denom: &str, record: &PriceRecord) -> CosmosEvent {
    about(kind, denom)
        .add_attribute("mid", dollars(record.mid).to_string())
        .add_attribute("low", dollars(record.low).to_string())
        .add_attribute("high", dollars(record.high).to_string())
        .add_attribute("fresh_until", record.fresh_until.to_string())
        .add_attribute("relaxed_until", record.relaxed_until.to_string())
}
