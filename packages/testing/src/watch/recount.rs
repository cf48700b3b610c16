//! S15 from the other side: what accounts and lenders have adds up to what the markets and collaterals count.

use std::collections::BTreeMap;

use gavel_types::auction::LotId;
use gavel_types::lending::{AccountResponse, Amount};

use super::judge::{Judge, Rule};
use crate::house::House;

/// Sums over all accounts, by asset.
#[derive(Default)]
struct Sums {
    accounts: u128,
    collateral: BTreeMap<String, u128>,
    debts: BTreeMap<String, u128>,
    surplus: BTreeMap<String, u128>,
    pending: BTreeMap<String, u128>,
    held: BTreeMap<String, u128>,
    base_in_auction: BTreeMap<String, u128>,
    debt_in_auction: BTreeMap<String, u128>,
    /// Whether a ticket's lot has finished and its account does not have the result yet.
    unapplied: bool,
}

impl Sums {
    fn of(accounts: Vec<AccountResponse>, running: &dyn Fn(LotId) -> bool) -> Self {
        let mut sums = Self::default();
        for account in accounts {
            sums.accounts = sums.accounts.saturating_add(1);
            add_all(&mut sums.collateral, account.collateral);
            add_all(&mut sums.debts, account.debts);
            add_all(&mut sums.surplus, account.surplus);
            add_all(&mut sums.pending, account.pending_loss);
            add_all(&mut sums.held, account.held_penalties);
            for ticket in account.tickets {
                if running(ticket.lot) {
                    add(
                        &mut sums.base_in_auction,
                        ticket.collateral,
                        ticket.base.u128(),
                    );
                    add(&mut sums.debt_in_auction, ticket.market, ticket.debt.u128());
                } else {
                    sums.unapplied = true;
                }
            }
        }
        sums
    }
}

/// Compares the sums over all accounts and lenders with the totals.
pub(crate) fn accounts_and_lenders_add_up(judge: &mut Judge, house: &House) {
    let deliveries = house.deliveries();
    let open: Vec<LotId> = house.lots().into_iter().map(|lot| lot.lot).collect();
    let running = |lot: LotId| {
        open.binary_search(&lot).is_ok() || deliveries.iter().any(|waits| waits.lot == lot)
    };
    let sums = Sums::of(house.accounts(), &running);
    for market in house.markets() {
        let denom = market.denom.as_str();
        let debts = of(&sums.debts, denom);
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
            of(&sums.debt_in_auction, denom),
            market.in_auction.u128(),
        );
        same(
            judge,
            denom,
            "surplus",
            of(&sums.surplus, denom),
            market.surplus.u128(),
        );
        same(
            judge,
            denom,
            "pending losses",
            of(&sums.pending, denom),
            market.pending_loss.u128(),
        );
        let held = of(&sums.held, denom);
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
        same(
            judge,
            denom,
            "base in auction",
            of(&sums.base_in_auction, denom),
            collateral.in_auction.u128(),
        );
        let held = of(&sums.collateral, denom);
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

fn add_all(sums: &mut BTreeMap<String, u128>, amounts: Vec<Amount>) {
    for amount in amounts {
        add(sums, amount.denom, amount.amount.u128());
    }
}

fn add(sums: &mut BTreeMap<String, u128>, denom: String, amount: u128) {
    let sum = sums.entry(denom).or_default();
    *sum = sum.saturating_add(amount);
}

fn of(sums: &BTreeMap<String, u128>, denom: &str) -> u128 {
    sums.get(denom).copied().unwrap_or(0)
}
