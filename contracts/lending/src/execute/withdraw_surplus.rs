//! Taking a liquidation's surplus out.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use gavel_math::number::sub;
use gavel_types::address::recipient_or;
use gavel_types::funds::{self, send};

use super::check_not_paused;
use crate::account::{amount_of, set_amount};
use crate::book::Book;
use crate::event::{Event, Payout};
use crate::ledgers::{market_id, Ledgers};
use crate::settlement::settle_finished;
use crate::state::{Account, AccountKey, SETTINGS};
use crate::ContractError;

/// Takes all surplus of a market out of the sender's account when its collateral backs what is owed.
pub(crate) fn withdraw_surplus(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    sub_account: u8,
    denom: &str,
    recipient: Option<String>,
) -> Result<Response, ContractError> {
    funds::none(&info.funds)?;
    let settings = SETTINGS.load(deps.storage)?;
    check_not_paused(&settings, env)?;
    let recipient = recipient_or(deps.api, recipient.as_deref(), &info.sender)?;
    let id = market_id(deps.storage, denom)?;
    let key = AccountKey::new(deps.api, &info.sender, sub_account)?;
    let mut account = Account::load(deps.storage, &key)?;
    let now = env.block.time.seconds();
    let mut ledgers = Ledgers::at(now);
    settle_finished(deps.storage, &mut ledgers, &mut account)?;

    let amount = amount_of(&account.surplus, id);
    if amount == 0 {
        return Err(ContractError::NoSurplus {
            denom: denom.to_owned(),
        });
    }
    Book::new(deps.querier, &settings, &env.block).check_backed(
        deps.storage,
        &mut ledgers,
        &account,
    )?;
    set_amount(&mut account.surplus, id, 0);
    let market = &mut ledgers.get(deps.storage, id)?.market;
    market.surplus = sub(market.surplus, amount)?;
    // Lent money comes first to whom it is owed: surplus is not part of the cash that may be lent.
    market.cash = sub(market.cash, amount)?;
    account.save(deps.storage, &key);
    ledgers.save(deps.storage);
    Ok(Response::new()
        .add_message(send(&recipient, denom, amount)?)
        .add_event(Event::WithdrawSurplus(Payout {
            owner: info.sender.as_str(),
            sub: sub_account,
            denom,
            amount,
            recipient: recipient.as_str(),
        })))
}
