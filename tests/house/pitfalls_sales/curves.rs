//! Curves that divide by nothing, prices of nothing, and the reserve price.

use gavel_testing::{decimal, terms, BuildError, World, ETH, USD};
use gavel_types::auction::{
    CurvePoint, DutchStage, GovernMsg, Interpolation, PairConfig, Reference, Stage,
};

use super::{bidder, credit, seller, FIRST};

fn stage(curve: &[(u32, u32)], max_restarts: u8) -> Stage {
    Stage::Dutch(DutchStage {
        reference: Reference::Live,
        curve: curve
            .iter()
            .map(|(seconds, ratio_bps)| CurvePoint {
                seconds: *seconds,
                ratio_bps: *ratio_bps,
            })
            .collect(),
        interpolation: Interpolation::Linear,
        max_restarts,
        max_uncertainty_bps: 0,
    })
}

/// The code with which a pair that sells this way is refused, both anew and as an update.
fn refused(config: &PairConfig) -> String {
    let mut world = World::new();
    let create = GovernMsg::CreatePair {
        base: ETH.denom.to_owned(),
        quote: USD.denom.to_owned(),
        config: config.clone(),
    };
    let update = GovernMsg::UpdatePair {
        pair: 1,
        config: config.clone(),
    };
    let code = world.govern_auction(create).unwrap_err().code().to_owned();
    let other = world.govern_auction(update).unwrap_err();
    assert_eq!(other.code(), code, "{other}");
    code
}

fn selling(stages: Vec<Stage>) -> PairConfig {
    PairConfig {
        stages,
        ..terms::pair_config(ETH, USD)
    }
}

#[test]
fn pitfall_12_a_curve_without_length_is_refused() {
    let curves: [&[(u32, u32)]; 5] = [
        &[],
        // One point; an end at the start; two points at one time; a start that is not the start.
        &[(0, 10_000)],
        &[(0, 10_200), (0, 8_600)],
        &[(0, 10_200), (600, 9_500), (600, 8_600)],
        &[(10, 10_200), (600, 8_600)],
    ];
    for curve in curves {
        assert_eq!(refused(&selling(vec![stage(curve, 1)])), "auction/9");
        // Also where it is the last of two stages.
        let second = vec![stage(&terms::CURVE, 1), stage(curve, 1)];
        assert_eq!(refused(&selling(second)), "auction/9");
    }
    assert_eq!(refused(&selling(vec![])), "auction/5");
}

#[test]
fn pitfall_12_a_sale_that_is_over_before_anyone_sees_it_is_refused() {
    let curve: [(u32, u32); 2] = [(0, 10_200), (299, 8_600)];
    assert_eq!(refused(&selling(vec![stage(&curve, 8)])), "auction/5");
    let second = vec![stage(&terms::CURVE, 1), stage(&curve, 1)];
    assert_eq!(refused(&selling(second)), "auction/5");
}

#[test]
fn pitfall_12_a_sale_that_would_not_end_is_refused() {
    let long = selling(vec![stage(&[(0, 10_200), (86_401, 8_600)], 0)]);
    assert_eq!(refused(&long), "auction/9");
    assert_eq!(
        refused(&selling(vec![stage(&terms::CURVE, 9)])),
        "auction/5"
    );
    let five = vec![stage(&terms::CURVE, 0); 5];
    assert_eq!(refused(&selling(five)), "auction/5");
}

#[test]
fn pitfall_12_a_price_of_nothing_is_no_price() {
    let mut world = World::new();
    let seller = seller(&mut world, "seller", &[ETH.coin(10)]);
    world.consign(&seller, 1, ETH.coin(5), None).unwrap();
    world.blocks(1);
    let now = world.now();
    for feeder in world.cast().feeders.clone() {
        let refused = world.push(&feeder, ETH.denom, decimal("0"), now);
        assert_eq!(refused.unwrap_err().code(), "oracle/10");
    }
    // Below its bound a feed counts as none: the lot is still priced at 100, and restarts at that.
    for feeder in world.cast().feeders.clone() {
        world
            .push(&feeder, ETH.denom, decimal("0.000000000000000001"), now)
            .unwrap();
    }
    let price = world.lot(FIRST).unwrap().price;
    assert!(price.is_none() || price > Some(decimal("101")), "{price:?}");
    world.wait(1_260);
    world.advance(&seller, FIRST).unwrap();
    assert_eq!(world.lot(FIRST).unwrap().price, Some(decimal("102")));
}

#[test]
fn pitfall_22_a_curve_without_a_floor_is_refused() {
    // Down to nothing; below a tenth; rising at the end.
    for floor in [0, 999] {
        let config = selling(vec![stage(&[(0, 10_200), (600, floor)], 0)]);
        assert_eq!(refused(&config), "auction/9");
    }
    let rising = selling(vec![stage(&[(0, 9_000), (600, 9_500)], 0)]);
    assert_eq!(refused(&rising), "auction/9");
}

#[test]
fn pitfall_22_no_sale_without_a_reserve_price() {
    let mut world = World::new();
    let seller = seller(&mut world, "seller", &[ETH.coin(10)]);
    world.consign(&seller, 1, ETH.coin(10), None).unwrap();
    let bidder = bidder(&mut world);
    let house = world.contracts();
    // Hours behind the end of the curve nobody has come, and the keepers sleep: the price stays at 86.
    world.wait(20_000);
    assert_eq!(world.lot(FIRST).unwrap().price, Some(decimal("86")));
    for limit in ["0", "0.000001", "85.999999999999999999"] {
        let call = house.take(FIRST, ETH.units(10), decimal(limit), USD.coin(1_000));
        let refused = world.run(&bidder, call).unwrap_err();
        assert_eq!(refused.code(), "auction/20", "{refused}");
    }
    // 10 ETH cost 860 dollars; a unit less does not buy them.
    for pay in [1, USD.units(860) - 1] {
        let call = house.take(FIRST, ETH.units(10), decimal("86"), USD.dust(pay));
        let refused = world.run(&bidder, call).unwrap_err();
        assert_eq!(refused.code(), "auction/22", "{refused}");
    }
    world.buy_all(&bidder, FIRST).unwrap();
    assert_eq!(credit(&world, &seller, USD), USD.units(860));
}

/// A world that sells by the usual curve, moved by at most 2 %, whose lending reckons with so low a floor.
fn uncertain(floor_bps: u32) -> Result<World, BuildError> {
    World::builder()
        .collateral_with(ETH, |terms| terms.auction_floor_bps = floor_bps)
        .pair_with(ETH, USD, |config| {
            if let Stage::Dutch(stage) = &mut config.stages[0] {
                stage.max_uncertainty_bps = 200;
            }
        })
        .try_build()
}

#[test]
fn lending_reckons_with_the_lowest_price_of_an_uncertain_curve() {
    // From 86 % down to 84 %.
    let refused = uncertain(8_401).err().map(|error| error.refusal);
    assert_eq!(refused.unwrap().code(), "lending/39");
    assert!(uncertain(8_400).is_ok());
}

#[test]
fn feeders_that_disagree_raise_a_lots_start_and_lower_its_end() {
    let mut world = uncertain(8_400).unwrap();
    let seller = seller(&mut world, "seller", &[ETH.coin(10)]);
    world.blocks(1);
    let now = world.now();
    let feeders = world.cast().feeders.clone();
    for (feeder, price) in feeders.iter().zip(["99", "100", "101"]) {
        world.push(feeder, ETH.denom, decimal(price), now).unwrap();
    }
    world.consign(&seller, 1, ETH.coin(5), None).unwrap();
    // A hundredth each way.
    assert_eq!(world.lot(FIRST).unwrap().uncertainty_bps, 100);
    assert_eq!(world.lot(FIRST).unwrap().price, Some(decimal("103")));
    // That they agree later changes nothing for this lot.
    world.wait(1_260);
    assert_eq!(world.lot(FIRST).unwrap().price, Some(decimal("85")));
    world.advance(&seller, FIRST).unwrap();
    assert_eq!(world.lot(FIRST).unwrap().uncertainty_bps, 0);
    assert_eq!(world.lot(FIRST).unwrap().price, Some(decimal("102")));
}
