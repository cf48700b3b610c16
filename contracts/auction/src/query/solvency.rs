//! What the house holds for others, entry by entry.

use cosmwasm_std::{Binary, Deps, StdError};
use gavel_types::page;
use gavel_types::solvency::{SolvencyEntry, SolvencyResponse};

use super::lots::lot_of;
use super::waiting::credit;
use crate::error::ContractError;
use crate::settlement::{coins_of, held};
use crate::state::{
    PairId, PairTerms, BOOKS, CREDITS, DELIVERIES, LEADERS, LOTS, OWED, PAIRS, PAIR_TERMS, POOLS,
};

/// The ledgers in the order of their pages. A cursor is the ledger's number and the entry's key.
const LEDGERS: [Ledger; 7] = [lots, deliveries, credits, pools, walks, owed, leaders];

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

/// The quote of live pools.
fn pools(
    deps: Deps,
    after: Option<&[u8]>,
    limit: usize,
) -> Result<Vec<(Vec<u8>, Held)>, ContractError> {
    POOLS
        .page(deps.storage, &[], after, limit)?
        .into_iter()
        .map(|(key, pool)| {
            let terms = terms_at(deps, &key)?;
            Ok((key, held(&terms, 0, pool.total)))
        })
        .collect()
}

/// The quote of levels that settlements under way have taken.
fn walks(
    deps: Deps,
    after: Option<&[u8]>,
    limit: usize,
) -> Result<Vec<(Vec<u8>, Held)>, ContractError> {
    BOOKS
        .page(deps.storage, &[], after, limit)?
        .into_iter()
        .map(|(key, book)| {
            let terms = terms_at(deps, &key)?;
            let above = book.walk.map_or(0, |walk| walk.above);
            Ok((key, held(&terms, 0, above)))
        })
        .collect()
}

/// What bidders have bought, and the quote of bids that were driven out.
fn owed(
    deps: Deps,
    after: Option<&[u8]>,
    limit: usize,
) -> Result<Vec<(Vec<u8>, Held)>, ContractError> {
    OWED.page(deps.storage, &[], after, limit)?
        .into_iter()
        .map(|(key, owed)| {
            let terms = terms_at(deps, &key)?;
            Ok((key, held(&terms, owed.base, owed.quote)))
        })
        .collect()
}

/// The leading bids of English stages.
fn leaders(
    deps: Deps,
    after: Option<&[u8]>,
    limit: usize,
) -> Result<Vec<(Vec<u8>, Held)>, ContractError> {
    LEADERS
        .page(deps.storage, &[], after, limit)?
        .into_iter()
        .map(|(key, leader)| {
            let terms = terms_at(deps, &key)?;
            Ok((key, held(&terms, 0, leader.bid)))
        })
        .collect()
}

/// The terms of the pair at the front of a key: all versions of it name the same assets.
fn terms_at(deps: Deps, key: &[u8]) -> Result<PairTerms, ContractError> {
    let pair = key
        .first_chunk::<2>()
        .map(|pair| PairId::from_be_bytes(*pair))
        .ok_or_else(|| StdError::parse_err("key", "too short"))?;
    let record = PAIRS.load(deps.storage, &pair)?;
    Ok(PAIR_TERMS.load(deps.storage, &(pair, record.version))?)
}
