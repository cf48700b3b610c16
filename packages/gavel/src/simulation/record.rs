//! The record of a replay: what was sold and lost, read off the house's own events.

use cosmwasm_std::Uint128;
use gavel_types::auction::{Limit, LotId};

use super::board::Listing;
use super::news::News;
use super::view::View;
use crate::batches::Batches;
use crate::chronicle::{Chronicle, LotOpening, SaleStory, WindowStory};
use crate::error::Error;
use crate::market::price::Price;
use crate::outcome::Counts;
use crate::tally::{whole, Decimals, Sale, Sums, Tally};

/// A whole ratio in basis points.
const WHOLE_BPS: u32 = 10_000;

/// What was sold and lost so far.
#[derive(Clone, Debug)]
pub struct Record {
    decimals: Decimals,
    floor_bps: u32,
    tally: Tally,
    chronicle: Chronicle,
    lots: u64,
    lost: u128,
    covered: u128,
    reserves: u128,
    shortfall: u128,
    batches: Batches,
    book: Option<(LotId, Vec<(Limit, u128)>)>,
}

impl Record {
    /// An empty record of lots that are never sold below `floor_bps` of the oracle's price.
    pub const fn new(decimals: Decimals, floor_bps: u32) -> Record {
        Record {
            decimals,
            floor_bps,
            tally: Tally::new(decimals),
            chronicle: Chronicle::new(decimals),
            lots: 0,
            lost: 0,
            covered: 0,
            reserves: 0,
            shortfall: 0,
            batches: Batches::none(),
            book: None,
        }
    }

    /// Notes the news of a block. `listing` is the lot it is about, as it was before.
    ///
    /// # Errors
    /// A sum does not fit 128 bits.
    pub fn note(
        &mut self,
        news: &News,
        listing: Option<&Listing>,
        view: &View,
    ) -> Result<(), Error> {
        match news {
            News::LotOpened { lot, base } if listing.is_some() => {
                self.chronicle.joined(*lot, *base);
            }
            News::LotOpened { lot, base } => {
                self.lots = self.lots.saturating_add(1);
                self.chronicle.opened(LotOpening {
                    lot: *lot,
                    at: view.now,
                    price: view.market,
                    base: *base,
                });
            }
            News::LotTaken {
                lot, base, quote, ..
            } => {
                self.chronicle.sold(SaleStory {
                    lot: *lot,
                    at: view.now,
                    base: *base,
                    paid: *quote,
                    value: self.decimals.value(*base, view.market)?,
                });
                // A sale without a valid price, which the house refuses, would be held against the market's.
                let reference = view.reference.unwrap_or(view.market);
                self.tally.sale(Sale {
                    base: *base,
                    paid: *quote,
                    market: view.market,
                    opening: listing.map_or(view.market, |listing| listing.opening),
                    floor: share_floor(reference, self.floor_bps),
                })?;
            }
            News::BatchSettled {
                lot,
                sold,
                raised,
                price,
                reserve,
                reference,
            } => {
                let book = self.book.take().filter(|(of, _)| of == lot);
                let reference = reference.unwrap_or(*price);
                self.batches
                    .settled(*sold, *raised, self.decimals.value(*sold, reference)?)?;
                if *sold == 0 {
                    return Ok(());
                }
                self.chronicle.sold(SaleStory {
                    lot: *lot,
                    at: view.now,
                    base: *sold,
                    paid: *raised,
                    value: self.decimals.value(*sold, view.market)?,
                });
                self.chronicle.settled(WindowStory {
                    lot: *lot,
                    at: view.now,
                    sold: *sold,
                    raised: *raised,
                    offered: listing.map_or(*sold, |listing| listing.left),
                    price: *price,
                    reserve: *reserve,
                    reference,
                    market: view.market,
                    book: book.map(|(_, levels)| levels).unwrap_or_default(),
                });
                self.tally.sale(Sale {
                    base: *sold,
                    paid: *raised,
                    market: view.market,
                    opening: listing.map_or(view.market, |listing| listing.opening),
                    floor: *reserve,
                })?;
            }
            News::LotFinished { lot } => {
                self.chronicle.finished(*lot, view.now);
                if let Some((opened_at, sold_at)) =
                    listing.and_then(|listing| Some((listing.opened_at, listing.last_sale?)))
                {
                    self.tally.lot_sold(sold_at.saturating_sub(opened_at));
                }
            }
            News::LossRecognised {
                lost,
                reserves,
                shortfall,
            } => {
                self.lost = sum(self.lost, *lost)?;
                self.reserves = sum(self.reserves, *reserves)?;
                self.shortfall = sum(self.shortfall, *shortfall)?;
            }
            News::LossCovered { paid } => self.covered = sum(self.covered, *paid)?,
            News::LotStartedAnew { lot } => self.chronicle.started_anew(*lot),
            News::TicketOpened { .. }
            | News::LevelsSettled { .. }
            | News::WindowOpened { .. }
            | News::WindowReopened { .. }
            | News::BidTakenBack { .. }
            | News::StageEntered { .. }
            | News::AccountTouched(_) => {}
        }
        Ok(())
    }

    /// Notes the bids that a lot's window can be sold to, before it is closed.
    pub fn book_before(&mut self, lot: LotId, levels: Vec<(Limit, u128)>) {
        self.book = Some((lot, levels));
    }

    /// A bid that stood at this discount bought something.
    pub fn bought_at(&mut self, discount_bps: u32) {
        self.batches.bought_at(discount_bps);
    }

    /// Notes how much debt is in auction at unix second `at`.
    pub fn sample(&mut self, at: u64, debt: u128) {
        self.chronicle.debt_in_auction(at, debt);
    }

    /// The lots, the sales and the debt in auction, one by one; nothing is left of them here.
    pub fn take_chronicle(&mut self) -> Chronicle {
        std::mem::replace(&mut self.chronicle, Chronicle::new(self.decimals))
    }

    /// The sums of the sales.
    pub fn sums(&self) -> Sums {
        self.tally.sums()
    }

    /// What was counted beside the sales; all other counts are zero.
    pub fn counts(&self) -> Counts {
        let quote = |amount| whole(amount, self.decimals.quote);
        Counts {
            lots: self.lots,
            bad_debt: quote(self.lost),
            paid_by_reserves: quote(self.reserves),
            covered: quote(self.covered),
            socialised: quote(self.shortfall.saturating_sub(self.covered)),
            batches: self.batches.sums(self.decimals),
            ..Counts::default()
        }
    }
}

fn sum(sum: u128, more: u128) -> Result<u128, Error> {
    sum.checked_add(more).ok_or(Error::Overflow)
}

/// A share of a price in basis points, rounded down.
fn share_floor(price: Price, bps: u32) -> Price {
    Uint128::new(price.atoms())
        .checked_multiply_ratio(bps, WHOLE_BPS)
        .ok()
        .and_then(|atoms| Price::from_atoms(atoms.u128()))
        .unwrap_or(price)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::board::Phase;

    const LOT: LotId = LotId { pair: 1, number: 1 };

    fn cents(cents: u64) -> Price {
        Price::from_cents(cents).unwrap()
    }

    /// The market at 100, the oracle half a percent above it.
    fn view() -> View {
        View {
            now: 130,
            market: cents(10_000),
            reference: Some(cents(10_050)),
        }
    }

    fn record(quote: u128) -> Record {
        let mut record = Record::new(Decimals { base: 6, quote: 6 }, 8_600);
        let listing = Listing {
            phase: Phase::Falling,
            opened_at: 100,
            opening: cents(12_500),
            started_at: 100,
            left: 1_000_000,
            last_sale: Some(130),
        };
        let opened = News::LotOpened {
            lot: LOT,
            base: 1_000_000,
        };
        let taken = News::LotTaken {
            lot: LOT,
            base: 1_000_000,
            quote,
            left: 0,
        };
        record.note(&opened, None, &view()).unwrap();
        for news in [taken, News::LotFinished { lot: LOT }] {
            record.note(&news, Some(&listing), &view()).unwrap();
        }
        record
    }

    #[test]
    fn a_sale_is_held_against_the_market_the_opening_and_the_floor() {
        let sums = record(99_000_000).sums();
        assert_eq!(sums.recovery, Some(0.99));
        assert_eq!(sums.recovery_at_opening, Some(0.792));
        assert_eq!(sums.max_seconds_to_sell, Some(30));
        assert_eq!((sums.zero_bid_sales, sums.sales_below_floor), (0, 0));
    }

    #[test]
    fn the_floor_is_a_share_of_the_oracles_price_at_the_sale() {
        // 86 % of 100.50 is 86.43.
        assert_eq!(record(86_430_000).sums().sales_below_floor, 0);
        assert_eq!(record(86_429_999).sums().sales_below_floor, 1);
    }

    #[test]
    fn losses_add_up_in_whole_units() {
        let mut record = record(99_000_000);
        let loss = News::LossRecognised {
            lost: 3_000_000,
            reserves: 1_000_000,
            shortfall: 2_000_000,
        };
        let cover = News::LossCovered { paid: 500_000 };
        record.note(&loss, None, &view()).unwrap();
        record.note(&cover, None, &view()).unwrap();
        record.note(&loss, None, &view()).unwrap();
        let counts = record.counts();
        assert_eq!(
            (
                counts.lots,
                counts.bad_debt,
                counts.paid_by_reserves,
                counts.covered,
                counts.socialised
            ),
            (1, 6.0, 2.0, 0.5, 3.5)
        );
    }
}
