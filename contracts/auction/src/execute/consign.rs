//! `Consign`: base is put up for sale.

use cosmwasm_std::{DepsMut, MessageInfo, Response, Storage, Uint128};
use gavel_math::lot::{takes_more, Collecting};
use gavel_math::number::add;
use gavel_math::MathError;
use gavel_types::auction::{LotId, PairId, PairRecord};
use gavel_types::funds::exactly;
use gavel_types::parameters::within;

use crate::configuration::{MAX_CONSIGNORS, MAX_REWARD};

use crate::error::ContractError;
use crate::event::Event;
use crate::prices::Prices;
use crate::sale::{fixed_price, stage, start, uncertainty};
use crate::session::Session;
use crate::state::{
    load_record, Lot, Rewards, Selling, StageTerms, BOOKS, CONSIGNMENTS, CONSIGNORS, LOTS, PAIRS,
    PAIR_TERMS,
};

/// Opens a lot of the base sent, or adds it to the lot that the pair's window collects. A pause does not refuse it: the lot's clock
/// then stands.
pub(crate) fn consign(
    deps: DepsMut,
    session: &Session,
    info: &MessageInfo,
    pair: PairId,
    expected_lot: u32,
    tab: Option<Uint128>,
    max_reward_bps: Option<u32>,
) -> Result<Response, ContractError> {
    // 1. A consignor of an open pair, who knows which lot it joins.
    let record = load_record(deps.storage, pair)?;
    if !record.is_open() {
        return Err(ContractError::PairClosed { pair });
    }
    let sender = deps.api.addr_canonicalize(info.sender.as_str())?;
    let consignor = CONSIGNORS
        .may_load(deps.storage, &(pair, sender.as_slice()))?
        .ok_or_else(|| ContractError::NotConsignor {
            pair,
            address: info.sender.to_string(),
        })?;
    let number = record.joining(session.now.time);
    if number != expected_lot {
        return Err(ContractError::WrongLot {
            pair,
            next: number,
            expected: expected_lot,
        });
    }
    let id = LotId { pair, number };
    let joined = takes_more(record.collecting, session.now.time)
        .then(|| LOTS.load(deps.storage, &id))
        .transpose()?;

    // 2. What comes with it.
    let version = joined.map_or(record.version, |lot| lot.version);
    let terms = PAIR_TERMS.load(deps.storage, &(pair, version))?;
    let base = exactly(&info.funds, &terms.base)?;
    let tab = tab.map(|tab| tab.u128());
    if let Some(got) = tab.filter(|tab| *tab <= terms.quote_dust) {
        return Err(ContractError::TabTooSmall {
            least: terms.quote_dust.into(),
            got: got.into(),
        });
    }
    if tab.is_some() && terms.batch().is_some() {
        return Err(ContractError::TabInBatch { pair });
    }
    if tab.is_some() && terms.has_english() {
        return Err(ContractError::TabInEnglish { pair });
    }

    let reward = reward(max_reward_bps)?;

    // 3. Valid prices.
    let prices = Prices::read(
        &deps.querier,
        &session.house.terms.oracle(),
        &terms,
        session.second(),
    );
    let reference = prices.reference()?;

    // 4. The lot.
    let lot = match joined {
        Some(lot) => Lot {
            base: add(lot.base, base)?,
            rewards: least(lot.rewards, reward),
            ..lot
        },
        None => {
            let stage = stage(&terms, 0)?;
            let lot = Lot {
                version,
                house: session.house.version,
                consignor,
                pooled: matches!(stage, StageTerms::Batch(_)),
                stage: 0,
                rounds: 0,
                leaving: false,
                base,
                sold: 0,
                raised: 0,
                bid: 0,
                rewards: reward,
                tab_left: tab,
                anchor: start(stage, session, &prices),
                dark: 0,
                fixed: fixed_price(stage, reference),
                uncertainty: uncertainty(stage, &prices),
            };
            let record = PairRecord {
                next_lot: record.next_lot.checked_add(1).ok_or(MathError::Overflow)?,
                collecting: collecting(deps.storage, session, id, stage)?,
                ..record
            };
            PAIRS.save(deps.storage, &pair, &record);
            lot
        }
    };
    if lot.pooled {
        let key = (id, consignor);
        let before = CONSIGNMENTS.may_load(deps.storage, &key)?;
        // Consignors come and go while a lot collects; its end goes through all that it has.
        let most = usize::from(MAX_CONSIGNORS);
        if before.is_none()
            && CONSIGNMENTS
                .page(deps.storage, &id.key(), None, most)?
                .len()
                >= most
        {
            return Err(ContractError::LotFull {
                lot: id,
                most: MAX_CONSIGNORS,
            });
        }
        CONSIGNMENTS.save(deps.storage, &key, &add(before.unwrap_or_default(), base)?);
    }
    LOTS.save(deps.storage, &id, &lot);
    Ok(Response::new().add_event(Event::Consign {
        lot: id,
        consignor: &info.sender,
        base,
        tab,
        reference,
        uncertainty: lot.uncertainty,
    }))
}

/// What a consignor allows as rewards.
fn reward(max_reward_bps: Option<u32>) -> Result<Option<Rewards>, ContractError> {
    let bps = max_reward_bps.unwrap_or_default();
    within("max_reward_bps", bps, 0, MAX_REWARD)?;
    let most = u16::try_from(bps).map_err(|_| MathError::Overflow)?;
    Ok((most > 0).then_some(Rewards { most, paid: 0 }))
}

/// What all consignors of a lot allow. Nothing was paid of a lot that takes more base.
fn least(one: Option<Rewards>, other: Option<Rewards>) -> Option<Rewards> {
    let (one, other) = (one?, other?);
    Some(if one.most <= other.most { one } else { other })
}

/// Whether a lot that opens now takes more base. In a batch it has the book to itself until it has left it; while another has it, it
/// waits.
fn collecting(
    storage: &mut dyn Storage,
    session: &Session,
    id: LotId,
    stage: &StageTerms,
) -> Result<Collecting, ContractError> {
    let StageTerms::Batch(stage) = stage else {
        return Ok(Collecting::No);
    };
    let mut book = BOOKS.may_load(storage, &id.pair)?.unwrap_or_default();
    if book.selling.is_some() {
        return Ok(Collecting::Waiting);
    }
    book.selling = Some(Selling {
        lot: id.number,
        reopened: 0,
    });
    BOOKS.save(storage, &id.pair, &book);
    let window = stage.window(session.house.terms.max_block_millis);
    Ok(Collecting::Until(window.collects_until(session.now.time)))
}
