//! How a finished lot reaches the accounts.
//!
//! A lot's result is booked in its market once. Each account then gets its share: repaid debt, surplus, or a deficit that
//! becomes debt again; unsold collateral; and a penalty that stays junior to the account's own debt. Everything is clamped,
//! nothing here can underflow into a refusal: what has been sold must always be settled.

use cosmwasm_std::Storage;
use gavel_math::number::{add, mul_div_floor};
use gavel_types::consignor::Settlement;

use crate::account::{add_amount, amount_of, set_amount};
use crate::ledgers::{Ledger, Ledgers};
use crate::state::{
    Account, CollateralTotals, LotRecord, LotResult, MarketId, Ticket, COLLATERAL_TOTALS, LOTS,
};
use crate::ContractError;

/// Books a finished lot in its market and its collateral's totals. Moves no value: what lenders own is the same before and
/// behind.
pub(crate) fn book_lot(
    ledger: &mut Ledger,
    totals: &mut CollateralTotals,
    record: &LotRecord,
    settlement: &Settlement,
) -> Result<LotResult, ContractError> {
    let proceeds = settlement.proceeds.u128();
    // What went to who advanced the lot is penalty, not debt repaid.
    let gross = proceeds.saturating_add(settlement.rewards.u128());
    let net = record.division.net_floor(gross)?.min(proceeds);
    let penalty = proceeds.saturating_sub(net);
    let unsold = record.base.saturating_sub(settlement.sold.u128());
    let market = &mut ledger.market;
    market.cash = add(market.cash, proceeds)?;
    market.held = add(market.held, penalty)?;
    market.in_auction = market.in_auction.saturating_sub(record.debt);
    market.shift_unreconciled(record.debt, net)?;
    totals.in_auction = totals.in_auction.saturating_sub(record.base);
    totals.deposited = add(totals.deposited, unsold)?;
    Ok(LotResult {
        net,
        penalty,
        unsold,
        net_left: net,
        penalty_left: penalty,
        unsold_left: unsold,
    })
}

/// A ticket's share of a lot's result, taken out of what is left of it. Shares are rounded down.
pub(crate) fn take_share(
    record: &mut LotRecord,
    ticket: &Ticket,
) -> Result<LotResult, ContractError> {
    let base = record.base;
    let Some(result) = record.result.as_mut() else {
        return Err(ContractError::UnknownLot {
            lot: ticket.lot.to_string(),
        });
    };
    let share = |whole: u128, left: u128| -> Result<u128, ContractError> {
        Ok(mul_div_floor(whole, ticket.base, base)?.min(left))
    };
    let net = share(result.net, result.net_left)?;
    let penalty = share(result.penalty, result.penalty_left)?;
    let unsold = share(result.unsold, result.unsold_left)?;
    result.net_left = result.net_left.saturating_sub(net);
    result.penalty_left = result.penalty_left.saturating_sub(penalty);
    result.unsold_left = result.unsold_left.saturating_sub(unsold);
    record.tickets = record.tickets.saturating_sub(1);
    Ok(LotResult {
        net,
        penalty,
        unsold,
        net_left: 0,
        penalty_left: 0,
        unsold_left: 0,
    })
}

/// Gives an account a ticket's share of its lot. Its own debt of the market comes first for a surplus; its penalty pays for
/// a deficit first, then what it kept of an earlier surplus.
pub(crate) fn apply(
    ledger: &mut Ledger,
    account: &mut Account,
    ticket: &Ticket,
    share: &LotResult,
) -> Result<(), ContractError> {
    let id = ledger.id;
    let market = &mut ledger.market;
    account.tickets.retain(|open| open.lot != ticket.lot);
    let mut penalty = share.penalty;
    if share.net >= ticket.debt {
        let surplus = share.net.saturating_sub(ticket.debt);
        market.shift_unreconciled(surplus, 0)?;
        let repaid = market.take_debt(id, account, surplus)?;
        let kept = surplus.saturating_sub(repaid);
        market.surplus = add(market.surplus, kept)?;
        add_amount(&mut account.surplus, id, kept)?;
    } else {
        let deficit = ticket.debt.saturating_sub(share.net);
        market.shift_unreconciled(0, deficit)?;
        let paid = penalty.min(deficit);
        penalty = penalty.saturating_sub(paid);
        market.held = market.held.saturating_sub(paid);
        market.add_debt(id, account, deficit.saturating_sub(paid))?;
        spend_surplus(ledger, id, account)?;
    }
    add_amount(&mut account.held, id, penalty)?;
    add_amount(&mut account.collateral, ticket.collateral, share.unsold)
}

/// What rounding left of a lot once every account has its share: lenders keep the money, the penalties and the treasury the
/// rest.
pub(crate) fn close_lot(
    storage: &mut dyn Storage,
    ledger: &mut Ledger,
    record: &LotRecord,
) -> Result<(), ContractError> {
    let Some(result) = &record.result else {
        return Ok(());
    };
    ledger.market.shift_unreconciled(result.net_left, 0)?;
    ledger.market.held = ledger.market.held.saturating_sub(result.penalty_left);
    ledger.market.penalties = add(ledger.market.penalties, result.penalty_left)?;
    if result.unsold_left > 0 {
        let mut totals = COLLATERAL_TOTALS.load(storage, &record.collateral)?;
        totals.deposited = totals.deposited.saturating_sub(result.unsold_left);
        totals.seized = add(totals.seized, result.unsold_left)?;
        COLLATERAL_TOTALS.save(storage, &record.collateral, &totals);
    }
    Ok(())
}

/// Gives an account its share of every lot of its tickets that has finished and was pooled with others'.
pub(crate) fn settle_finished(
    storage: &mut dyn Storage,
    ledgers: &mut Ledgers,
    account: &mut Account,
) -> Result<(), ContractError> {
    for ticket in account.tickets.clone() {
        let mut record = LOTS.load(storage, &ticket.lot)?;
        if record.result.is_none() {
            continue;
        }
        let share = take_share(&mut record, &ticket)?;
        let ledger = ledgers.get(storage, ticket.market)?;
        apply(ledger, account, &ticket, &share)?;
        if record.tickets == 0 {
            close_lot(storage, ledger, &record)?;
            LOTS.remove(storage, &ticket.lot);
        } else {
            LOTS.save(storage, &ticket.lot, &record);
        }
    }
    Ok(())
}

/// An account as any message finds it, its share of every lot that has finished given, and the markets with it; nothing is written.
/// What is asked of an account must not depend on whether someone has touched it. None where no lot has finished.
pub(crate) fn as_settled(
    storage: &dyn Storage,
    now: u64,
    account: &Account,
) -> Result<Option<(Account, Ledgers)>, ContractError> {
    let mut account = account.clone();
    let mut ledgers = Ledgers::at(now);
    let open = account.tickets.len();
    for ticket in account.tickets.clone() {
        let mut record = LOTS.load(storage, &ticket.lot)?;
        if record.result.is_some() {
            let share = take_share(&mut record, &ticket)?;
            apply(
                ledgers.get(storage, ticket.market)?,
                &mut account,
                &ticket,
                &share,
            )?;
        }
    }
    Ok((account.tickets.len() < open).then_some((account, ledgers)))
}

/// Spends an account's surplus of a market on its debt there: what it lacks is neither lent to it nor borne by others while it
/// has money of the same asset.
pub(crate) fn spend_surplus(
    ledger: &mut Ledger,
    id: MarketId,
    account: &mut Account,
) -> Result<(), ContractError> {
    let kept = amount_of(&account.surplus, id);
    let paid = ledger.market.take_debt(id, account, kept)?;
    set_amount(&mut account.surplus, id, kept.saturating_sub(paid));
    ledger.market.surplus = ledger.market.surplus.saturating_sub(paid);
    Ok(())
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)]
mod tests;
