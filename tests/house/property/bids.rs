//! What those do whose bids stand in a book.

use cosmwasm_std::{Addr, Coin, Decimal};
use gavel_types::auction::{BidStatus, ExecuteMsg, Limit, PairId, PositionResponse, Stage as Way};
use rand::seq::IndexedRandom;
use rand::Rng;
use rand_chacha::ChaCha8Rng;

use super::amounts;
use super::stage::{Sold, Stage};

/// Bids, takes a bid back, moves it, claims what it bought.
pub fn someone_bids(stage: &mut Stage, random: &mut ChaCha8Rng) {
    match random.random_range(0..20) {
        0..=9 => submit(stage, random),
        10..=12 => retract(stage, random),
        13..=14 => move_bid(stage, random),
        _ => claim(stage, random),
    }
}

fn submit(stage: &mut Stage, random: &mut ChaCha8Rng) {
    let sold = with_a_book(stage, random);
    let bidder = stage.bidders.choose(random).unwrap().clone();
    let limit = any_limit(stage, random, sold);
    let most = stage.world.balance(&bidder, sold.quote.denom);
    // Now and then as much as anyone has.
    let amount = match random.random_range(0..20) {
        0 => most,
        1 => most / random.random_range(2..1_000_000_000),
        _ => amounts::owned(random, sold.quote, 3_000).min(most),
    };
    let owner = random
        .random_ratio(1, 6)
        .then(|| stage.bidders.choose(random).unwrap().clone());
    let msg = ExecuteMsg::SubmitBid {
        pair: sold.pair,
        limit,
        owner: owner.as_ref().map(ToString::to_string),
    };
    let coins = vec![Coin::new(amount, sold.quote.denom)];
    let call = stage.world.contracts().to_auction(msg, coins);
    let outcome = stage.world.run(&bidder, call);
    if outcome.is_ok() {
        let bid = (owner.unwrap_or(bidder), sold.pair, limit);
        if !stage.bids.contains(&bid) {
            stage.bids.push(bid);
        }
    }
    stage.note("submit_bid", outcome);
}

/// Mostly a pair that sells by batch.
fn with_a_book(stage: &Stage, random: &mut ChaCha8Rng) -> Sold {
    for _ in 0..4 {
        let sold = stage.any_pair(random);
        let stages = stage.world.pair(sold.pair).config.stages;
        if matches!(stages.first(), Some(Way::Batch(_))) {
            return sold;
        }
    }
    stage.any_pair(random)
}

/// A discount, or a price: mostly near today's.
fn any_limit(stage: &Stage, random: &mut ChaCha8Rng, sold: Sold) -> Limit {
    if random.random_bool(0.5) {
        let steps = match random.random_range(0..4) {
            0 => random.random_range(0..=210),
            _ => random.random_range(0..40),
        };
        let off_the_grid = u32::from(random.random_ratio(1, 40));
        return Limit::DiscountBps(25 * steps + off_the_grid);
    }
    let price = |denom: &str| {
        let record = stage.world.price_record(denom)?;
        Some(Decimal::new(record.mid.0.into()))
    };
    let (base, quote) = (price(sold.base.denom), price(sold.quote.denom));
    let now = base
        .zip(quote)
        .and_then(|(base, quote)| base.checked_div(quote).ok())
        .unwrap_or(Decimal::one());
    let share = match random.random_range(0..6) {
        0 => Decimal::permille(random.random_range(1..3_000)),
        _ => Decimal::permille(random.random_range(850..1_050)),
    };
    let wanted = now.checked_mul(share).unwrap_or(now);
    // Two digits lie on the grid.
    let digits = wanted.atomics().u128().max(1);
    let unit = 10u128.pow(digits.ilog10().saturating_sub(1));
    Limit::Price(Decimal::new((digits / unit * unit).into()))
}

/// A bid that was made, mostly one that is there.
fn any_bid(stage: &mut Stage, random: &mut ChaCha8Rng) -> Option<(Addr, PairId, Limit)> {
    let place = random.random_range(0..stage.bids.len().max(1));
    let (owner, pair, limit) = stage.bids.get(place)?.clone();
    let there = stage.world.positions(pair, &owner);
    if !there.iter().any(|bid| bid.limit == limit) {
        stage.bids.swap_remove(place);
    }
    Some((owner, pair, limit))
}

/// Some of an amount, all of it, or more.
fn part(random: &mut ChaCha8Rng) -> Option<u128> {
    match random.random_range(0..8) {
        0 => Some(0),
        1 => Some(random.random_range(1..1_000)),
        2 => Some(u128::MAX),
        3..=4 => Some(10u128.pow(random.random_range(3..22))),
        _ => None,
    }
}

fn retract(stage: &mut Stage, random: &mut ChaCha8Rng) {
    let Some((owner, pair, limit)) = any_bid(stage, random) else {
        return;
    };
    let msg = ExecuteMsg::RetractBid {
        pair,
        limit,
        amount: part(random).map(Into::into),
        recipient: random
            .random_ratio(1, 4)
            .then(|| stage.anyone(random).to_string()),
    };
    let call = stage.world.contracts().to_auction(msg, vec![]);
    let outcome = stage.world.run(&owner, call);
    stage.note("retract_bid", outcome);
}

fn move_bid(stage: &mut Stage, random: &mut ChaCha8Rng) {
    let Some((owner, pair, from)) = any_bid(stage, random) else {
        return;
    };
    let Some(sold) = stage.pairs.iter().find(|sold| sold.pair == pair).copied() else {
        return;
    };
    let to = any_limit(stage, random, sold);
    let call = stage
        .world
        .contracts()
        .move_bid(pair, from, to, part(random));
    let outcome = stage.world.run(&owner, call);
    if outcome.is_ok() && !stage.bids.contains(&(owner.clone(), pair, to)) {
        stage.bids.push((owner, pair, to));
    }
    stage.note("move_bid", outcome);
}

/// Whether something of a bid can be claimed.
fn is_to_claim(bid: &PositionResponse) -> bool {
    !bid.base.is_zero() || matches!(bid.status, BidStatus::Returned)
}

/// Mostly a bid of which something can be claimed.
fn any_bid_to_claim(stage: &mut Stage, random: &mut ChaCha8Rng) -> Option<(Addr, PairId, Limit)> {
    for _ in 0..10 {
        let (owner, pair, limit) = any_bid(stage, random)?;
        let bids = stage.world.positions(pair, &owner);
        if bids
            .iter()
            .any(|bid| bid.limit == limit && is_to_claim(bid))
        {
            return Some((owner, pair, limit));
        }
    }
    any_bid(stage, random)
}

/// All that someone can claim, one bid, a few, or the same twice.
fn claim(stage: &mut Stage, random: &mut ChaCha8Rng) {
    let Some((owner, pair, limit)) = any_bid_to_claim(stage, random) else {
        return;
    };
    let limits = match random.random_range(0..5) {
        0 => Some(vec![limit]),
        1 => Some(vec![limit, limit]),
        2 => {
            let all = stage.world.positions(pair, &owner);
            let wanted = all.iter().filter(|bid| is_to_claim(bid));
            Some(wanted.map(|bid| bid.limit).take(30).collect())
        }
        _ => None,
    };
    let msg = ExecuteMsg::ClaimLiquidations {
        pair,
        limits,
        recipient: random
            .random_ratio(1, 4)
            .then(|| stage.anyone(random).to_string()),
    };
    let call = stage.world.contracts().to_auction(msg, vec![]);
    let outcome = stage.world.run(&owner, call);
    stage.note("claim_liquidations", outcome);
}
