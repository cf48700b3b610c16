//! A pair that is wound down takes no bids, into its book or for a lot.

use gavel_types::auction::{PairId, PairRecord, PairStatus};

use crate::error::ContractError;

/// Fails where the pair is wound down.
pub(super) fn assert_takes_bids(pair: PairId, record: &PairRecord) -> Result<(), ContractError> {
    match record.status {
        PairStatus::WindingDown => Err(ContractError::WoundDown { pair }),
        PairStatus::Open | PairStatus::Closed => Ok(()),
    }
}
