//! `Deliver`: a result that its consignor failed to receive is sent again.

use cosmwasm_std::{DepsMut, MessageInfo, Response};
use gavel_types::address::address;
use gavel_types::auction::LotId;
use gavel_types::funds::none;

use crate::error::ContractError;
use crate::event::Event;
use crate::session::Session;
use crate::settlement::{send, Parcel};
use crate::state::{CONSIGNORS, CONSIGNOR_BY_ID, DELIVERIES, FORMER_CONSIGNORS, PAIR_TERMS};

/// Takes the result off the list and sends it; the reply to a failure puts it back.
pub(crate) fn deliver(
    deps: DepsMut,
    session: &Session,
    info: &MessageInfo,
    lot: LotId,
    consignor: String,
) -> Result<Response, ContractError> {
    none(&info.funds)?;
    let receiver = address(deps.api, &consignor)?;
    let canonical = deps.api.addr_canonicalize(receiver.as_str())?;
    let owner = (lot.pair, canonical.as_slice());
    let nothing = ContractError::NothingToDeliver { lot, consignor };
    let Some(id) = CONSIGNORS
        .may_load(deps.storage, &owner)?
        .or(FORMER_CONSIGNORS.may_load(deps.storage, &owner)?)
    else {
        return Err(nothing);
    };
    let key = (lot, id);
    let Some(delivery) = DELIVERIES.may_load(deps.storage, &key)? else {
        return Err(nothing);
    };
    let known = CONSIGNOR_BY_ID.load(deps.storage, &(lot.pair, id))?;
    let terms = PAIR_TERMS.load(deps.storage, &(lot.pair, delivery.version))?;
    let parcel = Parcel {
        lot,
        consignor: id,
        delivery,
    };
    let message = send(&parcel, &known, &terms, session)?;

    DELIVERIES.remove(deps.storage, &key);
    Ok(Response::new()
        .add_submessage(message)
        .add_event(Event::Deliver {
            lot,
            consignor: &receiver,
        }))
}
