//! Pitfall 20: what a taker tries in its callback beside paying.

use std::collections::BTreeSet;

use cosmwasm_std::Addr;
use cw20::Cw20ReceiveMsg;
use cw_ownable::Action;
use gavel_testing::{decimal, Asset, Call, World, DOLLAR, ETHER};
use gavel_types::auction::{ConsignorKind, ExecuteMsg, GovernMsg, Limit, ReceiveMsg};
use gavel_types::consignor::Settlement;
use serde_json::Value;

use super::{admit, lot, pay, selling, take_later, FIRST, KINDS};
use crate::schemer::{self, act, bring, plan};

/// What 2 of the base cost at the floor, 86 each.
const COST: u128 = 172;

/// A message of the schemer's, and how it ends where the house is not locked.
struct Row {
    name: &'static str,
    call: Call,
    unlocked: Result<(), &'static str>,
}

/// A house in which the schemer may do everything: it owns the house, may consign, has money and a credit; lots are due, and one
/// waits to be delivered.
struct Stage {
    world: World,
    schemer: Addr,
    deaf: Addr,
    kinds: (Asset, Asset),
}

fn staged(base: Asset, quote: Asset) -> Stage {
    let (mut world, seller) = selling(base, quote);
    world.consign(&seller, 1, base.coin(10), None).unwrap();
    let schemer = bring(&mut world, &[base.coin(40), quote.coin(2_000)]);
    let deaf = bring(&mut world, &[base.coin(1)]);
    admit(&mut world, &schemer, ConsignorKind::Account);
    admit(&mut world, &deaf, ConsignorKind::Contract);
    let anyone = world.person("anyone");
    let house = world.contracts();
    for (who, number) in [(&schemer, 3), (&deaf, 4)] {
        let consign = house.consign(lot(number), base.coin(1), None);
        world.run(&anyone, act(who, &[consign])).unwrap();
    }
    let wont = schemer::refusal(&deaf);
    plan(&mut world, &deaf, &[wont]);
    let bidder = world.funded("bidder", &[quote.coin(300)]);
    world.buy_all(&bidder, lot(3)).unwrap();
    let receipt = world.buy_all(&bidder, lot(4)).unwrap();
    assert!(receipt.tells("fail_delivery"));

    let offer = Action::TransferOwnership {
        new_owner: schemer.to_string(),
        expiry: None,
    };
    let owner = world.cast().owner.clone();
    let own = |action| house.to_auction(ExecuteMsg::UpdateOwnership(action), vec![]);
    world.run(&owner, own(offer)).unwrap();
    let accept = act(&schemer, &[own(Action::AcceptOwnership)]);
    world.run(&anyone, accept).unwrap();
    world.wait(1_200);
    Stage {
        world,
        schemer,
        deaf,
        kinds: (base, quote),
    }
}

/// What the schemer, as if it were a token, says that it brings.
fn hook(stage: &Stage, msg: &ReceiveMsg) -> Call {
    let hook = Cw20ReceiveMsg {
        sender: stage.schemer.to_string(),
        amount: 1_000_000_000u128.into(),
        msg: cosmwasm_std::to_json_binary(msg).unwrap(),
    };
    let house = stage.world.contracts();
    house.to_auction(ExecuteMsg::Receive(hook), vec![])
}

/// Every message but those that settle a take; some in more than one way.
fn rows(stage: &Stage) -> Vec<Row> {
    let (base, quote) = stage.kinds;
    let house = stage.world.contracts();
    let row = |name, call, unlocked| Row {
        name,
        call,
        unlocked,
    };
    let take = |number| house.take(lot(number), base.units(1), decimal("102"), quote.coin(86));
    let plain = |msg| house.to_auction(msg, vec![]);
    let limit = Limit::DiscountBps(250);
    let bid = ExecuteMsg::SubmitBid {
        pair: 1,
        limit,
        owner: None,
    };
    let place_bid = ExecuteMsg::PlaceBid {
        lot: lot(2),
        min_amount: None,
        recipient: None,
    };
    let check_depth = ExecuteMsg::CheckDepth { further: 1 };
    let retract = ExecuteMsg::RetractBid {
        pair: 1,
        limit,
        amount: None,
        recipient: None,
    };
    let move_bid = ExecuteMsg::MoveBid {
        pair: 1,
        from: limit,
        to: Limit::DiscountBps(300),
        amount: None,
    };
    let claim = ExecuteMsg::ClaimLiquidations {
        pair: 1,
        limits: None,
        recipient: None,
    };
    let brought = ReceiveMsg::Consign {
        pair: 1,
        expected_lot: 5,
        tab: None,
        max_reward_bps: None,
    };
    let settlement = Settlement {
        lot: lot(4),
        base: base.units(1).into(),
        sold: base.units(1).into(),
        proceeds: quote.units(102).into(),
        rewards: 0u128.into(),
    };
    let hand_over = ExecuteMsg::HandOver {
        consignor: stage.schemer.to_string(),
        settlement,
        parts: vec![quote.coin(102)],
    };
    let transfer = Action::TransferOwnership {
        new_owner: stage.schemer.to_string(),
        expiry: None,
    };
    let later = take_later(&stage.world, FIRST, base.units(2), None);
    vec![
        row("consign", house.consign(lot(5), base.coin(1), None), Ok(())),
        row("take", take(1), Ok(())),
        row("take", take(2), Ok(())),
        row("take", later, Ok(())),
        row("receive", hook(stage, &brought), Err("auction/3")),
        row(
            "submit_bid",
            house.to_auction(bid, vec![quote.coin(100)]),
            // The pair has no book, and nobody a bid there.
            Err("auction/46"),
        ),
        row("retract_bid", plain(retract), Err("auction/50")),
        row("move_bid", plain(move_bid), Err("auction/46")),
        row("claim_liquidations", plain(claim), Err("auction/54")),
        row(
            "place_bid",
            house.to_auction(place_bid, vec![quote.coin(100)]),
            // The lot is on its curve.
            Err("auction/67"),
        ),
        row("check_depth", plain(check_depth), Err("auction/6")),
        row("advance", house.advance(FIRST), Ok(())),
        row("advance", house.advance(lot(2)), Ok(())),
        row("deliver", house.deliver(lot(4), &stage.deaf), Ok(())),
        row("hand_over", plain(hand_over), Err("auction/6")),
        row("withdraw", house.withdraw_credit(quote.denom), Ok(())),
        row("pause", house.pause_auction(), Ok(())),
        row("govern", house.govern_auction(GovernMsg::Pause {}), Ok(())),
        row(
            "update_ownership",
            plain(ExecuteMsg::UpdateOwnership(transfer)),
            Ok(()),
        ),
    ]
}

/// The names of all messages, as the interface lists them.
fn names() -> BTreeSet<String> {
    let schema = include_str!("../../../schema/gavel-auction.json");
    let schema: Value = serde_json::from_str(schema).unwrap();
    let variants = schema["execute"]["oneOf"].as_array().unwrap();
    variants
        .iter()
        .map(|variant| variant["required"][0].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn pitfall_20_every_message_but_the_payment_is_refused_in_a_callback_and_all_is_undone() {
    for (base, quote) in KINDS {
        let mut stage = staged(base, quote);
        let rows = rows(&stage);
        let mut tried: BTreeSet<String> = rows.iter().map(|row| row.name.to_owned()).collect();
        // The payment, the end, and what a backstop pays, which is refused because none is asked.
        tried.extend(["pay", "settle_take", "pay_backstop"].map(str::to_owned));
        assert_eq!(tried, names(), "all messages are in the table");
        let (world, schemer) = (&mut stage.world, &stage.schemer);
        let anyone = world.person("anyone");
        let payment = pay(world, FIRST, quote, quote.units(COST));
        let take = act(schemer, &[take_later(world, FIRST, base.units(2), None)]);
        for Row { name, call, .. } in rows {
            for calls in [
                [call.clone(), payment.clone()],
                [payment.clone(), call.clone()],
            ] {
                plan(world, schemer, &calls);
                let refused = world.run(&anyone, take.clone()).unwrap_err();
                assert_eq!(refused.code(), "auction/63", "{name}: {refused}");
            }
        }
        let left = world.lot(FIRST).unwrap();
        assert_eq!(left.base_left.u128(), base.units(10));
        // By itself the payment settles the take.
        plan(world, schemer, &[payment]);
        world.run(&anyone, take).unwrap();
        world.recount();
    }
}

#[test]
fn pitfall_20_what_is_refused_in_a_callback_goes_through_behind_it() {
    for (base, quote) in KINDS {
        let mut stage = staged(base, quote);
        let rows = rows(&stage);
        let (world, schemer) = (&mut stage.world, &stage.schemer);
        let anyone = world.person("anyone");
        let payment = pay(world, FIRST, quote, quote.units(COST));
        plan(world, schemer, &[payment]);
        let take = take_later(world, FIRST, base.units(2), None);
        for Row {
            name,
            call,
            unlocked,
        } in rows
        {
            let both = act(schemer, &[take.clone(), call]);
            let outcome = world.what_if(|world| world.run(&anyone, both).map(drop));
            match unlocked {
                Ok(()) => assert_eq!(outcome, Ok(()), "{name}"),
                Err(code) => assert_eq!(outcome.unwrap_err().code(), code, "{name}"),
            }
        }
    }
}

#[test]
fn pitfall_20_nobody_settles_a_take_but_the_house() {
    let mut stage = staged(ETHER, DOLLAR);
    let (world, schemer) = (&mut stage.world, &stage.schemer);
    let anyone = world.person("anyone");
    let house = world.contracts();
    let settle = house.to_auction(ExecuteMsg::SettleTake {}, vec![]);
    let refused = world.run(&anyone, act(schemer, std::slice::from_ref(&settle)));
    assert_eq!(refused.unwrap_err().code(), "auction/6");
    let payment = pay(world, FIRST, DOLLAR, DOLLAR.units(COST));
    for calls in [vec![settle.clone()], vec![payment, settle]] {
        plan(world, schemer, &calls);
        let take = take_later(world, FIRST, ETHER.units(2), None);
        let refused = world.run(&anyone, act(schemer, &[take])).unwrap_err();
        assert_eq!(refused.code(), "auction/6");
    }
}

#[test]
fn pitfall_20_another_contract_is_refused_too() {
    let mut stage = staged(ETHER, DOLLAR);
    let (world, schemer) = (&mut stage.world, &stage.schemer);
    let other = bring(world, &[DOLLAR.coin(1_000)]);
    let anyone = world.person("anyone");
    let house = world.contracts();
    let buy = house.take(lot(2), ETHER.units(1), decimal("102"), DOLLAR.coin(86));
    let payment = pay(world, FIRST, DOLLAR, DOLLAR.units(COST));
    plan(world, schemer, &[act(&other, &[buy]), payment]);
    let take = take_later(world, FIRST, ETHER.units(2), None);
    let refused = world.run(&anyone, act(schemer, &[take])).unwrap_err();
    assert_eq!(refused.code(), "auction/63");
}
