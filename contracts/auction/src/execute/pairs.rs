//! What governance sets of a pair.

use cosmwasm_std::{DepsMut, Response};
use gavel_math::lot::Collecting;
use gavel_math::{MathError, Scale};
use gavel_types::address::both_forms;
use gavel_types::asset::check_listed;
use gavel_types::auction::{ConsignorKind, PairConfig, PairId, PairRecord, PairStatus};
use gavel_types::parameters::interval;

use super::govern::{assert_decimals, decimals};
use crate::configuration::{self, MAX_CONSIGNORS, MAX_PAIRS};
use crate::error::ContractError;
use crate::event::Event;
use crate::session::Session;
use crate::state::{
    load_record, Consignor, PairMeta, CONSIGNORS, CONSIGNOR_BY_ID, FORMER_CONSIGNORS, PAIRS,
    PAIR_META, PAIR_TERMS,
};

/// Creates a pair, open, with the decimals that the oracle has.
pub(super) fn create(
    deps: DepsMut,
    session: &mut Session,
    base: String,
    quote: String,
    config: &PairConfig,
) -> Result<Response, ContractError> {
    if base == quote {
        return Err(ContractError::SameAsset { denom: base });
    }
    check_listed(deps.api, &base)?;
    check_listed(deps.api, &quote)?;
    if session.house.pairs >= MAX_PAIRS {
        return Err(ContractError::TooManyPairs { most: MAX_PAIRS });
    }
    let scale = Scale {
        base_decimals: decimals(&deps, &session.house.terms, &base)?,
        quote_decimals: decimals(&deps, &session.house.terms, &quote)?,
    };
    let max_block = session.house.terms.max_block_millis;
    let terms = configuration::pair(deps.api, base, quote, scale, config, max_block)?;

    let house = session.change();
    house.pairs = house.pairs.saturating_add(1);
    let pair = house.pairs;
    let record = PairRecord {
        next_lot: 1,
        version: 1,
        status: PairStatus::Open,
        collecting: Collecting::No,
    };
    PAIRS.save(deps.storage, &pair, &record);
    PAIR_TERMS.save(deps.storage, &(pair, record.version), &terms);
    PAIR_META.save(deps.storage, &pair, &PairMeta::default());
    Ok(Response::new().add_event(Event::CreatePair {
        pair,
        base: &terms.base,
        quote: &terms.quote,
    }))
}

/// Gives a pair's next lots a new version.
pub(super) fn update(
    deps: DepsMut,
    session: &Session,
    pair: PairId,
    config: &PairConfig,
) -> Result<Response, ContractError> {
    let record = load_record(deps.storage, pair)?;
    let meta = PAIR_META.load(deps.storage, &pair)?;
    interval(meta.updated_at, session.second())?;
    let old = PAIR_TERMS.load(deps.storage, &(pair, record.version))?;
    let (base, quote) = (old.base.clone(), old.quote.clone());
    let max_block = session.house.terms.max_block_millis;
    let new = configuration::pair(deps.api, base, quote, old.scale, config, max_block)?;
    configuration::pair_step(&old.config(), config)?;
    let version = record.version.checked_add(1).ok_or(MathError::Overflow)?;

    PAIRS.save(deps.storage, &pair, &PairRecord { version, ..record });
    PAIR_TERMS.save(deps.storage, &(pair, version), &new);
    PAIR_META.save(
        deps.storage,
        &pair,
        &PairMeta {
            updated_at: session.second(),
            ..meta
        },
    );
    Ok(Response::new().add_event(Event::UpdatePair { pair, version }))
}

/// Opens or closes a pair for new lots. The oracle may have changed while it was closed, so it opens only where both assets
/// still have the pair's decimals.
pub(super) fn switch(
    deps: DepsMut,
    session: &Session,
    pair: PairId,
    open: bool,
) -> Result<Response, ContractError> {
    let record = load_record(deps.storage, pair)?;
    if open && !record.is_open() {
        let terms = PAIR_TERMS.load(deps.storage, &(pair, record.version))?;
        assert_decimals(&deps, &session.house.terms, &terms)?;
        let meta = PAIR_META.load(deps.storage, &pair)?;
        // Lending contracts count on an open pair; one that refuses what they consign would stop their liquidations.
        if meta.consignors == 0 && meta.last_consignor > 0 {
            return Err(ContractError::NoConsignor { pair });
        }
    }
    let status = if open {
        PairStatus::Open
    } else {
        PairStatus::Closed
    };
    PAIRS.save(deps.storage, &pair, &PairRecord { status, ..record });
    Ok(Response::new().add_event(Event::SetPairOpen { pair, open }))
}

/// Closes a pair whose open lots end at their next step.
pub(super) fn wind_down(deps: DepsMut, pair: PairId) -> Result<Response, ContractError> {
    let record = load_record(deps.storage, pair)?;
    let status = PairStatus::WindingDown;
    PAIRS.save(deps.storage, &pair, &PairRecord { status, ..record });
    Ok(Response::new().add_event(Event::WindDown { pair }))
}

/// Registers a consignor, or takes a former one back under its old number.
pub(super) fn add_consignor(
    deps: DepsMut,
    pair: PairId,
    given: &str,
    kind: ConsignorKind,
) -> Result<Response, ContractError> {
    load_record(deps.storage, pair)?;
    let (address, canonical) = both_forms(deps.api, given)?;
    let key = (pair, canonical.as_slice());
    if CONSIGNORS.may_load(deps.storage, &key)?.is_some() {
        return Err(ContractError::ConsignorKnown {
            pair,
            address: address.into(),
        });
    }
    let mut meta = PAIR_META.load(deps.storage, &pair)?;
    if meta.consignors >= MAX_CONSIGNORS {
        return Err(ContractError::TooManyConsignors {
            pair,
            most: MAX_CONSIGNORS,
        });
    }
    let former = FORMER_CONSIGNORS.may_load(deps.storage, &key)?;
    let id = match former {
        Some(id) => {
            let was = CONSIGNOR_BY_ID.load(deps.storage, &(pair, id))?.kind;
            if was != kind {
                return Err(ContractError::ConsignorKindFixed {
                    address: address.into(),
                    was,
                });
            }
            id
        }
        None => meta
            .last_consignor
            .checked_add(1)
            .ok_or(MathError::Overflow)?,
    };
    let is_contract = || deps.querier.query_wasm_contract_info(&address).is_ok();
    if kind == ConsignorKind::Contract && !is_contract() {
        return Err(ContractError::NotAContract {
            address: address.into(),
        });
    }

    if former.is_some() {
        FORMER_CONSIGNORS.remove(deps.storage, &key);
    } else {
        meta.last_consignor = id;
        let known = Consignor {
            address: address.clone(),
            kind,
        };
        CONSIGNOR_BY_ID.save(deps.storage, &(pair, id), &known);
    }
    meta.consignors = meta.consignors.saturating_add(1);
    PAIR_META.save(deps.storage, &pair, &meta);
    CONSIGNORS.save(deps.storage, &key, &id);
    Ok(Response::new().add_event(Event::AddConsignor {
        pair,
        consignor: &address,
        kind,
    }))
}

/// Takes a consignor off. Its open lots go on and are paid: its number stays. A contract is taken off a closed pair only: it
/// knows from the pair's record whether the pair is open, and not whether it may still consign.
pub(super) fn remove_consignor(
    deps: DepsMut,
    pair: PairId,
    given: &str,
) -> Result<Response, ContractError> {
    let record = load_record(deps.storage, pair)?;
    let (address, canonical) = both_forms(deps.api, given)?;
    let key = (pair, canonical.as_slice());
    let Some(id) = CONSIGNORS.may_load(deps.storage, &key)? else {
        return Err(ContractError::NotConsignor {
            pair,
            address: address.into(),
        });
    };
    let kind = CONSIGNOR_BY_ID.load(deps.storage, &(pair, id))?.kind;
    if record.is_open() && kind == ConsignorKind::Contract {
        return Err(ContractError::PairOpen {
            pair,
            address: address.into(),
        });
    }
    let mut meta = PAIR_META.load(deps.storage, &pair)?;

    meta.consignors = meta.consignors.saturating_sub(1);
    PAIR_META.save(deps.storage, &pair, &meta);
    CONSIGNORS.remove(deps.storage, &key);
    FORMER_CONSIGNORS.save(deps.storage, &key, &id);
    Ok(Response::new().add_event(Event::RemoveConsignor {
        pair,
        consignor: &address,
    }))
}
