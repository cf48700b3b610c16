//! S5 and S7: what a lot's price and its remains may do.

use std::collections::BTreeMap;

use gavel_auction::census::{open_lots, OpenLot};
use gavel_types::auction::{ExecuteMsg, LotId, PairConfig, PairId};

use super::census::{read, seen, Census};
use super::judge::{Judge, Rule};
use crate::call::Act;
use crate::house::House;
use crate::receipt::Receipt;

/// The open lots as they were last seen, and what the house holds for them.
#[derive(Clone, Default)]
pub(crate) struct Lots {
    open: BTreeMap<LotId, OpenLot>,
    /// The unix second in which a message last named an open lot.
    touched: BTreeMap<LotId, u64>,
    held: BTreeMap<String, u128>,
    configs: BTreeMap<(PairId, u16), PairConfig>,
    /// The longest block that ever counted.
    max_block: u64,
    passing: Option<Passing>,
}

/// A moment before time passes.
#[derive(Clone, Debug)]
struct Passing {
    millis: u64,
    height: u64,
    paused_until: Option<u64>,
    max_block: u64,
    /// The open lots, each with the milliseconds for which its prices stay fresh.
    lots: Vec<(OpenLot, u64)>,
}

impl Lots {
    /// No lots yet.
    pub fn new(house: &House) -> Self {
        let config = house.auction_config().config;
        Self {
            max_block: u64::from(config.max_block_millis),
            ..Self::default()
        }
    }

    /// What the house holds for open lots, by asset.
    pub fn held(&self) -> &BTreeMap<String, u128> {
        &self.held
    }

    /// An open lot as it was last seen.
    pub fn open_lot(&self, lot: LotId) -> Option<&OpenLot> {
        self.open.get(&lot)
    }

    /// The configuration that a lot of a pair opened with.
    pub fn config_of(&self, pair: PairId, version: u16) -> Option<&PairConfig> {
        self.configs.get(&(pair, version))
    }

    /// Whether no lot is open.
    pub fn none_open(&self) -> bool {
        self.open.is_empty()
    }

    /// Looks at the lots that a transaction named, in its messages or its events.
    pub fn after(&mut self, judge: &mut Judge, house: &House, acts: &[Act], receipt: &Receipt) {
        let mut touched = receipt.lots();
        touched.extend(acts.iter().filter_map(lot_of));
        touched.sort_unstable();
        touched.dedup();
        for lot in touched {
            let now = house.lot(lot).map(seen);
            if let Some(now) = &now {
                self.remains(judge, house, now);
            }
            let restarted = receipt
                .all("restart_lot")
                .any(|told| told.lot() == Some(lot));
            self.renew(judge, lot, now, restarted);
            if self.open.contains_key(&lot) {
                self.touched.insert(lot, house.now());
            } else {
                self.touched.remove(&lot);
            }
        }
    }

    /// Looks at all open lots.
    pub fn recount(&mut self, judge: &mut Judge, house: &House, census: &Census) {
        let open = &census.lots;
        let gone: Vec<LotId> = self
            .open
            .keys()
            .filter(|known| open.binary_search_by_key(*known, |lot| lot.lot).is_err())
            .copied()
            .collect();
        judge.check(Rule::S1, gone.is_empty(), || {
            format!("lots {gone:?} ended and no event told")
        });
        for lot in gone {
            self.renew(judge, lot, None, false);
        }
        for lot in open {
            let known = self.open.contains_key(&lot.lot);
            judge.check(Rule::S1, known, || {
                format!("lot {} opened and no event told", lot.lot)
            });
            self.remains(judge, house, lot);
            self.renew(judge, lot.lot, Some(lot.clone()), false);
        }
    }

    /// Looks before time passes.
    pub fn time_passes(&mut self, house: &House) {
        let config = house.auction_config();
        // Lots keep the longest block that they opened with.
        let max_block = u64::from(config.config.max_block_millis);
        self.max_block = self.max_block.max(max_block);
        if self.open.is_empty() {
            self.passing = None;
            return;
        }
        let block = house.app().block_info();
        self.passing = Some(Passing {
            millis: block.time.nanos() / 1_000_000,
            height: block.height,
            paused_until: config.paused_until,
            max_block: self.max_block,
            lots: {
                let mut fresh = Fresh::new(block.time.seconds());
                every_lot(house)
                    .into_iter()
                    .map(|lot| {
                        let millis = fresh.millis(house, &lot);
                        (lot, millis)
                    })
                    .collect()
            },
        });
    }

    /// Checks that clocks ran no faster than they may, and stood while paused.
    pub fn time_passed(&mut self, judge: &mut Judge, house: &House) {
        let Some(before) = self.passing.take() else {
            return;
        };
        let block = house.app().block_info();
        let millis = (block.time.nanos() / 1_000_000).saturating_sub(before.millis);
        let blocks = block.height.saturating_sub(before.height);
        let paused = before
            .paused_until
            .is_some_and(|until| block.time.seconds() < until);
        let lots: BTreeMap<LotId, OpenLot> = every_lot(house)
            .into_iter()
            .map(|lot| (lot.lot, lot))
            .collect();
        for (lot, fresh) in before.lots {
            // A halt counts as one block, and beyond that at most for as long as the prices it began with stay fresh, or for a quarter
            // of what has run where no price is needed: blocks that went by in darkness or faster than they might have may be made
            // up for.
            let most = if paused {
                0
            } else {
                blocks
                    .saturating_mul(before.max_block)
                    .saturating_add(fresh.max(lot.elapsed_millis / 4))
            };
            let Some(now) = lots.get(&lot.lot) else {
                continue;
            };
            let ran = now.elapsed_millis.saturating_sub(lot.elapsed_millis);
            let slower = now.elapsed_millis < lot.elapsed_millis || now.ratio > lot.ratio;
            let touched = self.touched.get(&lot.lot).copied().unwrap_or(0);
            let forgot = slower && has_forgotten_spans(house, &lot, touched);
            judge.check(
                Rule::S5,
                ran <= most && (now.elapsed_millis >= lot.elapsed_millis || forgot),
                || {
                    format!(
                        "the clock of lot {} went from {} ms to {} ms while {blocks} blocks took \
                         {millis} ms, paused: {paused}",
                        lot.lot, lot.elapsed_millis, now.elapsed_millis
                    )
                },
            );
            judge.check(Rule::S5, now.ratio <= lot.ratio || forgot, || {
                format!(
                    "the ratio of lot {} rose from {:?} to {:?} as time passed",
                    lot.lot, lot.ratio, now.ratio
                )
            });
        }
    }

    /// S7: nothing or at least dust is left.
    fn remains(&mut self, judge: &mut Judge, house: &House, lot: &OpenLot) {
        let key = (lot.lot.pair, lot.version);
        let config = self
            .configs
            .entry(key)
            .or_insert_with(|| house.pair(lot.lot.pair).config);
        let whole = lot.base_left == lot.base;
        judge.check(
            Rule::S7,
            whole || lot.base_left >= config.base_dust.u128(),
            || format!("{} of base are left of lot {}", lot.base_left, lot.lot),
        );
        if let Some(tab) = lot.tab {
            judge.check(Rule::S7, tab >= config.quote_dust.u128(), || {
                format!("{tab} of the tab are left of lot {}", lot.lot)
            });
        }
    }

    /// S5 between two looks, and the lot as it is now. Where its curve was `restarted`, its ratio may be anything.
    fn renew(&mut self, judge: &mut Judge, lot: LotId, now: Option<OpenLot>, restarted: bool) {
        let before = self.open.remove(&lot);
        if let (Some(seen), Some(now)) = (&before, &now) {
            let same = (seen.stage, seen.restarts) == (now.stage, now.restarts)
                && now.elapsed_millis >= seen.elapsed_millis;
            let later = (now.stage, now.restarts) >= (seen.stage, seen.restarts);
            judge.check(
                Rule::S5,
                later && (!same || restarted || now.ratio <= seen.ratio),
                || {
                    format!(
                        "lot {lot} went from stage {}, restart {}, ratio {:?} to stage {}, restart {}, \
                         ratio {:?}",
                        seen.stage, seen.restarts, seen.ratio, now.stage, now.restarts, now.ratio
                    )
                },
            );
        }
        if let Some(seen) = before {
            self.hold(&seen, u128::saturating_sub);
        }
        if let Some(now) = now {
            self.hold(&now, u128::saturating_add);
            self.open.insert(lot, now);
        }
    }

    /// Counts a lot in or out.
    fn hold(&mut self, lot: &OpenLot, count: fn(u128, u128) -> u128) {
        let amounts = [
            (&lot.base_denom, lot.base_left),
            (&lot.quote_denom, lot.raised),
        ];
        for (denom, amount) in amounts {
            let held = match self.held.get_mut(denom) {
                Some(held) => held,
                None => self.held.entry(denom.clone()).or_default(),
            };
            *held = count(*held, amount);
        }
    }
}

fn lot_of(act: &Act) -> Option<LotId> {
    match act {
        Act::Auction(
            ExecuteMsg::Take { lot, .. }
            | ExecuteMsg::PlaceBid { lot, .. }
            | ExecuteMsg::Advance { lot, .. }
            | ExecuteMsg::Deliver { lot, .. },
        ) => Some(*lot),
        _ => None,
    }
}

/// Every open lot, read from what the house has on disk.
fn every_lot(house: &House) -> Vec<OpenLot> {
    let auction = &house.contracts.auction;
    let lots = house
        .chain
        .inside(auction, |deps, env| open_lots(deps, &env));
    read("lots", lots)
}

/// For how long assets' prices stay fresh from now on.
struct Fresh {
    now: u64,
    known: BTreeMap<String, u64>,
}

impl Fresh {
    fn new(now: u64) -> Self {
        Self {
            now,
            known: BTreeMap::new(),
        }
    }

    /// Milliseconds for which both prices of a lot stay fresh.
    fn millis(&mut self, house: &House, lot: &OpenLot) -> u64 {
        let base = self.seconds(house, &lot.base_denom);
        let quote = self.seconds(house, &lot.quote_denom);
        base.min(quote).saturating_mul(1_000)
    }

    fn seconds(&mut self, house: &House, denom: &str) -> u64 {
        if let Some(known) = self.known.get(denom) {
            return *known;
        }
        let seconds = house
            .price_record(denom)
            .map_or(0, |record| record.relaxed_until.saturating_sub(self.now));
        self.known.insert(denom.to_owned(), seconds);
        seconds
    }
}

/// Whether an asset of a lot was dark so often since the lot was last `touched` that its record has forgotten a span of that time. Time
/// that stood still twice in such a span is taken off twice: the clock then stands longer than it should, which is in favour of the
/// lot.
fn has_forgotten_spans(house: &House, lot: &OpenLot, touched: u64) -> bool {
    [&lot.base_denom, &lot.quote_denom]
        .into_iter()
        .filter_map(|denom| house.price_record(denom))
        .any(|record| record.dark_before.is_some_and(|span| span.from >= touched))
}
