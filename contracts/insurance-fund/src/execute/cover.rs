//! Paying for a loss.

use cosmwasm_std::{to_json_binary, Addr, DepsMut, Env, MessageInfo, Response, Uint128};
use gavel_types::funds;
use gavel_types::insurance::CoverResponse;

use crate::desk::Desk;
use crate::event::Event;
use crate::pool::Parts;
use crate::roster::{fall_short, insured};
use crate::state::{Market, MARKETS};
use crate::ContractError;

/// Pays a registered market, the sender, as much of its loss as there is and as the caps allow, and books the rest as its
/// shortfall. Whatever there is, it does not fail.
pub(crate) fn cover(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    denom: &str,
    amount: Uint128,
) -> Result<Response, ContractError> {
    funds::none(&info.funds)?;
    let now = env.block.time.seconds();
    let mut desk = Desk::open(deps.storage, denom, now)?;
    let (id, mut market) = insured(deps.storage, deps.api, desk.id, denom, &info.sender, now)?;

    let parts = payment(&mut desk, &mut market, amount.u128(), now);
    let paid = parts.paid();
    let owed = amount.u128().saturating_sub(paid);
    let line = &mut desk.pool.line;
    fall_short(deps.storage, desk.id, id, &mut market, line, owed)?;
    MARKETS.save(deps.storage, &(desk.id, id), &market);
    desk.save(deps.storage);
    answer(denom, &info.sender, parts, owed)
}

/// Takes what is to be paid out of the pool, and counts it in the market's and the pool's day.
pub(crate) fn payment(desk: &mut Desk, market: &mut Market, amount: u128, now: u64) -> Parts {
    let pool = &mut desk.pool;
    market.day = market.day.at(now);
    pool.day = pool.day.at(now);
    let most = amount
        .min(market.event_cap)
        .min(market.day.room(market.day_cap))
        .min(pool.day.room(desk.terms.day_cap));
    let parts = pool.pay(most);
    let paid = parts.paid();
    market.day = market.day.with(paid);
    pool.day = pool.day.with(paid);
    parts
}

/// The payment and what it came to, for the market's reply.
fn answer(denom: &str, market: &Addr, parts: Parts, owed: u128) -> Result<Response, ContractError> {
    let paid = parts.paid();
    let mut response = Response::new()
        .set_data(to_json_binary(&CoverResponse {
            paid: paid.into(),
            owed: owed.into(),
        })?)
        .add_event(Event::Cover {
            denom,
            market: market.as_str(),
            parts,
            owed,
        });
    if paid > 0 {
        response = response.add_message(funds::send(market, denom, paid)?);
    }
    Ok(response)
}
