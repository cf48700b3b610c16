//! Batches: bids that stand in a pair's book until they are filled or taken back.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Decimal, Uint128};
use gavel_math::grid::{Discount, Level, Tick, DISCOUNT_STEP, MOST_DISCOUNT};
use gavel_math::{Bps, Price};
use thiserror::Error;

use crate::decimal;

/// A sale in windows. All that is consigned to the pair in a window is one lot; when the window ends, the book's bids buy it at one
/// price for all, the highest at which everything is sold. What no bid at or above the reserve buys goes to the next stage.
#[cw_serde]
pub struct BatchStage {
    /// Auction seconds from the first consignment to the end of a window, 30 to 86,400, and more than the freeze and two blocks. Base
    /// joins in the first half. The base needs 6 decimals or more.
    pub window_seconds: u32,
    /// Blocks at the end of a window in which the book takes no bid and gives none back, 2 to 20; each counts as the house's
    /// longest block.
    pub freeze_blocks: u8,
    /// Auction seconds, 10 to 3,600, behind the end after which a window that nobody closed is opened once more for the freeze and two
    /// blocks, three times at most, as it is behind a pause, or a minute in which the chain stood.
    pub grace_seconds: u32,
    /// The reserve: no base is sold below this share of the reference, in basis points, 1,000 to 10,000.
    pub reserve_bps: u32,
    /// By how many basis points the reference may lie below the oracle's running average of the price, 0 to 2,000: whoever closes a
    /// window does not choose a low print.
    pub band_bps: u32,
    /// The most base that one window sells, in smallest units, above 0; no bound when left out. A lot with more stays for further
    /// windows.
    pub max_base: Option<Uint128>,
    /// The most base that one window sells as a share of what the book would buy at the reserve, in basis points, 100 to 10,000; no
    /// bound when left out.
    pub max_depth_bps: Option<u32>,
    /// The most windows that a lot goes through, 1 to 15.
    pub max_windows: u8,
    /// The least quote of a bid, in smallest units, above 0.
    pub min_bid: Uint128,
}

/// What a bid is ready to pay. Whole quote per whole base.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum Limit {
    /// At most this price. It must lie on the grid: at most four digits, of which from 1,000 to 2,000 every fifth is there, to 5,000
    /// every tenth, to 10,000 every twentieth, and zeros.
    Price(Decimal),
    /// At most the reference less this discount in basis points: a multiple of 25, at most 5,000. The reference is the oracle's
    /// price when the window is closed, and no lower than its running average less the pair's band; without a valid one, and while a
    /// jump waits to be confirmed, such a bid is not filled, and stays.
    DiscountBps(u32),
}

/// Why a limit is none of the grid.
#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum LimitRefusal {
    /// A price between two of the grid.
    #[error("{got} lies between two prices of the grid; bid {below} or {above}")]
    Between {
        /// The price given.
        got: Decimal,
        /// The next lower price.
        below: Decimal,
        /// The next higher price.
        above: Decimal,
    },
    /// A price beyond the grid.
    #[error("prices of the grid go from {lowest} to {highest}, not to {got}")]
    Beyond {
        /// The price given.
        got: Decimal,
        /// The lowest.
        lowest: Decimal,
        /// The highest.
        highest: Decimal,
    },
    /// No discount of the grid.
    #[error(
        "discounts are multiples of {DISCOUNT_STEP} basis points up to {MOST_DISCOUNT}, not {got}"
    )]
    Discount {
        /// The discount given.
        got: u32,
    },
}

impl Limit {
    /// The level of the book that the limit is.
    ///
    /// # Errors
    /// It is none of the grid.
    pub fn level(self) -> Result<Level, LimitRefusal> {
        match self {
            Self::Price(price) => tick(price).map(Level::Price),
            Self::DiscountBps(bps) => Discount::of(Bps(bps))
                .map(Level::Discount)
                .ok_or(LimitRefusal::Discount { got: bps }),
        }
    }

    /// The limit that a level of the book is.
    pub fn of(level: Level) -> Self {
        match level {
            // Every stored tick has a price.
            Level::Price(tick) => Self::Price(decimal(tick.price().unwrap_or_default())),
            Level::Discount(discount) => Self::DiscountBps(discount.bps().0),
        }
    }
}

impl core::fmt::Display for Limit {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Price(price) => write!(f, "{price}"),
            Self::DiscountBps(bps) => write!(f, "-{bps} bps"),
        }
    }
}

fn tick(got: Decimal) -> Result<Tick, LimitRefusal> {
    let price = Price(got.atomics().u128());
    let at = |tick: Tick| decimal(tick.price().unwrap_or_default());
    let beyond = LimitRefusal::Beyond {
        got,
        lowest: at(Tick(0)),
        highest: at(Tick::LAST),
    };
    let Some(below) = Tick::at_most(price) else {
        return Err(beyond);
    };
    if below.price() == Ok(price) {
        return Ok(below);
    }
    if below == Tick::LAST {
        return Err(beyond);
    }
    Err(LimitRefusal::Between {
        got,
        below: at(below),
        above: at(Tick(below.0.saturating_add(1))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn price(text: &str) -> Limit {
        Limit::Price(text.parse().unwrap())
    }

    #[test]
    fn a_limit_and_its_level_are_the_same_thing() {
        for limit in [
            price("95.2"),
            price("0.000000000000001"),
            price("1995"),
            Limit::DiscountBps(0),
            Limit::DiscountBps(5_000),
        ] {
            assert_eq!(Limit::of(limit.level().unwrap()), limit);
        }
    }

    #[test]
    fn a_limit_off_the_grid_is_told_its_neighbours() {
        let told = |limit: Limit| limit.level().unwrap_err().to_string();
        assert_eq!(
            told(price("95.21")),
            "95.21 lies between two prices of the grid; bid 95.2 or 95.4"
        );
        assert!(told(price("0.0000000000000009")).starts_with("prices of the grid go from"));
        assert!(told(price("999000000000")).ends_with("not to 999000000000"));
        assert!(told(Limit::DiscountBps(30)).contains("multiples of 25"));
        assert!(told(Limit::DiscountBps(5_025)).contains("up to 5000"));
    }
}
