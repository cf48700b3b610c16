//! The settlement of a window: the walk over the book's levels from the best price down.

use cosmwasm_std::{StdResult, Storage};
use gavel_math::clearing::{Batch, Outcome, Step, Walk};
use gavel_math::grid::{Level, FIRST_DISCOUNT};
use gavel_math::number::sub;
use gavel_math::{Bps, MathError, Price, Scale};

use super::Desk;
use crate::error::ContractError;
use crate::state::{level_of, BatchTerms, Fate, LivePool, OpenWalk, PairId, ENDED_SUMS, POOLS};

/// Within which prices a walk goes.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    /// The lowest price, above 0.
    pub reserve: Price,
    /// What discounts are taken from; without one they sit out.
    pub reference: Option<Price>,
}

impl Limits {
    /// So much base within these prices.
    pub fn batch(self, base: u128, scale: Scale) -> Batch {
        Batch {
            base,
            reserve: self.reserve,
            scale,
        }
    }
}

/// A live level at its price.
pub(super) type Found = (Price, Level, LivePool);

/// How far a walk has come.
pub(super) struct Walked {
    /// What the levels taken so far have.
    pub walk: Walk,
    /// Those levels.
    pub taken: Vec<(Level, LivePool)>,
    /// The level that is taken in part.
    pub last: Option<(Level, LivePool)>,
    /// How it ended; none when levels are left.
    pub outcome: Option<Outcome>,
}

/// Walks over at most `most` levels, the best first.
pub(super) fn go(
    found: &mut dyn Iterator<Item = Result<Found, ContractError>>,
    batch: &Batch,
    mut walk: Walk,
    most: usize,
) -> Result<Walked, ContractError> {
    let mut taken: Vec<(Level, LivePool)> = vec![];
    let mut last = None;
    let mut outcome = None;
    while taken.len() < most {
        let Some(next) = found.next() else {
            outcome = Some(batch.end(walk)?);
            break;
        };
        let (price, level, pool) = next?;
        match batch.step(walk, price, pool.total)? {
            Step::Done(ended) => {
                outcome = Some(ended);
                break;
            }
            Step::Marginal(ended) => {
                last = Some((level, pool));
                outcome = Some(ended);
                break;
            }
            Step::Taken(further) => {
                walk = further;
                taken.push((level, pool));
            }
        }
    }
    Ok(Walked {
        walk,
        taken,
        last,
        outcome,
    })
}

/// The live levels at or above the reserve from the best price down, a price before a discount that comes to the same.
pub(super) fn levels(
    storage: &dyn Storage,
    pair: PairId,
    limits: Limits,
) -> impl Iterator<Item = Result<Found, ContractError>> + '_ {
    let mut prices = kind(storage, pair, (0, FIRST_DISCOUNT), limits).peekable();
    let mut discounts = limits
        .reference
        .map(|_| kind(storage, pair, (FIRST_DISCOUNT, u16::MAX), limits))
        .into_iter()
        .flatten()
        .peekable();
    std::iter::from_fn(move || match (prices.peek(), discounts.peek()) {
        (Some(Ok((price, ..))), Some(Ok((discounted, ..)))) if price < discounted => {
            discounts.next()
        }
        (None, _) => discounts.next(),
        _ => prices.next(),
    })
}

/// The levels of one kind.
fn kind(
    storage: &dyn Storage,
    pair: PairId,
    (from, to): (u16, u16),
    limits: Limits,
) -> impl Iterator<Item = Result<Found, ContractError>> + '_ {
    let at = move |found: StdResult<(Vec<u8>, LivePool)>| -> Result<Option<Found>, ContractError> {
        let (key, pool) = found?;
        let level = level_of(&key)?;
        let price = level.price_floor(limits.reference)?;
        let enough = price.filter(|price| *price >= limits.reserve);
        Ok(enough.map(|price| (price, level, pool)))
    };
    POOLS
        .backwards(storage, &(pair, from), &(pair, to))
        .map(at)
        .map_while(Result::transpose)
}

/// Base that a window sells: all that is left of the lot, within the pair's bounds.
pub(crate) fn offered(
    storage: &dyn Storage,
    pair: PairId,
    scale: Scale,
    stage: &BatchTerms,
    limits: Limits,
    left: u128,
) -> Result<u128, ContractError> {
    let mut base = stage.max_base.map_or(left, |most| most.min(left));
    if let Some(share) = stage.max_depth {
        let most = Bps(share).of_floor(depth(storage, pair, scale, limits)?)?;
        base = base.min(most);
    }
    Ok(base)
}

/// The base that the book would buy at the reserve, rounded down: no more than 457 reads.
fn depth(
    storage: &dyn Storage,
    pair: PairId,
    scale: Scale,
    limits: Limits,
) -> Result<u128, ContractError> {
    let mut quote = 0u128;
    for found in levels(storage, pair, limits) {
        let (_, _, pool) = found?;
        quote = quote.saturating_add(pool.total);
    }
    // More than any lot where it does not fit.
    Ok(scale.base_floor(quote, limits.reserve).unwrap_or(u128::MAX))
}

impl Desk {
    /// Goes on with a walk over at most `most` levels. Comes back with how it ended, or none when levels are left. The walk's own
    /// record is renewed; the lot's is not touched.
    pub fn settle(
        &mut self,
        storage: &mut dyn Storage,
        open: OpenWalk,
        scale: Scale,
        most: usize,
    ) -> Result<Option<Outcome>, ContractError> {
        let limits = Limits {
            reserve: open.reserve,
            reference: open.reference,
        };
        let batch = limits.batch(open.base, scale);
        let start = Walk { above: open.above };
        let Walked {
            walk,
            taken,
            last,
            outcome,
        } = go(&mut levels(storage, self.pair, limits), &batch, start, most)?;

        let number = self.next_batch()?;
        for (level, pool) in taken {
            POOLS.remove(storage, &(self.pair, level.number()));
            self.close_pool(storage, level, &pool, Fate::Filled(number))?;
        }
        let Some(outcome) = outcome else {
            self.book.walk = Some(OpenWalk {
                above: walk.above,
                ..open
            });
            return Ok(None);
        };
        if let (Some((level, pool)), Some(part)) = (last, outcome.marginal) {
            self.spend(storage, level, pool, part.quote, part.base)?;
        }
        self.owe_base(storage, outcome.sold)?;
        Ok(Some(outcome))
    }

    /// Spends a part of the last level, or all of it.
    fn spend(
        &mut self,
        storage: &mut dyn Storage,
        level: Level,
        pool: LivePool,
        quote: u128,
        base: u128,
    ) -> Result<(), ContractError> {
        let key = (self.pair, level.number());
        if quote == pool.total {
            POOLS.remove(storage, &key);
            return self.close_pool(storage, level, &pool, Fate::Spent { quote, base });
        }
        let mark = pool.mark.unwrap_or_default();
        let total = pool.total;
        let before = gavel_math::pool::Pool { total, mark };
        let spent = before.spent(quote, base)?;
        if let Some((scale, sum)) = spent.ended {
            ENDED_SUMS.save(storage, &((self.pair, pool.id), scale), &sum);
        }
        if pool.mark.is_none() {
            let owed = self.owed(storage)?;
            owed.partial = owed.partial.saturating_add(1);
        }
        let rest = LivePool {
            total: sub(total, quote)?,
            mark: Some(spent.pool.mark),
            ..pool
        };
        POOLS.save(storage, &key, &rest);
        Ok(())
    }

    /// The number of the batch that is being settled.
    pub fn next_batch(&self) -> Result<u32, MathError> {
        self.book.batches.checked_add(1).ok_or(MathError::Overflow)
    }
}
