//! S2, S4, S5 and S6 for batches: whose window is open, how often one is opened once more, what a settlement came to.

use std::collections::{BTreeMap, BTreeSet};

use gavel_auction::census::{levels, status, BookCount, BookStatus, LiveLevel};
use gavel_types::auction::{ExecuteMsg, LotId, PairId, Stage};

use super::clearing::{self, Seen, Settled};
use super::judge::{Judge, Rule};
use super::lots::Lots;
use crate::call::Act;
use crate::house::House;
use crate::receipt::Receipt;

/// The books as they were last seen.
#[derive(Clone, Default)]
pub(crate) struct Books {
    books: BTreeMap<PairId, BookStatus>,
    /// The books as they were when the settlements under way began, or before this message.
    walks: BTreeMap<PairId, Seen>,
}

impl Books {
    /// Looks at the books that a transaction may settle. What is under way already was looked at when it began.
    pub fn look(&mut self, house: &House, acts: &[Act], lots: &Lots) {
        for act in acts {
            let Act::Auction(ExecuteMsg::Advance { lot, .. }) = act else {
                continue;
            };
            let now = read_status(house, lot.pair);
            if now.selling != Some(*lot) || now.walking {
                continue;
            }
            if let Some(open) = lots.open_lot(*lot) {
                let seen = Seen {
                    lot: *lot,
                    version: open.version,
                    left: open.base_left,
                    levels: read_levels(house, lot.pair),
                };
                self.walks.insert(lot.pair, seen);
            }
        }
    }

    /// Checks the books that a transaction told of.
    pub fn after(&mut self, judge: &mut Judge, house: &House, lots: &Lots, receipt: &Receipt) {
        let mut pairs: BTreeSet<PairId> = receipt.lots().iter().map(|lot| lot.pair).collect();
        pairs.extend(
            ["submit_bid", "move_bid", "retract_bid"]
                .into_iter()
                .flat_map(|kind| receipt.all(kind))
                .filter_map(|told| told.value::<PairId>("pair")),
        );
        for pair in pairs {
            let now = read_status(house, pair);
            let before = self.books.insert(pair, now).unwrap_or_default();
            windows(judge, receipt, pair, &before, &now);
            opened(judge, house, receipt, pair);
            self.settled(judge, house, lots, receipt, pair);
        }
    }

    /// Counts every book.
    pub fn recount(&mut self, judge: &mut Judge, books: &[BookCount]) {
        for book in books {
            let known = self.books.get(&book.pair).copied().unwrap_or_default();
            judge.check(Rule::S4, known == book.status, || {
                format!(
                    "the book of pair {} went from {known:?} to {:?} and no event told",
                    book.pair, book.status
                )
            });
            worth(judge, book);
        }
    }

    /// S6: every settlement that a transaction ended, against the book as it was before.
    fn settled(
        &mut self,
        judge: &mut Judge,
        house: &House,
        lots: &Lots,
        receipt: &Receipt,
        pair: PairId,
    ) {
        let told: Vec<Settled> = receipt
            .all("settle_batch")
            .filter(|told| told.by(&house.contracts.auction))
            .filter(|told| told.lot().is_some_and(|lot| lot.pair == pair))
            .filter_map(Settled::of)
            .collect();
        // Two in one transaction are not told apart: the second window would have to be of no length.
        let [settled] = told.as_slice() else {
            if !self.books.get(&pair).is_some_and(|book| book.walking) {
                self.walks.remove(&pair);
            }
            return;
        };
        let Some(seen) = self.walks.remove(&pair) else {
            return;
        };
        let config = lots.config_of(pair, seen.version);
        let Some(Stage::Batch(stage)) = config.and_then(|config| config.stages.first()) else {
            return;
        };
        let scale = house
            .chain
            .inside(&house.contracts.auction, |deps, _| {
                gavel_auction::census::scale(deps.storage, pair)
            })
            .ok()
            .flatten();
        let Some(scale) = scale else { return };
        let left = read_levels(house, pair);
        clearing::check(judge, stage, scale, &seen, settled, &left);
    }
}

/// S4 and S5: a book sells one lot after the other, and opens a window once more three times at the most.
fn windows(
    judge: &mut Judge,
    receipt: &Receipt,
    pair: PairId,
    before: &BookStatus,
    now: &BookStatus,
) {
    let count = |kind: &'static str, lot: LotId| {
        receipt
            .all(kind)
            .filter(|told| told.lot() == Some(lot))
            .count()
    };
    if let Some(lot) = now.selling {
        let opened = count("open_window", lot);
        let again = count("reopen_window", lot);
        let same = before.selling == Some(lot);
        let begins = opened > 0 || (!same && count("consign", lot) > 0);
        judge.check(Rule::S4, same || begins, || {
            format!("the book of pair {pair} went from {before:?} to {now:?} and no event told")
        });
        let reopened = if same && opened == 0 {
            usize::from(before.reopened)
        } else {
            0
        }
        .saturating_add(again);
        judge.check(
            Rule::S5,
            reopened <= 3 && usize::from(now.reopened) == reopened,
            || format!("the window of lot {lot} was opened once more {reopened} times"),
        );
    }
    if let Some(lot) = before.selling.filter(|lot| now.selling != Some(*lot)) {
        let left = ["settle_batch", "renew_clock", "enter_stage", "finish_lot"]
            .into_iter()
            .any(|kind| count(kind, lot) > 0);
        judge.check(Rule::S4, left, || {
            format!("lot {lot} left the book and no event told")
        });
    }
}

/// S5: the clock of a lot that waited starts with its window.
fn opened(judge: &mut Judge, house: &House, receipt: &Receipt, pair: PairId) {
    for told in receipt.all("open_window") {
        let Some(lot) = told.lot().filter(|lot| lot.pair == pair) else {
            continue;
        };
        let Some(lot) = house.lot(lot) else { continue };
        judge.check(Rule::S5, lot.stage > 0 || lot.elapsed_millis == 0, || {
            format!(
                "the window of lot {} opened {} ms old",
                lot.lot, lot.elapsed_millis
            )
        });
    }
}

/// S2: what all bids are worth is there.
fn worth(judge: &mut Judge, book: &BookCount) {
    for level in &book.levels {
        let live = &level.live;
        judge.check(
            Rule::S2,
            level.worth <= live.total && level.found == live.positions && live.positions > 0,
            || {
                format!(
                    "of pair {}, a level's bids are not what it has: {level:?}",
                    book.pair
                )
            },
        );
    }
    let prices = book
        .levels
        .iter()
        .filter(|level| matches!(level.live.level, gavel_math::grid::Level::Price(_)))
        .count();
    let counted = usize::from(book.prices) == prices
        && book.closed.0 == book.closed.1
        && book.partial.0 == book.partial.1;
    judge.check(Rule::S2, counted, || {
        format!(
            "the book of pair {} does not count its bids: {book:?}",
            book.pair
        )
    });
    let owed = book.base.1 <= book.base.0 && book.quote.1 <= book.quote.0;
    judge.check(Rule::S2, owed, || {
        format!(
            "bids of pair {} are worth more than the house owes them: {book:?}",
            book.pair
        )
    });
}

fn read_status(house: &House, pair: PairId) -> BookStatus {
    house
        .chain
        .inside(&house.contracts.auction, |deps, _| {
            status(deps.storage, pair)
        })
        .unwrap_or_default()
}

fn read_levels(house: &House, pair: PairId) -> Vec<LiveLevel> {
    house
        .chain
        .inside(&house.contracts.auction, |deps, _| {
            levels(deps.storage, pair)
        })
        .unwrap_or_default()
}
