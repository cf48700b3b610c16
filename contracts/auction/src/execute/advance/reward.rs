//! What who advances a lot is paid for it.

use cosmwasm_std::{Addr, DepsMut, Response};
use gavel_math::number::{add, sub};
use gavel_math::Bps;

use crate::error::ContractError;
use crate::event::Event;
use crate::sale::Sale;
use crate::state::{add_credit, Rewards};

/// Pays the pair's reward for a step out of what the lot has raised, as a credit: never more in all than the share that its
/// consignors allow, and nothing where the lot, or what it has raised, is dust. So a lot that is advanced in many messages costs no
/// more, and one that was consigned to be advanced brings nothing.
pub(crate) fn reward(
    deps: &mut DepsMut,
    sale: &mut Sale,
    keeper: &Addr,
    response: Response,
) -> Result<Response, ContractError> {
    let (lot, terms) = (&mut sale.lot, sale.terms);
    let Some(rewards) = lot.rewards else {
        return Ok(response);
    };
    if lot.base < terms.base_dust || lot.raised < terms.quote_dust {
        return Ok(response);
    }
    let gross = add(lot.raised, rewards.paid)?;
    let most = Bps(rewards.most.into()).of_floor(gross)?;
    let amount = terms
        .advance_reward
        .min(most.saturating_sub(rewards.paid))
        .min(lot.raised);
    if amount == 0 {
        return Ok(response);
    }
    lot.raised = sub(lot.raised, amount)?;
    lot.rewards = Some(Rewards {
        paid: add(rewards.paid, amount)?,
        ..rewards
    });
    let owner = deps.api.addr_canonicalize(keeper.as_str())?;
    add_credit(deps.storage, &owner, &terms.quote, amount)?;
    Ok(response.add_event(Event::Reward {
        lot: sale.id,
        keeper,
        amount,
    }))
}
