//! How the lots of a pair sell.

use cosmwasm_std::Uint128;
use gavel_math::dutch::{self, Curve, Offer};
use gavel_math::english::Bidding;
use gavel_math::packed::{Packed, PackedError};
use gavel_math::window::Window;
use gavel_math::{packed_record, Bps, Scale};
use gavel_types::auction::{
    BackstopStage, BatchStage, CurvePoint, DutchStage, EnglishStage, Interpolation, PairConfig,
    Reference, Stage,
};

/// A pair's assets and one version of its configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PairTerms {
    /// The asset sold.
    pub base: String,
    /// The asset paid.
    pub quote: String,
    /// Decimals of both.
    pub scale: Scale,
    /// A take leaves no base or at least this much.
    pub base_dust: u128,
    /// A take leaves no tab or at least this much.
    pub quote_dust: u128,
    /// What a step of a lot is worth to who takes it.
    pub advance_reward: u128,
    /// The stages, 1 to 4.
    pub stages: Vec<StageTerms>,
}
packed_record!(PairTerms {
    base,
    quote,
    scale,
    base_dust,
    quote_dust,
    advance_reward,
    stages
});

/// One way to sell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum StageTerms {
    /// One price for all bids of a window.
    Batch(BatchTerms),
    /// A price that falls on auction time.
    Dutch(DutchTerms),
    /// Bids for all that is left.
    English(Bidding),
    /// What is left is sold to one buyer.
    Backstop(BackstopTerms),
}

/// A sale to one buyer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BackstopTerms {
    /// The buyer's address, validated.
    pub buyer: String,
    /// How far below today's price it buys.
    pub discount: Bps,
    /// The most base of a lot.
    pub max_base: Option<u128>,
}
packed_record!(BackstopTerms {
    buyer,
    discount,
    max_base
});

/// A sale in windows. Times in seconds, as in messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BatchTerms {
    /// Auction seconds of a window.
    pub window_seconds: u32,
    /// Blocks at its end without bidders.
    pub freeze_blocks: u8,
    /// Seconds behind its end in which it may be closed.
    pub grace_seconds: u32,
    /// Share of the reference below which nothing is sold.
    pub reserve: Bps,
    /// How far the reference may lie below the average.
    pub band: Bps,
    /// The most base of a window.
    pub max_base: Option<u128>,
    /// The same, as a share of what the book would buy at the reserve.
    pub max_depth: Option<u32>,
    /// The most windows of a lot.
    pub max_windows: u8,
    /// The least quote of a bid.
    pub min_bid: u128,
}
packed_record!(BatchTerms {
    window_seconds,
    freeze_blocks,
    grace_seconds,
    reserve,
    band,
    max_base,
    max_depth,
    max_windows,
    min_bid
});

impl BatchTerms {
    /// Its window, where a block counts for at most `max_block_millis`.
    pub fn window(&self, max_block_millis: u32) -> Window {
        Window {
            length: u64::from(self.window_seconds).saturating_mul(1_000),
            freeze_blocks: self.freeze_blocks,
            grace: u64::from(self.grace_seconds).saturating_mul(1_000),
            max_block: u64::from(max_block_millis),
        }
    }
}

/// A falling price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DutchTerms {
    /// Whether the reference is fixed when the curve starts, or the oracle's price at the take.
    pub fixed: bool,
    /// The curve.
    pub curve: Curve,
    /// How often the curve starts anew.
    pub max_restarts: u8,
    /// The most by which uncertainty moves the curve.
    pub max_uncertainty: Bps,
}

// What is fixed and the uncertainty are one number: a curve that uncertainty does not move has no byte for it.
impl Packed for DutchTerms {
    fn pack(&self, out: &mut Vec<u8>) {
        ((u64::from(self.max_uncertainty.0) << 1) | u64::from(self.fixed)).pack(out);
        self.curve.pack(out);
        self.max_restarts.pack(out);
    }

    fn unpack(input: &mut &[u8]) -> Result<Self, PackedError> {
        let head = u64::unpack(input)?;
        Ok(Self {
            fixed: head & 1 == 1,
            curve: Packed::unpack(input)?,
            max_restarts: Packed::unpack(input)?,
            max_uncertainty: Bps(u32::try_from(head >> 1).map_err(|_| PackedError)?),
        })
    }
}

impl Packed for StageTerms {
    fn pack(&self, out: &mut Vec<u8>) {
        match self {
            Self::Dutch(terms) => {
                out.push(0);
                terms.pack(out);
            }
            Self::Batch(terms) => {
                out.push(1);
                terms.pack(out);
            }
            Self::English(terms) => {
                out.push(2);
                terms.pack(out);
            }
            Self::Backstop(terms) => {
                out.push(3);
                terms.pack(out);
            }
        }
    }

    fn unpack(input: &mut &[u8]) -> Result<Self, PackedError> {
        match u8::unpack(input)? {
            0 => DutchTerms::unpack(input).map(Self::Dutch),
            1 => BatchTerms::unpack(input).map(Self::Batch),
            2 => Bidding::unpack(input).map(Self::English),
            3 => BackstopTerms::unpack(input).map(Self::Backstop),
            _ => Err(PackedError),
        }
    }
}

impl PairTerms {
    /// The configuration as messages have it.
    pub fn config(&self) -> PairConfig {
        PairConfig {
            stages: self.stages.iter().map(StageTerms::config).collect(),
            base_dust: self.base_dust.into(),
            quote_dust: self.quote_dust.into(),
            advance_reward: self.advance_reward.into(),
        }
    }

    /// The batch that lots with these terms begin with, if they do.
    pub fn batch(&self) -> Option<&BatchTerms> {
        match self.stages.first() {
            Some(StageTerms::Batch(batch)) => Some(batch),
            _ => None,
        }
    }

    /// Whether lots with these terms may come to be sold to the best bid for all that is left.
    pub fn has_english(&self) -> bool {
        let is_english = |stage: &StageTerms| matches!(stage, StageTerms::English(_));
        self.stages.iter().any(is_english)
    }

    /// What a lot with these terms offers.
    pub fn offer(&self, base: u128, tab: Option<u128>) -> Offer {
        Offer {
            base,
            tab,
            base_dust: self.base_dust,
            quote_dust: self.quote_dust,
        }
    }
}

impl StageTerms {
    fn config(&self) -> Stage {
        match self {
            Self::Batch(terms) => Stage::Batch(BatchStage {
                window_seconds: terms.window_seconds,
                freeze_blocks: terms.freeze_blocks,
                grace_seconds: terms.grace_seconds,
                reserve_bps: terms.reserve.0,
                band_bps: terms.band.0,
                max_base: terms.max_base.map(Uint128::new),
                max_depth_bps: terms.max_depth,
                max_windows: terms.max_windows,
                min_bid: terms.min_bid.into(),
            }),
            Self::Dutch(terms) => Stage::Dutch(DutchStage {
                reference: if terms.fixed {
                    Reference::Fixed
                } else {
                    Reference::Live
                },
                curve: terms
                    .curve
                    .points()
                    .iter()
                    .map(|point| CurvePoint {
                        seconds: point.seconds,
                        ratio_bps: point.ratio.0,
                    })
                    .collect(),
                interpolation: match terms.curve.interpolation() {
                    dutch::Interpolation::Linear => Interpolation::Linear,
                    dutch::Interpolation::Geometric => Interpolation::Geometric,
                },
                max_restarts: terms.max_restarts,
                max_uncertainty_bps: terms.max_uncertainty.0,
            }),
            Self::English(terms) => Stage::English(EnglishStage {
                reserve_bps: terms.reserve.0,
                min_raise_bps: terms.min_raise.0,
                duration_seconds: terms.duration_seconds,
                extension_seconds: terms.extension_seconds,
                hard_end_seconds: terms.hard_end_seconds,
            }),
            Self::Backstop(terms) => Stage::Backstop(BackstopStage {
                buyer: terms.buyer.clone(),
                discount_bps: terms.discount.0,
                max_base: terms.max_base.map(Uint128::new),
            }),
        }
    }
}
