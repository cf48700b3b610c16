//! What an insurer could not pay: the order in which it is made good.
//!
//! All shortfalls of a pool lie one behind the other on one line, each as long as its amount. Money that makes them good
//! moves one mark along the line: what lies before it is made good, oldest first, to the unit, at the same cost however
//! many shortfalls there are.

use crate::number::{add, sub};
use crate::packed::packed_record;
use crate::MathError;

/// The line of a pool's shortfalls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Its length: everything that ever fell short.
    pub end: u128,
    /// The mark: everything that was ever made good.
    pub mark: u128,
}
packed_record!(Line { end, mark });

/// A shortfall, or what is left of it: a stretch of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Where it begins.
    pub start: u128,
    /// How long it is: what its owner has not received yet.
    pub amount: u128,
}
packed_record!(Stretch { start, amount });

impl Line {
    /// What is still to be made good.
    pub fn open(self) -> u128 {
        self.end.saturating_sub(self.mark)
    }

    /// The line with a shortfall more, and its stretch. A line that has no room left cuts it off: nobody fails for that.
    pub fn with(self, amount: u128) -> (Self, Stretch) {
        let end = self.end.saturating_add(amount);
        let stretch = Stretch {
            start: self.end,
            amount: end.saturating_sub(self.end),
        };
        (Self { end, ..self }, stretch)
    }

    /// The line with up to `amount` more made good, and how much was.
    pub fn made_good(self, amount: u128) -> (Self, u128) {
        let paid = self.open().min(amount);
        let line = Self {
            mark: self.mark.saturating_add(paid),
            ..self
        };
        (line, paid)
    }
}

impl Stretch {
    /// Whether a shortfall that the line takes on now would lie directly behind this one.
    pub fn is_last(self, line: Line) -> bool {
        self.start.saturating_add(self.amount) == line.end
    }

    /// The stretch with another that lies directly behind it.
    pub fn joined(self, next: Self) -> Result<Self, MathError> {
        Ok(Self {
            amount: add(self.amount, next.amount)?,
            ..self
        })
    }

    /// What of it has been made good.
    pub fn ready(self, line: Line) -> u128 {
        line.mark.saturating_sub(self.start).min(self.amount)
    }

    /// What is left of it when its owner has received `paid`. Fails beyond its amount.
    pub fn received(self, paid: u128) -> Result<Self, MathError> {
        Ok(Self {
            start: add(self.start, paid)?,
            amount: sub(self.amount, paid)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_is_made_good_first() {
        let (line, first) = Line::default().with(100);
        let (line, second) = line.with(50);
        assert_eq!(line.open(), 150);
        let (line, paid) = line.made_good(120);
        assert_eq!(paid, 120);
        assert_eq!((first.ready(line), second.ready(line)), (100, 20));
        let (line, paid) = line.made_good(80);
        assert_eq!((paid, line.open()), (30, 0));
        assert_eq!(second.ready(line), 50);
    }

    #[test]
    fn what_was_received_is_not_ready_again() {
        let (line, stretch) = Line::default().with(100);
        let (line, _) = line.made_good(60);
        let left = stretch.received(60).unwrap();
        assert_eq!((left.ready(line), left.amount), (0, 40));
        assert_eq!(left.received(41), Err(MathError::Underflow));
    }

    #[test]
    fn the_last_shortfall_grows_and_one_before_another_does_not() {
        let (line, first) = Line::default().with(100);
        assert!(first.is_last(line));
        let (line, more) = line.with(7);
        let joined = first.joined(more).unwrap();
        assert_eq!(
            joined,
            Stretch {
                start: 0,
                amount: 107
            }
        );
        assert!(joined.is_last(line) && !first.is_last(line));
    }

    #[test]
    fn a_full_line_cuts_a_shortfall_off() {
        let (line, _) = Line::default().with(u128::MAX);
        let (same, none) = line.with(5);
        assert_eq!((same, none.amount), (line, 0));
    }
}
