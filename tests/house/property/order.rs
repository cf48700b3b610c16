//! What keepers do.

use cosmwasm_std::Coin;
use gavel_testing::{Receipt, Refusal, ETH};
use gavel_types::auction::{ExecuteMsg as AuctionMsg, LotId};
use gavel_types::consignor::Settlement;
use gavel_types::lending::{AccountId, ExecuteMsg as LendingMsg};
use rand::seq::IndexedRandom;
use rand::Rng;
use rand_chacha::ChaCha8Rng;

use super::stage::{Stage, COLLATERALS, MARKETS};

/// Liquidates, reconciles, distributes, advances, delivers.
pub fn someone_keeps_order(stage: &mut Stage, random: &mut ChaCha8Rng) {
    let keeper = stage.keepers.choose(random).unwrap().clone();
    match random.random_range(0..24) {
        0..=7 => {
            let account = stage.account_to_liquidate(random);
            let outcome = stage.world.liquidate(&keeper, &account);
            stage.note("liquidate", outcome);
        }
        8..=9 => {
            let count = random.random_range(1..4);
            let accounts: Vec<AccountId> = (0..count).map(|_| stage.any_account(random)).collect();
            let outcome = stage.world.reconcile(&keeper, &accounts);
            stage.note("reconcile", outcome);
        }
        10 => {
            let asset = *COLLATERALS
                .iter()
                .chain(&MARKETS)
                .collect::<Vec<_>>()
                .choose(random)
                .unwrap();
            let outcome = stage.world.distribute(&keeper, &[asset.denom]);
            stage.note("distribute", outcome);
        }
        11..=19 => {
            let lot = any_lot(stage, random);
            let limit = [None, Some(1), Some(7), Some(100)].choose(random).unwrap();
            let msg = AuctionMsg::Advance { lot, limit: *limit };
            let call = stage.world.contracts().to_auction(msg, vec![]);
            let outcome = stage.world.run(&keeper, call);
            stage.note("advance", outcome);
        }
        20..=21 => {
            let waits = stage.world.deliveries();
            let Some(delivery) = waits.choose(random) else {
                return;
            };
            let outcome = stage
                .world
                .deliver(&keeper, delivery.lot, &delivery.consignor);
            stage.note("deliver", outcome);
        }
        22 => {
            let lot = any_lot(stage, random);
            let lending = stage.world.contracts().lending;
            let outcome = stage.world.deliver(&keeper, lot, &lending);
            stage.note("deliver", outcome);
        }
        _ => {
            let outcome = forged_settlement(stage, random);
            stage.note("lot_settled", outcome);
        }
    }
}

/// A report of a lot from one who is not the auction house. It must never be accepted.
fn forged_settlement(stage: &mut Stage, random: &mut ChaCha8Rng) -> Result<Receipt, Refusal> {
    let lot = any_lot(stage, random);
    let forger = stage.anyone(random);
    let call = stage.world.contracts().to_lending(
        LendingMsg::LotSettled(Settlement {
            lot,
            base: 1u128.into(),
            sold: 0u128.into(),
            proceeds: 0u128.into(),
            rewards: 0u128.into(),
        }),
        vec![Coin::new(1u128, ETH.denom)],
    );
    let outcome = stage.world.run(&forger, call);
    assert!(outcome.is_err(), "the lending contract believed a stranger");
    outcome
}

/// An open lot that can be taken from now, where there is one; else any.
pub fn lot_for_sale(stage: &Stage, random: &mut ChaCha8Rng) -> LotId {
    let open = stage.world.lots();
    let priced: Vec<LotId> = open
        .iter()
        .filter(|lot| lot.price.is_some())
        .map(|lot| lot.lot)
        .collect();
    match priced.choose(random) {
        Some(lot) if random.random_ratio(7, 8) => *lot,
        _ => any_lot(stage, random),
    }
}

/// An open lot where there is one; else some lot.
pub fn any_lot(stage: &Stage, random: &mut ChaCha8Rng) -> LotId {
    let open = stage.world.lots();
    open.choose(random).map_or(
        LotId {
            pair: random.random_range(0..19),
            number: random.random_range(0..5),
        },
        |lot| lot.lot,
    )
}
