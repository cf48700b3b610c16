//! `PayBackstop`: the buyer that the house calls pays for base.

use cosmwasm_std::{DepsMut, MessageInfo, Response};
use gavel_math::number::{add, sub};
use gavel_types::auction::LotId;
use gavel_types::funds::{exactly, send};

use crate::error::ContractError;
use crate::event::Event;
use crate::sale::{load, stage};
use crate::state::{Purchase, StageTerms, LOTS, PURCHASE};

/// Sells base for what came. There is an offer only while the house calls the buyer.
pub(crate) fn pay_backstop(
    deps: DepsMut,
    info: &MessageInfo,
    id: LotId,
) -> Result<Response, ContractError> {
    let offer = PURCHASE
        .may_load(deps.storage)?
        .filter(|offer| offer.lot == id)
        .ok_or(ContractError::NotOffered { lot: id })?;
    let (mut lot, terms) = load(deps.storage, id)?;
    match stage(&terms, lot.stage)? {
        StageTerms::Backstop(backstop) if backstop.buyer == info.sender.as_str() => {}
        _ => {
            return Err(ContractError::Unauthorized {
                who: "the buyer that the house calls",
            })
        }
    }
    let paid = exactly(&info.funds, &terms.quote)?;
    let quote_left = offer
        .quote_left
        .checked_sub(paid)
        .ok_or(ContractError::PaidTooMuch {
            owed: offer.quote_left.into(),
            paid: paid.into(),
        })?;
    // Rounded down: the house keeps a part of a unit. All of the money never buys more than all of the base.
    let bought = terms
        .scale
        .base_floor(paid, offer.price)?
        .min(offer.base_left);
    if bought == 0 {
        return Err(ContractError::BuysNothing {
            least: terms.scale.quote_ceil(1, offer.price)?.into(),
            paid: paid.into(),
        });
    }

    lot.sold = add(lot.sold, bought)?;
    lot.raised = add(lot.raised, paid)?;
    lot.tab_left = lot.tab_left.map(|tab| sub(tab, paid)).transpose()?;
    let base_left = sub(offer.base_left, bought)?;
    PURCHASE.save(
        deps.storage,
        &Purchase {
            base_left,
            quote_left,
            ..offer
        },
    );
    LOTS.save(deps.storage, &id, &lot);
    Ok(Response::new()
        .add_event(Event::PayBackstop {
            lot: id,
            buyer: &info.sender,
            base: bought,
            quote: paid,
            price: offer.price,
            left: lot.base_left(),
        })
        .add_message(send(&info.sender, &terms.base, bought)?))
}
