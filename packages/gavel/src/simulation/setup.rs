//! The world before the window: the house, a lender, and the borrowers with their debts.
//!
//! An account cannot be opened as close to its liquidation as some are when the window begins. So all are opened at a price
//! an eighth above the window's first, which then falls to it.

use cosmwasm_std::{Addr, Coin, Decimal, Uint128};
use gavel_testing::terms::dutch;
use gavel_testing::{Call, Checks, World, ETH, USD};
use gavel_types::auction::{BatchStage, DutchStage, PairConfig, Reference, Stage as SaleStage};
use gavel_types::lending::{AccountId, MarketTerms};

use super::clock::{Clock, BLOCKS_BEFORE};
use super::record::Record;
use super::stage::Stage;
use super::stopwatch::Stopwatch;
use crate::error::Error;
use crate::market::price::Price;
use crate::market::Market;
use crate::population::{borrowers, Borrower};
use crate::scenario::{Scenario, Windows};
use crate::tally::Decimals;

/// The assets' decimals.
pub const DECIMALS: Decimals = Decimals {
    base: ETH.decimals as u32,
    quote: USD.decimals as u32,
};

/// A millionth of a whole unit of the collateral in smallest units.
const MICRO: u128 = 10u128.pow(DECIMALS.base - 6);

/// The least price that the oracle tells from nothing, with 18 decimals.
const LEAST_PRICE: u128 = 1_000;

/// A whole share in basis points.
const WHOLE_BPS: u32 = 10_000;

/// How the collateral is sold: a share of the oracle's price in basis points by seconds. Fast far above it, slow near it, and
/// no further down than what bidders with money ask for. A lot that nobody can pay for now sells better to money that comes
/// back than at a floor far below the market, because its price follows the market's.
const CURVE: [(u32, u32); 4] = [(0, 10_200), (102, 10_030), (402, 9_930), (600, 9_880)];

/// How often a lot that nobody bought starts anew before it goes back to its account.
const MAX_RESTARTS: u8 = 8;

/// Prices are pushed again after this many blocks while the world waits for the window.
const FEED_EVERY: u64 = 5;

/// How a replay is set up beside its scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The invariants are checked behind every message.
    Checked,
    /// Nothing is checked, and every message is timed.
    Timed,
}

/// What is known of the pair that the collateral is sold in.
#[derive(Clone, Debug, PartialEq)]
pub struct SaleTerms {
    /// The batch that its lots begin with, if they do.
    pub batch: Option<BatchStage>,
    /// The Dutch stage of its lots.
    pub stage: DutchStage,
    /// Milliseconds of the longest block that counts as auction time.
    pub max_block_millis: u64,
}

impl SaleTerms {
    /// Seconds from the top of the curve to its floor.
    pub fn seconds(&self) -> u64 {
        self.stage
            .curve
            .last()
            .map_or(0, |point| u64::from(point.seconds))
    }

    /// The floor in basis points of the oracle's price.
    pub fn floor_bps(&self) -> u32 {
        self.stage.floor_bps()
    }

    /// Seconds of a window; 0 without a batch.
    pub fn window(&self) -> u64 {
        self.batch
            .as_ref()
            .map_or(0, |batch| u64::from(batch.window_seconds))
    }

    /// The most seconds before a window's end in which its book is frozen, and those for which one that is opened once more goes on.
    pub fn freeze_and_reopening(&self) -> (u64, u64) {
        let blocks = self.batch.as_ref().map_or(0, |batch| batch.freeze_blocks);
        let seconds = |blocks: u64| self.max_block_millis.saturating_mul(blocks).div_ceil(1_000);
        let blocks = u64::from(blocks);
        (seconds(blocks), seconds(blocks.saturating_add(1)))
    }

    /// The longest that a lot is open, in seconds: the window before its own, its windows, and all its curves.
    pub fn longest(&self) -> u64 {
        let curves = u64::from(self.stage.max_restarts).saturating_add(1);
        let windows = self
            .batch
            .as_ref()
            .map_or(0, |batch| u64::from(batch.max_windows).saturating_mul(4));
        let windows = self.window().saturating_mul(windows);
        self.seconds()
            .saturating_mul(curves)
            .saturating_add(windows)
    }
}

/// Builds the world and brings it to the window's first block.
///
/// # Errors
/// The world cannot be built, or refuses a step.
pub fn stage(
    market: &Market,
    scenario: &Scenario,
    clock: &Clock<'_>,
    mode: Mode,
) -> Result<(Stage, SaleTerms), Error> {
    let first = market.path.price_at(market.window.from);
    let lowest = market.path.lowest(market.window);
    let debts: Vec<Loan> = borrowers(scenario.accounts, scenario.seed, first, lowest)
        .map(Loan::of)
        .collect::<Result<_, Error>>()?;
    let high = an_eighth_above(first);
    let world = world(scenario, clock, &debts, high, mode)?;
    let config = world.pair(world.pair_of(ETH.denom, USD.denom)).config;
    let terms = SaleTerms {
        batch: config.stages.iter().find_map(|stage| match stage {
            SaleStage::Batch(batch) => Some(batch.clone()),
            SaleStage::Dutch(_) | SaleStage::English(_) | SaleStage::Backstop(_) => None,
        }),
        stage: dutch_stage(config)?,
        max_block_millis: world.auction_config().config.max_block_millis.into(),
    };
    let record = Record::new(DECIMALS, terms.floor_bps());
    let stopwatch = match mode {
        Mode::Checked => None,
        Mode::Timed => Some(Stopwatch::new()?),
    };
    let mut stage = Stage::new(world, record, first, terms.batch.is_some(), stopwatch);
    open_accounts(&mut stage, &debts, scenario)?;
    fall_to(&mut stage, first, clock)?;
    Ok((stage, terms))
}

/// A borrower's collateral and debt in smallest units.
struct Loan {
    collateral: u128,
    backed: u128,
}

impl Loan {
    /// What a borrower deposits, and what that is worth at its liquidation price.
    fn of(borrower: Borrower) -> Result<Loan, Error> {
        let collateral = u128::from(borrower.collateral_micros).saturating_mul(MICRO);
        let backed = DECIMALS.value(collateral, borrower.liquidation_price)?;
        Ok(Loan { collateral, backed })
    }

    /// The debt that makes the account liquidatable below its liquidation price, rounded down.
    fn debt(&self, threshold_bps: u32) -> Result<u128, Error> {
        Uint128::new(self.backed)
            .checked_multiply_ratio(threshold_bps, WHOLE_BPS)
            .map(|debt| debt.u128())
            .map_err(|_| Error::Overflow)
    }
}

fn an_eighth_above(price: Price) -> Price {
    let eighth = price.atoms() / 8;
    Price::from_atoms(price.atoms().saturating_add(eighth)).unwrap_or(Price::MAX)
}

/// The house on its usual terms, with feeders as in the scenario and caps that no sum of the loans reaches: a cap on what is
/// in auction would delay liquidations, and here the bidders' money alone shall bound them.
fn world(
    scenario: &Scenario,
    clock: &Clock<'_>,
    loans: &[Loan],
    price: Price,
    mode: Mode,
) -> Result<World, Error> {
    let sum = loans
        .iter()
        .try_fold(0u128, |sum, loan| sum.checked_add(loan.backed))
        .ok_or(Error::Overflow)?;
    let smallest = loans.iter().map(|loan| loan.backed).min().unwrap_or(0);
    let ample = Uint128::new(sum.saturating_mul(10).max(USD.units(1_000_000_000)));
    let block_millis = u32::try_from(scenario.block_seconds.saturating_mul(1_000));
    let builder = World::builder()
        .price(ETH, &Decimal::raw(price.atoms()).to_string())
        .starts_at(clock.chain_starts_at())
        .block_millis(block_millis.map_err(|_| Error::Overflow)?)
        .feeders(scenario.feeders)
        .collateral_with(ETH, |terms| {
            let all = Uint128::new(ETH.units(10_000_000_000));
            terms.deposit_cap = all;
            terms.auction_cap = all;
        })
        .pair_with(ETH, USD, |config| {
            config.stages = scenario.windows.iter().map(batch).collect();
            config
                .stages
                .push(dutch(Reference::Live, &CURVE, MAX_RESTARTS));
        })
        .market_with(USD, |terms| {
            terms.supply_cap = ample;
            terms.borrow_cap = ample;
            terms.auction_cap = ample;
            // A cheap asset makes small debts; a debt must not be dust from the start.
            terms.dust = terms.dust.min(Uint128::new((smallest / 20).max(1)));
        })
        .rules_with(ETH, |rules| {
            // As wide as the oracle has them: the data may be of any asset.
            rules.lower_bound = Decimal::raw(LEAST_PRICE);
            rules.upper_bound = Decimal::raw(Price::MAX.atoms());
        })
        .checks(match mode {
            Mode::Checked => Checks::counting(scenario.recount_every),
            Mode::Timed => Checks::off(),
        });
    builder.try_build().map_err(|error| Error::NoWorld {
        step: error.step.clone(),
        reason: error.refusal.to_string(),
    })
}

/// The batch of a scenario.
fn batch(windows: &Windows) -> SaleStage {
    SaleStage::Batch(BatchStage {
        window_seconds: windows.seconds,
        freeze_blocks: windows.freeze_blocks,
        grace_seconds: windows.grace_seconds,
        reserve_bps: windows.reserve_bps,
        band_bps: windows.band_bps,
        max_base: None,
        max_depth_bps: windows.max_depth_bps,
        max_windows: windows.most,
        min_bid: Uint128::new(USD.units(windows.min_bid.into())),
    })
}

/// The Dutch stage of the replay's pair.
fn dutch_stage(config: PairConfig) -> Result<DutchStage, Error> {
    config
        .stages
        .into_iter()
        .find_map(|stage| match stage {
            SaleStage::Dutch(stage) => Some(stage),
            SaleStage::Batch(_) | SaleStage::English(_) | SaleStage::Backstop(_) => None,
        })
        .ok_or(Error::NoWorld {
            step: "reading how the collateral is sold".to_owned(),
            reason: "the pair has no Dutch stage".to_owned(),
        })
}

/// A lender supplies so much that the loans use four fifths of it up to the kink of the market's rate, a staker insures a share of
/// that, and bidders put another into the book; then every borrower deposits and borrows.
fn open_accounts(stage: &mut Stage, loans: &[Loan], scenario: &Scenario) -> Result<(), Error> {
    let threshold = stage.house().collateral(ETH.denom).terms.threshold_bps;
    let terms: MarketTerms = stage.house().market(USD.denom).terms;
    let debts: Vec<u128> = loans
        .iter()
        .map(|loan| loan.debt(threshold))
        .collect::<Result<_, Error>>()?;
    let sum = debts
        .iter()
        .try_fold(0u128, |sum, debt| sum.checked_add(*debt))
        .ok_or(Error::Overflow)?;
    let supply = Uint128::new(sum)
        .checked_multiply_ratio(WHOLE_BPS, terms.kink_bps.max(1))
        .map_err(|_| Error::Overflow)?
        .checked_add(Uint128::one())
        .map_err(|_| Error::Overflow)?;
    let coin = Coin::new(supply, USD.denom);
    let lender = stage
        .world_mut()
        .funded("lender", std::slice::from_ref(&coin));
    let supply = stage.contracts().supply(coin.clone());
    stage.must("supplying the market", &lender, supply)?;
    insure(stage, coin.amount, scenario.staked_bps)?;
    stage.fill_book(coin.amount.u128(), scenario.standing.as_ref())?;

    for (number, (loan, debt)) in loans.iter().zip(debts).enumerate() {
        let collateral = Coin::new(loan.collateral, ETH.denom);
        let name = format!("borrower {number}");
        let owner = stage
            .world_mut()
            .funded(&name, std::slice::from_ref(&collateral));
        let (deposit, borrow) = opening(stage, &owner, collateral, debt);
        stage.must("depositing collateral", &owner, deposit)?;
        stage.must("borrowing", &owner, borrow)?;
    }
    Ok(())
}

/// A staker stakes a share of what is lent in the insurance fund.
fn insure(stage: &mut Stage, lent: Uint128, staked_bps: u32) -> Result<(), Error> {
    let staked = lent
        .checked_multiply_ratio(staked_bps, WHOLE_BPS)
        .map_err(|_| Error::Overflow)?;
    if staked.is_zero() {
        return Ok(());
    }
    let coin = Coin::new(staked, USD.denom);
    let staker = stage
        .world_mut()
        .funded("staker", std::slice::from_ref(&coin));
    let stake = stage.contracts().stake(coin);
    stage.must("staking in the insurance fund", &staker, stake)
}

fn opening(stage: &Stage, owner: &Addr, collateral: Coin, debt: u128) -> (Call, Call) {
    let account = AccountId {
        owner: owner.to_string(),
        sub: 0,
    };
    let contracts = stage.contracts();
    (
        contracts.deposit(&account, collateral),
        contracts.borrow(account.sub, Coin::new(debt, USD.denom)),
    )
}

/// Brings the oracle to the window's first price and the chain to its first block. The last prices are a block old then, so
/// that the feeders' own can follow.
fn fall_to(stage: &mut Stage, first: Price, clock: &Clock<'_>) -> Result<(), Error> {
    let world = stage.world_mut();
    world.set_price_to(ETH.denom, Decimal::raw(first.atoms()));
    let last = BLOCKS_BEFORE.saturating_sub(1);
    for block in 2..=last {
        world.blocks(1);
        if block == last || block.checked_rem(FEED_EVERY) == Some(0) {
            world.feed();
        }
    }
    world.blocks(1);
    let (now, starts_at) = (world.now(), clock.now());
    if now == starts_at {
        Ok(())
    } else {
        Err(Error::NoWorld {
            step: "waiting for the window".to_owned(),
            reason: format!("the chain is at second {now}, the window starts at {starts_at}"),
        })
    }
}
