//! The end of a lot: its consignor is paid.

use cosmwasm_std::{
    coin, to_json_binary, Api, Coin, Response, StdResult, Storage, SubMsg, WasmMsg,
};
use gavel_math::packed::Packed;
use gavel_math::packed_record;
use gavel_types::auction::ConsignorKind;
use gavel_types::consignor::{ConsignorMsg, Settlement};

use crate::error::ContractError;
use crate::event::Event;
use crate::sale::Sale;
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
    delivery_gas: u64,
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
            Ok(response.add_submessage(send(&parcel, &consignor, terms, delivery_gas)?))
        }
    }
}

/// The message that delivers a parcel. Only its failure is replied to; its coins are then back in the house.
pub(crate) fn send(
    parcel: &Parcel,
    consignor: &Consignor,
    terms: &PairTerms,
    delivery_gas: u64,
) -> StdResult<SubMsg> {
    let delivery = &parcel.delivery;
    let msg = WasmMsg::Execute {
        contract_addr: consignor.address.to_string(),
        msg: to_json_binary(&ConsignorMsg::LotSettled(Settlement {
            lot: parcel.lot,
            base: delivery.base.into(),
            sold: delivery.sold.into(),
            proceeds: delivery.proceeds.into(),
        }))?,
        funds: coins_of(delivery, terms),
    };
    Ok(SubMsg::reply_on_error(msg, DELIVERY_REPLY)
        .with_gas_limit(delivery_gas)
        .with_payload(parcel.to_packed()))
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
