//! Time and prices.

use gavel_math::aggregation::{aggregate, Observation, Rules};
use gavel_math::packed::Packed;
use gavel_math::price::PriceRecord;
use gavel_math::{Bps, Price};
use gavel_types::oracle::PRICES;

use super::*;

impl Bench {
    pub fn second(&self) -> u64 {
        self.env.block.time.seconds()
    }

    /// Blocks of 6 seconds.
    pub fn blocks(&mut self, blocks: u64) {
        self.env.block.height += blocks;
        self.env.block.time = self.env.block.time.plus_seconds(blocks * 6);
    }

    /// One block after a long time.
    pub fn halt(&mut self, seconds: u64) {
        self.env.block.height += 1;
        self.env.block.time = self.env.block.time.plus_seconds(seconds);
    }

    pub fn record_in(&self, oracle: &str, denom: &str) -> Option<PriceRecord> {
        let key = (self.who(oracle).to_string(), PRICES.stored_key(denom));
        let records = self.records.borrow();
        records
            .get(&key)
            .map(|bytes| PriceRecord::from_packed(bytes).unwrap())
    }

    pub fn put_record(&mut self, oracle: &str, denom: &str, record: Option<PriceRecord>) {
        let key = (self.who(oracle).to_string(), PRICES.stored_key(denom));
        let mut records = self.records.borrow_mut();
        match record {
            Some(record) => records.insert(key, record.to_packed()),
            None => records.remove(&key),
        };
    }

    /// A price that stays valid for a year.
    pub fn set_price(&mut self, denom: &str, decimals: u8, dollars: &str) {
        let price = Price(decimal(dollars).atomics().u128());
        let now = self.second();
        let last = self.record_in("oracle", denom);
        let record = PriceRecord {
            mid: price,
            low: price,
            high: price,
            pending: None,
            ..next_record(decimals, now, last.as_ref())
        };
        self.put_record("oracle", denom, Some(record));
    }

    /// The price is valid for the last time now; nothing when it is dark already.
    pub fn darken(&mut self, denom: &str) {
        let now = self.second();
        let record = self.record_in("oracle", denom).unwrap();
        if record.relaxed_until <= now {
            return;
        }
        let ended = PriceRecord {
            fresh_until: now,
            relaxed_until: now,
            published_at: now,
            ..record
        };
        self.put_record("oracle", denom, Some(ended));
    }
}

/// The record behind another by one source that sees 1 dollar, valid for a year.
fn next_record(decimals: u8, now: u64, last: Option<&PriceRecord>) -> PriceRecord {
    let seen = Observation {
        price: dollars(1),
        published_at: now,
    };
    let rules = Rules {
        decimals,
        min_sources: 1,
        max_age: 31_536_000,
        max_jump: Bps(5_000),
        confirm_delay: 0,
        lower_bound: Price(0),
        upper_bound: Price(u128::MAX),
    };
    aggregate(&[seen], &rules, now, last).unwrap().unwrap()
}
