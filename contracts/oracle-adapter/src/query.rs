//! Questions.

use cosmwasm_std::{Deps, StdResult};
use gavel_math::price::{PriceRecord, Side};
use gavel_types::oracle::{
    Action, AssetResponse, AssetsResponse, PriceResponse, PricesResponse, StoredPrice,
};
use gavel_types::{decimal, page};

use crate::rules::shown;
use crate::state::{load_asset, may_load_price, page_of_assets, page_of_prices, Asset};
use crate::ContractError;

/// The price of an asset by an action's rule at `now`. Fails with the asset and its age when the rule is not met.
pub(crate) fn price(
    deps: Deps,
    now: u64,
    denom: &str,
    action: Action,
) -> Result<PriceResponse, ContractError> {
    let Some(record) = may_load_price(deps.storage, denom)? else {
        load_asset(deps.storage, denom)?;
        return Err(ContractError::NoPrice {
            denom: denom.to_owned(),
        });
    };
    let used = match action {
        Action::Open => record.for_opening(now),
        Action::Liquidate => record
            .for_sale(now, Side::Sold)
            .and_then(|sold| Ok((sold, record.for_sale(now, Side::Owed)?))),
    };
    let (sold, owed) = used.map_err(|reason| ContractError::PriceRefused {
        denom: denom.to_owned(),
        age: now.saturating_sub(record.published_at),
        reason,
    })?;
    Ok(PriceResponse {
        sold: decimal(sold),
        owed: decimal(owed),
        decimals: record.decimals,
        published_at: record.published_at,
    })
}

/// The stored aggregates behind a denom, valid or not.
pub(crate) fn prices(
    deps: Deps,
    after: Option<&str>,
    limit: Option<u32>,
) -> StdResult<PricesResponse> {
    let prices = page_of_prices(deps.storage, after, page::limit(limit))?
        .into_iter()
        .map(|(denom, record)| stored(denom, &record))
        .collect();
    Ok(PricesResponse { prices })
}

/// An asset's rules and feeders.
pub(crate) fn asset(deps: Deps, denom: &str) -> Result<AssetResponse, ContractError> {
    let asset = load_asset(deps.storage, denom)?;
    Ok(configuration(deps, denom.to_owned(), &asset)?)
}

/// The rules and feeders of the assets behind a denom.
pub(crate) fn assets(
    deps: Deps,
    after: Option<&str>,
    limit: Option<u32>,
) -> StdResult<AssetsResponse> {
    let assets = page_of_assets(deps.storage, after, page::limit(limit))?
        .into_iter()
        .map(|(denom, asset)| configuration(deps, denom, &asset))
        .collect::<StdResult<_>>()?;
    Ok(AssetsResponse { assets })
}

fn stored(denom: String, record: &PriceRecord) -> StoredPrice {
    StoredPrice {
        denom,
        mid: decimal(record.mid),
        low: decimal(record.low),
        high: decimal(record.high),
        pending: record.pending.map(|pending| decimal(pending.price)),
        published_at: record.published_at,
        fresh_until: record.fresh_until,
        relaxed_until: record.relaxed_until,
    }
}

fn configuration(deps: Deps, denom: String, asset: &Asset) -> StdResult<AssetResponse> {
    let feeders = asset
        .feeders
        .iter()
        .map(|feeder| deps.api.addr_humanize(&feeder.0))
        .collect::<StdResult<_>>()?;
    Ok(AssetResponse {
        denom,
        rules: shown(&asset.rules),
        feeders,
    })
}
