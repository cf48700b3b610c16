//! Room for a new level in a full book.

use cosmwasm_std::Storage;
use gavel_math::grid::{Level, FIRST_DISCOUNT};
use gavel_math::number::add;
use gavel_math::MathError;

use super::{Desk, Ground};
use crate::error::ContractError;
use crate::state::{level_of, ClosedPool, Fate, LivePool, CLOSED_POOLS, POOLS};

/// The most live prices of a pair: what the settlement of one window goes through at the most.
pub(crate) const MAX_PRICES: u16 = 256;

impl Desk {
    /// Drives out a level where all are taken. Levels below the reserve cannot win now: they go first, whatever their money, where the
    /// new one could win; a new one that cannot drives out none that can. Else the level with the least money goes, the lowest of
    /// several, if the new one brings more, or as much at a better price: who would keep others out, or drive them out, must put more
    /// money into every level than they have in theirs, at prices at which it buys. Says whether one went.
    pub(super) fn make_room(
        &mut self,
        storage: &mut dyn Storage,
        level: Level,
        amount: u128,
        ground: &Ground,
    ) -> Result<bool, ContractError> {
        if self.book.prices < MAX_PRICES {
            return Ok(false);
        }
        let reserve = (ground.reserve)();
        let wins = |level: Level| -> Result<bool, ContractError> {
            let price = level.price_floor(None)?;
            Ok(price >= reserve)
        };
        let mut worst: Option<(bool, u128, u16, LivePool)> = None;
        for found in POOLS.backwards(storage, &(self.pair, 0), &(self.pair, FIRST_DISCOUNT)) {
            let (key, pool) = found?;
            let known = level_of(&key)?;
            let rank = (wins(known)?, pool.total, known.number());
            match &worst {
                Some((can, least, number, _)) if (*can, *least, *number) < rank => {}
                _ => worst = Some((rank.0, rank.1, rank.2, pool)),
            }
        }
        let Some((can_win, least, number, pool)) = worst else {
            return Ok(false);
        };
        let could_win = wins(level)?;
        let may = match (could_win, can_win) {
            (true, false) => true,
            (false, true) => false,
            _ => (amount, level.number()) > (least, number),
        };
        if !may {
            return Err(ContractError::BookFull {
                pair: self.pair,
                most: MAX_PRICES,
                least: add(least, 1)?.into(),
            });
        }
        let gone = Level::from_number(number).ok_or(MathError::Overflow)?;
        POOLS.remove(storage, &(self.pair, number));
        self.close_pool(storage, gone, &pool, Fate::Returned)?;
        let owed = self.owed(storage)?;
        owed.quote = add(owed.quote, pool.total)?;
        Ok(true)
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
