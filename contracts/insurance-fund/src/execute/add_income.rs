//! Taking income: what is sent, or what lies in the fund unbooked.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use gavel_types::funds;

use crate::desk::Desk;
use crate::event::Event;
use crate::state::SETTINGS;
use crate::ContractError;

/// Books the coin sent as income of its pool.
pub(crate) fn add_income(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
) -> Result<Response, ContractError> {
    let coin = funds::single(&info.funds)?;
    let desk = Desk::open(deps.storage, &coin.denom, env.block.time.seconds())?;
    book(deps, desk, coin.amount.u128(), info.sender.as_str())
}

/// Books as income what the fund has of an asset beyond its books. No coins come with the message, so what the balance shows
/// came by plain transfers before it.
pub(crate) fn absorb(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    denom: &str,
) -> Result<Response, ContractError> {
    funds::none(&info.funds)?;
    let desk = Desk::open(deps.storage, denom, env.block.time.seconds())?;
    let balance = funds::balance(&deps.querier, denom, &env.contract.address)?;
    let unbooked = balance.saturating_sub(desk.pool.held()?);
    if unbooked == 0 {
        return Err(ContractError::NothingToAbsorb {
            denom: denom.to_owned(),
        });
    }
    book(deps, desk, unbooked, env.contract.address.as_str())
}

fn book(
    deps: DepsMut,
    mut desk: Desk,
    amount: u128,
    from: &str,
) -> Result<Response, ContractError> {
    let span = SETTINGS.load(deps.storage)?.reward;
    let shares = desk.pool.earn(amount, desk.terms.income_target, span)?;
    desk.save(deps.storage);
    Ok(Response::new().add_event(Event::AddIncome {
        denom: &desk.terms.denom,
        from,
        amount,
        shares,
    }))
}
