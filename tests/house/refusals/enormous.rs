//! The largest amounts there are, 2^128 − 1, of base and of quote: nothing that comes with a message is lost, and every lot ends.

use cosmwasm_std::Addr;
use gavel_testing::terms::{at, batch_stage, dutch, english, less, pair_config, CURVE};
use gavel_testing::{decimal, Asset, World};
use gavel_types::auction::{BackstopStage, LotId, PairConfig, PairId, Reference, Stage};

use super::hall::{create, lot};

/// A base whose smallest unit costs more than can be counted of all: 6 decimals, at 10^7.
const VAST: Asset = Asset::new("uvast", 6);

/// What it is paid with: 18 decimals, at 1.
const FINE: Asset = Asset::new("afine", 18);

fn world() -> (World, Addr) {
    let mut world = World::bare()
        .price(VAST, "10000000")
        .price(FINE, "1")
        .build();
    let seller = world.person("seller");
    world.blocks(1);
    (world, seller)
}

fn selling(world: &mut World, seller: &Addr, stages: Vec<Stage>) -> PairId {
    let config = PairConfig {
        stages,
        ..pair_config(VAST, FINE)
    };
    create(world, seller, VAST, FINE, config)
}

/// Every way to sell.
fn ways(buyer: &Addr) -> Vec<(&'static str, Vec<Stage>)> {
    let curve = |reference| dutch(reference, &CURVE, 1);
    let backstop = || {
        Stage::Backstop(BackstopStage {
            buyer: buyer.to_string(),
            discount_bps: 500,
            max_base: None,
        })
    };
    let window = || Stage::Batch(batch_stage(FINE));
    vec![
        ("a live curve", vec![curve(Reference::Live)]),
        ("a fixed curve", vec![curve(Reference::Fixed)]),
        ("a window", vec![window()]),
        ("bids for all", vec![english(9_000)]),
        ("a backstop", vec![curve(Reference::Live), backstop()]),
        ("a window and a backstop", vec![window(), backstop()]),
        (
            "all of them",
            vec![window(), curve(Reference::Live), english(9_000), backstop()],
        ),
    ]
}

/// Takes every step of a lot until it is over.
fn to_its_end(world: &mut World, id: LotId, way: &str) {
    let anyone = world.person("anyone");
    for _ in 0..40 {
        if world.lot(id).is_none() {
            return;
        }
        world.wait(600);
        while world.lot(id).is_some() && world.advance(&anyone, id).is_ok() {}
    }
    panic!("{way} does not end");
}

#[test]
fn a_lot_of_all_base_there_can_be_ends_in_every_way_to_sell() {
    let (_, nobody) = world();
    for (way, stages) in ways(&nobody) {
        for bids in [false, true] {
            let (mut world, seller) = world();
            let pair = selling(&mut world, &seller, stages.clone());
            world.fund(&seller, &[VAST.dust(u128::MAX)]);
            world
                .consign(&seller, pair, VAST.dust(u128::MAX), None)
                .unwrap();
            assert_eq!(world.balance(&seller, VAST.denom), 0);
            let id = lot(pair, 1);
            let bidder = world.funded("bidder", &[FINE.coin(1_000_000_000_000)]);
            let mut has_bids = false;
            if bids && matches!(stages[0], Stage::Batch(_)) {
                for (limit, whole) in [(at("11000000"), 1_000_000), (less(500), 100)] {
                    let quote = FINE.coin(whole);
                    world.submit_bid(&bidder, pair, limit, quote).unwrap();
                }
                has_bids = true;
            }
            to_its_end(&mut world, id, way);
            // Sold or not, all of it is somebody's.
            let back = world.credits(&seller);
            let back = back.iter().find(|coin| coin.denom == VAST.denom).unwrap();
            if !has_bids {
                assert_eq!(back.amount.u128(), u128::MAX, "{way}");
            }
            world.withdraw_credit(&seller, VAST.denom).unwrap();
            if has_bids {
                world.claim_liquidations(&bidder, pair).unwrap();
            }
            let held = [&seller, &bidder].map(|who| world.balance(who, VAST.denom));
            let lost = u128::MAX - held[0] - held[1];
            assert!(lost <= 2, "{way}: {lost} stay with the house");
            world.recount();
        }
    }
}

#[test]
fn of_a_lot_of_all_base_there_can_be_one_takes_what_one_can_pay() {
    for reference in [Reference::Live, Reference::Fixed] {
        let (mut world, seller) = world();
        let pair = selling(&mut world, &seller, vec![dutch(reference, &CURVE, 1)]);
        world.fund(&seller, &[VAST.dust(u128::MAX)]);
        world
            .consign(&seller, pair, VAST.dust(u128::MAX), None)
            .unwrap();
        let bidder = world.funded("bidder", &[FINE.coin(100_000_000)]);
        // All of it would cost more than can be counted; 9 of it cost 10,200,000 each.
        let all = world.take(
            &bidder,
            lot(pair, 1),
            u128::MAX,
            decimal("10200000"),
            FINE.coin(91_800_000),
        );
        assert_eq!(all.unwrap_err().code(), "auction/19");
        let nine = VAST.units(9);
        world
            .take(
                &bidder,
                lot(pair, 1),
                nine,
                decimal("10200000"),
                FINE.coin(91_800_000),
            )
            .unwrap();
        assert_eq!(world.balance(&bidder, VAST.denom), nine);
        assert_eq!(
            world.lot(lot(pair, 1)).unwrap().base_left.u128(),
            u128::MAX - nine
        );
    }
}

#[test]
fn all_quote_there_can_be_is_bid_taken_back_and_given_back() {
    let (mut world, seller) = world();
    world.fund(&seller, &[VAST.coin(30)]);
    let all = FINE.dust(u128::MAX);
    let bidder = world.funded("bidder", std::slice::from_ref(&all));
    let curve = selling(&mut world, &seller, vec![dutch(Reference::Live, &CURVE, 1)]);
    let window = selling(&mut world, &seller, vec![Stage::Batch(batch_stage(FINE))]);
    let rising = selling(&mut world, &seller, vec![english(9_000)]);
    for pair in [curve, window, rising] {
        world.consign(&seller, pair, VAST.coin(10), None).unwrap();
    }
    let limits = [at("11000000"), less(500), at("998000000000")];
    for limit in limits {
        world
            .submit_bid(&bidder, window, limit, all.clone())
            .unwrap();
        assert_eq!(world.balance(&bidder, FINE.denom), 0);
        world.retract_bid(&bidder, window, limit, None).unwrap();
        assert_eq!(world.balance(&bidder, FINE.denom), u128::MAX);
    }
    // A window sells 10 for no more than all of it, and a bid for all wins.
    for limit in limits {
        world.what_if(|world| {
            world
                .submit_bid(&bidder, window, limit, all.clone())
                .unwrap();
            to_its_end(world, lot(window, 1), "a window");
            world.claim_liquidations(&bidder, window).unwrap();
            // A pool counts what a unit of quote has gained to 10^-36 of base: of 2^128 units, to 341 of base at the worst.
            let bought = world.balance(&bidder, VAST.denom);
            assert!((VAST.units(10) - 341..=VAST.units(10)).contains(&bought));
            world.recount();
        });
    }
    world.what_if(|world| {
        world
            .place_bid(&bidder, lot(rising, 1), all.clone())
            .unwrap();
        to_its_end(world, lot(rising, 1), "bids for all");
        world.withdraw_credit(&bidder, VAST.denom).unwrap();
        assert_eq!(world.balance(&bidder, VAST.denom), VAST.units(10));
        world.withdraw_credit(&seller, FINE.denom).unwrap();
        assert_eq!(world.balance(&seller, FINE.denom), u128::MAX);
    });
    // What a take does not cost comes back: 10 at 10,200,000.
    let cost = FINE.units(102_000_000);
    let limit = decimal("10200000");
    world
        .take(&bidder, lot(curve, 1), u128::MAX, limit, all)
        .unwrap();
    assert_eq!(world.balance(&bidder, FINE.denom), u128::MAX - cost);
}
