//! Taking shares out of the queue.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use gavel_math::number::add;
use gavel_types::funds;

use super::clock;
use crate::desk::Desk;
use crate::event::Event;
use crate::holder::Holder;
use crate::state::SETTINGS;
use crate::ContractError;

/// Makes all shares that the sender has queued staked again. A pause does not hold it up: it takes nothing out.
pub(crate) fn cancel_exit(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    denom: &str,
) -> Result<Response, ContractError> {
    funds::none(&info.funds)?;
    let settings = SETTINGS.load(deps.storage)?;
    let clock = clock(env, &settings);
    let desk = Desk::open(deps.storage, denom, clock.0)?;
    let (storage, api) = (deps.storage, deps.api);
    let sender = info.sender.as_str();
    let mut holder = Holder::open(storage, api, desk.id, desk.pool.stakes, sender, clock)?;
    let position = &mut holder.position;

    let shares = std::mem::take(&mut position.queued);
    if shares == 0 {
        return Err(ContractError::NothingQueued {
            denom: denom.to_owned(),
        });
    }
    position.staked = add(position.staked, shares)?;
    position.exit = None;
    holder.save(storage);
    Ok(Response::new().add_event(Event::CancelExit {
        denom,
        owner: sender,
        shares,
    }))
}
