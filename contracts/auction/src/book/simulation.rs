//! What a window would come to if it were closed now.

use cosmwasm_std::Storage;
use gavel_math::clearing::{Outcome, Walk};
use gavel_math::grid::Level;
use gavel_math::number::{add, sub};
use gavel_math::{MathError, Scale};

use super::walk::{go, levels, Found, Walked};
use super::Limits;
use crate::error::ContractError;
use crate::state::{LivePool, PairId};

/// What a bid would get.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Got {
    /// Base that it buys, rounded down.
    pub base: u128,
    /// Quote that it pays, rounded up.
    pub quote: u128,
}

/// Sells `base` to the book as it stands, with one more bid of so much quote where one is given. Nothing is written. Comes back with
/// how it ends and what that bid gets.
pub(crate) fn simulate(
    storage: &dyn Storage,
    pair: PairId,
    scale: Scale,
    limits: Limits,
    base: u128,
    bid: Option<(Level, u128)>,
) -> Result<(Outcome, Got), ContractError> {
    let mut found = levels(storage, pair, limits).collect::<Result<Vec<_>, _>>()?;
    if let Some((level, quote)) = bid {
        join(&mut found, limits, level, quote)?;
    }
    let batch = limits.batch(base, scale);
    let most = found.len().saturating_add(1);
    let mut all = found.into_iter().map(Ok);
    let Walked {
        taken,
        last,
        outcome,
        ..
    } = go(&mut all, &batch, Walk::default(), most)?;
    // It ends behind the last level at the latest.
    let outcome = outcome.ok_or(MathError::Underflow)?;
    let Some((level, quote)) = bid else {
        return Ok((outcome, Got::default()));
    };
    if taken.iter().any(|(known, _)| *known == level) {
        let base = outcome.price.base_floor(quote, scale)?;
        return Ok((outcome, Got { base, quote }));
    }
    let got = match (last, outcome.marginal) {
        (Some((known, pool)), Some(part)) if known == level => Got {
            base: part.base_floor(quote, pool.total)?,
            quote: part.quote_ceil(quote, pool.total)?,
        },
        _ => Got::default(),
    };
    Ok((outcome, got))
}

/// Adds a bid to its level, or a level of its own to the others.
fn join(
    found: &mut Vec<Found>,
    limits: Limits,
    level: Level,
    quote: u128,
) -> Result<(), ContractError> {
    if let Some((_, _, pool)) = found.iter_mut().find(|(_, known, _)| *known == level) {
        pool.total = add(pool.total, quote)?;
        return Ok(());
    }
    let price = level.price_floor(limits.reference)?;
    let Some(price) = price.filter(|price| *price >= limits.reserve) else {
        return Ok(());
    };
    // Behind the better ones; at the same price a price before a discount.
    let place = found
        .iter()
        .position(|(other, known, _)| (*other, rank(*known)) < (price, rank(level)))
        .unwrap_or(found.len());
    let pool = LivePool {
        id: 0,
        positions: 1,
        total: quote,
        mark: None,
    };
    found.insert(place, (price, level, pool));
    Ok(())
}

/// Prices are taken before discounts that come to the same.
fn rank(level: Level) -> u8 {
    match level {
        Level::Price(_) => 1,
        Level::Discount(_) => 0,
    }
}

impl Got {
    /// What stays of a bid of so much quote.
    pub fn left(&self, quote: u128) -> Result<u128, MathError> {
        sub(quote, self.quote)
    }
}
