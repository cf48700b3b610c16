//! Cover that comes late.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use gavel_types::funds;
use gavel_types::insurance::{LEAST_STREAM_SECONDS, MOST_STREAM_SECONDS};

use crate::event::Event;
use crate::ledgers::open_market;
use crate::state::MARKETS;
use crate::ContractError;

/// Takes the coin sent for the market's lenders. It must not reach them at once: who lends just before and withdraws just behind
/// would take it from those who lost.
pub(crate) fn shortfall_repaid(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    stream_seconds: u64,
) -> Result<Response, ContractError> {
    let coin = funds::single(&info.funds)?;
    let amount = coin.amount.u128();
    let seconds = stream_seconds.clamp(LEAST_STREAM_SECONDS, MOST_STREAM_SECONDS);
    let mut ledger = open_market(deps.storage, &coin.denom, env.block.time.seconds())?;
    ledger.market.stream_in(amount, seconds)?;
    MARKETS.save(deps.storage, &ledger.id, &ledger.market);
    Ok(Response::new().add_event(Event::ShortfallRepaid {
        denom: &coin.denom,
        from: info.sender.as_str(),
        amount,
        stream_seconds: seconds,
    }))
}
