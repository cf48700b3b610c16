//! What is left of a lot is offered to its backstop.

use cosmwasm_std::{coin, to_json_binary, Addr, DepsMut, Response, SubMsg, WasmMsg};
use gavel_types::backstop::{BackstopMsg, LotOffer};
use gavel_types::decimal;

use super::end_lot;
use crate::error::ContractError;
use crate::sale::Sale;
use crate::session::Session;
use crate::settlement::PURCHASE_REPLY;
use crate::state::{BackstopTerms, Purchase, LOTS, PURCHASE};

/// Calls the buyer with what it is offered, and locks the house until it has answered; the reply ends the lot. No base goes with
/// the call: the buyer gets it for what it pays. Its failure is caught, and its gas limited: a lot whose backstop is dead goes
/// back, as does one whose cost cannot be counted.
pub(super) fn offer(
    deps: DepsMut,
    session: &Session,
    keeper: &Addr,
    sale: Sale,
    stage: &BackstopTerms,
    purchase: Option<Purchase>,
    response: Response,
) -> Result<Response, ContractError> {
    let (id, terms) = (sale.id, sale.terms);
    let Some(purchase) = purchase else {
        return end_lot(deps, session, keeper, sale, response);
    };
    let offer = LotOffer {
        lot: id,
        base: coin(purchase.base_left, &terms.base),
        price: decimal(purchase.price),
        most: coin(purchase.quote_left, &terms.quote),
    };
    let call = WasmMsg::Execute {
        contract_addr: stage.buyer.clone(),
        msg: to_json_binary(&BackstopMsg::BuyLot(offer))?,
        funds: vec![],
    };
    LOTS.save(deps.storage, &id, &sale.lot);
    PURCHASE.save(deps.storage, &purchase);
    session.lock();
    let gas = session.house.delivery_gas;
    Ok(response.add_submessage(SubMsg::reply_always(call, PURCHASE_REPLY).with_gas_limit(gas)))
}
