//! Markets.

use cosmwasm_std::{Decimal, Deps, Int128, Uint128};
use gavel_math::interest::borrow_rate_ceil;
use gavel_math::number::add;
use gavel_types::lending::{MarketResponse, MarketsResponse};
use gavel_types::page;

use crate::ledgers::{market_id, open_market};
use crate::state::{MARKET_TERMS, RECEIVERS, ROSTER};
use crate::ContractError;

/// One market, interest accrued to now.
pub(super) fn market(deps: Deps, now: u64, denom: &str) -> Result<MarketResponse, ContractError> {
    let ledger = open_market(deps.storage, denom, now)?;
    let receivers = RECEIVERS.load(deps.storage, &ledger.id)?;
    let market = ledger.market;
    let utilisation = market.utilisation_floor()?;
    let rate = borrow_rate_ceil(ledger.terms.rates, utilisation)?;
    Ok(MarketResponse {
        denom: denom.to_owned(),
        terms: ledger.terms.config(&receivers),
        cash: Uint128::new(market.cash),
        debt: Uint128::new(market.debt_ceil()?),
        in_auction: Uint128::new(market.in_auction),
        unreconciled: Int128::new(market.unreconciled),
        pending_loss: Uint128::new(market.pending_loss),
        written_off: Uint128::new(market.written_off),
        covered: Uint128::new(market.covered),
        streaming: Uint128::new(market.stream.amount),
        streaming_seconds: market.stream.left,
        reserves: Uint128::new(market.reserves),
        reserves_used: Uint128::new(market.reserves_used),
        penalties: Uint128::new(add(market.penalties, market.held)?),
        surplus: Uint128::new(market.surplus),
        shares: Uint128::new(market.shares),
        supplied: Uint128::new(market.mint_value()?),
        redeemable: Uint128::new(market.redeem_value()?),
        borrow_rate: Decimal::new(Uint128::new(rate)),
        utilisation: Decimal::new(Uint128::new(utilisation)),
    })
}

/// A page of markets.
pub(super) fn markets(
    deps: Deps,
    now: u64,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<MarketsResponse, ContractError> {
    let after = match start_after {
        Some(denom) => market_id(deps.storage, &denom)?,
        None => 0,
    };
    let last = ROSTER.load(deps.storage)?.markets;
    let markets = (after.saturating_add(1)..=last)
        .take(page::limit(limit))
        .map(|id| market(deps, now, &MARKET_TERMS.load(deps.storage, &id)?.denom))
        .collect::<Result<_, _>>()?;
    Ok(MarketsResponse { markets })
}
