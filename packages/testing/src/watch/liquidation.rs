//! S8 and S13: a liquidation improves health or closes the account, and its keeper earns less than the penalty.

use cosmwasm_std::Decimal;
use gavel_types::lending::{AccountId, AccountResponse, ExecuteMsg};
use gavel_types::oracle::Action;

use super::judge::{Judge, Rule};
use crate::call::Act;
use crate::house::House;
use crate::receipt::Receipt;

/// An account that is about to be liquidated.
pub(crate) struct Patient {
    account: AccountId,
    health: Option<Decimal>,
}

impl Patient {
    /// The account that a transaction of this one message liquidates.
    pub fn before(house: &House, acts: &[Act]) -> Option<Self> {
        let [Act::Lending(ExecuteMsg::Liquidate { account, .. })] = acts else {
            return None;
        };
        // A message that names no valid account is about to be refused.
        let question = gavel_types::lending::QueryMsg::Account {
            account: account.clone(),
        };
        let found: AccountResponse = house.ask(&house.contracts.lending, &question).ok()?;
        Some(Self {
            account: found.account,
            health: found.health,
        })
    }

    /// Checks the account behind the liquidation.
    pub fn after(self, judge: &mut Judge, house: &House, receipt: &Receipt) {
        let now = house.account(&self.account);
        let better = match (self.health, now.health) {
            (Some(before), Some(after)) => after > before,
            // Without debt there is no health.
            (_, None) => now.debts.is_empty(),
            (None, Some(_)) => true,
        };
        let whole = receipt
            .first("liquidate")
            .and_then(|told| told.text("whole"))
            == Some("true");
        let closed = now.debts.is_empty() || !holds_anything(house, &now);
        judge.check(
            Rule::S8,
            better || closed || (whole && has_to_wait(house, &now)),
            || {
                format!(
                    "health went from {:?} to {:?}, and the account is not closed: {now:?}",
                    self.health, now.health
                )
            },
        );
    }
}

/// Whether the account holds anything: what is worth less than the smallest part of a dollar cannot be divided among debts.
pub(crate) fn holds_anything(house: &House, account: &AccountResponse) -> bool {
    account.collateral.iter().any(|held| {
        let worth = house.price_record(&held.denom).and_then(|record| {
            record
                .mid
                .value_floor(held.amount.u128(), record.decimals)
                .ok()
        });
        worth != Some(0)
    })
}

/// Whether what stayed in the account had to wait: an asset without a valid price is not sold, the share of a debt without one
/// stays until it has, and so does what no open pair sells. What a ticket lacks is a debt too.
pub(crate) fn has_to_wait(house: &House, account: &AccountResponse) -> bool {
    let priced = |denom: &str| house.price(denom, Action::Liquidate).is_ok();
    let is_sold = |base: &str, quote: &str| {
        house
            .collateral(base)
            .pairs
            .iter()
            .any(|sold| sold.market == quote && house.pair(sold.pair).open)
    };
    let debts = account.debts.iter().map(|debt| &debt.denom);
    let tickets = account.tickets.iter().map(|ticket| &ticket.market);
    debts.chain(tickets).any(|market| {
        !priced(market)
            || account
                .collateral
                .iter()
                .any(|held| !priced(&held.denom) || !is_sold(&held.denom, market))
    })
}

/// S13: of every lot, the keeper's slice is worth less than the penalty on what the rest can repay.
pub(crate) fn keepers_are_paid_less_than_the_penalty(
    judge: &mut Judge,
    house: &House,
    receipt: &Receipt,
) {
    for told in receipt.all("liquidate") {
        let amounts = told
            .value::<u128>("keeper")
            .zip(told.value::<u128>("base"))
            .zip(told.text("collateral"));
        let Some(((keeper, base), collateral)) = amounts else {
            judge.check(Rule::S13, false, || {
                format!("a liquidation does not tell its keeper's slice: {told:?}")
            });
            continue;
        };
        if keeper == 0 {
            continue;
        }
        let penalty = u128::from(house.collateral(collateral).terms.penalty_bps);
        let with_penalty = penalty.saturating_add(10_000);
        // keeper / (base + keeper) < φ / (1 + φ)
        let sold = base.saturating_add(keeper);
        judge.check(
            Rule::S13,
            keeper.saturating_mul(with_penalty) < sold.saturating_mul(penalty),
            || format!("the keeper gets {keeper} of {sold} with a penalty of {penalty} bp"),
        );
    }
}
