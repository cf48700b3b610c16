//! What a transaction gives back: its events, or why it was refused.

use std::fmt;
use std::str::FromStr;

use cosmwasm_std::{Addr, Event};
use cw_multi_test::error::AnyError;
use cw_multi_test::AppResponse;
use gavel_types::auction::LotId;

/// A transaction that went through.
#[derive(Clone, Debug, Default)]
pub struct Receipt {
    /// All events in order, those of submessages included.
    pub events: Vec<Event>,
    /// What it cost, when the world runs compiled Wasm.
    #[cfg(feature = "vm")]
    pub gas: Option<crate::vm::GasReport>,
}

impl Receipt {
    /// The receipt of a transaction's messages.
    pub(crate) fn of(responses: Vec<AppResponse>) -> Self {
        Self {
            events: responses
                .into_iter()
                .flat_map(|response| response.events)
                .collect(),
            #[cfg(feature = "vm")]
            gas: None,
        }
    }

    /// All of the contracts' own events in order, each with its kind.
    pub(crate) fn told(&self) -> impl Iterator<Item = (&str, Told<'_>)> {
        self.events.iter().filter_map(|event| {
            let kind = event.ty.strip_prefix("wasm-")?;
            Some((kind, Told { event }))
        })
    }

    /// The contracts' events of a kind, named without the `wasm-` that the chain puts before it.
    pub fn all<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = Told<'a>> + 'a {
        self.events
            .iter()
            .filter(move |event| event.ty.strip_prefix("wasm-") == Some(kind))
            .map(|event| Told { event })
    }

    /// The first of the contracts' events of a kind.
    pub fn first<'a>(&'a self, kind: &'a str) -> Option<Told<'a>> {
        self.all(kind).next()
    }

    /// Whether an event of that kind was told.
    pub fn tells(&self, kind: &str) -> bool {
        self.first(kind).is_some()
    }

    /// Whether a contract told anything.
    pub fn is_of(&self, contract: &Addr) -> bool {
        self.events.iter().any(|event| Told { event }.by(contract))
    }

    /// All values of an attribute in the contracts' events, in order.
    pub fn values<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a str> + 'a {
        self.events
            .iter()
            .filter(|event| event.ty.starts_with("wasm"))
            .flat_map(|event| &event.attributes)
            .filter(move |attribute| attribute.key == key)
            .map(|attribute| attribute.value.as_str())
    }

    /// The lots that the contracts' events name, each once, in order of pair and number.
    pub fn lots(&self) -> Vec<LotId> {
        let mut lots: Vec<LotId> = self.values("lot").filter_map(lot_named).collect();
        lots.sort_unstable();
        lots.dedup();
        lots
    }
}

/// A lot from its text, `pair/number`.
pub(crate) fn lot_named(text: &str) -> Option<LotId> {
    let (pair, number) = text.split_once('/')?;
    Some(LotId {
        pair: pair.parse().ok()?,
        number: number.parse().ok()?,
    })
}

/// One of a contract's events.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    event: &'a Event,
}

impl<'a> Told<'a> {
    /// What an event tells.
    pub(crate) const fn of(event: &'a Event) -> Self {
        Self { event }
    }

    /// Whether this contract told it.
    pub fn by(&self, contract: &Addr) -> bool {
        self.text("_contract_address") == Some(contract.as_str())
    }

    /// An attribute's text.
    pub fn text(&self, key: &str) -> Option<&'a str> {
        self.event
            .attributes
            .iter()
            .find(|attribute| attribute.key == key)
            .map(|attribute| attribute.value.as_str())
    }

    /// An attribute as a number, an address or whatever can be read from text.
    pub fn value<T: FromStr>(&self, key: &str) -> Option<T> {
        self.text(key).and_then(|text| text.parse().ok())
    }

    /// The lot in the attribute `lot`.
    pub fn lot(&self) -> Option<LotId> {
        self.text("lot").and_then(lot_named)
    }
}

/// A transaction that was refused. It left no trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    text: String,
}

impl std::error::Error for Refusal {}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Refusal {
    /// The refusal of an error: its innermost cause, which is the contract's own error however deep in submessages.
    pub(crate) fn of(error: &AnyError) -> Self {
        Self {
            text: error.root_cause().to_string(),
        }
    }

    /// The stable code of the contract's error, as `auction/12`; empty when the refusal is not a contract's own, as a bank
    /// that finds no money.
    pub fn code(&self) -> &str {
        self.text
            .split_whitespace()
            .map(|word| word.trim_end_matches(':'))
            .find(|word| is_code(word))
            .unwrap_or_default()
    }
}

fn is_code(word: &str) -> bool {
    word.split_once('/').is_some_and(|(contract, number)| {
        matches!(contract, "auction" | "fund" | "lending" | "oracle")
            && !number.is_empty()
            && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> Refusal {
        Refusal {
            text: text.to_owned(),
        }
    }

    #[test]
    fn the_code_is_found_in_a_contracts_error() {
        assert_eq!(refusal("auction/12: the price is 5").code(), "auction/12");
        assert_eq!(
            refusal("the contract refused: lending/3: too much").code(),
            "lending/3"
        );
    }

    #[test]
    fn a_refusal_of_the_chain_has_no_code() {
        assert_eq!(refusal("Cannot Sub with given operands").code(), "");
        assert_eq!(refusal("lot 1/2 of auction/x").code(), "");
    }

    #[test]
    fn a_lot_is_read_as_it_is_written() {
        let lot = LotId {
            pair: 3,
            number: 71,
        };
        assert_eq!(lot_named(&lot.to_string()), Some(lot));
        assert_eq!(lot_named("3-71"), None);
    }
}
