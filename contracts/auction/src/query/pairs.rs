//! Pairs and their consignors.

use cosmwasm_std::Deps;
use gavel_types::address::both_forms;
use gavel_types::auction::{
    ConsignorResponse, ConsignorsResponse, PairId, PairRecord, PairResponse, PairStatus,
    PairsResponse,
};
use gavel_types::page;

use crate::error::ContractError;
use crate::session::Session;
use crate::state::{load_record, CONSIGNORS, CONSIGNOR_BY_ID, PAIRS, PAIR_TERMS};

pub(super) fn pair(
    deps: Deps,
    session: &Session,
    pair: PairId,
) -> Result<PairResponse, ContractError> {
    let record = load_record(deps.storage, pair)?;
    response(deps, session, pair, record)
}

pub(super) fn pairs(
    deps: Deps,
    session: &Session,
    start_after: Option<PairId>,
    limit: Option<u32>,
) -> Result<PairsResponse, ContractError> {
    // Pairs are numbered from 1 without a gap.
    let first = start_after.unwrap_or(0).saturating_add(1);
    let mut pairs = vec![];
    for pair in (first..=PairId::MAX).take(page::limit(limit)) {
        let Some(record) = PAIRS.may_load(deps.storage, &pair)? else {
            break;
        };
        pairs.push(response(deps, session, pair, record)?);
    }
    Ok(PairsResponse { pairs })
}

fn response(
    deps: Deps,
    session: &Session,
    pair: PairId,
    record: PairRecord,
) -> Result<PairResponse, ContractError> {
    let terms = PAIR_TERMS.load(deps.storage, &(pair, record.version))?;
    Ok(PairResponse {
        pair,
        config: terms.config(),
        base: terms.base,
        quote: terms.quote,
        next_lot: record.joining(session.now.time),
        version: record.version,
        open: record.is_open(),
        winding_down: record.status == PairStatus::WindingDown,
    })
}

pub(super) fn consignors(
    deps: Deps,
    pair: PairId,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<ConsignorsResponse, ContractError> {
    let prefix = pair.to_be_bytes();
    let after = start_after
        .map(|given| -> Result<_, ContractError> {
            let (_, canonical) = both_forms(deps.api, &given)?;
            Ok([prefix.as_slice(), canonical.as_slice()].concat())
        })
        .transpose()?;
    let consignors = CONSIGNORS
        .page(deps.storage, &prefix, after.as_deref(), page::limit(limit))?
        .into_iter()
        .map(|(_, id)| {
            let known = CONSIGNOR_BY_ID.load(deps.storage, &(pair, id))?;
            Ok(ConsignorResponse {
                address: known.address,
                kind: known.kind,
            })
        })
        .collect::<Result<_, ContractError>>()?;
    Ok(ConsignorsResponse { consignors })
}
