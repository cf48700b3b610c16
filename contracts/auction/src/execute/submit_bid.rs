//! `SubmitBid`: quote is put into the book.

use cosmwasm_std::{DepsMut, MessageInfo, QuerierWrapper, Response};
use gavel_math::Price;
use gavel_types::address::recipient_or;
use gavel_types::auction::{Limit, PairId};
use gavel_types::funds::exactly;

use super::winding_down::assert_takes_bids;
use crate::book::{Bid, Desk, Ground};
use crate::error::ContractError;
use crate::event::Event;
use crate::prices::Prices;
use crate::session::Session;
use crate::state::{load_pair, BatchTerms, PairTerms};

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
    placed.folded.credit(deps.storage, bid.owner, &terms)?;
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
