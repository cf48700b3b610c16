//! A single record.

use core::marker::PhantomData;

use cosmwasm_std::{StdError, StdResult, Storage};
use gavel_math::packed::Packed;

/// One record under a fixed namespace byte.
pub struct PackedItem<T> {
    namespace: u8,
    kind: PhantomData<T>,
}

impl<T: Packed> PackedItem<T> {
    /// The record under `namespace`, which no other record of the contract has.
    pub const fn new(namespace: u8) -> Self {
        Self {
            namespace,
            kind: PhantomData,
        }
    }

    /// The record, or `None` before it was first saved.
    pub fn may_load(&self, storage: &dyn Storage) -> StdResult<Option<T>> {
        storage
            .get(&[self.namespace])
            .map(|bytes| decode(&bytes))
            .transpose()
    }

    /// The record. Fails before it was first saved.
    pub fn load(&self, storage: &dyn Storage) -> StdResult<T> {
        self.may_load(storage)?
            .ok_or_else(|| StdError::not_found("record"))
    }

    /// Writes the record.
    pub fn save(&self, storage: &mut dyn Storage, record: &T) {
        storage.set(&[self.namespace], &record.to_packed());
    }

    /// Deletes the record; nothing when there is none.
    pub fn remove(&self, storage: &mut dyn Storage) {
        storage.remove(&[self.namespace]);
    }
}

/// A record from its bytes.
pub(crate) fn decode<T: Packed>(bytes: &[u8]) -> StdResult<T> {
    T::from_packed(bytes).map_err(|error| StdError::parse_err("record", error))
}

/// A record from the front of another contract's bytes.
pub(crate) fn decode_front<T: Packed>(bytes: &[u8]) -> StdResult<T> {
    T::from_packed_front(bytes).map_err(|error| StdError::parse_err("record", error))
}
