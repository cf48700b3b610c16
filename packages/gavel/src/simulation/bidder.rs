//! A bidder: it buys lots once they are cheaper than the market by what it wants to earn, in the book or at a falling price, sells
//! elsewhere what it bought, and has its money back some minutes later.

mod absence;
mod purse;
mod window;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::RangeInclusive;

use cosmwasm_std::{Addr, Coin, Decimal, Uint128};
use gavel_math::dutch::{self, Curve, Point};
use gavel_math::units::Bps;
use gavel_testing::USD;
use gavel_types::auction::{ExecuteMsg, Interpolation, LotId, PairId};
use rand::Rng;
use rand_chacha::ChaCha12Rng;

use super::clock::Clock;
use super::inclusion::Inclusion;
use super::news::News;
use super::setup::{SaleTerms, DECIMALS};
use super::stage::Stage;
use super::view::View;
use crate::error::Error;
use crate::market::price::Price;
use crate::randomness::{stream, Actor};
use crate::scenario::Scenario;
pub use absence::Absence;
use purse::Purse;
use window::{discount_for, Step, WindowBid};

/// The pair in which the collateral is sold: the only one.
const PAIR: PairId = 1;

/// All parts of a ratio in ppm.
const PPM: u64 = 1_000_000;

/// A take that would buy less than this part of what was asked for is not worth its message.
const LEAST_PART: u128 = 10;

/// One bidder.
pub struct Bidder {
    address: Addr,
    /// Where it has what it buys sent, to be sold there.
    exchange: Addr,
    draws: ChaCha12Rng,
    margin_ppm: RangeInclusive<u32>,
    latency: RangeInclusive<u32>,
    inclusion: Option<Inclusion>,
    absence: Absence,
    curve: Curve,
    purse: Purse,
    margins: BTreeMap<LotId, u32>,
    orders: VecDeque<Order>,
    ordered: BTreeSet<LotId>,
    book: Option<WindowBid>,
}

/// A take on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Order {
    block: u64,
    lot: LotId,
    amount: u128,
    limit: Price,
    pay: u128,
}

impl Bidder {
    /// The bidder of that number, with its money, away in its absence.
    ///
    /// # Errors
    /// The pair's curve is none, or the money does not fit 128 bits.
    pub fn new(
        scenario: &Scenario,
        number: u32,
        stage: &mut Stage,
        terms: &SaleTerms,
        absence: Absence,
    ) -> Result<Bidder, Error> {
        let world = stage.world_mut();
        let address = world.person(&format!("bidder {number}"));
        let exchange = world.person(&format!("exchange of bidder {number}"));
        let capital = u128::from(scenario.bidder_capital)
            .checked_mul(USD.one())
            .ok_or(Error::Overflow)?;
        world.fund(&address, &[Coin::new(capital, USD.denom)]);
        Ok(Bidder {
            address,
            exchange,
            draws: stream(scenario.seed, Actor::Bidder(number)),
            margin_ppm: scenario.bidder_margin_ppm.clone(),
            latency: scenario.bidder_latency_blocks.clone(),
            inclusion: Inclusion::of(scenario),
            absence,
            curve: curve(terms)?,
            purse: Purse::new(
                capital,
                scenario.capital_returns_after,
                scenario.capital_return_cost_ppm,
            ),
            margins: BTreeMap::new(),
            orders: VecDeque::new(),
            ordered: BTreeSet::new(),
            book: WindowBid::of(terms),
        })
    }

    /// Receives the money of earlier purchases that is due.
    pub fn collect(&mut self, stage: &mut Stage) {
        let due = self.purse.collect(stage.view().now);
        if due > 0 {
            let coin = Coin::new(due, USD.denom);
            stage.world_mut().fund(&self.address, &[coin]);
        }
    }

    /// Sends the messages whose block has come. One that leaves takes back what is on its way.
    ///
    /// # Errors
    /// As [`Stage::send`].
    pub fn act(&mut self, stage: &mut Stage, clock: &Clock<'_>) -> Result<(), Error> {
        if self.absence.covers(clock.second()) {
            for order in std::mem::take(&mut self.orders) {
                self.ordered.remove(&order.lot);
                self.purse.settle(order.pay, 0, stage.view().now);
            }
            return Ok(());
        }
        let (due, later): (VecDeque<Order>, VecDeque<Order>) = std::mem::take(&mut self.orders)
            .into_iter()
            .partition(|order| order.block <= clock.block());
        self.orders = later;
        for order in due {
            self.ordered.remove(&order.lot);
            let take = self.take(&order);
            let call = stage
                .contracts()
                .to_auction(take, vec![Coin::new(order.pay, USD.denom)]);
            let spent = match stage.send(&self.address, call)? {
                Ok(news) => news.iter().map(paid).sum(),
                // Somebody was faster, or the price rose above the limit.
                Err(_) => 0,
            };
            self.purse.settle(order.pay, spent, stage.view().now);
        }
        self.act_in_book(stage, clock)
    }

    /// Takes the step in the book whose block has come.
    fn act_in_book(&mut self, stage: &mut Stage, clock: &Clock<'_>) -> Result<(), Error> {
        let Some(book) = &mut self.book else {
            return Ok(());
        };
        let contracts = stage.contracts().clone();
        match book.due(clock.block()) {
            None => {}
            Some(Step::Leave) => return self.leave(stage),
            Some(Step::Submit { discount, amount }) => {
                let call = WindowBid::submit(&contracts, PAIR, discount, amount);
                match stage.send(&self.address, call)? {
                    Ok(_) => {
                        let lot = stage.board().in_window().map(|(lot, _)| lot);
                        book.submitted(lot, discount, amount);
                    }
                    // The book was frozen meanwhile.
                    Err(_) => self.purse.settle(amount, 0, stage.view().now),
                }
            }
            Some(Step::Deepen { to }) => {
                let call = book.deepen(&contracts, PAIR, to);
                if stage.send(&self.address, call)?.is_ok() {
                    book.deepened(to);
                }
            }
        }
        Ok(())
    }

    /// Takes everything out of the book.
    ///
    /// # Errors
    /// As [`Stage::send`].
    pub fn leave(&mut self, stage: &mut Stage) -> Result<(), Error> {
        if let Some(book) = &mut self.book {
            let (placed, spent) = book.leave(stage, PAIR, &self.address, self.exchange.as_str())?;
            self.purse.settle(placed, spent, stage.view().now);
        }
        Ok(())
    }

    /// Decides what to do in the book.
    fn look_into_book(
        &mut self,
        stage: &Stage,
        news: &[News],
        clock: &Clock<'_>,
        reference: Price,
    ) -> Result<(), Error> {
        let Some(book) = self.book.as_ref().filter(|book| !book.is_busy()) else {
            return Ok(());
        };
        let view = stage.view();
        let step = if book.is_settled_by(news) {
            Some(Step::Leave)
        } else if let Some((lot, listing)) = stage.board().in_window() {
            let limit = self.limit(view.market, self.margin(lot));
            let latest = u64::from(*self.latency.end()).saturating_mul(clock.block_seconds());
            let times = (listing.started_at, view.now.saturating_add(latest));
            let wanted = DECIMALS.value(listing.left, limit)?;
            let discount = discount_for(reference, limit);
            book.next(times, discount, wanted, self.purse.free())
        } else {
            None
        };
        let Some(step) = step else { return Ok(()) };
        if let Step::Submit { amount, .. } = step {
            self.purse.reserve(amount);
        }
        let block = clock.block().saturating_add(self.latency(clock));
        if let Some(book) = &mut self.book {
            book.send(block, step);
        }
        Ok(())
    }

    fn take(&self, order: &Order) -> ExecuteMsg {
        let least = order.amount.checked_div(LEAST_PART).unwrap_or_default();
        ExecuteMsg::Take {
            lot: order.lot,
            amount: Uint128::new(order.amount),
            max_price: Decimal::raw(order.limit.atoms()),
            min_amount: Some(Uint128::new(least.max(1))),
            recipient: Some(self.exchange.to_string()),
            callback: None,
        }
    }

    /// Follows the news of the block and decides what to take in one of the next.
    ///
    /// # Errors
    /// An amount does not fit 128 bits.
    pub fn look(&mut self, stage: &Stage, news: &[News], clock: &Clock<'_>) -> Result<(), Error> {
        self.follow(news);
        let view = *stage.view();
        let Some(reference) = view
            .reference
            .filter(|_| !self.absence.covers(clock.second()))
        else {
            return Ok(());
        };
        self.look_into_book(stage, news, clock, reference)?;
        let ahead = self.inclusion.map_or(0, |one| one.mean_seconds());
        let dearest = self.limit(view.market, *self.margin_ppm.start());
        for (lot, listing) in stage.board().longest_first() {
            // The price as the lot's public terms give it when the message may be included; where that is soon, the house is
            // asked before anything is sent. Younger lots are dearer, so the first that nobody wants ends the search.
            let elapsed = view.now.saturating_add(ahead);
            let elapsed = elapsed.saturating_sub(listing.started_at);
            let price = self.price(reference, elapsed);
            if price > dearest || self.purse.free() == 0 {
                break;
            }
            let limit = self.limit(view.market, self.margin(lot));
            if price <= limit && !self.ordered.contains(&lot) {
                self.order(stage, clock, &view, (lot, listing.left), limit)?;
            }
        }
        Ok(())
    }

    /// Draws a margin for each new lot and forgets those that ended.
    fn follow(&mut self, news: &[News]) {
        for one in news {
            match one {
                News::LotOpened { lot, .. } if !self.margins.contains_key(lot) => {
                    let margin = self.draws.random_range(self.margin_ppm.clone());
                    self.margins.insert(*lot, margin);
                }
                News::LotFinished { lot } => {
                    self.margins.remove(lot);
                }
                _ => {}
            }
        }
    }

    /// Orders as much of a lot as the free money buys at its limit, if the house's price is within it. On a full chain the
    /// price now says little about the price at the inclusion: the limit alone protects the bidder, and a take that the
    /// price has left behind is refused and sent again.
    fn order(
        &mut self,
        stage: &Stage,
        clock: &Clock<'_>,
        view: &View,
        (lot, left): (LotId, u128),
        limit: Price,
    ) -> Result<(), Error> {
        let amount = left.min(DECIMALS.affordable(self.purse.free(), limit));
        if amount == 0 {
            return Ok(());
        }
        if self.inclusion.is_none() {
            let Ok(offer) = stage.house().simulate_take(lot, amount) else {
                return Ok(());
            };
            if offer.price > Decimal::raw(limit.atoms()) {
                return Ok(());
            }
        }
        // The house rounds its cost up.
        let pay = DECIMALS.value(amount, limit)?.saturating_add(1);
        let pay = pay.min(self.purse.free());
        self.purse.reserve(pay);
        let latency = self.latency(clock);
        self.orders.push_back(Order {
            block: clock.block().saturating_add(latency),
            lot,
            amount,
            limit,
            pay,
        });
        self.ordered.insert(lot);
        debug_assert!(
            limit <= view.market,
            "a bidder never pays the market's price"
        );
        Ok(())
    }

    /// Blocks until a message sent now is executed.
    fn latency(&mut self, clock: &Clock<'_>) -> u64 {
        match &self.inclusion {
            Some(inclusion) => inclusion
                .draw(&mut self.draws)
                .div_ceil(clock.block_seconds().max(1)),
            None => u64::from(self.draws.random_range(self.latency.clone())),
        }
    }

    fn margin(&self, lot: LotId) -> u32 {
        // Every lot was drawn for when it opened.
        self.margins
            .get(&lot)
            .copied()
            .unwrap_or(*self.margin_ppm.end())
    }

    /// The most that is paid with a margin in ppm, rounded down.
    fn limit(&self, market: Price, margin_ppm: u32) -> Price {
        Uint128::new(market.atoms())
            .checked_multiply_ratio(PPM.saturating_sub(u64::from(margin_ppm)), PPM)
            .ok()
            .and_then(|atoms| Price::from_atoms(atoms.u128()))
            .unwrap_or(market)
    }

    /// A lot's price so many seconds after it started from the top.
    fn price(&self, reference: Price, elapsed: u64) -> Price {
        let reference_price = gavel_math::Price(reference.atoms());
        self.curve
            .price_ceil(reference_price, elapsed.saturating_mul(1_000))
            .ok()
            .and_then(|price| Price::from_atoms(price.0))
            .unwrap_or(Price::MAX)
    }
}

/// What a sale cost.
const fn paid(news: &News) -> u128 {
    match news {
        News::LotTaken { quote, .. } => *quote,
        _ => 0,
    }
}

/// The pair's curve as the house publishes it.
fn curve(terms: &SaleTerms) -> Result<Curve, Error> {
    let points = terms
        .stage
        .curve
        .iter()
        .map(|point| Point {
            seconds: point.seconds,
            ratio: Bps(point.ratio_bps),
        })
        .collect();
    let interpolation = match terms.stage.interpolation {
        Interpolation::Linear => dutch::Interpolation::Linear,
        Interpolation::Geometric => dutch::Interpolation::Geometric,
    };
    Curve::new(interpolation, points).map_err(|fault| Error::NoWorld {
        step: "reading the pair's curve".to_owned(),
        reason: fault.to_string(),
    })
}
