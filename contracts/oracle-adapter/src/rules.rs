//! The bounds and steps of an asset's rules: one place for the owner and for the chain's governance.

use gavel_math::aggregation::Rules;
use gavel_math::units::UNIT;
use gavel_math::{Bps, Price};
use gavel_types::decimal;
use gavel_types::oracle::AssetRules;
use gavel_types::parameters::{step, within};

use crate::ContractError;

/// The most feeders of an asset: their observations are one record, and a push reads and writes it whole.
pub(crate) const MAX_FEEDERS: usize = 16;

/// The least lower bound, in dollars with 18 decimals: any price above it has four digits at least, so a step of a
/// basis point can be seen.
const LEAST_BOUND: u128 = 1_000;

/// The greatest upper bound: a million million dollars, so that the value of hundreds of millions of whole units still
/// fits into 128 bits.
const GREATEST_BOUND: u128 = 1_000_000_000_000 * UNIT;

/// The rules that a message gives, for an asset of that many feeders. Fails on a value out of its bounds.
pub(crate) fn checked(given: &AssetRules, feeders: usize) -> Result<Rules, ContractError> {
    let feeders = feeders as u128;
    within("decimals", given.decimals, 0, 24)?;
    within("feeders", feeders, 1, MAX_FEEDERS as u128)?;
    within("min_sources", given.min_sources, 1, feeders)?;
    within("max_age", given.max_age, 10, 86_400)?;
    within("max_jump_bps", given.max_jump_bps, 100, 5_000)?;
    within("confirm_delay", given.confirm_delay, 0, 300)?;
    let (lower, upper) = (
        given.lower_bound.atomics().u128(),
        given.upper_bound.atomics().u128(),
    );
    within(
        "lower_bound (18 decimals)",
        lower,
        LEAST_BOUND,
        GREATEST_BOUND,
    )?;
    within(
        "upper_bound (18 decimals)",
        upper,
        LEAST_BOUND,
        GREATEST_BOUND,
    )?;
    if lower >= upper {
        return Err(ContractError::BoundsCrossed {
            lower: given.lower_bound,
            upper: given.upper_bound,
        });
    }
    Ok(Rules {
        decimals: given.decimals,
        min_sources: given.min_sources,
        max_age: given.max_age,
        max_jump: Bps(given.max_jump_bps),
        confirm_delay: given.confirm_delay,
        lower_bound: Price(lower),
        upper_bound: Price(upper),
    })
}

/// To what a delay of nothing, or next to it, may be raised in one update, in seconds: doubling would leave 0 at 0.
const DELAY_START: u64 = 10;

/// Checks that one update takes the rules no further than it may: the age, the jump and the bounds move by at most
/// `⌊half⌋` of what they are, the delay from half of what it was to its double (or to [`DELAY_START`]), the sources that
/// must be fresh fall by at most one, the decimals move not at all.
pub(crate) fn check_steps(denom: &str, from: &Rules, to: &Rules) -> Result<(), ContractError> {
    if from.decimals != to.decimals {
        return Err(ContractError::DecimalsFixed {
            denom: denom.to_owned(),
            from: from.decimals,
            to: to.decimals,
        });
    }
    for (field, from, to) in [
        ("max_age", u128::from(from.max_age), u128::from(to.max_age)),
        ("max_jump_bps", from.max_jump.wide(), to.max_jump.wide()),
        (
            "lower_bound (18 decimals)",
            from.lower_bound.0,
            to.lower_bound.0,
        ),
        (
            "upper_bound (18 decimals)",
            from.upper_bound.0,
            to.upper_bound.0,
        ),
    ] {
        step(field, from, to, from / 2)?;
    }
    let (was, is) = (from.confirm_delay, to.confirm_delay);
    let room = if is < was {
        was.div_ceil(2)
    } else {
        was.max(DELAY_START.saturating_sub(was))
    };
    step("confirm_delay", was, is, room.into())?;
    // More sources only ever make opening harder.
    if to.min_sources < from.min_sources {
        step("min_sources", from.min_sources, to.min_sources, 1)?;
    }
    Ok(())
}

/// The rules as a message gives them.
pub(crate) fn shown(rules: &Rules) -> AssetRules {
    AssetRules {
        decimals: rules.decimals,
        min_sources: rules.min_sources,
        max_age: rules.max_age,
        max_jump_bps: rules.max_jump.0,
        confirm_delay: rules.confirm_delay,
        lower_bound: decimal(rules.lower_bound),
        upper_bound: decimal(rules.upper_bound),
    }
}
