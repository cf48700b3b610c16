//! S6: what a window came to, held against the book as it was before, by the definition of the price and not by a walk.

use core::str::FromStr;

use cosmwasm_std::{Decimal, Uint128, Uint512};
use gavel_auction::census::LiveLevel;
use gavel_math::{Bps, Price, Scale};
use gavel_types::auction::{BatchStage, LotId};

use super::judge::{Judge, Rule};
use crate::receipt::Told;

/// A book and its lot before the settlement.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    /// The lot.
    pub lot: LotId,
    /// Version of the pair's terms that it opened with.
    pub version: u16,
    /// Base left of it.
    pub left: u128,
    /// The live levels.
    pub levels: Vec<LiveLevel>,
}

/// A settlement as the house tells it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Settled {
    lot: LotId,
    sold: u128,
    raised: u128,
    /// Rounded up.
    price: Price,
    reserve: Price,
    reference: Option<Price>,
}

impl Settled {
    /// What an event tells; none where it lacks something.
    pub fn of(told: Told<'_>) -> Option<Self> {
        let price = |key| told.text(key).and_then(price);
        Some(Self {
            lot: told.lot()?,
            sold: told.value("sold")?,
            raised: told.value("raised")?,
            price: price("price")?,
            reserve: price("reserve")?,
            reference: price("reference"),
        })
    }
}

fn price(text: &str) -> Option<Price> {
    let price = Decimal::from_str(text).ok()?;
    Some(Price(price.atomics().u128()))
}

/// A level that can buy, with its price.
struct Bid<'a> {
    price: Price,
    level: &'a LiveLevel,
}

/// Checks a settlement. `left` are the live levels behind it.
///
/// With `D(p)` the quote of all levels at or above `p`, and `Q` the base offered: where all is sold, no level's price above the clearing
/// one is paid for, `D(t) < Q · t`, and the levels above are spent whole for no more than `Q` at the clearing price; where a part
/// is, it is what `D(reserve)` buys at the reserve. Levels below are as they were.
pub(super) fn check(
    judge: &mut Judge,
    stage: &BatchStage,
    scale: Scale,
    seen: &Seen,
    settled: &Settled,
    left: &[LiveLevel],
) {
    let bids: Vec<Bid<'_>> = seen
        .levels
        .iter()
        .filter_map(|level| {
            let price = level.level.price_floor(settled.reference).ok().flatten()?;
            (price >= settled.reserve).then_some(Bid { price, level })
        })
        .collect();
    let demand = |least: Price| {
        bids.iter()
            .filter(|bid| bid.price >= least)
            .fold(0u128, |sum, bid| sum.saturating_add(bid.level.total))
    };
    let cost = |price| scale.quote_ceil(settled.sold, price).unwrap_or(u128::MAX);
    let offered = offered(stage, scale, seen.left, settled.reserve, demand(Price(0)));
    let mut holds = seen.lot == settled.lot && settled.sold <= offered;

    // 1. The price: within its bounds, and the highest at which all is sold, or the reserve.
    holds &= settled.price >= settled.reserve;
    let best = bids.iter().map(|bid| bid.price).max();
    if settled.sold == offered && offered > 0 {
        holds &= best.is_some_and(|best| settled.price <= best);
        holds &= bids
            .iter()
            .filter(|bid| bid.price > settled.price)
            .all(|bid| demand(bid.price) < cost(bid.price));
        // The last level pays a part of a unit of both more.
        let more = scale.quote_ceil(1, settled.price).unwrap_or(u128::MAX);
        let most = cost(settled.price).saturating_add(more);
        holds &= settled.raised <= most;
    } else {
        let all = demand(settled.reserve);
        holds &= settled.price == settled.reserve && settled.raised == all;
        holds &= scale.base_floor(all, settled.reserve) == Ok(settled.sold);
    }

    // 2. Who paid: whole levels above, one in part, none below. Nobody paid above the limit.
    let mut spent = 0u128;
    let mut in_part = 0u32;
    for level in &seen.levels {
        let rest = left
            .iter()
            .find(|now| now.pool == level.pool && now.level == level.level)
            .map_or(0, |now| now.total);
        let paid = level.total.saturating_sub(rest);
        spent = spent.saturating_add(paid);
        in_part = in_part.saturating_add(u32::from(paid > 0 && rest > 0));
        let price = bids
            .iter()
            .find(|bid| bid.level.level == level.level)
            .map(|bid| bid.price);
        holds &= match price {
            Some(price) if price > settled.price => rest == 0,
            Some(price) if pays_within(scale, settled, price) => true,
            _ => paid == 0,
        };
    }
    holds &= spent == settled.raised && in_part <= 1;
    judge.check(Rule::S6, holds, || {
        format!(
            "of {offered} offered of lot {}, the book {:?} bought as {settled:?}, and {left:?} is left",
            seen.lot, seen.levels
        )
    });
}

/// Base that a window sells.
fn offered(stage: &BatchStage, scale: Scale, left: u128, reserve: Price, demand: u128) -> u128 {
    let mut offered = left;
    if let Some(most) = stage.max_base {
        offered = offered.min(most.u128());
    }
    if let Some(share) = stage.max_depth_bps {
        let depth = scale.base_floor(demand, reserve).unwrap_or(u128::MAX);
        offered = offered.min(Bps(share).of_floor(depth).unwrap_or(u128::MAX));
    }
    offered
}

/// Whether a level at `price` may have paid: the exact price, raised over sold where those above pay for all, is not above it.
fn pays_within(scale: Scale, settled: &Settled, price: Price) -> bool {
    if settled.price <= price {
        return true;
    }
    // raised / sold ≤ price, in whole units and without rounding.
    let power = |digits: u8| Uint512::from(10u128.saturating_pow(u32::from(digits)));
    let raised = Uint512::from(Uint128::new(settled.raised))
        .saturating_mul(power(scale.base_decimals))
        .saturating_mul(power(18));
    let worth = Uint512::from(Uint128::new(settled.sold))
        .saturating_mul(power(scale.quote_decimals))
        .saturating_mul(Uint512::from(Uint128::new(price.0)));
    raised <= worth
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)]
mod tests {
    use gavel_math::grid::{Discount, Level};

    use super::*;
    use crate::terms::batch_stage;
    use crate::{Checks, ETH, USD};

    const LOT: LotId = LotId { pair: 1, number: 1 };
    const SCALE: Scale = Scale {
        base_decimals: 18,
        quote_decimals: 6,
    };

    fn level(steps: u16, pool: u32, dollars: u128) -> LiveLevel {
        LiveLevel {
            level: Level::Discount(Discount(steps)),
            pool,
            total: USD.units(dollars),
            positions: 1,
        }
    }

    fn dollars(price: u128) -> Price {
        Price(price * 10u128.pow(18))
    }

    /// Bids of 380 dollars at 95 and 940 at 94, with 10 ETH on offer at 100: all goes at 94, for 560 of the 940.
    fn failures(settled: Settled, left: &[LiveLevel]) -> u64 {
        let mut judge = Judge::new(Checks::counting(0));
        let seen = Seen {
            lot: LOT,
            version: 1,
            left: ETH.units(10),
            levels: vec![level(24, 2, 940), level(20, 1, 380), level(80, 3, 9_000)],
        };
        check(&mut judge, &batch_stage(USD), SCALE, &seen, &settled, left);
        judge.counts().failures
    }

    fn right() -> Settled {
        Settled {
            lot: LOT,
            sold: ETH.units(10),
            raised: USD.units(940),
            price: dollars(94),
            reserve: dollars(86),
            reference: Some(dollars(100)),
        }
    }

    #[test]
    fn what_clears_as_its_bids_say_is_right_and_anything_else_is_found() {
        let behind = [level(24, 2, 380), level(80, 3, 9_000)];
        assert_eq!(failures(right(), &behind), 0);
        // Cheaper than it had to be, dearer than its best bid, short of what the bids pay, more than was offered.
        for wrong in [
            Settled {
                price: dollars(93),
                raised: USD.units(930),
                ..right()
            },
            Settled {
                price: dollars(96),
                ..right()
            },
            Settled {
                sold: ETH.units(9),
                ..right()
            },
            Settled {
                sold: ETH.units(11),
                ..right()
            },
            Settled {
                reserve: dollars(95),
                ..right()
            },
        ] {
            assert_eq!(failures(wrong, &behind), 1, "{wrong:?}");
        }
        // A bid below that paid, and one above that did not pay whole.
        let below = [level(24, 2, 380), level(80, 3, 8_999)];
        assert_eq!(failures(right(), &below), 1);
        let above = [level(20, 1, 1), level(24, 2, 379), level(80, 3, 9_000)];
        assert_eq!(failures(right(), &above), 1);
    }
}
