//! What those do who mean no good.

use cosmwasm_std::Coin;
use gavel_testing::{Call, Receipt, Refusal};
use gavel_types::auction::{ExecuteMsg, GovernMsg, Limit};
use gavel_types::consignor::Settlement;
use rand::Rng;
use rand_chacha::ChaCha8Rng;

use super::order::any_lot;
use super::stage::Stage;
use crate::schemer;

/// The contract of ill will changes its mind, or a stranger sends what only others may.
pub fn someone_schemes(stage: &mut Stage, random: &mut ChaCha8Rng) {
    if random.random_bool(0.5) {
        change_of_mind(stage, random);
    } else {
        let outcome = usurp(stage, random);
        assert!(outcome.is_err(), "a stranger was obeyed: {outcome:?}");
        stage.note("usurp", outcome);
    }
}

/// What it does when it is paid, or offered what is left of a lot: nothing, fail, or use the house.
fn change_of_mind(stage: &mut Stage, random: &mut ChaCha8Rng) {
    let schemer = stage.schemer.clone();
    let sold = stage.any_consigned(random);
    let lot = any_lot(stage, random);
    let house = stage.world.contracts();
    let coin = |whole: u128| vec![sold.quote.coin(whole)];
    let plan: Vec<Call> = match random.random_range(0..9) {
        0..=2 => vec![],
        3..=4 => vec![schemer::refusal(&schemer)],
        5 => vec![house.advance(lot)],
        6 => vec![house.to_auction(ExecuteMsg::PayBackstop { lot }, coin(1_000))],
        7 => vec![house.submit_bid(sold.pair, Limit::DiscountBps(500), sold.quote.coin(200))],
        _ => {
            let number = stage
                .world
                .joining_lot(sold.pair)
                .map_or(0, |lot| lot.number);
            let joined = gavel_types::auction::LotId {
                pair: sold.pair,
                number,
            };
            vec![house.consign(joined, sold.base.coin(1), None)]
        }
    };
    schemer::plan(&mut stage.world, &schemer, &plan);
}

/// A stranger sends what only the house itself, its buyer, its guardian or its owner may.
fn usurp(stage: &mut Stage, random: &mut ChaCha8Rng) -> Result<Receipt, Refusal> {
    let stranger = stage.anyone(random);
    let lot = any_lot(stage, random);
    let sold = stage.any_pair(random);
    let coins = vec![Coin::new(1_000u128, sold.quote.denom)];
    let (msg, coins) = match random.random_range(0..9) {
        0 => (ExecuteMsg::SettleTake {}, vec![]),
        1 => (ExecuteMsg::Pay { lot }, coins),
        2 => (ExecuteMsg::PayBackstop { lot }, coins),
        3 => (ExecuteMsg::CheckDepth { further: 1 }, vec![]),
        4 => (ExecuteMsg::Pause {}, vec![]),
        5 => (ExecuteMsg::Govern(GovernMsg::Unpause {}), vec![]),
        6 => {
            let collect = GovernMsg::CollectResidue {
                denom: sold.quote.denom.to_owned(),
                recipient: stranger.to_string(),
            };
            (ExecuteMsg::Govern(collect), vec![])
        }
        7 => {
            let down = GovernMsg::WindDown { pair: sold.pair };
            (ExecuteMsg::Govern(down), vec![])
        }
        _ => {
            let settlement = Settlement {
                lot,
                base: 1u128.into(),
                sold: 1u128.into(),
                proceeds: 1_000u128.into(),
                rewards: 0u128.into(),
            };
            let take = ExecuteMsg::HandOver {
                consignor: stranger.to_string(),
                settlement,
                parts: vec![Coin::new(1_000u128, sold.quote.denom)],
            };
            (take, vec![])
        }
    };
    let call = stage.world.contracts().to_auction(msg, coins);
    stage.world.run(&stranger, call)
}
