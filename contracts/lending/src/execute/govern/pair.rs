//! Where a collateral is sold for a market's asset.

use cosmwasm_std::{Addr, DepsMut, Env, Response};
use gavel_types::auction::{
    AuctionClient, ConsignorKind, ConsignorsResponse, PairId, PairResponse, QueryMsg,
};
use gavel_types::page::MAX_LIMIT;

use crate::event::Event;
use crate::ledgers::{collateral_id, market_id};
use crate::state::{pair_of, CollateralId, COLLATERALS, PAIRS, ROSTER, SETTINGS};
use crate::ContractError;

/// Sets the pair, which must be open, have this contract as a consignor, sell just this collateral for just this asset, and
/// not below the collateral's floor.
pub(super) fn set(
    deps: DepsMut,
    env: &Env,
    collateral: &str,
    market: &str,
    pair: PairId,
) -> Result<Response, ContractError> {
    let collateral_id = collateral_id(deps.storage, collateral)?;
    let market_id = market_id(deps.storage, market)?;
    let sold = query_pair(&deps, pair)?;
    if sold.base != collateral || sold.quote != market {
        return Err(ContractError::WrongPair {
            pair,
            base: sold.base,
            quote: sold.quote,
            collateral: collateral.to_owned(),
            market: market.to_owned(),
        });
    }
    if !sold.open {
        return Err(ContractError::PairClosed { pair });
    }
    check_consignor(&deps, env, pair)?;
    let floor = COLLATERALS.load(deps.storage, &collateral_id)?.floor.0;
    let pair_floor = sold.config.floor_bps();
    if pair_floor < floor {
        return Err(ContractError::PairFloorTooLow {
            pair,
            pair_floor,
            floor,
        });
    }
    let house_number = SETTINGS.load(deps.storage)?.house_number;
    PAIRS.save(
        deps.storage,
        &(collateral_id, market_id),
        &(house_number, pair),
    );
    Ok(Response::new().add_event(Event::SetPair {
        collateral,
        market,
        pair,
    }))
}

/// Refuses a collateral's floor above what one of its pairs may sell for.
pub(super) fn check_floors(
    deps: &DepsMut,
    id: CollateralId,
    denom: &str,
    floor: u32,
) -> Result<(), ContractError> {
    let house_number = SETTINGS.load(deps.storage)?.house_number;
    let markets = ROSTER.load(deps.storage)?.markets;
    for market in 1..=markets {
        let Some(pair) = pair_of(deps.storage, house_number, id, market)? else {
            continue;
        };
        let pair_floor = query_pair(deps, pair)?.config.floor_bps();
        if floor > pair_floor {
            return Err(ContractError::FloorAbovePair {
                denom: denom.to_owned(),
                floor,
                pair,
                pair_floor,
            });
        }
    }
    Ok(())
}

/// Refuses a pair that would refuse what this contract consigns: one that does stops every liquidation which needs it.
fn check_consignor(deps: &DepsMut, env: &Env, pair: PairId) -> Result<(), ContractError> {
    let auction = Addr::unchecked(SETTINGS.load(deps.storage)?.auction);
    let own = deps.api.addr_canonicalize(env.contract.address.as_str())?;
    let client = AuctionClient { address: &auction };
    if !client.is_consignor(&deps.querier, pair, &own)? {
        return Err(ContractError::NotConsignor { pair });
    }
    let mut start_after = None;
    loop {
        let question = QueryMsg::Consignors {
            pair,
            start_after,
            limit: Some(MAX_LIMIT),
        };
        let page: ConsignorsResponse = deps.querier.query_wasm_smart(&auction, &question)?;
        let Some(last) = page.consignors.last() else {
            return Err(ContractError::NotConsignor { pair });
        };
        start_after = Some(last.address.to_string());
        let found = page
            .consignors
            .iter()
            .find(|known| known.address == env.contract.address);
        match found.map(|known| known.kind) {
            Some(ConsignorKind::Contract) => return Ok(()),
            Some(ConsignorKind::Account) => return Err(ContractError::ConsignsAsAccount { pair }),
            None => {}
        }
    }
}

fn query_pair(deps: &DepsMut, pair: PairId) -> Result<PairResponse, ContractError> {
    let auction = SETTINGS.load(deps.storage)?.auction;
    Ok(deps
        .querier
        .query_wasm_smart(auction, &QueryMsg::Pair { pair })?)
}
