//! Renewing aggregates from the observations that are there.

use cosmwasm_std::{DepsMut, Response};

use super::check_list;
use crate::renewal::renew;
use crate::state::{load_asset, load_observations};
use crate::ContractError;

/// Renews the aggregates of the assets named. An asset without a fresh observation stays as it is and stops no other.
pub(crate) fn refresh(
    deps: DepsMut,
    now: u64,
    denoms: &[String],
) -> Result<Response, ContractError> {
    check_list(denoms.iter().map(String::as_str))?;
    let mut response = Response::new();
    for denom in denoms {
        let asset = load_asset(deps.storage, denom)?;
        let observations = load_observations(deps.storage, denom, &asset)?;
        if let Some(event) = renew(deps.storage, now, denom, &asset, &observations)? {
            response = response.add_event(event);
        }
    }
    Ok(response)
}
