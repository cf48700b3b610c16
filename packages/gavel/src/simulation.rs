//! The replay itself: every actor sends its messages to the house's own contracts on an embedded chain, block by block.
//!
//! Nothing here knows the house's rules. Accounts are opened, liquidated and sold by messages; what came of it is read off
//! the house's events. Within a block feeders come first, then bidders' messages in the order in which they were sent, then the
//! keeper's. At a block's end keepers and bidders look at it and decide what to send in a later one.

pub mod bidder;
pub mod board;
pub mod clock;
pub mod feeder;
pub mod inclusion;
pub mod keeper;
pub mod news;
pub mod record;
pub mod seller;
pub mod setup;
pub mod stage;
pub mod standing;
pub mod stopwatch;
pub mod view;

use std::time::Instant;

use crate::chronicle::Chronicle;
use crate::error::Error;
use crate::market::Market;
use crate::outcome::{Counts, Outcome};
use crate::progress::Progress;
use crate::scenario::Scenario;
use bidder::{Absence, Bidder};
use clock::Clock;
use feeder::Feeder;
use keeper::Keeper;
use seller::{Consignments, Seller};
use setup::{Mode, SaleTerms};
use stage::Stage;
use stopwatch::Stopwatch;

/// Blocks between two looks at the debt in auction: a minute of the usual blocks.
const SAMPLE_EVERY: u64 = 10;

/// What a replay leaves.
pub struct Replayed {
    /// What came of it.
    pub outcome: Outcome,
    /// The lots, the sales and the debt in auction, one by one.
    pub chronicle: Chronicle,
    /// The invariants that did not hold, each as a line of text; not all if there are very many.
    pub violations: Vec<String>,
    /// How long the messages took, if they were timed.
    pub stopwatch: Option<Stopwatch>,
    /// How the lots were sold.
    pub terms: SaleTerms,
}

/// Blocks of a scenario in the window, for the progress bar.
pub fn blocks(market: &Market, scenario: &Scenario) -> u64 {
    market
        .window
        .seconds()
        .div_ceil(scenario.block_seconds.max(1))
}

/// Replays a scenario on a market.
///
/// Behind the window the last price is held until no lot is open, or until every lot has had twice the time it can take,
/// bidders' absence not counted.
///
/// # Errors
/// The world cannot be set up, the house refuses what it has no reason to refuse, or a sum does not fit.
pub fn run(
    market: &Market,
    scenario: &Scenario,
    mode: Mode,
    progress: &Progress,
) -> Result<Replayed, Error> {
    run_with(market, scenario, mode, None, progress)
}

/// The same with a seller who consigns lots beside those of liquidations.
///
/// # Errors
/// As [`run`].
pub fn run_with(
    market: &Market,
    scenario: &Scenario,
    mode: Mode,
    consignments: Option<Consignments>,
    progress: &Progress,
) -> Result<Replayed, Error> {
    let started = Instant::now();
    let clock = Clock::new(market, scenario.block_seconds);
    let (mut stage, terms) = setup::stage(market, scenario, &clock, mode)?;
    let seller = consignments
        .map(|consignments| Seller::new(&mut stage, consignments))
        .transpose()?;
    let absence = Absence::of(market, scenario);
    let mut play = Play::new(stage, clock, scenario, &terms, absence)?;
    play.seller = seller;
    while play.clock.in_window() || !play.is_over(&terms) {
        play.block()?;
        let market = play.stage.view().market;
        let open = play.open_lots();
        progress.block_done(market, play.liquidations(), open);
        play.next_block();
    }
    progress.finish();
    play.finish(market, scenario, terms, started)
}

/// A replay under way.
struct Play<'a> {
    stage: Stage,
    clock: Clock<'a>,
    feeders: Vec<Feeder>,
    bidders: Vec<Bidder>,
    keepers: Vec<Keeper>,
    seller: Option<Seller>,
    absence: Absence,
    ended_at: Option<u64>,
}

impl<'a> Play<'a> {
    fn new(
        mut stage: Stage,
        clock: Clock<'a>,
        scenario: &Scenario,
        terms: &SaleTerms,
        absence: Absence,
    ) -> Result<Play<'a>, Error> {
        stage.look(&clock);
        let first = clock.price();
        let pushed_at = clock.now().saturating_sub(clock.block_seconds());
        let addresses = stage.world().cast().feeders.clone();
        let feeders = (0..scenario.feeders)
            .zip(addresses)
            .map(|(number, address)| Feeder::new(scenario, number, address, first, pushed_at))
            .collect();
        let bidders = (0..scenario.bidders)
            .map(|number| Bidder::new(scenario, number, &mut stage, terms, absence))
            .collect::<Result<_, Error>>()?;
        let keepers = (0..scenario.keepers)
            .map(|number| {
                let address = stage.house().person(&format!("keeper {number}"));
                Keeper::new(scenario, number, address, &stage, terms)
            })
            .collect();
        stage.take_news();
        Ok(Play {
            stage,
            clock,
            feeders,
            bidders,
            keepers,
            seller: None,
            absence,
            ended_at: None,
        })
    }

    /// One block: messages first, then looks.
    fn block(&mut self) -> Result<(), Error> {
        let Play {
            stage,
            clock,
            feeders,
            bidders,
            keepers,
            seller,
            ..
        } = self;
        stage.look(clock);
        for feeder in feeders {
            feeder.act(stage, clock)?;
        }
        stage.look(clock);
        if let Some(seller) = seller {
            seller.act(stage, clock)?;
        }
        for bidder in bidders.iter_mut() {
            bidder.collect(stage);
            bidder.act(stage, clock)?;
        }
        for keeper in keepers.iter_mut() {
            keeper.act(stage)?;
        }
        if clock.block().checked_rem(SAMPLE_EVERY) == Some(0) {
            stage.sample();
        }
        let news = stage.take_news();
        for keeper in keepers {
            keeper.look(stage, &news);
        }
        for bidder in bidders {
            bidder.look(stage, &news, clock)?;
            // Only a bidder without any latency has something to send in the block it looks at.
            bidder.act(stage, clock)?;
        }
        Ok(())
    }

    fn next_block(&mut self) {
        self.clock.tick();
        self.stage.world_mut().blocks(1);
    }

    /// Whether behind the window nothing is left to do, or there was time enough to do it with bidders there.
    fn is_over(&mut self, terms: &SaleTerms) -> bool {
        if self.absence.covers(self.clock.second()) {
            return false;
        }
        let now = self.clock.now();
        let ended_at = *self.ended_at.get_or_insert(now);
        let idle = self.keepers.iter().all(Keeper::is_idle);
        let enough = terms.longest().saturating_mul(2);
        (idle && self.stage.board().is_empty()) || now.saturating_sub(ended_at) > enough
    }

    fn open_lots(&self) -> u64 {
        u64::try_from(self.stage.board().len()).unwrap_or(u64::MAX)
    }

    fn liquidations(&self) -> u64 {
        self.keepers.iter().map(Keeper::liquidations).sum()
    }

    /// The last full recount, and what came of it all.
    fn finish(
        mut self,
        market: &Market,
        scenario: &Scenario,
        terms: SaleTerms,
        started: Instant,
    ) -> Result<Replayed, Error> {
        self.stage.world_mut().recount();
        for bidder in &mut self.bidders {
            bidder.leave(&mut self.stage)?;
        }
        self.stage.empty_book()?;
        self.stage.world_mut().recount();
        let house = self.stage.house();
        let unfinished = house.lots().len().saturating_add(house.deliveries().len());
        let checked = self.stage.world().counts();
        let counts = Counts {
            blocks: self.clock.block(),
            messages: self.stage.sent(),
            accounts: scenario.accounts.into(),
            liquidations: self.liquidations(),
            open_lots: u64::try_from(unfinished).unwrap_or(u64::MAX),
            invariant_checks: checked.checks,
            invariant_failures: checked.failures,
            elapsed_seconds: started.elapsed().as_secs_f64(),
            ..self.stage.record().counts()
        };
        let sums = self.stage.record().sums();
        let violations = self.stage.world().violations();
        Ok(Replayed {
            outcome: Outcome::new(scenario.name, market.window, counts, sums),
            violations: violations.iter().map(ToString::to_string).collect(),
            chronicle: self.stage.take_chronicle(),
            stopwatch: self.stage.into_stopwatch(),
            terms,
        })
    }
}
