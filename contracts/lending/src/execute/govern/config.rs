//! The contract's configuration.

use std::collections::BTreeSet;

use cosmwasm_std::{Addr, Api, DepsMut, Response, Storage};
use gavel_math::pause::Pause;
use gavel_math::{Bps, MathError};
use gavel_types::address::address;
use gavel_types::lending::Config;
use gavel_types::oracle::{check_switch, OracleClient};
use gavel_types::parameters::interval;

use super::bounds::check_config;
use crate::event::Event;
use crate::state::{Roster, Settings, COLLATERALS, LOTS, MARKET_TERMS, ROSTER, SETTINGS};
use crate::ContractError;

/// Writes the first configuration.
pub(crate) fn instantiate(deps: DepsMut, now: u64, config: &Config) -> Result<(), ContractError> {
    let settings = Settings {
        oracle: String::new(),
        auction: String::new(),
        house_number: 0,
        urgent_ltv: Bps(0),
        pause: Pause::default(),
    };
    let roster = Roster {
        guardian: None,
        treasury: String::new(),
        insurance_fund: None,
        collaterals: 0,
        markets: 0,
        updated_at: 0,
    };
    save(deps.api, deps.storage, settings, roster, config, now)
}

/// Changes the configuration, its number once a day. The auction house stays while an account has a ticket of a lot, open or
/// finished; a new one needs its own
/// pairs set.
pub(super) fn update(deps: DepsMut, now: u64, config: &Config) -> Result<Response, ContractError> {
    let mut settings = SETTINGS.load(deps.storage)?;
    let roster = ROSTER.load(deps.storage)?;
    // The day between two updates is for numbers: a dead oracle can be left at any time.
    let numbers_change = config.urgent_ltv_bps != settings.urgent_ltv.0;
    if numbers_change {
        interval(roster.updated_at, now)?;
    }
    let updated_at = if numbers_change {
        now
    } else {
        roster.updated_at
    };
    if config.auction != settings.auction {
        // Lots are known by their numbers, which the new house gives out again.
        if !LOTS.page(deps.storage, &[], None, 1)?.is_empty() {
            return Err(ContractError::LotsOpen {});
        }
        settings.house_number = settings
            .house_number
            .checked_add(1)
            .ok_or(MathError::Overflow)?;
    }
    if config.oracle != settings.oracle {
        check_oracle(&deps, now, &settings.oracle, &config.oracle, &roster)?;
    }
    save(deps.api, deps.storage, settings, roster, config, updated_at)?;
    Ok(Response::new().add_event(Event::UpdateConfig { config }))
}

/// Checks that a new oracle agrees with the old one about every listed asset.
fn check_oracle(
    deps: &DepsMut,
    now: u64,
    from: &str,
    to: &str,
    roster: &Roster,
) -> Result<(), ContractError> {
    let mut denoms = BTreeSet::new();
    for id in 1..=roster.collaterals {
        denoms.insert(COLLATERALS.load(deps.storage, &id)?.denom);
    }
    for id in 1..=roster.markets {
        denoms.insert(MARKET_TERMS.load(deps.storage, &id)?.denom);
    }
    let (from, to) = (Addr::unchecked(from), Addr::unchecked(to));
    check_switch(
        &deps.querier,
        &OracleClient { address: &from },
        &OracleClient { address: &to },
        &denoms,
        now,
    )?;
    Ok(())
}

fn save(
    api: &dyn Api,
    storage: &mut dyn Storage,
    settings: Settings,
    roster: Roster,
    config: &Config,
    updated_at: u64,
) -> Result<(), ContractError> {
    check_config(config)?;
    let valid = |given: &str| address(api, given).map(String::from);
    let settings = Settings {
        oracle: valid(&config.oracle)?,
        auction: valid(&config.auction)?,
        urgent_ltv: Bps(config.urgent_ltv_bps),
        ..settings
    };
    let roster = Roster {
        guardian: config.guardian.as_deref().map(valid).transpose()?,
        treasury: valid(&config.treasury)?,
        insurance_fund: config.insurance_fund.as_deref().map(valid).transpose()?,
        updated_at,
        ..roster
    };
    SETTINGS.save(storage, &settings);
    ROSTER.save(storage, &roster);
    Ok(())
}

#[cfg(test)]
mod tests;
