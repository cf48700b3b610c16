//! English sales: what the next bid must be, and when the time for bids ends. All times are auction milliseconds (see
//! [`clock`](crate::clock)) but where they are named seconds.

use crate::number::add;
use crate::packed::packed_record;
use crate::units::{Bps, Price, Scale};
use crate::MathError;

/// The rules of a sale in which bids rise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bidding {
    /// Share of the reference below which nothing is sold.
    pub reserve: Bps,
    /// By what share of the leading bid the next one must exceed it.
    pub min_raise: Bps,
    /// Seconds in which bids are taken.
    pub duration_seconds: u32,
    /// Seconds that are left for an answer behind any bid.
    pub extension_seconds: u32,
    /// Seconds behind which no bid moves the end.
    pub hard_end_seconds: u32,
}
packed_record!(Bidding {
    reserve,
    min_raise,
    duration_seconds,
    extension_seconds,
    hard_end_seconds
});

impl Bidding {
    /// When the time ends if nobody bids.
    pub fn duration(&self) -> u64 {
        millis(self.duration_seconds)
    }

    /// The reserve as a price, `⌈reference · reserve⌉`, at least the smallest: nothing is sold for nothing.
    pub fn reserve_price(&self, reference: Price) -> Result<Price, MathError> {
        Ok(Price(self.reserve.of_ceil(reference.0)?.max(1)))
    }

    /// The least first bid for `base`, `⌈base · reserve⌉`, at least a unit.
    pub fn opening(&self, base: u128, reference: Price, scale: Scale) -> Result<u128, MathError> {
        let reserve = self.reserve_price(reference)?;
        Ok(scale.quote_ceil(base, reserve)?.max(1))
    }

    /// The least bid above `leading`: it and the least raise, rounded up, at least a unit.
    pub fn raised(&self, leading: u128) -> Result<u128, MathError> {
        let raise = self.min_raise.of_ceil(leading)?;
        add(leading, raise.max(1))
    }

    /// When the time ends behind a bid at `elapsed`, where before it ended at `end`: not before others had an extension to answer,
    /// but behind the hard end no bid moves it.
    pub fn end_behind(&self, elapsed: u64, end: u64) -> u64 {
        let answered = self.extended(elapsed);
        end.max(answered.min(millis(self.hard_end_seconds)))
    }

    /// When the time ends that is given once more at `elapsed`, because bidders could not see the market: the hard end does not bind.
    pub fn extended(&self, elapsed: u64) -> u64 {
        elapsed.saturating_add(millis(self.extension_seconds))
    }

    /// Whether from `elapsed` an extension is left for others to answer, where the time ends at `end`.
    pub fn leaves_an_answer(&self, elapsed: u64, end: u64) -> bool {
        end >= self.extended(elapsed)
    }
}

fn millis(seconds: u32) -> u64 {
    u64::from(seconds).saturating_mul(1_000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::UNIT;

    /// 90 %, raises of 1 %, ten minutes, a minute to answer, twenty minutes at the most.
    const RULES: Bidding = Bidding {
        reserve: Bps(9_000),
        min_raise: Bps(100),
        duration_seconds: 600,
        extension_seconds: 60,
        hard_end_seconds: 1_200,
    };

    const ETH_USDT: Scale = Scale {
        base_decimals: 18,
        quote_decimals: 6,
    };

    #[test]
    fn a_first_bid_pays_the_reserve_for_all_of_the_base() {
        let reference = Price(100 * UNIT);
        let eth = UNIT;
        // 90 each.
        assert_eq!(RULES.opening(5 * eth, reference, ETH_USDT), Ok(450_000_000));
        // One unit of base is worth 90 · 10⁻¹² units of quote: it costs a whole one.
        assert_eq!(RULES.opening(1, reference, ETH_USDT), Ok(1));
        // 9,000 / 10,000 of the smallest price is no price: the smallest.
        assert_eq!(RULES.reserve_price(Price(1)), Ok(Price(1)));
        assert_eq!(RULES.reserve_price(Price(11)), Ok(Price(10)));
    }

    #[test]
    fn a_raise_is_rounded_up_and_never_nothing() {
        assert_eq!(RULES.raised(450_000_000), Ok(454_500_000));
        assert_eq!(RULES.raised(101), Ok(103));
        assert_eq!(RULES.raised(1), Ok(2));
        let free = Bidding {
            min_raise: Bps(0),
            ..RULES
        };
        assert_eq!(free.raised(450_000_000), Ok(450_000_001));
        assert_eq!(free.raised(u128::MAX), Err(MathError::Overflow));
    }

    #[test]
    fn a_late_bid_moves_the_end_up_to_the_hard_end() {
        // A minute and more is left: nothing moves.
        assert_eq!(RULES.end_behind(540_000, 600_000), 600_000);
        assert_eq!(RULES.end_behind(540_001, 600_000), 600_001);
        assert_eq!(RULES.end_behind(599_999, 600_000), 659_999);
        assert_eq!(RULES.end_behind(1_139_000, 1_150_000), 1_199_000);
        assert_eq!(RULES.end_behind(1_190_000, 1_195_000), 1_200_000);
        // An end that was moved beyond it because of a gap stays.
        assert_eq!(RULES.end_behind(1_210_000, 1_230_000), 1_230_000);
    }

    #[test]
    fn an_answer_takes_a_whole_extension() {
        assert!(RULES.leaves_an_answer(540_000, 600_000));
        assert!(!RULES.leaves_an_answer(540_001, 600_000));
        assert_eq!(RULES.extended(1_200_000), 1_260_000);
    }
}
