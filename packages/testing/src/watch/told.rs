//! What the house tells.

use super::judge::{Judge, Rule};
use crate::events::listed;
use crate::house::House;
use crate::receipt::Receipt;

/// Each event of the house's contracts is one that the documents list, with just the attributes that they list.
pub(super) fn events_are_listed(judge: &mut Judge, house: &House, receipt: &Receipt) {
    let contracts = &house.contracts;
    let tables = [
        (contracts.auction.as_str(), listed("Auction")),
        (contracts.fund.as_str(), listed("Insurance fund")),
        (contracts.lending.as_str(), listed("Lending")),
        (contracts.oracle.as_str(), listed("Oracle adapter")),
    ];
    for event in &receipt.events {
        let Some(kind) = event.ty.strip_prefix("wasm-") else {
            continue;
        };
        let teller = event
            .attributes
            .iter()
            .find(|attribute| attribute.key == "_contract_address")
            .map(|attribute| attribute.value.as_str());
        let Some((_, table)) = tables.iter().find(|(by, _)| Some(*by) == teller) else {
            continue;
        };
        let fits = table.get(kind).is_some_and(|known| known.fits(event));
        judge.check(Rule::Told, fits, || {
            format!("the documents do not list this event as it is: {event:?}")
        });
    }
}
