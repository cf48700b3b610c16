//! The end of a lot: its consignors are paid.

use cosmwasm_std::{
    coin, to_json_binary, Addr, Api, Coin, Response, StdResult, Storage, SubMsg, WasmMsg,
};
use gavel_math::number::{mul_div_floor, sub};
use gavel_math::packed::Packed;
use gavel_math::packed_record;
use gavel_types::asset::token_of;
use gavel_types::auction::{ConsignorKind, LotProgress};
use gavel_types::consignor::{ConsignorMsg, Settlement};
use gavel_types::funds;

use crate::book::Worth;
use crate::configuration::MAX_CONSIGNORS;
use crate::error::ContractError;
use crate::event::Event;
use crate::own::OwnMsg;
use crate::session::Session;
use crate::state::{
    add_credit, consignor_of, credit_house, Consignor, ConsignorId, Delivery, Lot, LotId,
    PairTerms, CONSIGNMENTS, CONSIGNOR_BY_ID, DELIVERIES, LOTS, UNDELIVERED,
};

/// The reply that a failed delivery comes to.
pub(crate) const DELIVERY_REPLY: u64 = 1;

/// The reply that the call of a buyer comes to.
pub(crate) const PURCHASE_REPLY: u64 = 2;

/// How deep the calls of a purchase go below the house: the buyer, a token that it pays in, the house's hook, a token that it is paid
/// in, and one that the buyer needs for itself.
pub(crate) const DEPTH_OF_A_PURCHASE: u8 = 5;

/// What a delivery carries with it, so that a failed one can be booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Parcel {
    /// The lot.
    pub lot: LotId,
    /// Whose it is.
    pub consignor: ConsignorId,
    /// Its result.
    pub delivery: Delivery,
    /// What became of the lot, of which that is a part.
    pub whole: LotProgress,
}
packed_record!(Parcel {
    lot,
    consignor,
    delivery,
    whole
});

impl Parcel {
    /// Keeps it for `Deliver`. Until then its consignor can read what became of the lot.
    pub fn keep(&self, storage: &mut dyn Storage) {
        DELIVERIES.save(storage, &(self.lot, self.consignor), &self.delivery);
        UNDELIVERED.save(storage, &self.lot, &self.whole);
    }

    /// Takes it off the list.
    pub fn take_off(&self, storage: &mut dyn Storage) -> StdResult<()> {
        DELIVERIES.remove(storage, &(self.lot, self.consignor));
        if DELIVERIES
            .page(storage, &self.lot.key(), None, 1)?
            .is_empty()
        {
            UNDELIVERED.remove(storage, &self.lot);
        }
        Ok(())
    }
}

/// Deletes a lot and pays whose it is: accounts by credit, a contract by a message whose failure is caught. Of several contracts the
/// first is sent its part now; the others' wait for `Deliver`.
pub(crate) fn finish(
    storage: &mut dyn Storage,
    api: &dyn Api,
    session: &Session,
    id: LotId,
    lot: &Lot,
    terms: &PairTerms,
    mut response: Response,
) -> Result<Response, ContractError> {
    LOTS.remove(storage, &id);
    let parts = parts(storage, id, lot)?;
    let mut rest = (lot.base_left(), lot.raised);
    let mut sends = true;
    for (number, delivery) in parts {
        rest.0 = sub(rest.0, delivery.unsold())?;
        rest.1 = sub(rest.1, delivery.proceeds)?;
        let consignor = CONSIGNOR_BY_ID.load(storage, &(id.pair, number))?;
        response = response.add_event(Event::FinishLot {
            lot: id,
            consignor: &consignor.address,
            delivery: &delivery,
        });
        match consignor.kind {
            ConsignorKind::Account => {
                let owner = api.addr_canonicalize(consignor.address.as_str())?;
                add_credit(storage, &owner, &terms.quote, delivery.proceeds)?;
                add_credit(storage, &owner, &terms.base, delivery.unsold())?;
            }
            ConsignorKind::Contract => {
                let parcel = Parcel {
                    lot: id,
                    consignor: number,
                    delivery,
                    whole: lot.progress(),
                };
                if sends {
                    response = response.add_submessage(send(&parcel, &consignor, terms, session)?);
                    sends = false;
                } else {
                    parcel.keep(storage);
                }
            }
        }
    }
    // What rounding left of the parts.
    credit_house(storage, api, session, &terms.base, rest.0)?;
    credit_house(storage, api, session, &terms.quote, rest.1)?;
    Ok(response)
}

/// The parts of a finished lot: all of one consignor's, or of each by its base, rounded down.
fn parts(
    storage: &mut dyn Storage,
    id: LotId,
    lot: &Lot,
) -> Result<Vec<(ConsignorId, Delivery)>, ContractError> {
    let rewards = lot.rewards.map_or(0, |rewards| rewards.paid);
    let part = |base: u128| -> Result<Delivery, ContractError> {
        let unsold = mul_div_floor(lot.base_left(), base, lot.base)?;
        Ok(Delivery {
            version: lot.version,
            base,
            sold: sub(base, unsold)?,
            proceeds: mul_div_floor(lot.raised, base, lot.base)?,
            // Rounded down: what is told as raised is never more than what was.
            rewards: mul_div_floor(rewards, base, lot.base)?,
        })
    };
    if !lot.pooled {
        return Ok(vec![(lot.consignor, part(lot.base)?)]);
    }
    let most = usize::from(MAX_CONSIGNORS);
    let consignments = CONSIGNMENTS.page(storage, &id.key(), None, most)?;
    let mut parts = Vec::with_capacity(consignments.len());
    for (key, base) in consignments {
        let number = consignor_of(&key)?;
        CONSIGNMENTS.remove(storage, &(id, number));
        parts.push((number, part(base)?));
    }
    Ok(parts)
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
        rewards: delivery.rewards.into(),
    };
    let parts = coins_of(delivery, terms);
    let msg = if parts.iter().all(|part| token_of(&part.denom).is_none()) {
        report(&consignor.address, settlement, parts)?
    } else {
        OwnMsg::HandOver {
            consignor: consignor.address.to_string(),
            settlement,
            parts,
        }
        .to(&session.address)?
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

/// Sends quote and base; none of zero.
pub(crate) fn send_worth(
    mut response: Response,
    recipient: &Addr,
    terms: &PairTerms,
    worth: Worth,
) -> StdResult<Response> {
    for coin in held(terms, worth.base, worth.quote) {
        response = response.add_message(funds::send(recipient, &coin.denom, coin.amount.u128())?);
    }
    Ok(response)
}
