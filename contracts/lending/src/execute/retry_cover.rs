//! Asking the insurance fund again.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use gavel_types::funds;

use crate::cover::{message, Request};
use crate::event::Event;
use crate::ledgers::market_id;
use crate::state::{ROSTER, UNCOVERED};
use crate::ContractError;

/// Asks for cover of what the fund could not be asked for when it was lost.
pub(crate) fn retry_cover(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    denom: &str,
) -> Result<Response, ContractError> {
    funds::none(&info.funds)?;
    let market = market_id(deps.storage, denom)?;
    let now = env.block.time.seconds();
    let kept = UNCOVERED
        .may_load(deps.storage, &market)?
        .filter(|kept| kept.until >= now);
    let fund = ROSTER.load(deps.storage)?.insurance_fund;
    let (Some(kept), Some(fund)) = (kept, fund) else {
        return Err(ContractError::NothingToCover {
            denom: denom.to_owned(),
        });
    };
    UNCOVERED.remove(deps.storage, &market);
    let request = Request {
        market,
        denom: denom.to_owned(),
        amount: kept.amount,
        until: Some(kept.until),
    };
    Ok(Response::new()
        .add_submessage(message(&fund, &request)?)
        .add_event(Event::RetryCover {
            denom,
            amount: kept.amount,
        }))
}
