//! What governance and the guardian do.

use cosmwasm_std::Addr;
use gavel_types::auction::{ConsignorKind, GovernMsg as AuctionChange};
use gavel_types::insurance::ExecuteMsg as FundMsg;
use gavel_types::lending::GovernMsg as LendingChange;
use gavel_types::oracle::GovernMsg as OracleChange;
use rand::seq::IndexedRandom;
use rand::Rng;
use rand_chacha::ChaCha8Rng;

use super::pipelines;
use super::stage::{Stage, COLLATERALS, MARKETS};

/// Pauses, lifts pauses, changes terms, closes, winds down and opens pairs.
pub fn someone_governs(stage: &mut Stage, random: &mut ChaCha8Rng) {
    let cast = stage.world.cast().clone();
    let (verb, outcome) = match random.random_range(0..27) {
        0 => ("pause", pause(stage, random)),
        1..=5 => (
            "unpause",
            stage.world.govern_auction(AuctionChange::Unpause {}),
        ),
        6..=9 => (
            "unpause",
            stage.world.govern_lending(LendingChange::Unpause {}),
        ),
        10 => ("update_collateral", update_collateral(stage, random)),
        11 => ("update_market", update_market(stage, random)),
        12 => ("update_pair", update_pair(stage, random)),
        13 => ("update_asset", update_asset(stage, random)),
        14 => ("switch_fund", switch_fund(stage)),
        15 => ("pause_fund", pause_fund(stage, &cast.guardian)),
        16 => ("wind_down", wind_down(stage, random)),
        17..=20 => ("open_pair", open_pair(stage)),
        21 => ("update_config", update_config(stage, random)),
        22 => ("redirect_delivery", redirect_delivery(stage, random)),
        23 => ("collect_residue", collect_residue(stage, random)),
        24 => ("admit", admit(stage, random)),
        _ => ("replace_stages", replace_stages(stage, random)),
    };
    stage.note(verb, outcome);
}

type Outcome = Result<gavel_testing::Receipt, gavel_testing::Refusal>;

/// The guardian or the owner pauses the auction house or the lending contract.
fn pause(stage: &mut Stage, random: &mut ChaCha8Rng) -> Outcome {
    let cast = stage.world.cast().clone();
    let who = [cast.guardian, cast.owner][usize::from(random.random_bool(0.5))].clone();
    if random.random_bool(0.5) {
        stage.world.pause_auction(&who)
    } else {
        stage.world.pause_lending(&who)
    }
}

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

/// Governance speaks through its message or through the chain.
fn govern(stage: &mut Stage, random: &mut ChaCha8Rng, change: AuctionChange) -> Outcome {
    if random.random_bool(0.5) {
        return stage.world.govern_auction(change);
    }
    let house = stage.world.contracts().auction;
    stage.world.sudo(&house, &change)
}

fn wind_down(stage: &mut Stage, random: &mut ChaCha8Rng) -> Outcome {
    let pair = stage.any_pair(random).pair;
    govern(stage, random, AuctionChange::WindDown { pair })
}

/// Opens a pair that is closed, or wound down, once more.
fn open_pair(stage: &mut Stage) -> Outcome {
    let pairs = stage.world.pairs();
    let pair = pairs.iter().find(|pair| !pair.open).unwrap_or(&pairs[0]);
    let pair = pair.pair;
    let open = AuctionChange::SetPairOpen { pair, open: true };
    stage.world.govern_auction(open)
}

fn update_config(stage: &mut Stage, random: &mut ChaCha8Rng) -> Outcome {
    let mut config = stage.world.auction_config().config;
    config.max_block_millis = random.random_range(6_000..=7_500);
    config.delivery_gas = random.random_range(2_000_000..4_000_000);
    govern(stage, random, AuctionChange::UpdateConfig(config))
}

/// What a consignor cannot receive goes to its friend.
fn redirect_delivery(stage: &mut Stage, random: &mut ChaCha8Rng) -> Outcome {
    let schemer = stage.schemer.to_string();
    let waits = stage.world.deliveries();
    let lot = waits
        .iter()
        .find(|waits| waits.consignor.as_str() == schemer)
        .map_or(
            gavel_types::auction::LotId { pair: 1, number: 1 },
            |waits| waits.lot,
        );
    let redirect = AuctionChange::RedirectDelivery {
        lot,
        consignor: schemer,
        recipient: stage.sellers[0].to_string(),
    };
    govern(stage, random, redirect)
}

fn collect_residue(stage: &mut Stage, random: &mut ChaCha8Rng) -> Outcome {
    let sold = stage.any_pair(random);
    let denom = [sold.base, sold.quote].choose(random).unwrap().denom;
    let collect = AuctionChange::CollectResidue {
        denom: denom.to_owned(),
        recipient: stage.world.cast().treasury.to_string(),
    };
    govern(stage, random, collect)
}

/// Takes a seller off a pair, or lets it sell again.
fn admit(stage: &mut Stage, random: &mut ChaCha8Rng) -> Outcome {
    let pair = stage.any_consigned(random).pair;
    let address = stage.sellers[0].to_string();
    let known = stage.world.consignors(pair);
    let change = if known.iter().any(|known| known.address.as_str() == address) {
        AuctionChange::RemoveConsignor { pair, address }
    } else {
        AuctionChange::AddConsignor {
            pair,
            address,
            kind: ConsignorKind::Account,
        }
    };
    govern(stage, random, change)
}

/// Sells a pair's next lots in quite another way. Refused where that moves its bounds too far at once.
fn replace_stages(stage: &mut Stage, random: &mut ChaCha8Rng) -> Outcome {
    let sold = stage.any_pair(random);
    let mut config = pipelines::any(random, (sold.base, sold.quote), sold.floor_bps);
    if random.random_ratio(1, 3) {
        let buyer = [&stage.buyer, &stage.schemer][usize::from(random.random_bool(0.5))];
        let backstop = pipelines::backstop(random, buyer.as_str(), sold.floor_bps);
        config.stages.push(backstop);
    }
    let pair = sold.pair;
    govern(stage, random, AuctionChange::UpdatePair { pair, config })
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
