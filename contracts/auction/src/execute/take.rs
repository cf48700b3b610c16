//! `Take`: base is bought at the price of the moment.

use cosmwasm_std::{
    coin, to_json_binary, Addr, Binary, Decimal, DepsMut, MessageInfo, Response, Storage, Uint128,
    WasmMsg,
};
use gavel_types::address::recipient_or;
use gavel_types::auction::LotId;
use gavel_types::decimal;
use gavel_types::funds::{exactly, none, send};
use gavel_types::taker::{TakeCall, TakerMsg};

use crate::error::ContractError;
use crate::event::Event;
use crate::own::OwnMsg;
use crate::sale::{load, Sale};
use crate::session::Session;
use crate::settlement::finish;
use crate::state::{Unpaid, LOTS, UNPAID};

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
    /// What the sender is called with before it pays; it pays with the message when there is none.
    pub callback: Option<Binary>,
}

/// Sells to the sender at the lot's price now. What came above the cost goes back. A lot of which nothing is left to sell is
/// settled at once. With a callback the house is locked until the sender has paid, and settles the lot then.
pub(crate) fn take(
    deps: DepsMut,
    session: &Session,
    info: &MessageInfo,
    order: Order,
) -> Result<Response, ContractError> {
    session.assert_not_paused()?;
    let recipient = recipient_or(deps.api, order.recipient.as_deref(), &info.sender)?;
    let (lot, terms) = load(deps.storage, order.lot)?;
    let paid = match order.callback {
        None => Some(exactly(&info.funds, &terms.quote)?),
        Some(_) => {
            none(&info.funds)?;
            None
        }
    };
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
    let change = match paid {
        None => 0,
        Some(paid) => paid
            .checked_sub(filled.quote)
            .ok_or(ContractError::PaidTooLittle {
                cost: filled.quote.into(),
                paid: paid.into(),
            })?,
    };

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

    // 3. The lot goes on, or ends here; with a callback it ends when it is paid.
    let (lot, ends) = (sale.lot, sale.is_over());
    let Some(data) = order.callback else {
        if ends {
            let (storage, api) = (deps.storage, deps.api);
            return finish(storage, api, session, order.lot, &lot, &terms, response);
        }
        LOTS.save(deps.storage, &order.lot, &lot);
        return Ok(response);
    };
    LOTS.save(deps.storage, &order.lot, &lot);
    let unpaid = Unpaid {
        lot: order.lot,
        version: lot.version,
        owed: filled.quote,
        ends,
    };
    let call = TakeCall {
        lot: order.lot,
        base: coin(filled.base, &terms.base),
        owed: coin(filled.quote, &terms.quote),
        data,
    };
    call_back(deps.storage, session, &info.sender, &unpaid, call, response)
}

/// Locks the house and calls the taker, then the house itself to settle. No failure of either is caught: it takes the sale back.
fn call_back(
    storage: &mut dyn Storage,
    session: &Session,
    taker: &Addr,
    unpaid: &Unpaid,
    call: TakeCall,
    response: Response,
) -> Result<Response, ContractError> {
    UNPAID.save(storage, unpaid);
    session.lock();
    let call = WasmMsg::Execute {
        contract_addr: taker.to_string(),
        msg: to_json_binary(&TakerMsg::TakeSettlement(call))?,
        funds: vec![],
    };
    Ok(response
        .add_message(call)
        .add_message(OwnMsg::SettleTake {}.to(&session.address)?))
}
