//! What the contract does: one verb a file.

pub(crate) mod govern;
pub(crate) mod push_prices;
pub(crate) mod refresh;

use gavel_types::list::{distinct, ListRefusal};
use gavel_types::page::MAX_LIMIT;

use crate::ContractError;

/// Checks the assets that a message names: 1 to 30, each once.
fn check_list<'a>(denoms: impl Iterator<Item = &'a str>) -> Result<(), ContractError> {
    let denoms: Vec<&str> = denoms.collect();
    distinct(&denoms, MAX_LIMIT as usize).map_err(|refusal| match refusal {
        ListRefusal::Length { got } => ContractError::ListLength {
            most: MAX_LIMIT,
            got,
        },
        ListRefusal::Twice { entry } => ContractError::NamedTwice {
            denom: (*entry).to_owned(),
        },
    })
}
