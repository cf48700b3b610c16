//! Bounds and steps of everything that governance sets, in one place for instantiate, execute and sudo.

use cosmwasm_std::{Addr, Api};
use gavel_math::dutch::{Curve, Point};
use gavel_math::units::UNIT;
use gavel_math::{Bps, Price, Scale};
use gavel_types::auction::{Config, DutchStage, PairConfig, Reference, Stage};
use gavel_types::parameters::{step, within};

use crate::error::ContractError;
use crate::state::{DutchTerms, HouseTerms, PairTerms, StageTerms};

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

/// The least and greatest gas of a delivery: enough to book a result, and little enough for a block.
pub(crate) const DELIVERY_GAS: (u128, u128) = (100_000, 5_000_000);

/// By how much the lowest ratio of a pair moves an update, in basis points.
pub(crate) const FLOOR_STEP: u128 = 1_000;

/// By which multiple a dust limit grows an update.
pub(crate) const DUST_GROWTH: u128 = 10;

/// An address in its normal form. Uppercase and addresses of other chains are refused.
pub(crate) fn address(api: &dyn Api, given: &str) -> Result<Addr, ContractError> {
    api.addr_validate(given)
        .map_err(|error| ContractError::Address {
            address: given.to_owned(),
            reason: error.to_string(),
        })
}

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

/// Checks the bounds of a pair's configuration and makes it the terms of its lots.
pub(crate) fn pair(
    base: String,
    quote: String,
    scale: Scale,
    config: &PairConfig,
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
        .map(|(index, Stage::Dutch(stage))| dutch(index, stage).map(StageTerms::Dutch))
        .collect::<Result<_, _>>()?;
    Ok(PairTerms {
        base,
        quote,
        scale,
        base_dust: config.base_dust.u128(),
        quote_dust: config.quote_dust.u128(),
        stages,
    })
}

/// Checks how far an update moves a pair's terms: the lowest ratio of all stages by at most `FLOOR_STEP`, the dust limits to
/// at most `DUST_GROWTH` times what they were.
pub(crate) fn pair_step(from: &PairTerms, to: &PairTerms) -> Result<(), ContractError> {
    step("floor_bps", from.floor().0, to.floor().0, FLOOR_STEP)?;
    let growth = DUST_GROWTH.saturating_sub(1);
    let room = from.base_dust.saturating_mul(growth);
    step("base_dust", from.base_dust, to.base_dust, room)?;
    let room = from.quote_dust.saturating_mul(growth);
    step("quote_dust", from.quote_dust, to.quote_dust, room)?;
    Ok(())
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
    let curve = Curve::new(points).map_err(|reason| ContractError::Curve {
        stage: index,
        reason,
    })?;
    Ok(DutchTerms {
        fixed: stage.reference == Reference::Fixed,
        curve,
        max_restarts: stage.max_restarts,
    })
}
