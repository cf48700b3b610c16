//! `Deliver`: a result that its consignor failed to receive is sent again.

use cosmwasm_std::{DepsMut, MessageInfo, Response};
use gavel_types::address::{address, both_forms};
use gavel_types::auction::LotId;
use gavel_types::funds::none;

use crate::error::ContractError;
use crate::event::Event;
use crate::session::Session;
use crate::settlement::{coins_of, send, Parcel};
use crate::state::{
    add_credit, known_consignor, Consignor, PairTerms, CONSIGNOR_BY_ID, DELIVERIES, PAIR_TERMS,
    UNDELIVERED,
};

/// Takes the result off the list and sends it; the reply to a failure puts it back.
pub(crate) fn deliver(
    deps: DepsMut,
    session: &Session,
    info: &MessageInfo,
    lot: LotId,
    consignor: String,
) -> Result<Response, ContractError> {
    none(&info.funds)?;
    let waiting = waiting(&deps, lot, consignor)?;
    let message = send(&waiting.parcel, &waiting.consignor, &waiting.terms, session)?;

    waiting.parcel.take_off(deps.storage)?;
    Ok(Response::new()
        .add_submessage(message)
        .add_event(Event::Deliver {
            lot,
            consignor: &waiting.consignor.address,
        }))
}

/// Makes a result that waits a credit of `recipient`. The caller has checked that it is governance that asks.
pub(super) fn redirect_delivery(
    deps: DepsMut,
    lot: LotId,
    consignor: String,
    recipient: &str,
) -> Result<Response, ContractError> {
    let recipient = address(deps.api, recipient)?;
    let waiting = waiting(&deps, lot, consignor)?;
    let owner = deps.api.addr_canonicalize(recipient.as_str())?;

    waiting.parcel.take_off(deps.storage)?;
    for coin in coins_of(&waiting.parcel.delivery, &waiting.terms) {
        add_credit(deps.storage, &owner, &coin.denom, coin.amount.u128())?;
    }
    Ok(Response::new().add_event(Event::RedirectDelivery {
        lot,
        consignor: &waiting.consignor.address,
        recipient: &recipient,
    }))
}

/// A result that waits.
struct Waiting {
    parcel: Parcel,
    consignor: Consignor,
    terms: PairTerms,
}

fn waiting(deps: &DepsMut, lot: LotId, consignor: String) -> Result<Waiting, ContractError> {
    let (_, canonical) = both_forms(deps.api, &consignor)?;
    let nothing = ContractError::NothingToDeliver { lot, consignor };
    let Some(id) = known_consignor(deps.storage, lot.pair, &canonical)? else {
        return Err(nothing);
    };
    let Some(delivery) = DELIVERIES.may_load(deps.storage, &(lot, id))? else {
        return Err(nothing);
    };
    Ok(Waiting {
        parcel: Parcel {
            lot,
            consignor: id,
            delivery,
            whole: UNDELIVERED.load(deps.storage, &lot)?,
        },
        consignor: CONSIGNOR_BY_ID.load(deps.storage, &(lot.pair, id))?,
        terms: PAIR_TERMS.load(deps.storage, &(lot.pair, delivery.version))?,
    })
}
