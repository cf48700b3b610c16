//! The auction house's report of a finished lot.

use cosmwasm_std::{Coin, DepsMut, Env, MessageInfo, Response};
use gavel_types::consignor::Settlement;
use gavel_types::funds::split;

use crate::book::Book;
use crate::cover::ask_for_cover;
use crate::event::Event;
use crate::ledgers::Ledgers;
use crate::loss::{conclude, is_lost};
use crate::settlement::{apply, book_lot, take_share};
use crate::state::{Account, LotRecord, COLLATERALS, COLLATERAL_TOTALS, LOTS, SETTINGS};
use crate::ContractError;

/// Books a lot's result. A lot of one account is applied to it at once, a pooled one when its accounts are touched.
pub(crate) fn lot_settled(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    settlement: &Settlement,
) -> Result<Response, ContractError> {
    let settings = SETTINGS.load(deps.storage)?;
    if info.sender.as_str() != settings.auction {
        return Err(ContractError::Unauthorized {
            who: "the auction house".to_owned(),
        });
    }
    let lot = settlement.lot;
    let mut record = LOTS
        .may_load(deps.storage, &lot)?
        .filter(|record| record.result.is_none())
        .ok_or_else(|| ContractError::UnknownLot {
            lot: settlement.lot.to_string(),
        })?;
    let now = env.block.time.seconds();
    let mut ledgers = Ledgers::at(now);
    let ledger = ledgers.get(deps.storage, record.market)?;
    let collateral = COLLATERALS.load(deps.storage, &record.collateral)?;
    check_settlement(
        &record,
        settlement,
        &info.funds,
        &ledger.terms.denom,
        &collateral.denom,
    )?;

    let mut totals = COLLATERAL_TOTALS.load(deps.storage, &record.collateral)?;
    let result = book_lot(ledger, &mut totals, &record, settlement)?;
    COLLATERAL_TOTALS.save(deps.storage, &record.collateral, &totals);
    let mut events = vec![Event::BookLot {
        lot: settlement.lot,
        sold: settlement.sold.u128(),
        unsold: result.unsold,
        net: result.net,
        penalty: result.penalty,
    }];
    record.result = Some(result);
    let mut losses = vec![];

    match record.only.clone() {
        None => LOTS.save(deps.storage, &lot, &record),
        Some(key) => {
            LOTS.remove(deps.storage, &lot);
            let mut account = Account::load(deps.storage, &key)?;
            let ticket = account
                .tickets
                .iter()
                .find(|open| open.lot == settlement.lot)
                .copied()
                .ok_or_else(|| ContractError::UnknownLot {
                    lot: settlement.lot.to_string(),
                })?;
            let share = take_share(&mut record, &ticket)?;
            apply(ledger, &mut account, &ticket, &share)?;
            let mut prices = Book::new(deps.querier, &settings, &env.block);
            // What has been sold is settled whatever the prices: without them nothing is recognised as lost yet.
            let lost = account.tickets.is_empty()
                && !account.debts.is_empty()
                && prices
                    .value(deps.storage, &mut ledgers, &account)
                    .and_then(|left| is_lost(deps.storage, &account, &left))
                    .unwrap_or(false);
            losses = conclude(
                deps.storage,
                &mut ledgers,
                &mut account,
                &mut prices,
                lost,
                &mut events,
            )?;
            account.save(deps.storage, &key);
            let id = key.id(deps.api)?;
            events.push(Event::Reconcile {
                owner: id.owner,
                sub: id.sub,
            });
        }
    }
    ledgers.save(deps.storage);
    Ok(Response::new()
        .add_events(events)
        .add_submessages(ask_for_cover(deps.storage, losses)?))
}

/// Checks that a report is of the base consigned, and brings exactly what of its proceeds and its unsold base are coins of the bank.
/// The tokens among them came just before; the house is believed about them, as about the rest.
fn check_settlement(
    record: &LotRecord,
    settlement: &Settlement,
    funds: &[Coin],
    quote: &str,
    base: &str,
) -> Result<(), ContractError> {
    if settlement.base.u128() != record.base || settlement.sold > settlement.base {
        return Err(ContractError::WrongBase {
            lot: settlement.lot.to_string(),
            consigned: record.base.into(),
            got: settlement.base,
        });
    }
    let unsold = record.base.saturating_sub(settlement.sold.u128());
    let parts = [
        Coin::new(settlement.proceeds, quote),
        Coin::new(unsold, base),
    ];
    let (mut expected, _) = split(
        parts
            .into_iter()
            .filter(|part| !part.amount.is_zero())
            .collect(),
    );
    let mut got = funds.to_vec();
    expected.sort_by(|a, b| a.denom.cmp(&b.denom));
    got.sort_by(|a, b| a.denom.cmp(&b.denom));
    if expected != got {
        return Err(ContractError::WrongSettlementFunds {
            lot: settlement.lot.to_string(),
        });
    }
    Ok(())
}
