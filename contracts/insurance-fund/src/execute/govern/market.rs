//! The markets that a pool covers.

use cosmwasm_std::{Addr, DepsMut, Response};
use gavel_types::address::address as valid;
use gavel_types::insurance::{CoverCaps, MAX_MARKETS};
use gavel_types::parameters::interval;

use super::bounds::{check_cap_step, check_caps, TIME_STEP};
use crate::desk::Desk;
use crate::event::Event;
use crate::roster::{known, market};
use crate::state::{Day, Market, PoolId, MARKETS, MARKET_IDS, SETTINGS, TERMS};
use crate::ContractError;

/// Lets a contract draw cover: at once where nobody is staked, else when all who do not want that could have left. The same
/// proposal may lengthen the cooldown by a step, so that is waited for too.
pub(super) fn register(
    deps: DepsMut,
    now: u64,
    address: &str,
    denom: &str,
    caps: &CoverCaps,
) -> Result<Response, ContractError> {
    check_caps(caps)?;
    let mut desk = Desk::open(deps.storage, denom, now)?;
    let settings = SETTINGS.load(deps.storage)?;
    let contract = checked_contract(&deps, address)?;
    let active_at = if desk.pool.stakes.shares == 0 {
        now
    } else {
        now.saturating_add(settings.cooldown)
            .saturating_add(settings.window)
            .saturating_add(TIME_STEP)
    };
    let (id, before) = match known(deps.storage, deps.api, desk.id, address)? {
        Some(id) => (id, MARKETS.load(deps.storage, &(desk.id, id))?),
        None => {
            if desk.terms.markets >= MAX_MARKETS {
                return Err(ContractError::TooManyMarkets { most: MAX_MARKETS });
            }
            desk.terms.markets = desk.terms.markets.saturating_add(1);
            TERMS.save(deps.storage, &desk.id, &desk.terms);
            let id = desk.terms.markets;
            name(&deps, desk.id, &contract)?.save(deps.storage, id);
            (id, unknown(contract))
        }
    };
    if before.registered {
        return Err(registered(before.address, denom));
    }
    let record = Market {
        registered: true,
        active_at,
        event_cap: caps.event_cap.u128(),
        day_cap: caps.day_cap.u128(),
        updated_at: now,
        ..before
    };
    MARKETS.save(deps.storage, &(desk.id, id), &record);
    Ok(Response::new().add_event(Event::RegisterMarket {
        denom,
        market: &record.address,
        caps,
        active_at,
    }))
}

/// Changes a market's caps, once a day; they at most double.
pub(super) fn update(
    deps: DepsMut,
    now: u64,
    address: &str,
    denom: &str,
    caps: &CoverCaps,
) -> Result<Response, ContractError> {
    check_caps(caps)?;
    let desk = Desk::open(deps.storage, denom, now)?;
    let (id, before) = market(deps.storage, deps.api, desk.id, denom, address)?;
    if !before.registered {
        return Err(ContractError::NotInsured {
            market: before.address,
            denom: denom.to_owned(),
        });
    }
    interval(before.updated_at, now)?;
    check_cap_step("event_cap", before.event_cap, caps.event_cap.u128())?;
    check_cap_step("day_cap", before.day_cap, caps.day_cap.u128())?;
    let record = Market {
        event_cap: caps.event_cap.u128(),
        day_cap: caps.day_cap.u128(),
        updated_at: now,
        ..before
    };
    MARKETS.save(deps.storage, &(desk.id, id), &record);
    Ok(Response::new().add_event(Event::UpdateMarket {
        denom,
        market: &record.address,
        caps,
    }))
}

/// Ends a market's cover at once: nothing that governance does more safely in steps. Its shortfalls stay.
pub(super) fn unregister(
    deps: DepsMut,
    now: u64,
    address: &str,
    denom: &str,
) -> Result<Response, ContractError> {
    let desk = Desk::open(deps.storage, denom, now)?;
    let (id, mut record) = market(deps.storage, deps.api, desk.id, denom, address)?;
    if !record.registered {
        return Err(ContractError::NotInsured {
            market: record.address,
            denom: denom.to_owned(),
        });
    }
    record.registered = false;
    MARKETS.save(deps.storage, &(desk.id, id), &record);
    Ok(Response::new().add_event(Event::UnregisterMarket {
        denom,
        market: &record.address,
    }))
}

/// Gives an unregistered market's shortfalls to another contract: the record stays and is known by another address.
pub(super) fn move_shortfalls(
    deps: DepsMut,
    now: u64,
    address: &str,
    denom: &str,
    to: &str,
) -> Result<Response, ContractError> {
    let desk = Desk::open(deps.storage, denom, now)?;
    let (id, mut record) = market(deps.storage, deps.api, desk.id, denom, address)?;
    if record.registered {
        return Err(registered(record.address, denom));
    }
    if record.owed == 0 {
        return Err(ContractError::NoShortfalls {
            market: record.address,
            denom: denom.to_owned(),
        });
    }
    let contract = checked_contract(&deps, to)?;
    if known(deps.storage, deps.api, desk.id, to)?.is_some() {
        return Err(ContractError::MarketKnown {
            market: to.to_owned(),
            denom: denom.to_owned(),
        });
    }
    let old = name(&deps, desk.id, &Addr::unchecked(&record.address))?;
    let new = name(&deps, desk.id, &contract)?;
    MARKET_IDS.remove(deps.storage, &(desk.id, old.canonical.as_slice()));
    new.save(deps.storage, id);
    record.address = contract.into_string();
    MARKETS.save(deps.storage, &(desk.id, id), &record);
    Ok(Response::new().add_event(Event::MoveShortfalls {
        denom,
        market: address,
        to,
        owed: record.owed,
    }))
}

/// An address under which a pool knows a market.
struct Name {
    pool: PoolId,
    canonical: Vec<u8>,
}

impl Name {
    fn save(&self, storage: &mut dyn cosmwasm_std::Storage, id: u16) {
        MARKET_IDS.save(storage, &(self.pool, self.canonical.as_slice()), &id);
    }
}

fn name(deps: &DepsMut, pool: PoolId, contract: &Addr) -> Result<Name, ContractError> {
    let canonical = deps.api.addr_canonicalize(contract.as_str())?.to_vec();
    Ok(Name { pool, canonical })
}

/// A market that the pool did not know.
fn unknown(contract: Addr) -> Market {
    Market {
        address: contract.into_string(),
        registered: false,
        active_at: 0,
        event_cap: 0,
        day_cap: 0,
        day: Day::default(),
        owed: 0,
        shortfalls: 0,
        updated_at: 0,
    }
}

fn registered(market: String, denom: &str) -> ContractError {
    ContractError::MarketRegistered {
        market,
        denom: denom.to_owned(),
    }
}

/// Refuses an address that is no contract: a repaid shortfall comes with a message.
fn checked_contract(deps: &DepsMut, address: &str) -> Result<Addr, ContractError> {
    let contract = valid(deps.api, address)?;
    match deps.querier.query_wasm_contract_info(&contract) {
        Ok(_) => Ok(contract),
        Err(_) => Err(ContractError::NotAContract {
            address: address.to_owned(),
        }),
    }
}
