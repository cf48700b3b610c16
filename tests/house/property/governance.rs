//! What governance and the guardian do.

use cosmwasm_std::Addr;
use gavel_types::auction::GovernMsg as AuctionChange;
use gavel_types::insurance::ExecuteMsg as FundMsg;
use gavel_types::lending::GovernMsg as LendingChange;
use gavel_types::oracle::GovernMsg as OracleChange;
use rand::seq::IndexedRandom;
use rand::Rng;
use rand_chacha::ChaCha8Rng;

use super::stage::{Stage, COLLATERALS, MARKETS};

/// Pauses, lifts pauses, changes terms, closes and opens pairs.
pub fn someone_governs(stage: &mut Stage, random: &mut ChaCha8Rng) {
    let cast = stage.world.cast().clone();
    let (verb, outcome) = match random.random_range(0..16) {
        0 => ("pause", stage.world.pause_auction(&cast.guardian)),
        1 => ("pause", stage.world.pause_lending(&cast.guardian)),
        2 => ("pause", stage.world.pause_auction(&cast.owner)),
        3 => ("pause", stage.world.pause_lending(&cast.owner)),
        4..=6 => (
            "unpause",
            stage.world.govern_auction(AuctionChange::Unpause {}),
        ),
        7..=9 => (
            "unpause",
            stage.world.govern_lending(LendingChange::Unpause {}),
        ),
        10 => ("update_collateral", update_collateral(stage, random)),
        11 => ("update_market", update_market(stage, random)),
        12 => ("update_pair", update_pair(stage, random)),
        13 => ("update_asset", update_asset(stage, random)),
        14 => ("switch_fund", switch_fund(stage)),
        _ => ("pause_fund", pause_fund(stage, &cast.guardian)),
    };
    stage.note(verb, outcome);
}

type Outcome = Result<gavel_testing::Receipt, gavel_testing::Refusal>;

/// Takes the insurance fund away, puts a contract in its place that is none, or puts it back.
fn switch_fund(stage: &mut Stage) -> Outcome {
    let house = stage.world.contracts();
    let mut config = stage.world.lending_config().config;
    config.insurance_fund = match config.insurance_fund {
        None => Some(house.fund.to_string()),
        Some(fund) if fund == house.fund.as_str() => Some(house.oracle.to_string()),
        Some(_) => None,
    };
    stage
        .world
        .govern_lending(LendingChange::UpdateConfig(config))
}

fn pause_fund(stage: &mut Stage, guardian: &Addr) -> Outcome {
    let pause = stage
        .world
        .contracts()
        .to_fund(FundMsg::Pause {}, Vec::new());
    stage.world.run(guardian, pause)
}

fn update_collateral(stage: &mut Stage, random: &mut ChaCha8Rng) -> Outcome {
    let denom = COLLATERALS.choose(random).unwrap().denom;
    let mut terms = stage.world.collateral(denom).terms;
    terms.threshold_bps = random.random_range(8_050..8_450);
    terms.max_ltv_bps = random.random_range(7_300..7_700);
    terms.penalty_bps = random.random_range(400..700);
    stage.world.govern_lending(LendingChange::UpdateCollateral {
        denom: denom.to_owned(),
        terms,
    })
}

fn update_market(stage: &mut Stage, random: &mut ChaCha8Rng) -> Outcome {
    let denom = MARKETS.choose(random).unwrap().denom;
    let mut terms = stage.world.market(denom).terms;
    terms.reserve_factor_bps = random.random_range(900..1_100);
    terms.kink_bps = random.random_range(7_900..8_100);
    stage.world.govern_lending(LendingChange::UpdateMarket {
        denom: denom.to_owned(),
        terms,
    })
}

fn update_pair(stage: &mut Stage, random: &mut ChaCha8Rng) -> Outcome {
    let pairs = stage.world.pairs();
    let pair = pairs.choose(random).unwrap().clone();
    if random.random_ratio(1, 3) {
        // Closed for a while, at most.
        return stage.world.govern_auction(AuctionChange::SetPairOpen {
            pair: pair.pair,
            open: !pair.open,
        });
    }
    let mut config = pair.config;
    config.base_dust = (config.base_dust.u128() + 1).into();
    stage.world.govern_auction(AuctionChange::UpdatePair {
        pair: pair.pair,
        config,
    })
}

fn update_asset(stage: &mut Stage, random: &mut ChaCha8Rng) -> Outcome {
    let denom = COLLATERALS.choose(random).unwrap().denom;
    let mut rules = stage.world.priced_asset(denom).rules;
    rules.max_age = random.random_range(60..120);
    rules.min_sources = random.random_range(1..=3);
    stage.world.govern_oracle(OracleChange::UpdateAsset {
        denom: denom.to_owned(),
        rules,
    })
}
