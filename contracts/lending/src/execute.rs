//! One verb a file: functions over storage and plain values.

pub(crate) mod borrow;
pub(crate) mod check_depth;
pub(crate) mod deposit;
pub(crate) mod distribute;
pub(crate) mod govern;
pub(crate) mod liquidate;
pub(crate) mod lot_settled;
pub(crate) mod pause;
pub(crate) mod reconcile;
pub(crate) mod repay;
pub(crate) mod shortfall_repaid;
pub(crate) mod supply;
pub(crate) mod withdraw;
pub(crate) mod withdraw_collateral;
pub(crate) mod withdraw_surplus;

use cosmwasm_std::{Env, Uint128};
use gavel_types::list::{distinct, ListRefusal};
use gavel_types::pause::moment;

use crate::state::Settings;
use crate::ContractError;

/// Refuses while paused.
fn check_not_paused(settings: &Settings, env: &Env) -> Result<(), ContractError> {
    match settings.pause.on_until(moment(&env.block)) {
        None => Ok(()),
        Some(until) => Err(ContractError::Paused { until }),
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
fn check_list<T: PartialEq>(
    list: &[T],
    most: usize,
    name: impl Fn(&T) -> String,
) -> Result<(), ContractError> {
    distinct(list, most).map_err(|refusal| match refusal {
        ListRefusal::Length { got } => ContractError::ListLength { most, got },
        ListRefusal::Twice { entry } => ContractError::NamedTwice { entry: name(entry) },
    })
}
