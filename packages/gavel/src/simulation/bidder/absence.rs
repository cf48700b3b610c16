//! The hours in which a bidder is away.

use crate::market::{crash, Market};
use crate::scenario::Scenario;

/// The seconds of the data in which a bidder neither bids nor has anything on its way; none where start and end are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Absence {
    from: u64,
    to: u64,
}

impl Absence {
    /// From the crash's start for as long as the scenario says.
    pub fn of(market: &Market, scenario: &Scenario) -> Absence {
        let from = match scenario.deserted_seconds {
            0 => 0,
            _ => crash::starts_at(market),
        };
        let to = from.saturating_add(scenario.deserted_seconds);
        Absence { from, to }
    }

    /// Whether the bidder is away at a second of the data.
    pub const fn covers(&self, second: u64) -> bool {
        self.from <= second && second < self.to
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::market::builtin;
    use crate::market::window::AskedWindow;
    use crate::scenario::find;

    #[test]
    fn in_a_deserted_crash_bidders_are_away_from_ten_to_two_and_else_never() {
        let market = builtin::market(AskedWindow::default()).unwrap();
        let away = |scenario| Absence::of(&market, &find(scenario).unwrap());
        let (ten, two) = (1_584_007_200, 1_584_021_600);
        let deserted = away("deserted");
        assert_eq!(
            [ten - 1, ten, two - 1, two].map(|second| deserted.covers(second)),
            [false, true, true, false]
        );
        assert!(![0, ten].iter().any(|second| away("calm").covers(*second)));
    }
}
