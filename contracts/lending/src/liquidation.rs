//! What a liquidation of an account does now: the same answer for the message and for keepers who ask.

use cosmwasm_std::{Decimal, Storage, Uint128};
use gavel_math::health::{factor_floor, is_liquidatable};
use gavel_math::number::add;

use crate::book::Book;
use crate::ledgers::Ledgers;
use crate::loss::is_lost;
use crate::plan::{plan, Plan};
use crate::state::{Account, CollateralTotals, Settings, COLLATERAL_TOTALS};
use crate::valuation::Valuation;
use crate::ContractError;

/// What a liquidation does.
pub(crate) enum Decision {
    /// Sells collateral.
    Sell {
        /// The account at today's prices.
        valuation: Valuation,
        /// What is sold.
        plan: Plan,
        /// Totals of the account's collaterals, in its order.
        totals: Vec<CollateralTotals>,
    },
    /// Nothing but dust is left, no lot is open, and the dust would not repay what is owed: it is lost.
    RecogniseLoss,
}

/// Decides over an account whose finished lots have been applied. Refuses a healthy one, one that has nothing to sell, and a
/// part above the caps on what is in auction.
pub(crate) fn decide(
    storage: &dyn Storage,
    book: &mut Book<'_>,
    ledgers: &mut Ledgers,
    settings: &Settings,
    account: &Account,
) -> Result<Decision, ContractError> {
    let valuation = book.value(storage, ledgers, account)?;
    check_liquidatable(&valuation)?;
    let totals = load_totals(storage, account)?;
    let dust: Vec<u128> = totals.iter().map(|total| total.dust).collect();
    if is_lost(storage, account, &valuation)? {
        return Ok(Decision::RecogniseLoss);
    }
    let plan = plan(&valuation, &dust, account.tickets.len(), &mut |c, m| {
        book.joining_lot(storage, c, m)
    })?;
    check_caps(storage, ledgers, settings, &valuation, &totals, &plan)?;
    Ok(Decision::Sell {
        valuation,
        plan,
        totals,
    })
}

/// Refuses a healthy account with its health.
fn check_liquidatable(valuation: &Valuation) -> Result<(), ContractError> {
    if is_liquidatable(valuation.weighted, valuation.owed) {
        return Ok(());
    }
    let health = factor_floor(valuation.weighted, valuation.owed)?.unwrap_or(u128::MAX);
    Err(ContractError::Healthy {
        health: Decimal::new(Uint128::new(health)),
    })
}

/// The totals of an account's collaterals, in its order.
fn load_totals(
    storage: &dyn Storage,
    account: &Account,
) -> Result<Vec<CollateralTotals>, ContractError> {
    account
        .collateral
        .iter()
        .map(|(id, _)| Ok(COLLATERAL_TOTALS.load(storage, id)?))
        .collect()
}

/// Holds a partial liquidation against the caps on what is in auction, unless the account is urgent: then nothing waits.
fn check_caps(
    storage: &dyn Storage,
    ledgers: &mut Ledgers,
    settings: &Settings,
    valuation: &Valuation,
    totals: &[CollateralTotals],
    plan: &Plan,
) -> Result<(), ContractError> {
    if plan.whole || valuation.ltv_floor()? >= settings.urgent_ltv.wide() {
        return Ok(());
    }
    for sale in &plan.sales {
        let (Some(item), Some(debt), Some(total)) = (
            valuation.collateral.get(sale.collateral),
            valuation.debts.get(sale.debt),
            totals.get(sale.collateral),
        ) else {
            continue;
        };
        check_cap(
            &item.terms.denom,
            total.in_auction,
            sale.base,
            total.auction_cap,
        )?;
        let ledger = ledgers.get(storage, debt.id)?;
        check_cap(
            &debt.denom,
            ledger.market.in_auction,
            sale.repays,
            ledger.terms.auction_cap,
        )?;
    }
    Ok(())
}

/// A cap smaller than a single sale must not stop it for good: it holds only while there is a lot to wait for.
fn check_cap(denom: &str, in_auction: u128, more: u128, cap: u128) -> Result<(), ContractError> {
    if in_auction > 0 && add(in_auction, more)? > cap {
        return Err(ContractError::AuctionCap {
            denom: denom.to_owned(),
            in_auction: in_auction.into(),
            more: more.into(),
            cap: cap.into(),
        });
    }
    Ok(())
}
