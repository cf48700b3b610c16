//! The embedded chain's storage, which counts its writes.

use cosmwasm_std::{MemoryStorage, Order, Record, Storage};

/// A storage in memory that counts every write. A message that is refused must not move the count: the cheapest exact
/// proof that it left no trace, bank balances included.
#[derive(Default)]
pub struct Journal {
    memory: MemoryStorage,
    writes: u64,
}

impl Journal {
    /// Writes and removals so far.
    pub fn writes(&self) -> u64 {
        self.writes
    }

    /// All records in order of their keys.
    pub fn records(&self) -> Vec<Record> {
        self.memory.range(None, None, Order::Ascending).collect()
    }

    /// A copy to come back to. Its cost is the size of the whole state.
    pub fn copy(&self) -> Self {
        let mut memory = MemoryStorage::new();
        for (key, value) in self.memory.range(None, None, Order::Ascending) {
            memory.set(&key, &value);
        }
        Self {
            memory,
            writes: self.writes,
        }
    }
}

impl Storage for Journal {
    fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
        self.memory.get(key)
    }

    fn range<'a>(
        &'a self,
        start: Option<&[u8]>,
        end: Option<&[u8]>,
        order: Order,
    ) -> Box<dyn Iterator<Item = Record> + 'a> {
        self.memory.range(start, end, order)
    }

    fn set(&mut self, key: &[u8], value: &[u8]) {
        self.writes = self.writes.saturating_add(1);
        self.memory.set(key, value);
    }

    fn remove(&mut self, key: &[u8]) {
        self.writes = self.writes.saturating_add(1);
        self.memory.remove(key);
    }
}
