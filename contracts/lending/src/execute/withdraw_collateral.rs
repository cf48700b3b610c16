//! Taking collateral out.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response, Uint128};
use gavel_math::number::sub;
use gavel_types::address::recipient_or;
use gavel_types::funds::{self, send};

use super::{above_zero, check_not_paused};
use crate::account::{amount_of, set_amount};
use crate::book::Book;
use crate::event::{Event, Payout};
use crate::ledgers::{collateral_id, Ledgers};
use crate::settlement::settle_finished;
use crate::state::{Account, AccountKey, COLLATERAL_TOTALS, SETTINGS};
use crate::ContractError;

/// Takes collateral out of the sender's account when what stays backs what is owed.
pub(crate) fn withdraw_collateral(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    sub_account: u8,
    denom: &str,
    amount: Option<Uint128>,
    recipient: Option<String>,
) -> Result<Response, ContractError> {
    funds::none(&info.funds)?;
    let settings = SETTINGS.load(deps.storage)?;
    check_not_paused(&settings, env)?;
    let recipient = recipient_or(deps.api, recipient.as_deref(), &info.sender)?;
    let id = collateral_id(deps.storage, denom)?;
    let key = AccountKey::new(deps.api, &info.sender, sub_account)?;
    let mut account = Account::load(deps.storage, &key)?;
    let now = env.block.time.seconds();
    let mut ledgers = Ledgers::at(now);
    settle_finished(deps.storage, &mut ledgers, &mut account)?;

    let held = amount_of(&account.collateral, id);
    if held == 0 {
        return Err(ContractError::NoCollateral {
            denom: denom.to_owned(),
        });
    }
    let amount = match amount {
        None => held,
        Some(asked) => above_zero(asked)?,
    };
    if amount > held {
        return Err(ContractError::NotEnough {
            denom: denom.to_owned(),
            got: held.into(),
            asked: amount.into(),
        });
    }
    set_amount(&mut account.collateral, id, sub(held, amount)?);
    let mut book = Book::new(deps.querier, &settings, &env.block);
    book.check_more_than_dust(deps.storage, &account)?;
    book.check_backed(deps.storage, &mut ledgers, &account)?;
    let mut totals = COLLATERAL_TOTALS.load(deps.storage, &id)?;
    totals.deposited = sub(totals.deposited, amount)?;
    COLLATERAL_TOTALS.save(deps.storage, &id, &totals);
    account.save(deps.storage, &key);
    ledgers.save(deps.storage);
    Ok(Response::new()
        .add_message(send(&recipient, denom, amount)?)
        .add_event(Event::WithdrawCollateral(Payout {
            owner: info.sender.as_str(),
            sub: sub_account,
            denom,
            amount,
            recipient: recipient.as_str(),
        })))
}
