//! Records by key.

use core::marker::PhantomData;

use cosmwasm_std::{Addr, Order, QuerierWrapper, Record, StdError, StdResult, Storage};
use gavel_math::packed::Packed;

use crate::item::{decode, decode_front};
use crate::Key;

/// Records under a namespace byte and a key.
pub struct PackedMap<K: ?Sized, T> {
    namespace: u8,
    kind: PhantomData<(Box<K>, T)>,
}

impl<K: Key + ?Sized, T: Packed> PackedMap<K, T> {
    /// The records under `namespace`, which no other records of the contract have.
    pub const fn new(namespace: u8) -> Self {
        Self {
            namespace,
            kind: PhantomData,
        }
    }

    /// The stored key: what a raw query asks for.
    pub fn stored_key(&self, key: &K) -> Vec<u8> {
        let mut out = Vec::with_capacity(48);
        out.push(self.namespace);
        key.write(&mut out);
        out
    }

    /// The record, or `None`.
    pub fn may_load(&self, storage: &dyn Storage, key: &K) -> StdResult<Option<T>> {
        storage
            .get(&self.stored_key(key))
            .map(|bytes| decode(&bytes))
            .transpose()
    }

    /// The record. Fails when there is none: for records that another record promises.
    pub fn load(&self, storage: &dyn Storage, key: &K) -> StdResult<T> {
        self.may_load(storage, key)?
            .ok_or_else(|| StdError::not_found("record"))
    }

    /// Writes the record.
    pub fn save(&self, storage: &mut dyn Storage, key: &K, record: &T) {
        storage.set(&self.stored_key(key), &record.to_packed());
    }

    /// Deletes the record.
    pub fn remove(&self, storage: &mut dyn Storage, key: &K) {
        storage.remove(&self.stored_key(key));
    }

    /// At most `limit` records in order of their keys, those whose key (behind the namespace) begins with `prefix`
    /// and comes behind `after`. The keys come back without the namespace.
    pub fn page(
        &self,
        storage: &dyn Storage,
        prefix: &[u8],
        after: Option<&[u8]>,
        limit: usize,
    ) -> StdResult<Vec<(Vec<u8>, T)>> {
        let stored = entries(storage, self.namespace, prefix, after, limit);
        let mut page = Vec::with_capacity(stored.len());
        for (key, value) in stored {
            page.push((key, decode(&value)?));
        }
        Ok(page)
    }

    /// A page of all records as they are stored, to be read by `read`: for who goes through several maps with the same code.
    pub fn stored(&self, storage: &dyn Storage, after: Option<&[u8]>, limit: usize) -> Vec<Record> {
        entries(storage, self.namespace, &[], after, limit)
    }

    /// A record from its stored bytes.
    pub fn read(&self, bytes: &[u8]) -> StdResult<T> {
        decode(bytes)
    }

    /// The records from key `from` up to, not including, key `to`, the last first. Read one by one: whoever stops early pays for no
    /// more. The keys come back without the namespace.
    pub fn backwards<'a>(
        &self,
        storage: &'a dyn Storage,
        from: &K,
        to: &K,
    ) -> impl Iterator<Item = StdResult<(Vec<u8>, T)>> + 'a
    where
        T: 'a,
    {
        let (from, to) = (self.stored_key(from), self.stored_key(to));
        storage
            .range(Some(&from), Some(&to), Order::Descending)
            .map(|(key, value)| {
                let own = key.get(1..).unwrap_or_default().to_vec();
                Ok((own, decode(&value)?))
            })
    }

    /// Another contract's record, read raw: a storage read, no contract load. `None` when there is none, or the address
    /// is no contract. Fields that a later version of that contract appended are left unread, so it can be migrated before
    /// its readers.
    pub fn query_raw(
        &self,
        querier: &QuerierWrapper,
        contract: &Addr,
        key: &K,
    ) -> StdResult<Option<T>> {
        querier
            .query_wasm_raw(contract.as_str(), self.stored_key(key))?
            .map(|bytes| decode_front(&bytes))
            .transpose()
    }
}

/// The records of a page as they are stored. Apart from what they hold: it is compiled once for all maps.
fn entries(
    storage: &dyn Storage,
    namespace: u8,
    prefix: &[u8],
    after: Option<&[u8]>,
    limit: usize,
) -> Vec<Record> {
    let mut start = vec![namespace];
    match after {
        Some(key) => {
            start.extend_from_slice(key);
            start.push(0);
        }
        None => start.extend_from_slice(prefix),
    }
    let mut lead = vec![namespace];
    lead.extend_from_slice(prefix);
    let end = end_of(&lead);
    let mut stored = vec![];
    for (mut key, value) in storage
        .range(Some(&start), end.as_deref(), Order::Ascending)
        .take(limit)
    {
        key.remove(0);
        stored.push((key, value));
    }
    stored
}

/// The first key behind all that begin with `prefix`.
fn end_of(prefix: &[u8]) -> Option<Vec<u8>> {
    let mut end = prefix.to_vec();
    while let Some(last) = end.pop() {
        if let Some(next) = last.checked_add(1) {
            end.push(next);
            return Some(end);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::testing::{MockQuerier, MockStorage};
    use cosmwasm_std::{Binary, ContractResult, SystemResult, WasmQuery};

    const LOTS: PackedMap<(u16, u32), u64> = PackedMap::new(3);
    const NAMES: PackedMap<str, u64> = PackedMap::new(4);
    const OWNED: PackedMap<(u16, &[u8]), u64> = PackedMap::new(5);

    fn filled() -> MockStorage {
        let mut storage = MockStorage::new();
        for (pair, number) in [(1, 1), (1, 2), (1, 255), (1, 256), (2, 1), (255, 7)] {
            LOTS.save(&mut storage, &(pair, number), &u64::from(number));
        }
        NAMES.save(&mut storage, "ueth", &9);
        storage
    }

    #[test]
    fn a_page_goes_on_behind_a_key_and_stays_in_its_prefix() {
        let storage = filled();
        let prefix = 1u16.to_be_bytes();
        let first = LOTS.page(&storage, &prefix, None, 3).unwrap();
        let numbers: Vec<u64> = first.iter().map(|(_, number)| *number).collect();
        assert_eq!(numbers, [1, 2, 255]);
        let rest = LOTS.page(&storage, &prefix, Some(&first[2].0), 10).unwrap();
        assert_eq!(rest.len(), 1);
        assert_eq!(rest[0].1, 256);
    }

    #[test]
    fn backwards_goes_from_the_last_to_the_first() {
        let storage = filled();
        let numbers: Vec<u64> = LOTS
            .backwards(&storage, &(1, 2), &(1, 256))
            .map(|found| found.unwrap().1)
            .collect();
        assert_eq!(numbers, [255, 2]);
    }

    #[test]
    fn a_page_over_everything_does_not_reach_the_next_namespace() {
        let storage = filled();
        assert_eq!(LOTS.page(&storage, &[], None, 100).unwrap().len(), 6);
        assert_eq!(NAMES.page(&storage, &[], None, 100).unwrap().len(), 1);
    }

    #[test]
    fn the_prefix_of_all_ones_has_an_end() {
        let storage = filled();
        assert_eq!(end_of(&[3, 255, 255]), Some(vec![4]));
        assert_eq!(end_of(&[255]), None);
        let last = LOTS.page(&storage, &255u16.to_be_bytes(), None, 9).unwrap();
        assert_eq!(last.len(), 1);
    }

    #[test]
    fn keys_may_borrow_for_less_than_the_program() {
        let mut storage = filled();
        let owner = vec![1, 2, 3];
        OWNED.save(&mut storage, &(7, owner.as_slice()), &1);
        assert_eq!(OWNED.stored_key(&(7, &owner)), [5, 0, 7, 1, 2, 3]);
    }

    #[test]
    fn another_contracts_record_may_have_fields_that_this_reader_does_not_know() {
        let ours = LOTS.stored_key(&(1, 7));
        let answers = [
            (vec![9], Ok(Some(9))),
            (vec![9, 1, 2], Ok(Some(9))),
            (vec![], Ok(None)),
        ];
        for (stored, expected) in answers {
            let asked = ours.clone();
            let mut querier: MockQuerier = MockQuerier::new(&[]);
            querier.update_wasm(move |query| match query {
                WasmQuery::Raw { key, .. } if key.as_slice() == asked => {
                    SystemResult::Ok(ContractResult::Ok(Binary::new(stored.clone())))
                }
                _ => unreachable!("nothing else is asked"),
            });
            let house = Addr::unchecked("house");
            let read = LOTS.query_raw(&QuerierWrapper::new(&querier), &house, &(1, 7));
            assert_eq!(read, expected);
        }
    }

    #[test]
    fn a_contracts_own_record_has_no_bytes_left_over() {
        let mut storage = MockStorage::new();
        storage.set(&LOTS.stored_key(&(1, 7)), &[9, 1]);
        assert!(LOTS.may_load(&storage, &(1, 7)).is_err());
    }

    #[test]
    fn a_removed_record_is_gone() {
        let mut storage = filled();
        LOTS.remove(&mut storage, &(1, 2));
        assert_eq!(LOTS.may_load(&storage, &(1, 2)).unwrap(), None);
        assert!(LOTS.load(&storage, &(1, 2)).is_err());
        assert_eq!(LOTS.load(&storage, &(1, 1)).unwrap(), 1);
    }
}
