//! An open lot.

use gavel_math::clock::Anchor;
use gavel_math::packed::{Packed, PackedError};
use gavel_math::{Bps, Price};
use gavel_types::auction::{LotProgress, HAS_BID, HAS_REWARDS};

use super::ConsignorId;

/// An open lot. It is written at every touch, 30 gas a byte: what can be derived is not in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lot {
    /// Version of the pair's terms.
    pub version: u16,
    /// Version of the house's terms.
    pub house: u32,
    /// Whose it is; of a lot that collected base in a batch, who came first.
    pub consignor: ConsignorId,
    /// Whether it collected base in a batch: `CONSIGNMENTS` tells whose how much is.
    pub pooled: bool,
    /// The stage it is in, 0 to 3.
    pub stage: u8,
    /// Rounds of this stage that are over: restarts of a curve that were counted, 0 to 8; windows of a batch, 0 to 15.
    pub rounds: u8,
    /// Whether its last window, or its time for bids, is over, and only a price is missing for the next stage.
    pub leaving: bool,
    /// Base consigned.
    pub base: u128,
    /// Base sold, less than `base` while the lot is open.
    pub sold: u128,
    /// Quote raised, less the rewards.
    pub raised: u128,
    /// The leading bid, as `LEADERS` has it; 0 where there is none.
    pub bid: u128,
    /// What may go to who advances it, where its consignor allows that.
    pub rewards: Option<Rewards>,
    /// Quote still to raise, where the sale stops there; above 0 while the lot is open.
    pub tab_left: Option<u128>,
    /// The clock of this stage.
    pub anchor: Anchor,
    /// Seconds without a valid price in this stage, up to the anchor.
    pub dark: u64,
    /// The reference, in a stage where it is fixed: a Dutch one of that kind, an English one. Where a backstop is next, the reserve of
    /// a batch that is left.
    pub fixed: Option<FixedPrice>,
    /// By how much the reference was uncertain when the curve started; nothing in a stage without a curve.
    pub uncertainty: Bps,
}

/// What may go to who advances a lot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rewards {
    /// The most of what it raises, in basis points, above 0.
    pub most: u16,
    /// Quote that went there.
    pub paid: u128,
}

/// A reference fixed when the curve, or the time for bids, started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FixedPrice {
    /// Whole quote per whole base.
    pub reference: Price,
    /// Milliseconds since then that did not count as auction time, up to the anchor; with a leading bid, since others last had the
    /// time to answer.
    pub gap: u64,
    /// How often in this stage the lot was priced anew, or its bidders given more time, because of a gap.
    pub repricings: u8,
}

const STAGE_BITS: u32 = 2;
const ROUND_BITS: u32 = 4;
const TAB: u64 = 1 << (STAGE_BITS + ROUND_BITS);
const FIXED: u64 = TAB << 1;
const POOLED: u64 = FIXED << 1;
const LEAVING: u64 = POOLED << 1;
const REWARDS: u64 = HAS_REWARDS;
const UNCERTAIN: u64 = REWARDS << 1;

// The bits of a lot's progress stand for nothing else.
const _: () = assert!(REWARDS == LEAVING << 1 && HAS_BID == UNCERTAIN << 1);

impl Lot {
    /// Base left to sell.
    pub fn base_left(&self) -> u128 {
        self.base.saturating_sub(self.sold)
    }

    /// What consignors read of it: the front of its record.
    pub fn progress(&self) -> LotProgress {
        LotProgress {
            base: self.base,
            sold: self.sold,
            raised: self.raised,
            rewards: self.rewards.map_or(0, |rewards| rewards.paid),
            bid: self.bid,
        }
    }

    /// Stage, rounds and which options are there, in one number: one byte for a live lot of one consignor.
    fn flags(&self) -> u64 {
        let options = [
            (self.tab_left.is_some(), TAB),
            (self.fixed.is_some(), FIXED),
            (self.pooled, POOLED),
            (self.leaving, LEAVING),
            (self.rewards.is_some(), REWARDS),
            (self.uncertainty > Bps(0), UNCERTAIN),
        ];
        options
            .into_iter()
            .filter(|(there, _)| *there)
            .fold(0, |flags, (_, bit)| flags | bit)
            | u64::from(self.stage)
            | (u64::from(self.rounds) << STAGE_BITS)
    }
}

impl Packed for Lot {
    fn pack(&self, out: &mut Vec<u8>) {
        self.progress().pack_with(self.flags(), out);
        self.version.pack(out);
        self.house.pack(out);
        self.consignor.pack(out);
        self.anchor.pack(out);
        self.dark.pack(out);
        if let Some(tab) = self.tab_left {
            tab.pack(out);
        }
        if let Some(rewards) = self.rewards {
            rewards.most.pack(out);
        }
        if let Some(fixed) = self.fixed {
            fixed.reference.pack(out);
            fixed.gap.pack(out);
            fixed.repricings.pack(out);
        }
        if self.uncertainty > Bps(0) {
            self.uncertainty.pack(out);
        }
    }

    fn unpack(input: &mut &[u8]) -> Result<Self, PackedError> {
        let (progress, flags) = LotProgress::unpack_with(input)?;
        let LotProgress {
            base,
            sold,
            raised,
            rewards: paid,
            bid,
        } = progress;
        let part = |shift: u32, bits: u32| {
            let mask = (1u64 << bits).saturating_sub(1);
            u8::try_from((flags >> shift) & mask).map_err(|_| PackedError)
        };
        let mut lot = Self {
            stage: part(0, STAGE_BITS)?,
            rounds: part(STAGE_BITS, ROUND_BITS)?,
            pooled: flags & POOLED != 0,
            leaving: flags & LEAVING != 0,
            version: Packed::unpack(input)?,
            house: Packed::unpack(input)?,
            consignor: Packed::unpack(input)?,
            base,
            sold,
            raised,
            bid,
            anchor: Packed::unpack(input)?,
            dark: Packed::unpack(input)?,
            rewards: None,
            tab_left: None,
            fixed: None,
            uncertainty: Bps(0),
        };
        if flags & TAB != 0 {
            lot.tab_left = Some(Packed::unpack(input)?);
        }
        if flags & REWARDS != 0 {
            let most = Packed::unpack(input)?;
            lot.rewards = Some(Rewards { most, paid });
        }
        if flags & FIXED != 0 {
            lot.fixed = Some(FixedPrice {
                reference: Packed::unpack(input)?,
                gap: Packed::unpack(input)?,
                repricings: Packed::unpack(input)?,
            });
        }
        if flags & UNCERTAIN != 0 {
            lot.uncertainty = Packed::unpack(input)?;
        }
        Ok(lot)
    }
}
