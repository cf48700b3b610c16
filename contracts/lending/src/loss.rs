//! How a loss is expected, and how it is recognised.

use cosmwasm_std::Storage;
use gavel_math::number::add;
use gavel_math::price::Side;

use crate::account::{amount_of, set_amount};
use crate::book::Book;
use crate::cover::Loss;
use crate::event::Event;
use crate::ledgers::{Ledger, Ledgers};
use crate::settlement::spend_surplus;
use crate::state::{Account, MarketId, COLLATERAL_TOTALS};
use crate::valuation::{ExpectedLosses, Valuation};
use crate::ContractError;

/// Whether an account is lost: it owes, has no lot open, holds nothing but dust, and that would not repay it. What is worth
/// nothing is dust, however much it is.
pub(crate) fn is_lost(
    storage: &dyn Storage,
    account: &Account,
    valuation: &Valuation,
) -> Result<bool, ContractError> {
    if account.debts.is_empty() || !account.tickets.is_empty() {
        return Ok(false);
    }
    for item in &valuation.collateral {
        if item.value > 0 && item.amount >= COLLATERAL_TOTALS.load(storage, &item.id)?.dust {
            return Ok(false);
        }
    }
    valuation.falls_short()
}

/// Ends an account's liquidations once it has no ticket: recognises its loss where it is lost, and releases the penalties held
/// that no expected loss needs. Returns the losses to ask the insurance fund for, behind everything that is written.
pub(crate) fn conclude(
    storage: &mut dyn Storage,
    ledgers: &mut Ledgers,
    account: &mut Account,
    book: &mut Book<'_>,
    lost: bool,
    events: &mut Vec<Event>,
) -> Result<Vec<Loss>, ContractError> {
    clamp_pending(storage, ledgers, account)?;
    if !account.tickets.is_empty() {
        return Ok(vec![]);
    }
    let losses = if lost {
        recognise_loss(storage, ledgers, account, book, events)?
    } else {
        vec![]
    };
    release_penalties(storage, ledgers, account, book)?;
    Ok(losses)
}

/// Releases the penalties held: all of them where nothing is owed; else, at settled prices, what is above the loss expected in
/// their market.
fn release_penalties(
    storage: &dyn Storage,
    ledgers: &mut Ledgers,
    account: &mut Account,
    book: &mut Book<'_>,
) -> Result<(), ContractError> {
    if account.held.is_empty() {
        return Ok(());
    }
    let expected = if account.debts.is_empty() {
        ExpectedLosses {
            by_market: vec![],
            settled: true,
        }
    } else {
        // A price that cannot be read stops neither a settlement nor a repayment: the penalty stays held.
        match book.expected_losses(storage, ledgers, account) {
            Ok(expected) => expected,
            Err(_) => return Ok(()),
        }
    };
    if !expected.settled {
        return Ok(());
    }
    for (id, held) in account.held.clone() {
        let kept = held.min(amount_of(&expected.by_market, id));
        let released = held.saturating_sub(kept);
        set_amount(&mut account.held, id, kept);
        let market = &mut ledgers.get(storage, id)?.market;
        market.held = market.held.saturating_sub(released);
        market.penalties = add(market.penalties, released)?;
    }
    Ok(())
}

/// Sets an account's pending losses to those expected. One that was marked does not fall while a price is not settled: a
/// single print must let nobody leave whole.
pub(crate) fn mark(
    storage: &dyn Storage,
    ledgers: &mut Ledgers,
    account: &mut Account,
    expected: &ExpectedLosses,
) -> Result<(), ContractError> {
    let losses = &expected.by_market;
    for (id, _) in account.pending.clone() {
        if amount_of(losses, id) == 0 && expected.settled {
            ledgers.get(storage, id)?.market.set_pending(id, account, 0);
        }
    }
    for (id, amount) in losses {
        // What is kept for the account in the same market pays before anyone loses.
        let kept = add(
            amount_of(&account.held, *id),
            amount_of(&account.surplus, *id),
        )?;
        let marked = if expected.settled {
            0
        } else {
            amount_of(&account.pending, *id)
        };
        let loss = amount.saturating_sub(kept).max(marked);
        let ledger = ledgers.get(storage, *id)?;
        ledger.market.set_pending(*id, account, loss);
    }
    clamp_pending(storage, ledgers, account)
}

/// A pending loss is at most what the account still owes in that market, its tickets counted.
fn clamp_pending(
    storage: &dyn Storage,
    ledgers: &mut Ledgers,
    account: &mut Account,
) -> Result<(), ContractError> {
    for (id, pending) in account.pending.clone() {
        let ledger = ledgers.get(storage, id)?;
        let mut owed = ledger.market.debt_of(id, account)?;
        for ticket in account.tickets.iter().filter(|open| open.market == id) {
            owed = add(owed, ticket.debt)?;
        }
        if pending > owed {
            ledger.market.set_pending(id, account, owed);
        }
    }
    Ok(())
}

/// Recognises an account's debts as lost, after its dust, its held penalties and its surplus. Reserves pay what they have; the
/// rest of each market's loss is its lenders', less what the insurance fund will pay of it.
fn recognise_loss(
    storage: &mut dyn Storage,
    ledgers: &mut Ledgers,
    account: &mut Account,
    book: &mut Book<'_>,
    events: &mut Vec<Event>,
) -> Result<Vec<Loss>, ContractError> {
    for (id, amount) in std::mem::take(&mut account.collateral) {
        let mut totals = COLLATERAL_TOTALS.load(storage, &id)?;
        totals.deposited = totals.deposited.saturating_sub(amount);
        totals.seized = add(totals.seized, amount)?;
        COLLATERAL_TOTALS.save(storage, &id, &totals);
        events.push(Event::SeizeDust {
            denom: book.terms(storage, id)?.denom,
            amount,
        });
    }
    let mut lost_value = 0u128;
    let mut losses = vec![];
    for (id, _) in account.debts.clone() {
        let ledger = ledgers.get(storage, id)?;
        spend_held(ledger, id, account)?;
        spend_surplus(ledger, id, account)?;
        let market = &mut ledger.market;
        let lost = market.take_debt(id, account, u128::MAX)?;
        if lost == 0 {
            continue;
        }
        let reserves = market.reserves.min(lost);
        market.reserves = market.reserves.saturating_sub(reserves);
        market.reserves_used = market.reserves_used.saturating_add(reserves);
        let shortfall = lost.saturating_sub(reserves);
        market.written_off = market.written_off.saturating_add(shortfall);
        market.set_pending(id, account, 0);
        let denom = ledger.terms.denom.clone();
        if !account.surplus.is_empty() || !account.held.is_empty() {
            let (price, decimals, _) = book.liquidation_price(&denom, Side::Owed)?;
            lost_value = add(lost_value, price.value_ceil(lost, decimals)?)?;
        }
        if shortfall > 0 {
            losses.push(Loss {
                denom: denom.clone(),
                amount: shortfall,
            });
        }
        events.push(Event::RecogniseLoss {
            denom,
            lost,
            reserves,
            shortfall,
        });
    }
    seize_kept(storage, ledgers, account, book, lost_value, events)?;
    for (id, _) in account.pending.clone() {
        ledgers.get(storage, id)?.market.set_pending(id, account, 0);
    }
    Ok(losses)
}

/// Seizes what is kept for an account, penalties before surplus, up to the value of a loss in its other markets, for the reserves
/// of the market it is in: nobody gains by an account while lenders bear its loss.
fn seize_kept(
    storage: &dyn Storage,
    ledgers: &mut Ledgers,
    account: &mut Account,
    book: &mut Book<'_>,
    lost_value: u128,
    events: &mut Vec<Event>,
) -> Result<(), ContractError> {
    let mut left = lost_value;
    for (id, amount) in account.held.clone() {
        let ledger = ledgers.get(storage, id)?;
        let seized = seizable(book, &ledger.terms.denom, amount, &mut left)?;
        set_amount(&mut account.held, id, amount.saturating_sub(seized));
        ledger.market.held = ledger.market.held.saturating_sub(seized);
        ledger.market.reserves = add(ledger.market.reserves, seized)?;
        if seized > 0 {
            events.push(Event::SeizePenalty {
                denom: ledger.terms.denom.clone(),
                amount: seized,
            });
        }
    }
    for (id, amount) in account.surplus.clone() {
        let ledger = ledgers.get(storage, id)?;
        let seized = seizable(book, &ledger.terms.denom, amount, &mut left)?;
        set_amount(&mut account.surplus, id, amount.saturating_sub(seized));
        ledger.market.surplus = ledger.market.surplus.saturating_sub(seized);
        ledger.market.reserves = add(ledger.market.reserves, seized)?;
        if seized > 0 {
            events.push(Event::SeizeSurplus {
                denom: ledger.terms.denom.clone(),
                amount: seized,
            });
        }
    }
    Ok(())
}

/// How much of an amount covers what is `left` of a loss in dollars, rounded up; `left` is less by it.
fn seizable(
    book: &mut Book<'_>,
    denom: &str,
    amount: u128,
    left: &mut u128,
) -> Result<u128, ContractError> {
    let (price, decimals, _) = book.liquidation_price(denom, Side::Owed)?;
    // More than can be counted is more than is kept.
    let enough = price.amount_ceil(*left, decimals).unwrap_or(u128::MAX);
    let seized = enough.min(amount);
    *left = left.saturating_sub(price.value_ceil(seized, decimals)?);
    Ok(seized)
}

/// Spends a penalty held for an account on its debt of the same market.
fn spend_held(
    ledger: &mut Ledger,
    id: MarketId,
    account: &mut Account,
) -> Result<(), ContractError> {
    let held = amount_of(&account.held, id);
    let paid = ledger.market.take_debt(id, account, held)?;
    set_amount(&mut account.held, id, held.saturating_sub(paid));
    ledger.market.held = ledger.market.held.saturating_sub(paid);
    Ok(())
}

#[cfg(test)]
mod tests;
