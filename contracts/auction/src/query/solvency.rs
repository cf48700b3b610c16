//! What the house holds for others, entry by entry.

use cosmwasm_std::{Binary, Deps, Record, Storage};
use gavel_types::page;
use gavel_types::solvency::{SolvencyEntry, SolvencyResponse};

use super::waiting::credit;
use crate::error::ContractError;
use crate::settlement::{coins_of, held};
use crate::state::{
    lot_of, pair_of, PairTerms, BOOKS, CREDITS, DELIVERIES, LEADERS, LOTS, OWED, PAIRS, PAIR_TERMS,
    POOLS,
};

/// The ledgers in the order of their pages. A cursor is the ledger's number and the entry's key.
const LEDGERS: [Ledger; 7] = [
    Ledger {
        page: |storage, after, limit| LOTS.stored(storage, after, limit),
        holds: of_lot,
    },
    Ledger {
        page: |storage, after, limit| DELIVERIES.stored(storage, after, limit),
        holds: of_delivery,
    },
    Ledger {
        page: |storage, after, limit| CREDITS.stored(storage, after, limit),
        holds: of_credit,
    },
    Ledger {
        page: |storage, after, limit| POOLS.stored(storage, after, limit),
        holds: of_pool,
    },
    Ledger {
        page: |storage, after, limit| BOOKS.stored(storage, after, limit),
        holds: of_walk,
    },
    Ledger {
        page: |storage, after, limit| OWED.stored(storage, after, limit),
        holds: of_owed,
    },
    Ledger {
        page: |storage, after, limit| LEADERS.stored(storage, after, limit),
        holds: of_leader,
    },
];

/// A ledger of the house.
struct Ledger {
    /// At most so many of its records behind a key, as they are stored.
    page: Page,
    /// What a record is held for.
    holds: Holds,
}

type Page = fn(&dyn Storage, Option<&[u8]>, usize) -> Vec<Record>;

type Holds = fn(Deps, &[u8], &[u8]) -> Result<Held, ContractError>;

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
        for (key, record) in (ledger.page)(deps.storage, after.take(), room) {
            entries.push(SolvencyEntry {
                holds: (ledger.holds)(deps, &key, &record)?,
                cursor: [&[number], key.as_slice()].concat().into(),
            });
        }
    }
    Ok(SolvencyResponse { entries })
}

fn of_lot(deps: Deps, key: &[u8], record: &[u8]) -> Result<Held, ContractError> {
    let (id, lot) = (lot_of(key)?, LOTS.read(record)?);
    let terms = PAIR_TERMS.load(deps.storage, &(id.pair, lot.version))?;
    Ok(held(&terms, lot.base_left(), lot.raised))
}

fn of_delivery(deps: Deps, key: &[u8], record: &[u8]) -> Result<Held, ContractError> {
    let (pair, delivery) = (lot_of(key)?.pair, DELIVERIES.read(record)?);
    let terms = PAIR_TERMS.load(deps.storage, &(pair, delivery.version))?;
    Ok(coins_of(&delivery, &terms))
}

fn of_credit(_: Deps, key: &[u8], record: &[u8]) -> Result<Held, ContractError> {
    Ok(vec![credit(key, CREDITS.read(record)?)?])
}

/// The quote of a live pool.
fn of_pool(deps: Deps, key: &[u8], record: &[u8]) -> Result<Held, ContractError> {
    let pool = POOLS.read(record)?;
    Ok(held(&terms_at(deps, key)?, 0, pool.total))
}

/// The quote of levels that a settlement under way has taken.
fn of_walk(deps: Deps, key: &[u8], record: &[u8]) -> Result<Held, ContractError> {
    let above = BOOKS.read(record)?.walk.map_or(0, |walk| walk.above);
    Ok(held(&terms_at(deps, key)?, 0, above))
}

/// What bidders have bought, and the quote of bids that were driven out.
fn of_owed(deps: Deps, key: &[u8], record: &[u8]) -> Result<Held, ContractError> {
    let owed = OWED.read(record)?;
    Ok(held(&terms_at(deps, key)?, owed.base, owed.quote))
}

/// The leading bid of an English stage.
fn of_leader(deps: Deps, key: &[u8], record: &[u8]) -> Result<Held, ContractError> {
    let leader = LEADERS.read(record)?;
    Ok(held(&terms_at(deps, key)?, 0, leader.bid))
}

/// The terms of the pair at the front of a key: all versions of it name the same assets.
fn terms_at(deps: Deps, key: &[u8]) -> Result<PairTerms, ContractError> {
    let pair = pair_of(key)?;
    let record = PAIRS.load(deps.storage, &pair)?;
    Ok(PAIR_TERMS.load(deps.storage, &(pair, record.version))?)
}
