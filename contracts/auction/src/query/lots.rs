//! Open lots and what a take would do.

use cosmwasm_std::{Deps, StdError, Uint128};
use gavel_types::address::both_forms;
use gavel_types::auction::{
    ConsignmentResponse, ConsignmentsResponse, LeaderResponse, LotId, LotResponse, LotsResponse,
    PriceAtResponse, SimulateTakeResponse,
};
use gavel_types::{decimal, page};

use crate::error::ContractError;
use crate::sale::{load, Sale};
use crate::session::Session;
use crate::state::{
    consignor_of, known_consignor, lot_of, ConsignorId, Leader, Lot, PairTerms, CONSIGNMENTS,
    CONSIGNOR_BY_ID, LEADERS, LOTS, PAIR_TERMS,
};

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

pub(super) fn price_at(
    deps: Deps,
    session: &Session,
    id: LotId,
    seconds: u32,
) -> Result<PriceAtResponse, ContractError> {
    let (lot, terms) = load(deps.storage, id)?;
    let mut sale = Sale::new(deps.storage, &deps.querier, session, id, lot, &terms)?;
    sale.look_ahead(seconds);
    Ok(PriceAtResponse {
        ratio: decimal(sale.ratio()?),
        price: sale.price().ok().map(decimal),
    })
}

pub(super) fn consignments(
    deps: Deps,
    id: LotId,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<ConsignmentsResponse, ContractError> {
    let (lot, _) = load(deps.storage, id)?;
    let response = |number: ConsignorId, base: u128| -> Result<_, ContractError> {
        let known = CONSIGNOR_BY_ID.load(deps.storage, &(id.pair, number))?;
        Ok(ConsignmentResponse {
            consignor: known.address,
            base: base.into(),
        })
    };
    let after = start_after
        .map(|given| number_of(deps, id, &given))
        .transpose()?;
    if !lot.pooled {
        let own = after.is_none().then(|| response(lot.consignor, lot.base));
        return Ok(ConsignmentsResponse {
            consignments: own.into_iter().collect::<Result<_, _>>()?,
        });
    }
    let after = after.map(|number| [id.key().as_slice(), &number.to_be_bytes()].concat());
    let consignments = CONSIGNMENTS
        .page(
            deps.storage,
            &id.key(),
            after.as_deref(),
            page::limit(limit),
        )?
        .into_iter()
        .map(|(key, base)| response(consignor_of(&key)?, base))
        .collect::<Result<_, _>>()?;
    Ok(ConsignmentsResponse { consignments })
}

/// A consignor's number in the pair of a lot.
pub(super) fn number_of(deps: Deps, id: LotId, given: &str) -> Result<ConsignorId, ContractError> {
    let (_, canonical) = both_forms(deps.api, given)?;
    known_consignor(deps.storage, id.pair, &canonical)?.ok_or_else(|| ContractError::NotConsignor {
        pair: id.pair,
        address: given.to_owned(),
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
    let leader = LEADERS.may_load(deps.storage, &id)?;
    let told = |leader: &Leader| -> Result<LeaderResponse, StdError> {
        Ok(LeaderResponse {
            bidder: deps.api.addr_humanize(&leader.bidder.clone().into())?,
            recipient: deps.api.addr_humanize(&leader.recipient.clone().into())?,
            bid: leader.bid.into(),
        })
    };
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
        ends_at_millis: match &leader {
            Some(leader) => leader.ends,
            None => sale.duration()?,
        },
        uncertainty_bps: lot.uncertainty.0,
        ratio: sale.ratio().ok().map(decimal),
        price: sale.price().ok().map(decimal),
        least_bid: sale.least_bid(leader.as_ref()).ok().map(Uint128::new),
        leader: leader.as_ref().map(told).transpose()?,
    })
}
