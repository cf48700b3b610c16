//! The stage: the world, what happened in it, and the one way to send messages to it.

use cosmwasm_std::Addr;
use gavel_testing::{Call, Contracts, House, Refusal, World, ETH, USD};
use gavel_types::auction::LotId;
use gavel_types::oracle::Action;

use super::board::Board;
use super::clock::Clock;
use super::news::{self, News};
use super::record::Record;
use super::standing::{self, StandingBid};
use super::stopwatch::Stopwatch;
use super::view::View;
use crate::chronicle::Chronicle;
use crate::error::Error;
use crate::market::price::Price;
use crate::scenario::Standing;

/// The world with its observers. Whoever acts sends messages here; their events reach the board, the record and the
/// inbox of news at once.
pub struct Stage {
    world: World,
    contracts: Contracts,
    view: View,
    board: Board,
    record: Record,
    inbox: Vec<News>,
    sent: u64,
    standing: Vec<StandingBid>,
    stopwatch: Option<Stopwatch>,
}

impl Stage {
    /// A stage on which nothing has happened yet.
    pub fn new(
        world: World,
        record: Record,
        market: Price,
        batches: bool,
        stopwatch: Option<Stopwatch>,
    ) -> Stage {
        let contracts = world.contracts();
        let view = View {
            now: world.now(),
            market,
            reference: None,
        };
        Stage {
            world,
            contracts,
            view,
            board: Board::new(batches),
            standing: Vec::new(),
            record,
            inbox: Vec::new(),
            sent: 0,
            stopwatch,
        }
    }

    /// The contracts' addresses, which make messages.
    pub const fn contracts(&self) -> &Contracts {
        &self.contracts
    }

    /// The contracts, to be asked.
    pub fn house(&self) -> &House {
        &self.world
    }

    /// The world.
    pub const fn world(&self) -> &World {
        &self.world
    }

    /// The world, for what is no message: time and money from outside.
    pub fn world_mut(&mut self) -> &mut World {
        &mut self.world
    }

    /// What can be seen of this block.
    pub const fn view(&self) -> &View {
        &self.view
    }

    /// The open lots.
    pub const fn board(&self) -> &Board {
        &self.board
    }

    /// What was sold and lost.
    pub const fn record(&self) -> &Record {
        &self.record
    }

    /// Messages sent so far, those refused included.
    pub const fn sent(&self) -> u64 {
        self.sent
    }

    /// Has the book filled by those whose bids stand in it, out of what is lent.
    ///
    /// # Errors
    /// A bid is refused, or a sum does not fit.
    pub fn fill_book(&mut self, lent: u128, standing: Option<&Standing>) -> Result<(), Error> {
        if let Some(standing) = standing {
            self.standing = standing::bid(self, lent, standing)?;
        }
        Ok(())
    }

    /// Has all standing bids taken out of the book. What the deepest discount of those was that bought anything is noted.
    ///
    /// # Errors
    /// As [`Stage::send`].
    pub fn empty_book(&mut self) -> Result<(), Error> {
        for bid in std::mem::take(&mut self.standing) {
            if let Some(discount_bps) = bid.leave(self)? {
                self.record.bought_at(discount_bps);
            }
        }
        Ok(())
    }

    /// Notes the bids that a lot's window can be sold to, before it is closed.
    pub fn note_book(&mut self, lot: LotId) {
        let levels = self.world.book(lot.pair);
        self.record.book_before(lot, levels);
    }

    /// Notes the debt in auction for the chronicle.
    pub fn sample(&mut self) {
        let debt = self.world.market(USD.denom).in_auction.u128();
        self.record.sample(self.view.now, debt);
    }

    /// The lots, the sales and the debt in auction, one by one; nothing is left of them here.
    pub fn take_chronicle(&mut self) -> Chronicle {
        self.record.take_chronicle()
    }

    /// The news since this was last called.
    pub fn take_news(&mut self) -> Vec<News> {
        std::mem::take(&mut self.inbox)
    }

    /// The times that messages took, if they were measured.
    pub fn into_stopwatch(self) -> Option<Stopwatch> {
        self.stopwatch
    }

    /// Looks at the block: its time, the market's price, the oracle's.
    pub fn look(&mut self, clock: &Clock<'_>) {
        self.view = View {
            now: self.world.now(),
            market: clock.price(),
            reference: self.reference(),
        };
    }

    /// The oracle's price of the collateral in the asset paid, by the rule for selling.
    fn reference(&self) -> Option<Price> {
        let sold = self.world.price(ETH.denom, Action::Liquidate).ok()?.sold;
        let owed = self.world.price(USD.denom, Action::Liquidate).ok()?.owed;
        let reference = sold.checked_div(owed).ok()?;
        Price::from_atoms(reference.atomics().u128())
    }

    /// Sends a message as a transaction of its own. Its events are followed at once.
    ///
    /// # Errors
    /// An event cannot be read, or a sum does not fit. That the house refuses the message is no error but an answer.
    pub fn send(&mut self, sender: &Addr, call: Call) -> Result<Result<Vec<News>, Refusal>, Error> {
        self.sent = self.sent.saturating_add(1);
        let answer = match &mut self.stopwatch {
            None => self.world.run(sender, call),
            Some(stopwatch) => stopwatch.time(&mut self.world, sender, call),
        };
        let receipt = match answer {
            Ok(receipt) => receipt,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let news = news::read(&receipt, &self.contracts)?;
        for one in &news {
            let listing = lot_of(one).and_then(|lot| self.board.get(lot).copied());
            self.board.follow(one, self.view.now, self.view.market);
            self.record.note(one, listing.as_ref(), &self.view)?;
        }
        self.inbox.extend(news.iter().cloned());
        Ok(Ok(news))
    }

    /// Sends a message that the house has no reason to refuse.
    ///
    /// # Errors
    /// It refuses it all the same, or as [`Stage::send`].
    pub fn must(&mut self, step: &'static str, sender: &Addr, call: Call) -> Result<(), Error> {
        match self.send(sender, call)? {
            Ok(_) => Ok(()),
            Err(refusal) => Err(Error::Refused {
                step,
                reason: refusal.to_string(),
            }),
        }
    }
}

/// The lot that news is about.
const fn lot_of(news: &News) -> Option<LotId> {
    match news {
        News::LotOpened { lot, .. }
        | News::TicketOpened { lot, .. }
        | News::BatchSettled { lot, .. }
        | News::LevelsSettled { lot }
        | News::WindowOpened { lot }
        | News::WindowReopened { lot }
        | News::LotTaken { lot, .. }
        | News::LotStartedAnew { lot }
        | News::StageEntered { lot }
        | News::LotFinished { lot } => Some(*lot),
        News::BidTakenBack { .. }
        | News::AccountTouched(_)
        | News::LossRecognised { .. }
        | News::LossCovered { .. } => None,
    }
}
