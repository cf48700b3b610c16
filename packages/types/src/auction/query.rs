//! Questions to the house, and its answers.

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, Coin, Decimal, Uint128};
use cw_ownable::cw_ownable_query;

// The answers are named for the schema alone, which no contract carries.
#[cfg_attr(target_arch = "wasm32", allow(unused_imports))]
use super::{
    BatchesResponse, BookResponse, Config, ConsignorKind, Limit, LotId, PairConfig, PairId,
    PositionsResponse, SimulateBidResponse, SimulateConsignResponse,
};
#[cfg_attr(target_arch = "wasm32", allow(unused_imports))]
use crate::solvency::SolvencyResponse;

/// Questions.
#[cw_ownable_query]
#[cw_serde]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// The house's configuration and pause.
    #[returns(ConfigResponse)]
    Config {},
    /// A pair, its next lot and its configuration.
    #[returns(PairResponse)]
    Pair {
        /// The pair.
        pair: PairId,
    },
    /// All pairs in order of their numbers.
    #[returns(PairsResponse)]
    Pairs {
        /// Go on behind this pair.
        start_after: Option<PairId>,
        /// 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// The consignors of a pair, in order of their stored addresses.
    #[returns(ConsignorsResponse)]
    Consignors {
        /// The pair.
        pair: PairId,
        /// Go on behind this consignor.
        start_after: Option<String>,
        /// 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// An open lot with its price now. Fails when there is none of that number.
    #[returns(LotResponse)]
    Lot {
        /// The lot.
        lot: LotId,
    },
    /// Open lots in order of pair and number.
    #[returns(LotsResponse)]
    Lots {
        /// Go on behind this lot.
        start_after: Option<LotId>,
        /// 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// An open lot's price in a Dutch stage some auction seconds from now, if nobody takes and the oracle's price stays. Fails where
    /// the lot is in another stage.
    #[returns(PriceAtResponse)]
    PriceAt {
        /// The lot.
        lot: LotId,
        /// Auction seconds from now.
        seconds: u32,
    },
    /// Whose an open lot is, in order of consignors' numbers.
    #[returns(ConsignmentsResponse)]
    Consignments {
        /// The lot.
        lot: LotId,
        /// Go on behind this consignor.
        start_after: Option<String>,
        /// 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// A pair's book by level.
    #[returns(BookResponse)]
    Book {
        /// The pair.
        pair: PairId,
        /// Go on behind this limit.
        start_after: Option<Limit>,
        /// 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// An account's bids in a pair, with what can be claimed.
    #[returns(PositionsResponse)]
    Positions {
        /// The pair.
        pair: PairId,
        /// The account.
        owner: String,
        /// Go on behind this limit.
        start_after: Option<Limit>,
        /// 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// The batches that a pair has settled, the first first.
    #[returns(BatchesResponse)]
    Batches {
        /// The pair.
        pair: PairId,
        /// Go on behind this batch.
        start_after: Option<u32>,
        /// 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// What a bid would get if the window that is open were closed now. Fails when none is open, and where the limit is none of the
    /// grid.
    #[returns(SimulateBidResponse)]
    SimulateBid {
        /// The pair.
        pair: PairId,
        /// The bid's limit.
        limit: Limit,
        /// Its quote, in smallest units.
        amount: Uint128,
    },
    /// What so much base would bring from the book as it stands, within the pair's bounds of a window. Fails where the pair does not
    /// sell by batch, or never had a price.
    #[returns(SimulateConsignResponse)]
    SimulateConsign {
        /// The pair.
        pair: PairId,
        /// Base, in smallest units.
        base: Uint128,
    },
    /// What a take would buy and cost now. Fails where the take would.
    #[returns(SimulateTakeResponse)]
    SimulateTake {
        /// The lot.
        lot: LotId,
        /// The most base to buy.
        amount: Uint128,
    },
    /// An account's credits in order of denom.
    #[returns(CreditsResponse)]
    Credits {
        /// The account.
        address: String,
        /// Go on behind this denom.
        start_after: Option<String>,
        /// 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// Results of finished lots that wait for `Deliver`, in order of pair, number and consignors' numbers.
    #[returns(DeliveriesResponse)]
    Deliveries {
        /// Go on behind this delivery.
        start_after: Option<DeliveryId>,
        /// 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// What the contract holds for others: open lots, deliveries that wait, credits, bids, what bids have bought.
    #[returns(SolvencyResponse)]
    Solvency {
        /// Go on behind this cursor.
        start_after: Option<cosmwasm_std::Binary>,
        /// 10 by default, 30 at most.
        limit: Option<u32>,
    },
}

/// The house's configuration and pause.
#[cw_serde]
pub struct ConfigResponse {
    /// The configuration.
    pub config: Config,
    /// Unix second at which the pause that is on ends by itself.
    pub paused_until: Option<u64>,
}

/// A pair.
#[cw_serde]
pub struct PairResponse {
    /// Its number.
    pub pair: PairId,
    /// The asset sold.
    pub base: String,
    /// The asset paid.
    pub quote: String,
    /// The lot that a consignment made now joins.
    pub next_lot: u32,
    /// The configuration version that new lots take.
    pub version: u16,
    /// Whether it takes new lots.
    pub open: bool,
    /// Whether its open lots end at their next step.
    pub winding_down: bool,
    /// How it sells.
    pub config: PairConfig,
}

/// A page of pairs.
#[cw_serde]
pub struct PairsResponse {
    /// The pairs.
    pub pairs: Vec<PairResponse>,
}

/// A consignor of a pair.
#[cw_serde]
pub struct ConsignorResponse {
    /// Its address.
    pub address: Addr,
    /// What it is.
    pub kind: ConsignorKind,
}

/// A page of consignors.
#[cw_serde]
pub struct ConsignorsResponse {
    /// The consignors.
    pub consignors: Vec<ConsignorResponse>,
}

/// An open lot.
#[cw_serde]
pub struct LotResponse {
    /// The lot.
    pub lot: LotId,
    /// The asset sold.
    pub base_denom: String,
    /// The asset paid.
    pub quote_denom: String,
    /// Who consigned it; of a lot that collects base in a batch, who came first.
    pub consignor: Addr,
    /// The configuration version it opened with.
    pub version: u16,
    /// The stage it is in, from 0.
    pub stage: u8,
    /// Restarts used in this stage; windows of a batch that are over.
    pub restarts: u8,
    /// Base consigned, in smallest units.
    pub base: Uint128,
    /// Base left, in smallest units.
    pub base_left: Uint128,
    /// Quote raised, less the rewards, in smallest units.
    pub raised: Uint128,
    /// Quote still to raise, in smallest units, where the sale stops there.
    pub tab: Option<Uint128>,
    /// Auction milliseconds in this stage.
    pub elapsed_millis: u64,
    /// Auction milliseconds at which the curve reaches its floor, the window closes, or the time for bids ends, and the next step is due.
    pub ends_at_millis: u64,
    /// By how many basis points uncertainty raised the ratio at the start of the curve and lowers it at the end.
    pub uncertainty_bps: u32,
    /// The price's share of the reference now, 18 decimals; none where the stage has no price of its own.
    pub ratio: Option<Decimal>,
    /// Price now, whole quote per whole base; none while it cannot be taken.
    pub price: Option<Decimal>,
    /// The least that may be bid for all base left, in smallest units of quote; none where no bid is taken.
    pub least_bid: Option<Uint128>,
    /// The leading bid, where there is one.
    pub leader: Option<LeaderResponse>,
}

/// The leading bid of a lot in an English stage.
#[cw_serde]
pub struct LeaderResponse {
    /// Who bids.
    pub bidder: Addr,
    /// Whose the base will be.
    pub recipient: Addr,
    /// The bid, in smallest units of quote.
    pub bid: Uint128,
}

/// A page of lots.
#[cw_serde]
pub struct LotsResponse {
    /// The lots.
    pub lots: Vec<LotResponse>,
}

/// What a lot's price will be.
#[cw_serde]
pub struct PriceAtResponse {
    /// The price's share of the reference then, 18 decimals.
    pub ratio: Decimal,
    /// The price then at today's reference, whole quote per whole base; none without a valid price, while paused, and behind a gap of
    /// a fixed reference.
    pub price: Option<Decimal>,
}

/// A consignor's part of a lot.
#[cw_serde]
pub struct ConsignmentResponse {
    /// Whose it is.
    pub consignor: Addr,
    /// Base consigned, in smallest units.
    pub base: Uint128,
}

/// A page of a lot's consignments.
#[cw_serde]
pub struct ConsignmentsResponse {
    /// The consignments.
    pub consignments: Vec<ConsignmentResponse>,
}

/// What a take would do.
#[cw_serde]
pub struct SimulateTakeResponse {
    /// Base bought, in smallest units.
    pub base: Uint128,
    /// Quote paid, in smallest units, rounded up.
    pub quote: Uint128,
    /// The price, whole quote per whole base.
    pub price: Decimal,
}

/// A page of credits.
#[cw_serde]
pub struct CreditsResponse {
    /// What may be withdrawn.
    pub credits: Vec<Coin>,
}

/// Which delivery: of a lot, to a consignor.
#[cw_serde]
pub struct DeliveryId {
    /// The lot.
    pub lot: LotId,
    /// The consignor.
    pub consignor: String,
}

/// A finished lot that waits to be delivered to a consignor. Amounts in smallest units.
#[cw_serde]
pub struct DeliveryResponse {
    /// The lot.
    pub lot: LotId,
    /// Whose it is.
    pub consignor: Addr,
    /// Base it had in the lot.
    pub base: Uint128,
    /// Base sold of it. The rest comes back.
    pub sold: Uint128,
    /// Quote it raised, less the rewards.
    pub proceeds: Uint128,
    /// Quote that it raised and that went to who advanced the lot.
    pub rewards: Uint128,
}

/// A page of deliveries that wait.
#[cw_serde]
pub struct DeliveriesResponse {
    /// The deliveries.
    pub deliveries: Vec<DeliveryResponse>,
}
