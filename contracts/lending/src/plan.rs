//! What a liquidation sells: a part that restores the target health, or everything.

use cosmwasm_std::Uint128;
use gavel_math::liquidation::split_pro_rata;
use gavel_math::number::{add, mul_div_floor, sub};
use gavel_types::auction::LotId;
use gavel_types::lending::{MAX_TICKETS, TICKETS_BEFORE_CLOSING};

use crate::state::{CollateralId, MarketId};
use crate::valuation::{Valuation, ValuedCollateral, ValuedDebt};
use crate::ContractError;

/// One lot to be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sale {
    /// The lot.
    pub lot: LotId,
    /// The collateral, by its place in the account.
    pub collateral: usize,
    /// The debt, by its place in the account.
    pub debt: usize,
    /// Base that goes to the lot.
    pub base: u128,
    /// The keeper's slice.
    pub keeper: u128,
    /// Debt that leaves the account with it.
    pub repays: u128,
}

/// What a liquidation does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    /// Whether it closes the account whole.
    pub whole: bool,
    /// The lots, at least one.
    pub sales: Vec<Sale>,
}

/// Finds the lot that a collateral sold for a market's asset would join; `None` where they have no open pair.
pub(crate) type FindLot<'a> =
    dyn FnMut(CollateralId, MarketId) -> Result<Option<LotId>, ContractError> + 'a;

/// The plan for an account that may be liquidated. `dust` gives each collateral's dust by its place in the account.
///
/// Whole when the account is expected insolvent, has 6 tickets open, or no part of any collateral both improves its health and
/// leaves more than dust on both sides. Fails when nothing can be sold.
pub(crate) fn plan(
    valuation: &Valuation,
    dust: &[u128],
    open_tickets: usize,
    find_lot: &mut FindLot<'_>,
) -> Result<Plan, ContractError> {
    let insolvent = valuation.expected_net_floor()? < valuation.owed;
    if !insolvent && open_tickets < TICKETS_BEFORE_CLOSING {
        if let Some(sale) = partial(valuation, dust, find_lot)? {
            return Ok(Plan {
                whole: false,
                sales: vec![sale],
            });
        }
    }
    let sales = whole(valuation, find_lot)?;
    if sales.is_empty() {
        return Err(ContractError::NothingToSell {});
    }
    if open_tickets.saturating_add(sales.len()) > MAX_TICKETS {
        return Err(ContractError::TicketsFull { open: open_tickets });
    }
    Ok(Plan { whole: true, sales })
}

/// The first part, largest debt and largest collateral first, that improves health, is no dust and leaves none.
fn partial(
    valuation: &Valuation,
    dust: &[u128],
    find_lot: &mut FindLot<'_>,
) -> Result<Option<Sale>, ContractError> {
    let mut debts: Vec<(usize, &ValuedDebt)> = valuation.debts.iter().enumerate().collect();
    debts.retain(|(_, debt)| debt.payable);
    debts.sort_by_key(|(_, debt)| std::cmp::Reverse(debt.value));
    let mut collateral: Vec<(usize, &ValuedCollateral)> =
        valuation.collateral.iter().enumerate().collect();
    collateral.retain(|(_, item)| item.sellable);
    collateral.sort_by_key(|(_, item)| std::cmp::Reverse(item.value));
    for (debt_place, debt) in &debts {
        for (place, item) in &collateral {
            if item.terms.risk.is_toxic(valuation.weighted, valuation.owed) {
                continue;
            }
            let Some((amount, repays)) = part(valuation, item, at(dust, *place), debt)? else {
                continue;
            };
            // Dust alone would use up a ticket, and rounding might leave health worse.
            if amount < at(dust, *place) {
                continue;
            }
            if !leaves_enough(valuation, dust, *place, amount, *debt_place, repays)?
                || !improves(valuation, item, amount, debt, repays)?
            {
                continue;
            }
            let Some(lot) = find_lot(item.id, debt.id)? else {
                continue;
            };
            let keeper = item.terms.risk.keeper.of_floor(amount)?;
            return Ok(Some(Sale {
                lot,
                collateral: *place,
                debt: *debt_place,
                base: sub(amount, keeper)?,
                keeper,
                repays,
            }));
        }
    }
    Ok(None)
}

/// How much of one collateral to sell for one debt, and how much debt that repays: enough for the target health, at most the
/// whole of either, and no dust left of either. `None` when it would repay nothing.
fn part(
    valuation: &Valuation,
    item: &ValuedCollateral,
    dust: u128,
    debt: &ValuedDebt,
) -> Result<Option<(u128, u128)>, ContractError> {
    let terms = &item.terms.risk;
    let enough = terms
        .partial_value_ceil(valuation.weighted, valuation.owed, item.terms.target)?
        .unwrap_or(item.value);
    let for_all_debt = terms.value_for_debt_ceil(debt.value)?;
    let mut value = enough.min(for_all_debt).min(item.value);
    let left = debt.value.saturating_sub(terms.expected_net_floor(value)?);
    if left < debt.price.value_ceil(debt.dust, debt.decimals)? {
        value = for_all_debt.min(item.value);
    }
    let mut amount = item
        .price
        .amount_ceil(value, item.decimals)?
        .min(item.amount);
    if sub(item.amount, amount)? < dust {
        amount = item.amount;
    }
    let sold = item.price.value_floor(amount, item.decimals)?;
    let net = terms.expected_net_floor(sold)?;
    let repays = debt
        .price
        .amount_floor(net, debt.decimals)?
        .min(debt.amount);
    Ok((amount > 0 && repays > 0).then_some((amount, repays)))
}

/// Whether more than dust stays of the account's collateral while it owes, and more than dust of what it owes.
fn leaves_enough(
    valuation: &Valuation,
    dust: &[u128],
    collateral: usize,
    amount: u128,
    debt: usize,
    repays: u128,
) -> Result<bool, ContractError> {
    let mut owes = false;
    let mut owes_more_than_dust = false;
    for (place, item) in valuation.debts.iter().enumerate() {
        let taken = if place == debt { repays } else { 0 };
        let left = sub(item.amount, taken)?;
        owes |= left > 0;
        owes_more_than_dust |= left >= item.dust;
    }
    let mut holds_more_than_dust = false;
    for (place, item) in valuation.collateral.iter().enumerate() {
        let taken = if place == collateral { amount } else { 0 };
        let left = sub(item.amount, taken)?;
        holds_more_than_dust |= left > 0 && left >= at(dust, place);
    }
    Ok(!owes || (owes_more_than_dust && holds_more_than_dust))
}

/// Whether health is strictly better behind the sale: `W' · D > W · D'`.
fn improves(
    valuation: &Valuation,
    item: &ValuedCollateral,
    amount: u128,
    debt: &ValuedDebt,
    repays: u128,
) -> Result<bool, ContractError> {
    let threshold = item.terms.risk.threshold;
    let kept = item
        .price
        .value_floor(sub(item.amount, amount)?, item.decimals)?;
    let others = sub(valuation.weighted, threshold.of_floor(item.value)?)?;
    let weighted = add(others, threshold.of_floor(kept)?)?;
    let still = debt
        .price
        .value_ceil(sub(debt.amount, repays)?, debt.decimals)?;
    let owed = add(sub(valuation.owed, debt.value)?, still)?;
    Ok(
        Uint128::new(weighted).full_mul(Uint128::new(valuation.owed))
            > Uint128::new(valuation.weighted).full_mul(Uint128::new(owed)),
    )
}

/// Everything that has a valid price, divided so that every debt gets its share of all resources, those in open tickets counted: no
/// keeper picks who loses, not even while one debt has no valid price. The share of such a debt, and a piece whose pair is
/// closed, stay in the account.
fn whole(valuation: &Valuation, find_lot: &mut FindLot<'_>) -> Result<Vec<Sale>, ContractError> {
    let values: Vec<u128> = valuation
        .collateral
        .iter()
        .map(|item| if item.sellable { item.value } else { 0 })
        .collect();
    let owed = needs(valuation)?;
    let pieces = split_pro_rata(&values, &owed)?;
    let mut left_of_debt: Vec<u128> = valuation.debts.iter().map(|debt| debt.amount).collect();
    let mut left_of_base: Vec<u128> = valuation.collateral.iter().map(|i| i.amount).collect();
    let mut sales = Vec::with_capacity(pieces.len());
    for (index, piece) in pieces.iter().enumerate() {
        let (Some(item), Some(debt)) = (
            valuation.collateral.get(piece.collateral),
            valuation.debts.get(piece.debt),
        ) else {
            continue;
        };
        let is_last = pieces
            .get(index.saturating_add(1))
            .map_or(true, |next| next.collateral != piece.collateral);
        let amount = if is_last {
            at(&left_of_base, piece.collateral)
        } else {
            mul_div_floor(item.amount, piece.value, item.value)?
        };
        take(&mut left_of_base, piece.collateral, amount)?;
        let net = item.terms.risk.expected_net_floor(piece.value)?;
        let repays = debt
            .price
            .amount_floor(net, debt.decimals)?
            .min(at(&left_of_debt, piece.debt));
        if amount == 0 || !debt.payable {
            continue;
        }
        let Some(lot) = find_lot(item.id, debt.id)? else {
            continue;
        };
        take(&mut left_of_debt, piece.debt, repays)?;
        let keeper = item.terms.risk.keeper.of_floor(amount)?;
        sales.push(Sale {
            lot,
            collateral: piece.collateral,
            debt: piece.debt,
            base: sub(amount, keeper)?,
            keeper,
            repays,
        });
    }
    Ok(sales)
}

/// What each debt may still claim of the collateral: its share of all that sales are expected to bring, by what is owed with open
/// tickets counted and what is marked as lost left out, less what its own tickets are expected to bring. A market that has
/// borne its part of the loss does not bear another's because that one was sold for later. Where tickets hold more than every
/// share, the debts themselves.
fn needs(valuation: &Valuation) -> Result<Vec<u128>, ContractError> {
    let mut resources = valuation.expected_net_floor()?;
    let mut claims = 0;
    for ticket in &valuation.tickets {
        resources = add(resources, ticket.net)?;
        if !valuation.debts.iter().any(|debt| debt.id == ticket.market) {
            claims = add(claims, add(ticket.net, ticket.deficit())?)?;
        }
    }
    let mut of_debts = Vec::with_capacity(valuation.debts.len());
    for debt in &valuation.debts {
        let (mut claim, mut covered) = (debt.value, 0);
        for ticket in valuation.tickets.iter().filter(|t| t.market == debt.id) {
            claim = add(claim, add(ticket.net, ticket.deficit())?)?;
            covered = add(covered, ticket.net)?;
        }
        let claim = claim.saturating_sub(debt.pending);
        claims = add(claims, claim)?;
        of_debts.push((claim, covered));
    }
    let mut needs = Vec::with_capacity(of_debts.len());
    for (claim, covered) in of_debts {
        let share = mul_div_floor(resources, claim, claims.max(1))?;
        needs.push(share.saturating_sub(covered));
    }
    if needs.iter().all(|need| *need == 0) {
        needs = valuation.debts.iter().map(|debt| debt.value).collect();
    }
    Ok(needs)
}

fn at(list: &[u128], place: usize) -> u128 {
    list.get(place).copied().unwrap_or(0)
}

fn take(list: &mut [u128], place: usize, amount: u128) -> Result<(), ContractError> {
    if let Some(entry) = list.get_mut(place) {
        *entry = sub(*entry, amount)?;
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)]
mod tests;
