//! One verb a file: functions over storage and plain values.

pub(crate) mod borrow;
pub(crate) mod deposit;
pub(crate) mod distribute;
pub(crate) mod govern;
pub(crate) mod liquidate;
pub(crate) mod lot_settled;
pub(crate) mod pause;
pub(crate) mod reconcile;
pub(crate) mod repay;
pub(crate) mod supply;
pub(crate) mod withdraw;
pub(crate) mod withdraw_collateral;
pub(crate) mod withdraw_surplus;

use cosmwasm_std::{Addr, Api, BankMsg, Coin, Env, Uint128};
use gavel_math::clock::Moment;

use crate::state::Settings;
use crate::ContractError;

/// The chain's moment as the mechanisms know it.
pub(crate) fn moment(env: &Env) -> Moment {
    Moment {
        time: env.block.time.nanos() / 1_000_000,
        height: env.block.height,
    }
}

/// Refuses while paused.
fn check_not_paused(settings: &Settings, env: &Env) -> Result<(), ContractError> {
    if settings.pause.is_on(moment(env)) {
        return Err(ContractError::Paused {
            until: settings.pause.until.div_ceil(1_000),
        });
    }
    Ok(())
}

/// The recipient named, validated, or the sender.
fn recipient_or(
    api: &dyn Api,
    recipient: Option<String>,
    sender: &Addr,
) -> Result<Addr, ContractError> {
    Ok(match recipient {
        Some(address) => api.addr_validate(&address)?,
        None => sender.clone(),
    })
}

/// A payment of one coin above zero.
fn send(to: &Addr, denom: &str, amount: u128) -> BankMsg {
    BankMsg::Send {
        to_address: to.to_string(),
        amount: vec![Coin::new(amount, denom)],
    }
}

/// Refuses an amount of zero.
fn above_zero(amount: Uint128) -> Result<u128, ContractError> {
    if amount.is_zero() {
        return Err(ContractError::ZeroAmount {});
    }
    Ok(amount.u128())
}

/// Checks that a list has 1 to `most` entries and none twice.
fn distinct<T: PartialEq>(
    list: &[T],
    most: usize,
    name: impl Fn(&T) -> String,
) -> Result<(), ContractError> {
    if list.is_empty() || list.len() > most {
        return Err(ContractError::ListLength {
            most,
            got: list.len(),
        });
    }
    for (place, entry) in list.iter().enumerate() {
        if list.iter().take(place).any(|before| before == entry) {
            return Err(ContractError::NamedTwice { entry: name(entry) });
        }
    }
    Ok(())
}
