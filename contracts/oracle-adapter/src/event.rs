//! What the contract tells: one event for every change of state. `docs/events.md` lists them for those who read them.

use cosmwasm_std::{Addr, Event as ChainEvent};
use cw_ownable::Ownership;
use gavel_math::aggregation::{Observation, Rules};
use gavel_math::price::PriceRecord;
use gavel_math::Price;
use gavel_types::decimal;

/// A change of state, named like the message that makes it where one does. Prices as decimal numbers of dollars per whole unit,
/// times in Unix seconds. An attribute has the name of the field in messages and answers.
pub(crate) enum Event<'a> {
    /// A feeder's observation was stored, and counts.
    ObservePrice {
        denom: &'a str,
        feeder: &'a Addr,
        seen: Observation,
    },
    /// A feeder's observation was stored and does not count: it lies at or beyond a bound, where feeds get stuck.
    IgnorePrice {
        denom: &'a str,
        feeder: &'a Addr,
        seen: Observation,
        rules: &'a Rules,
    },
    /// An aggregate was renewed: its price, its sources or its times.
    AcceptPrice { denom: &'a str, record: PriceRecord },
    /// A price jumped and waits to be confirmed, or still does.
    HoldPrice {
        denom: &'a str,
        record: PriceRecord,
        pending: Price,
        since: u64,
    },
    /// No source of an aggregate counts any more: it may not be used until one does.
    LapsePrice { denom: &'a str, record: PriceRecord },
    /// An asset was listed.
    ListAsset { denom: &'a str, feeders: usize },
    /// An asset's rules were changed.
    UpdateAsset { denom: &'a str, rules: &'a Rules },
    /// An asset got a feeder.
    AddFeeder { denom: &'a str, feeder: &'a Addr },
    /// An asset lost a feeder.
    RemoveFeeder { denom: &'a str, feeder: &'a Addr },
    /// The owner, or who may become it, changed.
    UpdateOwnership { ownership: Ownership<Addr> },
    /// The contract was taken to this version.
    Migrate { from: &'a str, to: &'a str },
}

impl Event<'_> {
    /// The event's name, behind the `wasm-` that the chain puts before it.
    fn name(&self) -> &'static str {
        match self {
            Self::ObservePrice { .. } => "observe_price",
            Self::IgnorePrice { .. } => "ignore_price",
            Self::AcceptPrice { .. } => "accept_price",
            Self::HoldPrice { .. } => "hold_price",
            Self::LapsePrice { .. } => "lapse_price",
            Self::ListAsset { .. } => "list_asset",
            Self::UpdateAsset { .. } => "update_asset",
            Self::AddFeeder { .. } => "add_feeder",
            Self::RemoveFeeder { .. } => "remove_feeder",
            Self::UpdateOwnership { .. } => "update_ownership",
            Self::Migrate { .. } => "migrate",
        }
    }
}

impl From<Event<'_>> for ChainEvent {
    fn from(event: Event<'_>) -> Self {
        let told = Self::new(event.name());
        match event {
            Event::ObservePrice {
                denom,
                feeder,
                seen,
            } => observation(told, denom, feeder, seen),
            Event::IgnorePrice {
                denom,
                feeder,
                seen,
                rules,
            } => with_bounds(observation(told, denom, feeder, seen), rules),
            Event::AcceptPrice { denom, record } | Event::LapsePrice { denom, record } => {
                aggregate(told, denom, &record)
            }
            Event::HoldPrice {
                denom,
                record,
                pending,
                since,
            } => aggregate(told, denom, &record)
                .add_attribute("pending", decimal(pending).to_string())
                .add_attribute("since", since.to_string()),
            Event::ListAsset { denom, feeders } => told
                .add_attribute("denom", denom)
                .add_attribute("feeders", feeders.to_string()),
            Event::UpdateAsset { denom, rules } => with_bounds(
                told.add_attribute("denom", denom)
                    .add_attribute("min_sources", rules.min_sources.to_string())
                    .add_attribute("max_age", rules.max_age.to_string())
                    .add_attribute("max_jump_bps", rules.max_jump.0.to_string())
                    .add_attribute("confirm_delay", rules.confirm_delay.to_string()),
                rules,
            ),
            Event::AddFeeder { denom, feeder } | Event::RemoveFeeder { denom, feeder } => told
                .add_attribute("denom", denom)
                .add_attribute("feeder", feeder),
            Event::UpdateOwnership { ownership } => {
                told.add_attributes(ownership.into_attributes())
            }
            Event::Migrate { from, to } => told.add_attribute("from", from).add_attribute("to", to),
        }
    }
}

fn observation(told: ChainEvent, denom: &str, feeder: &Addr, seen: Observation) -> ChainEvent {
    told.add_attribute("denom", denom)
        .add_attribute("feeder", feeder)
        .add_attribute("price", decimal(seen.price).to_string())
        .add_attribute("published_at", seen.published_at.to_string())
}

fn with_bounds(told: ChainEvent, rules: &Rules) -> ChainEvent {
    told.add_attribute("lower_bound", decimal(rules.lower_bound).to_string())
        .add_attribute("upper_bound", decimal(rules.upper_bound).to_string())
}

fn aggregate(told: ChainEvent, denom: &str, record: &PriceRecord) -> ChainEvent {
    told.add_attribute("denom", denom)
        .add_attribute("mid", decimal(record.mid).to_string())
        .add_attribute("low", decimal(record.low).to_string())
        .add_attribute("high", decimal(record.high).to_string())
        .add_attribute("fresh_until", record.fresh_until.to_string())
        .add_attribute("relaxed_until", record.relaxed_until.to_string())
}
