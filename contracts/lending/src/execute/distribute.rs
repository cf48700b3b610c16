//! Paying out penalties and seized dust.

use cosmwasm_std::{Addr, DepsMut, Env, MessageInfo, Response, StdError, Storage, SubMsg};
use gavel_math::number::sub;
use gavel_math::packed::Packed;
use gavel_math::{packed_record, Bps};
use gavel_types::funds::{self, send};
use gavel_types::insurance::FundClient;

use super::check_list;
use crate::cover::FUND_GAS;
use crate::event::Event;
use crate::ledgers::Ledgers;
use crate::state::{
    MarketId, COLLATERAL_IDS, COLLATERAL_TOTALS, MARKET_IDS, RECEIVERS, ROSTER, UNPAID,
};
use crate::ContractError;

/// The most assets of one message: each may have 4 receivers.
const MAX_DENOMS: usize = 10;

/// The most receivers of one market that could not be paid: what governance can name in a month.
const MAX_UNPAID: usize = 120;

/// The reply that a payment which failed comes to.
pub(crate) const PAYMENT_REPLY: u64 = 1;

/// What a payment carries with it, so that a failed one can be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Payment {
    /// The asset.
    pub denom: String,
    /// The receiver.
    pub receiver: String,
    /// How much.
    pub amount: u128,
    /// Whether it is of penalties, else of seized collateral.
    pub penalty: bool,
}
packed_record!(Payment {
    denom,
    receiver,
    amount,
    penalty
});

/// Pays every asset's penalties to its receivers and its seized dust to the treasury. An asset with nothing to pay stops no
/// other, and a receiver that cannot be paid stops nobody: its share stays its own for the next time. Refused are an unknown asset,
/// and a message that would pay nothing at all.
pub(crate) fn distribute(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    denoms: &[String],
) -> Result<Response, ContractError> {
    funds::none(&info.funds)?;
    check_list(denoms, MAX_DENOMS, Clone::clone)?;
    let roster = ROSTER.load(deps.storage)?;
    let mut ledgers = Ledgers::at(env.block.time.seconds());
    let mut response = Response::new();
    for denom in denoms {
        let mut payments: Vec<(Addr, u128, bool)> = vec![];
        let mut known = false;
        if let Some(id) = MARKET_IDS.may_load(deps.storage, denom)? {
            known = true;
            let market = &mut ledgers.get(deps.storage, id)?.market;
            let total = std::mem::take(&mut market.penalties);
            market.cash = sub(market.cash, total)?;
            let unpaid = take_unpaid(deps.storage, id)?;
            let mut fresh = total;
            for (_, amount) in &unpaid {
                fresh = sub(fresh, *amount)?;
            }
            payments = shares(&RECEIVERS.load(deps.storage, &id)?, fresh)?;
            for (receiver, amount) in unpaid {
                payments.push((Addr::unchecked(receiver), amount, true));
            }
        }
        if let Some(id) = COLLATERAL_IDS.may_load(deps.storage, denom)? {
            known = true;
            let mut totals = COLLATERAL_TOTALS.load(deps.storage, &id)?;
            let seized = std::mem::take(&mut totals.seized);
            COLLATERAL_TOTALS.save(deps.storage, &id, &totals);
            payments.push((Addr::unchecked(&roster.treasury), seized, false));
        }
        payments.retain(|(_, amount, _)| *amount > 0);
        if !known {
            return Err(ContractError::UnknownAsset {
                denom: denom.clone(),
            });
        }
        for (receiver, amount, penalty) in payments {
            let payment = Payment {
                denom: denom.clone(),
                receiver: receiver.to_string(),
                amount,
                penalty,
            };
            let fund = roster.insurance_fund.as_deref();
            let sent = if fund == Some(receiver.as_str()) {
                // By a plain transfer the fund would not know that it came.
                let fund = FundClient { address: &receiver };
                SubMsg::reply_on_error(fund.add_income(denom, amount.into())?, PAYMENT_REPLY)
                    .with_gas_limit(FUND_GAS)
            } else {
                SubMsg::reply_on_error(send(&receiver, denom, amount)?, PAYMENT_REPLY)
            };
            response = response
                .add_submessage(sent.with_payload(payment.to_packed()))
                .add_event(Event::Distribute {
                    denom,
                    amount,
                    recipient: receiver.as_str(),
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

/// Takes the penalties of a market that could not be paid to their receivers out of the books. One entry a receiver, of which
/// governance names 4 at a time.
fn take_unpaid(
    storage: &mut dyn Storage,
    market: MarketId,
) -> Result<Vec<(String, u128)>, ContractError> {
    let prefix = market.to_be_bytes();
    let mut unpaid = vec![];
    for (key, amount) in UNPAID.page(storage, &prefix, None, MAX_UNPAID)? {
        let receiver = key.get(prefix.len()..).unwrap_or_default().to_vec();
        let receiver =
            String::from_utf8(receiver).map_err(|error| StdError::parse_err("receiver", error))?;
        UNPAID.remove(storage, &(market, receiver.as_str()));
        unpaid.push((receiver, amount));
    }
    Ok(unpaid)
}

/// Divides a total by shares, each rounded down; the first receiver has the rest.
fn shares(
    receivers: &[(String, u32)],
    total: u128,
) -> Result<Vec<(Addr, u128, bool)>, ContractError> {
    let mut payments = Vec::with_capacity(receivers.len());
    let mut left = total;
    for (address, share) in receivers {
        let amount = Bps(*share).of_floor(total)?.min(left);
        left = left.saturating_sub(amount);
        payments.push((Addr::unchecked(address), amount, true));
    }
    if let Some(first) = payments.first_mut() {
        first.1 = first.1.saturating_add(left);
    }
    Ok(payments)
}
