//! Borrowing.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response, Uint128};
use gavel_math::number::sub;
use gavel_types::address::recipient_or;
use gavel_types::funds::{self, send};

use super::{above_zero, check_not_paused};
use crate::book::Book;
use crate::event::{Event, Payout};
use crate::ledgers::{market_id, Ledgers};
use crate::settlement::settle_finished;
use crate::state::{Account, AccountKey, SETTINGS};
use crate::ContractError;

/// Opens debt of the sender's account and pays it out.
pub(crate) fn borrow(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    sub_account: u8,
    denom: &str,
    amount: Uint128,
    recipient: Option<String>,
) -> Result<Response, ContractError> {
    funds::none(&info.funds)?;
    let amount = above_zero(amount)?;
    let settings = SETTINGS.load(deps.storage)?;
    check_not_paused(&settings, env)?;
    let recipient = recipient_or(deps.api, recipient.as_deref(), &info.sender)?;
    let id = market_id(deps.storage, denom)?;
    let key = AccountKey::new(deps.api, &info.sender, sub_account)?;
    let mut account = Account::load(deps.storage, &key)?;
    let now = env.block.time.seconds();
    let mut ledgers = Ledgers::at(now);
    settle_finished(deps.storage, &mut ledgers, &mut account)?;
    account.has_room_for_debt(id)?;
    let mut book = Book::new(deps.querier, &settings, &env.block);
    book.check_borrowed(deps.storage, &account, id)?;

    let ledger = ledgers.get(deps.storage, id)?;
    let market = &mut ledger.market;
    let room = ledger.terms.borrow_cap.saturating_sub(market.debt_ceil()?);
    if amount > room {
        return Err(ContractError::BorrowCap {
            denom: denom.to_owned(),
            cap: ledger.terms.borrow_cap.into(),
            room: room.into(),
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
    market.add_debt(id, &mut account, amount)?;
    market.cash = sub(market.cash, amount)?;
    let debt = market.debt_of(id, &account)?;
    if debt < ledger.terms.dust {
        return Err(ContractError::DebtIsDust {
            denom: denom.to_owned(),
            least: ledger.terms.dust.into(),
            got: debt.into(),
        });
    }
    book.check_more_than_dust(deps.storage, &account)?;
    book.check_backed(deps.storage, &mut ledgers, &account)?;
    account.save(deps.storage, &key);
    ledgers.save(deps.storage);
    Ok(Response::new()
        .add_message(send(&recipient, denom, amount)?)
        .add_event(Event::Borrow(Payout {
            owner: info.sender.as_str(),
            sub: sub_account,
            denom,
            amount,
            recipient: recipient.as_str(),
        })))
}
