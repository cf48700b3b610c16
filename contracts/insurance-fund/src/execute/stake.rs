//! Staking a coin for shares.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use gavel_math::number::add;
use gavel_types::address::recipient_or;
use gavel_types::funds;

use super::{check_not_paused, clock};
use crate::desk::Desk;
use crate::event::Event;
use crate::holder::Holder;
use crate::state::SETTINGS;
use crate::ContractError;

/// Mints shares, rounded down, for the coin sent.
pub(crate) fn stake(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    on_behalf_of: Option<&str>,
) -> Result<Response, ContractError> {
    let settings = SETTINGS.load(deps.storage)?;
    check_not_paused(&settings, env)?;
    let coin = funds::single(&info.funds)?;
    let amount = coin.amount.u128();
    let owner = recipient_or(deps.api, on_behalf_of, &info.sender)?;
    let clock = clock(env, &settings);
    let mut desk = Desk::open(deps.storage, &coin.denom, clock.0)?;

    let cap = desk.terms.stake_cap;
    let room = cap.saturating_sub(desk.pool.stakes.assets);
    if amount > room {
        return Err(ContractError::StakeCap {
            denom: desk.terms.denom,
            cap: cap.into(),
            room: room.into(),
        });
    }
    let (stakes, shares) =
        desk.pool
            .stakes
            .staked(amount)?
            .ok_or_else(|| ContractError::StakeTooSmall {
                denom: coin.denom.clone(),
                amount: coin.amount,
            })?;
    desk.pool.stakes = stakes;
    desk.pool.held()?;
    let (storage, api) = (deps.storage, deps.api);
    let mut holder = Holder::open(storage, api, desk.id, stakes, owner.as_str(), clock)?;
    holder.position.staked = add(holder.position.staked, shares)?;
    holder.save(storage);
    desk.save(storage);
    Ok(Response::new().add_event(Event::Stake {
        denom: &coin.denom,
        owner: owner.as_str(),
        amount,
        shares,
    }))
}
