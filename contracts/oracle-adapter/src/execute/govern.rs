//! What governance changes: listings, rules and feeders.

use cosmwasm_std::{Addr, DepsMut, Response};
use gavel_types::asset::check_listed;
use gavel_types::oracle::{AssetRules, GovernMsg};
use gavel_types::parameters::{interval, within};

use crate::event::Event;
use crate::renewal::renew;
use crate::rules::{check_steps, checked, MAX_FEEDERS};
use crate::state::{
    is_listed, load_asset, load_observations, save_asset, save_observations, Asset, Feeder,
};
use crate::ContractError;

/// The shortest and the longest denom: those of the chain's coins; a contract's address lies between.
const DENOM_LENGTH: (usize, usize) = (3, 128);

/// Does what the owner or the chain's governance decided, at Unix second `now`. Who calls was checked before.
pub(crate) fn govern(
    deps: DepsMut,
    now: u64,
    change: GovernMsg,
) -> Result<Response, ContractError> {
    match change {
        GovernMsg::ListAsset {
            denom,
            rules,
            feeders,
        } => list_asset(deps, &denom, &rules, &feeders),
        GovernMsg::UpdateAsset { denom, rules } => update_asset(deps, now, &denom, &rules),
        GovernMsg::AddFeeder { denom, feeder } => add_feeder(deps, &denom, &feeder),
        GovernMsg::RemoveFeeder { denom, feeder } => remove_feeder(deps, now, &denom, &feeder),
    }
}

fn list_asset(
    deps: DepsMut,
    denom: &str,
    rules: &AssetRules,
    feeders: &[String],
) -> Result<Response, ContractError> {
    check_denom(denom)?;
    check_listed(deps.api, denom)?;
    if is_listed(deps.storage, denom)? {
        return Err(ContractError::AlreadyListed {
            denom: denom.to_owned(),
        });
    }
    let rules = checked(rules, feeders.len())?;
    let mut asset = Asset {
        rules,
        feeders: Vec::with_capacity(feeders.len()),
        updated_at: 0,
    };
    for address in feeders {
        let feeder = Feeder::named(deps.api, address)?;
        check_new(denom, &asset, &feeder, address)?;
        asset.feeders.push(feeder);
    }
    save_asset(deps.storage, denom, &asset);
    Ok(Response::new().add_event(Event::ListAsset {
        denom,
        feeders: asset.feeders.len(),
    }))
}

/// The aggregate is renewed by the new rules at once: an observation that they no longer take must not go on counting.
fn update_asset(
    deps: DepsMut,
    now: u64,
    denom: &str,
    rules: &AssetRules,
) -> Result<Response, ContractError> {
    let mut asset = load_asset(deps.storage, denom)?;
    interval(asset.updated_at, now)?;
    let rules = checked(rules, asset.feeders.len())?;
    check_steps(denom, &asset.rules, &rules)?;
    asset.rules = rules;
    asset.updated_at = now;
    save_asset(deps.storage, denom, &asset);
    let observations = load_observations(deps.storage, denom, &asset)?;
    let renewed = renew(deps.storage, now, denom, &asset, &observations)?;
    Ok(Response::new()
        .add_event(Event::UpdateAsset {
            denom,
            rules: &asset.rules,
        })
        .add_events(renewed))
}

fn add_feeder(deps: DepsMut, denom: &str, address: &str) -> Result<Response, ContractError> {
    let mut asset = load_asset(deps.storage, denom)?;
    let feeder = Feeder::named(deps.api, address)?;
    check_new(denom, &asset, &feeder, address)?;
    asset.feeders.push(feeder);
    within(
        "feeders",
        asset.feeders.len() as u128,
        1,
        MAX_FEEDERS as u128,
    )?;
    save_asset(deps.storage, denom, &asset);
    Ok(Response::new().add_event(Event::AddFeeder {
        denom,
        feeder: &Addr::unchecked(address),
    }))
}

/// The accepted price stays, as what the sources that are left are compared with. Their aggregate is renewed at once,
/// and lapses when not one of them is fresh.
fn remove_feeder(
    deps: DepsMut,
    now: u64,
    denom: &str,
    address: &str,
) -> Result<Response, ContractError> {
    let mut asset = load_asset(deps.storage, denom)?;
    let feeder = Feeder::named(deps.api, address)?;
    let Some(place) = asset.place_of(&feeder) else {
        return Err(ContractError::UnknownFeeder {
            denom: denom.to_owned(),
            feeder: address.to_owned(),
        });
    };
    let left = asset.feeders.len().saturating_sub(1);
    if left < usize::from(asset.rules.min_sources) {
        return Err(ContractError::FeederNeeded {
            denom: denom.to_owned(),
            needed: asset.rules.min_sources,
            left,
        });
    }
    let mut observations = load_observations(deps.storage, denom, &asset)?;
    observations.remove(place);
    asset.feeders.remove(place);
    save_asset(deps.storage, denom, &asset);
    save_observations(deps.storage, denom, &observations);
    let renewed = renew(deps.storage, now, denom, &asset, &observations)?;
    Ok(Response::new()
        .add_event(Event::RemoveFeeder {
            denom,
            feeder: &Addr::unchecked(address),
        })
        .add_events(renewed))
}

/// Refuses a feeder that the asset has already.
fn check_new(
    denom: &str,
    asset: &Asset,
    feeder: &Feeder,
    address: &str,
) -> Result<(), ContractError> {
    match asset.place_of(feeder) {
        None => Ok(()),
        Some(_) => Err(ContractError::AlreadyFeeder {
            denom: denom.to_owned(),
            feeder: address.to_owned(),
        }),
    }
}

fn check_denom(denom: &str) -> Result<(), ContractError> {
    let (least, most) = DENOM_LENGTH;
    if (least..=most).contains(&denom.len()) && denom.bytes().all(|byte| byte.is_ascii_graphic()) {
        Ok(())
    } else {
        Err(ContractError::InvalidDenom {
            denom: denom.to_owned(),
            least,
            most,
        })
    }
}
