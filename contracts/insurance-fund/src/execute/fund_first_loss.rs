//! Adding to the protocol's first loss.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use gavel_math::number::add;
use gavel_types::funds;

use crate::desk::Desk;
use crate::event::Event;
use crate::ContractError;

/// Adds the coin sent to its pool's first loss. It gives no shares.
pub(crate) fn fund_first_loss(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
) -> Result<Response, ContractError> {
    let coin = funds::single(&info.funds)?;
    let amount = coin.amount.u128();
    let mut desk = Desk::open(deps.storage, &coin.denom, env.block.time.seconds())?;
    desk.pool.first_loss = add(desk.pool.first_loss, amount)?;
    desk.pool.held()?;
    desk.save(deps.storage);
    Ok(Response::new().add_event(Event::FundFirstLoss {
        denom: &coin.denom,
        from: info.sender.as_str(),
        amount,
    }))
}
