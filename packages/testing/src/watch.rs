//! What must always hold, checked behind every message.
//!
//! The rules are numbered; what each says stands beside its number in `judge.rs`. Behind each message only what it can have touched is
//! checked; now and then, and whenever the world is told to recount, everything is.

mod answer;
mod books;
mod census;
mod clearing;
mod fund;
mod holdings;
mod judge;
mod liquidation;
mod lock;
mod lots;
mod markets;
mod prices;
mod recount;
mod told;

use cosmwasm_std::{Addr, Coin};
use gavel_types::auction::{ExecuteMsg, LotResponse, PairConfig};

use crate::call::Act;
use crate::house::House;
use crate::receipt::{Receipt, Refusal};

pub use judge::{Checks, Counts, Rule, Violation};

use books::Books;
use census::Census;
use fund::Fund;
use holdings::Holdings;
use judge::Judge;
use liquidation::Patient;
pub(crate) use liquidation::{has_to_wait, holds_anything};
use lots::Lots;
use markets::Markets;
use prices::Prices;

/// Watches a world.
#[derive(Clone)]
pub(crate) struct Watch {
    judge: Judge,
    holdings: Holdings,
    lots: Lots,
    books: Books,
    markets: Markets,
    fund: Fund,
    prices: Prices,
}

/// What was seen before a message.
pub(crate) struct Before {
    patient: Option<Patient>,
    /// Writes to each contract so far; only where the world is strict.
    writes: Option<[u64; 4]>,
}

impl Watch {
    /// A watch that begins now.
    pub fn new(checks: Checks, house: &House) -> Self {
        Self {
            judge: Judge::new(checks),
            holdings: Holdings::new(house),
            lots: Lots::new(house),
            books: Books::default(),
            markets: Markets::default(),
            fund: Fund::default(),
            prices: Prices::default(),
        }
    }

    /// What did not hold so far.
    pub fn violations(&self) -> &[Violation] {
        self.judge.violations()
    }

    /// How many checks were made, and how many failed.
    pub fn counts(&self) -> Counts {
        self.judge.counts()
    }

    /// Keeps what another watch of the same world found.
    pub fn remember(&mut self, other: Self) {
        self.judge.remember(other.judge);
    }

    /// The configuration that an open lot was opened with.
    pub fn config_of(&self, lot: &LotResponse) -> Option<&PairConfig> {
        self.lots.config_of(lot.lot.pair, lot.version)
    }

    /// Notes money given to a contract of the house for nothing.
    pub fn donated(&mut self, house: &House, to: &Addr, coins: &[Coin]) {
        self.holdings.donated(house, to, coins);
    }

    /// Looks before a transaction.
    pub fn before(&mut self, house: &House, sender: &Addr, acts: &[Act]) -> Before {
        if self.judge.is_off() {
            return Before {
                patient: None,
                writes: None,
            };
        }
        self.judge.begins(house.height(), sender, acts);
        if acts.iter().any(moves_money) {
            self.markets.look(house);
            self.fund.look(house);
            self.books.look(house, acts, &self.lots);
        }
        Before {
            patient: Patient::before(house, acts),
            writes: self.judge.is_strict().then(|| told::writes(house)),
        }
    }

    /// Checks behind a transaction that went through.
    pub fn after(&mut self, house: &House, acts: &[Act], before: Before, receipt: &Receipt) {
        for act in acts {
            if let Act::Send { to, coins } = act {
                self.holdings.donated(house, to, coins);
            }
        }
        if self.judge.is_off() {
            return;
        }
        told::events_are_listed(&mut self.judge, house, receipt);
        if let Some(writes) = before.writes {
            told::nothing_changes_in_silence(&mut self.judge, house, writes, receipt);
        }
        self.prices.after(&mut self.judge, house, acts);
        lock::a_take_is_paid_and_settled_with_nothing_between(&mut self.judge, house, receipt);
        if acts.iter().any(moves_money) {
            let judge = &mut self.judge;
            self.lots.after(judge, house, acts, receipt);
            self.books.after(judge, house, &self.lots, receipt);
            self.markets.after(judge, house, receipt);
            self.fund.after(judge, house, receipt);
            self.holdings.after(judge, house, &self.lots, receipt);
            self.markets.check_idle(judge, house, &self.lots);
            liquidation::keepers_are_paid_less_than_the_penalty(judge, house, receipt);
            if let Some(patient) = before.patient {
                patient.after(judge, house, receipt);
            }
        }
        if self.judge.recount_is_due() {
            self.recount(house);
        }
    }

    /// Checks that a refused transaction left no trace.
    pub fn refused(&mut self, refusal: &Refusal, traces: u64) {
        if self.judge.is_off() {
            return;
        }
        self.judge.check(Rule::NoTrace, traces == 0, || {
            format!("{traces} writes behind the refusal: {refusal}")
        });
        if let [Act::Auction(ExecuteMsg::Advance { .. })] = self.judge.acts() {
            let waits = may_refuse_a_step(refusal.code());
            self.judge
                .check(Rule::S3, waits, || format!("a step broke down: {refusal}"));
        }
    }

    /// Judges what was tried out.
    pub fn judge_probe(&mut self, rule: Rule, holds: bool, found: impl FnOnce() -> String) {
        self.judge.check(rule, holds, found);
    }

    /// Looks before time passes.
    pub fn time_passes(&mut self, house: &House) {
        if self.judge.watches_clocks() {
            self.lots.time_passes(house);
        }
    }

    /// Checks clocks when time has passed.
    pub fn time_passed(&mut self, house: &House) {
        if self.judge.watches_clocks() {
            self.lots.time_passed(&mut self.judge, house);
        }
    }

    /// Counts everything anew. Where the world is strict, the paged questions must tell the same.
    pub fn recount(&mut self, house: &House) {
        let census = Census::of(house);
        if self.judge.is_strict() {
            census.is_told(&mut self.judge, house);
        }
        self.lots.recount(&mut self.judge, house, &census);
        self.books.recount(&mut self.judge, &census.books);
        self.holdings.recount(&mut self.judge, house, &census);
        recount::accounts_and_lenders_add_up(&mut self.judge, house, &census);
    }
}

/// Whether a step may be refused with this code: no such lot, coins or too many levels asked for, nothing due, a price, a pause or
/// another lot to wait for, a house that is locked.
fn may_refuse_a_step(code: &str) -> bool {
    [
        "auction/3",
        "auction/5",
        "auction/7",
        "auction/18",
        "auction/24",
        "auction/25",
        "auction/57",
        "auction/63",
    ]
    .contains(&code)
}

/// Whether a message can move money or lots: all but those of the oracle, and gifts.
fn moves_money(act: &Act) -> bool {
    !matches!(act, Act::Oracle(_) | Act::Send { .. })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_waits_for_what_is_named_and_breaks_down_by_anything_else() {
        assert!(may_refuse_a_step("auction/24"));
        // A sum that does not fit, and a refusal of the chain.
        for broken in ["auction/2", "", "lending/24"] {
            assert!(!may_refuse_a_step(broken), "{broken}");
        }
    }
}
