//! Liquidating an account through the auction house.

use cosmwasm_std::{Coin, CosmosMsg, DepsMut, Env, MessageInfo, Response, Storage, Uint128};
use gavel_math::number::{add, sub};
use gavel_types::funds;
use gavel_types::lending::AccountId;

use super::recipient_or;
use crate::account::{amount_of, set_amount};
use crate::book::Book;
use crate::event::Event;
use crate::ledgers::Ledgers;
use crate::liquidation::{decide, Decision};
use crate::plan::Sale;
use crate::settlement::{conclude, mark, settle_finished};
use crate::state::{
    Account, AccountKey, CollateralTotals, LotRecord, Ticket, COLLATERAL_TOTALS, LOTS, SETTINGS,
};
use crate::valuation::{ValuedCollateral, ValuedDebt};
use crate::ContractError;

/// Sells collateral of an unhealthy account.
pub(crate) fn liquidate(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    account_id: &AccountId,
    recipient: Option<String>,
) -> Result<Response, ContractError> {
    // 1. The account as it is now, and what to sell of it.
    funds::none(&info.funds)?;
    let keeper = recipient_or(deps.api, recipient, &info.sender)?;
    let settings = SETTINGS.load(deps.storage)?;
    let key = AccountKey::of(deps.api, account_id)?;
    let mut account = Account::load(deps.storage, &key)?;
    let now = env.block.time.seconds();
    let mut ledgers = Ledgers::at(now);
    settle_finished(deps.storage, &mut ledgers, &mut account)?;
    let mut book = Book::new(deps.querier, &settings, now);
    let mut events = vec![];
    let (valuation, plan, mut totals) =
        match decide(deps.storage, &mut book, &mut ledgers, &settings, &account)? {
            Decision::Sell {
                valuation,
                plan,
                totals,
            } => (valuation, plan, totals),
            Decision::RecogniseLoss => {
                conclude(
                    deps.storage,
                    &mut ledgers,
                    &mut account,
                    &mut book,
                    true,
                    &mut events,
                )?;
                events.push(Event::Reconcile {
                    owner: account_id.owner.clone(),
                    sub: account_id.sub,
                });
                account.save(deps.storage, &key);
                ledgers.save(deps.storage);
                return Ok(Response::new().add_events(events));
            }
        };

    // 2. Base and debt leave the account.
    let mut messages: Vec<CosmosMsg> = Vec::with_capacity(plan.sales.len());
    let mut rewards: Vec<Coin> = vec![];
    for sale in &plan.sales {
        let (Some(item), Some(debt), Some(total)) = (
            valuation.collateral.get(sale.collateral),
            valuation.debts.get(sale.debt),
            totals.get_mut(sale.collateral),
        ) else {
            continue;
        };
        let joined = take_out(
            &mut account,
            &mut ledgers,
            deps.storage,
            sale,
            item,
            debt,
            total,
        )?;
        record_lot(deps.storage, &key, sale, item, debt, joined)?;
        messages.push(
            book.auction()
                .consign(sale.lot, Coin::new(sale.base, &item.terms.denom))?,
        );
        add_reward(&mut rewards, &item.terms.denom, sale.keeper)?;
        events.push(Event::Liquidate {
            owner: &account_id.owner,
            sub: account_id.sub,
            lot: sale.lot,
            collateral: item.terms.denom.clone(),
            base: sale.base,
            keeper: sale.keeper,
            recipient: keeper.as_str(),
            market: debt.denom.clone(),
            debt: sale.repays,
            collateral_price: item.price,
            market_price: debt.price,
            whole: plan.whole,
        });
    }
    for (item, total) in valuation.collateral.iter().zip(&totals) {
        if plan
            .sales
            .iter()
            .any(|sale| valuation.collateral.get(sale.collateral).map(|c| c.id) == Some(item.id))
        {
            COLLATERAL_TOTALS.save(deps.storage, &item.id, total);
        }
    }

    // 3. A loss that is known now is booked now.
    if plan.whole || !account.pending.is_empty() {
        let behind = book.value(deps.storage, &mut ledgers, &account)?;
        mark(deps.storage, &mut ledgers, &mut account, &behind)?;
    }
    account.save(deps.storage, &key);
    ledgers.save(deps.storage);

    // 4. The lots are consigned, the keeper is paid.
    let mut response = Response::new().add_messages(messages).add_events(events);
    if !rewards.is_empty() {
        rewards.sort_by(|a, b| a.denom.cmp(&b.denom));
        response = response.add_message(cosmwasm_std::BankMsg::Send {
            to_address: keeper.to_string(),
            amount: rewards,
        });
    }
    Ok(response)
}

/// Moves base and debt of one sale out of the account into its ticket, and says whether it had a ticket of that lot already.
fn take_out(
    account: &mut Account,
    ledgers: &mut Ledgers,
    storage: &dyn Storage,
    sale: &Sale,
    item: &ValuedCollateral,
    debt: &ValuedDebt,
    total: &mut CollateralTotals,
) -> Result<bool, ContractError> {
    let gone = add(sale.base, sale.keeper)?;
    let held = amount_of(&account.collateral, item.id);
    set_amount(&mut account.collateral, item.id, sub(held, gone)?);
    total.deposited = sub(total.deposited, gone)?;
    total.in_auction = add(total.in_auction, sale.base)?;
    let market = &mut ledgers.get(storage, debt.id)?.market;
    let repays = market.take_debt(debt.id, account, sale.repays)?;
    market.in_auction = add(market.in_auction, repays)?;
    match account.tickets.iter_mut().find(|open| open.lot == sale.lot) {
        Some(ticket) => {
            ticket.base = add(ticket.base, sale.base)?;
            ticket.debt = add(ticket.debt, repays)?;
            Ok(true)
        }
        None => {
            account.tickets.push(Ticket {
                lot: sale.lot,
                collateral: item.id,
                base: sale.base,
                market: debt.id,
                debt: repays,
            });
            Ok(false)
        }
    }
}

/// Adds one sale to the lot's record.
fn record_lot(
    storage: &mut dyn Storage,
    key: &AccountKey,
    sale: &Sale,
    item: &ValuedCollateral,
    debt: &ValuedDebt,
    joined: bool,
) -> Result<(), ContractError> {
    let record = match LOTS.may_load(storage, &sale.lot)? {
        None => LotRecord {
            collateral: item.id,
            market: debt.id,
            only: Some(key.clone()),
            tickets: 1,
            base: sale.base,
            debt: sale.repays,
            division: item.terms.terms.division(),
            result: None,
        },
        Some(pooled) => LotRecord {
            tickets: pooled.tickets.saturating_add(u32::from(!joined)),
            only: pooled.only.filter(|only| only == key),
            base: add(pooled.base, sale.base)?,
            debt: add(pooled.debt, sale.repays)?,
            ..pooled
        },
    };
    LOTS.save(storage, &sale.lot, &record);
    Ok(())
}

fn add_reward(rewards: &mut Vec<Coin>, denom: &str, amount: u128) -> Result<(), ContractError> {
    if amount == 0 {
        return Ok(());
    }
    match rewards.iter_mut().find(|coin| coin.denom == denom) {
        Some(coin) => coin.amount = Uint128::new(add(coin.amount.u128(), amount)?),
        None => rewards.push(Coin::new(amount, denom)),
    }
    Ok(())
}
