//! `Advance`: a lot takes the step that is due.

mod backstop;
mod batch;
mod english;
mod reward;

use cosmwasm_std::{Addr, DepsMut, MessageInfo, Response};
use gavel_types::auction::{LotId, PairStatus};
use gavel_types::funds::none;

pub(crate) use reward::reward;

use crate::error::ContractError;
use crate::event::Event;
use crate::sale::{load, Sale, Step};
use crate::session::Session;
use crate::settlement::finish;
use crate::state::{StageTerms, LOTS, PAIRS};

/// Closes or settles the lot's window, restarts its curve, starts its next stage or ends it, whichever is due. A pause does not
/// refuse it: the clock of what starts then stands. It also puts a clock right that would stand although nothing stops it, and then
/// succeeds although nothing is due: else no lot would be due while nobody buys. That is so behind a pause that ran out by itself,
/// where the first message starts the clocks of all lots, and where more standstill is counted than time has passed. `limit` bounds
/// the levels of the book that one message settles. A lot of a pair that is wound down ends.
pub(crate) fn advance(
    deps: DepsMut,
    session: &Session,
    info: &MessageInfo,
    id: LotId,
    limit: Option<u32>,
) -> Result<Response, ContractError> {
    none(&info.funds)?;
    let (lot, terms) = load(deps.storage, id)?;
    let sale = Sale::new(deps.storage, &deps.querier, session, id, lot, &terms)?;
    let record = PAIRS.load(deps.storage, &id.pair)?;
    let ends = record.status == PairStatus::WindingDown;
    match sale.stage()? {
        StageTerms::Batch(stage) if ends && !sale.lot.leaving => {
            batch::end(deps, session, &info.sender, sale, stage, record, limit)
        }
        StageTerms::English(stage) if ends => {
            english::end(deps, session, &info.sender, sale, stage)
        }
        _ if ends => take_step(deps, session, &info.sender, sale, Ok(Step::Finish)),
        _ if sale.lot.leaving => {
            let step = sale.next_stage();
            take_step(deps, session, &info.sender, sale, step)
        }
        StageTerms::Batch(stage) => {
            batch::advance(deps, session, &info.sender, sale, stage, record, limit)
        }
        // A lot is in it only while the house is locked.
        StageTerms::Backstop(_) => Err(ContractError::Locked {}),
        StageTerms::English(stage) => english::advance(deps, session, &info.sender, sale, stage),
        StageTerms::Dutch(stage) => {
            let step = sale.due(stage);
            take_step(deps, session, &info.sender, sale, step)
        }
    }
}

/// Takes a step and rewards the sender for it, or puts the clock right where none is due yet.
fn take_step(
    mut deps: DepsMut,
    session: &Session,
    keeper: &Addr,
    mut sale: Sale,
    due: Result<Step, ContractError>,
) -> Result<Response, ContractError> {
    let waits = matches!(
        due,
        Err(ContractError::NotDue { .. } | ContractError::AwaitsPrice { .. })
    );
    if waits && (session.ends_pause() || sale.stands_too_long()) {
        match sale.stage()? {
            StageTerms::Batch(stage) if !sale.lot.leaving => sale.renew_window(stage),
            _ => sale.touch(),
        }
        LOTS.save(deps.storage, &sale.id, &sale.lot);
        return Ok(Response::new().add_event(Event::RenewClock { lot: sale.id }));
    }
    let mut response = Response::new();
    let event = match due? {
        Step::Finish => {
            return end_lot(deps, session, keeper, sale, Response::new());
        }
        Step::Restart { reference, counted } => {
            sale.start_again(reference, counted)?;
            Event::RestartLot {
                lot: sale.id,
                stage: sale.lot.stage,
                restarts: sale.lot.rounds,
                reference,
                uncertainty: sale.lot.uncertainty,
            }
        }
        Step::NextStage { reference } => {
            // Who does not choose the moment is not asked at a price that no one has confirmed.
            let accepted = sale.prices.accepted().unwrap_or(reference);
            let ended = sale.ended_at(accepted)?;
            sale.enter_next(reference)?;
            let told = Event::EnterStage {
                lot: sale.id,
                stage: sale.lot.stage,
                reference,
                uncertainty: sale.lot.uncertainty,
            };
            if let StageTerms::Backstop(stage) = sale.stage()? {
                let offer = sale.offer_rest(stage, accepted, ended, keeper);
                let response = response.add_event(told);
                return backstop::offer(deps, session, keeper, sale, stage, offer, response);
            }
            response = reward(&mut deps, &mut sale, keeper, response)?;
            told
        }
    };
    LOTS.save(deps.storage, &sale.id, &sale.lot);
    Ok(response.add_event(event))
}

/// The lot has left its stage: it takes the step to the next one, or to its end. A price that is missing for that, or the end of a
/// pause, is awaited from now on.
fn go_on(
    deps: DepsMut,
    session: &Session,
    keeper: &Addr,
    sale: Sale,
    step: Result<Step, ContractError>,
    response: Response,
) -> Result<Response, ContractError> {
    match step {
        Err(ContractError::AwaitsPrice { .. } | ContractError::Paused { .. }) => {
            LOTS.save(deps.storage, &sale.id, &sale.lot);
            Ok(response.add_event(Event::RenewClock { lot: sale.id }))
        }
        step => {
            let further = take_step(deps, session, keeper, sale, step)?;
            Ok(response
                .add_events(further.events)
                .add_submessages(further.messages))
        }
    }
}

/// Rewards the sender for a lot's last step, and ends the lot.
fn end_lot(
    mut deps: DepsMut,
    session: &Session,
    keeper: &Addr,
    mut sale: Sale,
    response: Response,
) -> Result<Response, ContractError> {
    let response = reward(&mut deps, &mut sale, keeper, response)?;
    let (storage, api) = (deps.storage, deps.api);
    finish(
        storage, api, session, sale.id, &sale.lot, sale.terms, response,
    )
}
