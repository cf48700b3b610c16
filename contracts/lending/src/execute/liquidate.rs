//! Liquidating an account through the auction house.

use cosmwasm_std::{Addr, Coin, CosmosMsg, DepsMut, Env, MessageInfo, Response, Storage, Uint128};
use gavel_math::health::{factor_floor, is_liquidatable};
use gavel_math::number::{add, sub};
use gavel_types::auction::AuctionClient;
use gavel_types::funds;
use gavel_types::lending::AccountId;

use super::recipient_or;
use crate::account::{amount_of, set_amount};
use crate::event::Event;
use crate::ledgers::Ledgers;
use crate::plan::{plan, Plan, Sale};
use crate::settlement::{conclude, mark, settle_finished};
use crate::state::{
    lot_key, pair_of, Account, AccountKey, CollateralTotals, LotRecord, Settings, Ticket,
    COLLATERAL_TOTALS, LOTS, SETTINGS,
};
use crate::valuation::{Book, Valuation, ValuedCollateral, ValuedDebt};
use crate::ContractError;

/// Sells collateral of an unhealthy account.
pub(crate) fn liquidate(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    account_id: &AccountId,
    recipient: Option<String>,
) -> Result<Response, ContractError> {
    // 1. The account as it is now.
    funds::none(&info.funds)?;
    let keeper = recipient_or(deps.api, recipient, &info.sender)?;
    let settings = SETTINGS.load(deps.storage)?;
    let key = AccountKey::of(deps.api, account_id)?;
    let mut account = Account::load(deps.storage, &key)?;
    let now = env.block.time.seconds();
    let mut ledgers = Ledgers::at(now);
    settle_finished(deps.storage, &mut ledgers, &mut account)?;
    let mut book = Book::new(deps.querier, &settings, now);
    let valuation = book.value(deps.storage, &mut ledgers, &account)?;

    // 2. Unhealthy?
    check_liquidatable(&valuation)?;
    let totals = load_totals(deps.storage, &account)?;
    let dust: Vec<u128> = totals.iter().map(|total| total.dust).collect();
    let mut events = vec![];
    if account.tickets.is_empty() && only_dust(&account, &dust) {
        conclude(
            deps.storage,
            &mut ledgers,
            &mut account,
            &mut book,
            true,
            &mut events,
        )?;
        account.save(deps.storage, &key);
        ledgers.save(deps.storage);
        return Ok(Response::new().add_events(events));
    }

    // 3. What to sell, within the caps.
    let house = Addr::unchecked(&settings.auction);
    let client = AuctionClient { address: &house };
    let storage: &dyn Storage = deps.storage;
    let plan = plan(&valuation, &dust, account.tickets.len(), &mut |c, m| {
        let Some(pair) = pair_of(storage, settings.house, c, m)? else {
            return Ok(None);
        };
        Ok(client.joining_lot(&deps.querier, pair)?)
    })?;
    check_caps(storage, &mut ledgers, &settings, &valuation, &totals, &plan)?;

    // 4. Base and debt leave the account.
    let mut totals = totals;
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
        messages.push(client.consign(sale.lot, Coin::new(sale.base, &item.terms.denom))?);
        add_reward(&mut rewards, &item.terms.denom, sale.keeper)?;
        events.push(Event::Liquidated {
            owner: account_id.owner.clone(),
            sub: account_id.sub,
            lot: sale.lot,
            collateral: item.terms.denom.clone(),
            base: sale.base,
            keeper: sale.keeper,
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

    // 5. A loss that is known now is booked now.
    if plan.whole || !account.pending.is_empty() {
        let behind = book.value(deps.storage, &mut ledgers, &account)?;
        mark(deps.storage, &mut ledgers, &mut account, &behind)?;
    }
    account.save(deps.storage, &key);
    ledgers.save(deps.storage);

    // 6. The lots are consigned, the keeper is paid.
    let mut response = Response::new().add_messages(messages).add_events(events);
    if !rewards.is_empty() {
        rewards.sort_by(|a, b| a.denom.cmp(&b.denom));
        response = response.add_message(cosmwasm_std::BankMsg::Send {
            to_address: keeper.into(),
            amount: rewards,
        });
    }
    Ok(response)
}

/// Refuses a healthy account with its health.
pub(crate) fn check_liquidatable(valuation: &Valuation) -> Result<(), ContractError> {
    if is_liquidatable(valuation.weighted, valuation.owed) {
        return Ok(());
    }
    let health = factor_floor(valuation.weighted, valuation.owed)?.unwrap_or(u128::MAX);
    Err(ContractError::Healthy {
        health: cosmwasm_std::Decimal::new(Uint128::new(health)),
    })
}

/// The totals of an account's collaterals, in its order.
pub(crate) fn load_totals(
    storage: &dyn Storage,
    account: &Account,
) -> Result<Vec<CollateralTotals>, ContractError> {
    account
        .collateral
        .iter()
        .map(|(id, _)| Ok(COLLATERAL_TOTALS.load(storage, id)?))
        .collect()
}

/// Whether no collateral reaches its dust.
fn only_dust(account: &Account, dust: &[u128]) -> bool {
    account
        .collateral
        .iter()
        .zip(dust)
        .all(|((_, amount), dust)| amount < dust)
}

/// Holds a partial liquidation against the caps on what is in auction, unless the account is urgent: then nothing waits.
fn check_caps(
    storage: &dyn Storage,
    ledgers: &mut Ledgers,
    settings: &Settings,
    valuation: &Valuation,
    totals: &[CollateralTotals],
    plan: &Plan,
) -> Result<(), ContractError> {
    if plan.whole || valuation.ltv_floor()? >= settings.urgent_ltv.wide() {
        return Ok(());
    }
    for sale in &plan.sales {
        let (Some(item), Some(debt), Some(total)) = (
            valuation.collateral.get(sale.collateral),
            valuation.debts.get(sale.debt),
            totals.get(sale.collateral),
        ) else {
            continue;
        };
        check_cap(
            &item.terms.denom,
            total.in_auction,
            sale.base,
            total.auction_cap,
        )?;
        let ledger = ledgers.get(storage, debt.id)?;
        check_cap(
            &debt.denom,
            ledger.market.in_auction,
            sale.repays,
            ledger.terms.auction_cap,
        )?;
    }
    Ok(())
}

/// A cap smaller than a single sale must not stop it for good: it holds only while there is a lot to wait for.
fn check_cap(denom: &str, in_auction: u128, more: u128, cap: u128) -> Result<(), ContractError> {
    if in_auction > 0 && add(in_auction, more)? > cap {
        return Err(ContractError::AuctionCap {
            denom: denom.to_owned(),
            in_auction: in_auction.into(),
            more: more.into(),
            cap: cap.into(),
        });
    }
    Ok(())
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
    let lot = lot_key(sale.lot);
    let record = match LOTS.may_load(storage, &lot)? {
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
    LOTS.save(storage, &lot, &record);
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
