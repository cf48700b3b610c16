//! What a chain charges for a contract's work: the prices of wasmd and of the Cosmos SDK's store, in SDK gas.
//!
//! Prices of the transaction around the contracts are not here: signatures, bytes of the transaction, bank
//! transfers, and wasmd's own bookkeeping of contracts. All sums saturate.

/// VM gas (what the VM counts) in one SDK gas.
pub const VM_GAS_PER_SDK_GAS: u64 = 140_000;
/// Loading a code the first time in a transaction.
pub const LOAD: u64 = 60_000;
/// Loading a code that is pinned, or was already loaded in this transaction. Every `reply` costs this.
pub const LOAD_CACHED: u64 = 2_000;
/// Bytes the chain puts before each key of a contract: a marker and the contract's 32-byte address.
pub const HIDDEN_PREFIX: usize = 33;
/// Reading an entry, whether it exists or not, before its bytes.
pub const READ_FLAT: u64 = 1_000;
/// Reading or iterating over a byte of key or value.
pub const READ_BYTE: u64 = 3;
/// Writing an entry, before its bytes.
pub const WRITE_FLAT: u64 = 2_000;
/// Writing a byte of key or value.
pub const WRITE_BYTE: u64 = 30;
/// Deleting an entry, whatever its size.
pub const DELETE: u64 = 1_000;
/// A step of an iterator, before the entry's bytes.
pub const ITERATE_FLAT: u64 = 30;
/// An attribute of an event, before its bytes.
pub const ATTRIBUTE: u64 = 10;
/// A byte of an event's type, or of its attributes beyond the free ones.
pub const EVENT_BYTE: u64 = 1;
/// Bytes of attributes that one response has free.
pub const FREE_EVENT_BYTES: u64 = 100;
/// An event a contract adds besides its own attributes.
pub const CUSTOM_EVENT: u64 = 20;
/// A byte of the JSON that a contract's call returns.
pub const RESULT_BYTE: u64 = 1;
/// Turning an address into its canonical bytes.
pub const CANONICALIZE: u64 = 4;
/// Turning canonical bytes into an address.
pub const HUMANIZE: u64 = 5;
/// Checking an address: both ways.
pub const VALIDATE: u64 = 9;
/// Most SDK gas a transaction's call may use here. Live chains allow a block 75 to 330 million; what a contract
/// does in one call must fit in far less.
pub const CALL_LIMIT: u64 = 30_000_000;
/// Most SDK gas a smart query from outside a transaction may use: a node's usual setting.
pub const QUERY_LIMIT: u64 = 3_000_000;

/// A length as gas.
fn bytes(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// Bytes of an entry as the chain stores it: prefix, key and value.
fn entry_bytes(key: usize, value: usize) -> u64 {
    bytes(key)
        .saturating_add(bytes(value))
        .saturating_add(bytes(HIDDEN_PREFIX))
}

/// Reading an entry. `key` and `value` are lengths in bytes; the value of a missing entry has 0.
pub fn read(key: usize, value: usize) -> u64 {
    READ_FLAT.saturating_add(READ_BYTE.saturating_mul(entry_bytes(key, value)))
}

/// Writing an entry. `key` and `value` are lengths in bytes.
pub fn write(key: usize, value: usize) -> u64 {
    WRITE_FLAT.saturating_add(WRITE_BYTE.saturating_mul(entry_bytes(key, value)))
}

/// One step of an iterator that stands on an entry. `key` and `value` are lengths in bytes.
pub fn iterate(key: usize, value: usize) -> u64 {
    ITERATE_FLAT.saturating_add(READ_BYTE.saturating_mul(entry_bytes(key, value)))
}

/// Opening an iterator: a step on the first entry, or the flat part alone if there is none. The first entry is
/// thus paid twice when the contract takes it.
pub fn open_iterator(first: Option<(usize, usize)>) -> u64 {
    first.map_or(ITERATE_FLAT, |(key, value)| iterate(key, value))
}

/// The JSON a call returned.
pub fn result(length: usize) -> u64 {
    RESULT_BYTE.saturating_mul(bytes(length))
}

/// The events of one response: its own attributes, then each event it adds. The free bytes are shared by all.
pub fn events<'a>(
    attributes: &'a [cosmwasm_std::Attribute],
    added: impl IntoIterator<Item = &'a cosmwasm_std::Event>,
) -> u64 {
    let mut free = FREE_EVENT_BYTES;
    let mut gas = attribute_list(attributes, &mut free);
    for event in added {
        gas = gas
            .saturating_add(CUSTOM_EVENT)
            .saturating_add(EVENT_BYTE.saturating_mul(bytes(event.ty.len())))
            .saturating_add(attribute_list(&event.attributes, &mut free));
    }
    gas
}

/// The events that a `reply` is told of. Each type is paid, the free bytes are shared by all attributes.
pub fn reply_events<'a>(told: impl IntoIterator<Item = &'a cosmwasm_std::Event>) -> u64 {
    let mut free = FREE_EVENT_BYTES;
    told.into_iter().fold(0, |gas: u64, event| {
        gas.saturating_add(EVENT_BYTE.saturating_mul(bytes(event.ty.len())))
            .saturating_add(attribute_list(&event.attributes, &mut free))
    })
}

/// A list of attributes; takes its bytes from what is still free.
fn attribute_list(attributes: &[cosmwasm_std::Attribute], free: &mut u64) -> u64 {
    let stored = attributes.iter().fold(0, |sum: u64, a| {
        sum.saturating_add(bytes(a.key.len()))
            .saturating_add(bytes(a.value.len()))
    });
    let paid = stored.saturating_sub(*free);
    *free = free.saturating_sub(stored);
    ATTRIBUTE
        .saturating_mul(bytes(attributes.len()))
        .saturating_add(EVENT_BYTE.saturating_mul(paid))
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::{attr, Event};

    // The three figures for a 40-byte key with a 200-byte value: 273 bytes with the prefix.
    #[test]
    fn an_entry_of_240_bytes_costs_what_a_chain_charges() {
        assert_eq!(read(40, 200), 1_819);
        assert_eq!(write(40, 200), 10_190);
        assert_eq!(iterate(40, 200), 849);
    }

    #[test]
    fn a_missing_entry_is_read_for_its_key_alone() {
        assert_eq!(read(7, 0), 1_000 + 3 * 40);
    }

    #[test]
    fn an_iterator_over_nothing_costs_its_flat_part() {
        assert_eq!(open_iterator(None), 30);
        assert_eq!(open_iterator(Some((40, 200))), 849);
    }

    #[test]
    fn the_first_hundred_bytes_of_attributes_are_free() {
        let short = [attr("a", "b"), attr("c", "d")];
        assert_eq!(events(&short, &[]), 20);
        let long = [attr("key", "x".repeat(117))];
        assert_eq!(events(&long, &[]), 10 + 20);
    }

    #[test]
    fn added_events_pay_their_type_and_share_the_free_bytes() {
        let own = [attr("key", "x".repeat(57))];
        let added = [Event::new("take").add_attribute("k", "y".repeat(49))];
        // 60 bytes leave 40 free; the event's 50 bytes pay for 10.
        assert_eq!(events(&own, &added), 10 + 20 + 4 + 10 + 10);
    }

    #[test]
    fn a_reply_pays_for_the_events_it_is_told_of() {
        let told = [
            Event::new("wasm").add_attribute("k", "y".repeat(99)),
            Event::new("transfer").add_attribute("a", "b"),
        ];
        // Types 4 and 8, two attributes, 2 bytes beyond the free ones.
        assert_eq!(reply_events(&told), 4 + 8 + 20 + 2);
    }
}
