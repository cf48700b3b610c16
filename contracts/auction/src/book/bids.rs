//! Bids come and go.

use cosmwasm_std::{CanonicalAddr, Storage};
use gavel_math::grid::Level;
use gavel_math::number::{add, sub};
use gavel_math::{MathError, Price, Scale};
use gavel_types::auction::Limit;

use super::position::{live_worth, standing, Batches, Standing, Worth};
use super::Desk;
use crate::error::ContractError;
use crate::state::{position_key, LivePool, PoolId, Position, POOLS, POSITIONS};

/// An owner at a level.
pub(crate) struct Bid<'a> {
    /// The owner.
    pub owner: &'a CanonicalAddr,
    /// The level.
    pub level: Level,
    /// The decimals of the pair.
    pub scale: Scale,
    /// The least quote that a bid of the pair has; 0 where the pair sells by batch no more.
    pub least: u128,
    /// Unix second of the message.
    pub now: u64,
}

/// What a bid that makes room for itself is measured by.
pub(crate) struct Ground<'a> {
    /// The lowest price at which a window closed now would sell, where one is known.
    pub reserve: &'a dyn Fn() -> Option<Price>,
    /// Unix second until which a bid that drives out another stays: behind the window that is open.
    pub held_until: u64,
}

impl Bid<'_> {
    fn limit(&self) -> Limit {
        Limit::of(self.level)
    }
}

/// What a bid that comes leaves behind.
pub(crate) struct Placed {
    /// Quote that the bid has now.
    pub quote: u128,
    /// What it had bought, and what had been driven out of the book: the owner's.
    pub folded: Worth,
}

/// What a bid that goes pays.
pub(crate) struct TakenBack {
    /// Quote taken back, and base that it had bought.
    pub paid: Worth,
    /// Quote that stays.
    pub rest: u128,
    /// Quote that rounding left in a pool without bids: the house's.
    pub residue: u128,
}

impl Desk {
    /// Adds quote to an owner's bid, or makes one. What it bought so far is folded out.
    pub fn place(
        &mut self,
        storage: &mut dyn Storage,
        bid: &Bid,
        amount: u128,
        ground: &Ground,
    ) -> Result<Placed, ContractError> {
        let pool_key = (self.pair, bid.level.number());
        let key = position_key(self.pair, bid.owner, Some(bid.level));
        let mut pool = match POOLS.may_load(storage, &pool_key)? {
            Some(pool) => pool,
            None => self.pool_to_open(),
        };
        let is_new = pool.positions == 0;
        let before = POSITIONS.may_load(storage, &key)?;
        let batches = &mut Batches::default();
        let standing = before
            .map(|known| standing(storage, self.pair, bid.scale, &known, Some(&pool), batches))
            .transpose()?;
        let (kept, folded) = match standing {
            Some(Standing::Live(worth)) => (worth.quote, Worth { quote: 0, ..worth }),
            Some(Standing::Closed(worth)) => {
                self.count_claimed(storage)?;
                (0, worth)
            }
            // Not while the book takes bids.
            Some(Standing::Pending) => return Err(MathError::Underflow.into()),
            None => (0, Worth::default()),
        };
        if !matches!(standing, Some(Standing::Live(_))) {
            pool.positions = pool.positions.checked_add(1).ok_or(MathError::Overflow)?;
        }
        self.take_off(storage, &folded)?;
        let quote = add(kept, amount)?;
        if quote < bid.least {
            return Err(ContractError::BidTooSmall {
                least: bid.least.into(),
                got: quote.into(),
            });
        }
        pool.total = add(pool.total, amount)?;
        let held = before.and_then(|known| known.held_until);
        let held_until = if is_new && self.open_pool(storage, bid.level, amount, ground)? {
            Some(ground.held_until)
        } else {
            held
        };

        POOLS.save(storage, &pool_key, &pool);
        let position = Position {
            pool: pool.id,
            quote,
            mark: pool.mark,
            held_until,
        };
        POSITIONS.save(storage, &key, &position);
        Ok(Placed { quote, folded })
    }

    /// Takes quote of an owner's bid out of the book, at most `amount`, and what it has bought.
    pub fn take_back(
        &mut self,
        storage: &mut dyn Storage,
        bid: &Bid,
        amount: Option<u128>,
    ) -> Result<TakenBack, ContractError> {
        let pool_key = (self.pair, bid.level.number());
        let key = position_key(self.pair, bid.owner, Some(bid.level));
        let position = POSITIONS
            .may_load(storage, &key)?
            .ok_or_else(|| ContractError::NoBid {
                pair: self.pair,
                limit: bid.limit(),
            })?;
        let live = POOLS
            .may_load(storage, &pool_key)?
            .filter(|pool| pool.id == position.pool);
        let Some(mut pool) = live else {
            return Err(ContractError::BidLeft {
                pair: self.pair,
                limit: bid.limit(),
            });
        };
        if let Some(until) = position.held_until.filter(|until| bid.now < *until) {
            return Err(ContractError::BidHeld { until });
        }
        let worth = live_worth(storage, self.pair, &position, &pool)?;
        let quote = amount.map_or(worth.quote, |most| most.min(worth.quote));
        let rest = sub(worth.quote, quote)?;
        if amount == Some(0) || (rest > 0 && rest < bid.least) {
            return Err(ContractError::LeavesTooLittle {
                least: bid.least.into(),
                rest: rest.into(),
            });
        }
        let paid = Worth {
            quote,
            base: worth.base,
        };
        self.take_off(storage, &Worth { quote: 0, ..paid })?;
        pool.total = sub(pool.total, quote)?;

        if rest > 0 {
            let position = Position {
                quote: rest,
                mark: pool.mark,
                ..position
            };
            POSITIONS.save(storage, &key, &position);
        } else {
            POSITIONS.remove(storage, &key);
            pool.positions = pool.positions.checked_sub(1).ok_or(MathError::Underflow)?;
        }
        let mut residue = 0;
        if pool.positions > 0 {
            POOLS.save(storage, &pool_key, &pool);
        } else {
            POOLS.remove(storage, &pool_key);
            residue = pool.total;
            self.drop_pool(storage, bid.level, &pool)?;
        }
        Ok(TakenBack {
            paid,
            rest,
            residue,
        })
    }

    /// A pool without bids under the next number.
    fn pool_to_open(&self) -> LivePool {
        LivePool {
            id: self.book.pools.saturating_add(1),
            positions: 0,
            total: 0,
            mark: None,
        }
    }

    /// Counts a level that comes to life, and makes room for it. Whether it drove another out.
    fn open_pool(
        &mut self,
        storage: &mut dyn Storage,
        level: Level,
        amount: u128,
        ground: &Ground,
    ) -> Result<bool, ContractError> {
        let mut drove_out = false;
        if let Level::Price(_) = level {
            drove_out = self.make_room(storage, level, amount, ground)?;
            self.book.prices = self.book.prices.saturating_add(1);
        }
        let next: PoolId = self.book.pools.checked_add(1).ok_or(MathError::Overflow)?;
        self.book.pools = next;
        Ok(drove_out)
    }

    /// Counts a level that is live no more.
    pub(super) fn drop_pool(
        &mut self,
        storage: &dyn Storage,
        level: Level,
        pool: &LivePool,
    ) -> Result<(), ContractError> {
        if let Level::Price(_) = level {
            self.book.prices = self.book.prices.saturating_sub(1);
        }
        if pool.mark.is_some() {
            self.forget_partial(storage)?;
        }
        Ok(())
    }
}
