//! The book of standing bids of a pair.

use gavel_math::clearing::ClearingPrice;
use gavel_math::grid::Level;
use gavel_math::packed::{Packed, PackedError};
use gavel_math::packed_record;
use gavel_math::pool::Mark;
use gavel_math::Price;

use super::PairId;

/// A pool's number in its pair, from 1. A level that is filled and bid at again has a new pool.
pub(crate) type PoolId = u32;

/// A batch's number in its pair, from 1.
pub(crate) type BatchId = u32;

/// A pair's book but for the bids themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Book {
    /// Batches that were settled so far.
    pub batches: BatchId,
    /// Pools that were opened so far.
    pub pools: PoolId,
    /// Live levels that are prices, at most `MAX_PRICES`. Of discounts there are no more than 201.
    pub prices: u16,
    /// The lot whose window is open or being settled. Others of the pair wait for it.
    pub selling: Option<Selling>,
    /// How far its settlement has come, between two messages of one.
    pub walk: Option<OpenWalk>,
}
packed_record!(Book {
    batches,
    pools,
    prices,
    selling,
    walk
});

/// The lot that the book buys from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Selling {
    /// Its number in the pair.
    pub lot: u32,
    /// How often its window was opened once more.
    pub reopened: u8,
}
packed_record!(Selling { lot, reopened });

/// A settlement that has begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OpenWalk {
    /// Quote of the levels taken so far.
    pub above: u128,
    /// Base to be sold.
    pub base: u128,
    /// The lowest price.
    pub reserve: Price,
    /// What discounts are taken from; none without a valid price.
    pub reference: Option<Price>,
}
packed_record!(OpenWalk {
    above,
    base,
    reserve,
    reference
});

/// A live level's pool of bids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LivePool {
    /// Its number.
    pub id: PoolId,
    /// Positions in it, above 0.
    pub positions: u32,
    /// Quote in it: at least what all its positions are worth.
    pub total: u128,
    /// Where it stands, once a part of it was spent.
    pub mark: Option<Mark>,
}
packed_record!(LivePool {
    id,
    positions,
    total,
    mark
});

/// How a pool ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ClosedPool {
    /// What became of what it still had.
    pub fate: Fate,
    /// Where it stood before, if a part of it had been spent.
    pub mark: Option<Mark>,
}
packed_record!(ClosedPool { fate, mark });

/// What became of a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It was spent at the price of a batch.
    Filled(BatchId),
    /// It was the last level of a batch, and spent to the last unit: all of `quote` for `base`.
    Spent {
        /// What it had.
        quote: u128,
        /// What it got.
        base: u128,
    },
    /// It was driven out by another level. Its quote is given back.
    Returned,
}

impl Packed for Fate {
    fn pack(&self, out: &mut Vec<u8>) {
        match self {
            Self::Filled(batch) => {
                out.push(0);
                batch.pack(out);
            }
            Self::Spent { quote, base } => {
                out.push(1);
                quote.pack(out);
                base.pack(out);
            }
            Self::Returned => out.push(2),
        }
    }

    fn unpack(input: &mut &[u8]) -> Result<Self, PackedError> {
        Ok(match u8::unpack(input)? {
            0 => Self::Filled(Packed::unpack(input)?),
            1 => Self::Spent {
                quote: Packed::unpack(input)?,
                base: Packed::unpack(input)?,
            },
            2 => Self::Returned,
            _ => return Err(PackedError),
        })
    }
}

/// A bid: what an owner has in a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    /// The pool.
    pub pool: PoolId,
    /// Quote, as of the mark.
    pub quote: u128,
    /// Where the pool stood when it was last touched, if a part of the pool had been spent.
    pub mark: Option<Mark>,
    /// Unix second until which it stays in the book, where it drove another level out.
    pub held_until: Option<u64>,
}
packed_record!(Position {
    pool,
    quote,
    mark,
    held_until
});

/// How a batch was settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Batch {
    /// The lot, by its number in the pair.
    pub lot: u32,
    /// Base sold.
    pub sold: u128,
    /// Quote raised.
    pub raised: u128,
    /// The price of the levels taken whole.
    pub price: ClearingPrice,
    /// The lowest price it could have been.
    pub reserve: Price,
    /// What discounts were taken from.
    pub reference: Option<Price>,
    /// Unix second of the settlement.
    pub at: u64,
}
packed_record!(Batch {
    lot,
    sold,
    raised,
    price,
    reserve,
    reference,
    at
});

/// What a pair's bidders are owed besides the quote of live pools.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Owed {
    /// Positions in closed pools that were not claimed.
    pub positions: u64,
    /// Live pools of which a part was spent.
    pub partial: u32,
    /// Base that was bought and not claimed, with what rounding left of it.
    pub base: u128,
    /// Quote of pools that were driven out and not claimed, with what rounding left of it.
    pub quote: u128,
}
packed_record!(Owed {
    positions,
    partial,
    base,
    quote
});

/// The key of an owner's bids in a pair without the level; with it, that of one. The address stands behind its length, so no two
/// owners share a key.
pub(crate) fn position_key(pair: PairId, owner: &[u8], level: Option<Level>) -> Vec<u8> {
    let mut key = Vec::with_capacity(40);
    key.extend_from_slice(&pair.to_be_bytes());
    // A chain's addresses have 20 or 32 bytes.
    key.push(u8::try_from(owner.len()).unwrap_or(u8::MAX));
    key.extend_from_slice(owner);
    if let Some(level) = level {
        key.extend_from_slice(&level.number().to_be_bytes());
    }
    key
}
