//! The terms that the test world lists its assets on: those of the house's examples.

use cosmwasm_std::Uint128;
use gavel_types::auction::{
    BatchStage, CurvePoint, DutchStage, EnglishStage, Interpolation, Limit, PairConfig, Reference,
    Stage,
};
use gavel_types::insurance::{Config as FundConfig, CoverCaps, PoolTerms};
use gavel_types::lending::{CollateralTerms, MarketTerms, PenaltyReceiver};
use gavel_types::oracle::AssetRules;

use crate::asset::{decimal, Asset};

/// Whole units that no test reaches unless it is about caps.
const AMPLE: u128 = 1_000_000_000;

/// Seconds of a day.
const DAY: u64 = 86_400;

/// The usual curve: `(seconds, basis points)`. Fast far above the market's price, slow near it, then down to the floor.
pub const CURVE: [(u32, u32); 4] = [(0, 10_200), (102, 10_030), (402, 9_930), (1_200, 8_600)];

/// How an asset is priced by default: two of three feeders, fresh for 90 s, jumps beyond 15 % confirmed after 30 s.
pub fn price_rules(asset: Asset) -> AssetRules {
    AssetRules {
        decimals: asset.decimals,
        min_sources: 2,
        max_age: 90,
        max_jump_bps: 1_500,
        confirm_delay: 30,
        lower_bound: decimal("0.000001"),
        upper_bound: decimal("100000000"),
    }
}

/// The default terms of a collateral: opens at 75 %, liquidated at 82.5 %, penalty 5 %, half a percent of the collateral
/// for the keeper. A hundredth of a whole unit is dust.
pub fn collateral_terms(asset: Asset) -> CollateralTerms {
    CollateralTerms {
        max_ltv_bps: 7_500,
        threshold_bps: 8_250,
        penalty_bps: 500,
        recovery_bps: 9_900,
        keeper_bps: 50,
        target_health_bps: 10_500,
        auction_floor_bps: 8_600,
        dust: Uint128::new(asset.one() / 100),
        deposit_cap: Uint128::new(asset.units(AMPLE)),
        auction_cap: Uint128::new(asset.units(AMPLE)),
    }
}

/// The default terms of a market: 1 % to 5 % a year below four fifths of use, up to 65 % above; a tenth of the interest
/// to reserves. A whole unit is dust. Penalties go to `receivers` with their shares in basis points.
pub fn market_terms(asset: Asset, receivers: &[(&str, u32)]) -> MarketTerms {
    MarketTerms {
        base_rate_bps: 100,
        slope_below_bps: 400,
        slope_above_bps: 6_000,
        kink_bps: 8_000,
        reserve_factor_bps: 1_000,
        supply_cap: Uint128::new(asset.units(AMPLE)),
        borrow_cap: Uint128::new(asset.units(AMPLE)),
        auction_cap: Uint128::new(asset.units(AMPLE)),
        dust: Uint128::new(asset.one()),
        penalty_receivers: receivers
            .iter()
            .map(|(address, share_bps)| PenaltyReceiver {
                address: (*address).to_owned(),
                share_bps: *share_bps,
            })
            .collect(),
    }
}

/// The default way to sell: one live-reference Dutch stage on [`CURVE`] with 3 restarts. A thousandth of a whole base and
/// a whole quote are dust.
pub fn pair_config(base: Asset, quote: Asset) -> PairConfig {
    PairConfig {
        stages: vec![dutch(Reference::Live, &CURVE, 3)],
        base_dust: Uint128::new((base.one() / 1_000).max(1)),
        quote_dust: Uint128::new(quote.one()),
        advance_reward: Uint128::zero(),
    }
}

/// A Dutch stage on a curve of `(seconds, basis points)`.
pub fn dutch(reference: Reference, curve: &[(u32, u32)], max_restarts: u8) -> Stage {
    Stage::Dutch(DutchStage {
        reference,
        curve: curve
            .iter()
            .map(|(seconds, ratio_bps)| CurvePoint {
                seconds: *seconds,
                ratio_bps: *ratio_bps,
            })
            .collect(),
        interpolation: Interpolation::Linear,
        max_restarts,
        max_uncertainty_bps: 0,
    })
}

/// An English stage of ten minutes, twenty at the most, a minute to answer, raises of 1 %, and a reserve in basis points.
pub const fn english(reserve_bps: u32) -> Stage {
    Stage::English(EnglishStage {
        reserve_bps,
        min_raise_bps: 100,
        duration_seconds: 600,
        extension_seconds: 60,
        hard_end_seconds: 1_200,
    })
}

/// The default batch: a window of a minute whose last two blocks are frozen, half a minute to close it; a reserve of 86 %, a reference
/// at most a twentieth below the average; one window; bids of a hundred whole quote.
pub fn batch_stage(quote: Asset) -> BatchStage {
    BatchStage {
        window_seconds: 60,
        freeze_blocks: 2,
        grace_seconds: 30,
        reserve_bps: 8_600,
        band_bps: 500,
        max_base: None,
        max_depth_bps: None,
        max_windows: 1,
        min_bid: Uint128::new(quote.units(100)),
    }
}

/// A limit that is a price of whole quote per whole base.
///
/// # Panics
/// The text is no decimal number.
pub fn at(price: &str) -> Limit {
    Limit::Price(decimal(price))
}

/// A limit that is a discount in basis points.
pub const fn less(bps: u32) -> Limit {
    Limit::DiscountBps(bps)
}

/// The default configuration of the insurance fund: three days to leave and two to do it in, income over two weeks, repaid
/// shortfalls over one.
pub fn fund_config(guardian: Option<&str>) -> FundConfig {
    FundConfig {
        guardian: guardian.map(str::to_owned),
        cooldown_seconds: 3 * DAY,
        window_seconds: 2 * DAY,
        reward_seconds: 14 * DAY,
        repay_seconds: 7 * DAY,
    }
}

/// The default limits of a pool: up to a million whole units of income are set aside.
pub fn pool_terms(asset: Asset) -> PoolTerms {
    PoolTerms {
        stake_cap: Uint128::new(asset.units(AMPLE)),
        income_target: Uint128::new(asset.units(1_000_000)),
        day_cap: Uint128::new(asset.units(AMPLE)),
    }
}

/// The default caps of a market's cover.
pub fn cover_caps(asset: Asset) -> CoverCaps {
    CoverCaps {
        event_cap: Uint128::new(asset.units(AMPLE)),
        day_cap: Uint128::new(asset.units(AMPLE)),
    }
}
