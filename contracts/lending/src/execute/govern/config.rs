//! The contract's configuration.

use cosmwasm_std::{Addr, Api, DepsMut, Response, Storage};
use gavel_math::pause::Pause;
use gavel_math::Bps;
use gavel_types::lending::Config;
use gavel_types::oracle::OracleClient;
use gavel_types::parameters::interval;

use super::bounds::check_config;
use crate::event::Event;
use crate::state::{Cold, Settings, COLD, COLLATERALS, MARKETS, MARKET_TERMS, SETTINGS};
use crate::ContractError;

/// Writes the first configuration.
pub(crate) fn instantiate(deps: DepsMut, now: u64, config: &Config) -> Result<(), ContractError> {
    let settings = Settings {
        oracle: String::new(),
        auction: String::new(),
        urgent_ltv: Bps(0),
        pause: Pause::default(),
    };
    let cold = Cold {
        guardian: None,
        treasury: String::new(),
        collaterals: 0,
        markets: 0,
        updated_at: 0,
    };
    save(deps.api, deps.storage, settings, cold, config, now)
}

/// Changes the configuration, once a day. The auction house stays while it has lots of this contract.
pub(super) fn update(deps: DepsMut, now: u64, config: &Config) -> Result<Response, ContractError> {
    let settings = SETTINGS.load(deps.storage)?;
    let cold = COLD.load(deps.storage)?;
    interval(cold.updated_at, now)?;
    if config.auction != settings.auction {
        for id in 1..=cold.markets {
            let market = MARKETS.load(deps.storage, &id)?;
            if market.in_auction > 0 || market.unreconciled != 0 {
                return Err(ContractError::LotsOpen {});
            }
        }
    }
    if config.oracle != settings.oracle {
        check_oracle(&deps, &settings.oracle, &config.oracle, &cold)?;
    }
    save(deps.api, deps.storage, settings, cold, config, now)?;
    Ok(Response::new().add_event(Event::Governed {
        what: "update_config",
        subject: "config",
    }))
}

/// Checks that a new oracle has a price of every listed asset, with the same decimals: an asset without a record would stop the
/// liquidation of every account that holds or owes it.
fn check_oracle(deps: &DepsMut, from: &str, to: &str, cold: &Cold) -> Result<(), ContractError> {
    let collaterals = (1..=cold.collaterals)
        .map(|id| COLLATERALS.load(deps.storage, &id).map(|known| known.denom));
    let markets = (1..=cold.markets).map(|id| {
        MARKET_TERMS
            .load(deps.storage, &id)
            .map(|known| known.denom)
    });
    for denom in collaterals.chain(markets) {
        let denom = denom?;
        let decimals = |oracle: &str| -> Result<u8, ContractError> {
            let oracle = Addr::unchecked(oracle);
            let client = OracleClient { address: &oracle };
            client
                .price(&deps.querier, &denom)?
                .map(|record| record.decimals)
                .ok_or_else(|| ContractError::NoPrice {
                    denom: denom.clone(),
                })
        };
        let (before, behind) = (decimals(from)?, decimals(to)?);
        if before != behind {
            return Err(ContractError::DecimalsDiffer {
                denom,
                expected: before,
                got: behind,
            });
        }
    }
    Ok(())
}

fn save(
    api: &dyn Api,
    storage: &mut dyn Storage,
    settings: Settings,
    cold: Cold,
    config: &Config,
    now: u64,
) -> Result<(), ContractError> {
    check_config(config)?;
    let address = |text: &str| -> Result<String, ContractError> {
        Ok(api.addr_validate(text)?.into_string())
    };
    let settings = Settings {
        oracle: address(&config.oracle)?,
        auction: address(&config.auction)?,
        urgent_ltv: Bps(config.urgent_ltv_bps),
        ..settings
    };
    let cold = Cold {
        guardian: config.guardian.as_deref().map(address).transpose()?,
        treasury: address(&config.treasury)?,
        updated_at: now,
        ..cold
    };
    SETTINGS.save(storage, &settings);
    COLD.save(storage, &cold);
    Ok(())
}
