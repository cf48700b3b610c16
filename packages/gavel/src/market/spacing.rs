//! How long the bars of a series are: the commonest distance between two openings.

use std::collections::BTreeMap;

/// Counts the distances between neighbouring bars.
///
/// The commonest one is the bars' length, so a hole in the data does not make a bar longer.
#[derive(Clone, Debug, Default)]
pub struct Spacing {
    seen: BTreeMap<u64, u64>,
}

impl Spacing {
    /// Counts one distance, in seconds.
    pub fn count(&mut self, seconds: u64) {
        let times = self.seen.entry(seconds).or_insert(0);
        *times = times.saturating_add(1);
    }

    /// The commonest distance in seconds, the shortest of those if several are.
    /// `None` before the first distance.
    pub fn commonest(&self) -> Option<u64> {
        self.seen
            .iter()
            .max_by(|(near, few), (far, many)| few.cmp(many).then(far.cmp(near)))
            .map(|(seconds, _)| *seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn commonest(distances: &[u64]) -> Option<u64> {
        let mut spacing = Spacing::default();
        for seconds in distances {
            spacing.count(*seconds);
        }
        spacing.commonest()
    }

    #[test]
    fn the_commonest_distance_wins_and_a_hole_does_not() {
        assert_eq!(commonest(&[]), None);
        assert_eq!(commonest(&[300, 300, 7_200, 300]), Some(300));
        assert_eq!(commonest(&[60, 300, 300]), Some(300));
    }

    #[test]
    fn the_shortest_distance_wins_a_tie() {
        assert_eq!(commonest(&[300, 60, 60, 300, 900]), Some(60));
    }
}
