//! `PlaceBid`: all that is left of a lot is bid for.

use cosmwasm_std::{DepsMut, MessageInfo, Response, Uint128};
use gavel_types::address::recipient_or;
use gavel_types::auction::LotId;
use gavel_types::funds::exactly;

use super::winding_down::assert_takes_bids;
use crate::error::ContractError;
use crate::event::Event;
use crate::sale::{load, Sale};
use crate::session::Session;
use crate::state::{add_credit, Leader, LEADERS, LOTS, PAIRS};

/// Makes the quote sent the leading bid. What led before becomes its bidder's credit: a push to it could fail, and nobody would be
/// outbid any more.
pub(crate) fn place_bid(
    deps: DepsMut,
    session: &Session,
    info: &MessageInfo,
    id: LotId,
    min_amount: Option<Uint128>,
    recipient: Option<String>,
) -> Result<Response, ContractError> {
    session.assert_not_paused()?;
    let recipient = recipient_or(deps.api, recipient.as_deref(), &info.sender)?;
    let (lot, terms) = load(deps.storage, id)?;
    assert_takes_bids(id.pair, &PAIRS.load(deps.storage, &id.pair)?)?;
    let bid = exactly(&info.funds, &terms.quote)?;
    let mut sale = Sale::new(deps.storage, &deps.querier, session, id, lot, &terms)?;
    let before = LEADERS.may_load(deps.storage, &id)?;

    // 1. Enough money for enough base.
    let least = sale.least_bid(before.as_ref())?;
    if bid < least {
        return Err(ContractError::BidTooLow {
            least: least.into(),
            got: bid.into(),
        });
    }
    let base = Uint128::new(sale.lot.base_left());
    let least = min_amount.unwrap_or(Uint128::one());
    if base < least {
        return Err(ContractError::BelowMinimum { base, least });
    }

    // 2. The new leader, and the one before.
    let ends = sale.bid(before.as_ref())?;
    sale.lot.bid = bid;
    let leader = Leader {
        bidder: deps.api.addr_canonicalize(info.sender.as_str())?.into(),
        recipient: deps.api.addr_canonicalize(recipient.as_str())?.into(),
        bid,
        ends,
    };
    let outbid = match &before {
        None => None,
        Some(before) => {
            add_credit(deps.storage, &before.bidder, &terms.quote, before.bid)?;
            let bidder = deps.api.addr_humanize(&before.bidder.clone().into())?;
            Some((bidder, before.bid))
        }
    };
    LEADERS.save(deps.storage, &id, &leader);
    LOTS.save(deps.storage, &id, &sale.lot);
    Ok(Response::new().add_event(Event::PlaceBid {
        lot: id,
        bidder: &info.sender,
        recipient: &recipient,
        bid,
        ends_at: ends,
        outbid,
    }))
}
