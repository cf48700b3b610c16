//! A batch by definition, in exact fractions: the price is the highest at which the money of all who would pay it covers the lot;
//! who would pay more buys with all his money, who would pay just that shares what is left.

use gavel_math::grid::Level;
use gavel_math::{Price, Scale};
use num_bigint::BigInt;
use num_rational::BigRational;

/// A book that a lot is sold to.
#[derive(Clone, Debug)]
pub struct Books {
    /// Levels, each with the quote of its bids.
    pub levels: Vec<(Level, Vec<u128>)>,
    pub base: u128,
    pub reserve: Price,
    pub reference: Option<Price>,
    pub scale: Scale,
}

/// What the model says of a level.
#[derive(Clone, Debug)]
pub struct Share {
    /// Base for each unit of quote in the level.
    pub base: BigRational,
    /// What is spent of each unit of quote.
    pub spent: BigRational,
}

/// What the model says of a sale.
#[derive(Clone, Debug)]
pub struct Sale {
    /// The price in smallest units.
    pub price: BigRational,
    pub sold: BigRational,
    pub raised: BigRational,
    /// By level, in the order of the book.
    pub shares: Vec<Share>,
}

fn whole(number: u128) -> BigRational {
    BigRational::from_integer(BigInt::from(number))
}

/// Smallest units of quote for a smallest unit of base.
pub fn in_units(price: Price, scale: Scale) -> BigRational {
    let ten = |power: u8| whole(10).pow(i32::from(power));
    whole(price.0) * ten(scale.quote_decimals) / ten(scale.base_decimals) / ten(18)
}

impl Books {
    /// A level's price; none where it sits out.
    fn price(&self, level: Level) -> Option<BigRational> {
        let price = match level {
            Level::Price(tick) => tick.price().unwrap(),
            Level::Discount(discount) => {
                let kept = 10_000 - u128::from(discount.bps().0);
                Price(self.reference?.0 * kept / 10_000)
            }
        };
        (price >= self.reserve).then(|| in_units(price, self.scale))
    }

    /// The levels that take part, the best first, a price before a discount that comes to the same: place, price, quote.
    fn ranked(&self) -> Vec<(usize, BigRational, u128)> {
        let mut ranked: Vec<_> = self
            .levels
            .iter()
            .enumerate()
            .filter_map(|(place, (level, bids))| {
                Some((place, self.price(*level)?, bids.iter().sum::<u128>()))
            })
            .collect();
        ranked.sort_by(|a, b| {
            let kind = |place: usize| matches!(self.levels[place].0, Level::Discount(_));
            b.1.cmp(&a.1).then(kind(a.0).cmp(&kind(b.0)))
        });
        ranked
    }

    /// The sale.
    pub fn sell(&self) -> Sale {
        let ranked = self.ranked();
        let (base, reserve) = (whole(self.base), in_units(self.reserve, self.scale));
        // Between two levels' prices demand is the same: the highest price there is the upper one's, or what the money comes to.
        let mut best: Option<BigRational> = None;
        let mut money = whole(0);
        for (place, (_, price, quote)) in ranked.iter().enumerate() {
            money += whole(*quote);
            let below = ranked.get(place + 1).map_or(&reserve, |next| &next.1);
            let highest = price.clone().min(&money / &base);
            if highest >= *below {
                best = best.max(Some(highest));
            }
        }
        let (price, sells_all) = match best {
            Some(price) => (price, true),
            None => (reserve, false),
        };
        let mut left = base.clone();
        let mut raised = whole(0);
        let nothing = Share {
            base: whole(0),
            spent: whole(0),
        };
        let mut shares = vec![nothing; self.levels.len()];
        for (place, limit, quote) in &ranked {
            let quote = whole(*quote);
            if *limit < price || quote == whole(0) {
                continue;
            }
            let wanted = &quote / &price;
            let is_last = *limit == price && sells_all && wanted >= left;
            let gets = if is_last { left.clone() } else { wanted };
            let pays = &gets * &price;
            // The level that is taken in part shares whole units, and pays for them.
            let (base, spent) = if is_last {
                let units = gets.ceil();
                let cost = (&units * &price).ceil().min(quote.clone());
                (units, cost)
            } else {
                (gets.clone(), quote.clone())
            };
            shares[*place] = Share {
                base: base / &quote,
                spent: spent / &quote,
            };
            left -= &gets;
            raised += pays;
        }
        Sale {
            price,
            sold: base - left,
            raised,
            shares,
        }
    }
}
