//! Counts the gas of one transaction as a chain would.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use cosmwasm_std::Checksum;

use super::prices;

/// What a contract did to its storage, or what it asked another contract's storage for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Read one entry, present or not.
    Read,
    /// Wrote one entry.
    Write,
    /// Deleted one entry.
    Delete,
    /// Opened an iterator.
    Open,
    /// Took one entry from an iterator.
    Iterate,
    /// Read an entry of another contract, or the chain's own state.
    Query,
}

/// One access to storage and its price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touch {
    /// What was done.
    pub access: Access,
    /// The key within the contract's storage.
    pub key: Vec<u8>,
    /// Length of the value in bytes.
    pub value: usize,
    /// SDK gas charged.
    pub gas: u64,
}

/// SDK gas by what it was spent on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spent {
    /// Loading contracts.
    pub loads: u64,
    /// Reading, writing, deleting and iterating, raw queries included.
    pub storage: u64,
    /// Instructions, address checks, cryptography, and the bytes of the result.
    pub vm: u64,
    /// Attributes and events, and those a reply is told of.
    pub events: u64,
}

impl Spent {
    /// All of it.
    pub fn total(&self) -> u64 {
        self.loads
            .saturating_add(self.storage)
            .saturating_add(self.vm)
            .saturating_add(self.events)
    }

    fn add(&mut self, other: Spent) {
        self.loads = self.loads.saturating_add(other.loads);
        self.storage = self.storage.saturating_add(other.storage);
        self.vm = self.vm.saturating_add(other.vm);
        self.events = self.events.saturating_add(other.events);
    }
}

/// One call of one contract. Gas of the contracts it called is in their own records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallGas {
    /// The contract's name and entry point with the message's verb, as `lending.execute.Liquidate`.
    pub label: String,
    /// How many calls are around this one: 0 for a message, 1 for a query it makes.
    pub depth: usize,
    /// What the call itself cost.
    pub spent: Spent,
    /// Its storage accesses in order.
    pub touches: Vec<Touch>,
}

/// The gas of one transaction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GasReport {
    /// SDK gas for loading contracts.
    pub loads: u64,
    /// SDK gas for storage.
    pub storage: u64,
    /// SDK gas for instructions and results.
    pub vm: u64,
    /// SDK gas for events.
    pub events: u64,
    /// Their sum.
    pub total: u64,
    /// Entries read.
    pub reads: usize,
    /// Entries written.
    pub writes: usize,
    /// Entries deleted.
    pub deletes: usize,
    /// Entries taken from iterators.
    pub iterated: usize,
    /// Entries of other contracts, or of the chain, asked for.
    pub queried: usize,
    /// Each call in the order it began.
    pub calls: Vec<CallGas>,
}

/// Counts the gas of all contracts of a world. Clones count together.
#[derive(Clone, Debug, Default)]
pub struct GasMeter {
    inner: Arc<Mutex<Transaction>>,
}

#[derive(Debug, Default)]
struct Transaction {
    /// Whether a transaction was begun and not finished.
    open: bool,
    /// Whether every code is pinned.
    pinned: bool,
    /// Codes loaded in this transaction.
    loaded: HashSet<Checksum>,
    calls: Vec<CallGas>,
    /// Indices into `calls` of those still running, the innermost last.
    running: Vec<usize>,
}

impl GasMeter {
    /// A meter that has counted nothing.
    pub fn new() -> Self {
        Self::default()
    }

    fn lock(&self) -> MutexGuard<'_, Transaction> {
        // A test that panicked in another thread leaves sums behind, never a broken record.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins a transaction: forgets what was counted and which codes were loaded. With `pinned` every code is
    /// kept in memory by the chain.
    pub fn begin(&self, pinned: bool) {
        *self.lock() = Transaction {
            open: true,
            pinned,
            ..Transaction::default()
        };
    }

    /// Ends the transaction and says what it cost. Work outside a transaction, as a test's own queries, is never
    /// counted.
    pub fn finish(&self) -> GasReport {
        let done = std::mem::take(&mut *self.lock());
        let mut sum = Spent::default();
        let mut report = GasReport::default();
        for call in &done.calls {
            sum.add(call.spent);
            for touch in &call.touches {
                let count = match touch.access {
                    Access::Read => &mut report.reads,
                    Access::Write => &mut report.writes,
                    Access::Delete => &mut report.deletes,
                    Access::Iterate => &mut report.iterated,
                    Access::Query => &mut report.queried,
                    Access::Open => continue,
                };
                *count = count.saturating_add(1);
            }
        }
        report.loads = sum.loads;
        report.storage = sum.storage;
        report.vm = sum.vm;
        report.events = sum.events;
        report.total = sum.total();
        report.calls = done.calls;
        report
    }

    /// Whether a contract is running: a query then comes from a contract, not from outside.
    pub(super) fn is_running(&self) -> bool {
        !self.lock().running.is_empty()
    }

    /// A contract's call begins. Charges the load: a `reply` finds its code in memory.
    pub(super) fn enter(&self, label: String, code: Checksum, reply: bool) -> Running {
        let mut transaction = self.lock();
        let cached = transaction.pinned || reply || !transaction.loaded.insert(code);
        let loads = if cached {
            prices::LOAD_CACHED
        } else {
            prices::LOAD
        };
        let call = CallGas {
            label,
            depth: transaction.running.len(),
            spent: Spent {
                loads,
                ..Spent::default()
            },
            touches: Vec::new(),
        };
        let index = transaction.calls.len();
        transaction.calls.push(call);
        transaction.running.push(index);
        Running {
            meter: self.clone(),
        }
    }

    /// Charges the innermost running call.
    fn charge(&self, act: impl FnOnce(&mut CallGas)) {
        let mut transaction = self.lock();
        let Some(index) = transaction.running.last().copied() else {
            return;
        };
        if let Some(call) = transaction.calls.get_mut(index) {
            act(call);
        }
    }

    /// Charges a storage access to the innermost running call and returns its price.
    pub(super) fn touch(&self, access: Access, key: &[u8], value: usize, gas: u64) -> u64 {
        self.charge(|call| {
            call.spent.storage = call.spent.storage.saturating_add(gas);
            call.touches.push(Touch {
                access,
                key: key.to_vec(),
                value,
                gas,
            });
        });
        gas
    }

    /// Charges the VM's work to the innermost running call. SDK gas.
    pub(super) fn work(&self, gas: u64) {
        self.charge(|call| call.spent.vm = call.spent.vm.saturating_add(gas));
    }

    /// Charges events to the innermost running call. SDK gas.
    pub(super) fn tell(&self, gas: u64) {
        self.charge(|call| call.spent.events = call.spent.events.saturating_add(gas));
    }

    /// SDK gas spent so far in all calls.
    pub(super) fn so_far(&self) -> u64 {
        self.lock()
            .calls
            .iter()
            .fold(0, |sum: u64, call| sum.saturating_add(call.spent.total()))
    }
}

/// A call that is running. It ends when this is dropped, however the call ended.
pub(super) struct Running {
    meter: GasMeter,
}

impl Drop for Running {
    fn drop(&mut self) {
        let mut transaction = self.meter.lock();
        transaction.running.pop();
        // Outside a transaction nobody will ask for the sum.
        if !transaction.open && transaction.running.is_empty() {
            *transaction = Transaction::default();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(name: &[u8]) -> Checksum {
        Checksum::generate(name)
    }

    #[test]
    fn a_code_pays_its_full_load_once_a_transaction() {
        let meter = GasMeter::new();
        meter.begin(false);
        drop(meter.enter("a".into(), code(b"a"), false));
        drop(meter.enter("a".into(), code(b"a"), false));
        drop(meter.enter("b".into(), code(b"b"), false));
        drop(meter.enter("b".into(), code(b"b"), true));
        let report = meter.finish();
        assert_eq!(report.loads, 60_000 + 2_000 + 60_000 + 2_000);
        assert_eq!(report.total, report.loads);

        meter.begin(false);
        drop(meter.enter("a".into(), code(b"a"), false));
        assert_eq!(meter.finish().loads, 60_000);
    }

    #[test]
    fn a_pinned_code_pays_the_small_load_each_time() {
        let meter = GasMeter::new();
        meter.begin(true);
        drop(meter.enter("a".into(), code(b"a"), false));
        drop(meter.enter("a".into(), code(b"a"), false));
        assert_eq!(meter.finish().loads, 4_000);
    }

    #[test]
    fn a_reply_is_cheap_and_does_not_count_as_the_codes_first_load() {
        let meter = GasMeter::new();
        meter.begin(false);
        drop(meter.enter("a".into(), code(b"a"), true));
        drop(meter.enter("a".into(), code(b"a"), false));
        assert_eq!(meter.finish().loads, 62_000);
    }

    #[test]
    fn each_call_keeps_its_own_sum() {
        let meter = GasMeter::new();
        meter.begin(false);
        let outer = meter.enter("lending.execute".into(), code(b"a"), false);
        meter.touch(Access::Read, b"k", 5, 1_117);
        let inner = meter.enter("auction.query".into(), code(b"b"), false);
        meter.work(40);
        drop(inner);
        meter.touch(Access::Write, b"k", 5, 3_170);
        meter.tell(10);
        drop(outer);
        let report = meter.finish();
        let own: Vec<u64> = report.calls.iter().map(|c| c.spent.total()).collect();
        assert_eq!(own, vec![60_000 + 1_117 + 3_170 + 10, 60_000 + 40]);
        let depths: Vec<usize> = report.calls.iter().map(|c| c.depth).collect();
        assert_eq!(depths, vec![0, 1]);
        assert_eq!((report.reads, report.writes), (1, 1));
        assert_eq!(report.total, 60_000 + 1_117 + 3_170 + 10 + 60_000 + 40);
    }

    #[test]
    fn work_outside_a_transaction_is_not_counted() {
        let meter = GasMeter::new();
        drop(meter.enter("a.query".into(), code(b"a"), false));
        assert_eq!(meter.finish(), GasReport::default());
    }
}
