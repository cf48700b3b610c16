//! A collateral asset: its terms, and what changes with every deposit.

use gavel_math::liquidation::Terms;
use gavel_math::packed_record;
use gavel_math::Bps;
use gavel_types::lending::CollateralTerms;

/// Denom and terms of a collateral.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Collateral {
    /// The asset.
    pub denom: String,
    /// Share of its low value that may be borrowed.
    pub max_ltv: Bps,
    /// Threshold, penalty, expected recovery, keeper's slice.
    pub risk: Terms,
    /// The health a partial liquidation restores.
    pub target: Bps,
    /// The least share of its price that the house sells it for.
    pub floor: Bps,
    /// Unix second of the last update.
    pub updated_at: u64,
}
packed_record!(Collateral {
    denom,
    max_ltv,
    risk,
    target,
    floor,
    updated_at
});

impl Collateral {
    /// Its terms as messages carry them.
    pub fn config(&self, totals: &CollateralTotals) -> CollateralTerms {
        CollateralTerms {
            max_ltv_bps: self.max_ltv.0,
            threshold_bps: self.risk.threshold.0,
            penalty_bps: self.risk.penalty.0,
            recovery_bps: self.risk.recovery.0,
            keeper_bps: self.risk.keeper.0,
            target_health_bps: self.target.0,
            auction_floor_bps: self.floor.0,
            dust: totals.dust.into(),
            deposit_cap: totals.deposit_cap.into(),
            auction_cap: totals.auction_cap.into(),
        }
    }
}

/// Totals of a collateral with the limits they are held against, so that a deposit reads one record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct CollateralTotals {
    /// Held for accounts.
    pub deposited: u128,
    /// The most that may be deposited.
    pub deposit_cap: u128,
    /// In open lots.
    pub in_auction: u128,
    /// The most that may be in auction for accounts that are not urgent.
    pub auction_cap: u128,
    /// Below this an amount is dust.
    pub dust: u128,
    /// Dust seized for the treasury.
    pub seized: u128,
}
packed_record!(CollateralTotals {
    deposited,
    deposit_cap,
    in_auction,
    auction_cap,
    dust,
    seized
});
