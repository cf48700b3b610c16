//! The insurance fund answered a request for cover, or did not.

use cosmwasm_std::{DepsMut, Env, Reply, Response, StdError, SubMsgResult};
use gavel_math::packed::Packed;
use gavel_types::depth::call_deeper;
use gavel_types::insurance::FundClient;

use crate::cover::{Loss, DEPTH_OF_A_COVER};
use crate::event::Event;
use crate::ledgers::open_market;
use crate::state::MARKETS;
use crate::ContractError;

/// Books what the fund paid. Where it failed, the loss stays the lenders'; but only if it was not the caller who left no room for
/// the request: else the whole message fails, and is sent again from where there is.
pub(super) fn answered(deps: DepsMut, env: &Env, msg: Reply) -> Result<Response, ContractError> {
    let loss =
        Loss::from_packed(&msg.payload).map_err(|error| StdError::parse_err("loss", error))?;
    let (denom, asked) = (loss.denom.as_str(), loss.amount);
    let answer = match msg.result {
        SubMsgResult::Ok(answer) => FundClient::read_cover(&answer),
        SubMsgResult::Err(error) => {
            let further = DEPTH_OF_A_COVER.saturating_sub(1);
            let check = call_deeper(&env.contract.address, further)?;
            return Ok(failed(denom, asked, &error).add_message(check));
        }
    };
    let cover = match answer {
        Ok(cover) => cover,
        Err(refusal) => return Ok(failed(denom, asked, &refusal.reason)),
    };
    let paid = cover.paid.u128().min(asked);
    let mut ledger = open_market(deps.storage, denom, env.block.time.seconds())?;
    ledger.market.take_cover(paid)?;
    MARKETS.save(deps.storage, &ledger.id, &ledger.market);
    Ok(Response::new().add_event(Event::CoverLoss { denom, asked, paid }))
}

fn failed(denom: &str, asked: u128, error: &str) -> Response {
    Response::new().add_event(Event::FailCover {
        denom,
        asked,
        error,
    })
}

#[cfg(test)]
mod tests;
