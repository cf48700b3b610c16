//! Redeeming shares.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response, Uint128};
use gavel_math::number::sub;
use gavel_math::shares::{burnt_ceil, redeemed_floor};
use gavel_types::address::recipient_or;
use gavel_types::funds::{self, send};

use super::{above_zero, check_not_paused};
use crate::event::Event;
use crate::ledgers::open_market;
use crate::state::{MARKETS, SETTINGS, SUPPLIERS};
use crate::ContractError;

/// Burns shares, rounded up, for an amount of the market's asset.
pub(crate) fn withdraw(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    denom: &str,
    amount: Option<Uint128>,
    min_amount: Option<Uint128>,
    recipient: Option<String>,
) -> Result<Response, ContractError> {
    funds::none(&info.funds)?;
    check_not_paused(&SETTINGS.load(deps.storage)?, env)?;
    let recipient = recipient_or(deps.api, recipient.as_deref(), &info.sender)?;
    let mut ledger = open_market(deps.storage, denom, env.block.time.seconds())?;
    let canonical = deps.api.addr_canonicalize(info.sender.as_str())?;
    let key = (ledger.id, canonical.as_slice());
    let owned = SUPPLIERS.may_load(deps.storage, &key)?.unwrap_or(0);

    let market = &mut ledger.market;
    let value = market.redeem_value()?;
    let worth = redeemed_floor(owned, value, market.shares)?;
    let (amount, burnt) = match amount {
        None => (worth, owned),
        Some(asked) => {
            let asked = above_zero(asked)?;
            if asked > worth {
                return Err(ContractError::NotEnough {
                    denom: denom.to_owned(),
                    got: worth.into(),
                    asked: asked.into(),
                });
            }
            (asked, burnt_ceil(asked, value, market.shares)?.min(owned))
        }
    };
    if amount == 0 {
        return Err(ContractError::TooSmall {});
    }
    if let Some(least) = min_amount.filter(|least| amount < least.u128()) {
        return Err(ContractError::TooLittle {
            denom: denom.to_owned(),
            got: amount.into(),
            least,
        });
    }
    let free = market.free_cash();
    if amount > free {
        return Err(ContractError::NotEnoughCash {
            denom: denom.to_owned(),
            free: free.into(),
            asked: amount.into(),
        });
    }
    market.cash = sub(market.cash, amount)?;
    market.shares = sub(market.shares, burnt)?;
    let left = sub(owned, burnt)?;
    if left == 0 {
        SUPPLIERS.remove(deps.storage, &key);
    } else {
        SUPPLIERS.save(deps.storage, &key, &left);
    }
    MARKETS.save(deps.storage, &ledger.id, &ledger.market);
    Ok(Response::new()
        .add_message(send(&recipient, denom, amount)?)
        .add_event(Event::Withdraw {
            denom,
            owner: info.sender.as_str(),
            amount,
            shares: burnt,
            recipient: recipient.as_str(),
        }))
}
