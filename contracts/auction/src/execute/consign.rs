//! `Consign`: base is put up for sale.

use cosmwasm_std::{DepsMut, MessageInfo, Response, Uint128};
use gavel_math::clock::Anchor;
use gavel_math::lot::joining;
use gavel_math::MathError;
use gavel_types::auction::{LotId, PairId, PairRecord};
use gavel_types::funds::exactly;

use crate::error::ContractError;
use crate::event::Event;
use crate::prices::Prices;
use crate::sale::{fixed_price, stage, standstill};
use crate::session::Session;
use crate::state::{Lot, CONSIGNORS, LOTS, PAIRS, PAIR_TERMS};

/// Opens a lot of the base sent. A pause does not refuse it: its clock then stands.
pub(crate) fn consign(
    deps: DepsMut,
    session: &Session,
    info: &MessageInfo,
    pair: PairId,
    expected_lot: u32,
    tab: Option<Uint128>,
) -> Result<Response, ContractError> {
    // 1. A consignor of an open pair, who knows which lot it joins.
    let record = PAIRS
        .may_load(deps.storage, &pair)?
        .ok_or(ContractError::NoPair { pair })?;
    if !record.open {
        return Err(ContractError::PairClosed { pair });
    }
    let sender = deps.api.addr_canonicalize(info.sender.as_str())?;
    let consignor = CONSIGNORS
        .may_load(deps.storage, &(pair, sender.as_slice()))?
        .ok_or_else(|| ContractError::NotConsignor {
            pair,
            address: info.sender.to_string(),
        })?;
    let number = joining(record.next_lot);
    if number != expected_lot {
        return Err(ContractError::WrongLot {
            pair,
            next: number,
            expected: expected_lot,
        });
    }

    // 2. What comes with it.
    let terms = PAIR_TERMS.load(deps.storage, &(pair, record.version))?;
    let base = exactly(&info.funds, &terms.base)?;
    let tab = tab.map(|tab| tab.u128());
    if let Some(got) = tab.filter(|tab| *tab <= terms.quote_dust) {
        return Err(ContractError::TabTooSmall {
            least: terms.quote_dust.into(),
            got: got.into(),
        });
    }

    // 3. Valid prices, and the clock.
    let prices = Prices::read(
        &deps.querier,
        &session.house.terms.oracle(),
        &terms,
        session.second(),
    );
    let reference = prices.reference()?;
    let lot = Lot {
        version: record.version,
        house: session.house.version,
        consignor,
        stage: 0,
        restarts: 0,
        base,
        sold: 0,
        raised: 0,
        tab_left: tab,
        anchor: Anchor::start(session.now, standstill(session, &prices)),
        dark: 0,
        fixed: fixed_price(stage(&terms, 0)?, reference),
    };
    let next_lot = record.next_lot.checked_add(1).ok_or(MathError::Overflow)?;

    let id = LotId { pair, number };
    PAIRS.save(deps.storage, &pair, &PairRecord { next_lot, ..record });
    LOTS.save(deps.storage, &id, &lot);
    Ok(Response::new().add_event(Event::Consign {
        lot: id,
        consignor: &info.sender,
        base,
        tab,
        reference,
    }))
}
