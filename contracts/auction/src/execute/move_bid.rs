//! `MoveBid`: quote goes from one limit to another.

use cosmwasm_std::{DepsMut, MessageInfo, Response, Uint128};
use gavel_math::number::add;
use gavel_types::auction::{Limit, PairId};
use gavel_types::funds::none;

use super::submit_bid::{held_until, reserve};
use super::winding_down::assert_takes_bids;
use crate::book::{Bid, Desk, Ground, Worth};
use crate::error::ContractError;
use crate::event::Event;
use crate::session::Session;
use crate::state::{credit_house, load_pair};

/// Takes at most `amount` out of the sender's bid at the first limit and puts it into that at the second. What both had bought becomes
/// the sender's credit.
pub(crate) fn move_bid(
    deps: DepsMut,
    session: &Session,
    info: &MessageInfo,
    pair: PairId,
    (from, to): (Limit, Limit),
    amount: Option<Uint128>,
) -> Result<Response, ContractError> {
    none(&info.funds)?;
    let (record, terms) = load_pair(deps.storage, pair)?;
    assert_takes_bids(pair, &record)?;
    let stage = *terms.batch().ok_or(ContractError::NoBook { pair })?;
    let mut desk = Desk::open(deps.storage, pair)?;
    desk.assert_open(deps.storage, session, &record, &terms)?;

    let owner = deps.api.addr_canonicalize(info.sender.as_str())?;
    let at = |limit: Limit| -> Result<Bid, ContractError> {
        Ok(Bid {
            owner: &owner,
            level: limit.level()?,
            scale: terms.scale,
            least: stage.min_bid,
            now: session.second(),
        })
    };
    let (old, new) = (at(from)?, at(to)?);
    let amount = amount.map(|amount| amount.u128());
    let taken = desk.take_back(deps.storage, &old, amount)?;
    let querier = deps.querier;
    let reserve = || reserve(&querier, session, &terms, &stage);
    let ground = Ground {
        reserve: &reserve,
        held_until: held_until(session, &stage),
    };
    let placed = desk.place(deps.storage, &new, taken.paid.quote, &ground)?;
    let folded = Worth {
        quote: placed.folded.quote,
        base: add(taken.paid.base, placed.folded.base)?,
    };
    folded.credit(deps.storage, &owner, &terms)?;
    credit_house(deps.storage, deps.api, session, &terms.quote, taken.residue)?;
    desk.close(deps.storage, deps.api, session, &terms)?;
    Ok(Response::new().add_event(Event::MoveBid {
        pair,
        owner: &info.sender,
        from,
        to,
        amount: taken.paid.quote,
        rest: taken.rest,
        quote: placed.quote,
        folded,
    }))
}
