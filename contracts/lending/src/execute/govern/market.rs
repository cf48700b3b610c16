//! Opening and changing a market.

use cosmwasm_std::{DepsMut, Response, Uint128};
use gavel_math::interest::RateModel;
use gavel_math::number::sub;
use gavel_math::Bps;
use gavel_types::address::address;
use gavel_types::asset::check_listed;
use gavel_types::funds::send;
use gavel_types::lending::MarketTerms;
use gavel_types::parameters::interval;

use super::bounds::{check_market, check_market_step};
use super::collateral::check_priced;
use crate::event::Event;
use crate::execute::above_zero;
use crate::ledgers::open_market;
use crate::state::{
    Market, MarketRecord, MARKETS, MARKET_IDS, MARKET_TERMS, MAX_MARKETS, RECEIVERS, ROSTER,
};
use crate::ContractError;

/// Opens a market for an asset that has a price.
pub(super) fn list(
    deps: DepsMut,
    now: u64,
    denom: String,
    terms: &MarketTerms,
) -> Result<Response, ContractError> {
    check_market(terms)?;
    check_listed(deps.api, &denom)?;
    if MARKET_IDS.may_load(deps.storage, &denom)?.is_some() {
        return Err(ContractError::AlreadyListed { denom });
    }
    check_priced(&deps, &denom)?;
    let receivers = validated_receivers(&deps, terms)?;
    let mut roster = ROSTER.load(deps.storage)?;
    if roster.markets >= MAX_MARKETS {
        return Err(ContractError::ListFull { most: MAX_MARKETS });
    }
    roster.markets = roster.markets.saturating_add(1);
    let id = roster.markets;
    MARKET_IDS.save(deps.storage, &denom, &id);
    MARKET_TERMS.save(deps.storage, &id, &record_of(&denom, terms, now));
    MARKETS.save(deps.storage, &id, &Market::opened(now));
    RECEIVERS.save(deps.storage, &id, &receivers);
    ROSTER.save(deps.storage, &roster);
    Ok(Response::new().add_event(Event::ListMarket { denom: &denom }))
}

/// Changes a market's terms, a step at most, once a day. Interest up to now is accrued at the old ones.
pub(super) fn update(
    deps: DepsMut,
    now: u64,
    denom: &str,
    terms: &MarketTerms,
) -> Result<Response, ContractError> {
    check_market(terms)?;
    let ledger = open_market(deps.storage, denom, now)?;
    interval(ledger.terms.updated_at, now)?;
    check_market_step(&ledger.terms.config(&[]), terms)?;
    let receivers = validated_receivers(&deps, terms)?;
    MARKETS.save(deps.storage, &ledger.id, &ledger.market);
    MARKET_TERMS.save(deps.storage, &ledger.id, &record_of(denom, terms, now));
    RECEIVERS.save(deps.storage, &ledger.id, &receivers);
    Ok(Response::new().add_event(Event::UpdateMarket { denom }))
}

/// Pays reserves out that no pending loss needs.
pub(super) fn withdraw_reserves(
    deps: DepsMut,
    now: u64,
    denom: &str,
    amount: Uint128,
    recipient: &str,
) -> Result<Response, ContractError> {
    let amount = above_zero(amount)?;
    let recipient = address(deps.api, recipient)?;
    let mut ledger = open_market(deps.storage, denom, now)?;
    let market = &mut ledger.market;
    // Reserves pay losses first: what is expected to be lost stays.
    let spare = market.reserves.saturating_sub(market.pending_loss);
    if amount > spare {
        return Err(ContractError::NotEnoughReserves {
            asked: amount.into(),
            got: spare.into(),
        });
    }
    let free = market.cash_for_reserves();
    if amount > free {
        return Err(ContractError::NotEnoughCash {
            denom: denom.to_owned(),
            free: free.into(),
            asked: amount.into(),
        });
    }
    market.reserves = sub(market.reserves, amount)?;
    market.cash = sub(market.cash, amount)?;
    MARKETS.save(deps.storage, &ledger.id, &ledger.market);
    Ok(Response::new()
        .add_message(send(&recipient, denom, amount)?)
        .add_event(Event::WithdrawReserves {
            denom,
            recipient: recipient.as_str(),
            amount,
        }))
}

fn record_of(denom: &str, terms: &MarketTerms, now: u64) -> MarketRecord {
    MarketRecord {
        denom: denom.to_owned(),
        rates: RateModel {
            base: Bps(terms.base_rate_bps),
            slope_below: Bps(terms.slope_below_bps),
            slope_above: Bps(terms.slope_above_bps),
            kink: Bps(terms.kink_bps),
        },
        reserve_factor: Bps(terms.reserve_factor_bps),
        supply_cap: terms.supply_cap.u128(),
        borrow_cap: terms.borrow_cap.u128(),
        auction_cap: terms.auction_cap.u128(),
        dust: terms.dust.u128(),
        updated_at: now,
    }
}

fn validated_receivers(
    deps: &DepsMut,
    terms: &MarketTerms,
) -> Result<Vec<(String, u32)>, ContractError> {
    terms
        .penalty_receivers
        .iter()
        .map(|receiver| {
            let known = address(deps.api, &receiver.address)?;
            Ok((known.into_string(), receiver.share_bps))
        })
        .collect()
}
