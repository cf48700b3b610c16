//! Questions to the auction house.

use cosmwasm_std::{Addr, Binary, Coin, Uint128};
use gavel_types::auction::{
    AuctionClient, BatchResponse, BatchesResponse, BookResponse, ConfigResponse, ConsignorResponse,
    ConsignorsResponse, CreditsResponse, DeliveriesResponse, DeliveryId, DeliveryResponse, Limit,
    LotId, LotResponse, LotsResponse, PairId, PairResponse, PairsResponse, PositionResponse,
    PositionsResponse, QueryMsg, SimulateTakeResponse,
};
use gavel_types::page::MAX_LIMIT;
use gavel_types::solvency::{SolvencyEntry, SolvencyResponse};

use super::lending::{extend, last_cursor};
use crate::house::House;
use crate::receipt::Refusal;

impl House {
    /// The auction house's configuration and pause.
    pub fn auction_config(&self) -> ConfigResponse {
        self.ask_surely(&self.contracts.auction, &QueryMsg::Config {})
    }

    /// A pair.
    ///
    /// # Panics
    /// There is none of that number.
    pub fn pair(&self, pair: PairId) -> PairResponse {
        self.ask_surely(&self.contracts.auction, &QueryMsg::Pair { pair })
    }

    /// All pairs.
    pub fn pairs(&self) -> Vec<PairResponse> {
        let mut all: Vec<PairResponse> = Vec::new();
        loop {
            let question = QueryMsg::Pairs {
                start_after: all.last().map(|pair| pair.pair),
                limit: Some(MAX_LIMIT),
            };
            let page: PairsResponse = self.ask_surely(&self.contracts.auction, &question);
            if !extend(&mut all, page.pairs) {
                return all;
            }
        }
    }

    /// The pair in which `base` is sold for `quote`.
    ///
    /// # Panics
    /// There is none.
    pub fn pair_of(&self, base: &str, quote: &str) -> PairId {
        let found = self
            .pairs()
            .into_iter()
            .find(|pair| pair.base == base && pair.quote == quote);
        match found {
            Some(pair) => pair.pair,
            None => panic!("no pair sells {base} for {quote}"),
        }
    }

    /// The consignors of a pair.
    pub fn consignors(&self, pair: PairId) -> Vec<ConsignorResponse> {
        let mut all: Vec<ConsignorResponse> = Vec::new();
        loop {
            let question = QueryMsg::Consignors {
                pair,
                start_after: all.last().map(|consignor| consignor.address.to_string()),
                limit: Some(MAX_LIMIT),
            };
            let page: ConsignorsResponse = self.ask_surely(&self.contracts.auction, &question);
            if !extend(&mut all, page.consignors) {
                return all;
            }
        }
    }

    /// An open lot; none when there is no open lot of that number.
    pub fn lot(&self, lot: LotId) -> Option<LotResponse> {
        self.ask(&self.contracts.auction, &QueryMsg::Lot { lot })
            .ok()
    }

    /// All open lots.
    pub fn lots(&self) -> Vec<LotResponse> {
        let mut all: Vec<LotResponse> = Vec::new();
        loop {
            let question = QueryMsg::Lots {
                start_after: all.last().map(|lot| lot.lot),
                limit: Some(MAX_LIMIT),
            };
            let page: LotsResponse = self.ask_surely(&self.contracts.auction, &question);
            if !extend(&mut all, page.lots) {
                return all;
            }
        }
    }

    /// The lot that a consignment made now joins; none when the pair takes none.
    pub fn joining_lot(&self, pair: PairId) -> Option<LotId> {
        let client = AuctionClient {
            address: &self.contracts.auction,
        };
        client
            .joining_lot(&self.app().wrap(), pair, self.now_millis())
            .unwrap_or_default()
    }

    /// What a take would buy and cost now.
    ///
    /// # Errors
    /// The take would be refused.
    pub fn simulate_take(&self, lot: LotId, amount: u128) -> Result<SimulateTakeResponse, Refusal> {
        let question = QueryMsg::SimulateTake {
            lot,
            amount: Uint128::new(amount),
        };
        self.ask(&self.contracts.auction, &question)
    }

    /// What an address may withdraw from the auction house.
    pub fn credits(&self, address: &Addr) -> Vec<Coin> {
        let mut all: Vec<Coin> = Vec::new();
        loop {
            let question = QueryMsg::Credits {
                address: address.to_string(),
                start_after: all.last().map(|credit| credit.denom.clone()),
                limit: Some(MAX_LIMIT),
            };
            let page: CreditsResponse = self.ask_surely(&self.contracts.auction, &question);
            if !extend(&mut all, page.credits) {
                return all;
            }
        }
    }

    /// The live levels of a pair's book with their quote.
    pub fn book(&self, pair: PairId) -> Vec<(Limit, u128)> {
        let mut all: Vec<(Limit, u128)> = Vec::new();
        loop {
            let question = QueryMsg::Book {
                pair,
                start_after: all.last().map(|(limit, _)| *limit),
                limit: Some(MAX_LIMIT),
            };
            let page: BookResponse = self.ask_surely(&self.contracts.auction, &question);
            let levels = page.levels.into_iter();
            let levels = levels.map(|level| (level.limit, level.quote.u128()));
            if !extend(&mut all, levels.collect()) {
                return all;
            }
        }
    }

    /// Someone's bids in a pair.
    pub fn positions(&self, pair: PairId, owner: &Addr) -> Vec<PositionResponse> {
        let mut all: Vec<PositionResponse> = Vec::new();
        loop {
            let question = QueryMsg::Positions {
                pair,
                owner: owner.to_string(),
                start_after: all.last().map(|bid| bid.limit),
                limit: Some(MAX_LIMIT),
            };
            let page: PositionsResponse = self.ask_surely(&self.contracts.auction, &question);
            if !extend(&mut all, page.positions) {
                return all;
            }
        }
    }

    /// The batches that a pair has settled.
    pub fn batches(&self, pair: PairId) -> Vec<BatchResponse> {
        let mut all: Vec<BatchResponse> = Vec::new();
        loop {
            let question = QueryMsg::Batches {
                pair,
                start_after: all.last().map(|batch| batch.batch),
                limit: Some(MAX_LIMIT),
            };
            let page: BatchesResponse = self.ask_surely(&self.contracts.auction, &question);
            if !extend(&mut all, page.batches) {
                return all;
            }
        }
    }

    /// Results of finished lots that wait to be delivered.
    pub fn deliveries(&self) -> Vec<DeliveryResponse> {
        let mut all: Vec<DeliveryResponse> = Vec::new();
        loop {
            let question = QueryMsg::Deliveries {
                start_after: all.last().map(|waits| DeliveryId {
                    lot: waits.lot,
                    consignor: waits.consignor.to_string(),
                }),
                limit: Some(MAX_LIMIT),
            };
            let page: DeliveriesResponse = self.ask_surely(&self.contracts.auction, &question);
            if !extend(&mut all, page.deliveries) {
                return all;
            }
        }
    }

    /// All that the auction house says it holds.
    pub fn auction_holds(&self) -> Vec<SolvencyEntry> {
        self.auction_holds_behind(None)
    }

    /// What the auction house says it holds beside its open lots: credits, and lots that could not be delivered.
    pub fn auction_holds_beside_lots(&self) -> Vec<SolvencyEntry> {
        // A cursor is the number of a ledger, that of the lots being 0, and a key: this one is behind every lot's.
        let mut cursor = vec![0];
        cursor.extend([u8::MAX; 7]);
        self.auction_holds_behind(Some(cursor.into()))
    }

    fn auction_holds_behind(&self, cursor: Option<Binary>) -> Vec<SolvencyEntry> {
        let mut all: Vec<SolvencyEntry> = Vec::new();
        loop {
            let question = QueryMsg::Solvency {
                start_after: last_cursor(&all).or_else(|| cursor.clone()),
                limit: Some(MAX_LIMIT),
            };
            let page: SolvencyResponse = self.ask_surely(&self.contracts.auction, &question);
            if !extend(&mut all, page.entries) {
                return all;
            }
        }
    }
}
