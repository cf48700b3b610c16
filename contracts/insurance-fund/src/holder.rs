//! A staker's shares as one message finds them.

use cosmwasm_std::{Api, StdResult, Storage};
use gavel_math::exit_queue::ExitState;
use gavel_math::stakes::Stakes;

use crate::state::{PoolId, Position, POSITIONS};

/// A staker in a pool.
pub(crate) struct Holder {
    pool: PoolId,
    key: Vec<u8>,
    /// The shares, in the pool's era and scale, those whose window has passed counted as staked.
    pub position: Position,
}

impl Holder {
    /// The staker at `now`, with `paused` milliseconds of pauses by now. The address is validated.
    pub fn open(
        storage: &dyn Storage,
        api: &dyn Api,
        pool: PoolId,
        stakes: Stakes,
        address: &str,
        (now, paused): (u64, u64),
    ) -> StdResult<Self> {
        let key = api.addr_canonicalize(address)?.to_vec();
        let stored = POSITIONS.may_load(storage, &(pool, key.as_slice()))?;
        let position = stored.unwrap_or_default().settled(stakes, now, paused);
        Ok(Self {
            pool,
            key,
            position,
        })
    }

    /// Writes the shares; who has none has no record.
    pub fn save(&self, storage: &mut dyn Storage) {
        let key = (self.pool, self.key.as_slice());
        if self.position.staked == 0 && self.position.queued == 0 {
            POSITIONS.remove(storage, &key);
        } else {
            POSITIONS.save(storage, &key, &self.position);
        }
    }
}

impl Position {
    /// The position in the pool's era and scale, each amount rounded down, and with an exit whose window has passed undone.
    pub fn settled(self, stakes: Stakes, now: u64, paused: u64) -> Self {
        let carried = |shares| stakes.carried_floor(shares, self.era, self.scale);
        let (staked, queued) = (carried(self.staked), carried(self.queued));
        let lives = |exit: &gavel_math::exit_queue::Exit| {
            queued > 0 && exit.state(now, paused) != ExitState::Over
        };
        let exit = self.exit.filter(lives);
        Self {
            era: stakes.era,
            scale: stakes.scale,
            // Both are parts of one total, which fits.
            staked: if exit.is_some() {
                staked
            } else {
                staked.saturating_add(queued)
            },
            queued: if exit.is_some() { queued } else { 0 },
            exit,
        }
    }

    /// All shares.
    pub fn shares(&self) -> u128 {
        self.staked.saturating_add(self.queued)
    }
}
