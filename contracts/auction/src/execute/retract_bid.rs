//! `RetractBid`: quote is taken out of the book.

use cosmwasm_std::{DepsMut, MessageInfo, Response, Uint128};
use gavel_types::address::recipient_or;
use gavel_types::auction::{Limit, PairId, PairStatus};
use gavel_types::funds::none;

use crate::book::{Bid, Desk, Worth};
use crate::error::ContractError;
use crate::event::Event;
use crate::session::Session;
use crate::settlement::send_worth;
use crate::state::{credit_house, load_pair};

/// Takes back at most `amount` of the sender's bid and makes what it has bought a credit: a base that
/// cannot be sent keeps no quote back.
pub(crate) fn retract_bid(
    deps: DepsMut,
    session: &Session,
    info: &MessageInfo,
    pair: PairId,
    limit: Limit,
    amount: Option<Uint128>,
    recipient: Option<String>,
) -> Result<Response, ContractError> {
    none(&info.funds)?;
    let (record, terms) = load_pair(deps.storage, pair)?;
    let recipient = recipient_or(deps.api, recipient.as_deref(), &info.sender)?;
    let mut desk = Desk::open(deps.storage, pair)?;
    desk.assert_open(deps.storage, session, &record, &terms)?;

    let owner = deps.api.addr_canonicalize(info.sender.as_str())?;
    let bid = Bid {
        owner: &owner,
        level: limit.level()?,
        scale: terms.scale,
        least: terms.batch().map_or(0, |batch| batch.min_bid),
        // Nobody is kept in a pair that is wound down.
        now: match record.status {
            PairStatus::WindingDown => u64::MAX,
            PairStatus::Open | PairStatus::Closed => session.second(),
        },
    };
    let amount = amount.map(|amount| amount.u128());
    let taken = desk.take_back(deps.storage, &bid, amount)?;
    let bought = Worth {
        quote: 0,
        ..taken.paid
    };
    bought.credit(deps.storage, &owner, &terms)?;
    credit_house(deps.storage, deps.api, session, &terms.quote, taken.residue)?;
    desk.close(deps.storage, deps.api, session, &terms)?;
    let response = Response::new().add_event(Event::RetractBid {
        pair,
        owner: &info.sender,
        recipient: &recipient,
        limit,
        paid: taken.paid,
        rest: taken.rest,
    });
    let quote = Worth {
        base: 0,
        ..taken.paid
    };
    Ok(send_worth(response, &recipient, &terms, quote)?)
}
