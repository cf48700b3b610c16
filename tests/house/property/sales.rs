//! What sellers do, and those who buy at a lot's price or bid for all of it.

use cosmwasm_std::{Binary, Coin, Decimal};
use gavel_testing::{Call, Receipt, Refusal};
use gavel_types::auction::{ExecuteMsg, LotResponse};
use rand::seq::IndexedRandom;
use rand::Rng;
use rand_chacha::ChaCha8Rng;

use super::amounts;
use super::order::lot_for_sale;
use super::stage::{Sold, Stage};
use crate::schemer;

/// Takes, bids for all, consigns, withdraws a credit, liquidates and takes at once, takes without money.
pub fn someone_trades(stage: &mut Stage, random: &mut ChaCha8Rng) {
    match random.random_range(0..24) {
        0..=8 => take(stage, random),
        9..=12 => place_bid(stage, random),
        13..=16 => consign(stage, random),
        17..=19 => withdraw(stage, random),
        20..=21 => liquidate_and_take(stage, random),
        _ => take_and_pay_later(stage, random),
    }
}

fn take(stage: &mut Stage, random: &mut ChaCha8Rng) {
    let bidder = stage.bidders.choose(random).unwrap().clone();
    let lot = lot_for_sale(stage, random);
    let Some(open) = stage.world.lot(lot) else {
        return;
    };
    let amount = some_of(random, &open);
    let max_price = match open.price {
        Some(price) if random.random_bool(0.9) => price,
        _ => Decimal::percent(random.random_range(1..1_000_000)),
    };
    let pay = Coin::new(10u128.pow(random.random_range(6..14)), &open.quote_denom);
    let recipient = random
        .random_ratio(1, 4)
        .then(|| stage.anyone(random).to_string());
    let msg = ExecuteMsg::Take {
        lot,
        amount: amount.into(),
        max_price,
        min_amount: random.random_ratio(1, 8).then(|| amount.into()),
        recipient,
        callback: None,
    };
    let call = stage.world.contracts().to_auction(msg, vec![pay]);
    let outcome = stage.world.run(&bidder, call);
    stage.note("take", outcome);
}

/// Amounts of what is left of a lot, and others.
fn some_of(random: &mut ChaCha8Rng, lot: &LotResponse) -> u128 {
    let left = lot.base_left.u128();
    match random.random_range(0..8) {
        0 => 0,
        1 => random.random_range(1..100),
        2 => left.saturating_sub(random.random_range(0..100)),
        3 => u128::MAX,
        _ => random.random_range(0..left.max(1)).max(1),
    }
}

/// The least bid that leads, a little more or less, or anything.
fn place_bid(stage: &mut Stage, random: &mut ChaCha8Rng) {
    let wanted: Vec<LotResponse> = stage.world.lots();
    let wanted: Vec<&LotResponse> = wanted
        .iter()
        .filter(|lot| lot.least_bid.is_some())
        .collect();
    let Some(lot) = wanted.choose(random) else {
        return;
    };
    let least = lot.least_bid.unwrap_or_default().u128();
    let bid = match random.random_range(0..8) {
        0 => least.saturating_sub(1),
        1 => random.random_range(1..1_000_000),
        2 => least.saturating_mul(2),
        3 => least.saturating_add(least / 50),
        _ => least,
    };
    let bidder = stage.bidders.choose(random).unwrap().clone();
    let msg = ExecuteMsg::PlaceBid {
        lot: lot.lot,
        min_amount: random.random_ratio(1, 8).then_some(lot.base_left),
        recipient: random
            .random_ratio(1, 4)
            .then(|| stage.anyone(random).to_string()),
    };
    let coins = vec![Coin::new(bid, &lot.quote_denom)];
    let call = stage.world.contracts().to_auction(msg, coins);
    let outcome = stage.world.run(&bidder, call);
    stage.note("place_bid", outcome);
}

/// An account, or the contract of ill will, puts something up for sale: mostly in the lot that it joins.
fn consign(stage: &mut Stage, random: &mut ChaCha8Rng) {
    let Sold {
        pair, base, quote, ..
    } = if random.random_ratio(1, 10) {
        stage.any_pair(random)
    } else {
        stage.any_consigned(random)
    };
    let seller = match random.random_range(0..4) {
        0 => stage.schemer.clone(),
        _ => stage.sellers.choose(random).unwrap().clone(),
    };
    let expected = stage.world.joining_lot(pair).map_or(0, |lot| lot.number);
    let tab = random
        .random_ratio(1, 3)
        .then(|| amounts::any(random, quote, 2_000).into());
    let msg = ExecuteMsg::Consign {
        pair,
        expected_lot: expected + u32::from(random.random_ratio(1, 20)),
        tab,
        max_reward_bps: random
            .random_bool(0.5)
            .then(|| random.random_range(0..=1_000)),
    };
    let coin = Coin::new(amounts::owned(random, base, 20), base.denom);
    let call = stage.world.contracts().to_auction(msg, vec![coin]);
    let outcome = stage.world.run(&seller, call);
    stage.note("consign", outcome);
}

/// Someone who is owed something takes it, or someone else tries.
fn withdraw(stage: &mut Stage, random: &mut ChaCha8Rng) {
    let whose = match random.random_range(0..3) {
        0 => stage.sellers.choose(random).unwrap().clone(),
        _ => stage.anyone(random),
    };
    let owed = stage.world.credits(&whose);
    let denom = owed.choose(random).map_or_else(
        || stage.any_pair(random).base.denom.to_owned(),
        |coin| coin.denom.clone(),
    );
    let outcome = stage.world.withdraw_credit(&whose, &denom);
    stage.note("withdraw_credit", outcome);
}

fn liquidate_and_take(stage: &mut Stage, random: &mut ChaCha8Rng) {
    let bidder = stage.bidders.choose(random).unwrap().clone();
    let account = stage.account_to_liquidate(random);
    let Ok(planned) = stage.world.simulate_liquidation(&account) else {
        return;
    };
    let house = stage.world.contracts();
    let mut calls = vec![house.liquidate(&account)];
    for lot in planned.lots {
        let quote = stage.world.pair(lot.lot.pair).quote;
        let pay = Coin::new(10u128.pow(13), quote);
        calls.push(house.take(lot.lot, lot.base.u128(), Decimal::MAX, pay));
    }
    let outcome = stage.world.transact(&bidder, calls);
    stage.note("liquidate_and_take", outcome);
}

/// The contract of ill will takes, and pays what it owes when it is called back, or does anything else.
fn take_and_pay_later(stage: &mut Stage, random: &mut ChaCha8Rng) {
    let lot = lot_for_sale(stage, random);
    let Some(open) = stage.world.lot(lot) else {
        return;
    };
    let amount = some_of(random, &open);
    let (msg, owed) = match stage.world.simulate_take(lot, amount) {
        Ok(offer) => (
            ExecuteMsg::Take {
                lot,
                amount: offer.base,
                max_price: offer.price,
                min_amount: None,
                recipient: None,
                callback: Some(Binary::default()),
            },
            offer.quote.u128(),
        ),
        Err(_) => return,
    };
    let house = stage.world.contracts();
    let pays = |amount: u128| {
        let coins = vec![Coin::new(amount.max(1), &open.quote_denom)];
        house.to_auction(ExecuteMsg::Pay { lot }, coins)
    };
    let half = owed / 2;
    let (honest, plan): (bool, Vec<Call>) = match random.random_range(0..9) {
        0 => (false, vec![]),
        1 => (false, vec![pays(owed + 1)]),
        2 if owed > 1 => (false, vec![pays(owed - 1)]),
        3 => (false, vec![pays(owed), house.advance(lot)]),
        4 => (
            false,
            vec![
                house.take(lot, 1, Decimal::MAX, Coin::new(owed, &open.quote_denom)),
                pays(owed),
            ],
        ),
        5 if half > 0 => (true, vec![pays(half), pays(owed - half)]),
        _ => (true, vec![pays(owed)]),
    };
    let outcome = stage.scheming(&plan, msg);
    assert!(
        honest || outcome.is_err(),
        "{plan:?} paid for {owed}: {outcome:?}"
    );
    stage.note("take_with_callback", outcome);
}

impl Stage {
    /// Has the contract of ill will send a message, with this plan for when it is called.
    fn scheming(&mut self, plan: &[Call], msg: ExecuteMsg) -> Result<Receipt, Refusal> {
        let schemer = self.schemer.clone();
        schemer::plan(&mut self.world, &schemer, plan);
        let call = self.world.contracts().to_auction(msg, vec![]);
        let sender = self.keepers[0].clone();
        let outcome = self.world.run(&sender, schemer::act(&schemer, &[call]));
        schemer::plan(&mut self.world, &schemer, &[]);
        outcome
    }
}
