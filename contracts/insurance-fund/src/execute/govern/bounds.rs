//! The bounds of every parameter and the largest step of an update, in one place.

use gavel_math::stakes::MOST_STAKED;
use gavel_types::insurance::{
    Config, CoverCaps, PoolTerms, LEAST_STREAM_SECONDS, MOST_STREAM_SECONDS,
};
use gavel_types::parameters::{step, within, ParameterError};

/// A day, in seconds.
const DAY: u64 = 86_400;

/// Times move by at most a week an update.
pub(super) const TIME_STEP: u64 = 7 * DAY;

/// The window moves by at most three days an update.
const WINDOW_STEP: u64 = 3 * DAY;

/// Checks the configuration, its addresses apart.
pub(super) fn check_config(config: &Config) -> Result<(), ParameterError> {
    let days = |count: u64| u128::from(DAY.saturating_mul(count));
    let (least, cooldown) = (days(1), config.cooldown_seconds);
    within("cooldown_seconds", cooldown, least, days(30))?;
    // With a window longer than the cooldown most stakes could always leave at once: exits need only be queued in turns.
    let longest = days(14).min(cooldown.into());
    within("window_seconds", config.window_seconds, least, longest)?;
    within("reward_seconds", config.reward_seconds, least, days(90))?;
    let (least, longest) = (LEAST_STREAM_SECONDS.into(), MOST_STREAM_SECONDS.into());
    within("repay_seconds", config.repay_seconds, least, longest)
}

/// Checks that the configuration moves by no more than a step.
pub(super) fn check_config_step(from: &Config, to: &Config) -> Result<(), ParameterError> {
    let (was, is) = (from.cooldown_seconds, to.cooldown_seconds);
    step("cooldown_seconds", was, is, TIME_STEP.into())?;
    let (was, is) = (from.window_seconds, to.window_seconds);
    step("window_seconds", was, is, WINDOW_STEP.into())?;
    let (was, is) = (from.reward_seconds, to.reward_seconds);
    step("reward_seconds", was, is, TIME_STEP.into())?;
    let (was, is) = (from.repay_seconds, to.repay_seconds);
    step("repay_seconds", was, is, TIME_STEP.into())
}

/// Checks a pool's terms.
pub(super) fn check_pool(terms: &PoolTerms) -> Result<(), ParameterError> {
    within("stake_cap", terms.stake_cap, 0, MOST_STAKED)?;
    within("income_target", terms.income_target, 0, MOST_STAKED)?;
    within("day_cap", terms.day_cap, 1, MOST_STAKED)
}

/// Checks a market's caps.
pub(super) fn check_caps(caps: &CoverCaps) -> Result<(), ParameterError> {
    within("event_cap", caps.event_cap, 1, MOST_STAKED)?;
    within("day_cap", caps.day_cap, 1, MOST_STAKED)
}

/// Checks that a cap of cover at most doubles: stakers see a risk grow before it can take much. It may fall at once.
pub(super) fn check_cap_step(
    field: &'static str,
    from: u128,
    to: u128,
) -> Result<(), ParameterError> {
    if to <= from {
        return Ok(());
    }
    step(field, from, to, from)
}
