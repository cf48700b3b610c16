//! What the contract holds for others.

use cosmwasm_std::{Binary, Coin, Deps};
use gavel_math::number::add;
use gavel_types::page;
use gavel_types::solvency::{SolvencyEntry, SolvencyResponse};

use crate::state::{COLLATERALS, COLLATERAL_TOTALS, MARKETS, MARKET_TERMS, ROSTER};
use crate::ContractError;

/// The tags of a cursor: a collateral, a market. Each is followed by the number.
const COLLATERAL: u8 = 0;
const MARKET: u8 = 1;

/// A page: collaterals (deposited and seized), then markets (cash).
pub(super) fn solvency(
    deps: Deps,
    start_after: Option<Binary>,
    limit: Option<u32>,
) -> Result<SolvencyResponse, ContractError> {
    let roster = ROSTER.load(deps.storage)?;
    let collaterals = (1..=roster.collaterals).map(|id| (COLLATERAL, id));
    let markets = (1..=roster.markets).map(|id| (MARKET, id));
    let after = start_after.as_deref();
    let entries = collaterals
        .chain(markets)
        .filter(|(tag, id)| after.map_or(true, |after| cursor(*tag, *id).as_slice() > after))
        .take(page::limit(limit))
        .map(|(tag, id)| {
            let (denom, amount) = if tag == COLLATERAL {
                let totals = COLLATERAL_TOTALS.load(deps.storage, &id)?;
                let denom = COLLATERALS.load(deps.storage, &id)?.denom;
                (denom, add(totals.deposited, totals.seized)?)
            } else {
                let denom = MARKET_TERMS.load(deps.storage, &id)?.denom;
                (denom, MARKETS.load(deps.storage, &id)?.cash)
            };
            let holds = if amount == 0 {
                vec![]
            } else {
                vec![Coin::new(amount, denom)]
            };
            Ok(SolvencyEntry {
                cursor: Binary::from(cursor(tag, id)),
                holds,
            })
        })
        .collect::<Result<_, ContractError>>()?;
    Ok(SolvencyResponse { entries })
}

fn cursor(tag: u8, id: u16) -> Vec<u8> {
    let mut cursor = vec![tag];
    cursor.extend_from_slice(&id.to_be_bytes());
    cursor
}
