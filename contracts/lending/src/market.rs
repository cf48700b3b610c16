//! The rules of a market's ledger.
//!
//! Two values of the same shares: minting counts pending losses as nothing lost and late cover as there already, redeeming counts
//! them as lost, and as not there before it has flowed. Whoever leaves before a loss pays for it, and whoever enters behind one
//! buys none of its cover.

use gavel_math::interest;
use gavel_math::number::{add, sub};
use gavel_math::stream::Stream;
use gavel_math::MathError;

use crate::account::{add_amount, amount_of, set_amount};
use crate::state::{Account, Market, MarketId, MarketRecord};
use crate::ContractError;

impl Market {
    /// A market that opens now.
    pub fn opened(now: u64) -> Self {
        Self {
            index: gavel_math::units::UNIT,
            accrued_at: now,
            ..Self::default()
        }
    }

    /// What accounts owe, rounded up.
    pub fn debt_ceil(&self) -> Result<u128, MathError> {
        interest::debt_ceil(self.scaled_debt, self.index)
    }

    /// Money that may leave: cash less what is owed to others than lenders, and less what has not flowed to them yet.
    pub fn free_cash(&self) -> u128 {
        self.cash
            .saturating_sub(self.owed_to_others())
            .saturating_sub(self.stream.amount)
    }

    /// Cash that reserves may be paid out of: penalties and surplus came in cash and stay in it until they are paid out.
    pub fn cash_for_reserves(&self) -> u128 {
        self.cash
            .saturating_sub(self.kept_in_cash())
            .saturating_sub(self.stream.amount)
    }

    /// Reserves, penalties and surplus.
    fn owed_to_others(&self) -> u128 {
        self.reserves.saturating_add(self.kept_in_cash())
    }

    /// Penalties and surplus.
    fn kept_in_cash(&self) -> u128 {
        self.penalties
            .saturating_add(self.held)
            .saturating_add(self.surplus)
    }

    /// Utilisation, 18 decimals, rounded down.
    pub fn utilisation_floor(&self) -> Result<u128, MathError> {
        interest::utilisation_floor(self.debt_ceil()?, self.free_cash())
    }

    /// Brings interest up to `now`, at the rate that held since the last touch, and late cover as far as it has flowed.
    pub fn accrue(&mut self, terms: &MarketRecord, now: u64) -> Result<(), MathError> {
        let seconds = now.saturating_sub(self.accrued_at);
        if seconds == 0 {
            return Ok(());
        }
        self.accrued_at = now;
        self.accrue_interest(terms, seconds)?;
        self.stream = self.stream_at(now)?;
        Ok(())
    }

    /// Late cover as far as it has not flowed by `now`. It waits while there are no lenders; what flowed is part of what their
    /// shares redeem for.
    fn stream_at(&self, now: u64) -> Result<Stream, MathError> {
        if self.shares == 0 {
            return Ok(self.stream.waited(now));
        }
        let (left, _) = self.stream.flowed(now)?;
        // An empty stream takes the fewest bytes.
        Ok(if left.amount == 0 {
            Stream::default()
        } else {
            left
        })
    }

    fn accrue_interest(&mut self, terms: &MarketRecord, seconds: u64) -> Result<(), MathError> {
        if self.scaled_debt == 0 {
            return Ok(());
        }
        let before = self.debt_ceil()?;
        let rate = interest::borrow_rate_ceil(terms.rates, self.utilisation_floor()?)?;
        self.index = interest::index_after_ceil(self.index, rate, seconds)?;
        let earned = self.debt_ceil()?.saturating_sub(before);
        // Rounded down: in the lenders' favour.
        let reserved = terms.reserve_factor.of_floor(earned)?;
        self.reserves = add(self.reserves, reserved)?;
        Ok(())
    }

    /// What all shares are worth when minted: nothing pending counts as lost, and late cover as theirs.
    pub fn mint_value(&self) -> Result<u128, MathError> {
        let with_open = add(add(self.cash, self.debt_ceil()?)?, self.in_auction)?;
        let all = if self.unreconciled >= 0 {
            add(with_open, self.unreconciled.unsigned_abs())?
        } else {
            with_open.saturating_sub(self.unreconciled.unsigned_abs())
        };
        Ok(all.saturating_sub(self.owed_to_others()))
    }

    /// What all shares redeem for: pending losses count as lost beyond what reserves will pay of them, and what settled lots
    /// still lack as well; late cover counts as far as it has flowed.
    pub fn redeem_value(&self) -> Result<u128, MathError> {
        let lacking = u128::try_from(self.unreconciled).unwrap_or(0);
        Ok(self
            .mint_value()?
            .saturating_sub(lacking)
            .saturating_sub(self.stream.amount)
            .saturating_sub(self.pending_loss.saturating_sub(self.reserves)))
    }

    /// Adds debt to an account, rounded up.
    pub fn add_debt(
        &mut self,
        id: MarketId,
        account: &mut Account,
        amount: u128,
    ) -> Result<(), ContractError> {
        let scaled = interest::scaled_ceil(amount, self.index)?;
        self.scaled_debt = add(self.scaled_debt, scaled)?;
        add_amount(&mut account.debts, id, scaled)
    }

    /// What an account owes here, rounded up.
    pub fn debt_of(&self, id: MarketId, account: &Account) -> Result<u128, MathError> {
        interest::debt_ceil(amount_of(&account.debts, id), self.index)
    }

    /// Takes at most `amount` of debt off an account and returns how much that was. All of it when `amount` reaches;
    /// else rounded down, so that no more is forgiven than was paid.
    pub fn take_debt(
        &mut self,
        id: MarketId,
        account: &mut Account,
        amount: u128,
    ) -> Result<u128, ContractError> {
        let scaled = amount_of(&account.debts, id);
        let debt = interest::debt_ceil(scaled, self.index)?;
        let (taken, part) = if amount >= debt {
            (debt, scaled)
        } else {
            let part = interest::scaled_floor(amount, self.index)?.min(scaled);
            (amount, part)
        };
        set_amount(&mut account.debts, id, sub(scaled, part)?);
        self.scaled_debt = self.scaled_debt.saturating_sub(part);
        Ok(taken)
    }

    /// Changes an account's pending loss here to `amount`.
    pub fn set_pending(&mut self, id: MarketId, account: &mut Account, amount: u128) {
        let before = amount_of(&account.pending, id);
        set_amount(&mut account.pending, id, amount);
        self.pending_loss = self
            .pending_loss
            .saturating_sub(before)
            .saturating_add(amount);
    }

    /// Takes cover that came late: it reaches lenders evenly over `seconds`.
    pub fn stream_in(&mut self, amount: u128, seconds: u64) -> Result<(), MathError> {
        if amount == 0 {
            return Ok(());
        }
        self.cash = add(self.cash, amount)?;
        let started = Stream {
            at: self.accrued_at,
            ..self.stream
        };
        self.stream = started.with(amount, seconds)?;
        self.count_cover(amount);
        Ok(())
    }

    /// Takes cover of a loss that is being recognised: it is the lenders' at once.
    pub fn take_cover(&mut self, amount: u128) -> Result<(), MathError> {
        self.cash = add(self.cash, amount)?;
        self.count_cover(amount);
        Ok(())
    }

    fn count_cover(&mut self, amount: u128) {
        self.covered = self.covered.saturating_add(amount);
        self.written_off = self.written_off.saturating_sub(amount);
    }

    /// Changes what settled lots still lack by `more` less `less`.
    pub fn shift_unreconciled(&mut self, more: u128, less: u128) -> Result<(), MathError> {
        let more = i128::try_from(more).map_err(|_| MathError::Overflow)?;
        let less = i128::try_from(less).map_err(|_| MathError::Overflow)?;
        self.unreconciled = self
            .unreconciled
            .checked_add(more)
            .and_then(|sum| sum.checked_sub(less))
            .ok_or(MathError::Overflow)?;
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)]
mod tests;
