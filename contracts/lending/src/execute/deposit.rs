//! Adding collateral.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use gavel_math::number::add;
use gavel_math::units::BPS;
use gavel_types::funds;
use gavel_types::lending::AccountId;

use crate::account::{add_amount, amount_of, named_or_first};
use crate::book::Book;
use crate::event::Event;
use crate::ledgers::{collateral_id, Ledgers};
use crate::settlement::settle_finished;
use crate::state::{Account, AccountKey, CollateralId, COLLATERAL_TOTALS, SETTINGS};
use crate::ContractError;

/// Adds the coin sent to an account's collateral.
pub(crate) fn deposit(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    account_id: Option<AccountId>,
) -> Result<Response, ContractError> {
    let coin = funds::single(&info.funds)?;
    let amount = coin.amount.u128();
    let id = collateral_id(deps.storage, &coin.denom)?;
    let (owner, sub) = named_or_first(deps.api, account_id.as_ref(), &info.sender)?;
    let key = AccountKey::new(deps.api, &owner, sub)?;
    let mut account = Account::load(deps.storage, &key)?;
    let mut ledgers = Ledgers::at(env.block.time.seconds());
    settle_finished(deps.storage, &mut ledgers, &mut account)?;
    if amount_of(&account.collateral, id) == 0 {
        if owner != info.sender {
            return Err(ContractError::NewCollateralByOther {
                denom: coin.denom.clone(),
            });
        }
        account.has_room_for_collateral(id)?;
        if account.owes() {
            book_of(&deps, env)?.check_new_collateral(deps.storage, &account, id)?;
        }
    }

    let mut totals = COLLATERAL_TOTALS.load(deps.storage, &id)?;
    let room = totals.deposit_cap.saturating_sub(totals.deposited);
    if amount > room {
        let rescue = rescue_room(&deps, env, &account, id)?;
        if amount > room.max(rescue) {
            return Err(ContractError::DepositCap {
                denom: coin.denom.clone(),
                cap: totals.deposit_cap.into(),
                room: room.max(rescue).into(),
            });
        }
    }
    totals.deposited = add(totals.deposited, amount)?;
    add_amount(&mut account.collateral, id, amount)?;
    if !account.pending.is_empty() {
        book_of(&deps, env)?.check_rescued(deps.storage, &account)?;
    }
    COLLATERAL_TOTALS.save(deps.storage, &id, &totals);
    account.save(deps.storage, &key);
    ledgers.save(deps.storage);
    Ok(Response::new().add_event(Event::Deposit {
        owner: owner.as_str(),
        sub,
        denom: &coin.denom,
        amount,
    }))
}

fn book_of<'a>(deps: &'a DepsMut, env: &Env) -> Result<Book<'a>, ContractError> {
    let settings = SETTINGS.load(deps.storage)?;
    Ok(Book::new(deps.querier, &settings, &env.block))
}

/// How much an account in debt may deposit whatever the cap: what it lacks to opening health, rounded up. An outsider who fills
/// the cap locks nobody out of a rescue.
fn rescue_room(
    deps: &DepsMut,
    env: &Env,
    account: &Account,
    id: CollateralId,
) -> Result<u128, ContractError> {
    if !account.owes() {
        return Ok(0);
    }
    let mut book = book_of(deps, env)?;
    let mut ledgers = Ledgers::at(book.now());
    let valuation = book.value(deps.storage, &mut ledgers, account)?;
    let terms = book.terms(deps.storage, id)?;
    let mut backed = 0;
    for item in &valuation.collateral {
        if !book.is_sold_for_all(deps.storage, item.id, account)? {
            continue;
        }
        backed = add(backed, item.terms.max_ltv.of_floor(item.value)?)?;
    }
    let lacking = valuation.owed.saturating_sub(backed);
    let value = gavel_math::number::mul_div_ceil(lacking, BPS, terms.max_ltv.wide())?;
    let (price, decimals, _) =
        book.liquidation_price(&terms.denom, gavel_math::price::Side::Sold)?;
    Ok(price.amount_ceil(value, decimals)?)
}
