//! Accounts.

use cosmwasm_std::{BlockInfo, Decimal, Deps, Uint128};
use gavel_math::health::factor_floor;
use gavel_types::lending::{AccountId, AccountResponse, AccountsResponse, Amount, TicketResponse};
use gavel_types::page;

use super::by_market;
use crate::book::Book;
use crate::ledgers::Ledgers;
use crate::settlement::as_settled;
use crate::state::{Account, AccountKey, ACCOUNTS, COLLATERALS, MARKET_TERMS, SETTINGS};
use crate::ContractError;

/// One account, interest accrued to now.
pub(super) fn account(
    deps: Deps,
    block: &BlockInfo,
    id: &AccountId,
) -> Result<AccountResponse, ContractError> {
    let key = AccountKey::of(deps.api, id)?;
    let account = Account::load(deps.storage, &key)?;
    let (mut book, mut ledgers) = open(deps, block)?;
    answer(deps, &mut book, &mut ledgers, id.clone(), &account)
}

/// A page of accounts. Prices, terms and markets are read once for all of them.
pub(super) fn accounts(
    deps: Deps,
    block: &BlockInfo,
    start_after: Option<AccountId>,
    limit: Option<u32>,
) -> Result<AccountsResponse, ContractError> {
    let after = start_after
        .map(|id| AccountKey::of(deps.api, &id))
        .transpose()?;
    let after = after.as_ref().map(|key| key.0.as_slice());
    let (mut book, mut ledgers) = open(deps, block)?;
    let accounts = ACCOUNTS
        .page(deps.storage, &[], after, page::limit(limit))?
        .into_iter()
        .map(|(key, account)| {
            let id = AccountKey(key).id(deps.api)?;
            answer(deps, &mut book, &mut ledgers, id, &account)
        })
        .collect::<Result<_, _>>()?;
    Ok(AccountsResponse { accounts })
}

/// What valuing accounts needs.
pub(super) fn open<'a>(
    deps: Deps<'a>,
    block: &BlockInfo,
) -> Result<(Book<'a>, Ledgers), ContractError> {
    let settings = SETTINGS.load(deps.storage)?;
    let book = Book::new(deps.querier, &settings, block);
    Ok((book, Ledgers::at(block.time.seconds())))
}

fn answer(
    deps: Deps,
    book: &mut Book<'_>,
    ledgers: &mut Ledgers,
    id: AccountId,
    account: &Account,
) -> Result<AccountResponse, ContractError> {
    let mut collateral = vec![];
    for (asset, amount) in &account.collateral {
        collateral.push(Amount {
            denom: book.terms(deps.storage, *asset)?.denom,
            amount: Uint128::new(*amount),
        });
    }
    let mut debts = vec![];
    for (market, _) in &account.debts {
        let ledger = ledgers.get(deps.storage, *market)?;
        debts.push(Amount {
            denom: ledger.terms.denom.clone(),
            amount: Uint128::new(ledger.market.debt_of(*market, account)?),
        });
    }
    let mut tickets = vec![];
    for ticket in &account.tickets {
        tickets.push(TicketResponse {
            lot: ticket.lot,
            collateral: COLLATERALS.load(deps.storage, &ticket.collateral)?.denom,
            base: Uint128::new(ticket.base),
            market: MARKET_TERMS.load(deps.storage, &ticket.market)?.denom,
            debt: Uint128::new(ticket.debt),
        });
    }
    let mut settled = as_settled(deps.storage, book.now(), account)?;
    let (account_now, ledgers) = match &mut settled {
        Some((settled, ledgers)) => (&*settled, ledgers),
        None => (account, ledgers),
    };
    let health = book
        .value(deps.storage, ledgers, account_now)
        .ok()
        .map(|valuation| factor_floor(valuation.weighted, valuation.owed))
        .transpose()?
        .flatten()
        .map(|factor| Decimal::new(Uint128::new(factor)));
    Ok(AccountResponse {
        account: id,
        collateral,
        debts,
        tickets,
        surplus: by_market(deps.storage, &account.surplus)?,
        pending_loss: by_market(deps.storage, &account.pending)?,
        held_penalties: by_market(deps.storage, &account.held)?,
        health,
    })
}
