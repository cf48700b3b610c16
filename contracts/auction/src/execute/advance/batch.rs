//! The window of a batch: it is closed, its lot sold to the book, and the next one opened.

use cosmwasm_std::{Addr, DepsMut, Response, Storage};
use gavel_math::clearing::Outcome;
use gavel_math::lot::Collecting;
use gavel_math::number::add;
use gavel_types::auction::{LotId, PairRecord, PairStatus};
use gavel_types::parameters::within;

use super::reward::reward;
use super::{go_on, take_step};
use crate::book::{offered, Desk};
use crate::error::ContractError;
use crate::event::Event;
use crate::sale::{reading, stage, Sale, Step};
use crate::session::Session;
use crate::state::{
    Batch, BatchTerms, OpenWalk, Selling, StageTerms, BATCHES, LOTS, PAIRS, PAIR_TERMS,
};

/// The most levels that a message settles: each writes once and deletes once, so a message stays within a tenth of a small block.
const MOST_LEVELS: u32 = 100;

/// How often a window is opened once more: behind so many pauses and halts a lot goes on.
const MAX_REOPENINGS: u8 = 3;

/// What a message settles when it is not told: as many levels as cost less than the rest of the message twice over.
const USUAL_LEVELS: u32 = 30;

/// Goes on with the lot's window: reopens it when bidders could not see its end, closes it, or settles `limit` further levels. Behind
/// the last level the lot goes on.
pub(super) fn advance(
    mut deps: DepsMut,
    session: &Session,
    keeper: &Addr,
    mut sale: Sale,
    stage: &BatchTerms,
    record: PairRecord,
    limit: Option<u32>,
) -> Result<Response, ContractError> {
    let limit = limit.unwrap_or(USUAL_LEVELS);
    within("limit", limit, 1, MOST_LEVELS.into())?;
    let id = sale.id;
    let mut desk = Desk::open(deps.storage, id.pair)?;
    let selling = selling(&desk, id)?;

    // 1. The end of the window.
    let walk = if let Some(open) = desk.book.walk {
        open
    } else {
        let window = sale.window(stage);
        if !window.is_over(sale.elapsed()) {
            let waits = Err(sale.window_open(&window));
            return take_step(deps, session, keeper, sale, waits);
        }
        if sale.is_late(&window) && selling.reopened < MAX_REOPENINGS {
            sale.reopen(&window);
            desk.book.selling = Some(Selling {
                reopened: selling.reopened.saturating_add(1),
                ..selling
            });
            LOTS.save(deps.storage, &id, &sale.lot);
            desk.close(deps.storage, deps.api, session, sale.terms)?;
            return Ok(Response::new().add_event(Event::ReopenWindow { lot: id }));
        }
        let Some(limits) = sale.prices.limits(stage) else {
            return leave(deps, session, keeper, desk, sale, record, Response::new());
        };
        let (scale, left) = (sale.terms.scale, sale.lot.base_left());
        let base = offered(deps.storage, id.pair, scale, stage, limits, left)?;
        if base == 0 {
            sale.keep_reserve(Some(limits.reserve));
            return leave(deps, session, keeper, desk, sale, record, Response::new());
        }
        OpenWalk {
            above: 0,
            base,
            reserve: limits.reserve,
            reference: limits.reference,
        }
    };

    // 2. The walk.
    let ended = desk.settle(deps.storage, walk, sale.terms.scale, limit as usize)?;
    let Some(outcome) = ended else {
        desk.close(deps.storage, deps.api, session, sale.terms)?;
        return Ok(Response::new().add_event(Event::SettleLevels { lot: id, limit }));
    };

    // 3. What it came to.
    let (number, batch) = book_result(deps.storage, session, &mut desk, &mut sale, walk, outcome)?;
    let response = Response::new().add_event(Event::SettleBatch {
        lot: id,
        number,
        batch: &batch,
        scale: sale.terms.scale,
    });
    let windows = stage.max_windows.saturating_sub(sale.lot.rounds);
    if outcome.sold == walk.base && is_worth_another(&sale, walk.base, windows) {
        sale.next_window();
        let response = reward(&mut deps, &mut sale, keeper, response)?;
        desk.book.selling = Some(Selling {
            reopened: 0,
            ..selling
        });
        LOTS.save(deps.storage, &id, &sale.lot);
        desk.close(deps.storage, deps.api, session, sale.terms)?;
        return Ok(response.add_event(Event::OpenWindow { lot: id }));
    }
    sale.keep_reserve(Some(batch.reserve));
    leave(deps, session, keeper, desk, sale, record, response)
}

/// Ends the lot of a pair that is wound down: unsold, or, where its settlement has begun, when that is over.
pub(super) fn end(
    deps: DepsMut,
    session: &Session,
    keeper: &Addr,
    sale: Sale,
    stage: &BatchTerms,
    record: PairRecord,
    limit: Option<u32>,
) -> Result<Response, ContractError> {
    let desk = Desk::open(deps.storage, sale.id.pair)?;
    selling(&desk, sale.id)?;
    if desk.book.walk.is_some() {
        advance(deps, session, keeper, sale, stage, record, limit)
    } else {
        leave(deps, session, keeper, desk, sale, record, Response::new())
    }
}

/// The lot, where it is the one that the book buys from.
fn selling(desk: &Desk, id: LotId) -> Result<Selling, ContractError> {
    match desk.book.selling {
        Some(selling) if selling.lot == id.number => Ok(selling),
        Some(other) => Err(ContractError::WaitsForLot {
            lot: id,
            before: other.lot,
        }),
        // A lot that is not sold by the book is in another stage.
        None => Err(ContractError::NoLot { lot: id }),
    }
}

/// Whether a lot of which a window sold all that it offered stays for another: where the `windows` that are left would sell the rest,
/// each no less than the last. Else a small book would keep it, and those that wait, for nothing.
fn is_worth_another(sale: &Sale, sold: u128, windows: u8) -> bool {
    let all = sold.saturating_mul(windows.into());
    !sale.is_spent() && windows > 0 && all >= sale.lot.base_left()
}

/// Books a settled window.
fn book_result(
    storage: &mut dyn Storage,
    session: &Session,
    desk: &mut Desk,
    sale: &mut Sale,
    walk: OpenWalk,
    outcome: Outcome,
) -> Result<(u32, Batch), ContractError> {
    let number = desk.next_batch()?;
    let batch = Batch {
        lot: sale.id.number,
        sold: outcome.sold,
        raised: outcome.raised,
        price: outcome.price,
        reserve: walk.reserve,
        reference: walk.reference,
        at: session.second(),
    };
    BATCHES.save(storage, &(sale.id.pair, number), &batch);
    desk.book.batches = number;
    desk.book.walk = None;
    sale.lot.sold = add(sale.lot.sold, outcome.sold)?;
    sale.lot.raised = add(sale.lot.raised, outcome.raised)?;
    sale.lot.rounds = sale.lot.rounds.saturating_add(1);
    Ok((number, batch))
}

/// The lot leaves the book to the one that waits, and goes on: to its next stage, or its end.
fn leave(
    deps: DepsMut,
    session: &Session,
    keeper: &Addr,
    mut desk: Desk,
    mut sale: Sale,
    record: PairRecord,
    response: Response,
) -> Result<Response, ContractError> {
    let next = next_lot(deps.storage, session, &sale, record)?;
    desk.book.selling = next.map(|id| Selling {
        lot: id.number,
        reopened: 0,
    });
    desk.close(deps.storage, deps.api, session, sale.terms)?;
    let response = match next {
        Some(lot) => response.add_event(Event::OpenWindow { lot }),
        None => response,
    };
    sale.leave_stage();
    let ends = record.status == PairStatus::WindingDown;
    let step = if ends || sale.is_spent() {
        Ok(Step::Finish)
    } else {
        sale.next_stage()
    };
    go_on(deps, session, keeper, sale, step, response)
}

/// The lot that waited for the book: its window begins.
fn next_lot(
    storage: &mut dyn Storage,
    session: &Session,
    sale: &Sale,
    record: PairRecord,
) -> Result<Option<LotId>, ContractError> {
    let pair = sale.id.pair;
    match record.collecting {
        Collecting::Waiting => {}
        // It ended before its time: nothing joins it any more.
        Collecting::Until(_) if record.joining(session.now.time) == sale.id.number => {
            let collecting = Collecting::No;
            PAIRS.save(
                storage,
                &pair,
                &PairRecord {
                    collecting,
                    ..record
                },
            );
            return Ok(None);
        }
        Collecting::Until(_) | Collecting::No => return Ok(None),
    }
    let id = LotId {
        pair,
        number: record.next_lot.saturating_sub(1),
    };
    let mut lot = LOTS.load(storage, &id)?;
    let terms = PAIR_TERMS.load(storage, &(pair, lot.version))?;
    let house = session.terms(storage, lot.house)?;
    let StageTerms::Batch(batch) = stage(&terms, lot.stage)? else {
        return Ok(None);
    };
    lot.anchor = gavel_math::clock::Anchor::start(session.now, reading(session).totals);
    LOTS.save(storage, &id, &lot);
    let window = batch.window(house.max_block_millis);
    let collecting = Collecting::Until(window.collects_until(session.now.time));
    PAIRS.save(
        storage,
        &pair,
        &PairRecord {
            collecting,
            ..record
        },
    );
    Ok(Some(id))
}
