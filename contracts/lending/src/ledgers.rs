//! The numbers of assets, and the markets a message touches: each read and accrued once, written once.

use cosmwasm_std::Storage;

use crate::state::{
    CollateralId, Market, MarketId, MarketRecord, COLLATERAL_IDS, MARKETS, MARKET_IDS, MARKET_TERMS,
};
use crate::ContractError;

/// A market in use.
pub(crate) struct Ledger {
    /// Its number.
    pub id: MarketId,
    /// Its terms.
    pub terms: MarketRecord,
    /// Its ledger, interest accrued to now.
    pub market: Market,
}

impl Ledger {
    /// A market as stored, interest accrued to `now`.
    fn open(storage: &dyn Storage, id: MarketId, now: u64) -> Result<Self, ContractError> {
        let terms = MARKET_TERMS.load(storage, &id)?;
        let mut market = MARKETS.load(storage, &id)?;
        market.accrue(&terms, now)?;
        Ok(Self { id, terms, market })
    }
}

/// The markets in use by one message.
pub(crate) struct Ledgers {
    now: u64,
    open: Vec<Ledger>,
}

impl Ledgers {
    /// None yet; interest will be accrued to `now`.
    pub fn at(now: u64) -> Self {
        Self { now, open: vec![] }
    }

    /// A market, read on first use.
    pub fn get(
        &mut self,
        storage: &dyn Storage,
        id: MarketId,
    ) -> Result<&mut Ledger, ContractError> {
        let place = match self.open.iter().position(|ledger| ledger.id == id) {
            Some(place) => place,
            None => {
                self.open.push(Ledger::open(storage, id, self.now)?);
                self.open.len().saturating_sub(1)
            }
        };
        self.open
            .get_mut(place)
            .ok_or(ContractError::Math(gavel_math::MathError::Underflow))
    }

    /// Writes every market in use.
    pub fn save(self, storage: &mut dyn Storage) {
        for ledger in self.open {
            MARKETS.save(storage, &ledger.id, &ledger.market);
        }
    }
}

/// The number of a collateral asset.
pub(crate) fn collateral_id(
    storage: &dyn Storage,
    denom: &str,
) -> Result<CollateralId, ContractError> {
    COLLATERAL_IDS
        .may_load(storage, denom)?
        .ok_or_else(|| ContractError::UnknownCollateral {
            denom: denom.to_owned(),
        })
}

/// The number of the market of an asset.
pub(crate) fn market_id(storage: &dyn Storage, denom: &str) -> Result<MarketId, ContractError> {
    MARKET_IDS
        .may_load(storage, denom)?
        .ok_or_else(|| ContractError::UnknownMarket {
            denom: denom.to_owned(),
        })
}

/// The ledger of one market, interest accrued to `now`.
pub(crate) fn open_market(
    storage: &dyn Storage,
    denom: &str,
    now: u64,
) -> Result<Ledger, ContractError> {
    let id = market_id(storage, denom)?;
    Ledger::open(storage, id, now)
}
