//! What stakers and those who deal with the insurance fund do.

use cosmwasm_std::Coin;
use gavel_types::lending::ExecuteMsg;
use rand::seq::IndexedRandom;
use rand::Rng;
use rand_chacha::ChaCha8Rng;

use super::amounts;
use super::stage::{Stage, MARKETS};

/// Stakes, leaves, gives, draws without a right to.
pub fn someone_insures(stage: &mut Stage, random: &mut ChaCha8Rng) {
    let staker = stage.stakers.choose(random).unwrap().clone();
    let market = *MARKETS.choose(random).unwrap();
    let house = stage.world.contracts();
    let coin = Coin::new(amounts::owned(random, market, 5_000), market.denom);
    let (verb, call) = match random.random_range(0..13) {
        0..=3 => ("stake", house.stake(coin)),
        4..=5 => {
            let some = random.random_bool(0.5);
            let shares = some.then(|| random.random_range(1..10u128.pow(16)));
            ("queue_exit", house.queue_exit(market.denom, shares))
        }
        6..=7 => ("unstake", house.unstake(market.denom)),
        8 => ("add_income", house.add_income(coin)),
        9 => ("absorb", house.absorb(market.denom)),
        10 => {
            let outcome = stage.world.run(&staker, house.cover(coin));
            assert!(outcome.is_err(), "a stranger drew on the fund");
            return stage.note("cover", outcome);
        }
        11 => (
            "repay_shortfall",
            house.repay_shortfall(&house.lending, market.denom),
        ),
        _ => {
            let stream_seconds = random.random_range(0..10_000_000);
            let msg = ExecuteMsg::ShortfallRepaid { stream_seconds };
            ("shortfall_repaid", house.to_lending(msg, vec![coin]))
        }
    };
    let outcome = stage.world.run(&staker, call);
    stage.note(verb, outcome);
}
