//! The house and the moment as a message finds them.

use std::cell::Cell;

use cosmwasm_std::{Addr, Env, StdResult, Storage};
use gavel_math::clock::Moment;
use gavel_types::pause::moment;

use crate::error::ContractError;
use crate::state::{House, HouseTerms, HOUSE, HOUSE_TERMS};

/// The house as of one block. Verbs change it here; it is written once, behind the verb.
pub(crate) struct Session {
    /// The house, a pause that has run out already counted and closed.
    pub house: House,
    /// Time in milliseconds, and height.
    pub now: Moment,
    /// The house's own address.
    pub address: Addr,
    changed: bool,
    ends_pause: bool,
    locks: Cell<bool>,
}

impl Session {
    /// Reads the house.
    pub fn open(storage: &dyn Storage, env: &Env) -> StdResult<Self> {
        let mut house = HOUSE.load(storage)?;
        let now = moment(&env.block);
        let closed = house.pause.closed(now);
        if let Some(pause) = closed {
            house.pause = pause;
        }
        Ok(Self {
            house,
            now,
            address: env.contract.address.clone(),
            changed: closed.is_some(),
            ends_pause: closed.is_some(),
            locks: Cell::new(false),
        })
    }

    /// The house, to be changed and written at the end.
    pub fn change(&mut self) -> &mut House {
        self.changed = true;
        &mut self.house
    }

    /// Whether this is the first message behind a pause that ran out by itself. Until one is written, the blocks since the
    /// pause count as paused, because nobody knows which were not.
    pub fn ends_pause(&self) -> bool {
        self.ends_pause
    }

    /// Locks the house from the end of this message on. A lot that is sold to its backstop reads the house meanwhile, so it is not
    /// changed at once.
    pub fn lock(&self) {
        self.locks.set(true);
    }

    /// Writes the house when it changed.
    pub fn close(mut self, storage: &mut dyn Storage) {
        if self.locks.get() {
            self.change().locked = true;
        }
        if self.changed {
            HOUSE.save(storage, &self.house);
        }
    }

    /// The unix second.
    pub fn second(&self) -> u64 {
        self.now.time / 1_000
    }

    /// Unix second at which the pause that is on ends by itself, rounded up.
    pub fn paused_until(&self) -> Option<u64> {
        self.house.pause.on_until(self.now)
    }

    /// Fails while the house is paused.
    pub fn assert_not_paused(&self) -> Result<(), ContractError> {
        match self.paused_until() {
            None => Ok(()),
            Some(until) => Err(ContractError::Paused { until }),
        }
    }

    /// Fails while a take is being settled, or a buyer called.
    pub fn assert_unlocked(&self) -> Result<(), ContractError> {
        if self.house.locked {
            return Err(ContractError::Locked {});
        }
        Ok(())
    }

    /// The house's terms of a version.
    pub fn terms(&self, storage: &dyn Storage, version: u32) -> StdResult<HouseTerms> {
        if version == self.house.version {
            Ok(self.house.terms.clone())
        } else {
            HOUSE_TERMS.load(storage, &version)
        }
    }
}
