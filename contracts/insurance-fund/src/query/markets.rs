//! Markets, their shortfalls, and what they would be paid.

use cosmwasm_std::{Addr, Deps, Uint128};
use gavel_types::address::address as valid;
use gavel_types::insurance::{
    CoverCaps, MarketResponse, MarketsResponse, Shortfall, ShortfallsResponse,
    SimulateCoverResponse,
};
use gavel_types::page;

use crate::desk::Desk;
use crate::execute::cover::payment;
use crate::roster;
use crate::state::MARKETS;
use crate::ContractError;

/// A page of a pool's markets.
pub(super) fn markets(
    deps: Deps,
    now: u64,
    denom: &str,
    start_after: Option<&str>,
    limit: Option<u32>,
) -> Result<MarketsResponse, ContractError> {
    let desk = Desk::open(deps.storage, denom, now)?;
    let after = match start_after {
        Some(market) => roster::market(deps.storage, deps.api, desk.id, denom, market)?.0,
        None => 0,
    };
    let markets = (after.saturating_add(1)..=desk.terms.markets)
        .take(page::limit(limit))
        .map(|id| {
            let market = MARKETS.load(deps.storage, &(desk.id, id))?;
            let repayable = roster::oldest(deps.storage, desk.id, id)?
                .iter()
                .fold(0u128, |sum, (_, stretch)| {
                    sum.saturating_add(stretch.ready(desk.pool.line))
                });
            Ok(MarketResponse {
                market: Addr::unchecked(market.address),
                caps: CoverCaps {
                    event_cap: market.event_cap.into(),
                    day_cap: market.day_cap.into(),
                },
                registered: market.registered,
                active_at: market.active_at,
                paid_today: market.day.at(now).paid.into(),
                owed: market.owed.into(),
                repayable: repayable.into(),
            })
        })
        .collect::<Result<_, ContractError>>()?;
    Ok(MarketsResponse { markets })
}

/// A page of a market's shortfalls.
pub(super) fn shortfalls(
    deps: Deps,
    now: u64,
    market: &str,
    denom: &str,
    start_after: Option<u64>,
    limit: Option<u32>,
) -> Result<ShortfallsResponse, ContractError> {
    let desk = Desk::open(deps.storage, denom, now)?;
    let (id, _) = roster::market(deps.storage, deps.api, desk.id, denom, market)?;
    let found = roster::page(deps.storage, desk.id, id, start_after, page::limit(limit))?;
    let shortfalls = found
        .into_iter()
        .map(|(number, stretch)| Shortfall {
            number,
            owed: stretch.amount.into(),
            repayable: stretch.ready(desk.pool.line).into(),
        })
        .collect();
    Ok(ShortfallsResponse { shortfalls })
}

/// What a cover would come to.
pub(super) fn simulate_cover(
    deps: Deps,
    now: u64,
    market: &str,
    denom: &str,
    amount: Uint128,
) -> Result<SimulateCoverResponse, ContractError> {
    let mut desk = Desk::open(deps.storage, denom, now)?;
    let sender = valid(deps.api, market)?;
    let (_, mut insured) = roster::insured(deps.storage, deps.api, desk.id, denom, &sender, now)?;
    let parts = payment(&mut desk, &mut insured, amount.u128(), now);
    Ok(SimulateCoverResponse {
        income: parts.income.into(),
        first_loss: parts.first_loss.into(),
        streaming: parts.streaming.into(),
        stakes: parts.stakes.into(),
        owed: amount.u128().saturating_sub(parts.paid()).into(),
    })
}
