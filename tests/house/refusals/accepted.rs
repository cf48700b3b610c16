//! What looks wrong and is not refused, because it can be meant: what it does.

use cosmwasm_std::Uint128;
use gavel_testing::terms::{at, less};
use gavel_testing::{decimal, Receipt, World};
use gavel_types::auction::{ExecuteMsg, GovernMsg};
use serde_json::json;

use super::advance::advance;
use super::bids::{moved, retract, submit};
use super::claims::claim;
use super::consign::consign;
use super::english::place;
use super::hall::{lot, Hall};
use super::powers::{every_change, offer};
use super::takes::take;

/// Sends a message that goes through.
fn sent(world: &mut World, who: &cosmwasm_std::Addr, msg: ExecuteMsg) -> Receipt {
    let call = world.contracts().to_auction(msg, vec![]);
    world.run(who, call).unwrap()
}

#[test]
fn the_messages_that_the_tables_spoil_go_through_unspoilt() {
    let mut hall = Hall::open();
    let cast = hall.world.cast().clone();
    for wing in hall.wings {
        let (base, quote) = (wing.base, wing.quote);
        let (seller, bidder, pair) = (&hall.seller, &hall.bidder, wing.batch);
        let deliver = ExecuteMsg::Deliver {
            lot: lot(wing.live, 2),
            consignor: hall.deaf.to_string(),
        };
        let withdraw = ExecuteMsg::Withdraw {
            denom: quote.denom.to_owned(),
            recipient: None,
        };
        let sent = [
            (seller, consign(wing.live, 6), vec![base.coin(1)]),
            (seller, consign(wing.batch, 2), vec![base.coin(1)]),
            (bidder, submit(pair, at("88"), None), vec![quote.coin(100)]),
            (bidder, retract(pair, at("90"), None), vec![]),
            (bidder, moved(pair, at("90"), at("88"), None), vec![]),
            (bidder, claim(pair, None), vec![]),
            (bidder, claim(pair, Some(vec![at("100"), at("95")])), vec![]),
            (
                bidder,
                take(lot(wing.live, 1), base.units(1)),
                vec![quote.coin(102)],
            ),
            (
                bidder,
                take(lot(wing.fixed, 1), base.units(1)),
                vec![quote.coin(102)],
            ),
            (
                bidder,
                place(lot(wing.english, 1), None),
                vec![quote.coin(1_010)],
            ),
            (
                bidder,
                place(lot(wing.english, 2), None),
                vec![quote.coin(900)],
            ),
            (&hall.stranger, deliver, vec![]),
            (seller, withdraw, vec![]),
            (&cast.guardian, ExecuteMsg::Pause {}, vec![]),
            (&cast.owner, offer(seller.as_str(), None), vec![]),
        ];
        let changes = every_change(&hall, &wing).into_iter().filter(|change| {
            // Rounding has left nothing, and no pause is on.
            !matches!(
                change,
                GovernMsg::CollectResidue { .. } | GovernMsg::Unpause {}
            )
        });
        let changes = changes.map(|change| (&cast.owner, ExecuteMsg::Govern(change), vec![]));
        for (who, msg, funds) in sent.into_iter().chain(changes) {
            let call = hall.world.contracts().to_auction(msg.clone(), funds);
            let outcome = hall.world.what_if(|world| world.run(who, call).map(drop));
            assert_eq!(outcome, Ok(()), "{msg:?}");
        }
    }
}

#[test]
fn who_takes_back_or_moves_more_than_a_bid_has_means_all_of_it() {
    let mut hall = Hall::open();
    for wing in hall.wings {
        let (pair, quote, bidder) = (wing.batch, wing.quote, hall.bidder.clone());
        let world = &mut hall.world;
        let had = world.balance(&bidder, quote.denom);
        let back = ExecuteMsg::RetractBid {
            pair,
            limit: at("90"),
            amount: Some(Uint128::MAX),
            recipient: None,
        };
        sent(world, &bidder, back);
        assert_eq!(world.balance(&bidder, quote.denom), had + quote.units(250));
        let moved = ExecuteMsg::MoveBid {
            pair,
            from: less(250),
            to: at("88"),
            amount: Some(Uint128::MAX),
        };
        sent(world, &bidder, moved);
        // The leader's 150 are still there.
        let book = world.book(pair);
        assert_eq!(book.len(), 2);
        for level in [(at("90"), quote.units(150)), (at("88"), quote.units(300))] {
            assert!(book.contains(&level), "{level:?} in {book:?}");
        }
        world.recount();
    }
}

#[test]
fn a_bid_that_is_moved_to_where_it_stands_is_what_it_was() {
    let mut hall = Hall::open();
    for wing in hall.wings {
        let (pair, bidder) = (wing.batch, hall.bidder.clone());
        let before = hall.world.book(pair);
        for limit in [at("90"), less(250)] {
            for amount in [None, Some(Uint128::new(wing.quote.units(150)))] {
                let msg = ExecuteMsg::MoveBid {
                    pair,
                    from: limit,
                    to: limit,
                    amount,
                };
                sent(&mut hall.world, &bidder, msg);
                assert_eq!(hall.world.book(pair), before, "{limit}");
            }
        }
        hall.world.recount();
    }
}

#[test]
fn who_takes_more_than_there_is_buys_what_is_left() {
    let mut hall = Hall::open();
    for wing in hall.wings {
        let (id, bidder) = (lot(wing.live, 1), hall.bidder.clone());
        let had = hall.world.balance(&bidder, wing.base.denom);
        // 8 are left, at 102.
        let pay = wing.quote.coin(816);
        hall.world
            .take(&bidder, id, u128::MAX, decimal("102"), pay)
            .unwrap();
        let has = hall.world.balance(&bidder, wing.base.denom);
        assert_eq!(has, had + wing.base.units(8));
        assert!(hall.world.lot(id).is_none());
    }
}

#[test]
fn the_least_of_a_take_or_a_bid_may_be_nothing() {
    let mut hall = Hall::open();
    for wing in hall.wings {
        let house = hall.world.contracts();
        let take = ExecuteMsg::Take {
            lot: lot(wing.live, 1),
            amount: wing.base.units(1).into(),
            max_price: decimal("102"),
            min_amount: Some(Uint128::zero()),
            recipient: None,
            callback: None,
        };
        let bid = ExecuteMsg::PlaceBid {
            lot: lot(wing.english, 1),
            min_amount: Some(Uint128::zero()),
            recipient: None,
        };
        for (msg, whole) in [(take, 102), (bid, 1_010)] {
            let call = house.to_auction(msg, vec![wing.quote.coin(whole)]);
            hall.world.run(&hall.bidder, call).unwrap();
        }
    }
}

#[test]
fn a_tab_that_is_never_raised_stops_no_sale() {
    let mut hall = Hall::open();
    for wing in hall.wings {
        let (seller, id) = (hall.seller.clone(), lot(wing.live, 6));
        let world = &mut hall.world;
        let base = wing.base.coin(1);
        world
            .consign(&seller, wing.live, base, Some(u128::MAX))
            .unwrap();
        world.buy_all(&hall.bidder, id).unwrap();
        assert!(world.lot(id).is_none());
    }
}

#[test]
fn a_consignor_may_allow_all_rewards_or_none() {
    let mut hall = Hall::open();
    for wing in hall.wings {
        for (expected_lot, bps) in [(6, 0), (7, 1_000)] {
            let msg = ExecuteMsg::Consign {
                pair: wing.live,
                expected_lot,
                tab: None,
                max_reward_bps: Some(bps),
            };
            let house = hall.world.contracts();
            let call = house.to_auction(msg, vec![wing.base.coin(1)]);
            hall.world.run(&hall.seller, call).unwrap();
        }
    }
}

#[test]
fn the_limit_of_advance_is_not_looked_at_outside_a_batch() {
    let mut hall = Hall::open();
    hall.world.wait(1_200);
    for wing in hall.wings {
        for (pair, limit) in [(wing.live, 0), (wing.fixed, 101), (wing.english, u32::MAX)] {
            let msg = advance(lot(pair, 1), Some(limit));
            sent(&mut hall.world, &hall.stranger, msg);
        }
    }
}

#[test]
fn what_fails_to_be_delivered_again_waits_on() {
    let mut hall = Hall::open();
    let waiting = hall.world.deliveries();
    assert_eq!(waiting.len(), 2);
    for wing in hall.wings {
        let deaf = hall.deaf.clone();
        let told = hall
            .world
            .deliver(&hall.stranger, lot(wing.live, 2), &deaf)
            .unwrap();
        assert!(told.tells("fail_delivery"));
    }
    assert_eq!(hall.world.deliveries(), waiting);
}

#[test]
fn a_pair_that_takes_no_lots_takes_bids() {
    let mut hall = Hall::open();
    for wing in hall.wings {
        let pair = wing.batch;
        hall.world
            .govern_auction(GovernMsg::SetPairOpen { pair, open: false })
            .unwrap();
        let msg = submit(pair, at("88"), Some(hall.leader.to_string()));
        let house = hall.world.contracts();
        let call = house.to_auction(msg, vec![wing.quote.coin(100)]);
        hall.world.run(&hall.bidder, call).unwrap();
        let back = house.retract_bid(pair, at("88"), None);
        hall.world.run(&hall.leader, back).unwrap();
    }
}

#[test]
fn a_change_to_what_is_so_already_changes_nothing() {
    let mut hall = Hall::open();
    for wing in hall.wings {
        let pair = wing.live;
        let open = |open| GovernMsg::SetPairOpen { pair, open };
        let down = GovernMsg::WindDown { pair };
        for change in [open(true), open(false), open(false), down.clone(), down] {
            let before = hall.world.pair(pair);
            hall.world.govern_auction(change.clone()).unwrap();
            let first = hall.world.pair(pair);
            hall.world.govern_auction(change).unwrap();
            assert_eq!(hall.world.pair(pair), first, "from {before:?}");
        }
        let same = GovernMsg::UpdateConfig(hall.world.auction_config().config);
        for _ in 0..2 {
            hall.world.govern_auction(same.clone()).unwrap();
        }
    }
}

#[test]
fn a_field_that_a_message_does_not_have_is_not_looked_at() {
    let mut hall = Hall::open();
    let house = hall.world.contracts().auction;
    for wing in hall.wings {
        // Neither a limit nor a recipient: all of the bid goes back to its owner.
        let words = json!({"retract_bid": {
            "pair": wing.batch,
            "limit": {"discount_bps": 250},
            "amont": "1",
            "recipent": hall.stranger,
        }});
        let had = hall.world.balance(&hall.bidder, wing.quote.denom);
        hall.world
            .execute(&hall.bidder, &house, &words, &[])
            .unwrap();
        let has = hall.world.balance(&hall.bidder, wing.quote.denom);
        assert_eq!(has, had + wing.quote.units(300));
    }
}
