//! Lending a coin for shares.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use gavel_math::number::add;
use gavel_math::shares::minted_floor;
use gavel_types::address::recipient_or;
use gavel_types::funds;

use super::check_not_paused;
use crate::event::Event;
use crate::ledgers::open_market;
use crate::state::{MARKETS, SETTINGS, SUPPLIERS};
use crate::ContractError;

/// Mints shares, rounded down, for the coin sent.
pub(crate) fn supply(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    on_behalf_of: Option<String>,
) -> Result<Response, ContractError> {
    check_not_paused(&SETTINGS.load(deps.storage)?, env)?;
    let coin = funds::single(&info.funds)?;
    let amount = coin.amount.u128();
    let lender = recipient_or(deps.api, on_behalf_of.as_deref(), &info.sender)?;
    let mut ledger = open_market(deps.storage, &coin.denom, env.block.time.seconds())?;
    let market = &mut ledger.market;

    let value = market.mint_value()?;
    let room = ledger.terms.supply_cap.saturating_sub(value);
    if amount > room {
        return Err(ContractError::SupplyCap {
            denom: ledger.terms.denom,
            cap: ledger.terms.supply_cap.into(),
            room: room.into(),
        });
    }
    let shares = minted_floor(amount, value, market.shares)?;
    if shares == 0 {
        return Err(ContractError::TooSmall {});
    }
    market.cash = add(market.cash, amount)?;
    market.shares = add(market.shares, shares)?;
    let canonical = deps.api.addr_canonicalize(lender.as_str())?;
    let key = (ledger.id, canonical.as_slice());
    let before = SUPPLIERS.may_load(deps.storage, &key)?.unwrap_or(0);
    SUPPLIERS.save(deps.storage, &key, &add(before, shares)?);
    MARKETS.save(deps.storage, &ledger.id, &ledger.market);
    Ok(Response::new().add_event(Event::Supply {
        denom: &coin.denom,
        owner: lender.as_str(),
        amount,
        shares,
    }))
}
