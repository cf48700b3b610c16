//! Liquidating an account through the auction house.

use cosmwasm_std::{Addr, Coin, CosmosMsg, DepsMut, Env, MessageInfo, Response, Storage, Uint128};
use gavel_math::number::{add, sub};
use gavel_types::address::recipient_or;
use gavel_types::funds;
use gavel_types::lending::AccountId;

use crate::account::{amount_of, set_amount};
use crate::book::Book;
use crate::cover::ask_for_cover;
use crate::event::Event;
use crate::ledgers::Ledgers;
use crate::liquidation::{decide, Decision};
use crate::loss::{conclude, mark};
use crate::plan::{Plan, Sale};
use crate::settlement::settle_finished;
use crate::state::{
    Account, AccountKey, CollateralTotals, LotRecord, Ticket, COLLATERAL_TOTALS, LOTS, SETTINGS,
};
use crate::valuation::{Valuation, ValuedCollateral, ValuedDebt};
use crate::ContractError;

/// Sells collateral of an unhealthy account, or recognises what it owes as lost where it holds
/// only dust that would not repay it.
pub(crate) fn liquidate(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    account_id: &AccountId,
    recipient: Option<String>,
) -> Result<Response, ContractError> {
    // 1. The account as it is now, and what to sell of it.
    funds::none(&info.funds)?;
    let recipient = recipient_or(deps.api, recipient.as_deref(), &info.sender)?;
    let settings = SETTINGS.load(deps.storage)?;
    let key = AccountKey::of(deps.api, account_id)?;
    let mut account = Account::load(deps.storage, &key)?;
    let now = env.block.time.seconds();
    let mut ledgers = Ledgers::at(now);
    settle_finished(deps.storage, &mut ledgers, &mut account)?;
    let mut book = Book::new(deps.querier, &settings, &env.block);
    let decision = decide(deps.storage, &mut book, &mut ledgers, &settings, &account)?;

    // 2. Base and debt leave the account for their lots, or the loss is recognised.
    let mut response = Response::new();
    let mut losses = vec![];
    match decision {
        Decision::Sell {
            valuation,
            plan,
            mut totals,
        } => {
            let mut sold = Sold::default();
            for sale in sales(&plan, &valuation) {
                let place = sale.of.collateral;
                let Some(total) = totals.get_mut(place) else {
                    continue;
                };
                let joined = take_out(&mut account, &mut ledgers, deps.storage, &sale, total)?;
                record_lot(deps.storage, &key, &sale, joined)?;
                COLLATERAL_TOTALS.save(deps.storage, &sale.item.id, total);
                sold.consign(&book, &sale)?;
                response =
                    response.add_event(told(account_id, &sale, recipient.as_str(), plan.whole));
            }
            // A loss that is known now is booked now.
            if plan.whole || !account.pending.is_empty() {
                let expected = book.expected_losses(deps.storage, &mut ledgers, &account)?;
                mark(deps.storage, &mut ledgers, &mut account, &expected)?;
            }
            response = sold.pay(response, &recipient)?;
        }
        Decision::RecogniseLoss => {
            let mut events = vec![];
            losses = conclude(
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
            response = response.add_events(events);
        }
    }

    // 3. What changed is written.
    account.save(deps.storage, &key);
    ledgers.save(deps.storage);
    Ok(response.add_submessages(ask_for_cover(deps.storage, losses)?))
}

/// A sale of the plan with what it sells and what it repays.
struct PlannedSale<'a> {
    of: &'a Sale,
    item: &'a ValuedCollateral,
    debt: &'a ValuedDebt,
}

/// The sales of a plan in its order.
fn sales<'a>(
    plan: &'a Plan,
    valuation: &'a Valuation,
) -> impl Iterator<Item = PlannedSale<'a>> + 'a {
    plan.sales.iter().filter_map(|of| {
        Some(PlannedSale {
            of,
            item: valuation.collateral.get(of.collateral)?,
            debt: valuation.debts.get(of.debt)?,
        })
    })
}

/// What goes out with a liquidation: consignments, and the keeper's slices by asset.
#[derive(Default)]
struct Sold {
    consignments: Vec<CosmosMsg>,
    rewards: Vec<Coin>,
}

impl Sold {
    /// Consigns the base of a sale, and keeps its slice for the keeper.
    fn consign(&mut self, book: &Book<'_>, sale: &PlannedSale) -> Result<(), ContractError> {
        let denom = &sale.item.terms.denom;
        let base = Coin::new(sale.of.base, denom);
        let most = sale.item.terms.risk.division().reward_floor()?;
        self.consignments
            .push(book.auction().consign(sale.of.lot, base, most.0)?);
        add_reward(&mut self.rewards, denom, sale.of.keeper)
    }

    /// The lots are consigned first, then the keeper is paid.
    fn pay(self, response: Response, recipient: &Addr) -> Result<Response, ContractError> {
        Ok(response
            .add_messages(self.consignments)
            .add_messages(funds::send_all(recipient, self.rewards)?))
    }
}

/// What is told of one sale.
fn told<'a>(
    account: &'a AccountId,
    sale: &PlannedSale,
    recipient: &'a str,
    whole: bool,
) -> Event<'a> {
    Event::Liquidate {
        owner: &account.owner,
        sub: account.sub,
        lot: sale.of.lot,
        collateral: sale.item.terms.denom.clone(),
        base: sale.of.base,
        keeper: sale.of.keeper,
        recipient,
        market: sale.debt.denom.clone(),
        debt: sale.of.repays,
        collateral_price: sale.item.price,
        market_price: sale.debt.price,
        whole,
    }
}

/// Moves base and debt of one sale out of the account into its ticket, and says whether it had a ticket of that lot already.
fn take_out(
    account: &mut Account,
    ledgers: &mut Ledgers,
    storage: &dyn Storage,
    sale: &PlannedSale,
    total: &mut CollateralTotals,
) -> Result<bool, ContractError> {
    let PlannedSale {
        of: sale,
        item,
        debt,
    } = sale;
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
    sale: &PlannedSale,
    joined: bool,
) -> Result<(), ContractError> {
    let PlannedSale {
        of: sale,
        item,
        debt,
    } = sale;
    let record = match LOTS.may_load(storage, &sale.lot)? {
        None => LotRecord {
            collateral: item.id,
            market: debt.id,
            only: Some(key.clone()),
            tickets: 1,
            base: sale.base,
            debt: sale.repays,
            division: item.terms.risk.division(),
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
