//! What the contract does: one verb a file.

pub(crate) mod govern;
pub(crate) mod push_prices;
pub(crate) mod refresh;

use gavel_types::page::MAX_LIMIT;

use crate::ContractError;

/// Checks the assets that a message names: 1 to 30, each once.
fn check_list<'a>(denoms: impl Iterator<Item = &'a str>) -> Result<(), ContractError> {
    let mut denoms: Vec<&str> = denoms.collect();
    if denoms.is_empty() || denoms.len() > MAX_LIMIT as usize {
        return Err(ContractError::ListLength {
            most: MAX_LIMIT,
            got: denoms.len(),
        });
    }
    denoms.sort_unstable();
    for pair in denoms.windows(2) {
        if let [one, other] = pair {
            if one == other {
                return Err(ContractError::NamedTwice {
                    denom: (*one).to_owned(),
                });
            }
        }
    }
    Ok(())
}
