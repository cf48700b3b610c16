//! What a bid is worth: the quote it still has, and the base it has bought.

use cosmwasm_std::Storage;
use gavel_math::clearing::ClearingPrice;
use gavel_math::number::{add, mul_div_floor};
use gavel_math::pool::{Mark, Sum, Sums};
use gavel_math::Scale;

use crate::error::ContractError;
use crate::state::{
    add_credit, BatchId, ClosedPool, Fate, LivePool, PairId, PairTerms, PoolId, Position, BATCHES,
    CLOSED_POOLS, ENDED_SUMS,
};

/// What a bid is worth, in smallest units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Worth {
    /// Quote that was not spent.
    pub quote: u128,
    /// Base that was bought and not paid out.
    pub base: u128,
}

impl Worth {
    /// Makes it an owner's credit.
    pub fn credit(
        &self,
        storage: &mut dyn Storage,
        owner: &[u8],
        terms: &PairTerms,
    ) -> Result<(), ContractError> {
        add_credit(storage, owner, &terms.base, self.base)?;
        add_credit(storage, owner, &terms.quote, self.quote)
    }
}

/// Where a bid stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Its pool is live: the quote goes on buying.
    Live(Worth),
    /// Its pool is closed: the quote, if any, was driven out of the book.
    Closed(Worth),
    /// Its pool was taken by a batch whose settlement is under way.
    Pending,
}

/// The prices of batches, each read once in a message.
#[derive(Default)]
pub(crate) struct Batches(Vec<(BatchId, Option<ClearingPrice>)>);

impl Batches {
    /// The price of a batch; none while it is being settled.
    fn price(
        &mut self,
        storage: &dyn Storage,
        pair: PairId,
        batch: BatchId,
    ) -> Result<Option<ClearingPrice>, ContractError> {
        if let Some((_, price)) = self.0.iter().find(|(known, _)| *known == batch) {
            return Ok(*price);
        }
        let price = BATCHES
            .may_load(storage, &(pair, batch))?
            .map(|batch| batch.price);
        self.0.push((batch, price));
        Ok(price)
    }
}

/// Where a bid stands whose level's live pool, if there is one, is known.
pub(crate) fn standing(
    storage: &dyn Storage,
    pair: PairId,
    scale: Scale,
    position: &Position,
    live: Option<&LivePool>,
    batches: &mut Batches,
) -> Result<Standing, ContractError> {
    match live.filter(|pool| pool.id == position.pool) {
        Some(pool) => live_worth(storage, pair, position, pool).map(Standing::Live),
        None => {
            let pool = CLOSED_POOLS.load(storage, &(pair, position.pool))?;
            let worth = closed_worth(storage, pair, scale, position, &pool, batches)?;
            Ok(worth.map_or(Standing::Pending, Standing::Closed))
        }
    }
}

/// What a bid is worth in its live pool.
pub(crate) fn live_worth(
    storage: &dyn Storage,
    pair: PairId,
    position: &Position,
    pool: &LivePool,
) -> Result<Worth, ContractError> {
    in_pool(storage, pair, position, pool.mark.as_ref())
}

/// What a bid is worth whose pool is closed; none while the batch that took it is being settled.
pub(crate) fn closed_worth(
    storage: &dyn Storage,
    pair: PairId,
    scale: Scale,
    position: &Position,
    pool: &ClosedPool,
    batches: &mut Batches,
) -> Result<Option<Worth>, ContractError> {
    let mut worth = in_pool(storage, pair, position, pool.mark.as_ref())?;
    let bought = match pool.fate {
        Fate::Returned => return Ok(Some(worth)),
        Fate::Spent { quote, base } => mul_div_floor(worth.quote, base, quote)?,
        Fate::Filled(batch) => match batches.price(storage, pair, batch)? {
            Some(price) => price.base_floor(worth.quote, scale)?,
            None => return Ok(None),
        },
    };
    worth.base = add(worth.base, bought)?;
    worth.quote = 0;
    Ok(Some(worth))
}

/// What a bid had when its pool stood at `now`; none where nothing of the pool was ever spent.
fn in_pool(
    storage: &dyn Storage,
    pair: PairId,
    position: &Position,
    now: Option<&Mark>,
) -> Result<Worth, ContractError> {
    let Some(now) = now else {
        return Ok(Worth {
            quote: position.quote,
            base: 0,
        });
    };
    let since = position.mark.unwrap_or_default();
    if since == *now {
        return Ok(Worth {
            quote: position.quote,
            base: 0,
        });
    }
    let sums = sums(storage, pair, position.pool, &since, now)?;
    Ok(Worth {
        quote: since.worth_floor(position.quote, now)?,
        base: since.gained_floor(position.quote, &sums)?,
    })
}

/// The sums of the scales on which a bid made at `since` gains.
fn sums(
    storage: &dyn Storage,
    pair: PairId,
    pool: PoolId,
    since: &Mark,
    now: &Mark,
) -> Result<Sums, ContractError> {
    let mut sums = Sums::default();
    for (scale, sum) in (since.scale..).zip(sums.0.iter_mut()) {
        *sum = if scale == now.scale {
            now.sum
        } else if scale < now.scale {
            // A scale that was passed over has no gains.
            ENDED_SUMS
                .may_load(storage, &((pair, pool), scale))?
                .unwrap_or_default()
        } else {
            Sum::default()
        };
    }
    Ok(sums)
}
