//! A census: every open lot and every bid at once. Only for who holds the whole state, as tests do; on a chain the paged questions are
//! there.

mod book;

use std::collections::btree_map::{BTreeMap, Entry};

use cosmwasm_std::{Decimal, Deps, Env};
use gavel_types::auction::{LotId, PairId};
use gavel_types::decimal;

use crate::error::ContractError;
use crate::prices::Prices;
use crate::sale::Sale;
use crate::session::Session;
use crate::state::{lot_of, PairTerms, LOTS, PAIR_TERMS};

pub use book::{books, levels, scale, status, BookCount, BookStatus, LevelCount, LiveLevel};

/// An open lot at this moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenLot {
    /// Its number.
    pub lot: LotId,
    /// The asset sold.
    pub base_denom: String,
    /// The asset paid.
    pub quote_denom: String,
    /// Version of the pair's terms.
    pub version: u16,
    /// The stage it is in, from 0.
    pub stage: u8,
    /// Restarts counted in this stage.
    pub restarts: u8,
    /// Base consigned, in smallest units.
    pub base: u128,
    /// Base left to sell.
    pub base_left: u128,
    /// Quote raised, in smallest units.
    pub raised: u128,
    /// Quote still to raise, where the sale stops there.
    pub tab: Option<u128>,
    /// Auction milliseconds in this stage.
    pub elapsed_millis: u64,
    /// The price's share of the reference now, rounded up; none where the stage has no price of its own.
    pub ratio: Option<Decimal>,
}

/// Every open lot by number, as the question `Lots` tells it in pages. Terms and prices are read once for all lots that share
/// them.
///
/// # Errors
/// A record cannot be read, or a sum does not fit.
pub fn open_lots(deps: Deps, env: &Env) -> Result<Vec<OpenLot>, ContractError> {
    let session = Session::open(deps.storage, env)?;
    let stored = LOTS
        .page(deps.storage, &[], None, usize::MAX)?
        .into_iter()
        .map(|(key, lot)| Ok((lot_of(&key)?, lot)))
        .collect::<Result<Vec<_>, ContractError>>()?;
    let mut terms: BTreeMap<(PairId, u16), PairTerms> = BTreeMap::new();
    for (id, lot) in &stored {
        if let Entry::Vacant(new) = terms.entry((id.pair, lot.version)) {
            let known = PAIR_TERMS.load(deps.storage, new.key())?;
            new.insert(known);
        }
    }
    let mut markets: BTreeMap<(PairId, u16, u32), (Prices<'_>, u32)> = BTreeMap::new();
    let mut lots = Vec::with_capacity(stored.len());
    for (id, lot) in stored {
        let terms = terms
            .get(&(id.pair, lot.version))
            .ok_or(ContractError::NoPair { pair: id.pair })?;
        let kind = (id.pair, lot.version, lot.house);
        let (prices, max_block) = match markets.get(&kind) {
            Some(known) => *known,
            None => {
                let house = session.terms(deps.storage, lot.house)?;
                let second = session.second();
                let prices = Prices::read(&deps.querier, &house.oracle(), terms, second);
                *markets
                    .entry(kind)
                    .or_insert((prices, house.max_block_millis))
            }
        };
        let sale = Sale::priced(&session, id, lot, terms, prices, max_block);
        lots.push(OpenLot {
            lot: id,
            base_denom: terms.base.clone(),
            quote_denom: terms.quote.clone(),
            version: sale.lot.version,
            stage: sale.lot.stage,
            restarts: sale.lot.rounds,
            base: sale.lot.base,
            base_left: sale.lot.base_left(),
            raised: sale.lot.raised,
            tab: sale.lot.tab_left,
            elapsed_millis: sale.elapsed(),
            ratio: sale.ratio().ok().map(decimal),
        });
    }
    Ok(lots)
}
