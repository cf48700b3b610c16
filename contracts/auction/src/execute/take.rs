//! `Take`: base is bought at the price of the moment.

use cosmwasm_std::{Decimal, DepsMut, MessageInfo, Response, Uint128};
use gavel_types::address::recipient_or;
use gavel_types::auction::LotId;
use gavel_types::decimal;
use gavel_types::funds::{exactly, send};

use crate::error::ContractError;
use crate::event::Event;
use crate::sale::{load, Sale};
use crate::session::Session;
use crate::settlement::finish;
use crate::state::LOTS;

/// What a taker asks for.
pub(crate) struct Order {
    /// The lot.
    pub lot: LotId,
    /// The most base to buy.
    pub amount: Uint128,
    /// The highest price to pay.
    pub max_price: Decimal,
    /// The least base to buy.
    pub min_amount: Option<Uint128>,
    /// Who receives the base.
    pub recipient: Option<String>,
}

/// Sells to the sender at the lot's price now. What came above the cost goes back. A lot of which nothing is left to sell is
/// settled at once.
pub(crate) fn take(
    deps: DepsMut,
    session: &Session,
    info: &MessageInfo,
    order: Order,
) -> Result<Response, ContractError> {
    session.assert_not_paused()?;
    let recipient = recipient_or(deps.api, order.recipient.as_deref(), &info.sender)?;
    let (lot, terms) = load(deps.storage, order.lot)?;
    let paid = exactly(&info.funds, &terms.quote)?;
    let mut sale = Sale::new(deps.storage, &deps.querier, session, order.lot, lot, &terms)?;

    // 1. The size, within the taker's limits.
    let (filled, price) = sale.fill(order.amount.u128())?;
    if decimal(price) > order.max_price {
        return Err(ContractError::PriceAboveLimit {
            price: decimal(price),
            limit: order.max_price,
        });
    }
    let least = order.min_amount.unwrap_or(Uint128::one());
    if filled.base < least.u128() {
        return Err(ContractError::BelowMinimum {
            base: filled.base.into(),
            least,
        });
    }
    let change = paid
        .checked_sub(filled.quote)
        .ok_or(ContractError::PaidTooLittle {
            cost: filled.quote.into(),
            paid: paid.into(),
        })?;

    // 2. The sale. Base and change leave together.
    sale.take(filled)?;
    let mut response = Response::new()
        .add_event(Event::Take {
            lot: order.lot,
            taker: &info.sender,
            recipient: &recipient,
            filled,
            price,
            left: sale.lot.base_left(),
        })
        .add_message(send(&recipient, &terms.base, filled.base)?);
    if change > 0 {
        response = response.add_message(send(&info.sender, &terms.quote, change)?);
    }

    // 3. The lot goes on, or ends here.
    if sale.is_over() {
        return finish(deps.storage, deps.api, session, &sale, response);
    }
    LOTS.save(deps.storage, &order.lot, &sale.lot);
    Ok(response)
}
