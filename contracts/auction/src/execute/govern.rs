//! `Govern` and sudo: what governance sets. Nothing here reaches an open lot.

use std::collections::BTreeSet;

use cosmwasm_std::{Api, DepsMut, Response, Storage};
use gavel_math::pause::{Caller, Pause};
use gavel_types::address::address;
use gavel_types::auction::{Config, GovernMsg};
use gavel_types::oracle::{check_switch, OracleClient};
use gavel_types::parameters::interval;

use super::deliver::redirect_delivery;
use super::withdraw::pay_credit;
use super::{pairs, pause};
use crate::configuration;
use crate::error::ContractError;
use crate::event::Event;
use crate::session::Session;
use crate::state::{House, HouseTerms, PairTerms, HOUSE, HOUSE_TERMS, PAIRS, PAIR_TERMS};

/// Does what governance asks. The caller has checked that it is governance that asks.
pub(crate) fn govern(
    deps: DepsMut,
    session: &mut Session,
    msg: GovernMsg,
) -> Result<Response, ContractError> {
    match msg {
        GovernMsg::CreatePair {
            base,
            quote,
            config,
        } => pairs::create(deps, session, base, quote, &config),
        GovernMsg::UpdatePair { pair, config } => pairs::update(deps, session, pair, &config),
        GovernMsg::SetPairOpen { pair, open } => pairs::switch(deps, session, pair, open),
        GovernMsg::WindDown { pair } => pairs::wind_down(deps, pair),
        GovernMsg::RedirectDelivery {
            lot,
            consignor,
            recipient,
        } => redirect_delivery(deps, lot, consignor, &recipient),
        GovernMsg::CollectResidue { denom, recipient } => {
            let recipient = address(deps.api, &recipient)?;
            pay_credit(deps, &session.address, &recipient, &denom)
        }
        GovernMsg::AddConsignor {
            pair,
            address,
            kind,
        } => pairs::add_consignor(deps, pair, &address, kind),
        GovernMsg::RemoveConsignor { pair, address } => {
            pairs::remove_consignor(deps, pair, &address)
        }
        GovernMsg::UpdateConfig(config) => update_config(deps, session, &config),
        GovernMsg::Pause {} => pause::start(session, Caller::Owner),
        GovernMsg::Unpause {} => pause::lift(session),
    }
}

/// Writes the first house.
pub(crate) fn initial_house(
    storage: &mut dyn Storage,
    api: &dyn Api,
    config: &Config,
) -> Result<House, ContractError> {
    let checked = configuration::house(api, config)?;
    let house = House {
        version: 1,
        terms: checked.terms,
        delivery_gas: checked.delivery_gas,
        guardian: checked.guardian,
        updated_at: 0,
        pairs: 0,
        pause: Pause::default(),
        locked: false,
    };
    HOUSE_TERMS.save(storage, &house.version, &house.terms);
    HOUSE.save(storage, &house);
    Ok(house)
}

/// A new oracle must agree with the old one about the assets of every open pair. Open lots keep the oracle and the longest
/// block they opened with.
fn update_config(
    deps: DepsMut,
    session: &mut Session,
    config: &Config,
) -> Result<Response, ContractError> {
    // The day between two updates is for numbers: a dead oracle can be left at any time.
    let current = session.house.config();
    let numbers_change = (config.max_block_millis, config.delivery_gas)
        != (current.max_block_millis, current.delivery_gas);
    if numbers_change {
        interval(session.house.updated_at, session.second())?;
    }
    let checked = configuration::house(deps.api, config)?;
    configuration::house_step(&current, config)?;
    if checked.terms.oracle != session.house.terms.oracle {
        assert_agreed(&deps, session, &checked.terms)?;
    }

    let second = session.second();
    let house = session.change();
    if checked.terms != house.terms {
        house.version = house
            .version
            .checked_add(1)
            .ok_or(gavel_math::MathError::Overflow)?;
        house.terms = checked.terms;
        HOUSE_TERMS.save(deps.storage, &house.version, &house.terms);
    }
    house.guardian = checked.guardian;
    house.delivery_gas = checked.delivery_gas;
    if numbers_change {
        house.updated_at = second;
    }
    Ok(Response::new().add_event(Event::UpdateConfig {
        version: house.version,
        config: &house.config(),
    }))
}

/// Compares the prices of a new oracle with those of the one in force. The assets of a closed pair are not compared: it sells
/// nothing, and is checked when it is opened again.
fn assert_agreed(deps: &DepsMut, session: &Session, new: &HouseTerms) -> Result<(), ContractError> {
    let mut denoms = BTreeSet::new();
    for pair in 1..=session.house.pairs {
        let record = PAIRS.load(deps.storage, &pair)?;
        if record.is_open() {
            let known = PAIR_TERMS.load(deps.storage, &(pair, record.version))?;
            denoms.extend([known.base, known.quote]);
        }
    }
    let (from, to) = (session.house.terms.oracle(), new.oracle());
    check_switch(
        &deps.querier,
        &OracleClient { address: &from },
        &OracleClient { address: &to },
        &denoms,
        session.second(),
    )?;
    Ok(())
}

/// Checks that the oracle has a record of both assets of a pair in the decimals that the pair has.
pub(super) fn assert_decimals(
    deps: &DepsMut,
    house: &HouseTerms,
    pair: &PairTerms,
) -> Result<(), ContractError> {
    for (denom, was) in [
        (&pair.base, pair.scale.base_decimals),
        (&pair.quote, pair.scale.quote_decimals),
    ] {
        let got = decimals(deps, house, denom)?;
        if got != was {
            return Err(ContractError::DecimalsDiffer {
                denom: denom.clone(),
                was,
                got,
            });
        }
    }
    Ok(())
}

/// Decimals of an asset by the oracle's record of it.
pub(super) fn decimals(
    deps: &DepsMut,
    terms: &HouseTerms,
    denom: &str,
) -> Result<u8, ContractError> {
    let oracle = terms.oracle();
    let client = OracleClient { address: &oracle };
    client
        .price(&deps.querier, denom)?
        .map(|record| record.decimals)
        .ok_or_else(|| ContractError::NoPrice {
            denom: denom.to_owned(),
        })
}
