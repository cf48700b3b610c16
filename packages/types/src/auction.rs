//! The auction house: pairs, lots, sales, credits.

mod backstop;
mod batch;
mod book;
mod english;
mod govern;
mod message;
mod query;
mod record;

use cosmwasm_schema::cw_serde;
use cosmwasm_std::Uint128;
use gavel_math::packed::{Packed, PackedError};
use gavel_math::packed_record;
use gavel_storage::Key;

pub use backstop::BackstopStage;
pub use batch::{BatchStage, Limit, LimitRefusal};
pub use book::*;
pub use english::EnglishStage;
pub use govern::{GovernMsg, SudoMsg};
pub use message::{ExecuteMsg, InstantiateMsg, MigrateMsg, ReceiveMsg};
pub use query::*;
pub use record::{
    AuctionClient, LotProgress, PairRecord, CONSIGNORS, HAS_BID, HAS_REWARDS, LOT_PROGRESS, PAIRS,
    UNDELIVERED,
};

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

/// The house's configuration.
#[cw_serde]
pub struct Config {
    /// The oracle adapter whose records price the lots.
    pub oracle: String,
    /// Who may pause for 48 hours, and nothing else; nobody but the owner when left out.
    pub guardian: Option<String>,
    /// The longest block that counts as auction time, in milliseconds, 500 to 60,000; 1.25 × the usual is a good value. An update
    /// moves it by at most half of what it was. Open lots keep theirs.
    pub max_block_millis: u32,
    /// Gas of a delivery, transfers of tokens and `LotSettled` together, 2,000,000 to 5,000,000; an update at most doubles it. A
    /// delivery that runs out of it fails alone, and waits for `Deliver`.
    pub delivery_gas: u64,
}

/// How a pair sells. Lots keep the version they opened with.
#[cw_serde]
pub struct PairConfig {
    /// The stages a lot goes through, 1 to 4. What no stage sells goes back to the consignor.
    pub stages: Vec<Stage>,
    /// A take leaves none of the base or at least this much, in smallest units, above 0.
    pub base_dust: Uint128,
    /// A take leaves none of a lot's tab or at least this much, in smallest units, above 0. A lot that has raised less pays no
    /// reward.
    pub quote_dust: Uint128,
    /// What who advances a lot is paid for a step, in smallest units of the quote, where the lot's consignor allows it; 0 for
    /// nothing. An update raises it to at most ten times what it was, or from nothing to `quote_dust`.
    pub advance_reward: Uint128,
}

impl PairConfig {
    /// The lowest ratio of any stage in basis points, below which a lot never sells; 0 when there is no stage or an empty
    /// curve, which no pair has.
    pub fn floor_bps(&self) -> u32 {
        self.stages.iter().map(Stage::floor_bps).min().unwrap_or(0)
    }

    /// The ratio at which a lot opens in basis points; 0 when there is no stage or an empty curve, which no pair has.
    pub fn start_bps(&self) -> u32 {
        self.stages.first().map_or(0, Stage::start_bps)
    }
}

/// One way to sell.
#[cw_serde]
pub enum Stage {
    /// One price for all bids of a window; only as the first stage, because it collects what is consigned.
    Batch(BatchStage),
    /// A price that falls on auction time; whoever takes first, buys.
    Dutch(DutchStage),
    /// Bids for all that is left; the best one buys.
    English(EnglishStage),
    /// What is left is sold to one buyer; only as the last stage, behind another.
    Backstop(BackstopStage),
}

impl Stage {
    /// The lowest share of the reference at which it sells, in basis points; 0 for an empty curve. A backstop may besides sell as low
    /// as the stage before ended, which has its own floor.
    pub fn floor_bps(&self) -> u32 {
        match self {
            Self::Batch(stage) => stage.reserve_bps,
            Self::Dutch(stage) => stage.floor_bps(),
            Self::English(stage) => stage.reserve_bps,
            Self::Backstop(stage) => 10_000u32.saturating_sub(stage.discount_bps),
        }
    }

    /// The share of the reference at which it begins, in basis points: the reserve where bids begin anywhere above it; 0 for an
    /// empty curve.
    pub fn start_bps(&self) -> u32 {
        match self {
            Self::Batch(stage) => stage.reserve_bps,
            Self::Dutch(stage) => stage.start_bps(),
            Self::English(stage) => stage.reserve_bps,
            Self::Backstop(stage) => 10_000u32.saturating_sub(stage.discount_bps),
        }
    }
}

/// A falling price.
#[cw_serde]
pub struct DutchStage {
    /// What the curve is a share of.
    pub reference: Reference,
    /// 2 to 16 points, the first at 0 s, each later than the one before, the last at 300 s or later, ratios not rising and
    /// falling by at most 20 basis points a second. The last ratio is the floor.
    pub curve: Vec<CurvePoint>,
    /// How the ratio falls between points; linearly when left out.
    #[serde(default)]
    pub interpolation: Interpolation,
    /// How often the curve starts anew from a fresh price, 0 to 8, before the next stage.
    pub max_restarts: u8,
    /// The most by which uncertainty moves the curve, in basis points, 0 to 1,000; 0, not at all, when left out. When the curve
    /// starts, the lot keeps how far the oracle's fresh sources disagree: half of what they span, of base and quote together. By
    /// that the ratio is higher at the start and lower from the last point on; between them it is moved by a straight line in
    /// time. The age of a price is no part of it. First and last ratio moved by the most stay within 1,000 and 20,000, and
    /// the fall within 20 a second.
    #[serde(default)]
    pub max_uncertainty_bps: u32,
}

impl DutchStage {
    /// The lowest share of the reference at which it ever sells, in basis points; 0 for an empty curve.
    pub fn floor_bps(&self) -> u32 {
        let last = self.curve.last().map_or(0, |point| point.ratio_bps);
        last.saturating_sub(self.max_uncertainty_bps)
    }

    /// The highest share of the reference at which it ever starts, in basis points; 0 for an empty curve.
    pub fn start_bps(&self) -> u32 {
        let raised = |point: &CurvePoint| point.ratio_bps.saturating_add(self.max_uncertainty_bps);
        self.curve.first().map_or(0, raised)
    }
}

/// How a ratio falls from one point to the next.
#[cw_serde]
#[derive(Copy, Default)]
pub enum Interpolation {
    /// By equal amounts in equal times.
    #[default]
    Linear,
    /// By equal factors in equal times, `first · (second / first)^(time / span)`: fastest where a segment starts. Rounded up,
    /// to less than one part in 10^15 above.
    Geometric,
}

/// A point of a curve.
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
    /// The oracle's price at the take. Without a valid one nothing is sold, and the clock stands.
    Live,
    /// The oracle's price when the curve started: at the consignment, a restart or the entry into the stage. It is sold at while the
    /// oracle is dark too, but not once more than a minute since then did not count as auction time: then `Advance` starts the
    /// curve anew, 8 times in a stage without using up a restart.
    Fixed,
}

/// What a consignor is, which decides how it is paid.
#[cw_serde]
#[derive(Copy)]
pub enum ConsignorKind {
    /// A contract: it receives `LotSettled` with the money when a lot finishes.
    Contract,
    /// An account: its money waits as a credit that it takes by `Withdraw`.
    Account,
}

/// What a pair takes.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum PairStatus {
    /// No new lots. Open lots go on.
    Closed,
    /// New lots.
    Open,
    /// No new lots and no new bids. Open lots end at their next step; what is left of them goes back. Bids can always be taken back
    /// but while a settlement is under way.
    WindingDown,
}

/// The statuses in the order of their stored numbers: append, never reorder.
const PAIR_STATUSES: [PairStatus; 3] = [
    PairStatus::Closed,
    PairStatus::Open,
    PairStatus::WindingDown,
];

impl Packed for PairStatus {
    fn pack(&self, out: &mut Vec<u8>) {
        let number = PAIR_STATUSES.iter().position(|status| status == self);
        (number.unwrap_or_default() as u64).pack(out);
    }

    fn unpack(input: &mut &[u8]) -> Result<Self, PackedError> {
        let number = usize::from(u8::unpack(input)?);
        PAIR_STATUSES.get(number).copied().ok_or(PackedError)
    }
}
