//! Answers the VM from what the world lends for one call, and charges the meter.

use std::sync::mpsc::Receiver;

use cosmwasm_std::{
    from_json, Addr, Api, BankQuery, Binary, CanonicalAddr, ContractResult, Deps, DepsMut, Empty,
    Order, QuerierWrapper, QueryRequest, Record, Storage, SystemResult, WasmQuery,
};

use super::line::{Ask, Back, Priced};
use super::meter::{Access, GasMeter};
use super::prices;

/// The storage a call may use: queries may not write.
pub(super) enum Lent<'a> {
    /// For reading alone.
    Read(&'a dyn Storage),
    /// For reading and writing.
    Write(&'a mut dyn Storage),
}

impl Lent<'_> {
    fn read(&self) -> &dyn Storage {
        match self {
            Self::Read(storage) => *storage,
            Self::Write(storage) => &**storage,
        }
    }
}

/// An iterator the contract opened: what is left of its range. Each step looks the next entry up, so a contract
/// that stops early costs no more than what it took.
struct Cursor {
    start: Option<Vec<u8>>,
    end: Option<Vec<u8>>,
    order: Order,
}

impl Cursor {
    fn peek(&self, storage: &dyn Storage) -> Option<Record> {
        storage
            .range(self.start.as_deref(), self.end.as_deref(), self.order)
            .next()
    }

    /// Leaves out what stands up to and with `key`.
    fn pass(&mut self, key: &[u8]) {
        match self.order {
            // The least key above this one.
            Order::Ascending => self.start = Some([key, &[0]].concat()),
            Order::Descending => self.end = Some(key.to_vec()),
        }
    }
}

/// What the world lends for one call.
pub(super) struct World<'a> {
    storage: Lent<'a>,
    api: &'a dyn Api,
    querier: QuerierWrapper<'a, Empty>,
    meter: GasMeter,
    cursors: Vec<Cursor>,
}

impl<'a> World<'a> {
    pub(super) fn of_query(deps: Deps<'a, Empty>, meter: GasMeter) -> Self {
        Self {
            storage: Lent::Read(deps.storage),
            api: deps.api,
            querier: deps.querier,
            meter,
            cursors: Vec::new(),
        }
    }

    pub(super) fn of_message(deps: DepsMut<'a, Empty>, meter: GasMeter) -> Self {
        Self {
            storage: Lent::Write(deps.storage),
            api: deps.api,
            querier: deps.querier,
            meter,
            cursors: Vec::new(),
        }
    }

    /// Answers until the VM hangs up.
    pub(super) fn serve(mut self, asks: Receiver<Ask>) {
        for ask in asks {
            self.answer(ask);
        }
    }

    fn answer(&mut self, ask: Ask) {
        match ask {
            Ask::Get { key, back } => {
                let value = self.storage.read().get(&key);
                let length = value.as_ref().map_or(0, Vec::len);
                let gas = prices::read(key.len(), length);
                reply(
                    back,
                    value,
                    self.meter.touch(Access::Read, &key, length, gas),
                );
            }
            Ask::Set { key, value, back } => {
                if let Lent::Write(storage) = &mut self.storage {
                    storage.set(&key, &value);
                }
                let gas = prices::write(key.len(), value.len());
                let gas = self.meter.touch(Access::Write, &key, value.len(), gas);
                reply(back, (), gas);
            }
            Ask::Remove { key, back } => {
                if let Lent::Write(storage) = &mut self.storage {
                    storage.remove(&key);
                }
                let gas = self.meter.touch(Access::Delete, &key, 0, prices::DELETE);
                reply(back, (), gas);
            }
            Ask::Scan {
                start,
                end,
                order,
                back,
            } => {
                let (number, gas) = self.scan(Cursor { start, end, order });
                reply(back, number, gas);
            }
            Ask::Next { iterator, back } => {
                let (entry, gas) = self.next(iterator);
                reply(back, entry, gas);
            }
            Ask::Query { request, back } => {
                let (value, gas) = self.query(&request);
                reply(back, value, gas);
            }
            // The VM charges the address functions itself.
            Ask::Validate { address, back } => {
                let valid = match self.api.addr_validate(&address) {
                    Ok(normal) if normal.as_str() == address => Ok(()),
                    Ok(normal) => Err(format!("the address is written {normal}")),
                    Err(e) => Err(e.to_string()),
                };
                reply(back, valid, 0);
            }
            Ask::Canonicalize { address, back } => {
                let canonical = self.api.addr_canonicalize(&address);
                reply(
                    back,
                    canonical.map(Into::into).map_err(|e| e.to_string()),
                    0,
                );
            }
            Ask::Humanize { canonical, back } => {
                let address = self.api.addr_humanize(&CanonicalAddr::from(canonical));
                reply(back, address.map(Addr::into).map_err(|e| e.to_string()), 0);
            }
        }
    }

    fn scan(&mut self, cursor: Cursor) -> (u32, u64) {
        let first = cursor.peek(self.storage.read());
        let (key, length) = first
            .as_ref()
            .map_or((&[][..], 0), |(key, value)| (key.as_slice(), value.len()));
        let gas = prices::open_iterator(first.as_ref().map(|(k, v)| (k.len(), v.len())));
        let gas = self.meter.touch(Access::Open, key, length, gas);
        let number = u32::try_from(self.cursors.len()).unwrap_or(u32::MAX);
        self.cursors.push(cursor);
        (number, gas)
    }

    fn next(&mut self, iterator: u32) -> (Option<Option<Record>>, u64) {
        let storage = self.storage.read();
        let Some(cursor) = usize::try_from(iterator)
            .ok()
            .and_then(|index| self.cursors.get_mut(index))
        else {
            return (None, 0);
        };
        let Some((key, value)) = cursor.peek(storage) else {
            return (Some(None), 0);
        };
        cursor.pass(&key);
        let gas = prices::iterate(key.len(), value.len());
        let gas = self.meter.touch(Access::Iterate, &key, value.len(), gas);
        (Some(Some((key, value))), gas)
    }

    /// Passes a query on. A smart query is charged by the contract that answers; a raw one as a read of the entry;
    /// any other as a read of what it answers.
    fn query(&self, request: &[u8]) -> (SystemResult<ContractResult<Binary>>, u64) {
        let before = self.meter.so_far();
        let answer = self.querier.raw_query(request);
        let length = match &answer {
            SystemResult::Ok(ContractResult::Ok(value)) => value.len(),
            _ => 0,
        };
        match from_json::<QueryRequest<Empty>>(request) {
            Ok(QueryRequest::Wasm(WasmQuery::Smart { .. })) => {}
            Ok(QueryRequest::Wasm(WasmQuery::Raw { key, .. })) => self.charge_query(&key, length),
            // The chain keeps a balance under the denom, behind the account's address.
            Ok(QueryRequest::Bank(BankQuery::Balance { denom, .. })) => {
                self.charge_query(denom.as_bytes(), length);
            }
            _ => self.charge_query(&[], length),
        }
        (answer, self.meter.so_far().saturating_sub(before))
    }

    fn charge_query(&self, key: &[u8], value: usize) {
        let gas = prices::read(key.len(), value);
        self.meter.touch(Access::Query, key, value, gas);
    }
}

/// Sends an answer. A VM that stopped waiting has failed already and says so itself.
fn reply<T>(back: Back<T>, value: T, gas: u64) {
    let _ = back.send(Priced { value, gas });
}
