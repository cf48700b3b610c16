//! How the lots of a pair sell.

use gavel_math::dutch::{Curve, Offer};
use gavel_math::packed::{Packed, PackedError};
use gavel_math::{packed_record, Scale};
use gavel_types::auction::{CurvePoint, DutchStage, PairConfig, Reference, Stage};

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
    /// The stages, 1 to 4.
    pub stages: Vec<StageTerms>,
}
packed_record!(PairTerms {
    base,
    quote,
    scale,
    base_dust,
    quote_dust,
    stages
});

/// One way to sell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum StageTerms {
    /// A price that falls on auction time.
    Dutch(DutchTerms),
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
}
packed_record!(DutchTerms {
    fixed,
    curve,
    max_restarts
});

impl Packed for StageTerms {
    fn pack(&self, out: &mut Vec<u8>) {
        match self {
            Self::Dutch(terms) => {
                out.push(0);
                terms.pack(out);
            }
        }
    }

    fn unpack(input: &mut &[u8]) -> Result<Self, PackedError> {
        match u8::unpack(input)? {
            0 => DutchTerms::unpack(input).map(Self::Dutch),
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
        }
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
                max_restarts: terms.max_restarts,
            }),
        }
    }
}
