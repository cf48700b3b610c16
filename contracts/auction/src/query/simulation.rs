//! What would be if a window were closed now.

use cosmwasm_std::{Deps, Uint128};
use gavel_types::auction::{Limit, LotId, PairId, SimulateBidResponse, SimulateConsignResponse};
use gavel_types::decimal;

use crate::book::{offered, simulate, Desk, Limits};
use crate::error::ContractError;
use crate::prices::Prices;
use crate::sale::{load as load_lot, stage, Sale};
use crate::session::Session;
use crate::state::{load_pair, BatchTerms, PairTerms, StageTerms};

pub(super) fn bid(
    deps: Deps,
    session: &Session,
    pair: PairId,
    limit: Limit,
    amount: Uint128,
) -> Result<SimulateBidResponse, ContractError> {
    load_pair(deps.storage, pair)?;
    let level = limit.level()?;
    let desk = Desk::open(deps.storage, pair)?;
    let selling = desk.book.selling.ok_or(ContractError::NoWindow { pair })?;
    let id = LotId {
        pair,
        number: selling.lot,
    };
    let (lot, terms) = load_lot(deps.storage, id)?;
    let StageTerms::Batch(batch) = stage(&terms, lot.stage)? else {
        return Err(ContractError::NoWindow { pair });
    };
    let left = lot.base_left();
    let sale = Sale::new(deps.storage, &deps.querier, session, id, lot, &terms)?;
    let limits = sale
        .prices
        .limits(batch)
        .ok_or(ContractError::NoWindow { pair })?;
    let base = offered(deps.storage, pair, terms.scale, batch, limits, left)?;
    let quote = amount.u128();
    let bid = Some((level, quote));
    let (outcome, got) = simulate(deps.storage, pair, terms.scale, limits, base, bid)?;
    Ok(SimulateBidResponse {
        base: got.base.into(),
        quote: got.quote.into(),
        left: got.left(quote)?.into(),
        price: decimal(outcome.price.ceil(terms.scale)),
    })
}

pub(super) fn consign(
    deps: Deps,
    session: &Session,
    pair: PairId,
    base: Uint128,
) -> Result<SimulateConsignResponse, ContractError> {
    let (_, terms) = load_pair(deps.storage, pair)?;
    let stage = terms.batch().ok_or(ContractError::NoBook { pair })?;
    let limits = limits(deps, session, &terms, stage)?;
    let base = base.u128();
    let sells = offered(deps.storage, pair, terms.scale, stage, limits, base)?;
    let (outcome, _) = simulate(deps.storage, pair, terms.scale, limits, sells, None)?;
    Ok(SimulateConsignResponse {
        sold: outcome.sold.into(),
        raised: outcome.raised.into(),
        left: base.saturating_sub(outcome.sold).into(),
        price: decimal(outcome.price.ceil(terms.scale)),
    })
}

/// Between which prices a window of the pair's next lots would sell now.
fn limits(
    deps: Deps,
    session: &Session,
    terms: &PairTerms,
    stage: &BatchTerms,
) -> Result<Limits, ContractError> {
    let oracle = session.house.terms.oracle();
    let prices = Prices::read(&deps.querier, &oracle, terms, session.second());
    prices.limits(stage).ok_or_else(|| ContractError::NoPrice {
        denom: terms.base.clone(),
    })
}
