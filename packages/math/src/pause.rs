//! A pause that ends by itself.
//!
//! The guardian may pause for 48 hours and not again until a week after that pause has ended, so that a captured
//! guardian cannot strand anyone. The owner may pause, renew and lift at any time.

use crate::clock::{Moment, Span};
use crate::packed::packed_record;

/// How long a pause lasts unless the owner renews it, in milliseconds: 48 hours.
pub const PAUSE_LENGTH: u64 = 48 * 60 * 60 * 1_000;

/// How long after a pause the guardian may not pause again, in milliseconds: 7 days, time for governance to vote.
pub const GUARDIAN_REST: u64 = 7 * 24 * 60 * 60 * 1_000;

/// Who asks for a pause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caller {
    /// Who governs.
    Owner,
    /// Who may pause, and nothing else.
    Guardian,
    /// Anyone else.
    Stranger,
}

/// Why a pause does not begin or end. Times in Unix seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PauseRefusal {
    /// Only the guardian or the owner may pause.
    Stranger,
    /// The guardian must not pause again before `ready_at`, rounded up.
    GuardianRests {
        /// When it may.
        ready_at: u64,
    },
    /// No pause is on that could be lifted.
    NotPaused,
}

/// The state of the pause: whether one is on, and the totals of those that were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pause {
    /// When the pause that is on, or has run out and was not yet counted, began.
    pub since: Option<Moment>,
    /// When it ends by itself, in milliseconds.
    pub until: u64,
    /// Milliseconds of all counted pauses.
    pub total: u64,
    /// Blocks of all counted pauses.
    pub total_blocks: u64,
    /// The last counted pause.
    pub last: Option<Span>,
}
packed_record!(Pause {
    since,
    until,
    total,
    total_blocks,
    last
});

impl Pause {
    /// Whether the house is paused at `now`.
    pub fn is_on(&self, now: Moment) -> bool {
        self.since.is_some() && now.time < self.until
    }

    /// Milliseconds and blocks of all pauses up to `now`. A pause that ran out counts its blocks until the next
    /// message closes it: the clock may stand a little longer, never shorter.
    pub fn totals(&self, now: Moment) -> (u64, u64) {
        match self.since {
            None => (self.total, self.total_blocks),
            Some(since) => (
                self.total
                    .saturating_add(now.time.min(self.until).saturating_sub(since.time)),
                self.total_blocks
                    .saturating_add(now.height.saturating_sub(since.height)),
            ),
        }
    }

    /// The pause that is on, or ran out and was not yet counted, and the last counted one.
    pub fn spans(&self, now: Moment) -> impl Iterator<Item = Span> {
        let open = self.since.map(|since| Span {
            from: since.time,
            to: now.time.min(self.until),
        });
        open.into_iter().chain(self.last)
    }

    /// The state with a pause that has run out counted and closed; `None` when there is nothing to close.
    pub fn closed(&self, now: Moment) -> Option<Self> {
        (self.since.is_some() && !self.is_on(now)).then(|| self.lifted(now))
    }

    /// The state with the pause ended at `now`.
    pub fn lifted(&self, now: Moment) -> Self {
        let (total, total_blocks) = self.totals(now);
        Self {
            // A pause lifted in the block it began in took no time, and does not push out one that did.
            last: self.spans(now).find(|span| span.from < span.to),
            since: None,
            until: self.until.min(now.time),
            total,
            total_blocks,
        }
    }

    /// The state with a pause on from `now`, for 48 hours. One that is on already is renewed.
    pub fn started(&self, now: Moment) -> Self {
        let open = self.closed(now).unwrap_or(*self);
        Self {
            since: open.since.or(Some(now)),
            until: now.time.saturating_add(PAUSE_LENGTH),
            ..open
        }
    }

    /// The Unix second at which the pause that is on at `now` ends by itself, rounded up; none when none is on.
    pub fn on_until(&self, now: Moment) -> Option<u64> {
        self.is_on(now).then(|| self.until.div_ceil(1_000))
    }

    /// The state when `caller` asks for a pause: the owner at any time, who thereby renews one, the guardian after its rest.
    pub fn asked_by(&self, caller: Caller, now: Moment) -> Result<Self, PauseRefusal> {
        match caller {
            Caller::Stranger => Err(PauseRefusal::Stranger),
            Caller::Guardian if now.time < self.guardian_ready_at() => {
                Err(PauseRefusal::GuardianRests {
                    ready_at: self.guardian_ready_at().div_ceil(1_000),
                })
            }
            Caller::Owner | Caller::Guardian => Ok(self.started(now)),
        }
    }

    /// The state when governance lifts the pause that is on.
    pub fn ended(&self, now: Moment) -> Result<Self, PauseRefusal> {
        if self.is_on(now) {
            Ok(self.lifted(now))
        } else {
            Err(PauseRefusal::NotPaused)
        }
    }

    /// The first moment, in milliseconds, at which the guardian may pause: now or earlier when it may. The owner has
    /// no such rest.
    pub fn guardian_ready_at(&self) -> u64 {
        if self.until == 0 {
            0
        } else {
            self.until.saturating_add(GUARDIAN_REST)
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::arithmetic_side_effects)]

    use super::*;

    const HOUR: u64 = 3_600_000;

    fn at(hours: u64) -> Moment {
        Moment {
            time: 1_000 * HOUR + hours * HOUR,
            height: 100 + hours * 600,
        }
    }

    #[test]
    fn a_pause_ends_by_itself_after_48_hours() {
        let pause = Pause::default().started(at(0));
        assert!(pause.is_on(at(47)));
        assert!(!pause.is_on(at(48)));
        assert_eq!(pause.totals(at(10)), (10 * HOUR, 6_000));
        assert_eq!(pause.totals(at(60)), (48 * HOUR, 36_000));
        let closed = pause.closed(at(60)).unwrap();
        assert_eq!(closed.totals(at(90)), (48 * HOUR, 36_000));
    }

    #[test]
    fn the_owner_renews_and_lifts() {
        let pause = Pause::default().started(at(0)).started(at(40));
        assert!(pause.is_on(at(87)));
        let lifted = pause.lifted(at(50));
        assert!(!lifted.is_on(at(50)));
        assert_eq!(lifted.totals(at(80)), (50 * HOUR, 30_000));
    }

    #[test]
    fn a_pause_that_took_no_time_does_not_make_the_last_one_forgotten() {
        let pause = Pause::default().started(at(0)).lifted(at(5));
        let again = pause.started(at(9)).lifted(at(9));
        assert_eq!(again.last, pause.last);
        assert!(again.last.is_some());
    }

    #[test]
    fn the_owner_pauses_at_any_time_the_guardian_after_its_rest_and_nobody_else() {
        let pause = Pause::default().started(at(0));
        let rests = PauseRefusal::GuardianRests {
            ready_at: at(48 + 168).time / 1_000,
        };
        assert_eq!(pause.asked_by(Caller::Guardian, at(215)), Err(rests));
        assert!(pause.asked_by(Caller::Guardian, at(216)).is_ok());
        let renewed = pause.asked_by(Caller::Owner, at(1)).unwrap();
        assert_eq!(renewed.on_until(at(1)), Some(at(49).time / 1_000));
        for now in [at(0), at(300)] {
            let refused = pause.asked_by(Caller::Stranger, now);
            assert_eq!(refused, Err(PauseRefusal::Stranger));
        }
    }

    #[test]
    fn only_a_pause_that_is_on_is_lifted() {
        let pause = Pause::default().started(at(0));
        assert_eq!(pause.ended(at(5)), Ok(pause.lifted(at(5))));
        assert_eq!(pause.ended(at(48)), Err(PauseRefusal::NotPaused));
    }

    #[test]
    fn the_guardian_rests_a_week_behind_a_pause() {
        let pause = Pause::default().started(at(0));
        assert_eq!(Pause::default().guardian_ready_at(), 0);
        assert_eq!(pause.guardian_ready_at(), at(48 + 168).time);
        assert_eq!(pause.lifted(at(5)).guardian_ready_at(), at(5 + 168).time);
    }
}
