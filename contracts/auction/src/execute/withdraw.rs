//! `Withdraw`: a credit is paid out.

use cosmwasm_std::{Addr, DepsMut, MessageInfo, Response};
use gavel_types::address::recipient_or;
use gavel_types::funds::{none, send};

use crate::error::ContractError;
use crate::event::Event;
use crate::state::{credit_key, CREDITS};

/// Pays the sender's whole credit of an asset.
pub(crate) fn withdraw(
    deps: DepsMut,
    info: &MessageInfo,
    denom: &str,
    recipient: Option<String>,
) -> Result<Response, ContractError> {
    none(&info.funds)?;
    let recipient = recipient_or(deps.api, recipient.as_deref(), &info.sender)?;
    pay_credit(deps, &info.sender, &recipient, denom)
}

/// Pays an owner's whole credit of an asset to a recipient.
pub(super) fn pay_credit(
    deps: DepsMut,
    owner: &Addr,
    recipient: &Addr,
    denom: &str,
) -> Result<Response, ContractError> {
    let canonical = deps.api.addr_canonicalize(owner.as_str())?;
    let key = credit_key(&canonical, denom);
    let amount = CREDITS
        .may_load(deps.storage, &key)?
        .ok_or_else(|| ContractError::NoCredit {
            owner: owner.to_string(),
            denom: denom.to_owned(),
        })?;

    CREDITS.remove(deps.storage, &key);
    Ok(Response::new()
        .add_message(send(recipient, denom, amount)?)
        .add_event(Event::Withdraw {
            owner,
            recipient,
            denom,
            amount,
        }))
}
