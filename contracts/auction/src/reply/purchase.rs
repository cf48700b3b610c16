//! The buyer of a backstop stage has bought, or failed to: the lot ends.

use cosmwasm_std::{Addr, DepsMut, Env, Response, SubMsgResult};
use gavel_types::depth::call_deeper;

use crate::error::ContractError;
use crate::event::Event;
use crate::execute::reward;
use crate::sale::{load, Sale};
use crate::session::Session;
use crate::settlement::{finish, DEPTH_OF_A_PURCHASE};
use crate::state::PURCHASE;

/// Unlocks the house and ends the lot with what the buyer left; who advanced it is rewarded for that. Where the buyer failed,
/// that is so only if it was not the caller who left no room for its calls: else the whole message fails, and is sent again from
/// where there is.
pub(super) fn purchased(
    mut deps: DepsMut,
    env: &Env,
    result: &SubMsgResult,
) -> Result<Response, ContractError> {
    let mut session = Session::open(deps.storage, env)?;
    session.change().locked = false;
    let purchase = PURCHASE.load(deps.storage)?;
    PURCHASE.remove(deps.storage);
    let id = purchase.lot;
    let (lot, terms) = load(deps.storage, id)?;
    let response = match result {
        SubMsgResult::Ok(_) => Response::new(),
        SubMsgResult::Err(error) => Response::new()
            .add_event(Event::FailBackstop { lot: id, error })
            .add_message(call_deeper(
                &session.address,
                DEPTH_OF_A_PURCHASE.saturating_sub(1),
            )?),
    };
    let mut sale = Sale::new(deps.storage, &deps.querier, &session, id, lot, &terms)?;
    // The house's own record named it.
    let keeper = Addr::unchecked(purchase.keeper);
    let response = reward(&mut deps, &mut sale, &keeper, response)?;
    let (storage, api, lot) = (&mut *deps.storage, deps.api, sale.lot);
    let response = finish(storage, api, &session, id, &lot, &terms, response)?;
    session.close(deps.storage);
    Ok(response)
}
