//! A pair's book, its batches, an account's bids.

use cosmwasm_std::Deps;
use gavel_math::grid::{Level, FIRST_DISCOUNT};
use gavel_types::address::both_forms;
use gavel_types::auction::{
    BatchResponse, BatchesResponse, BidStatus, BookResponse, LevelResponse, Limit, LotId, PairId,
    PositionResponse, PositionsResponse, SellingResponse,
};
use gavel_types::{decimal, page};

use crate::book::{closed_worth, live_worth, window_of, Batches, Desk};
use crate::error::ContractError;
use crate::prices::Prices;
use crate::session::Session;
use crate::state::{
    level_of, load_pair, position_key, Fate, PairTerms, Position, BATCHES, CLOSED_POOLS, POOLS,
    POSITIONS,
};

pub(super) fn book(
    deps: Deps,
    session: &Session,
    pair: PairId,
    start_after: Option<Limit>,
    limit: Option<u32>,
) -> Result<BookResponse, ContractError> {
    let (_, terms) = load_pair(deps.storage, pair)?;
    let desk = Desk::open(deps.storage, pair)?;
    let oracle = session.house.terms.oracle();
    let prices = Prices::read(&deps.querier, &oracle, &terms, session.second());
    let limits = terms.batch().and_then(|stage| prices.limits(stage));
    let reference = limits.and_then(|limits| limits.reference);
    // The best first: within a kind that is the highest number; prices come before discounts.
    let after = start_after
        .map(|limit| limit.level().map(Level::number))
        .transpose()?;
    let ranges = match after {
        None => vec![(0, FIRST_DISCOUNT), (FIRST_DISCOUNT, u16::MAX)],
        Some(number) if number < FIRST_DISCOUNT => {
            vec![(0, number), (FIRST_DISCOUNT, u16::MAX)]
        }
        Some(number) => vec![(FIRST_DISCOUNT, number)],
    };
    let levels = ranges
        .into_iter()
        .filter(|(from, to)| from < to)
        .flat_map(|(from, to)| POOLS.backwards(deps.storage, &(pair, from), &(pair, to)))
        .take(page::limit(limit))
        .map(|found| {
            let (key, pool) = found?;
            let level = level_of(&key)?;
            Ok(LevelResponse {
                limit: Limit::of(level),
                price: level.price_floor(reference)?.map(decimal),
                quote: pool.total.into(),
                bids: pool.positions,
            })
        })
        .collect::<Result<_, ContractError>>()?;
    Ok(BookResponse {
        batches: desk.book.batches,
        selling: selling(deps, session, &desk)?,
        reference: reference.map(decimal),
        reserve: limits.map(|limits| decimal(limits.reserve)),
        levels,
    })
}

/// The lot that a book buys from.
fn selling(
    deps: Deps,
    session: &Session,
    desk: &Desk,
) -> Result<Option<SellingResponse>, ContractError> {
    let Some(selling) = desk.book.selling else {
        return Ok(None);
    };
    let lot = LotId {
        pair: desk.pair,
        number: selling.lot,
    };
    let settling = desk.book.walk.is_some();
    Ok(
        window_of(deps.storage, session, lot, None)?.map(|(window, elapsed)| SellingResponse {
            lot,
            frozen: settling || window.is_frozen(elapsed),
            settling,
            ends_in_millis: window.remaining(elapsed),
        }),
    )
}

pub(super) fn positions(
    deps: Deps,
    pair: PairId,
    owner: &str,
    start_after: Option<Limit>,
    limit: Option<u32>,
) -> Result<PositionsResponse, ContractError> {
    let (_, terms) = load_pair(deps.storage, pair)?;
    let (_, canonical) = both_forms(deps.api, owner)?;
    let after = start_after
        .map(|limit| limit.level())
        .transpose()?
        .map(|level| position_key(pair, &canonical, Some(level)));
    let prefix = position_key(pair, &canonical, None);
    let mut batches = Batches::default();
    let positions = POSITIONS
        .page(deps.storage, &prefix, after.as_deref(), page::limit(limit))?
        .into_iter()
        .map(|(key, position)| {
            let level = level_of(&key)?;
            response(deps, pair, &terms, level, &position, &mut batches)
        })
        .collect::<Result<_, ContractError>>()?;
    Ok(PositionsResponse { positions })
}

fn response(
    deps: Deps,
    pair: PairId,
    terms: &PairTerms,
    level: Level,
    position: &Position,
    batches: &mut Batches,
) -> Result<PositionResponse, ContractError> {
    let (status, worth) = match CLOSED_POOLS.may_load(deps.storage, &(pair, position.pool))? {
        None => {
            let pool = POOLS.load(deps.storage, &(pair, level.number()))?;
            let worth = live_worth(deps.storage, pair, position, &pool)?;
            (BidStatus::Live, worth)
        }
        Some(pool) => {
            match closed_worth(deps.storage, pair, terms.scale, position, &pool, batches)? {
                Some(worth) if pool.fate == Fate::Returned => (BidStatus::Returned, worth),
                Some(worth) => (BidStatus::Filled, worth),
                None => (BidStatus::Settling, Default::default()),
            }
        }
    };
    Ok(PositionResponse {
        limit: Limit::of(level),
        status,
        quote: worth.quote.into(),
        base: worth.base.into(),
    })
}

pub(super) fn batches(
    deps: Deps,
    pair: PairId,
    start_after: Option<u32>,
    limit: Option<u32>,
) -> Result<BatchesResponse, ContractError> {
    let (_, terms) = load_pair(deps.storage, pair)?;
    // Batches are numbered from 1 without a gap.
    let first = start_after.unwrap_or(0).saturating_add(1);
    let mut batches = vec![];
    for number in (first..=u32::MAX).take(page::limit(limit)) {
        let Some(batch) = BATCHES.may_load(deps.storage, &(pair, number))? else {
            break;
        };
        batches.push(BatchResponse {
            batch: number,
            lot: LotId {
                pair,
                number: batch.lot,
            },
            sold: batch.sold.into(),
            raised: batch.raised.into(),
            price: decimal(batch.price.ceil(terms.scale)),
            reserve: decimal(batch.reserve),
            reference: batch.reference.map(decimal),
            settled_at: batch.at,
        });
    }
    Ok(BatchesResponse { batches })
}
