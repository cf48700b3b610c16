//! The insurance fund answered a request for cover, or could not be asked.

use cosmwasm_std::{DepsMut, Reply, Response, StdError, Storage, SubMsgResult};
use gavel_math::packed::Packed;
use gavel_types::insurance::FundClient;

use crate::cover::{Request, LATE_COVER_SECONDS, RETRY_SECONDS};
use crate::event::Event;
use crate::ledgers::open_market;
use crate::state::{Uncovered, MARKETS, UNCOVERED};
use crate::ContractError;

/// Books what the fund paid: to the lenders at once where the loss is being recognised, evenly over time where it comes late.
/// Where the fund could not be asked, the loss may be asked for again.
pub(super) fn answered(deps: DepsMut, now: u64, msg: Reply) -> Result<Response, ContractError> {
    let request = Request::from_packed(&msg.payload)
        .map_err(|error| StdError::parse_err("request", error))?;
    let (denom, asked) = (request.denom.as_str(), request.amount);
    let answer = match msg.result {
        SubMsgResult::Ok(answer) => FundClient::read_cover(&answer),
        SubMsgResult::Err(error) => {
            keep(deps.storage, now, &request)?;
            return Ok(failed(denom, asked, &error));
        }
    };
    let cover = match answer {
        Ok(cover) => cover,
        // The fund has booked the loss. To ask again would be to be paid twice.
        Err(refusal) => return Ok(failed(denom, asked, &refusal.reason)),
    };
    let paid = cover.paid.u128().min(asked);
    let mut ledger = open_market(deps.storage, denom, now)?;
    let stream_seconds = request.until.map(|_| LATE_COVER_SECONDS);
    match stream_seconds {
        None => ledger.market.take_cover(paid)?,
        Some(seconds) => ledger.market.stream_in(paid, seconds)?,
    }
    MARKETS.save(deps.storage, &ledger.id, &ledger.market);
    Ok(Response::new().add_event(Event::CoverLoss {
        denom,
        asked,
        paid,
        stream_seconds,
    }))
}

fn failed(denom: &str, asked: u128, error: &str) -> Response {
    Response::new().add_event(Event::FailCover {
        denom,
        asked,
        error,
    })
}

/// Keeps a loss that the fund could not be asked to cover. What is kept already keeps its time; what has run out of time is
/// forgotten.
fn keep(storage: &mut dyn Storage, now: u64, request: &Request) -> Result<(), ContractError> {
    let known = UNCOVERED
        .may_load(storage, &request.market)?
        .filter(|known| known.until >= now)
        .unwrap_or(Uncovered {
            amount: 0,
            until: request
                .until
                .unwrap_or_else(|| now.saturating_add(RETRY_SECONDS)),
        });
    let kept = Uncovered {
        amount: known.amount.saturating_add(request.amount),
        ..known
    };
    UNCOVERED.save(storage, &request.market, &kept);
    Ok(())
}

#[cfg(test)]
mod tests;
