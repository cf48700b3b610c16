//! What the contract holds for others.

use cosmwasm_std::{Binary, Coin, Deps};
use gavel_types::page;
use gavel_types::solvency::{SolvencyEntry, SolvencyResponse};

use crate::state::{PoolId, POOLS, SETTINGS, TERMS};
use crate::ContractError;

/// A page: all that is held for each pool. Income that has flowed to stakers since the last message only moved within it.
pub(super) fn solvency(
    deps: Deps,
    start_after: Option<Binary>,
    limit: Option<u32>,
) -> Result<SolvencyResponse, ContractError> {
    let after = match start_after {
        Some(cursor) => PoolId::from_be_bytes(
            cursor
                .as_slice()
                .try_into()
                .map_err(|_| ContractError::BadCursor {})?,
        ),
        None => 0,
    };
    let last = SETTINGS.load(deps.storage)?.pools;
    let entries = (after.saturating_add(1)..=last)
        .take(page::limit(limit))
        .map(|id| {
            let denom = TERMS.load(deps.storage, &id)?.denom;
            let held = POOLS.load(deps.storage, &id)?.held()?;
            Ok(SolvencyEntry {
                cursor: Binary::from(id.to_be_bytes()),
                holds: if held == 0 {
                    vec![]
                } else {
                    vec![Coin::new(held, denom)]
                },
            })
        })
        .collect::<Result<_, ContractError>>()?;
    Ok(SolvencyResponse { entries })
}
