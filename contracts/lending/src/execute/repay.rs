//! Repaying.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use gavel_math::number::add;
use gavel_types::funds::{self, send};
use gavel_types::lending::AccountId;

use crate::account::named_or_first;
use crate::book::Book;
use crate::event::Event;
use crate::ledgers::{market_id, Ledgers};
use crate::loss::conclude;
use crate::settlement::settle_finished;
use crate::state::{Account, AccountKey, SETTINGS};
use crate::ContractError;

/// Repays an account's debt with the coin sent; the excess goes back to the sender.
pub(crate) fn repay(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    account_id: Option<AccountId>,
) -> Result<Response, ContractError> {
    let coin = funds::single(&info.funds)?;
    let id = market_id(deps.storage, &coin.denom)?;
    let (owner, sub) = named_or_first(deps.api, account_id.as_ref(), &info.sender)?;
    let key = AccountKey::new(deps.api, &owner, sub)?;
    let mut account = Account::load(deps.storage, &key)?;
    let now = env.block.time.seconds();
    let mut ledgers = Ledgers::at(now);
    settle_finished(deps.storage, &mut ledgers, &mut account)?;

    let ledger = ledgers.get(deps.storage, id)?;
    let market = &mut ledger.market;
    let paid = market.take_debt(id, &mut account, coin.amount.u128())?;
    if paid == 0 {
        return Err(ContractError::NoDebt {
            denom: coin.denom.clone(),
        });
    }
    market.cash = add(market.cash, paid)?;
    let debt_left = market.debt_of(id, &account)?;
    let mut events = vec![Event::Repay {
        owner: owner.as_str(),
        sub,
        denom: &coin.denom,
        amount: paid,
        debt_left,
    }];
    if !account.held.is_empty() || !account.pending.is_empty() {
        let settings = SETTINGS.load(deps.storage)?;
        let mut book = Book::new(deps.querier, &settings, &env.block);
        // Repaying recognises no loss: the dust of an account that still owes stays where it is.
        conclude(
            deps.storage,
            &mut ledgers,
            &mut account,
            &mut book,
            false,
            &mut events,
        )?;
    }
    account.save(deps.storage, &key);
    ledgers.save(deps.storage);
    let mut response = Response::new().add_events(events);
    let excess = coin.amount.u128().saturating_sub(paid);
    if excess > 0 {
        response = response.add_message(send(&info.sender, &coin.denom, excess)?);
    }
    Ok(response)
}
