//! The open lots, as everyone learns of them from the house's events.

use std::collections::{BTreeMap, BTreeSet};

use gavel_types::auction::LotId;

use super::news::News;
use crate::market::price::Price;

/// Where a lot is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// It waits for the lot before it to leave the book.
    Waiting,
    /// Its window is open, or being settled.
    Window,
    /// Its window is over, and only its next stage is to come.
    Leaving,
    /// Its price falls.
    Falling,
}

/// An open lot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listing {
    /// Where it is.
    pub phase: Phase,
    /// Unix second at which it opened.
    pub opened_at: u64,
    /// The market's price then.
    pub opening: Price,
    /// Unix second at which its price last started from the top, or its window began.
    pub started_at: u64,
    /// Base left, in smallest units.
    pub left: u128,
    /// Unix second of its last sale.
    pub last_sale: Option<u64>,
}

/// The open lots, by number and from the one whose price has fallen longest.
#[derive(Clone, Debug, Default)]
pub struct Board {
    batches: bool,
    lots: BTreeMap<LotId, Listing>,
    by_start: BTreeSet<(u64, LotId)>,
}

impl Board {
    /// A board without lots, which begin with a batch or not.
    pub fn new(batches: bool) -> Board {
        Board {
            batches,
            ..Board::default()
        }
    }

    /// The lot whose window is open.
    pub fn in_window(&self) -> Option<(LotId, &Listing)> {
        let mut lots = self.lots.iter();
        lots.find(|(_, listing)| listing.phase == Phase::Window)
            .map(|(lot, listing)| (*lot, listing))
    }

    /// How many lots are open.
    pub fn len(&self) -> usize {
        self.lots.len()
    }

    /// Whether no lot is open.
    pub fn is_empty(&self) -> bool {
        self.lots.is_empty()
    }

    /// An open lot.
    pub fn get(&self, lot: LotId) -> Option<&Listing> {
        self.lots.get(&lot)
    }

    /// The lots whose price falls, the one whose has fallen longest first.
    pub fn longest_first(&self) -> impl Iterator<Item = (LotId, &Listing)> {
        self.by_start
            .iter()
            .filter_map(|(_, lot)| Some((*lot, self.lots.get(lot)?)))
            .filter(|(_, listing)| listing.phase == Phase::Falling)
    }

    /// Follows the news of a block at unix second `now`, with the market at `market`.
    pub fn follow(&mut self, news: &News, now: u64, market: Price) {
        match news {
            News::LotOpened { lot, base } => {
                if let Some(listing) = self.lots.get_mut(lot) {
                    listing.left = listing.left.saturating_add(*base);
                    return;
                }
                let phase = match (self.batches, self.in_window()) {
                    (false, _) => Phase::Falling,
                    (true, None) => Phase::Window,
                    (true, Some(_)) => Phase::Waiting,
                };
                let listing = Listing {
                    phase,
                    opened_at: now,
                    opening: market,
                    started_at: now,
                    left: *base,
                    last_sale: None,
                };
                self.lots.insert(*lot, listing);
                self.by_start.insert((now, *lot));
            }
            News::LotTaken { lot, left, .. } => {
                if let Some(listing) = self.lots.get_mut(lot) {
                    listing.left = *left;
                    listing.last_sale = Some(now);
                }
            }
            News::BatchSettled { lot, sold, .. } => {
                if let Some(listing) = self.lots.get_mut(lot) {
                    listing.phase = Phase::Leaving;
                    listing.left = listing.left.saturating_sub(*sold);
                    if *sold > 0 {
                        listing.last_sale = Some(now);
                    }
                }
            }
            News::WindowOpened { lot } => self.start(*lot, now, Phase::Window),
            News::LotStartedAnew { lot } | News::StageEntered { lot } => {
                self.start(*lot, now, Phase::Falling);
            }
            News::LotFinished { lot } => {
                if let Some(listing) = self.lots.remove(lot) {
                    self.by_start.remove(&(listing.started_at, *lot));
                }
            }
            News::TicketOpened { .. }
            | News::LevelsSettled { .. }
            | News::WindowReopened { .. }
            | News::BidTakenBack { .. }
            | News::AccountTouched(_)
            | News::LossRecognised { .. }
            | News::LossCovered { .. } => {}
        }
    }

    /// A lot's window, or its price, starts.
    fn start(&mut self, lot: LotId, now: u64, phase: Phase) {
        if let Some(listing) = self.lots.get_mut(&lot) {
            self.by_start.remove(&(listing.started_at, lot));
            self.by_start.insert((now, lot));
            listing.started_at = now;
            listing.phase = phase;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: LotId = LotId { pair: 1, number: 1 };
    const SECOND: LotId = LotId { pair: 1, number: 2 };

    fn board() -> Board {
        let mut board = Board::default();
        let price = Price::from_cents(100).unwrap();
        let opened = |lot| News::LotOpened { lot, base: 50 };
        board.follow(&opened(FIRST), 10, price);
        board.follow(&opened(SECOND), 20, price);
        board
    }

    fn order(board: &Board) -> Vec<u32> {
        board.longest_first().map(|(lot, _)| lot.number).collect()
    }

    #[test]
    fn a_lot_that_starts_anew_goes_behind_the_others() {
        let mut board = board();
        assert_eq!(order(&board), [1, 2]);
        let price = Price::from_cents(90).unwrap();
        board.follow(&News::LotStartedAnew { lot: FIRST }, 30, price);
        assert_eq!(order(&board), [2, 1]);
        let listing = board.get(FIRST).unwrap();
        assert_eq!((listing.opened_at, listing.started_at), (10, 30));
        assert_eq!(listing.opening, Price::from_cents(100).unwrap());
    }

    #[test]
    fn a_sale_leaves_less_and_the_end_takes_the_lot_away() {
        let mut board = board();
        let price = Price::from_cents(90).unwrap();
        let taken = News::LotTaken {
            lot: SECOND,
            base: 20,
            quote: 1,
            left: 30,
        };
        board.follow(&taken, 26, price);
        let listing = board.get(SECOND).unwrap();
        assert_eq!((listing.left, listing.last_sale), (30, Some(26)));
        board.follow(&News::LotFinished { lot: FIRST }, 30, price);
        board.follow(&News::LotFinished { lot: SECOND }, 30, price);
        assert!(board.is_empty() && order(&board).is_empty());
    }

    #[test]
    fn in_a_batch_one_lot_has_the_book_and_what_comes_joins_the_one_that_waits() {
        let mut board = Board::new(true);
        let price = Price::from_cents(100).unwrap();
        for (lot, base) in [(FIRST, 50), (FIRST, 20), (SECOND, 30), (SECOND, 1)] {
            board.follow(&News::LotOpened { lot, base }, 10, price);
        }
        assert_eq!(
            board.in_window().map(|(lot, one)| (lot, one.left)),
            Some((FIRST, 70))
        );
        assert_eq!(
            board.get(SECOND).map(|one| (one.phase, one.left)),
            Some((Phase::Waiting, 31))
        );
        assert!(order(&board).is_empty());

        let settled = News::BatchSettled {
            lot: FIRST,
            sold: 60,
            raised: 1,
            price,
            reserve: price,
            reference: None,
        };
        board.follow(&settled, 100, price);
        board.follow(&News::WindowOpened { lot: SECOND }, 100, price);
        board.follow(&News::StageEntered { lot: FIRST }, 100, price);
        assert_eq!(
            board.in_window().map(|(lot, one)| (lot, one.started_at)),
            Some((SECOND, 100))
        );
        assert_eq!(order(&board), [1]);
        assert_eq!(
            board.get(FIRST).map(|one| (one.left, one.last_sale)),
            Some((10, Some(100)))
        );
    }
}
