//! Adds up what was sold during a replay, and for how much.
//!
//! Amounts are integers in smallest units; only the ratios reported to people are floats.

use cosmwasm_std::Uint128;

use crate::error::Error;
use crate::market::price::Price;

/// Below this share of the market's value a sale counts as one to a zero bid, in ppm. On 12 March
/// 2020, with ETH near 130 DAI, a sale for under 1 DAI an ETH was counted as one.
const ZERO_BID_BELOW_PPM: u128 = 10_000;

/// How many smallest units make a whole one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimals {
    /// Digits after the point of the asset sold; at most 30.
    pub base: u32,
    /// Digits after the point of the asset paid; at most 30.
    pub quote: u32,
}

impl Decimals {
    /// What an amount of base is worth at a price, in smallest units of quote, rounded down.
    ///
    /// # Errors
    /// The value or a power of ten does not fit 128 bits.
    pub fn value(self, base: u128, price: Price) -> Result<u128, Error> {
        // price · 10^quote / 10^(18 + base), the smaller power of ten cancelled.
        let below = self.base.saturating_add(18);
        let scale = |digits: u32| 10u128.checked_pow(digits).ok_or(Error::Overflow);
        let numerator = scale(self.quote.saturating_sub(below))?;
        let denominator = scale(below.saturating_sub(self.quote))?;
        let price = price
            .atoms()
            .checked_mul(numerator)
            .ok_or(Error::Overflow)?;
        Uint128::new(base)
            .checked_multiply_ratio(price, denominator)
            .map(|value| value.u128())
            .map_err(|_| Error::Overflow)
    }

    /// How much base an amount of quote buys at a price, rounded down; as much as 128 bits hold if it is more.
    pub fn affordable(self, quote: u128, price: Price) -> u128 {
        let above = self.base.saturating_add(18);
        let scale = |digits: u32| 10u128.saturating_pow(digits);
        let numerator = scale(above.saturating_sub(self.quote));
        let denominator = scale(self.quote.saturating_sub(above)).saturating_mul(price.atoms());
        Uint128::new(quote)
            .checked_multiply_ratio(numerator, denominator)
            .map_or(u128::MAX, |base| base.u128())
    }
}

/// One sale out of a lot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sale {
    /// Base sold, in smallest units.
    pub base: u128,
    /// Quote paid, in smallest units.
    pub paid: u128,
    /// The market's price when it was sold.
    pub market: Price,
    /// The market's price when its lot opened.
    pub opening: Price,
    /// The lowest price the lot's terms allowed at the time.
    pub floor: Price,
}

/// The sums of all sales.
#[derive(Clone, Debug)]
pub struct Tally {
    decimals: Decimals,
    base: u128,
    paid: u128,
    market_value: u128,
    opening_value: u128,
    worst: Option<(u128, u128)>,
    zero_bid_sales: u64,
    sales_below_floor: u64,
    seconds_to_sell: Vec<u64>,
}

impl Tally {
    /// Nothing sold yet.
    pub const fn new(decimals: Decimals) -> Tally {
        Tally {
            decimals,
            base: 0,
            paid: 0,
            market_value: 0,
            opening_value: 0,
            worst: None,
            zero_bid_sales: 0,
            sales_below_floor: 0,
            seconds_to_sell: Vec::new(),
        }
    }

    /// Counts a sale.
    ///
    /// # Errors
    /// A sum does not fit 128 bits.
    pub fn sale(&mut self, sale: Sale) -> Result<(), Error> {
        let value = self.decimals.value(sale.base, sale.market)?;
        let opening = self.decimals.value(sale.base, sale.opening)?;
        let floor = self.decimals.value(sale.base, sale.floor)?;
        let add = |sum: u128, more| sum.checked_add(more).ok_or(Error::Overflow);
        self.base = add(self.base, sale.base)?;
        self.paid = add(self.paid, sale.paid)?;
        self.market_value = add(self.market_value, value)?;
        self.opening_value = add(self.opening_value, opening)?;

        // A crumb worth less than one unit of quote has no ratio.
        let sold = (sale.paid, value);
        if value > 0 && !self.worst.is_some_and(|worst| !is_lower(sold, worst)) {
            self.worst = Some(sold);
        }
        if is_lower(sold, (ZERO_BID_BELOW_PPM, 1_000_000)) {
            self.zero_bid_sales = self.zero_bid_sales.saturating_add(1);
        }
        if sale.paid < floor {
            self.sales_below_floor = self.sales_below_floor.saturating_add(1);
        }
        Ok(())
    }

    /// Counts a lot whose last base was sold this many seconds after it opened.
    pub fn lot_sold(&mut self, seconds: u64) {
        self.seconds_to_sell.push(seconds);
    }

    /// The sums, for the report.
    pub fn sums(&self) -> Sums {
        let mut seconds = self.seconds_to_sell.clone();
        seconds.sort_unstable();
        Sums {
            base_sold: whole(self.base, self.decimals.base),
            proceeds: whole(self.paid, self.decimals.quote),
            market_value: whole(self.market_value, self.decimals.quote),
            recovery: ratio(self.paid, self.market_value),
            recovery_at_opening: ratio(self.paid, self.opening_value),
            worst_sale: self.worst.and_then(|(paid, value)| ratio(paid, value)),
            zero_bid_sales: self.zero_bid_sales,
            sales_below_floor: self.sales_below_floor,
            median_seconds_to_sell: median(&seconds),
            max_seconds_to_sell: seconds.last().copied(),
        }
    }
}

/// The sums of all sales, in whole units, as they are reported.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sums {
    /// Base sold.
    pub base_sold: f64,
    /// Quote paid for it.
    pub proceeds: f64,
    /// What it was worth at the market's price, each sale at its own second.
    pub market_value: f64,
    /// Proceeds over market value; `None` if nothing was sold.
    pub recovery: Option<f64>,
    /// Proceeds over the value at the market's price when each lot opened.
    pub recovery_at_opening: Option<f64>,
    /// The lowest ratio of payment to market value of one sale.
    pub worst_sale: Option<f64>,
    /// Sales for less than a hundredth of the market's value.
    pub zero_bid_sales: u64,
    /// Sales below what the lot's own terms allowed.
    pub sales_below_floor: u64,
    /// The middle of the lots' seconds from opening to the last sale.
    pub median_seconds_to_sell: Option<f64>,
    /// The longest of them.
    pub max_seconds_to_sell: Option<u64>,
}

/// Whether the first fraction is below the second; exact. A fraction is (numerator, denominator).
fn is_lower(one: (u128, u128), other: (u128, u128)) -> bool {
    let product = |a: u128, b: u128| Uint128::new(a).full_mul(b);
    product(one.0, other.1) < product(other.0, one.1)
}

/// An amount in whole units.
#[allow(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "a figure for people; the exact integer is kept where it counts"
)]
pub fn whole(amount: u128, decimals: u32) -> f64 {
    amount as f64 / f64::powi(10.0, i32::try_from(decimals).unwrap_or(i32::MAX))
}

#[allow(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "a statistic for people"
)]
fn ratio(part: u128, of: u128) -> Option<f64> {
    (of > 0).then(|| part as f64 / of as f64)
}

/// The middle of sorted numbers; the mean of the middle two if they are even in number.
#[allow(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "a statistic for people"
)]
fn median(sorted: &[u64]) -> Option<f64> {
    let upper = *sorted.get(sorted.len() / 2)?;
    let lower = *sorted.get(sorted.len().saturating_sub(1) / 2)?;
    Some((lower as f64 + upper as f64) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Base with 6 decimals, quote with 6.
    const SIXES: Decimals = Decimals { base: 6, quote: 6 };

    fn cents(cents: u64) -> Price {
        Price::from_cents(cents).unwrap()
    }

    fn sale(base: u128, paid: u128) -> Sale {
        Sale {
            base,
            paid,
            market: cents(10_000),
            opening: cents(12_500),
            floor: cents(9_000),
        }
    }

    #[test]
    fn values_round_down_whatever_the_decimals() {
        let price = cents(13_333);
        assert_eq!(SIXES.value(1_000_000, price), Ok(133_330_000));
        assert_eq!(SIXES.value(1, cents(199)), Ok(1));
        let eighteen = Decimals { base: 18, quote: 6 };
        assert_eq!(
            eighteen.value(50 * 10u128.pow(18), price),
            Ok(6_666_500_000)
        );
        let wide = Decimals { base: 0, quote: 20 };
        assert_eq!(wide.value(3, cents(150)), Ok(450_000_000_000_000_000_000));
        assert_eq!(SIXES.value(u128::MAX, Price::MAX), Err(Error::Overflow));
    }

    #[test]
    fn money_buys_what_it_is_worth_rounded_down() {
        let eighteen = Decimals { base: 18, quote: 6 };
        // 2,000,000 at 133.33 a whole unit.
        let bought = eighteen.affordable(2_000_000_000_000, cents(13_333));
        assert_eq!(bought, 15_000_375_009_375_234_380_859);
        assert_eq!(SIXES.affordable(199, cents(200)), 99);
        assert_eq!(eighteen.affordable(u128::MAX, cents(1)), u128::MAX);
    }

    #[test]
    fn sums_and_ratios_are_those_of_the_sales() {
        let mut tally = Tally::new(SIXES);
        // 2 whole at 99 of 100, 1 whole at 95 of 100.
        tally.sale(sale(2_000_000, 198_000_000)).unwrap();
        tally.sale(sale(1_000_000, 95_000_000)).unwrap();
        let sums = tally.sums();
        assert_eq!(
            (sums.base_sold, sums.proceeds, sums.market_value),
            (3.0, 293.0, 300.0)
        );
        assert_eq!(sums.recovery, Some(293.0 / 300.0));
        assert_eq!(sums.recovery_at_opening, Some(293.0 / 375.0));
        assert_eq!(sums.worst_sale, Some(0.95));
        assert_eq!((sums.zero_bid_sales, sums.sales_below_floor), (0, 0));
    }

    #[test]
    fn giveaways_and_sales_below_the_floor_are_counted() {
        let mut tally = Tally::new(SIXES);
        tally.sale(sale(1_000_000, 90_000_000)).unwrap();
        tally.sale(sale(1_000_000, 89_999_999)).unwrap();
        tally.sale(sale(1_000_000, 1_000_000)).unwrap();
        tally.sale(sale(1_000_000, 999_999)).unwrap();
        tally.sale(sale(1_000_000, 0)).unwrap();
        let sums = tally.sums();
        assert_eq!((sums.zero_bid_sales, sums.sales_below_floor), (2, 4));
        assert_eq!(sums.worst_sale, Some(0.0));
    }

    #[test]
    fn nothing_sold_has_no_ratios_and_no_times() {
        let sums = Tally::new(SIXES).sums();
        assert_eq!(
            (sums.recovery, sums.recovery_at_opening, sums.worst_sale),
            (None, None, None)
        );
        assert_eq!(
            (sums.median_seconds_to_sell, sums.max_seconds_to_sell),
            (None, None)
        );
    }

    #[test]
    fn the_median_is_the_middle_or_the_mean_of_the_middle_two() {
        let times = |seconds: &[u64]| {
            let mut tally = Tally::new(SIXES);
            seconds.iter().for_each(|second| tally.lot_sold(*second));
            (
                tally.sums().median_seconds_to_sell,
                tally.sums().max_seconds_to_sell,
            )
        };
        assert_eq!(times(&[90, 6, 30]), (Some(30.0), Some(90)));
        assert_eq!(times(&[90, 6, 30, 33]), (Some(31.5), Some(90)));
    }
}
