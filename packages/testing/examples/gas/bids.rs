//! What is done and measured with bids.

use std::error::Error;

use gavel_testing::{Call, USD};
use gavel_types::auction::Limit;

use crate::budget::Row;
use crate::rows::Way;
use crate::square::{better, level, Square};

/// Does a row's work in every way that is told apart. None for a row that is not of the book.
pub fn measure(row: Row, pinned: bool) -> Result<Option<Vec<Way>>, Box<dyn Error>> {
    Ok(Some(match row {
        Row::SubmitBid => submit_bid(pinned)?,
        Row::SubmitBidNewTick => submit_bid_new_tick(pinned)?,
        Row::Claim => claim(pinned)?,
        Row::ClaimNext => claim_next(pinned)?,
        Row::ClaimNextPartial => claim_next_partial(pinned)?,
        Row::Tick => tick(pinned)?,
        Row::TickPartial => tick_partial(pinned)?,
        _ => return Ok(None),
    }))
}

fn submit_bid(pinned: bool) -> Result<Vec<Way>, Box<dyn Error>> {
    let mut square = Square::settle(pinned)?;
    let coin = USD.part("8765.432109");
    let call = square
        .world()
        .contracts()
        .submit_bid(square.pair, level(7), coin.clone());
    let coins = [coin];
    let newcomer = square.world().person("newcomer");
    let first = square.cost(&newcomer, &coins, vec![call.clone()])?;
    let known = square.world().person("bidder 35");
    let more = square.cost(&known, &coins, vec![call])?;
    Ok(vec![
        Way::new("a new bid", vec![first]),
        Way::new("more into a bid", vec![more]),
    ])
}

fn submit_bid_new_tick(pinned: bool) -> Result<Vec<Way>, Box<dyn Error>> {
    let mut square = Square::settle(pinned)?;
    let coin = USD.part("8765.432109");
    let contracts = square.world().contracts();
    let call = contracts.submit_bid(square.pair, level(25), coin.clone());
    let newcomer = square.world().person("newcomer");
    let gas = square.cost(&newcomer, &[coin], vec![call])?;
    Ok(vec![Way::new("a new bid", vec![gas])])
}

fn claim(pinned: bool) -> Result<Vec<Way>, Box<dyn Error>> {
    let mut square = Square::settle(pinned)?;
    square.sell("201.730958214460938271")?;
    let owner = square.world().person("bidder 7");
    let call = square
        .world()
        .contracts()
        .claim_liquidations(square.pair, None);
    let gas = square.cost(&owner, &[], vec![call])?;
    Ok(vec![Way::new("a filled bid", vec![gas])])
}

fn claim_next(pinned: bool) -> Result<Vec<Way>, Box<dyn Error>> {
    let mut square = Square::settle(pinned)?;
    for step in 0..12 {
        square.bid("collector", level(step), "4567.890123")?;
    }
    square.sell("251.730958214460938271")?;
    let limits: Vec<Limit> = (0..11).map(level).collect();
    Ok(vec![further("filled", &mut square, &limits)?])
}

fn claim_next_partial(pinned: bool) -> Result<Vec<Way>, Box<dyn Error>> {
    let mut square = partly(pinned)?;
    let limits: Vec<Limit> = (1..6).map(better).collect();
    let live = further("filled in part and live", &mut square, &limits)?;
    square.sell("51.730958214460938271")?;
    let filled = further("filled in part, then swallowed", &mut square, &limits)?;
    Ok(vec![live, filled])
}

fn tick(pinned: bool) -> Result<Vec<Way>, Box<dyn Error>> {
    let mut square = Square::settle(pinned)?;
    let lot = square.open("301.730958214460938271")?;
    settling(
        "filled",
        &mut square,
        |square, limit| square.world().contracts().advance_by(lot, limit),
        11,
    )
}

fn tick_partial(pinned: bool) -> Result<Vec<Way>, Box<dyn Error>> {
    let mut square = partly(pinned)?;
    let lot = square.open("201.730958214460938271")?;
    settling(
        "filled in part before",
        &mut square,
        |square, limit| square.world().contracts().advance_by(lot, limit),
        5,
    )
}

/// Six levels, each above the one before, each filled in part; the collector has a bid in each.
fn partly(pinned: bool) -> Result<Square, Box<dyn Error>> {
    let mut square = Square::settle(pinned)?;
    for step in 1..=6 {
        square.bid("collector", better(step), "4567.890123")?;
        square.bid(&format!("other {step}"), better(step), "34567.890123")?;
        square.sell("5.730958214460938271")?;
    }
    Ok(square)
}

/// What each further bid of a claim costs.
fn further(
    name: &'static str,
    square: &mut Square,
    limits: &[Limit],
) -> Result<Way, Box<dyn Error>> {
    let owner = square.world().person("collector");
    let mut cost = |limits: &[Limit]| {
        let contracts = square.world().contracts();
        let call = contracts.claim_liquidations(square.pair, Some(limits.to_vec()));
        square.cost(&owner, &[], vec![call])
    };
    let one = cost(limits.get(..1).unwrap_or_default())?;
    let all = cost(limits)?;
    Ok(Way::each(name, all, one, limits.len() as u64 - 1))
}

/// What each further level of a settlement costs.
fn settling(
    name: &'static str,
    square: &mut Square,
    call: impl Fn(&Square, u32) -> Call,
    levels: u32,
) -> Result<Vec<Way>, Box<dyn Error>> {
    let keeper = square.world().person("keeper");
    let mut cost = |limit: u32| {
        let call = call(square, limit);
        square.cost(&keeper, &[], vec![call])
    };
    let (one, all) = (cost(1)?, cost(levels)?);
    Ok(vec![Way::each(name, all, one, u64::from(levels) - 1)])
}

/// How much dearer it is to settle ten levels with a hundred thousand bids than with ten.
pub fn flatness(pinned: bool) -> Result<f64, Box<dyn Error>> {
    let mut gas = Vec::new();
    for bids in [1u32, 10_000] {
        let mut square = Square::empty(pinned)?;
        // The same money on each level, and so much of a lot that nine and a half are sold.
        let each = format!("{}.{:06}", 1_000_000 / bids, 0);
        for number in 0..10 * bids {
            square.bid(&format!("bidder {number}"), level(number % 10), &each)?;
        }
        let lot = square.open("2850")?;
        let keeper = square.world().person("keeper");
        let call = square.world().contracts().advance_by(lot, 100);
        gas.push(square.cost(&keeper, &[], vec![call])?.total);
    }
    match gas.as_slice() {
        [few, many] => Ok(*many as f64 / *few as f64),
        _ => Err("two worlds were measured".into()),
    }
}
