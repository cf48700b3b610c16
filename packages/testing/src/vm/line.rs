//! The line between the VM and the world.
//!
//! The VM's back ends must own what they use, while the world only lends its storage for the length of a call. So
//! the VM runs on a thread of its own and asks for each thing over a channel; the calling thread answers from what
//! it was lent. The VM waits for each answer: nothing runs at the same time and the order is always the same.

use std::sync::mpsc::{sync_channel, Sender, SyncSender};

use cosmwasm_std::{Binary, ContractResult, Order, Record, SystemResult};
use cosmwasm_vm::{BackendApi, BackendError, BackendResult, GasInfo, Querier, Storage};

use super::prices::{self, VM_GAS_PER_SDK_GAS};

/// An answer and what it cost in SDK gas.
pub(super) struct Priced<T> {
    pub(super) value: T,
    pub(super) gas: u64,
}

/// Where an answer is sent.
pub(super) type Back<T> = SyncSender<Priced<T>>;

/// What the VM asks of the world.
pub(super) enum Ask {
    /// An entry of the contract's storage.
    Get {
        key: Vec<u8>,
        back: Back<Option<Vec<u8>>>,
    },
    /// Sets an entry.
    Set {
        key: Vec<u8>,
        value: Vec<u8>,
        back: Back<()>,
    },
    /// Deletes an entry.
    Remove { key: Vec<u8>, back: Back<()> },
    /// Opens an iterator and gives its number.
    Scan {
        start: Option<Vec<u8>>,
        end: Option<Vec<u8>>,
        order: Order,
        back: Back<u32>,
    },
    /// The next entry of an iterator; the outer `None` if there is no such iterator.
    Next {
        iterator: u32,
        back: Back<Option<Option<Record>>>,
    },
    /// A query to the chain or another contract.
    Query {
        request: Vec<u8>,
        back: Back<SystemResult<ContractResult<Binary>>>,
    },
    /// Whether an address is valid; else why not.
    Validate {
        address: String,
        back: Back<Result<(), String>>,
    },
    /// An address as bytes.
    Canonicalize {
        address: String,
        back: Back<Result<Vec<u8>, String>>,
    },
    /// Bytes as an address.
    Humanize {
        canonical: Vec<u8>,
        back: Back<Result<String, String>>,
    },
}

/// The VM's end of the line: storage, querier and address functions in one.
#[derive(Clone)]
pub(super) struct Line {
    asks: Sender<Ask>,
}

impl Line {
    pub(super) fn new(asks: Sender<Ask>) -> Self {
        Self { asks }
    }

    /// Asks and waits. Fails only if the world hung up.
    fn ask<T>(&self, make: impl FnOnce(Back<T>) -> Ask) -> Result<Priced<T>, BackendError> {
        let (back, answer) = sync_channel(1);
        self.asks
            .send(make(back))
            .map_err(|_| BackendError::unknown("the world hung up"))?;
        answer
            .recv()
            .map_err(|_| BackendError::unknown("the world did not answer"))
    }

    /// Asks for something the chain's own meter charges.
    fn ask_metered<T>(&self, make: impl FnOnce(Back<T>) -> Ask) -> BackendResult<T> {
        match self.ask(make) {
            Ok(Priced { value, gas }) => (
                Ok(value),
                GasInfo::with_externally_used(gas.saturating_mul(VM_GAS_PER_SDK_GAS)),
            ),
            Err(e) => (Err(e), GasInfo::free()),
        }
    }

    /// Asks for something the VM charges itself.
    fn ask_at_cost<T>(
        &self,
        cost: u64,
        make: impl FnOnce(Back<Result<T, String>>) -> Ask,
    ) -> BackendResult<T> {
        let value = self
            .ask(make)
            .and_then(|answer| answer.value.map_err(BackendError::user_err));
        (
            value,
            GasInfo::with_cost(cost.saturating_mul(VM_GAS_PER_SDK_GAS)),
        )
    }
}

impl Storage for Line {
    fn get(&self, key: &[u8]) -> BackendResult<Option<Vec<u8>>> {
        let key = key.to_vec();
        self.ask_metered(|back| Ask::Get { key, back })
    }

    fn scan(
        &mut self,
        start: Option<&[u8]>,
        end: Option<&[u8]>,
        order: Order,
    ) -> BackendResult<u32> {
        let (start, end) = (start.map(<[u8]>::to_vec), end.map(<[u8]>::to_vec));
        self.ask_metered(|back| Ask::Scan {
            start,
            end,
            order,
            back,
        })
    }

    fn next(&mut self, iterator: u32) -> BackendResult<Option<Record>> {
        let (answer, gas) = self.ask_metered(|back| Ask::Next { iterator, back });
        let entry = answer
            .and_then(|entry| entry.ok_or_else(|| BackendError::iterator_does_not_exist(iterator)));
        (entry, gas)
    }

    fn set(&mut self, key: &[u8], value: &[u8]) -> BackendResult<()> {
        let (key, value) = (key.to_vec(), value.to_vec());
        self.ask_metered(|back| Ask::Set { key, value, back })
    }

    fn remove(&mut self, key: &[u8]) -> BackendResult<()> {
        let key = key.to_vec();
        self.ask_metered(|back| Ask::Remove { key, back })
    }
}

impl Querier for Line {
    fn query_raw(
        &self,
        request: &[u8],
        _gas_limit: u64,
    ) -> BackendResult<SystemResult<ContractResult<Binary>>> {
        let request = request.to_vec();
        self.ask_metered(|back| Ask::Query { request, back })
    }
}

impl BackendApi for Line {
    fn addr_validate(&self, input: &str) -> BackendResult<()> {
        let address = input.to_owned();
        self.ask_at_cost(prices::VALIDATE, |back| Ask::Validate { address, back })
    }

    fn addr_canonicalize(&self, human: &str) -> BackendResult<Vec<u8>> {
        let address = human.to_owned();
        self.ask_at_cost(prices::CANONICALIZE, |back| Ask::Canonicalize {
            address,
            back,
        })
    }

    fn addr_humanize(&self, canonical: &[u8]) -> BackendResult<String> {
        let canonical = canonical.to_vec();
        self.ask_at_cost(prices::HUMANIZE, |back| Ask::Humanize { canonical, back })
    }
}
