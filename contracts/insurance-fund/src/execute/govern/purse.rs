//! Paying the protocol's money out of a pool.

use cosmwasm_std::{DepsMut, Response, Uint128};
use gavel_math::number::{add, mul_div_ceil, sub};
use gavel_types::address::address;
use gavel_types::funds;
use gavel_types::insurance::Purse;
use gavel_types::parameters::interval;

use crate::desk::Desk;
use crate::event::Event;
use crate::state::TERMS;
use crate::ContractError;

/// A fifth of a purse may leave a day: markets see their cover shrink.
const PART: u128 = 5;

/// Pays out of a purse what both have beyond all shortfalls not made good, a fifth of the purse at most, once a day.
pub(super) fn withdraw(
    deps: DepsMut,
    now: u64,
    denom: &str,
    purse: Purse,
    amount: Uint128,
    recipient: &str,
) -> Result<Response, ContractError> {
    let recipient = address(deps.api, recipient)?;
    let mut desk = Desk::open(deps.storage, denom, now)?;
    interval(desk.terms.withdrawn_at, now)?;
    let pool = &mut desk.pool;
    let spare = add(pool.income, pool.first_loss)?.saturating_sub(pool.line.open());
    let from = match purse {
        Purse::Income => &mut pool.income,
        Purse::FirstLoss => &mut pool.first_loss,
    };
    let most = mul_div_ceil(*from, 1, PART)?.min(spare);
    let asked = amount.u128();
    if asked == 0 || asked > most {
        return Err(ContractError::PurseLimit {
            denom: denom.to_owned(),
            most: most.into(),
            asked: amount,
        });
    }
    *from = sub(*from, asked)?;
    desk.terms.withdrawn_at = now;
    TERMS.save(deps.storage, &desk.id, &desk.terms);
    desk.save(deps.storage);
    Ok(Response::new()
        .add_message(funds::send(&recipient, denom, asked)?)
        .add_event(Event::WithdrawPurse {
            denom,
            purse,
            amount: asked,
            recipient: recipient.as_str(),
        }))
}
