//! Bringing accounts up to date: finished lots applied, pending losses marked anew, losses recognised.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use gavel_types::funds;
use gavel_types::lending::AccountId;

use super::check_list;
use crate::book::Book;
use crate::cover::ask_for_cover;
use crate::event::Event;
use crate::ledgers::Ledgers;
use crate::loss::{conclude, is_lost, mark};
use crate::settlement::settle_finished;
use crate::state::{Account, AccountKey, SETTINGS};
use crate::ContractError;

/// The most accounts of one message: each may have 17 tickets.
const MAX_ACCOUNTS: usize = 10;

/// Reconciles accounts.
pub(crate) fn reconcile(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    accounts: &[AccountId],
) -> Result<Response, ContractError> {
    funds::none(&info.funds)?;
    check_list(accounts, MAX_ACCOUNTS, |id| {
        format!("{}/{}", id.owner, id.sub)
    })?;
    let settings = SETTINGS.load(deps.storage)?;
    let now = env.block.time.seconds();
    let mut ledgers = Ledgers::at(now);
    let mut book = Book::new(deps.querier, &settings, &env.block);
    let mut events = vec![];
    let mut losses = vec![];
    for id in accounts {
        let key = AccountKey::of(deps.api, id)?;
        let mut account = Account::load(deps.storage, &key)?;
        settle_finished(deps.storage, &mut ledgers, &mut account)?;
        let valuation = book.value(deps.storage, &mut ledgers, &account)?;
        let expected = book.expected_losses(deps.storage, &mut ledgers, &account)?;
        mark(deps.storage, &mut ledgers, &mut account, &expected)?;
        let lost = is_lost(deps.storage, &account, &valuation)?;
        losses.extend(conclude(
            deps.storage,
            &mut ledgers,
            &mut account,
            &mut book,
            lost,
            &mut events,
        )?);
        account.save(deps.storage, &key);
        events.push(Event::Reconcile {
            owner: id.owner.clone(),
            sub: id.sub,
        });
    }
    ledgers.save(deps.storage);
    Ok(Response::new()
        .add_events(events)
        .add_submessages(ask_for_cover(deps.storage, losses)?))
}
