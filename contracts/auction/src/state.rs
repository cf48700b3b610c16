//! All that the contract stores, one namespace byte each. Beside it stand `contract_info` (cw2) and `ownership`
//! (cw-ownable).

mod book;
mod consignor;
mod credit;
mod house;
mod keys;
mod leader;
mod lot;
mod terms;

use cosmwasm_std::{StdResult, Storage};
use gavel_math::packed_record;
use gavel_math::pool::Sum;
use gavel_math::Price;
use gavel_storage::{PackedItem, PackedMap};
use gavel_types::auction::PairRecord;
pub(crate) use gavel_types::auction::{LotId, PairId, CONSIGNORS, PAIRS, UNDELIVERED};

use crate::error::ContractError;

pub(crate) use book::{
    position_key, Batch, BatchId, Book, ClosedPool, Fate, LivePool, OpenWalk, Owed, PoolId,
    Position, Selling,
};
pub(crate) use consignor::Consignor;
pub(crate) use credit::{add_credit, credit_house, credit_key, denom_of};
pub(crate) use house::{House, HouseTerms};
pub(crate) use keys::{consignor_of, level_of, lot_of, pair_of};
pub(crate) use leader::Leader;
pub(crate) use lot::{FixedPrice, Lot, Rewards};
pub(crate) use terms::{BackstopTerms, BatchTerms, DutchTerms, PairTerms, StageTerms};

/// A consignor's number in its pair, from 1.
pub(crate) type ConsignorId = u16;

// Namespace 1 is `PAIRS`, public: pair → next lot, version of new lots, open or not. Written with every consignment.

/// The house: what every message reads, in one record. Written by `Pause`, `Govern`, a take with a callback and the first message
/// after a pause ran out.
pub(crate) const HOUSE: PackedItem<House> = PackedItem::new(2);

/// Version → what a lot keeps of the house for its life. Never changed once written; the current version is also in
/// `HOUSE`, so only lots older than the last change read this.
pub(crate) const HOUSE_TERMS: PackedMap<u32, HouseTerms> = PackedMap::new(3);

/// (Pair, version) → how its lots of that version sell. Never changed once written; base, quote and decimals are the same
/// in all versions of a pair.
pub(crate) const PAIR_TERMS: PackedMap<(PairId, u16), PairTerms> = PackedMap::new(4);

/// Pair → what only governance reads.
pub(crate) const PAIR_META: PackedMap<PairId, PairMeta> = PackedMap::new(5);

// Namespace 6 is `CONSIGNORS`, public: (pair, canonical address) → number of a consignor that may consign now.
// `PAIR_META.consignors` counts them.

/// (Pair, canonical address) → number of a consignor that was taken off. An address has one number in a pair for good, here
/// or in `CONSIGNORS`, never in both.
pub(crate) const FORMER_CONSIGNORS: PackedMap<(PairId, &[u8]), ConsignorId> = PackedMap::new(7);

/// (Pair, number) → a consignor, present or former. Never changed once written.
pub(crate) const CONSIGNOR_BY_ID: PackedMap<(PairId, ConsignorId), Consignor> = PackedMap::new(8);

/// Lot → an open lot. Deleted when it finishes. Its front is public: `LOT_PROGRESS`.
pub(crate) const LOTS: PackedMap<LotId, Lot> = PackedMap::new(9);

/// Length of the canonical address, the address, denom → smallest units that the owner may withdraw, above 0.
pub(crate) const CREDITS: PackedMap<[u8], u128> = PackedMap::new(10);

/// (Lot, consignor) → the result of a finished lot that waits: its delivery failed, or another contract of the lot was sent its part
/// first. Its money is in the house.
pub(crate) const DELIVERIES: PackedMap<(LotId, ConsignorId), Delivery> = PackedMap::new(11);

/// Pair → its book but for the bids. Written when a level comes or goes and when a window opens or is settled; not there before
/// the first.
pub(crate) const BOOKS: PackedMap<PairId, Book> = PackedMap::new(12);

/// (Pair, number of the level) → the pool of a live level. `BOOKS` counts them by kind.
pub(crate) const POOLS: PackedMap<(PairId, u16), LivePool> = PackedMap::new(13);

/// (Pair, pool) → how a pool ended that had positions. Never changed once written.
pub(crate) const CLOSED_POOLS: PackedMap<(PairId, PoolId), ClosedPool> = PackedMap::new(14);

/// ((Pair, pool), scale) → the last sum of a scale that ended. Never changed once written.
pub(crate) const ENDED_SUMS: PackedMap<((PairId, PoolId), u32), Sum> = PackedMap::new(15);

/// Pair, length of the owner's canonical address, the address, number of the level → a bid. What a position in a live pool is
/// worth is part of the pool's total.
pub(crate) const POSITIONS: PackedMap<[u8], Position> = PackedMap::new(16);

/// (Pair, batch) → how a batch was settled. Never changed once written.
pub(crate) const BATCHES: PackedMap<(PairId, BatchId), Batch> = PackedMap::new(17);

/// Pair → what its bidders are owed besides the quote of live pools.
pub(crate) const OWED: PackedMap<PairId, Owed> = PackedMap::new(18);

/// (Lot, consignor) → base that a consignor has in a lot that collected base in a batch, above 0. All of a lot's together are its
/// base. Deleted when the lot finishes.
pub(crate) const CONSIGNMENTS: PackedMap<(LotId, ConsignorId), u128> = PackedMap::new(19);

/// The take that is being settled: there while `HOUSE.locked`, and never between two transactions.
pub(crate) const UNPAID: PackedItem<Unpaid> = PackedItem::new(20);

/// Lot → the leading bid for it, in an English stage. Deleted when the lot is sold to it, or given back because its pair is wound down:
/// a lot with a leader ends in no other way.
pub(crate) const LEADERS: PackedMap<LotId, Leader> = PackedMap::new(21);

/// The offer to a backstop that is called: there while `HOUSE.locked`, and never between two transactions.
pub(crate) const PURCHASE: PackedItem<Purchase> = PackedItem::new(22);

// Namespace 23 is `UNDELIVERED`, public: lot → what became of it, while `DELIVERIES` has a result of it.

/// What only governance reads of a pair.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PairMeta {
    /// Unix second of the last update; 0 before the first.
    pub updated_at: u64,
    /// Consignors that may consign.
    pub consignors: u16,
    /// Numbers given to consignors so far.
    pub last_consignor: ConsignorId,
}
packed_record!(PairMeta {
    updated_at,
    consignors,
    last_consignor
});

/// A finished lot's result for one consignor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Delivery {
    /// Version of the pair's terms, which name the assets.
    pub version: u16,
    /// Base the consignor had in the lot.
    pub base: u128,
    /// Base sold of it, at most `base`.
    pub sold: u128,
    /// Quote raised, less the rewards.
    pub proceeds: u128,
    /// Quote that went to who advanced the lot.
    pub rewards: u128,
}
packed_record!(Delivery {
    version,
    base,
    sold,
    proceeds,
    rewards
});

impl Delivery {
    /// Base that comes back.
    pub fn unsold(&self) -> u128 {
        self.base.saturating_sub(self.sold)
    }
}

/// A take whose callback is under way. The lot's record counts it as sold and paid already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unpaid {
    /// The lot.
    pub lot: LotId,
    /// Version of the pair's terms, which name the quote.
    pub version: u16,
    /// Quote still to come.
    pub owed: u128,
    /// Whether the lot ends with it.
    pub ends: bool,
}
packed_record!(Unpaid {
    lot,
    version,
    owed,
    ends
});

/// What the buyer of a backstop stage may still buy while the house calls it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Purchase {
    /// The lot.
    pub lot: LotId,
    /// Whole quote per whole base, above 0.
    pub price: Price,
    /// Base that may still be bought, in smallest units.
    pub base_left: u128,
    /// Quote that may still be paid, in smallest units.
    pub quote_left: u128,
    /// Address of who advanced the lot, and is rewarded when it ends.
    pub keeper: String,
}
packed_record!(Purchase {
    lot,
    price,
    base_left,
    quote_left,
    keeper
});

/// A pair's record.
pub(crate) fn load_record(
    storage: &dyn Storage,
    pair: PairId,
) -> Result<PairRecord, ContractError> {
    let record = PAIRS.may_load(storage, &pair)?;
    record.ok_or(ContractError::NoPair { pair })
}

/// The number of a consignor of a pair, present or former.
pub(crate) fn known_consignor(
    storage: &dyn Storage,
    pair: PairId,
    canonical: &[u8],
) -> StdResult<Option<ConsignorId>> {
    let key = (pair, canonical);
    match CONSIGNORS.may_load(storage, &key)? {
        Some(number) => Ok(Some(number)),
        None => FORMER_CONSIGNORS.may_load(storage, &key),
    }
}

/// A pair's record and the terms of its next lots.
pub(crate) fn load_pair(
    storage: &dyn Storage,
    pair: PairId,
) -> Result<(PairRecord, PairTerms), ContractError> {
    let record = load_record(storage, pair)?;
    let terms = PAIR_TERMS.load(storage, &(pair, record.version))?;
    Ok((record, terms))
}
