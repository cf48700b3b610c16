//! What a message knows of the outside: prices, terms, pairs and the progress of lots, each read once.

use cosmwasm_std::{Addr, BlockInfo, QuerierWrapper, Storage};
use gavel_math::price::{PriceRecord, Side};
use gavel_math::Price;
use gavel_types::auction::{AuctionClient, LotId, LotProgress};
use gavel_types::oracle::OracleClient;
use gavel_types::pause::moment;

use crate::state::{pair_of, Collateral, CollateralId, MarketId, Settings, COLLATERALS};
use crate::ContractError;

/// By which prices an account is valued.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// In favour of the account: what decides whether and how much is sold.
    Sale,
    /// In favour of lenders: what decides how much is expected to be lost. Valid means settled: enough fresh sources, and no
    /// jump that waits to be confirmed.
    Loss,
}

/// Prices, terms and pairs, each read once a message.
pub(crate) struct Book<'a> {
    querier: QuerierWrapper<'a>,
    oracle: Addr,
    auction: Addr,
    house_number: u16,
    now: u64,
    millis: u64,
    terms: Vec<(CollateralId, Collateral)>,
    prices: Vec<(String, PriceRecord)>,
    lots: Vec<((CollateralId, MarketId), Option<LotId>)>,
}

impl<'a> Book<'a> {
    /// An empty book at a block.
    pub fn new(querier: QuerierWrapper<'a>, settings: &Settings, block: &BlockInfo) -> Self {
        Self {
            querier,
            oracle: Addr::unchecked(&settings.oracle),
            auction: Addr::unchecked(&settings.auction),
            house_number: settings.house_number,
            now: block.time.seconds(),
            millis: moment(block).time,
            terms: vec![],
            prices: vec![],
            lots: vec![],
        }
    }

    /// The terms of a collateral.
    pub fn terms(
        &mut self,
        storage: &dyn Storage,
        id: CollateralId,
    ) -> Result<Collateral, ContractError> {
        if let Some((_, known)) = self.terms.iter().find(|(known, _)| *known == id) {
            return Ok(known.clone());
        }
        let terms = COLLATERALS.load(storage, &id)?;
        self.terms.push((id, terms.clone()));
        Ok(terms)
    }

    /// The stored price of an asset.
    pub fn price(&mut self, denom: &str) -> Result<PriceRecord, ContractError> {
        if let Some((_, record)) = self.prices.iter().find(|(known, _)| known == denom) {
            return Ok(*record);
        }
        let client = OracleClient {
            address: &self.oracle,
        };
        let record = client
            .price(&self.querier, denom)?
            .ok_or_else(|| ContractError::NoPrice {
                denom: denom.to_owned(),
            })?;
        self.prices.push((denom.to_owned(), record));
        Ok(record)
    }

    /// A price for liquidation, and whether it is valid.
    pub fn liquidation_price(
        &mut self,
        denom: &str,
        side: Side,
    ) -> Result<(Price, u8, bool), ContractError> {
        let record = self.price(denom)?;
        Ok(match record.for_sale(self.now, side) {
            Ok(price) => (price, record.decimals, true),
            Err(_) => (record.last_accepted(side), record.decimals, false),
        })
    }

    /// A price by a rule, and whether the asset may be sold or paid for at it.
    pub fn price_by(
        &mut self,
        rule: Rule,
        denom: &str,
        side: Side,
    ) -> Result<(Price, u8, bool), ContractError> {
        match rule {
            Rule::Sale => self.liquidation_price(denom, side),
            Rule::Loss => {
                let record = self.price(denom)?;
                let settled = record.for_opening(self.now).is_ok();
                Ok((record.for_loss(side), record.decimals, settled))
            }
        }
    }

    /// Unix second of the message.
    pub fn now(&self) -> u64 {
        self.now
    }

    /// The auction house, for messages to it.
    pub fn auction(&self) -> AuctionClient<'_> {
        AuctionClient {
            address: &self.auction,
        }
    }

    /// The lot that a collateral sold for a market's asset would join; `None` where they have no open pair.
    pub fn joining_lot(
        &mut self,
        storage: &dyn Storage,
        collateral: CollateralId,
        market: MarketId,
    ) -> Result<Option<LotId>, ContractError> {
        let key = (collateral, market);
        if let Some((_, known)) = self.lots.iter().find(|(known, _)| *known == key) {
            return Ok(*known);
        }
        let lot = match pair_of(storage, self.house_number, collateral, market)? {
            Some(pair) => {
                let auction = self.auction();
                auction.joining_lot(&self.querier, pair, self.millis)?
            }
            None => None,
        };
        self.lots.push((key, lot));
        Ok(lot)
    }

    /// How far the sale of a lot has come, also while its result waits to be delivered; `None` before it is consigned.
    pub fn progress(&self, lot: LotId) -> Result<Option<LotProgress>, ContractError> {
        Ok(self.auction().progress(&self.querier, lot)?)
    }
}
