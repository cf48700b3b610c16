//! A pool as one message opens it: read once, income flowed to now, written once.

use cosmwasm_std::Storage;

use crate::state::{Pool, PoolId, Terms, POOLS, POOL_IDS, TERMS};
use crate::ContractError;

/// A pool in use.
pub(crate) struct Desk {
    /// Its number.
    pub id: PoolId,
    /// Its limits.
    pub terms: Terms,
    /// Its money, with income flowed to stakers up to now.
    pub pool: Pool,
}

impl Desk {
    /// The pool of an asset at `now`, in Unix seconds.
    pub fn open(storage: &dyn Storage, denom: &str, now: u64) -> Result<Self, ContractError> {
        Self::by_id(storage, pool_id(storage, denom)?, now)
    }

    /// The pool of that number, which exists.
    pub fn by_id(storage: &dyn Storage, id: PoolId, now: u64) -> Result<Self, ContractError> {
        let terms = TERMS.load(storage, &id)?;
        let mut pool = POOLS.load(storage, &id)?;
        pool.flow(now)?;
        Ok(Self { id, terms, pool })
    }

    /// Writes the pool's money.
    pub fn save(&self, storage: &mut dyn Storage) {
        POOLS.save(storage, &self.id, &self.pool);
    }
}

/// The number of the pool of an asset.
pub(crate) fn pool_id(storage: &dyn Storage, denom: &str) -> Result<PoolId, ContractError> {
    POOL_IDS
        .may_load(storage, denom)?
        .ok_or_else(|| ContractError::UnknownPool {
            denom: denom.to_owned(),
        })
}
