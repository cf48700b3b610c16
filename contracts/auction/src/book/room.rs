//! Room for a new level in a full book.

use cosmwasm_std::Storage;
use gavel_math::grid::Level;
use gavel_math::number::add;

use super::Desk;
use crate::error::ContractError;
use crate::state::{ClosedPool, Fate, LivePool, CLOSED_POOLS, POOLS};

/// The most live prices of a pair: what the settlement of one window goes through at the most.
pub(crate) const MAX_PRICES: u16 = 256;

/// The first number of a discount, behind all prices.
pub(crate) const FIRST_DISCOUNT: u16 = 0x8000;

impl Desk {
    /// Drives out the level with the least money where all are taken, the lowest of several: who would keep others out, or drive
    /// them out, must put more money into every level than they have in theirs. Refused where the new level brings no more, or as
    /// much at no better price.
    pub(super) fn make_room(
        &mut self,
        storage: &mut dyn Storage,
        level: Level,
        amount: u128,
    ) -> Result<(), ContractError> {
        if self.book.prices < MAX_PRICES {
            return Ok(());
        }
        let mut worst: Option<(u128, u16, LivePool)> = None;
        for found in POOLS.backwards(storage, &(self.pair, 0), &(self.pair, FIRST_DISCOUNT)) {
            let (key, pool) = found?;
            let number = key
                .last_chunk::<2>()
                .map_or(0, |last| u16::from_be_bytes(*last));
            let this = (pool.total, number, pool);
            match &worst {
                Some((least, _, _)) if *least < pool.total => {}
                _ => worst = Some(this),
            }
        }
        let Some((least, number, pool)) = worst else {
            return Ok(());
        };
        if (amount, level.number()) <= (least, number) {
            return Err(ContractError::BookFull {
                pair: self.pair,
                most: MAX_PRICES,
                least: add(least, 1)?.into(),
            });
        }
        let Some(gone) = Level::from_number(number) else {
            return Ok(());
        };
        POOLS.remove(storage, &(self.pair, number));
        self.close_pool(storage, gone, &pool, Fate::Returned)?;
        let owed = self.owed(storage)?;
        owed.quote = add(owed.quote, pool.total)?;
        Ok(())
    }

    /// Keeps how a pool ended for its bids to be claimed. The caller has taken it off the live ones.
    pub(super) fn close_pool(
        &mut self,
        storage: &mut dyn Storage,
        level: Level,
        pool: &LivePool,
        fate: Fate,
    ) -> Result<(), ContractError> {
        let closed = ClosedPool {
            fate,
            mark: pool.mark,
        };
        CLOSED_POOLS.save(storage, &(self.pair, pool.id), &closed);
        self.drop_pool(storage, level, pool)?;
        let owed = self.owed(storage)?;
        owed.positions = owed.positions.saturating_add(u64::from(pool.positions));
        Ok(())
    }
}
