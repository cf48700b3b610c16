//! `SubmitBid`: quote is put into the book.

use cosmwasm_std::{DepsMut, MessageInfo, QuerierWrapper, Response, Storage};
use gavel_math::Price;
use gavel_types::address::recipient_or;
use gavel_types::auction::{Limit, PairId, PairRecord, PairStatus};
use gavel_types::funds::exactly;

use crate::book::{Bid, Desk, Ground, Worth};
use crate::error::ContractError;
use crate::event::Event;
use crate::prices::Prices;
use crate::session::Session;
use crate::state::{add_credit, load_pair, BatchTerms, PairTerms};

/// Puts the quote sent into the owner's bid at the limit. What the bid bought before becomes the owner's credit.
pub(crate) fn submit_bid(
    deps: DepsMut,
    session: &Session,
    info: &MessageInfo,
    pair: PairId,
    limit: Limit,
    owner: Option<String>,
) -> Result<Response, ContractError> {
    let (record, terms) = load_pair(deps.storage, pair)?;
    assert_takes_bids(pair, &record)?;
    let stage = *terms.batch().ok_or(ContractError::NoBook { pair })?;
    let owner = recipient_or(deps.api, owner.as_deref(), &info.sender)?;
    let amount = exactly(&info.funds, &terms.quote)?;
    let level = limit.level()?;
    let mut desk = Desk::open(deps.storage, pair)?;
    desk.assert_open(deps.storage, session, &record, &terms)?;

    let canonical = deps.api.addr_canonicalize(owner.as_str())?;
    let bid = Bid {
        owner: &canonical,
        level,
        scale: terms.scale,
        least: stage.min_bid,
        now: session.second(),
    };
    let querier = deps.querier;
    let reserve = || reserve(&querier, session, &terms, &stage);
    let ground = Ground {
        reserve: &reserve,
        held_until: held_until(session, &stage),
    };
    let placed = desk.place(deps.storage, &bid, amount, &ground)?;
    fold(deps.storage, &bid, &terms, &placed.folded)?;
    desk.close(deps.storage, deps.api, session, &terms)?;
    Ok(Response::new().add_event(Event::SubmitBid {
        pair,
        owner: &owner,
        limit,
        amount,
        quote: placed.quote,
        folded: placed.folded,
    }))
}

/// Fails where the pair is wound down.
pub(super) fn assert_takes_bids(pair: PairId, record: &PairRecord) -> Result<(), ContractError> {
    match record.status {
        PairStatus::WindingDown => Err(ContractError::WoundDown { pair }),
        PairStatus::Open | PairStatus::Closed => Ok(()),
    }
}

/// The lowest price at which a window of the pair's next lots would sell now.
pub(super) fn reserve(
    querier: &QuerierWrapper,
    session: &Session,
    terms: &PairTerms,
    stage: &BatchTerms,
) -> Option<Price> {
    let oracle = session.house.terms.oracle();
    let prices = Prices::read(querier, &oracle, terms, session.second());
    prices.limits(stage).map(|limits| limits.reserve)
}

/// Until when a bid that drives out another stays: behind a window that opened before it.
pub(super) fn held_until(session: &Session, stage: &BatchTerms) -> u64 {
    let window = u64::from(stage.window_seconds).saturating_add(stage.grace_seconds.into());
    session.second().saturating_add(window)
}

/// What a bid had bought becomes its owner's credit.
pub(super) fn fold(
    storage: &mut dyn Storage,
    bid: &Bid,
    terms: &PairTerms,
    folded: &Worth,
) -> Result<(), ContractError> {
    add_credit(storage, bid.owner, &terms.base, folded.base)?;
    add_credit(storage, bid.owner, &terms.quote, folded.quote)
}
