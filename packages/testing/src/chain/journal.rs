//! The embedded chain's storage, which counts its writes.

use std::collections::HashMap;

use cosmwasm_std::{MemoryStorage, Order, Record, Storage};

/// The part of the state in which the chain has its contracts, each in a part of its own.
const CONTRACTS: &[u8] = b"wasm";

/// A storage in memory that counts every write. A message that is refused must not move the count: the cheapest exact
/// proof that it left no trace, bank balances included. What was not written to since it was last looked at is as it was.
#[derive(Default)]
pub struct Journal {
    memory: MemoryStorage,
    writes: u64,
    parts: HashMap<Vec<u8>, u64>,
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

    /// Writes and removals so far in a part of the state: what lies under a namespace, or, for contracts, under two.
    pub fn writes_in(&self, namespaces: &[&[u8]]) -> u64 {
        let mut part = Vec::new();
        for namespace in namespaces {
            part.extend(
                u16::try_from(namespace.len())
                    .unwrap_or(u16::MAX)
                    .to_be_bytes(),
            );
            part.extend_from_slice(namespace);
        }
        self.parts.get(&part).copied().unwrap_or(0)
    }

    fn wrote(&mut self, key: &[u8]) {
        self.writes = self.writes.saturating_add(1);
        let part = part_of(key);
        match self.parts.get_mut(part) {
            Some(writes) => *writes = writes.saturating_add(1),
            None => {
                self.parts.insert(part.to_vec(), 1);
            }
        }
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
            parts: self.parts.clone(),
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
        self.wrote(key);
        self.memory.set(key, value);
    }

    fn remove(&mut self, key: &[u8]) {
        self.wrote(key);
        self.memory.remove(key);
    }
}

/// The front of a key that says in which part of the state it lies: its namespace, and for contracts whose it is. A key
/// without namespaces is a part of its own.
fn part_of(key: &[u8]) -> &[u8] {
    let (first, end) = namespace(key, 0);
    let end = if first == CONTRACTS {
        namespace(key, end).1
    } else {
        end
    };
    key.get(..end).unwrap_or(key)
}

/// The namespace that begins at `start`, behind two bytes that say how long it is, and where it ends.
fn namespace(key: &[u8], start: usize) -> (&[u8], usize) {
    let rest = key.get(start..).unwrap_or_default();
    let Some((length, rest)) = rest.split_first_chunk::<2>() else {
        return (&[], key.len());
    };
    let length = usize::from(u16::from_be_bytes(*length));
    let end = start.saturating_add(2).saturating_add(length);
    match rest.get(..length) {
        Some(name) => (name, end),
        None => (&[], key.len()),
    }
}

#[cfg(test)]
mod tests {
    use cosmwasm_std::Addr;

    use super::*;
    use crate::{World, ETH, USD};

    fn key(namespaces: &[&str], rest: &str) -> Vec<u8> {
        let mut key = Vec::new();
        for name in namespaces {
            key.extend(u16::try_from(name.len()).unwrap_or(0).to_be_bytes());
            key.extend_from_slice(name.as_bytes());
        }
        key.extend_from_slice(rest.as_bytes());
        key
    }

    #[test]
    fn writes_are_counted_by_the_part_of_the_state_that_they_change() {
        let mut journal = Journal::default();
        journal.set(&key(&["wasm", "contract_data/a"], "x"), b"1");
        journal.set(&key(&["wasm", "contract_data/b"], "x"), b"1");
        journal.remove(&key(&["wasm", "contract_data/a"], "yy"));
        journal.set(&key(&["bank", "balances"], "a"), b"1");
        journal.set(b"z", b"1");
        let of = |name: &[u8]| journal.writes_in(&[CONTRACTS, name]);
        assert_eq!((of(b"contract_data/a"), of(b"contract_data/b")), (2, 1));
        assert_eq!(
            (of(b"contract_data/c"), journal.writes_in(&[b"bank"])),
            (0, 1)
        );
        assert_eq!(journal.writes(), 5);
        let copy = journal.copy();
        assert_eq!(copy.writes_in(&[CONTRACTS, b"contract_data/a"]), 2);
    }

    #[test]
    fn a_message_counts_only_for_the_contracts_and_the_bank_that_it_changed() {
        let mut world = World::new();
        let counts = |world: &World| {
            let contracts = &world.contracts();
            [&contracts.oracle, &contracts.auction, &contracts.lending]
                .map(|contract: &Addr| world.chain.writes_to(contract))
        };
        let lender = world.funded("lender", &[USD.coin(10)]);
        let (before, bank) = (counts(&world), world.chain.writes_to_bank());
        world.blocks(1);
        world.feed();
        let fed = counts(&world);
        assert!(fed[0] > before[0] && fed[1..] == before[1..]);
        assert_eq!(world.chain.writes_to_bank(), bank);
        world.supply(&lender, USD.coin(10)).ok();
        let supplied = counts(&world);
        assert!(supplied[..2] == fed[..2] && supplied[2] > fed[2]);
        assert!(world.chain.writes_to_bank() > bank);
        assert_eq!(world.balance(&lender, ETH.denom), 0);
    }
}
