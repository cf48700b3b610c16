//! What counts as a payment, and what does not.

use cosmwasm_std::Addr;
use gavel_testing::{Asset, Call, World, ETH, USD};
use gavel_types::taker::TakeCall;

use super::{lot, pay, selling, take_later, FIRST, KINDS};
use crate::schemer::{act, bring, plan};

/// What 2 of the base cost.
const COST: u128 = 204;

/// The world of two lots, and a schemer with money of both assets.
fn scheming(base: Asset, quote: Asset) -> (World, Addr) {
    let (mut world, seller) = selling(base, quote);
    world.consign(&seller, 1, base.coin(10), None).unwrap();
    let schemer = bring(&mut world, &[base.coin(300), quote.coin(1_000)]);
    (world, schemer)
}

/// The schemer takes 2 of the base of the first lot, and does this when it is called back.
fn take_and(world: &mut World, schemer: &Addr, base: Asset, calls: &[Call]) -> &'static str {
    plan(world, schemer, calls);
    let take = take_later(world, FIRST, base.units(2), None);
    let anyone = world.person("anyone");
    match world.run(&anyone, act(schemer, &[take])) {
        Ok(_) => "settled",
        Err(refusal) => match refusal.code() {
            "auction/3" => "auction/3",
            "auction/64" => "auction/64",
            "auction/65" => "auction/65",
            "auction/66" => "auction/66",
            _ => panic!("{refusal}"),
        },
    }
}

#[test]
fn attack_22_just_what_is_owed_by_pay_or_all_of_it_is_undone() {
    for (base, quote) in KINDS {
        let (mut world, schemer) = scheming(base, quote);
        let house = world.contracts().auction;
        let cost = quote.units(COST);
        let pays = |amount| pay(&world, FIRST, quote, amount);
        let gives = |amount| Call::send(&house, vec![quote.dust(amount)]);
        let plans = [
            ("nothing", vec![], "auction/66"),
            ("a unit too little", vec![pays(cost - 1)], "auction/66"),
            ("a unit too much", vec![pays(cost + 1)], "auction/65"),
            ("twice", vec![pays(cost), pays(cost)], "auction/65"),
            ("a gift instead", vec![gives(cost)], "auction/66"),
            (
                "a gift of the last unit",
                vec![pays(cost - 1), gives(1)],
                "auction/66",
            ),
            (
                "another lot",
                vec![pay(&world, lot(2), quote, cost)],
                "auction/64",
            ),
            (
                "both lots",
                vec![pays(cost), pay(&world, lot(2), quote, cost)],
                "auction/64",
            ),
            (
                "a lot that is not",
                vec![pay(&world, lot(3), quote, cost)],
                "auction/64",
            ),
            (
                "the base, given back",
                vec![pay(&world, FIRST, base, base.units(2))],
                "auction/3",
            ),
            (
                "as much of the base",
                vec![pay(&world, FIRST, base, cost)],
                "auction/3",
            ),
        ];
        for (what, calls, expected) in plans {
            let outcome = take_and(&mut world, &schemer, base, &calls);
            assert_eq!(outcome, expected, "{what} of {}", quote.denom);
            let left = world.lot(FIRST).unwrap();
            assert_eq!(left.base_left.u128(), base.units(10), "{what}");
            assert_eq!(left.raised.u128(), 0, "{what}");
        }
        assert_eq!(
            world.balance(&schemer, quote.denom),
            quote.units(1_000),
            "nothing was taken"
        );
        // And what is owed, in one payment or three.
        let calls = [pay(&world, FIRST, quote, cost)];
        assert_eq!(take_and(&mut world, &schemer, base, &calls), "settled");
        let calls = [1, cost - 3, 2].map(|part| pay(&world, FIRST, quote, part));
        assert_eq!(take_and(&mut world, &schemer, base, &calls), "settled");
        assert_eq!(world.balance(&schemer, base.denom), base.units(304));
        assert_eq!(world.balance(&schemer, quote.denom), quote.units(592));
        world.recount();
    }
}

#[test]
fn pitfall_01_coins_beside_a_payment_are_refused() {
    let (mut world, schemer) = scheming(ETH, USD);
    let msg = gavel_types::auction::ExecuteMsg::Pay { lot: FIRST };
    let coins = vec![ETH.dust(1), USD.coin(COST)];
    let calls = [world.contracts().to_auction(msg.clone(), coins)];
    assert_eq!(take_and(&mut world, &schemer, ETH, &calls), "auction/3");
    let calls = [world.contracts().to_auction(msg, vec![])];
    assert_eq!(take_and(&mut world, &schemer, ETH, &calls), "auction/3");
}

#[test]
fn nobody_pays_for_a_take_that_is_not_being_settled() {
    for (base, quote) in KINDS {
        let (mut world, schemer) = scheming(base, quote);
        let anyone = world.person("anyone");
        let early = act(&schemer, &[pay(&world, FIRST, quote, 1)]);
        let refused = world.run(&anyone, early.clone()).unwrap_err();
        assert_eq!(refused.code(), "auction/64");
        let calls = [pay(&world, FIRST, quote, quote.units(COST))];
        assert_eq!(take_and(&mut world, &schemer, base, &calls), "settled");
        let late = world.run(&anyone, early).unwrap_err();
        assert_eq!(late.code(), "auction/64");
    }
}

#[test]
fn somebody_else_pays_and_the_base_goes_elsewhere() {
    for (base, quote) in KINDS {
        let (mut world, seller) = selling(base, quote);
        let schemer = bring(&mut world, &[]);
        let friend = bring(&mut world, &[quote.coin(COST)]);
        let recipient = world.person("recipient");
        let payment = pay(&world, FIRST, quote, quote.units(COST));
        plan(&mut world, &schemer, &[act(&friend, &[payment])]);
        let take = take_later(&world, FIRST, base.units(2), Some(&recipient));
        let receipt = world.run(&seller, act(&schemer, &[take])).unwrap();
        let told = receipt.first("pay").unwrap();
        assert_eq!(told.text("from"), Some(friend.as_str()));
        let told = receipt.first("take").unwrap();
        assert_eq!(told.text("taker"), Some(schemer.as_str()));
        assert_eq!(world.balance(&recipient, base.denom), base.units(2));
        assert_eq!(world.balance(&schemer, base.denom), 0);
        assert_eq!(world.balance(&friend, quote.denom), 0);
        let call: TakeCall = world.ask(&schemer, &cosmwasm_std::Empty {}).unwrap();
        assert_eq!(call.base, base.coin(2));
        assert_eq!(call.owed, quote.coin(COST));
    }
}

#[test]
fn no_coin_comes_with_a_take_that_is_paid_later() {
    for (base, quote) in KINDS {
        let (mut world, schemer) = scheming(base, quote);
        let payment = pay(&world, FIRST, quote, quote.units(COST));
        plan(&mut world, &schemer, &[payment]);
        let take = gavel_types::auction::ExecuteMsg::Take {
            lot: FIRST,
            amount: base.units(2).into(),
            max_price: gavel_testing::decimal("102"),
            min_amount: None,
            recipient: None,
            callback: Some(cosmwasm_std::Binary::default()),
        };
        let anyone = world.person("anyone");
        for coin in [quote.coin(COST), quote.dust(1), base.dust(1)] {
            let call = world.contracts().to_auction(take.clone(), vec![coin]);
            let refused = world.run(&anyone, act(&schemer, &[call])).unwrap_err();
            assert_eq!(refused.code(), "auction/3", "{refused}");
        }
    }
}

#[test]
fn a_person_has_no_callback_and_takes_nothing_without_paying() {
    let (mut world, _) = selling(ETH, USD);
    let person = world.funded("person", &[USD.coin(COST)]);
    let take = take_later(&world, FIRST, ETH.units(2), None);
    assert!(world.run(&person, take.clone()).is_err());
    // Nor with the money sent behind it.
    let calls = vec![take, pay(&world, FIRST, USD, USD.units(COST))];
    assert!(world.transact(&person, calls).is_err());
    assert_eq!(world.balance(&person, ETH.denom), 0);
}
