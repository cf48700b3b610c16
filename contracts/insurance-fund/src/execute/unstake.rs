//! Redeeming queued shares.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use gavel_math::exit_queue::ExitState;
use gavel_math::number::add;
use gavel_types::address::recipient_or;
use gavel_types::funds;

use super::{check_not_paused, clock};
use crate::desk::Desk;
use crate::event::Event;
use crate::holder::Holder;
use crate::state::SETTINGS;
use crate::ContractError;

/// Pays out what all shares that the sender has queued are worth now, rounded down. What the last staker leaves over is nobody's,
/// and is set aside with the income.
pub(crate) fn unstake(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    denom: &str,
    recipient: Option<&str>,
) -> Result<Response, ContractError> {
    funds::none(&info.funds)?;
    let settings = SETTINGS.load(deps.storage)?;
    check_not_paused(&settings, env)?;
    let recipient = recipient_or(deps.api, recipient, &info.sender)?;
    let clock = clock(env, &settings);
    let mut desk = Desk::open(deps.storage, denom, clock.0)?;
    let (storage, api) = (deps.storage, deps.api);
    let sender = info.sender.as_str();
    let mut holder = Holder::open(storage, api, desk.id, desk.pool.stakes, sender, clock)?;
    let position = &mut holder.position;

    let denied = || denom.to_owned();
    // An exit whose window has passed is undone on opening.
    let exit = position
        .exit
        .ok_or_else(|| ContractError::NothingQueued { denom: denied() })?;
    if exit.state(clock.0, clock.1) == ExitState::Waiting {
        return Err(ContractError::CoolingDown {
            denom: denied(),
            ready_at: exit.ready_at,
        });
    }
    let shares = std::mem::take(&mut position.queued);
    position.exit = None;
    let (stakes, amount, left_over) = desk.pool.stakes.redeemed(shares)?;
    if amount == 0 {
        return Err(ContractError::WorthNothing { denom: denied() });
    }
    desk.pool.stakes = stakes;
    desk.pool.income = add(desk.pool.income, left_over)?;
    holder.save(storage);
    desk.save(storage);
    Ok(Response::new()
        .add_message(funds::send(&recipient, denom, amount)?)
        .add_event(Event::Unstake {
            denom,
            owner: sender,
            amount,
            shares,
            recipient: recipient.as_str(),
        }))
}
