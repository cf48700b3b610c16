//! The prices at which one can bid: a fixed grid, so that bids at the same price share one pool.
//!
//! A price of the grid has at most four digits. From 1,000 to 2,000 they go up by 5, to 5,000 by 10, to 10,000 by 20, and so on in
//! every decade: neighbours are 0.2 % to 0.5 % apart, every price is a short decimal number, and from number to price and
//! back takes no more than a division.

use crate::units::{Bps, Price, BPS};
use crate::{number, MathError};

/// Prices of one decade.
const OF_A_DECADE: u16 = 750;

/// In each part of a decade: its first digits, its step, how many prices lie before it.
const PARTS: [(u16, u16, u16); 3] = [(1_000, 5, 0), (2_000, 10, 200), (5_000, 20, 500)];

/// Decades: from 10⁻¹⁵ to below 10¹² of whole quote for a whole base.
const DECADES: u16 = 27;

/// The first digits of the lowest price, `0.000000000000001`, in 18 decimals: 1,000.
const LOWEST_DECADE: u32 = 0;

/// The price of a tick by its place: a higher one is a better bid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tick(pub u16);

impl Tick {
    /// The highest there is.
    pub const LAST: Self = Self(OF_A_DECADE * DECADES - 1);

    /// Its price, whole quote for a whole base. Fails beyond the last.
    pub fn price(self) -> Result<Price, MathError> {
        if self > Self::LAST {
            return Err(MathError::Overflow);
        }
        let decade = self.0 / OF_A_DECADE;
        let place = self.0 % OF_A_DECADE;
        let (first, step, before) = part_of(|(_, _, before)| *before <= place);
        let digits = first.saturating_add(place.saturating_sub(before).saturating_mul(step));
        let exponent = LOWEST_DECADE.saturating_add(u32::from(decade));
        10u128
            .checked_pow(exponent)
            .and_then(|power| power.checked_mul(u128::from(digits)))
            .map(Price)
            .ok_or(MathError::Overflow)
    }

    /// The highest tick whose price is at most `price`; `None` below the lowest. Above the highest it is the last.
    pub fn at_most(price: Price) -> Option<Self> {
        let mut digits = price.0;
        let mut decade = 0u16;
        while digits >= 10_000 {
            digits /= 10;
            decade = decade.saturating_add(1);
        }
        if decade >= DECADES {
            return Some(Self::LAST);
        }
        let digits = u16::try_from(digits)
            .ok()
            .filter(|digits| *digits >= 1_000)?;
        let (first, step, before) = part_of(|(first, _, _)| *first <= digits);
        let further = digits.saturating_sub(first).checked_div(step)?;
        let place = before.saturating_add(further);
        Some(Self(
            decade.saturating_mul(OF_A_DECADE).saturating_add(place),
        ))
    }

    /// The tick of just this price; `None` when it lies between two.
    pub fn of(price: Price) -> Option<Self> {
        Self::at_most(price).filter(|tick| tick.price() == Ok(price))
    }
}

fn part_of(reached: impl Fn(&(u16, u16, u16)) -> bool) -> (u16, u16, u16) {
    let [lowest, ..] = PARTS;
    PARTS
        .iter()
        .rev()
        .find(|part| reached(part))
        .copied()
        .unwrap_or(lowest)
}

/// Discounts lie a quarter of a percent apart.
pub const DISCOUNT_STEP: u32 = 25;

/// The largest discount: half of the reference.
pub const MOST_DISCOUNT: u32 = 5_000;

/// A discount to the reference price that is fixed when the window closes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Discount(pub u16);

impl Discount {
    /// The discount of so many basis points; `None` between two steps, and beyond the largest.
    pub fn of(bps: Bps) -> Option<Self> {
        let steps = bps.0 / DISCOUNT_STEP;
        let known = bps.0 % DISCOUNT_STEP == 0 && bps.0 <= MOST_DISCOUNT;
        known.then(|| u16::try_from(steps).ok().map(Self)).flatten()
    }

    /// How many basis points it is.
    pub fn bps(self) -> Bps {
        Bps(u32::from(self.0).saturating_mul(DISCOUNT_STEP))
    }

    /// `⌊reference · (1 − discount)⌋`: nobody pays above the limit.
    pub fn price_floor(self, reference: Price) -> Result<Price, MathError> {
        let kept = BPS.saturating_sub(self.bps().wide());
        number::mul_div_floor(reference.0, kept, BPS).map(Price)
    }
}

/// What a bid bids: a price, or a discount. Levels of a kind share a pool each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// A price of the grid.
    Price(Tick),
    /// A discount to the reference.
    Discount(Discount),
}

/// The first number of a discount: behind all prices.
pub const FIRST_DISCOUNT: u16 = 0x8000;

impl Level {
    /// Its number in storage. Within a kind a higher number is a better bid.
    pub fn number(self) -> u16 {
        match self {
            Self::Price(tick) => tick.0,
            Self::Discount(discount) => FIRST_DISCOUNT
                .saturating_add(most_steps())
                .saturating_sub(discount.0),
        }
    }

    /// The level of a number; `None` when there is none.
    pub fn from_number(number: u16) -> Option<Self> {
        match number.checked_sub(FIRST_DISCOUNT) {
            None => (number <= Tick::LAST.0).then_some(Self::Price(Tick(number))),
            Some(place) => most_steps()
                .checked_sub(place)
                .map(|steps| Self::Discount(Discount(steps))),
        }
    }

    /// Its price where the reference is known: `None` for a discount without one.
    pub fn price_floor(self, reference: Option<Price>) -> Result<Option<Price>, MathError> {
        match (self, reference) {
            (Self::Price(tick), _) => tick.price().map(Some),
            (Self::Discount(discount), Some(reference)) => {
                discount.price_floor(reference).map(Some)
            }
            (Self::Discount(_), None) => Ok(None),
        }
    }
}

fn most_steps() -> u16 {
    u16::try_from(MOST_DISCOUNT / DISCOUNT_STEP).unwrap_or(u16::MAX)
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A price of so many hundredths.
    fn hundredths(count: u128) -> Price {
        Price(count * 10u128.pow(16))
    }

    #[test]
    fn the_grid_is_what_it_says_by_hand() {
        // 100.0 is 1,000 · 10¹⁷: the first price of decade 17.
        let hundred = Tick::of(hundredths(10_000)).unwrap();
        assert_eq!(hundred, Tick(17 * 750));
        // Then 100.5, 101.0 …; 200 at place 200, then 201; 500 at place 500, then 502.
        assert_eq!(Tick(hundred.0 + 1).price(), Ok(hundredths(10_050)));
        assert_eq!(Tick::of(hundredths(20_000)), Some(Tick(hundred.0 + 200)));
        assert_eq!(Tick(hundred.0 + 201).price(), Ok(hundredths(20_100)));
        assert_eq!(Tick::of(hundredths(50_000)), Some(Tick(hundred.0 + 500)));
        assert_eq!(Tick(hundred.0 + 501).price(), Ok(hundredths(50_200)));
        assert_eq!(Tick(hundred.0 + 749).price(), Ok(hundredths(99_800)));
        assert_eq!(Tick(hundred.0 + 750).price(), Ok(hundredths(100_000)));
        // 100.3 lies between two.
        assert_eq!(Tick::of(hundredths(10_030)), None);
        assert_eq!(Tick::at_most(hundredths(10_030)), Some(hundred));
    }

    #[test]
    fn below_the_lowest_there_is_no_tick_and_above_the_highest_the_last() {
        assert_eq!(Tick(0).price(), Ok(Price(1_000)));
        assert_eq!(Tick::at_most(Price(999)), None);
        assert_eq!(Tick::at_most(Price(0)), None);
        // 998,000,000,000 is the last: 9,980 · 10²⁶.
        assert_eq!(Tick::LAST.price(), Ok(Price(9_980 * 10u128.pow(26))));
        assert_eq!(Tick::at_most(Price(u128::MAX)), Some(Tick::LAST));
        assert_eq!(Tick(Tick::LAST.0 + 1).price(), Err(MathError::Overflow));
    }

    #[test]
    fn neighbours_are_a_fifth_to_half_of_a_percent_apart() {
        for place in 0..Tick::LAST.0 {
            let (lower, upper) = (
                Tick(place).price().unwrap().0,
                Tick(place + 1).price().unwrap().0,
            );
            let apart = (upper - lower) * 100_000 / lower;
            assert!((200..=500).contains(&apart), "{lower} {upper}");
        }
    }

    #[test]
    fn a_discount_takes_its_part_of_the_reference_and_no_unit_less() {
        let quarter = Discount::of(Bps(25)).unwrap();
        // 99.75 % of 1,001 is 998.4975.
        assert_eq!(quarter.price_floor(Price(1_001)), Ok(Price(998)));
        assert_eq!(
            Discount::of(Bps(5_000)).unwrap().price_floor(Price(7)),
            Ok(Price(3))
        );
        assert_eq!(
            Discount::of(Bps(0)).unwrap().price_floor(Price(7)),
            Ok(Price(7))
        );
        assert_eq!(Discount::of(Bps(30)), None);
        assert_eq!(Discount::of(Bps(5_025)), None);
    }

    #[test]
    fn levels_are_numbered_by_kind_with_the_better_behind() {
        let quarter = Level::Discount(Discount(1));
        assert_eq!(Level::Price(Tick(7)).number(), 7);
        // 200 steps to the largest discount, the least of its kind.
        assert_eq!(Level::Discount(Discount(200)).number(), 0x8000);
        assert_eq!(Level::Discount(Discount(0)).number(), 0x80c8);
        assert_eq!(Level::from_number(0x80c7), Some(quarter));
        assert_eq!(Level::from_number(0x80c9), None);
        assert_eq!(Level::from_number(Tick::LAST.0 + 1), None);
        for number in (0..=Tick::LAST.0).chain(0x8000..=0x80c8) {
            assert_eq!(Level::from_number(number).unwrap().number(), number);
        }
    }

    #[test]
    fn a_discount_has_a_price_only_beside_a_reference() {
        let quarter = Level::Discount(Discount(1));
        assert_eq!(quarter.price_floor(None), Ok(None));
        assert_eq!(
            quarter.price_floor(Some(Price(1_001))),
            Ok(Some(Price(998)))
        );
        let tick = Level::Price(Tick(0));
        assert_eq!(tick.price_floor(None), Ok(Some(Price(1_000))));
    }

    proptest! {
        #[test]
        fn every_tick_has_one_price_and_every_price_of_the_grid_one_tick(place in 0..=Tick::LAST.0) {
            let price = Tick(place).price().unwrap();
            prop_assert_eq!(Tick::of(price), Some(Tick(place)));
            // A unit less belongs to the tick below.
            let below = Tick::at_most(Price(price.0 - 1));
            prop_assert_eq!(below, place.checked_sub(1).map(Tick));
        }

        #[test]
        fn the_tick_at_most_a_price_is_the_highest_that_is(price in 1_000u128..10u128.pow(30)) {
            let tick = Tick::at_most(Price(price)).unwrap();
            prop_assert!(tick.price().unwrap().0 <= price);
            if tick < Tick::LAST {
                prop_assert!(Tick(tick.0 + 1).price().unwrap().0 > price);
            }
        }
    }
}
