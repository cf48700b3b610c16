//! What the house holds for others, entry by entry.

use cosmwasm_std::{Binary, Deps};
use gavel_types::page;
use gavel_types::solvency::{SolvencyEntry, SolvencyResponse};

use super::lots::lot_of;
use super::waiting::credit;
use crate::error::ContractError;
use crate::settlement::{coins_of, held};
use crate::state::{CREDITS, DELIVERIES, LOTS, PAIR_TERMS};

/// The ledgers in the order of their pages. A cursor is the ledger's number and the entry's key.
const LEDGERS: [Ledger; 3] = [lots, deliveries, credits];

/// A page of one ledger: at most `limit` entries behind a key.
type Ledger = fn(Deps, Option<&[u8]>, usize) -> Result<Vec<(Vec<u8>, Held)>, ContractError>;

type Held = Vec<cosmwasm_std::Coin>;

pub(super) fn solvency(
    deps: Deps,
    start_after: Option<Binary>,
    limit: Option<u32>,
) -> Result<SolvencyResponse, ContractError> {
    let (first, mut after) = match &start_after {
        None => (0, None),
        Some(cursor) => match cursor.split_first() {
            Some((ledger, key)) if usize::from(*ledger) < LEDGERS.len() => {
                (usize::from(*ledger), Some(key))
            }
            _ => return Err(ContractError::BadCursor {}),
        },
    };
    let limit = page::limit(limit);
    let mut entries = vec![];
    for (number, ledger) in (0u8..).zip(LEDGERS).skip(first) {
        let room = limit.saturating_sub(entries.len());
        for (key, holds) in ledger(deps, after.take(), room)? {
            entries.push(SolvencyEntry {
                cursor: [&[number], key.as_slice()].concat().into(),
                holds,
            });
        }
    }
    Ok(SolvencyResponse { entries })
}

fn lots(
    deps: Deps,
    after: Option<&[u8]>,
    limit: usize,
) -> Result<Vec<(Vec<u8>, Held)>, ContractError> {
    LOTS.page(deps.storage, &[], after, limit)?
        .into_iter()
        .map(|(key, lot)| {
            let id = lot_of(&key)?;
            let terms = PAIR_TERMS.load(deps.storage, &(id.pair, lot.version))?;
            Ok((key, held(&terms, lot.base_left(), lot.raised)))
        })
        .collect()
}

fn deliveries(
    deps: Deps,
    after: Option<&[u8]>,
    limit: usize,
) -> Result<Vec<(Vec<u8>, Held)>, ContractError> {
    DELIVERIES
        .page(deps.storage, &[], after, limit)?
        .into_iter()
        .map(|(key, delivery)| {
            let pair = lot_of(&key)?.pair;
            let terms = PAIR_TERMS.load(deps.storage, &(pair, delivery.version))?;
            Ok((key, coins_of(&delivery, &terms)))
        })
        .collect()
}

fn credits(
    deps: Deps,
    after: Option<&[u8]>,
    limit: usize,
) -> Result<Vec<(Vec<u8>, Held)>, ContractError> {
    CREDITS
        .page(deps.storage, &[], after, limit)?
        .into_iter()
        .map(|(key, amount)| {
            let coin = credit(&key, amount)?;
            Ok((key, vec![coin]))
        })
        .collect()
}
