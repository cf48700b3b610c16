//! Attack 20: what the guardian, governance and a new feeder cannot do.

use gavel_testing::{decimal, Call, ETH, USD};
use gavel_types::{auction, lending, oracle};

use super::FIRST;
use crate::loan::Loan;

/// Seconds of a pause.
const PAUSE: u64 = 172_800;

#[test]
fn attack_20_the_guardian_pauses_and_changes_no_number() {
    let mut loan = Loan::in_auction();
    let world = &mut loan.world;
    let guardian = world.cast().guardian.clone();
    let house = world.contracts();
    let now = world.now();
    let collateral = world.collateral(ETH.denom).terms;
    let pair = world.pair(1).config;
    let rules = world.priced_asset(ETH.denom).rules;
    let calls = [
        ("oracle/7", house.push(&[(ETH.denom, decimal("1"), now)])),
        (
            "oracle/4",
            house.govern_oracle(oracle::GovernMsg::UpdateAsset {
                denom: ETH.denom.to_owned(),
                rules,
            }),
        ),
        (
            "lending/4",
            house.govern_lending(lending::GovernMsg::UpdateCollateral {
                denom: ETH.denom.to_owned(),
                terms: collateral,
            }),
        ),
        (
            "lending/4",
            house.govern_lending(lending::GovernMsg::Unpause {}),
        ),
        (
            "auction/4",
            house.govern_auction(auction::GovernMsg::UpdatePair {
                pair: 1,
                config: pair,
            }),
        ),
        (
            "auction/4",
            house.govern_auction(auction::GovernMsg::Unpause {}),
        ),
    ];
    for (code, call) in calls {
        let refused = world.run(&guardian, call).unwrap_err();
        assert_eq!(refused.code(), code, "{refused}");
    }
    world.pause_lending(&guardian).unwrap();
    world.pause_auction(&guardian).unwrap();
}

#[test]
fn attack_20_a_pause_strands_no_lot() {
    let mut loan = Loan::in_auction();
    let world = &mut loan.world;
    let guardian = world.cast().guardian.clone();
    let house = world.contracts();
    let elapsed = world.lot(FIRST).unwrap().elapsed_millis;
    world.pause_lending(&guardian).unwrap();
    world.pause_auction(&guardian).unwrap();
    // He cannot renew it: not now, not when it ends, and not within a week.
    for wait in [0, PAUSE, 4 * 86_400] {
        world.wait_unfed(wait);
        for (code, call) in [
            ("auction/8", house.pause_auction()),
            ("lending/8", house.pause_lending()),
        ] {
            assert_eq!(world.run(&guardian, call).unwrap_err().code(), code);
        }
        if wait == PAUSE {
            // The pause has ended by itself; the lot goes on where it stood, and sells.
            world.feed();
            assert!(world.auction_config().paused_until.is_none());
            assert!(world.lending_config().paused_until.is_none());
            let lot = world.lot(FIRST).unwrap();
            assert!(lot.elapsed_millis - elapsed <= 7_500, "{lot:?}");
            let bidder = super::bidder(world, 10_000);
            world.buy_all(&bidder, FIRST).unwrap();
        }
    }
}

#[test]
fn attack_20_governance_renews_a_pause() {
    let mut loan = Loan::given();
    let world = &mut loan.world;
    let guardian = world.cast().guardian.clone();
    world.pause_lending(&guardian).unwrap();
    world.pause_auction(&guardian).unwrap();
    world.wait_unfed(PAUSE - 60);
    world.govern_lending(lending::GovernMsg::Pause {}).unwrap();
    world.govern_auction(auction::GovernMsg::Pause {}).unwrap();
    world.wait_unfed(PAUSE - 60);
    assert!(world.lending_config().paused_until.is_some());
    assert!(world.auction_config().paused_until.is_some());
    // What must go on goes on: the price is back, and what is unhealthy is sold.
    world.feed();
    world.move_price(ETH.denom, "84");
    world.liquidate(&loan.keeper, &loan.account).unwrap();
}

#[test]
fn attack_20_ten_identical_messages_move_a_parameter_one_step() {
    let mut loan = Loan::given();
    let world = &mut loan.world;
    let owner = world.cast().owner.clone();
    let house = world.contracts();
    world.pass(14_400, 86_400_000);
    let mut terms = world.collateral(ETH.denom).terms;
    let mut lent = world.market(USD.denom).terms;
    let mut curve = world.pair(1).config;
    let mut rules = world.priced_asset(ETH.denom).rules;
    let from = (terms.threshold_bps, lent.kink_bps, rules.max_jump_bps);
    terms.threshold_bps -= 500;
    terms.max_ltv_bps -= 500;
    lent.kink_bps -= 2_000;
    rules.max_jump_bps -= 500;
    let auction::Stage::Dutch(stage) = &mut curve.stages[0] else {
        panic!("the pair sells by a curve")
    };
    stage.curve[3].ratio_bps = 9_600 - 1_000;
    stage.max_restarts = 2;
    let denom = || ETH.denom.to_owned();
    let proposals: [(&str, Call); 4] = [
        (
            "lending/5",
            house.govern_lending(lending::GovernMsg::UpdateCollateral {
                denom: denom(),
                terms,
            }),
        ),
        (
            "lending/5",
            house.govern_lending(lending::GovernMsg::UpdateMarket {
                denom: USD.denom.to_owned(),
                terms: lent,
            }),
        ),
        (
            "auction/5",
            house.govern_auction(auction::GovernMsg::UpdatePair {
                pair: 1,
                config: curve,
            }),
        ),
        (
            "oracle/5",
            house.govern_oracle(oracle::GovernMsg::UpdateAsset {
                denom: denom(),
                rules,
            }),
        ),
    ];
    for (code, call) in proposals {
        let refused = world.transact(&owner, vec![call.clone(); 10]).unwrap_err();
        assert_eq!(refused.code(), code, "{refused}");
        world.run(&owner, call.clone()).unwrap();
        // Nor again within the day.
        world.pass(14_000, 84_000_000);
        assert_eq!(world.run(&owner, call).unwrap_err().code(), code);
        world.pass(400, 2_400_000);
    }
    let to = (
        world.collateral(ETH.denom).terms.threshold_bps,
        world.market(USD.denom).terms.kink_bps,
        world.priced_asset(ETH.denom).rules.max_jump_bps,
    );
    assert_eq!(to, (from.0 - 500, from.1 - 2_000, from.2 - 500));
}

#[test]
fn attack_20_a_new_source_that_differs_is_pending_until_it_is_confirmed() {
    let mut loan = Loan::given();
    let world = &mut loan.world;
    let old = world.cast().feeders.clone();
    let new = [world.person("new feeder 1"), world.person("new feeder 2")];
    // Governance replaces two of three: the switch itself is never refused.
    for (out, into) in old.iter().zip(&new) {
        for change in [
            oracle::GovernMsg::RemoveFeeder {
                denom: ETH.denom.to_owned(),
                feeder: out.to_string(),
            },
            oracle::GovernMsg::AddFeeder {
                denom: ETH.denom.to_owned(),
                feeder: into.to_string(),
            },
        ] {
            world.govern_oracle(change).unwrap();
        }
    }
    let push = |world: &mut gavel_testing::World| {
        world.blocks(1);
        let now = world.now();
        for (feeder, price) in [(&new[0], "50"), (&new[1], "50"), (&old[2], "100")] {
            world.push(feeder, ETH.denom, decimal(price), now).unwrap();
        }
    };
    push(world);
    // The new price counts against nobody yet.
    assert!(world.price_record(ETH.denom).unwrap().pending.is_some());
    let refused = world.liquidate(&loan.keeper, &loan.account).unwrap_err();
    assert_eq!(refused.code(), "lending/28");
    // It stays: it is taken.
    for _ in 0..6 {
        push(world);
    }
    assert!(world.price_record(ETH.denom).unwrap().pending.is_none());
    world.liquidate(&loan.keeper, &loan.account).unwrap();
}
