//! S15 from the other side: what accounts and lenders have adds up to what the markets and collaterals count.

use std::collections::BTreeMap;

use gavel_lending::census::{Numbered, Sheet};
use gavel_types::auction::{DeliveryResponse, LotId};

use super::census::Census;
use super::judge::{Judge, Rule};
use crate::house::House;

/// Sums over all accounts, by number of the collateral or the market.
#[derive(Default)]
struct Sums {
    accounts: u128,
    collateral: BTreeMap<u16, u128>,
    debts: BTreeMap<u16, u128>,
    surplus: BTreeMap<u16, u128>,
    pending: BTreeMap<u16, u128>,
    held: BTreeMap<u16, u128>,
    base_in_auction: BTreeMap<u16, u128>,
    debt_in_auction: BTreeMap<u16, u128>,
    /// Whether a ticket's lot has finished and its account does not have the result yet.
    unapplied: bool,
}

impl Sums {
    fn of(accounts: &[Sheet], running: &dyn Fn(LotId) -> bool) -> Self {
        let mut sums = Self::default();
        for account in accounts {
            sums.accounts = sums.accounts.saturating_add(1);
            add_all(&mut sums.collateral, &account.collateral);
            add_all(&mut sums.debts, &account.debts);
            add_all(&mut sums.surplus, &account.surplus);
            add_all(&mut sums.pending, &account.pending_loss);
            add_all(&mut sums.held, &account.held_penalties);
            for ticket in &account.tickets {
                if running(ticket.lot) {
                    add_all(&mut sums.base_in_auction, &[ticket.base]);
                    add_all(&mut sums.debt_in_auction, &[ticket.debt]);
                } else {
                    sums.unapplied = true;
                }
            }
        }
        sums
    }
}

/// Compares the sums over all accounts and lenders with the totals.
pub(crate) fn accounts_and_lenders_add_up(judge: &mut Judge, house: &House, census: &Census) {
    let deliveries = house.deliveries();
    let running = |lot: LotId| {
        let open = census.lots.binary_search_by_key(&lot, |open| open.lot);
        // Of several consignors of a lot each waits for itself.
        let lending = &house.contracts.lending;
        let waits = |one: &DeliveryResponse| one.lot == lot && one.consignor == *lending;
        open.is_ok() || deliveries.iter().any(waits)
    };
    let sums = Sums::of(&census.accounts, &running);
    for market in house.markets() {
        let denom = market.denom.as_str();
        let id = census.markets.get(denom);
        let debts = of(&sums.debts, id);
        let debt = market.debt.u128();
        // Each account's debt is rounded up, and so is their sum.
        judge.check(
            Rule::S15,
            debts >= debt && debts <= debt.saturating_add(sums.accounts),
            || format!("accounts owe {debts} of {denom}, the market counts {debt}"),
        );
        same(
            judge,
            denom,
            "debt in auction",
            of(&sums.debt_in_auction, id),
            market.in_auction.u128(),
        );
        same(
            judge,
            denom,
            "surplus",
            of(&sums.surplus, id),
            market.surplus.u128(),
        );
        same(
            judge,
            denom,
            "pending losses",
            of(&sums.pending, id),
            market.pending_loss.u128(),
        );
        let held = of(&sums.held, id);
        judge.check(Rule::S15, held <= market.penalties.u128(), || {
            format!(
                "accounts have {held} of {denom} held as penalties, the market counts {}",
                market.penalties
            )
        });
        let shares = house.suppliers(denom).iter().fold(0u128, |sum, lender| {
            sum.saturating_add(lender.shares.u128())
        });
        same(judge, denom, "shares", shares, market.shares.u128());
        if !sums.unapplied {
            judge.check(Rule::S15, market.unreconciled.is_zero(), || {
                format!(
                    "every lot of {denom} is applied, yet {} are unreconciled",
                    market.unreconciled
                )
            });
        }
    }
    for collateral in house.collaterals() {
        let denom = collateral.denom.as_str();
        let id = census.collaterals.get(denom);
        same(
            judge,
            denom,
            "base in auction",
            of(&sums.base_in_auction, id),
            collateral.in_auction.u128(),
        );
        let held = of(&sums.collateral, id);
        let deposited = collateral.deposited.u128();
        judge.check(
            Rule::S15,
            held == deposited || (sums.unapplied && held < deposited),
            || format!("accounts hold {held} of {denom}, the contract counts {deposited}"),
        );
    }
}

fn same(judge: &mut Judge, denom: &str, what: &str, counted: u128, booked: u128) {
    judge.check(Rule::S15, counted == booked, || {
        format!("{what} of {denom}: {counted} counted over all, {booked} booked")
    });
}

fn add_all(sums: &mut BTreeMap<u16, u128>, amounts: &[Numbered]) {
    for (id, amount) in amounts {
        let sum = sums.entry(*id).or_default();
        *sum = sum.saturating_add(*amount);
    }
}

fn of(sums: &BTreeMap<u16, u128>, id: Option<&u16>) -> u128 {
    id.and_then(|id| sums.get(id)).copied().unwrap_or(0)
}
