//! The rules by which a pool's money moves: over its record alone.

use gavel_math::number::{add, sub};
use gavel_math::MathError;

use crate::state::{Day, Pool};

/// The length of a day of cover, in seconds.
const DAY: u64 = 86_400;

/// Where a cover comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Parts {
    /// Income set aside.
    pub income: u128,
    /// The first loss.
    pub first_loss: u128,
    /// Income on its way to stakers.
    pub streaming: u128,
    /// Stakes.
    pub stakes: u128,
}

/// Where income went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shares {
    /// Made shortfalls good.
    pub repaid: u128,
    /// Was set aside.
    pub set_aside: u128,
    /// Is on its way to stakers.
    pub streaming: u128,
}

impl Parts {
    /// What was paid in all. The parts come from one pool, whose money fits.
    pub fn paid(self) -> u128 {
        self.income
            .saturating_add(self.first_loss)
            .saturating_add(self.streaming)
            .saturating_add(self.stakes)
    }
}

impl Day {
    /// The day that runs at `now`.
    pub fn at(self, now: u64) -> Self {
        if now >= self.from.saturating_add(DAY) {
            Self { from: now, paid: 0 }
        } else {
            self
        }
    }

    /// What a cap still allows in it.
    pub fn room(self, cap: u128) -> u128 {
        cap.saturating_sub(self.paid)
    }

    /// The day with `amount` more paid.
    pub fn with(self, amount: u128) -> Self {
        Self {
            paid: self.paid.saturating_add(amount),
            ..self
        }
    }
}

impl Pool {
    /// What the fund holds for it. It fits whenever money has come in, and only moves in between.
    pub fn held(&self) -> Result<u128, MathError> {
        let reserves = add(self.income, self.first_loss)?;
        let stakers = add(self.stakes.assets, self.rewards.amount)?;
        add(add(reserves, stakers)?, self.repayable)
    }

    /// Lets income flow to stakers up to `now`. Where there are none, what was on its way is set aside: who comes next has not
    /// earned it.
    pub fn flow(&mut self, now: u64) -> Result<(), MathError> {
        if self.stakes.shares == 0 {
            let (rewards, unearned) = self.rewards.drained(u128::MAX);
            self.income = add(self.income, unearned)?;
            self.rewards = rewards.waited(now);
            return Ok(());
        }
        let (rewards, out) = self.rewards.flowed(now)?;
        self.stakes = self.stakes.earned(out)?;
        self.rewards = rewards;
        Ok(())
    }

    /// Takes income: shortfalls first, then up to `target` set aside, then to stakers over `span` seconds; without stakers all that
    /// is left is set aside.
    pub fn earn(&mut self, amount: u128, target: u128, span: u64) -> Result<Shares, MathError> {
        let (line, repaid) = self.line.made_good(amount);
        let rest = sub(amount, repaid)?;
        let set_aside = match self.stakes.shares {
            0 => rest,
            _ => target.saturating_sub(self.income).min(rest),
        };
        let streaming = sub(rest, set_aside)?;
        self.line = line;
        self.repayable = add(self.repayable, repaid)?;
        self.income = add(self.income, set_aside)?;
        self.rewards = self.rewards.with(streaming, span)?;
        self.held()?;
        Ok(Shares {
            repaid,
            set_aside,
            streaming,
        })
    }

    /// Pays up to `amount`, and says out of what. Never fails: it pays what there is.
    pub fn pay(&mut self, amount: u128) -> Parts {
        let income = self.income.min(amount);
        self.income = self.income.saturating_sub(income);
        let mut left = amount.saturating_sub(income);
        let first_loss = self.first_loss.min(left);
        self.first_loss = self.first_loss.saturating_sub(first_loss);
        left = left.saturating_sub(first_loss);
        let (rewards, streaming) = self.rewards.drained(left);
        self.rewards = rewards;
        left = left.saturating_sub(streaming);
        let (stakes, lost) = self.stakes.slashed(left);
        self.stakes = stakes;
        Parts {
            income,
            first_loss,
            streaming,
            stakes: lost,
        }
    }
}

#[cfg(test)]
mod tests;
