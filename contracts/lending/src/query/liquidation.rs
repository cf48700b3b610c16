//! What keepers ask: when an account can be liquidated, and what that would do.

use cosmwasm_std::{BlockInfo, Deps, Uint128};
use gavel_math::health::{is_liquidatable, liquidation_price_ceil};
use gavel_types::decimal;
use gavel_types::lending::{
    AccountId, LiquidationPrice, LiquidationPricesResponse, PlannedLot, SimulateLiquidationResponse,
};

use super::accounts::open;
use crate::book::Book;
use crate::ledgers::Ledgers;
use crate::liquidation::{decide, Decision};
use crate::settlement::as_settled;
use crate::state::{Account, AccountKey, SETTINGS};
use crate::ContractError;

/// An account's liquidation prices.
pub(super) fn prices(
    deps: Deps,
    block: &BlockInfo,
    id: &AccountId,
) -> Result<LiquidationPricesResponse, ContractError> {
    let (account, mut book, mut ledgers) = settled(deps, block, id)?;
    let valuation = book.value(deps.storage, &mut ledgers, &account)?;
    let prices = valuation
        .collateral
        .iter()
        .map(|item| {
            let own = item.terms.risk.threshold.of_floor(item.value)?;
            let price = liquidation_price_ceil(
                valuation.owed,
                valuation.weighted.saturating_sub(own),
                item.amount,
                item.decimals,
                item.terms.risk.threshold,
            )?;
            Ok(LiquidationPrice {
                denom: item.terms.denom.clone(),
                price: price.map(decimal),
            })
        })
        .collect::<Result<_, ContractError>>()?;
    Ok(LiquidationPricesResponse {
        prices,
        liquidatable: is_liquidatable(valuation.weighted, valuation.owed),
    })
}

/// An account as a liquidation would find it.
fn settled<'a>(
    deps: Deps<'a>,
    block: &BlockInfo,
    id: &AccountId,
) -> Result<(Account, Book<'a>, Ledgers), ContractError> {
    let account = Account::load(deps.storage, &AccountKey::of(deps.api, id)?)?;
    let (book, ledgers) = open(deps, block)?;
    let settled = as_settled(deps.storage, book.now(), &account)?;
    let (account, ledgers) = settled.unwrap_or((account, ledgers));
    Ok((account, book, ledgers))
}

/// The lots a liquidation would open; none where it would recognise a loss. Fails where the liquidation would.
pub(super) fn simulate(
    deps: Deps,
    block: &BlockInfo,
    id: &AccountId,
) -> Result<SimulateLiquidationResponse, ContractError> {
    let (account, mut book, mut ledgers) = settled(deps, block, id)?;
    let settings = SETTINGS.load(deps.storage)?;
    let decision = decide(deps.storage, &mut book, &mut ledgers, &settings, &account)?;
    let Decision::Sell {
        valuation, plan, ..
    } = decision
    else {
        return Ok(SimulateLiquidationResponse {
            whole: true,
            lots: vec![],
        });
    };
    let lots = plan
        .sales
        .iter()
        .filter_map(|sale| {
            let item = valuation.collateral.get(sale.collateral)?;
            let debt = valuation.debts.get(sale.debt)?;
            Some(PlannedLot {
                lot: sale.lot,
                collateral: item.terms.denom.clone(),
                base: Uint128::new(sale.base),
                keeper: Uint128::new(sale.keeper),
                market: debt.denom.clone(),
                debt: Uint128::new(sale.repays),
            })
        })
        .collect();
    Ok(SimulateLiquidationResponse {
        whole: plan.whole,
        lots,
    })
}
