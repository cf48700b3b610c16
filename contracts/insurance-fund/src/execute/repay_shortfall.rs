//! Paying a market what has been made good of its shortfalls.

use cosmwasm_std::{coin, Addr, DepsMut, Env, MessageInfo, Response};
use gavel_math::number::sub;
use gavel_types::funds;
use gavel_types::insurance::MarketMsg;

use crate::desk::Desk;
use crate::event::Event;
use crate::roster::{self, take_ready};
use crate::state::{MARKETS, SETTINGS};
use crate::ContractError;

/// Sends a market what is ready of its shortfalls. This is all that the message does, so a market that refuses its payment needs
/// no reply: the whole message fails, and what was ready still is.
pub(crate) fn repay_shortfall(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    market: &str,
    denom: &str,
) -> Result<Response, ContractError> {
    funds::none(&info.funds)?;
    let mut desk = Desk::open(deps.storage, denom, env.block.time.seconds())?;
    let (id, mut paid) = roster::market(deps.storage, deps.api, desk.id, denom, market)?;
    let amount = take_ready(deps.storage, desk.id, id, &mut paid, desk.pool.line)?;
    if amount == 0 {
        return Err(ContractError::NothingToRepay {
            market: market.to_owned(),
            denom: denom.to_owned(),
        });
    }
    desk.pool.repayable = sub(desk.pool.repayable, amount)?;
    MARKETS.save(deps.storage, &(desk.id, id), &paid);
    desk.save(deps.storage);
    let message = MarketMsg::ShortfallRepaid {
        stream_seconds: SETTINGS.load(deps.storage)?.repay,
    };
    Ok(Response::new()
        .add_message(funds::call(
            &Addr::unchecked(paid.address),
            &message,
            coin(amount, denom),
        )?)
        .add_event(Event::RepayShortfall {
            denom,
            market,
            amount,
            owed: paid.owed,
        }))
}
