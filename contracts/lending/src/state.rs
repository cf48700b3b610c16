//! Everything on disk. All namespaces of the contract are listed here, each record's meaning beside its type.

mod account;
mod collateral;
mod lot;
mod market;
mod settings;

use cosmwasm_std::{StdResult, Storage};
use gavel_storage::{PackedItem, PackedMap};
use gavel_types::auction::{LotId, PairId};

pub(crate) use account::{Account, AccountKey, Holding, Ticket};
pub(crate) use collateral::{Collateral, CollateralTotals};
pub(crate) use lot::{LotRecord, LotResult};
pub(crate) use market::{Market, MarketRecord};
pub(crate) use settings::{Roster, Settings};

/// The number of a collateral asset, from 1 in the order of listing.
pub(crate) type CollateralId = u16;

/// The number of a market, from 1 in the order of listing.
pub(crate) type MarketId = u16;

/// The most collateral assets: what governance may list in all.
pub(crate) const MAX_COLLATERAL_ASSETS: u16 = 256;

/// The most markets: what governance may list in all. A change of the oracle reads them all.
pub(crate) const MAX_MARKETS: u16 = 64;

/// What most messages need: addresses, the pause.
pub(crate) const SETTINGS: PackedItem<Settings> = PackedItem::new(1);
/// What few messages need: the guardian, the treasury, counts.
pub(crate) const ROSTER: PackedItem<Roster> = PackedItem::new(2);
/// denom → number of a collateral. Every number has its record in `COLLATERALS` and `COLLATERAL_TOTALS`.
pub(crate) const COLLATERAL_IDS: PackedMap<str, CollateralId> = PackedMap::new(3);
/// number → denom and terms.
pub(crate) const COLLATERALS: PackedMap<CollateralId, Collateral> = PackedMap::new(4);
/// number → what changes with every deposit. `deposited` = Σ over accounts, and what settled lots returned to accounts
/// that are not reconciled.
pub(crate) const COLLATERAL_TOTALS: PackedMap<CollateralId, CollateralTotals> = PackedMap::new(5);
/// denom → number of a market. Every number has its record in `MARKET_TERMS` and `MARKETS`.
pub(crate) const MARKET_IDS: PackedMap<str, MarketId> = PackedMap::new(6);
/// number → denom and terms.
pub(crate) const MARKET_TERMS: PackedMap<MarketId, MarketRecord> = PackedMap::new(7);
/// number → the ledger.
pub(crate) const MARKETS: PackedMap<MarketId, Market> = PackedMap::new(8);
/// number → who receives penalties, with shares in basis points.
pub(crate) const RECEIVERS: PackedMap<MarketId, Vec<(String, u32)>> = PackedMap::new(9);
/// owner and sub-account → account. An empty account has no record.
pub(crate) const ACCOUNTS: PackedMap<AccountKey, Account> = PackedMap::new(10);
/// market and canonical address → shares. No shares, no record.
pub(crate) const SUPPLIERS: PackedMap<(MarketId, &[u8]), u128> = PackedMap::new(11);
/// lot → whose it is, and its result until the last account has it. Has a record from the first consignment until then.
pub(crate) const LOTS: PackedMap<LotId, LotRecord> = PackedMap::new(12);
/// collateral and market → the auction house (by `Settings::house_number`) and its pair. Read by [`pair_of`].
pub(crate) const PAIRS: PackedMap<(CollateralId, MarketId), (u16, PairId)> = PackedMap::new(13);

/// market and receiver → penalties that could not be paid to it; part of the market's penalties. Kept under its name, so that
/// no other receiver gets them.
pub(crate) const UNPAID: PackedMap<(MarketId, &str), u128> = PackedMap::new(14);

/// The pair in which a collateral is sold for a market's asset in the auction house of that number; pairs of an earlier house
/// mean nothing in this one.
pub(crate) fn pair_of(
    storage: &dyn Storage,
    house_number: u16,
    collateral: CollateralId,
    market: MarketId,
) -> StdResult<Option<PairId>> {
    let known = PAIRS.may_load(storage, &(collateral, market))?;
    Ok(known
        .filter(|(of, _)| *of == house_number)
        .map(|(_, pair)| pair))
}
