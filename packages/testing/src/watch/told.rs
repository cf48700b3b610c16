//! What the house tells.

use super::judge::{Judge, Rule};
use crate::events::listed;
use crate::house::House;
use crate::receipt::Receipt;

/// Writes to each of the house's contracts so far.
pub(super) fn writes(house: &House) -> [u64; 4] {
    let contracts = &house.contracts;
    [
        &contracts.auction,
        &contracts.fund,
        &contracts.lending,
        &contracts.oracle,
    ]
    .map(|contract| house.chain.writes_to(contract))
}

/// A contract that was written to since then says what happened.
pub(super) fn nothing_changes_in_silence(
    judge: &mut Judge,
    house: &House,
    before: [u64; 4],
    receipt: &Receipt,
) {
    let contracts = &house.contracts;
    let all = [
        &contracts.auction,
        &contracts.fund,
        &contracts.lending,
        &contracts.oracle,
    ];
    for ((contract, before), now) in all.into_iter().zip(before).zip(writes(house)) {
        judge.check(Rule::Told, before == now || receipt.is_of(contract), || {
            format!("{contract} was written to and tells nothing: {receipt:?}")
        });
    }
}

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
