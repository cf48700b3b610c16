//! Leaving a pool that bears losses: after a cooldown, within a window.
//!
//! Who leaves waits longer than a loss takes to be found, so nobody runs from one that others already bear; meanwhile the
//! shares queued are slashed like all others. The queue is a date in each position: no list, the same work however many
//! leave.

use crate::packed::packed_record;

/// When queued shares may leave. Both times stay as they were when the exit was queued, whatever governance changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exit {
    /// Unix second from which on the shares may leave.
    pub ready_at: u64,
    /// Unix second from which on they no longer may, pauses apart.
    pub closes_at: u64,
    /// Milliseconds of all pauses up to the moment the exit was queued: those behind it lengthen the window.
    pub paused: u64,
}
packed_record!(Exit {
    ready_at,
    closes_at,
    paused
});

/// What an exit's time has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitState {
    /// The cooldown runs.
    Waiting,
    /// The shares may leave.
    Open,
    /// The window has passed: the shares are staked as if they had never been queued.
    Over,
}

impl Exit {
    /// An exit queued at `now`. One that is queued already starts again for the sum, and is never ready earlier than it was.
    pub fn queued(before: Option<Self>, now: u64, cooldown: u64, window: u64, paused: u64) -> Self {
        let earliest = before.map_or(0, |exit| exit.ready_at);
        let ready_at = now.saturating_add(cooldown).max(earliest);
        Self {
            ready_at,
            closes_at: ready_at.saturating_add(window),
            paused,
        }
    }

    /// The unix second from which on the shares may no longer leave, with `paused` milliseconds of pauses by now: no pause
    /// takes anything off the window.
    pub fn ends_at(self, paused: u64) -> u64 {
        let stood = paused.saturating_sub(self.paused).div_ceil(1_000);
        self.closes_at.saturating_add(stood)
    }

    /// What its time has come to at `now`, with `paused` milliseconds of pauses by now.
    pub fn state(self, now: u64, paused: u64) -> ExitState {
        if now < self.ready_at {
            ExitState::Waiting
        } else if now < self.ends_at(paused) {
            ExitState::Open
        } else {
            ExitState::Over
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exit_waits_opens_and_closes_to_the_second() {
        let exit = Exit::queued(None, 1_000, 500, 200, 0);
        assert_eq!(exit.state(1_499, 0), ExitState::Waiting);
        assert_eq!(exit.state(1_500, 0), ExitState::Open);
        assert_eq!(exit.state(1_699, 0), ExitState::Open);
        assert_eq!(exit.state(1_700, 0), ExitState::Over);
    }

    #[test]
    fn queueing_again_starts_again_and_never_shortens() {
        let exit = Exit::queued(None, 1_000, 500, 200, 0);
        let again = Exit::queued(Some(exit), 1_100, 500, 200, 0);
        assert_eq!((again.ready_at, again.closes_at), (1_600, 1_800));
        let shorter = Exit::queued(Some(exit), 1_100, 50, 200, 0);
        assert_eq!((shorter.ready_at, shorter.closes_at), (1_500, 1_700));
    }

    #[test]
    fn pauses_behind_the_queueing_lengthen_the_window_and_not_the_cooldown() {
        let exit = Exit::queued(None, 1_000, 500, 200, 60_000);
        assert_eq!(exit.state(1_500, 90_500), ExitState::Open);
        // 30.5 s of pauses since: 31 s more.
        assert_eq!(exit.ends_at(90_500), 1_731);
        assert_eq!(exit.state(1_730, 90_500), ExitState::Open);
        assert_eq!(exit.state(1_731, 90_500), ExitState::Over);
    }
}
