//! Money that reaches its owners evenly over time, so that nobody gains by being there at the moment it came.

use crate::number::{add, mul_div_floor, sub};
use crate::packed::packed_record;
use crate::MathError;

/// What has not flowed yet, and how long it still flows. Something to flow has time left to flow in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stream {
    /// What has not flowed yet, in smallest units.
    pub amount: u128,
    /// Seconds it still flows.
    pub left: u64,
    /// Unix second up to which it has flowed.
    pub at: u64,
}
packed_record!(Stream { amount, left, at });

impl Stream {
    /// The stream at `now`, and what flowed since it was last looked at, rounded down: in favour of what still flows. The
    /// last second takes all that is left, so nothing stays behind however often it is looked at.
    pub fn flowed(self, now: u64) -> Result<(Self, u128), MathError> {
        let elapsed = now.saturating_sub(self.at).min(self.left);
        let out = if elapsed == 0 {
            0
        } else {
            mul_div_floor(self.amount, elapsed.into(), self.left.into())?
        };
        let stream = Self {
            amount: sub(self.amount, out)?,
            left: self.left.saturating_sub(elapsed),
            at: now.max(self.at),
        };
        Ok((stream, out))
    }

    /// The stream at `now` when nothing flowed since it was last looked at: it waits.
    pub fn waited(self, now: u64) -> Self {
        Self {
            at: now.max(self.at),
            ..self
        }
    }

    /// The stream with `amount` more, which by itself would flow over `span` seconds. The time left is the average weighted
    /// by amounts, rounded down, so that additions of next to nothing cannot hold up what is on its way.
    pub fn with(self, amount: u128, span: u64) -> Result<Self, MathError> {
        let total = add(self.amount, amount)?;
        if amount == 0 {
            return Ok(self);
        }
        let left = if self.amount == 0 {
            span
        } else if span >= self.left {
            let longer = span.saturating_sub(self.left);
            let more = mul_div_floor(amount, longer.into(), total)?;
            self.left
                .saturating_add(u64::try_from(more).map_err(|_| MathError::Overflow)?)
        } else {
            let shorter = self.left.saturating_sub(span);
            let less = mul_div_floor(amount, shorter.into(), total)?;
            self.left
                .saturating_sub(u64::try_from(less).map_err(|_| MathError::Overflow)?)
        };
        Ok(Self {
            amount: total,
            left: left.max(1),
            ..self
        })
    }

    /// The stream with up to `amount` taken out, and what was: the time left stays.
    pub fn drained(self, amount: u128) -> (Self, u128) {
        let taken = self.amount.min(amount);
        let stream = Self {
            amount: self.amount.saturating_sub(taken),
            ..self
        };
        (stream, taken)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::arithmetic_side_effects)]

    use super::*;
    use proptest::prelude::*;

    fn of(amount: u128, left: u64) -> Stream {
        Stream {
            amount,
            left,
            at: 1_000,
        }
    }

    #[test]
    fn a_third_of_the_time_brings_a_third_of_the_money() {
        let (rest, out) = of(100, 30).flowed(1_010).unwrap();
        assert_eq!((out, rest.amount, rest.left, rest.at), (33, 67, 20, 1_010));
        let (rest, out) = rest.flowed(1_030).unwrap();
        assert_eq!((out, rest.amount, rest.left), (67, 0, 0));
    }

    #[test]
    fn nothing_flows_within_a_second_or_while_it_waits() {
        let stream = of(100, 30);
        assert_eq!(stream.flowed(1_000).unwrap(), (stream, 0));
        let waited = stream.waited(5_000);
        assert_eq!((waited.amount, waited.left, waited.at), (100, 30, 5_000));
        assert_eq!(waited.flowed(5_015).unwrap().1, 50);
    }

    #[test]
    fn more_money_flows_as_long_as_its_weight_says() {
        // 300 over 10 s and 100 over 30 s: (300·10 + 100·30)/400 = 15 s.
        let stream = of(300, 10).with(100, 30).unwrap();
        assert_eq!((stream.amount, stream.left), (400, 15));
        // 300 over 30 s and 100 over 10 s: 25 s.
        let stream = of(300, 30).with(100, 10).unwrap();
        assert_eq!((stream.amount, stream.left), (400, 25));
        assert_eq!(Stream::default().with(7, 60).unwrap().left, 60);
        assert_eq!(of(5, 5).with(0, 60).unwrap(), of(5, 5));
    }

    #[test]
    fn a_unit_at_a_time_does_not_hold_the_stream_up() {
        let mut stream = of(1_000_000, 100);
        for _ in 0..1_000 {
            stream = stream.with(1, 600_000).unwrap();
        }
        assert_eq!(stream.left, 100);
    }

    #[test]
    fn what_is_taken_out_leaves_the_time_as_it_is() {
        assert_eq!(of(100, 30).drained(40), (of(60, 30), 40));
        assert_eq!(of(100, 30).drained(400), (of(0, 30), 100));
    }

    proptest! {
        #[test]
        fn however_often_it_is_looked_at_all_of_it_flows_and_never_early(
            amount in 1u128..1_000_000_000_000_000_000_000_000_000_000,
            left in 1u64..3_000_000,
            looks in proptest::collection::vec(0u64..400_000, 0..20),
        ) {
            let mut stream = of(amount, left);
            let (mut now, mut out) = (1_000, 0);
            for look in looks {
                now += look;
                let (next, more) = stream.flowed(now).unwrap();
                stream = next;
                out += more;
                let elapsed = u128::from((now - 1_000).min(left));
                prop_assert!(out <= mul_div_floor(amount, elapsed, left.into()).unwrap());
                prop_assert_eq!(stream.amount + out, amount);
            }
            let (end, more) = stream.flowed(1_000 + left).unwrap();
            prop_assert_eq!((end.amount, out + more), (0, amount));
        }
    }
}
