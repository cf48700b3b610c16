//! Bounds and steps of everything that governance sets, in one place for instantiate, execute and sudo.

use cosmwasm_std::Api;
use gavel_math::dutch::{self, Curve, Point, MAX_SECONDS, RATIO_BOUNDS};
use gavel_math::english::Bidding;
use gavel_math::number::{add, mul_div_ceil};
use gavel_math::units::{BPS, UNIT};
use gavel_math::window::LEAST_FREEZE;
use gavel_math::{Bps, Price, Scale};
use gavel_types::address::address;
use gavel_types::auction::{
    BackstopStage, BatchStage, Config, DutchStage, EnglishStage, Interpolation, PairConfig,
    Reference, Stage,
};
use gavel_types::parameters::{step, within};

use crate::error::ContractError;
use crate::state::{BackstopTerms, BatchTerms, DutchTerms, HouseTerms, PairTerms, StageTerms};

/// The most pairs: a change of the oracle checks every pair's prices in one message.
pub(crate) const MAX_PAIRS: u16 = 100;

/// The most consignors of a pair at a time: no one needs more, and their list can be read in a few pages.
pub(crate) const MAX_CONSIGNORS: u16 = 64;

/// The most stages: a lot must end.
pub(crate) const MAX_STAGES: u128 = 4;

/// The most restarts of a stage: a lot must end.
pub(crate) const MAX_RESTARTS: u128 = 8;

/// The least and greatest length of a block that counts as auction time, in milliseconds.
pub(crate) const BLOCK_MILLIS: (u128, u128) = (500, 60_000);

/// The least and greatest gas of a delivery. The lending contract books the result of a lot of the largest account, with 17
/// tickets, for 90,000 gas in coins and 303,000 in tokens when no code is pinned, and asks its insurance fund for four losses, with
/// 370,000 for each where the fund burns what it may use. The least is all that: a delivery that runs out of gas is only late, but
/// every one would be. The greatest is a sixth of the smallest blocks, 30 million: one message may deliver and do more.
pub(crate) const DELIVERY_GAS: (u128, u128) = (2_000_000, 5_000_000);

/// The shortest curve in auction seconds, first point to last: 5 minutes, in which bidders on any chain see some fifty blocks.
pub(crate) const MIN_CURVE_SECONDS: u128 = 300;

/// The steepest fall of a curve, in basis points a second: 1.2 % in a block of 6 s, so that nobody buys cheap because others blink.
/// A segment is judged by the speed at which it starts, its greatest, and by the most that uncertainty adds.
pub(crate) const MAX_FALL: u128 = 20;

/// The fewest decimals of a base that is sold by batch: its bids share it, each rounded down to a unit.
pub(crate) const BATCH_DECIMALS: u8 = 6;

/// The shortest and longest window in auction seconds: bidders must see it, and a lot must end.
pub(crate) const WINDOW_SECONDS: (u128, u128) = (30, 86_400);

/// The fewest and most blocks of a freeze: bids of two blocks are seen by all, and nobody stays locked in for long.
pub(crate) const FREEZE_BLOCKS: (u128, u128) = (LEAST_FREEZE as u128, 20);

/// The least and greatest delay in seconds behind which a window is opened once more.
pub(crate) const GRACE_SECONDS: (u128, u128) = (10, 3_600);

/// How far the reference of a batch may lie below the running average, in basis points: a crash runs ahead of its average.
pub(crate) const MAX_BAND: u128 = 2_000;

/// The least share of the book's depth that a window sells, in basis points: a lot must end.
pub(crate) const LEAST_DEPTH: u128 = 100;

/// The most windows of a lot: it must end, and others wait for it.
pub(crate) const MAX_WINDOWS: u128 = 15;

/// The most of what a lot raises that a consignor may allow as rewards, in basis points.
pub(crate) const MAX_REWARD: u128 = 1_000;

/// The most by which uncertainty raises a curve's start and lowers its end, in basis points: a tenth. Sources further apart do not
/// agree on a price at all.
pub(crate) const MAX_UNCERTAINTY: u128 = 1_000;

/// The shortest and longest time for bids in auction seconds: bidders must see it, and a lot must end.
pub(crate) const BIDDING_SECONDS: (u128, u128) = (60, 86_400);

/// The least and greatest extension in seconds. It is two of the longest blocks besides: a bid is seen in one, and answered in the
/// next.
pub(crate) const EXTENSION_SECONDS: (u128, u128) = (10, 3_600);

/// The largest least raise, in basis points: with more, rivals who value a lot alike would be shut out by the first bid.
pub(crate) const MAX_RAISE: u128 = 1_000;

/// The largest discount of a backstop, in basis points: half of the price.
pub(crate) const MAX_DISCOUNT: u128 = 5_000;

/// By how much the first and the lowest ratio of a pair move an update, in basis points.
pub(crate) const RATIO_STEP: u128 = 1_000;

/// By which multiple a dust limit grows an update.
pub(crate) const DUST_GROWTH: u128 = 10;

/// What is left of a configuration when its addresses and bounds hold.
pub(crate) struct Checked {
    /// What lots keep.
    pub terms: HouseTerms,
    /// The guardian.
    pub guardian: Option<String>,
    /// Gas of a delivery.
    pub delivery_gas: u64,
}

/// Checks the bounds of the house's configuration.
pub(crate) fn house(api: &dyn Api, config: &Config) -> Result<Checked, ContractError> {
    let (least, greatest) = BLOCK_MILLIS;
    within("max_block_millis", config.max_block_millis, least, greatest)?;
    let (least, greatest) = DELIVERY_GAS;
    within("delivery_gas", config.delivery_gas, least, greatest)?;
    Ok(Checked {
        terms: HouseTerms {
            oracle: address(api, &config.oracle)?.into(),
            max_block_millis: config.max_block_millis,
        },
        guardian: config
            .guardian
            .as_ref()
            .map(|guardian| address(api, guardian).map(String::from))
            .transpose()?,
        delivery_gas: config.delivery_gas,
    })
}

/// Checks how far an update moves the house's configuration: the longest block by at most half of what it was, the gas of
/// a delivery at most to its double.
pub(crate) fn house_step(from: &Config, to: &Config) -> Result<(), ContractError> {
    let half = u128::from(from.max_block_millis) / 2;
    step(
        "max_block_millis",
        from.max_block_millis,
        to.max_block_millis,
        half,
    )?;
    let gas = u128::from(from.delivery_gas);
    step("delivery_gas", from.delivery_gas, to.delivery_gas, gas)?;
    Ok(())
}

/// Checks the bounds of a pair's configuration and makes it the terms of its lots. `max_block_millis` is the house's longest block.
pub(crate) fn pair(
    api: &dyn Api,
    base: String,
    quote: String,
    scale: Scale,
    config: &PairConfig,
    max_block_millis: u32,
) -> Result<PairTerms, ContractError> {
    // Decimals so far apart that one whole unit has no price fail here, not in the first take.
    scale
        .quote_ceil(1, Price(UNIT))
        .and(scale.base_floor(1, Price(UNIT)))
        .map_err(|_| ContractError::DecimalsApart {
            base: scale.base_decimals,
            quote: scale.quote_decimals,
        })?;
    within("base_dust", config.base_dust, 1, u128::MAX)?;
    within("quote_dust", config.quote_dust, 1, u128::MAX)?;
    within("stages", config.stages.len() as u64, 1, MAX_STAGES)?;
    let stages = config
        .stages
        .iter()
        .enumerate()
        .map(|(index, stage)| match stage {
            Stage::Batch(_) if index > 0 => Err(ContractError::MisplacedStage { stage: index }),
            Stage::Batch(_) if scale.base_decimals < BATCH_DECIMALS => {
                Err(ContractError::BaseTooCoarse {
                    decimals: scale.base_decimals,
                    least: BATCH_DECIMALS,
                })
            }
            Stage::Batch(stage) => batch(stage, max_block_millis).map(StageTerms::Batch),
            Stage::Dutch(stage) => dutch(index, stage).map(StageTerms::Dutch),
            Stage::Backstop(_) if index == 0 || config.stages.len() > index.saturating_add(1) => {
                Err(ContractError::MisplacedStage { stage: index })
            }
            Stage::Backstop(stage) => backstop(api, stage).map(StageTerms::Backstop),
            Stage::English(stage) => english(stage, max_block_millis).map(StageTerms::English),
        })
        .collect::<Result<_, _>>()?;
    Ok(PairTerms {
        base,
        quote,
        scale,
        base_dust: config.base_dust.u128(),
        quote_dust: config.quote_dust.u128(),
        advance_reward: config.advance_reward.u128(),
        stages,
    })
}

/// Checks how far an update moves a pair's configuration: the ratio at which lots open and the lowest of all stages by at most
/// `RATIO_STEP`, the dust limits to at most `DUST_GROWTH` times what they were.
pub(crate) fn pair_step(from: &PairConfig, to: &PairConfig) -> Result<(), ContractError> {
    for (field, from, to) in [
        ("start_bps", from.start_bps(), to.start_bps()),
        ("floor_bps", from.floor_bps(), to.floor_bps()),
    ] {
        step(field, from, to, RATIO_STEP)?;
    }
    let growth = DUST_GROWTH.saturating_sub(1);
    for (field, from, to) in [
        ("base_dust", from.base_dust, to.base_dust),
        ("quote_dust", from.quote_dust, to.quote_dust),
    ] {
        step(field, from, to, from.u128().saturating_mul(growth))?;
    }
    let (reward, least) = (from.advance_reward.u128(), from.quote_dust.u128());
    let most = reward.saturating_mul(growth).max(least);
    step("advance_reward", reward, to.advance_reward, most)?;
    Ok(())
}

fn batch(stage: &BatchStage, max_block_millis: u32) -> Result<BatchTerms, ContractError> {
    let (least, greatest) = WINDOW_SECONDS;
    within("window_seconds", stage.window_seconds, least, greatest)?;
    let (least, greatest) = FREEZE_BLOCKS;
    within("freeze_blocks", stage.freeze_blocks, least, greatest)?;
    let (least, greatest) = GRACE_SECONDS;
    within("grace_seconds", stage.grace_seconds, least, greatest)?;
    let (least, greatest) = RATIO_BOUNDS;
    let greatest = greatest.wide().min(BPS);
    within("reserve_bps", stage.reserve_bps, least.wide(), greatest)?;
    within("band_bps", stage.band_bps, 0, MAX_BAND)?;
    if let Some(base) = stage.max_base {
        within("max_base", base, 1, u128::MAX)?;
    }
    if let Some(share) = stage.max_depth_bps {
        within("max_depth_bps", share, LEAST_DEPTH, BPS)?;
    }
    within("max_windows", stage.max_windows, 1, MAX_WINDOWS)?;
    within("min_bid", stage.min_bid, 1, u128::MAX)?;
    let terms = BatchTerms {
        window_seconds: stage.window_seconds,
        freeze_blocks: stage.freeze_blocks,
        grace_seconds: stage.grace_seconds,
        reserve: Bps(stage.reserve_bps),
        band: Bps(stage.band_bps),
        max_base: stage.max_base.map(|base| base.u128()),
        max_depth: stage.max_depth_bps,
        max_windows: stage.max_windows,
        min_bid: stage.min_bid.u128(),
    };
    let window = terms.window(max_block_millis);
    if window.is_sound() {
        Ok(terms)
    } else {
        Err(ContractError::WindowTooShort {
            got: stage.window_seconds,
            least: window.least_length().div_ceil(1_000),
        })
    }
}

fn backstop(api: &dyn Api, stage: &BackstopStage) -> Result<BackstopTerms, ContractError> {
    within("discount_bps", stage.discount_bps, 0, MAX_DISCOUNT)?;
    if let Some(base) = stage.max_base {
        within("max_base", base, 1, u128::MAX)?;
    }
    Ok(BackstopTerms {
        buyer: address(api, &stage.buyer)?.into(),
        discount: Bps(stage.discount_bps),
        max_base: stage.max_base.map(|base| base.u128()),
    })
}

fn english(stage: &EnglishStage, max_block_millis: u32) -> Result<Bidding, ContractError> {
    let (least, greatest) = RATIO_BOUNDS;
    let greatest = greatest.wide().min(BPS);
    within("reserve_bps", stage.reserve_bps, least.wide(), greatest)?;
    within("min_raise_bps", stage.min_raise_bps, 0, MAX_RAISE)?;
    let (least, most) = BIDDING_SECONDS;
    within("duration_seconds", stage.duration_seconds, least, most)?;
    let (least, greatest) = EXTENSION_SECONDS;
    let blocks = u128::from(max_block_millis)
        .saturating_mul(2)
        .div_ceil(1_000);
    let least = least.max(blocks);
    within(
        "extension_seconds",
        stage.extension_seconds,
        least,
        greatest,
    )?;
    let least = stage
        .duration_seconds
        .saturating_add(stage.extension_seconds);
    within(
        "hard_end_seconds",
        stage.hard_end_seconds,
        least.into(),
        most,
    )?;
    Ok(Bidding {
        reserve: Bps(stage.reserve_bps),
        min_raise: Bps(stage.min_raise_bps),
        duration_seconds: stage.duration_seconds,
        extension_seconds: stage.extension_seconds,
        hard_end_seconds: stage.hard_end_seconds,
    })
}

fn dutch(index: usize, stage: &DutchStage) -> Result<DutchTerms, ContractError> {
    within("max_restarts", stage.max_restarts, 0, MAX_RESTARTS)?;
    let points = stage
        .curve
        .iter()
        .map(|point| Point {
            seconds: point.seconds,
            ratio: Bps(point.ratio_bps),
        })
        .collect();
    let interpolation = match stage.interpolation {
        Interpolation::Linear => dutch::Interpolation::Linear,
        Interpolation::Geometric => dutch::Interpolation::Geometric,
    };
    let curve = Curve::new(interpolation, points).map_err(|reason| ContractError::Curve {
        stage: index,
        reason,
    })?;
    let seconds = curve.duration() / 1_000;
    let most = MAX_SECONDS.into();
    within("curve seconds", seconds, MIN_CURVE_SECONDS, most)?;
    let uncertainty = stage.max_uncertainty_bps;
    within("max_uncertainty_bps", uncertainty, 0, MAX_UNCERTAINTY)?;
    let (least, greatest) = RATIO_BOUNDS;
    within(
        "highest ratio in basis points",
        stage.start_bps(),
        0,
        greatest.wide(),
    )?;
    within(
        "lowest ratio in basis points",
        stage.floor_bps(),
        least.wide(),
        greatest.wide(),
    )?;
    for (from, to) in curve.points().iter().zip(curve.points().iter().skip(1)) {
        let seconds = u128::from(to.seconds.saturating_sub(from.seconds));
        let most = seconds.saturating_mul(MAX_FALL);
        let moved = u128::from(uncertainty).saturating_mul(2);
        let moved = mul_div_ceil(moved, seconds, u128::from(curve.duration() / 1_000))?;
        let fall = add(interpolation.first_fall_ceil(from.ratio, to.ratio)?, moved)?;
        within("curve fall in basis points", fall, 0, most)?;
    }
    Ok(DutchTerms {
        fixed: stage.reference == Reference::Fixed,
        curve,
        max_restarts: stage.max_restarts,
        max_uncertainty: Bps(uncertainty),
    })
}
