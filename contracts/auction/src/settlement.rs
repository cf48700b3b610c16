//! The end of a lot: its consignor is paid.

use cosmwasm_std::{
    coin, to_json_binary, Addr, Api, Coin, Response, StdResult, Storage, SubMsg, WasmMsg,
};
use gavel_math::packed::Packed;
use gavel_math::packed_record;
use gavel_types::asset::token_of;
use gavel_types::auction::{ConsignorKind, ExecuteMsg};
use gavel_types::consignor::{ConsignorMsg, Settlement};

use crate::error::ContractError;
use crate::event::Event;
use crate::sale::Sale;
use crate::session::Session;
use crate::state::{
    add_credit, Consignor, ConsignorId, Delivery, LotId, PairTerms, CONSIGNOR_BY_ID, LOTS,
};

/// The reply that a failed delivery comes to.
pub(crate) const DELIVERY_REPLY: u64 = 1;

/// What a delivery carries with it, so that a failed one can be booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Parcel {
    /// The lot.
    pub lot: LotId,
    /// Whose it is.
    pub consignor: ConsignorId,
    /// Its result.
    pub delivery: Delivery,
}
packed_record!(Parcel {
    lot,
    consignor,
    delivery
});

/// Deletes a lot and pays its consignor: an account by credit, a contract by a message whose failure is caught.
pub(crate) fn finish(
    storage: &mut dyn Storage,
    api: &dyn Api,
    session: &Session,
    sale: &Sale,
    response: Response,
) -> Result<Response, ContractError> {
    let (id, lot, terms) = (sale.id, sale.lot, sale.terms);
    let consignor = CONSIGNOR_BY_ID.load(storage, &(id.pair, lot.consignor))?;
    let delivery = Delivery {
        version: lot.version,
        base: lot.base,
        sold: lot.sold,
        proceeds: lot.raised,
    };
    let response = response.add_event(Event::FinishLot {
        lot: id,
        consignor: &consignor.address,
        delivery: &delivery,
    });
    LOTS.remove(storage, &id);
    match consignor.kind {
        ConsignorKind::Account => {
            let owner = api.addr_canonicalize(consignor.address.as_str())?;
            add_credit(storage, &owner, &terms.quote, delivery.proceeds)?;
            add_credit(storage, &owner, &terms.base, delivery.unsold())?;
            Ok(response)
        }
        ConsignorKind::Contract => {
            let parcel = Parcel {
                lot: id,
                consignor: lot.consignor,
                delivery,
            };
            Ok(response.add_submessage(send(&parcel, &consignor, terms, session)?))
        }
    }
}

/// The message that delivers a parcel. Only its failure is replied to; its money is then back in the house. Tokens are not sent
/// along with a message, so where some are owed the house asks itself to hand over, in one submessage that fails as a whole.
pub(crate) fn send(
    parcel: &Parcel,
    consignor: &Consignor,
    terms: &PairTerms,
    session: &Session,
) -> StdResult<SubMsg> {
    let delivery = &parcel.delivery;
    let settlement = Settlement {
        lot: parcel.lot,
        base: delivery.base.into(),
        sold: delivery.sold.into(),
        proceeds: delivery.proceeds.into(),
    };
    let parts = coins_of(delivery, terms);
    let msg = if parts.iter().all(|part| token_of(&part.denom).is_none()) {
        report(&consignor.address, settlement, parts)?
    } else {
        WasmMsg::Execute {
            contract_addr: session.address.to_string(),
            msg: to_json_binary(&ExecuteMsg::HandOver {
                consignor: consignor.address.to_string(),
                settlement,
                parts,
            })?,
            funds: vec![],
        }
    };
    Ok(SubMsg::reply_on_error(msg, DELIVERY_REPLY)
        .with_gas_limit(session.house.delivery_gas)
        .with_payload(parcel.to_packed()))
}

/// The message that tells a consignor its lot's result, with the coins of the bank that are its own.
pub(crate) fn report(
    consignor: &Addr,
    settlement: Settlement,
    natives: Vec<Coin>,
) -> StdResult<WasmMsg> {
    Ok(WasmMsg::Execute {
        contract_addr: consignor.to_string(),
        msg: to_json_binary(&ConsignorMsg::LotSettled(settlement))?,
        funds: natives,
    })
}

/// The money of a result: no coin of zero, in order of denom as the chain wants them.
pub(crate) fn coins_of(delivery: &Delivery, terms: &PairTerms) -> Vec<Coin> {
    held(terms, delivery.unsold(), delivery.proceeds)
}

/// Some base and some quote: no coin of zero, in order of denom.
pub(crate) fn held(terms: &PairTerms, base: u128, quote: u128) -> Vec<Coin> {
    let mut coins = vec![coin(base, &terms.base), coin(quote, &terms.quote)];
    coins.retain(|coin| !coin.amount.is_zero());
    coins.sort_by(|a, b| a.denom.cmp(&b.denom));
    coins
}
