//! The auction house: pairs, lots, sales, credits.

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, Coin, Decimal, Uint128};
use cw_ownable::{cw_ownable_execute, cw_ownable_query};
use gavel_math::packed_record;
use gavel_storage::Key;

use crate::solvency::SolvencyResponse;

mod record;

pub use record::{AuctionClient, LotProgress, PairRecord, CONSIGNORS, LOT_PROGRESS, PAIRS};

/// A pair of assets: the base sold for the quote. Numbered from 1 in the order of creation.
pub type PairId = u16;

/// A lot: lots are numbered per pair, from 1.
#[cw_serde]
#[derive(Copy, Eq, PartialOrd, Ord)]
pub struct LotId {
    /// The pair.
    pub pair: PairId,
    /// The lot's number in its pair.
    pub number: u32,
}
packed_record!(LotId { pair, number });

impl LotId {
    /// The lot at the front of a stored key: the pair as two big-endian bytes, the number as four. None when it is too short.
    pub fn at_front(key: &[u8]) -> Option<Self> {
        let (pair, rest) = key.split_first_chunk::<2>()?;
        let (number, _) = rest.split_first_chunk::<4>()?;
        Some(Self {
            pair: PairId::from_be_bytes(*pair),
            number: u32::from_be_bytes(*number),
        })
    }

    /// The lot as a stored key without the namespace.
    pub fn key(&self) -> Vec<u8> {
        let mut key = Vec::with_capacity(6);
        self.write(&mut key);
        key
    }
}

/// The pair, then the number.
impl Key for LotId {
    fn write(&self, out: &mut Vec<u8>) {
        self.pair.write(out);
        self.number.write(out);
    }
}

impl core::fmt::Display for LotId {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}/{}", self.pair, self.number)
    }
}

/// Sets the contract up.
#[cw_serde]
pub struct InstantiateMsg {
    /// Who governs.
    pub owner: String,
    /// The house's configuration.
    pub config: Config,
}

/// The house's configuration.
#[cw_serde]
pub struct Config {
    /// The oracle adapter whose records price the lots.
    pub oracle: String,
    /// Who may pause for 48 hours, and nothing else.
    pub guardian: Option<String>,
    /// The longest block that counts as auction time, in milliseconds, 500 to 60,000: at most 1.25 × the usual.
    pub max_block_millis: u32,
    /// Gas a consignor's `LotSettled` may use, 500,000 to 5,000,000. What runs out of it fails alone.
    pub delivery_gas: u64,
}

/// How a pair sells. Lots keep the version they opened with.
#[cw_serde]
pub struct PairConfig {
    /// The stages a lot goes through, 1 to 4. What no stage sells goes back to the consignor.
    pub stages: Vec<Stage>,
    /// A take leaves none of the base or at least this much, in smallest units, above 0.
    pub base_dust: Uint128,
    /// A take leaves none of a lot's tab or at least this much, in smallest units, above 0.
    pub quote_dust: Uint128,
}

impl PairConfig {
    /// The lowest ratio of any stage in basis points, below which a lot never sells; 0 when there is no stage or an empty
    /// curve, which no pair has.
    pub fn floor_bps(&self) -> u32 {
        let last = |Stage::Dutch(stage): &Stage| stage.curve.last().map(|point| point.ratio_bps);
        self.stages.iter().map(last).min().flatten().unwrap_or(0)
    }

    /// The ratio at which a lot opens in basis points; 0 when there is no stage or an empty curve, which no pair has.
    pub fn start_bps(&self) -> u32 {
        let Some(Stage::Dutch(stage)) = self.stages.first() else {
            return 0;
        };
        stage.curve.first().map_or(0, |point| point.ratio_bps)
    }
}

/// One way to sell.
#[cw_serde]
pub enum Stage {
    /// A price that falls on auction time; whoever takes first, buys.
    Dutch(DutchStage),
}

/// A falling price.
#[cw_serde]
pub struct DutchStage {
    /// What the curve is a share of.
    pub reference: Reference,
    /// 2 to 16 points, the first at 0 s, the last at 300 s or later, ratios not rising, the last ratio the floor.
    pub curve: Vec<CurvePoint>,
    /// How often the curve starts anew from a fresh price, 0 to 8, before the next stage.
    pub max_restarts: u8,
}

/// A point of a curve. Between points the ratio falls linearly.
#[cw_serde]
#[derive(Copy)]
pub struct CurvePoint {
    /// Auction seconds from the start of the stage, at most a day.
    pub seconds: u32,
    /// Price as a share of the reference in basis points, 1,000 to 20,000.
    pub ratio_bps: u32,
}

/// What a curve is a share of.
#[cw_serde]
#[derive(Copy)]
pub enum Reference {
    /// The oracle's price at the take.
    Live,
    /// The oracle's price when the lot opened or restarted.
    Fixed,
}

/// What a consignor is, which decides how it is paid.
#[cw_serde]
#[derive(Copy)]
pub enum ConsignorKind {
    /// A contract: it receives `LotSettled` with the money when a lot finishes.
    Contract,
    /// An account: its money waits as a credit that it withdraws.
    Account,
}

/// What anyone, bidders, consignors and governance may do.
#[cw_ownable_execute]
#[cw_serde]
pub enum ExecuteMsg {
    /// Puts the base sent with this message up for sale. Only a consignor of the pair; never refused by a pause: the lot's
    /// clock then stands. Refused without a valid price, and when the lot it would join is not the one expected.
    Consign {
        /// The pair.
        pair: PairId,
        /// The number of the lot it joins: see the raw pair record, or the query `Pair`.
        expected_lot: u32,
        /// Quote to raise, in smallest units, where the sale shall stop; above the pair's quote dust.
        tab: Option<Uint128>,
    },
    /// Buys base from a lot in a Dutch stage at its price now, paid with the quote sent. Anyone. What is sent above the price comes
    /// back. Refused while paused, without a valid price, and above `max_price`.
    Take {
        /// The lot.
        lot: LotId,
        /// The most base to buy, in smallest units, above 0.
        amount: Uint128,
        /// The highest price to pay, whole quote per whole base.
        max_price: Decimal,
        /// The least base to buy, in smallest units; 1 by default.
        min_amount: Option<Uint128>,
        /// Who receives the base; the sender by default.
        recipient: Option<String>,
    },
    /// Takes the lot's next step when it is due: a restart, the next stage, or its end. Anyone. Never refused by a pause. Where the
    /// lot's clock stands although nothing stops it, as behind a pause that ran out by itself, it starts it again, due or not.
    Advance {
        /// The lot.
        lot: LotId,
    },
    /// Tries again to deliver a finished lot to a consignor that failed to receive it. Anyone.
    Deliver {
        /// The lot.
        lot: LotId,
        /// The consignor.
        consignor: String,
    },
    /// Pays out the sender's credit of an asset. Never refused by a pause.
    Withdraw {
        /// The asset.
        denom: String,
        /// Who receives it; the sender by default.
        recipient: Option<String>,
    },
    /// Stops takes and every lot's clock for 48 hours. Only the guardian, a week after its last pause ended, or the owner, who
    /// thereby renews a pause.
    Pause {},
    /// Changes what governance sets. Only the owner.
    Govern(GovernMsg),
}

/// What governance may change: by the owner's `Govern`, or by the chain's sudo. Nothing reaches open lots.
#[cw_serde]
pub enum GovernMsg {
    /// Creates a pair. Both assets must have a price in the oracle, which gives their decimals.
    CreatePair {
        /// The asset sold.
        base: String,
        /// The asset paid.
        quote: String,
        /// How it sells.
        config: PairConfig,
    },
    /// Gives a pair a new configuration for its next lots; at most once a day. In one update the first ratio and the lowest of
    /// all stages move by at most 1,000 basis points, the dust limits to at most ten times what they were.
    ///
    /// The house knows nothing of its consignors' own limits. One that reckons with a lowest ratio of its own, as the lending
    /// contract does with a collateral's `auction_floor_bps`, must have that lowered first: what a lot brings below it is its
    /// loss.
    UpdatePair {
        /// The pair.
        pair: PairId,
        /// How it sells.
        config: PairConfig,
    },
    /// Opens or closes a pair for new lots. Open lots go on. Opening needs both assets in the oracle, in the pair's decimals.
    SetPairOpen {
        /// The pair.
        pair: PairId,
        /// Whether it takes new lots.
        open: bool,
    },
    /// Lets a contract or account consign to a pair. Its kind cannot be changed later.
    AddConsignor {
        /// The pair.
        pair: PairId,
        /// The consignor.
        address: String,
        /// What it is.
        kind: ConsignorKind,
    },
    /// Takes a consignor off a pair. Its open lots go on and are paid. A contract is taken off a closed pair only, so that one
    /// which sells through the pair sees it closed; before the pair opens again, that contract must have been set to another.
    RemoveConsignor {
        /// The pair.
        pair: PairId,
        /// The consignor.
        address: String,
    },
    /// Changes the house's configuration; at most once a day. A new oracle must agree with the old one about every asset of an
    /// open pair that the old one has a valid price of: priced within 5 %, in the same decimals. A dead oracle may be left for any.
    UpdateConfig(Config),
    /// Pauses, or renews a pause, for 48 hours.
    Pause {},
    /// Ends a pause.
    Unpause {},
}

/// The chain's governance does what the owner may.
pub type SudoMsg = GovernMsg;

/// Takes the contract to this version. Refused from another contract or a later version.
#[cw_serde]
pub struct MigrateMsg {}

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
    /// Finished lots that could not be delivered, in order of pair and number.
    #[returns(DeliveriesResponse)]
    Deliveries {
        /// Go on behind this lot.
        start_after: Option<LotId>,
        /// 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// What the contract holds for others: open lots, deliveries that wait, credits.
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
    /// Who consigned it.
    pub consignor: Addr,
    /// The configuration version it opened with.
    pub version: u16,
    /// The stage it is in, from 0.
    pub stage: u8,
    /// Restarts used in this stage.
    pub restarts: u8,
    /// Base consigned, in smallest units.
    pub base: Uint128,
    /// Base left.
    pub base_left: Uint128,
    /// Quote raised.
    pub raised: Uint128,
    /// Quote still to raise, where the sale stops there.
    pub tab: Option<Uint128>,
    /// Auction milliseconds in this stage.
    pub elapsed_millis: u64,
    /// Auction milliseconds at which the curve reaches its floor and the next step is due.
    pub ends_at_millis: u64,
    /// The price's share of the reference now, 18 decimals.
    pub ratio: Decimal,
    /// Price now, whole quote per whole base; none while it cannot be taken.
    pub price: Option<Decimal>,
}

/// A page of lots.
#[cw_serde]
pub struct LotsResponse {
    /// The lots.
    pub lots: Vec<LotResponse>,
}

/// What a take would do.
#[cw_serde]
pub struct SimulateTakeResponse {
    /// Base bought.
    pub base: Uint128,
    /// Quote paid.
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

/// A finished lot that waits to be delivered.
#[cw_serde]
pub struct DeliveryResponse {
    /// The lot.
    pub lot: LotId,
    /// Whose it is.
    pub consignor: Addr,
    /// Base it had in the lot.
    pub base: Uint128,
    /// Base sold of it.
    pub sold: Uint128,
    /// Quote raised.
    pub proceeds: Uint128,
}

/// A page of deliveries that wait.
#[cw_serde]
pub struct DeliveriesResponse {
    /// The deliveries.
    pub deliveries: Vec<DeliveryResponse>,
}
