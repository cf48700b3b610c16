//! `Pay`: a take with a callback is paid.

use cosmwasm_std::{DepsMut, MessageInfo, Response};
use gavel_types::auction::LotId;
use gavel_types::funds::exactly;

use crate::error::ContractError;
use crate::event::Event;
use crate::state::{Unpaid, PAIR_TERMS, UNPAID};

/// Takes off what came from what the take that is being settled still owes. Nothing is given back, so no more may come.
pub(crate) fn pay(
    deps: DepsMut,
    info: &MessageInfo,
    lot: LotId,
) -> Result<Response, ContractError> {
    let unpaid = UNPAID
        .may_load(deps.storage)?
        .filter(|unpaid| unpaid.lot == lot)
        .ok_or(ContractError::NothingOwed { lot })?;
    let terms = PAIR_TERMS.load(deps.storage, &(lot.pair, unpaid.version))?;
    let paid = exactly(&info.funds, &terms.quote)?;
    let owed = unpaid
        .owed
        .checked_sub(paid)
        .ok_or(ContractError::PaidTooMuch {
            owed: unpaid.owed.into(),
            paid: paid.into(),
        })?;

    UNPAID.save(deps.storage, &Unpaid { owed, ..unpaid });
    Ok(Response::new().add_event(Event::Pay {
        lot,
        from: &info.sender,
        amount: paid,
        owed,
    }))
}
