//! What a check is, what a failed one leaves behind, and how strict the world is.

use core::fmt;

use cosmwasm_std::Addr;

use crate::call::Act;

/// What is checked, and what happens when it does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checks {
    strict: bool,
    on: bool,
    recount_every: u64,
}

impl Checks {
    /// Panics at the first violation; recounts everything every so many messages, never when 0.
    pub const fn strict(recount_every: u64) -> Self {
        Self {
            strict: true,
            on: true,
            recount_every,
        }
    }

    /// Collects violations; recounts everything every so many messages, never when 0.
    pub const fn counting(recount_every: u64) -> Self {
        Self {
            strict: false,
            on: true,
            recount_every,
        }
    }

    /// Checks nothing: for measuring gas and time.
    pub const fn off() -> Self {
        Self {
            strict: false,
            on: false,
            recount_every: 0,
        }
    }
}

/// How many checks were made, and how many of them failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Messages or transactions watched.
    pub messages: u64,
    /// Checks made.
    pub checks: u64,
    /// Checks that failed.
    pub failures: u64,
}

/// What must always hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// A refused message leaves no trace.
    NoTrace,
    /// Every event is one that the documents list, with the attributes that they list.
    Told,
    /// A stored price lies within its band, and its times never go back.
    Price,
    /// S1: each contract has what it says it holds, and beyond that only donations.
    S1,
    /// S2: what bids are worth is at most what their pools and the book's ledger have.
    S2,
    /// S3: a lot's step is refused only where none is due, or a price, the end of a pause, or another lot is awaited.
    S3,
    /// S4: every open lot has a step that anyone can take, and ends.
    S4,
    /// S5: a lot's price ratio never rises but at a restart, and stands while nobody can bid.
    S5,
    /// S6: a batch clears at the highest price at which all is sold, and nobody pays above a limit.
    S6,
    /// S7: no dust is left of a lot or of its tab.
    S7,
    /// S8: a liquidation improves health or closes the account.
    S8,
    /// S9: nothing is counted as in auction when no lot is open.
    S9,
    /// S10: the fund's share price falls only by a cover, and a cover is at most the loss.
    S10,
    /// S12: while a take is being settled, nothing happens in the house but its payment.
    S12,
    /// S13: a keeper earns less than the penalty.
    S13,
    /// S14: what can be liquidated by its health can be liquidated.
    S14,
    /// S15: a market's ledger balances, and equals the sum of its accounts and lenders.
    S15,
    /// S16: nobody's share loses value by another's message, but by a loss that is recognised.
    S16,
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// A rule that did not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The rule.
    pub rule: Rule,
    /// The message behind which it was found, counted from 1.
    pub message: u64,
    /// The block.
    pub height: u64,
    /// Who sent what.
    pub act: String,
    /// What was found.
    pub found: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} does not hold: {} (behind message {} at height {}: {})",
            self.rule, self.found, self.message, self.height, self.act
        )
    }
}

/// At most this many violations are kept in full. All are counted.
const KEPT: usize = 1_000;

/// Counts checks and judges them.
#[derive(Clone)]
pub(crate) struct Judge {
    checks: Checks,
    counts: Counts,
    violations: Vec<Violation>,
    height: u64,
    sender: Option<Addr>,
    acts: Vec<Act>,
}

impl Judge {
    /// A judge before the first message.
    pub fn new(checks: Checks) -> Self {
        Self {
            checks,
            counts: Counts::default(),
            violations: Vec::new(),
            height: 0,
            sender: None,
            acts: Vec::new(),
        }
    }

    /// Whether nothing is checked.
    pub fn is_off(&self) -> bool {
        !self.checks.on
    }

    /// Whether the first violation ends everything.
    pub fn is_strict(&self) -> bool {
        self.checks.on && self.checks.strict
    }

    /// Whether the clocks of all lots are checked whenever time passes: only where the world is strict, because it costs a
    /// look at every lot.
    pub fn watches_clocks(&self) -> bool {
        self.is_strict()
    }

    /// A message begins.
    pub fn begins(&mut self, height: u64, sender: &Addr, acts: &[Act]) {
        self.counts.messages = self.counts.messages.saturating_add(1);
        self.height = height;
        self.sender = Some(sender.clone());
        self.acts = acts.to_vec();
    }

    /// What was sent last.
    pub fn acts(&self) -> &[Act] {
        &self.acts
    }

    /// Whether it is time to recount.
    pub fn recount_is_due(&self) -> bool {
        self.counts
            .messages
            .checked_rem(self.checks.recount_every)
            .is_some_and(|rest| rest == 0)
    }

    /// Counts a check. Where it failed, `found` says what was found.
    ///
    /// # Panics
    /// It failed, and the world is strict.
    pub fn check(&mut self, rule: Rule, holds: bool, found: impl FnOnce() -> String) {
        self.counts.checks = self.counts.checks.saturating_add(1);
        if holds {
            return;
        }
        self.counts.failures = self.counts.failures.saturating_add(1);
        let violation = Violation {
            rule,
            message: self.counts.messages,
            height: self.height,
            act: match &self.sender {
                Some(sender) => format!("{sender} sent {:?}", self.acts),
                None => "nothing sent yet".to_owned(),
            },
            found: found(),
        };
        assert!(!self.checks.strict, "{violation}");
        if self.violations.len() < KEPT {
            self.violations.push(violation);
        }
    }

    /// What did not hold so far.
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// How many checks were made, and how many failed.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// Takes over what a judge found that began as a copy of this one.
    pub fn remember(&mut self, other: Self) {
        self.counts = other.counts;
        self.violations = other.violations;
    }
}
