//! A storage that counts what is read and written, and can be copied.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::ops::Bound;

use cosmwasm_std::{Order, Record, Storage};

/// What was done with a storage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub reads: u64,
    pub writes: u64,
    pub deletes: u64,
    /// Entries that iterators gave.
    pub iterated: u64,
    /// Bytes of values read and written.
    pub bytes: u64,
}

#[derive(Clone, Debug, Default)]
pub struct Shelf {
    records: BTreeMap<Vec<u8>, Vec<u8>>,
    counts: Cell<Counts>,
}

impl PartialEq for Shelf {
    fn eq(&self, other: &Self) -> bool {
        self.records == other.records
    }
}

impl Shelf {
    /// What was done since this was last asked.
    pub fn counted(&self) -> Counts {
        self.counts.take()
    }

    fn count(&self, change: impl Fn(&mut Counts)) {
        let mut counts = self.counts.get();
        change(&mut counts);
        self.counts.set(counts);
    }
}

impl Storage for Shelf {
    fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
        let found = self.records.get(key).cloned();
        self.count(|counts| {
            counts.reads += 1;
            counts.bytes += found.as_ref().map_or(0, |value| value.len() as u64);
        });
        found
    }

    fn range<'a>(
        &'a self,
        start: Option<&[u8]>,
        end: Option<&[u8]>,
        order: Order,
    ) -> Box<dyn Iterator<Item = Record> + 'a> {
        let from = start.map_or(Bound::Unbounded, |key| Bound::Included(key.to_vec()));
        let to = end.map_or(Bound::Unbounded, |key| Bound::Excluded(key.to_vec()));
        let entries = self.records.range((from, to)).map(|(key, value)| {
            self.count(|counts| counts.iterated += 1);
            (key.clone(), value.clone())
        });
        match order {
            Order::Ascending => Box::new(entries),
            Order::Descending => Box::new(entries.rev()),
        }
    }

    fn set(&mut self, key: &[u8], value: &[u8]) {
        self.count(|counts| {
            counts.writes += 1;
            counts.bytes += value.len() as u64;
        });
        self.records.insert(key.to_vec(), value.to_vec());
    }

    fn remove(&mut self, key: &[u8]) {
        self.count(|counts| counts.deletes += 1);
        self.records.remove(key);
    }
}
