//! Pushing prices.

use cosmwasm_std::{Addr, DepsMut, Response};
use gavel_math::aggregation::{is_valid, Observation, Rules};
use gavel_math::Price;
use gavel_types::oracle::PushedPrice;

use super::check_list;
use crate::event::Event;
use crate::renewal::renew;
use crate::state::{load_asset, load_observations, save_observations, Asset, Feeder};
use crate::ContractError;

/// One asset's push with every check behind it.
struct Push<'a> {
    denom: &'a str,
    asset: Asset,
    observations: Vec<Option<Observation>>,
    seen: Observation,
}

/// Stores the observations of a feeder and renews the aggregates. Everything is checked before anything is written.
///
/// A feeder composes its own list and knows the ages in it, so one unacceptable observation refuses the whole list and is
/// named. What a feeder cannot know, a feed stuck at one of the bounds, refuses nothing: that observation is stored
/// in place of the feeder's last and does not count, and the other assets go on.
pub(crate) fn push_prices(
    deps: DepsMut,
    now: u64,
    sender: &Addr,
    prices: &[PushedPrice],
) -> Result<Response, ContractError> {
    check_list(prices.iter().map(|pushed| pushed.denom.as_str()))?;
    let feeder = Feeder(deps.api.addr_canonicalize(sender.as_str())?);
    let mut pushes = Vec::with_capacity(prices.len());
    for pushed in prices {
        let denom = pushed.denom.as_str();
        let asset = load_asset(deps.storage, denom)?;
        let not_feeder = || ContractError::NotFeeder {
            denom: denom.to_owned(),
            sender: sender.to_string(),
        };
        let place = asset.place_of(&feeder).ok_or_else(not_feeder)?;
        let mut observations = load_observations(deps.storage, denom, &asset)?;
        let own = observations.get_mut(place).ok_or_else(not_feeder)?;
        let seen = checked(pushed, &asset.rules, now, *own)?;
        *own = Some(seen);
        pushes.push(Push {
            denom,
            asset,
            observations,
            seen,
        });
    }
    let mut response = Response::new();
    for push in pushes {
        let Push {
            denom,
            asset,
            observations,
            seen,
        } = push;
        save_observations(deps.storage, denom, &observations);
        response = response.add_event(if is_valid(&seen, &asset.rules, now) {
            Event::ObservePrice {
                denom,
                feeder: sender,
                seen,
            }
        } else {
            Event::IgnorePrice {
                denom,
                feeder: sender,
                seen,
                rules: &asset.rules,
            }
        });
        if let Some(event) = renew(deps.storage, now, denom, &asset, &observations)? {
            response = response.add_event(event);
        }
    }
    Ok(response)
}

/// The observation that was pushed: a price above 0, not of the future, not too old, and later than the feeder's last.
fn checked(
    pushed: &PushedPrice,
    rules: &Rules,
    now: u64,
    last: Option<Observation>,
) -> Result<Observation, ContractError> {
    let published_at = pushed.published_at;
    let denom = || pushed.denom.clone();
    let Some(age) = now.checked_sub(published_at) else {
        return Err(ContractError::FromTheFuture {
            denom: denom(),
            published_at,
            now,
            ahead: published_at.saturating_sub(now),
        });
    };
    if pushed.price.is_zero() {
        return Err(ContractError::ZeroPrice {
            denom: denom(),
            age,
        });
    }
    if age > rules.max_age {
        return Err(ContractError::TooOld {
            denom: denom(),
            age,
            max_age: rules.max_age,
        });
    }
    if let Some(last) = last.filter(|last| published_at <= last.published_at) {
        return Err(ContractError::NotNewer {
            denom: denom(),
            published_at,
            age,
            last: last.published_at,
        });
    }
    Ok(Observation {
        price: Price(pushed.price.atomics().u128()),
        published_at,
    })
}
