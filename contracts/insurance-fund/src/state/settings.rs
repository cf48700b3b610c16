//! The fund's configuration.

use gavel_math::packed_record;
use gavel_math::pause::Pause;
use gavel_types::insurance::Config;

/// Configuration, pause, the number of pools.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Settings {
    /// Who may pause.
    pub guardian: Option<String>,
    /// Seconds from queueing an exit until it is open.
    pub cooldown: u64,
    /// Seconds for which it is.
    pub window: u64,
    /// Seconds over which income flows to stakers.
    pub reward: u64,
    /// Seconds over which a market must let a repaid shortfall reach its lenders.
    pub repay: u64,
    /// The pause.
    pub pause: Pause,
    /// Pools created so far.
    pub pools: u16,
    /// Unix second of the last update.
    pub updated_at: u64,
}
packed_record!(Settings {
    guardian,
    cooldown,
    window,
    reward,
    repay,
    pause,
    pools,
    updated_at
});

impl Settings {
    /// The configuration as messages carry it.
    pub fn config(&self) -> Config {
        Config {
            guardian: self.guardian.clone(),
            cooldown_seconds: self.cooldown,
            window_seconds: self.window,
            reward_seconds: self.reward,
            repay_seconds: self.repay,
        }
    }
}
