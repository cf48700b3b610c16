//! A delivery failed: its coins are back, and its result is kept.

use cosmwasm_std::{DepsMut, Reply, Response, StdError, SubMsgResult};
use gavel_math::packed::Packed;

use crate::error::ContractError;
use crate::event::Event;
use crate::settlement::Parcel;
use crate::state::CONSIGNOR_BY_ID;

/// Books a failed delivery for `Deliver`. Only failures are replied to.
pub(super) fn failed(deps: DepsMut, msg: Reply) -> Result<Response, ContractError> {
    let SubMsgResult::Err(error) = msg.result else {
        return Ok(Response::new());
    };
    let parcel =
        Parcel::from_packed(&msg.payload).map_err(|error| StdError::parse_err("parcel", error))?;
    let (lot, id) = (parcel.lot, parcel.consignor);
    let consignor = CONSIGNOR_BY_ID.load(deps.storage, &(lot.pair, id))?;
    parcel.keep(deps.storage);
    Ok(Response::new().add_event(Event::FailDelivery {
        lot,
        consignor: &consignor.address,
        error: &error,
    }))
}
