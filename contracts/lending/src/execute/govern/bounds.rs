//! The bounds of every parameter and the largest step of an update, in one place.

use gavel_math::liquidation::Terms;
use gavel_math::units::BPS;
use gavel_math::Bps;
use gavel_types::lending::{CollateralTerms, Config, MarketTerms};
use gavel_types::parameters::{step, within, ParameterError};

use crate::ContractError;

/// A share of risk moves by at most 5 % of one whole an update: an account two steps from liquidation has two days to react.
const RISK_STEP: u128 = 500;

/// A yearly rate moves by at most 20 % of one whole an update.
const RATE_STEP: u128 = 2_000;

/// The most receivers of a market's penalties: `Distribute` pays them all.
const MAX_RECEIVERS: usize = 4;

/// Checks a collateral's terms.
pub(super) fn check_collateral(terms: &CollateralTerms) -> Result<(), ContractError> {
    within("threshold_bps", terms.threshold_bps, 1, 9_500)?;
    let threshold = u128::from(terms.threshold_bps);
    within(
        "max_ltv_bps",
        terms.max_ltv_bps,
        1,
        threshold.saturating_sub(1),
    )?;
    within("penalty_bps", terms.penalty_bps, 100, 2_500)?;
    within("recovery_bps", terms.recovery_bps, 5_000, 10_000)?;
    // κ < φ/(1+φ): the keeper is paid out of the penalty.
    let penalty = u128::from(terms.penalty_bps);
    let most = penalty
        .saturating_mul(BPS)
        .div_ceil(BPS.saturating_add(penalty))
        .saturating_sub(1);
    within("keeper_bps", terms.keeper_bps, 0, most)?;
    let risk = Terms {
        threshold: Bps(terms.threshold_bps),
        penalty: Bps(terms.penalty_bps),
        recovery: Bps(terms.recovery_bps),
        keeper: Bps(terms.keeper_bps),
    };
    if !risk.repays_at_threshold() {
        return Err(ContractError::LosingTerms {
            threshold: terms.threshold_bps,
            penalty: terms.penalty_bps,
            recovery: terms.recovery_bps,
        });
    }
    within("target_health_bps", terms.target_health_bps, 10_100, 15_000)?;
    within("auction_floor_bps", terms.auction_floor_bps, 1_000, 10_000)?;
    within("dust", terms.dust, 1, u128::MAX)?;
    within("deposit_cap", terms.deposit_cap, 0, u128::MAX / 1_000_000)?;
    within("auction_cap", terms.auction_cap, 0, u128::MAX / 1_000_000)?;
    Ok(())
}

/// Checks that a collateral's terms move by no more than a step.
pub(super) fn check_collateral_step(
    from: &CollateralTerms,
    to: &CollateralTerms,
) -> Result<(), ParameterError> {
    step("max_ltv_bps", from.max_ltv_bps, to.max_ltv_bps, RISK_STEP)?;
    step(
        "threshold_bps",
        from.threshold_bps,
        to.threshold_bps,
        RISK_STEP,
    )?;
    step("penalty_bps", from.penalty_bps, to.penalty_bps, RISK_STEP)?;
    step(
        "recovery_bps",
        from.recovery_bps,
        to.recovery_bps,
        RISK_STEP,
    )?;
    step("keeper_bps", from.keeper_bps, to.keeper_bps, RISK_STEP)?;
    step(
        "target_health_bps",
        from.target_health_bps,
        to.target_health_bps,
        RISK_STEP,
    )?;
    step(
        "auction_floor_bps",
        from.auction_floor_bps,
        to.auction_floor_bps,
        RISK_STEP,
    )?;
    // Dust is seized from insolvent accounts: it may double, not more.
    let dust = from.dust.u128();
    step("dust", from.dust, to.dust, dust)
}

/// Checks a market's terms.
pub(super) fn check_market(terms: &MarketTerms) -> Result<(), ContractError> {
    within("base_rate_bps", terms.base_rate_bps, 0, 10_000)?;
    within("slope_below_bps", terms.slope_below_bps, 0, 10_000)?;
    within("slope_above_bps", terms.slope_above_bps, 0, 50_000)?;
    within("kink_bps", terms.kink_bps, 100, 9_900)?;
    within("reserve_factor_bps", terms.reserve_factor_bps, 0, 5_000)?;
    within("dust", terms.dust, 1, u128::MAX)?;
    within("supply_cap", terms.supply_cap, 0, u128::MAX / 1_000_000)?;
    within("borrow_cap", terms.borrow_cap, 0, u128::MAX / 1_000_000)?;
    within("auction_cap", terms.auction_cap, 0, u128::MAX / 1_000_000)?;
    let receivers = terms.penalty_receivers.len();
    if receivers == 0 || receivers > MAX_RECEIVERS {
        return Err(ContractError::ListLength {
            most: MAX_RECEIVERS,
            got: receivers,
        });
    }
    let shares = terms
        .penalty_receivers
        .iter()
        .fold(0u32, |sum, receiver| sum.saturating_add(receiver.share_bps));
    if u128::from(shares) != BPS {
        return Err(ContractError::PenaltyShares { got: shares });
    }
    Ok(())
}

/// Checks that a market's terms move by no more than a step.
pub(super) fn check_market_step(
    from: &MarketTerms,
    to: &MarketTerms,
) -> Result<(), ParameterError> {
    step(
        "base_rate_bps",
        from.base_rate_bps,
        to.base_rate_bps,
        RATE_STEP,
    )?;
    step(
        "slope_below_bps",
        from.slope_below_bps,
        to.slope_below_bps,
        RATE_STEP,
    )?;
    step(
        "slope_above_bps",
        from.slope_above_bps,
        to.slope_above_bps,
        RATE_STEP,
    )?;
    step("kink_bps", from.kink_bps, to.kink_bps, RATE_STEP)?;
    step(
        "reserve_factor_bps",
        from.reserve_factor_bps,
        to.reserve_factor_bps,
        RISK_STEP,
    )?;
    // A debt near its dust is liquidated whole: it may double, not more.
    let dust = from.dust.u128();
    step("dust", from.dust, to.dust, dust)
}

/// Checks the contract's configuration, its addresses apart.
pub(super) fn check_config(config: &Config) -> Result<(), ParameterError> {
    within("urgent_ltv_bps", config.urgent_ltv_bps, 5_000, 9_900)
}
