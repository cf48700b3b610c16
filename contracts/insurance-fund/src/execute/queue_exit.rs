//! Queueing shares to leave.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response, Uint128};
use gavel_math::exit_queue::Exit;
use gavel_math::number::{add, sub};
use gavel_types::funds;

use super::{check_not_paused, clock};
use crate::desk::Desk;
use crate::event::Event;
use crate::holder::Holder;
use crate::state::SETTINGS;
use crate::ContractError;

/// Queues some of the sender's shares, or all; those queued before start again with them.
pub(crate) fn queue_exit(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    denom: &str,
    shares: Option<Uint128>,
) -> Result<Response, ContractError> {
    funds::none(&info.funds)?;
    let settings = SETTINGS.load(deps.storage)?;
    check_not_paused(&settings, env)?;
    let clock = clock(env, &settings);
    let desk = Desk::open(deps.storage, denom, clock.0)?;
    let (storage, api) = (deps.storage, deps.api);
    let sender = info.sender.as_str();
    let mut holder = Holder::open(storage, api, desk.id, desk.pool.stakes, sender, clock)?;
    let position = &mut holder.position;

    let asked = shares.map_or(position.staked, |asked| asked.u128());
    if asked == 0 || asked > position.staked {
        return Err(ContractError::SharesToQueue {
            denom: denom.to_owned(),
            staked: position.staked.into(),
            asked: asked.into(),
        });
    }
    position.staked = sub(position.staked, asked)?;
    position.queued = add(position.queued, asked)?;
    let (now, paused) = clock;
    let exit = Exit::queued(
        position.exit,
        now,
        settings.cooldown,
        settings.window,
        paused,
    );
    position.exit = Some(exit);
    let queued = position.queued;
    holder.save(storage);
    Ok(Response::new().add_event(Event::QueueExit {
        denom,
        owner: sender,
        shares: asked,
        queued,
        ready_at: exit.ready_at,
        closes_at: exit.closes_at,
    }))
}
