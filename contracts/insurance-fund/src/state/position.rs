//! A staker's shares of a pool.

use gavel_math::exit_queue::Exit;
use gavel_math::packed_record;

/// A staker's shares, as of an era and a scale of its pool: those of an era that has ended are worth nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Position {
    /// The era the shares are of.
    pub era: u32,
    /// The scale the shares are of.
    pub scale: u32,
    /// Shares that are not queued.
    pub staked: u128,
    /// Shares that are queued for exit: above zero exactly when there is an exit.
    pub queued: u128,
    /// When the queued shares may leave.
    pub exit: Option<Exit>,
}
packed_record!(Position {
    era,
    scale,
    staked,
    queued,
    exit
});
