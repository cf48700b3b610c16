//! Open lots and what a take would do.

use cosmwasm_std::{Deps, StdError, Uint128};
use gavel_types::auction::{LotId, LotResponse, LotsResponse, SimulateTakeResponse};
use gavel_types::{decimal, page};

use crate::error::ContractError;
use crate::sale::{load, Sale};
use crate::session::Session;
use crate::state::{Lot, PairTerms, CONSIGNOR_BY_ID, LOTS, PAIR_TERMS};

pub(super) fn lot(deps: Deps, session: &Session, id: LotId) -> Result<LotResponse, ContractError> {
    let (lot, terms) = load(deps.storage, id)?;
    response(deps, session, id, lot, &terms)
}

pub(super) fn lots(
    deps: Deps,
    session: &Session,
    start_after: Option<LotId>,
    limit: Option<u32>,
) -> Result<LotsResponse, ContractError> {
    let after = start_after.map(|id| id.key());
    let lots = LOTS
        .page(deps.storage, &[], after.as_deref(), page::limit(limit))?
        .into_iter()
        .map(|(key, lot)| {
            let id = lot_of(&key)?;
            let terms = PAIR_TERMS.load(deps.storage, &(id.pair, lot.version))?;
            response(deps, session, id, lot, &terms)
        })
        .collect::<Result<_, _>>()?;
    Ok(LotsResponse { lots })
}

pub(super) fn simulate_take(
    deps: Deps,
    session: &Session,
    id: LotId,
    amount: Uint128,
) -> Result<SimulateTakeResponse, ContractError> {
    let (lot, terms) = load(deps.storage, id)?;
    let sale = Sale::new(deps.storage, &deps.querier, session, id, lot, &terms)?;
    let (filled, price) = sale.fill(amount.u128())?;
    Ok(SimulateTakeResponse {
        base: filled.base.into(),
        quote: filled.quote.into(),
        price: decimal(price),
    })
}

fn response(
    deps: Deps,
    session: &Session,
    id: LotId,
    lot: Lot,
    terms: &PairTerms,
) -> Result<LotResponse, ContractError> {
    let consignor = CONSIGNOR_BY_ID.load(deps.storage, &(id.pair, lot.consignor))?;
    let sale = Sale::new(deps.storage, &deps.querier, session, id, lot, terms)?;
    Ok(LotResponse {
        lot: id,
        base_denom: terms.base.clone(),
        quote_denom: terms.quote.clone(),
        consignor: consignor.address,
        version: lot.version,
        stage: lot.stage,
        restarts: lot.rounds,
        base: lot.base.into(),
        base_left: lot.base_left().into(),
        raised: lot.raised.into(),
        tab: lot.tab_left.map(Uint128::new),
        elapsed_millis: sale.elapsed(),
        ends_at_millis: sale.duration()?,
        ratio: sale.ratio().ok().map(decimal),
        price: sale.price().ok().map(decimal),
    })
}

/// The lot at the front of a stored key.
pub(crate) fn lot_of(key: &[u8]) -> Result<LotId, StdError> {
    LotId::at_front(key).ok_or_else(|| StdError::parse_err("key", "too short"))
}
