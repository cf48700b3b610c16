//! Paying out penalties and seized dust.

use cosmwasm_std::{Addr, DepsMut, Env, MessageInfo, Response};
use gavel_math::number::sub;
use gavel_math::Bps;
use gavel_types::funds;

use super::{distinct, send};
use crate::event::Event;
use crate::ledgers::Ledgers;
use crate::state::{COLD, COLLATERAL_IDS, COLLATERAL_TOTALS, MARKET_IDS, RECEIVERS};
use crate::ContractError;

/// The most assets of one message: each may have 4 receivers.
const MAX_DENOMS: usize = 10;

/// Pays every asset's penalties to its receivers and its seized dust to the treasury. An asset with nothing to pay stops no
/// other; refused are an unknown asset, and a message that would pay nothing at all.
pub(crate) fn distribute(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    denoms: &[String],
) -> Result<Response, ContractError> {
    funds::none(&info.funds)?;
    distinct(denoms, MAX_DENOMS, Clone::clone)?;
    let mut ledgers = Ledgers::at(env.block.time.seconds());
    let mut response = Response::new();
    for denom in denoms {
        let mut payments: Vec<(Addr, u128)> = vec![];
        let mut known = false;
        if let Some(id) = MARKET_IDS.may_load(deps.storage, denom)? {
            known = true;
            let market = &mut ledgers.get(deps.storage, id)?.market;
            let total = std::mem::take(&mut market.penalties);
            market.cash = sub(market.cash, total)?;
            payments = shares(&RECEIVERS.load(deps.storage, &id)?, total)?;
        }
        if let Some(id) = COLLATERAL_IDS.may_load(deps.storage, denom)? {
            known = true;
            let mut totals = COLLATERAL_TOTALS.load(deps.storage, &id)?;
            let seized = std::mem::take(&mut totals.seized);
            COLLATERAL_TOTALS.save(deps.storage, &id, &totals);
            payments.push((Addr::unchecked(COLD.load(deps.storage)?.treasury), seized));
        }
        payments.retain(|(_, amount)| *amount > 0);
        if !known {
            return Err(ContractError::UnknownAsset {
                denom: denom.clone(),
            });
        }
        for (receiver, amount) in payments {
            response = response
                .add_message(send(&receiver, denom, amount))
                .add_event(Event::Distributed {
                    denom,
                    receiver: receiver.as_str(),
                    amount,
                });
        }
    }
    if response.messages.is_empty() {
        return Err(ContractError::NothingToDistribute {
            denom: denoms.join(", "),
        });
    }
    ledgers.save(deps.storage);
    Ok(response)
}

/// Divides a total by shares, each rounded down; the first receiver has the rest.
fn shares(receivers: &[(String, u32)], total: u128) -> Result<Vec<(Addr, u128)>, ContractError> {
    let mut payments = Vec::with_capacity(receivers.len());
    let mut left = total;
    for (address, share) in receivers {
        let amount = Bps(*share).of_floor(total)?.min(left);
        left = left.saturating_sub(amount);
        payments.push((Addr::unchecked(address), amount));
    }
    if let Some(first) = payments.first_mut() {
        first.1 = first.1.saturating_add(left);
    }
    Ok(payments)
}
