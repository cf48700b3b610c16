//! Every lot and every sale of a replay, and the debt in auction over time, for the report.

use std::collections::BTreeMap;

use gavel_types::auction::{Limit, LotId};

use crate::market::price::Price;
use crate::tally::Decimals;

/// A lot that opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LotOpening {
    /// The lot.
    pub lot: LotId,
    /// Unix second at which it opens.
    pub at: u64,
    /// The market's price then.
    pub price: Price,
    /// Base in it, in smallest units.
    pub base: u128,
}

/// A sale out of a lot. Amounts are in smallest units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SaleStory {
    /// The lot.
    pub lot: LotId,
    /// Unix second of the sale.
    pub at: u64,
    /// Base sold.
    pub base: u128,
    /// Quote paid.
    pub paid: u128,
    /// What the base was worth at the market's price then.
    pub value: u128,
}

/// What became of a lot. Amounts are in smallest units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LotStory {
    /// How it opened.
    pub opening: LotOpening,
    /// Base sold.
    pub sold: u128,
    /// Quote paid for it.
    pub paid: u128,
    /// What was sold at the market's price, each sale at its own second.
    pub value: u128,
    /// Unix second of the last sale.
    pub last_sale: Option<u64>,
    /// How often it started anew.
    pub restarts: u32,
    /// Unix second at which it ended; none if it is still open.
    pub ended_at: Option<u64>,
}

/// A window of the book that was settled. Amounts are in smallest units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WindowStory {
    /// The lot.
    pub lot: LotId,
    /// Unix second of the settlement.
    pub at: u64,
    /// Base that was offered.
    pub offered: u128,
    /// Base sold.
    pub sold: u128,
    /// Quote raised.
    pub raised: u128,
    /// The price that it cleared at, rounded up.
    pub price: Price,
    /// The lowest price that it could have been.
    pub reserve: Price,
    /// What discounts were taken from.
    pub reference: Price,
    /// The market's price then.
    pub market: Price,
    /// The bids before it: quote by limit.
    pub book: Vec<(Limit, u128)>,
}

/// A moment's debt in auction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DebtSample {
    /// Unix second.
    pub at: u64,
    /// Debt that lots are to repay, in smallest units of quote.
    pub debt: u128,
}

/// Every lot and every sale of a replay, in the order of their events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chronicle {
    decimals: Decimals,
    lots: Vec<LotStory>,
    sales: Vec<SaleStory>,
    debt: Vec<DebtSample>,
    largest_window: Option<WindowStory>,
    places: BTreeMap<LotId, usize>,
}

impl Chronicle {
    /// A chronicle in which nothing happened yet.
    pub const fn new(decimals: Decimals) -> Chronicle {
        Chronicle {
            decimals,
            lots: Vec::new(),
            sales: Vec::new(),
            debt: Vec::new(),
            largest_window: None,
            places: BTreeMap::new(),
        }
    }

    /// The decimals of the amounts.
    pub const fn decimals(&self) -> Decimals {
        self.decimals
    }

    /// All lots, in the order in which they opened.
    pub fn lots(&self) -> &[LotStory] {
        &self.lots
    }

    /// All sales, in the order in which they happened.
    pub fn sales(&self) -> &[SaleStory] {
        &self.sales
    }

    /// The debt in auction at regular moments.
    pub fn debt(&self) -> &[DebtSample] {
        &self.debt
    }

    /// The window that raised the most.
    pub const fn largest_window(&self) -> Option<&WindowStory> {
        self.largest_window.as_ref()
    }

    /// A lot opened.
    pub fn opened(&mut self, opening: LotOpening) {
        self.places.insert(opening.lot, self.lots.len());
        self.lots.push(LotStory {
            opening,
            sold: 0,
            paid: 0,
            value: 0,
            last_sale: None,
            restarts: 0,
            ended_at: None,
        });
    }

    /// More base joined a lot.
    pub fn joined(&mut self, lot: LotId, base: u128) {
        if let Some(story) = self.story(lot) {
            story.opening.base = story.opening.base.saturating_add(base);
        }
    }

    /// A window was settled.
    pub fn settled(&mut self, window: WindowStory) {
        let most = self.largest_window.as_ref().map_or(0, |one| one.raised);
        if window.raised > most {
            self.largest_window = Some(window);
        }
    }

    /// Base of a lot was sold.
    pub fn sold(&mut self, sale: SaleStory) {
        if let Some(story) = self.story(sale.lot) {
            story.sold = story.sold.saturating_add(sale.base);
            story.paid = story.paid.saturating_add(sale.paid);
            story.value = story.value.saturating_add(sale.value);
            story.last_sale = Some(sale.at);
        }
        self.sales.push(sale);
    }

    /// A lot's price started from the top again.
    pub fn started_anew(&mut self, lot: LotId) {
        if let Some(story) = self.story(lot) {
            story.restarts = story.restarts.saturating_add(1);
        }
    }

    /// A lot ended at unix second `at`.
    pub fn finished(&mut self, lot: LotId, at: u64) {
        if let Some(story) = self.story(lot) {
            story.ended_at = Some(at);
        }
    }

    /// So much debt is in auction at unix second `at`, in smallest units.
    pub fn debt_in_auction(&mut self, at: u64, debt: u128) {
        self.debt.push(DebtSample { at, debt });
    }

    fn story(&mut self, lot: LotId) -> Option<&mut LotStory> {
        let place = *self.places.get(&lot)?;
        self.lots.get_mut(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOT: LotId = LotId { pair: 1, number: 4 };

    #[test]
    fn a_lots_story_adds_up_its_sales() {
        let mut chronicle = Chronicle::new(Decimals { base: 6, quote: 6 });
        chronicle.opened(LotOpening {
            lot: LOT,
            at: 60,
            price: Price::from_cents(100).unwrap(),
            base: 50,
        });
        chronicle.started_anew(LOT);
        for (at, base) in [(90, 20), (96, 30)] {
            chronicle.sold(SaleStory {
                lot: LOT,
                at,
                base,
                paid: base * 9,
                value: base * 10,
            });
        }
        chronicle.finished(LOT, 96);
        let story = chronicle.lots()[0];
        assert_eq!((story.sold, story.paid, story.value), (50, 450, 500));
        assert_eq!(
            (story.last_sale, story.restarts, story.ended_at),
            (Some(96), 1, Some(96))
        );
        assert_eq!(chronicle.sales().len(), 2);
    }
}
