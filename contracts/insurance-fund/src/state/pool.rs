//! A pool: its limits, and its money.

use gavel_math::packed_record;
use gavel_math::shortfall::Line;
use gavel_math::stakes::Stakes;
use gavel_math::stream::Stream;

/// Denom and limits of a pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Terms {
    /// The asset.
    pub denom: String,
    /// The most that stakers may have in it.
    pub stake_cap: u128,
    /// Income is set aside up to this much.
    pub income_target: u128,
    /// The most that is paid as cover within a day.
    pub day_cap: u128,
    /// Markets registered so far.
    pub markets: u16,
    /// Unix second of the last update.
    pub updated_at: u64,
    /// Unix second at which governance last took money out.
    pub withdrawn_at: u64,
}
packed_record!(Terms {
    denom,
    stake_cap,
    income_target,
    day_cap,
    markets,
    updated_at,
    withdrawn_at
});

/// What was paid as cover in the day that began at `from`. The next begins with the first cover a day later or more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Day {
    /// Unix second at which it began.
    pub from: u64,
    /// What was paid in it.
    pub paid: u128,
}
packed_record!(Day { from, paid });

/// A pool's money, in smallest units of its asset. The fund holds the sum of all five amounts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pool {
    /// Stakers' money, and their shares.
    pub stakes: Stakes,
    /// Income set aside: the first to pay.
    pub income: u128,
    /// The first loss, the protocol's: pays behind the income.
    pub first_loss: u128,
    /// Income on its way to stakers: pays before what they have.
    pub rewards: Stream,
    /// Made good for markets, and not yet paid to them.
    pub repayable: u128,
    /// What fell short, and how far it was made good.
    pub line: Line,
    /// What was paid as cover in the running day.
    pub day: Day,
}
packed_record!(Pool {
    stakes,
    income,
    first_loss,
    rewards,
    repayable,
    line,
    day
});
