//! Tokens that call the house while a take is being settled.

use cosmwasm_std::{Addr, Binary};
use gavel_testing::{decimal, Call, World, DOLLAR, ETHER};
use gavel_types::auction::{ConsignorKind, ExecuteMsg, GovernMsg, LotId};

use super::hostile::{codes, counterfeit, forged, hook, plan as tell};
use super::{bare, FIRST};
use crate::schemer::{act, bring, plan};

/// Two lots of 10 ether at 102 dollars, both tokens that do as they are told, and a schemer with 1,020 dollars.
fn world() -> (World, Addr) {
    let mut world = bare(ETHER, DOLLAR).codes(codes()).build();
    let seller = world.funded("seller", &[ETHER.coin(20)]);
    let add = GovernMsg::AddConsignor {
        pair: 1,
        address: seller.to_string(),
        kind: ConsignorKind::Account,
    };
    world.govern_auction(add).unwrap();
    for _ in 0..2 {
        world.consign(&seller, 1, ETHER.coin(10), None).unwrap();
    }
    let schemer = bring(&mut world, &[DOLLAR.coin(1_020)]);
    (world, schemer)
}

/// The schemer takes the whole first lot, and does this when it is called back.
fn take_and(world: &World, schemer: &Addr) -> Call {
    let msg = ExecuteMsg::Take {
        lot: FIRST,
        amount: ETHER.units(10).into(),
        max_price: decimal("102"),
        min_amount: None,
        recipient: None,
        callback: Some(Binary::default()),
    };
    act(schemer, &[world.contracts().to_auction(msg, vec![])])
}

fn payment(world: &World, dollars: u128) -> Call {
    let pay = ExecuteMsg::Pay { lot: FIRST };
    world
        .contracts()
        .to_auction(pay, vec![DOLLAR.coin(dollars)])
}

#[test]
fn pitfall_20_a_token_that_calls_the_house_while_it_leaves_is_refused() {
    let (mut world, schemer) = world();
    let anyone = world.person("anyone");
    let house = world.contracts();
    let second = LotId { pair: 1, number: 2 };
    let token = Addr::unchecked(ETHER.token().unwrap());
    world.fund(&token, &[DOLLAR.coin(2_000)]);
    let enough = payment(&world, 1_020);
    plan(&mut world, &schemer, &[enough]);
    let take = take_and(&world, &schemer);
    for call in [
        house.take(second, ETHER.units(1), decimal("102"), DOLLAR.coin(102)),
        house.advance(second),
        house.withdraw_credit(DOLLAR.denom),
    ] {
        // The base is on its way: the lock is on before it leaves.
        tell(&mut world, &token, vec![call.message().clone()]);
        let refused = world.run(&anyone, take.clone()).unwrap_err();
        assert_eq!(refused.code(), "auction/63", "{refused}");
    }
    // The token itself may pay.
    let whole = payment(&world, 1_020);
    tell(&mut world, &token, vec![whole.message().clone()]);
    plan(&mut world, &schemer, &[]);
    world.run(&anyone, take).unwrap();
    assert_eq!(world.balance(&schemer, DOLLAR.denom), DOLLAR.units(1_020));
    assert_eq!(world.balance(&schemer, ETHER.denom), ETHER.units(10));
    world.recount();
}

#[test]
fn pitfall_02_a_counterfeit_pays_for_no_take_whomever_it_names() {
    let (mut world, schemer) = world();
    let anyone = world.person("anyone");
    let house = world.contracts().auction;
    let false_token = counterfeit(&mut world);
    let pay = ExecuteMsg::Pay { lot: FIRST };
    for named in [&schemer, &house, &anyone] {
        let lie = hook(&house, named, DOLLAR.units(1_020), &pay);
        plan(&mut world, &schemer, &[forged(&false_token, lie)]);
        let take = take_and(&world, &schemer);
        let refused = world.run(&anyone, take).unwrap_err();
        assert_eq!(refused.code(), "auction/3", "{refused}");
    }
    // Beside a true payment it is refused too, and takes that with it.
    let lie = hook(&house, &schemer, DOLLAR.units(20), &pay);
    let calls = [payment(&world, 1_000), forged(&false_token, lie)];
    plan(&mut world, &schemer, &calls);
    let take = take_and(&world, &schemer);
    assert_eq!(world.run(&anyone, take).unwrap_err().code(), "auction/3");
    assert_eq!(world.balance(&schemer, DOLLAR.denom), DOLLAR.units(1_020));
}
