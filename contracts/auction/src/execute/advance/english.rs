//! The end of an English stage: the best bid buys, or the lot goes on.

use cosmwasm_std::{Addr, DepsMut, Response};
use gavel_math::english::Bidding;
use gavel_math::number::add;

use super::{end_lot, go_on, take_step};
use crate::error::ContractError;
use crate::event::Event;
use crate::sale::{Sale, Step};
use crate::session::Session;
use crate::state::{add_credit, Leader, LEADERS, LOTS};

/// Sells to the leader when the time for bids is over, whatever the prices; behind a gap in which bidders could not answer it gives
/// them an extension first. Without a bid the lot is priced anew behind a gap, and goes on when its time is over.
pub(super) fn advance(
    deps: DepsMut,
    session: &Session,
    keeper: &Addr,
    mut sale: Sale,
    stage: &Bidding,
) -> Result<Response, ContractError> {
    let id = sale.id;
    let Some(leader) = LEADERS.may_load(deps.storage, &id)? else {
        return match sale.due_without_bid(stage).transpose() {
            Some(step) => take_step(deps, session, keeper, sale, step),
            None => leave(deps, session, keeper, sale),
        };
    };
    if !sale.bids_end(stage, Some(&leader)) {
        let waits = Err(sale.bids_taken(leader.ends));
        return take_step(deps, session, keeper, sale, waits);
    }
    if sale.must_extend()? {
        let ends = sale.extend(stage);
        LEADERS.save(deps.storage, &id, &Leader { ends, ..leader });
        LOTS.save(deps.storage, &id, &sale.lot);
        let told = Event::ExtendBidding {
            lot: id,
            ends_at: ends,
        };
        return Ok(Response::new().add_event(told));
    }
    sell(deps, session, keeper, sale, &leader)
}

/// Ends the lot of a pair that is wound down: sold, where the time for bids is over and no extension is due; else the leading bid
/// becomes its bidder's credit, because nobody can answer it any more.
pub(super) fn end(
    deps: DepsMut,
    session: &Session,
    keeper: &Addr,
    mut sale: Sale,
    stage: &Bidding,
) -> Result<Response, ContractError> {
    let id = sale.id;
    let Some(leader) = LEADERS.may_load(deps.storage, &id)? else {
        return take_step(deps, session, keeper, sale, Ok(Step::Finish));
    };
    if sale.bids_end(stage, Some(&leader)) && matches!(sale.must_extend(), Ok(false)) {
        return sell(deps, session, keeper, sale, &leader);
    }
    let bidder = deps.api.addr_humanize(&leader.bidder.clone().into())?;
    add_credit(deps.storage, &leader.bidder, &sale.terms.quote, leader.bid)?;
    LEADERS.remove(deps.storage, &id);
    sale.lot.bid = 0;
    let response = Response::new().add_event(Event::ReturnBid {
        lot: id,
        bidder: &bidder,
        bid: leader.bid,
    });
    end_lot(deps, session, keeper, sale, response)
}

/// The base becomes the credit of the leader's recipient, and the lot ends. The sender is rewarded as for any end.
fn sell(
    deps: DepsMut,
    session: &Session,
    keeper: &Addr,
    mut sale: Sale,
    leader: &Leader,
) -> Result<Response, ContractError> {
    let (id, base) = (sale.id, sale.lot.base_left());
    let recipient = deps.api.addr_humanize(&leader.recipient.clone().into())?;
    let bidder = deps.api.addr_humanize(&leader.bidder.clone().into())?;
    sale.lot.sold = sale.lot.base;
    sale.lot.raised = add(sale.lot.raised, leader.bid)?;
    add_credit(deps.storage, &leader.recipient, &sale.terms.base, base)?;
    LEADERS.remove(deps.storage, &id);
    sale.lot.bid = 0;
    let response = Response::new().add_event(Event::WinLot {
        lot: id,
        bidder: &bidder,
        recipient: &recipient,
        base,
        bid: leader.bid,
    });
    end_lot(deps, session, keeper, sale, response)
}

/// The lot goes on without a bid.
fn leave(
    deps: DepsMut,
    session: &Session,
    keeper: &Addr,
    mut sale: Sale,
) -> Result<Response, ContractError> {
    sale.leave_stage();
    let step = sale.next_stage();
    go_on(deps, session, keeper, sale, step, Response::new())
}
