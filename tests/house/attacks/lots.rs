//! Attacks 15, 16, 22, 23 and 24: how lots are paid for and paid out.

use cosmwasm_std::{
    Binary, Coin, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError, StdResult,
};
use cw_multi_test::ContractWrapper;
use gavel_testing::{decimal, Asset, Call, World, ETH, USD};
use gavel_types::auction::ConsignorKind;
use gavel_types::consignor::{ConsignorMsg, Settlement};
use gavel_types::lending::ExecuteMsg;

use super::{admit, bidder, lot, seller, FIRST};
use crate::loan::Loan;

fn begin(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Ok(Response::new())
}

/// Fails whenever it is paid, until it is told to be good.
fn be_paid(deps: DepsMut, _: Env, _: MessageInfo, _: ConsignorMsg) -> StdResult<Response> {
    match deps.storage.get(b"good") {
        Some(_) => Ok(Response::new()),
        None => Err(StdError::generic_err("out of gas")),
    }
}

fn become_good(deps: DepsMut, _: Env, _: Empty) -> StdResult<Response> {
    deps.storage.set(b"good", b"yes");
    Ok(Response::new())
}

fn answer(_: Deps, _: Env, _: Empty) -> StdResult<Binary> {
    Ok(Binary::default())
}

#[test]
fn attack_15_a_consignor_that_always_fails_stops_neither_its_lot_nor_another() {
    let mut world = World::new();
    let code = ContractWrapper::new(be_paid, begin, answer).with_sudo(become_good);
    let owner = world.cast().owner.clone();
    let dead = world
        .start(Box::new(code), &owner, "dead consignor", &Empty {})
        .unwrap();
    world.fund(&dead, &[ETH.coin(10)]);
    admit(&mut world, &dead, ConsignorKind::Contract);
    let seller = seller(&mut world, 10);
    world.consign(&dead, 1, ETH.coin(10), None).unwrap();
    world.consign(&seller, 1, ETH.coin(10), None).unwrap();

    let bidder = bidder(&mut world, 10_000);
    let receipt = world.buy_all(&bidder, FIRST).unwrap();
    assert!(receipt.tells("fail_delivery"));
    assert_eq!(world.balance(&bidder, ETH.denom), ETH.units(10));
    // Its money waits in the house, for it alone; the other is paid.
    assert_eq!(world.deliveries().len(), 1);
    world.buy_all(&bidder, lot(2)).unwrap();
    world.withdraw_credit(&seller, USD.denom).unwrap();
    assert_eq!(world.balance(&seller, USD.denom), USD.units(1_020));

    // Whoever tries again while it fails moves nothing; once it does not, it has all of it, once.
    world.deliver(&bidder, FIRST, &dead).unwrap();
    assert_eq!(world.deliveries().len(), 1);
    world.sudo(&dead, &Empty {}).unwrap();
    world.deliver(&bidder, FIRST, &dead).unwrap();
    assert_eq!(world.balance(&dead, USD.denom), USD.units(1_020));
    let refused = world.deliver(&bidder, FIRST, &dead).unwrap_err();
    assert_eq!(refused.code(), "auction/26");
}

#[test]
fn attack_16_a_lot_is_paid_once() {
    let mut loan = Loan::in_auction();
    let bidder = bidder(&mut loan.world, 10_000);
    let house = loan.world.contracts();
    let lending = house.lending.clone();
    let forged = |sender_pays: Vec<Coin>| {
        let settlement = Settlement {
            lot: FIRST,
            base: ETH.amount("49.75").into(),
            sold: ETH.amount("49.75").into(),
            proceeds: USD.amount("4262.58").into(),
            rewards: 0u128.into(),
        };
        house.to_lending(ExecuteMsg::LotSettled(settlement), sender_pays)
    };
    // Nobody but the house reports a lot, even with the money.
    let refused = loan.world.run(&bidder, forged(vec![USD.part("4262.58")]));
    assert_eq!(refused.unwrap_err().code(), "lending/6");

    // In the transaction that ends it, and later, the lot is neither ended nor delivered again.
    let take = loan.world.buying(FIRST, u128::MAX).unwrap();
    let again: [(&str, Call); 3] = [
        ("auction/18", house.advance(FIRST)),
        ("auction/26", house.deliver(FIRST, &lending)),
        ("auction/18", take.clone()),
    ];
    for (code, call) in &again {
        let calls = vec![take.clone(), call.clone()];
        let refused = loan.world.transact(&bidder, calls).unwrap_err();
        assert_eq!(refused.code(), *code);
    }
    loan.world.run(&bidder, take).unwrap();
    for (code, call) in again {
        assert_eq!(loan.world.run(&bidder, call).unwrap_err().code(), code);
    }
    assert_eq!(loan.debt(USD), USD.units(3_180));
    assert_eq!(loan.world.balance(&house.auction, USD.denom), 0);
}

#[test]
fn attack_16_unsold_base_comes_with_the_proceeds_once() {
    let mut world = World::new();
    let seller = seller(&mut world, 10);
    // The tab of 510 dollars is raised by 5 of 10 ETH at 102.
    world
        .consign(&seller, 1, ETH.coin(10), Some(USD.units(510)))
        .unwrap();
    let bidder = bidder(&mut world, 10_000);
    world.buy_all(&bidder, FIRST).unwrap();
    let house = world.contracts();
    for asset in [USD, ETH] {
        let call = house.withdraw_credit(asset.denom);
        let refused = world.transact(&seller, vec![call.clone(), call.clone()]);
        assert_eq!(refused.unwrap_err().code(), "auction/27");
        world.run(&seller, call).unwrap();
    }
    assert_eq!(world.balance(&seller, USD.denom), USD.units(510));
    assert_eq!(world.balance(&seller, ETH.denom), ETH.units(5));
    assert_eq!(world.balance(&house.auction, ETH.denom), 0);
}

#[test]
fn attack_22_money_that_came_another_way_pays_for_nothing() {
    let mut world = World::new();
    let seller = seller(&mut world, 10);
    world.consign(&seller, 1, ETH.coin(10), None).unwrap();
    let bidder = bidder(&mut world, 10_000);
    let house = world.contracts();
    // 1,020 dollars arrive in the same transaction, one of them with the message.
    let calls = vec![
        Call::send(&house.auction, vec![USD.coin(1_019)]),
        house.take(FIRST, ETH.units(10), decimal("102"), USD.coin(1)),
    ];
    let refused = world.transact(&bidder, calls).unwrap_err();
    assert_eq!(refused.code(), "auction/22");
    // Nor do other bidders' payments that lie in the house.
    world.buy(&bidder, FIRST, ETH.units(9)).unwrap();
    let call = house.take(FIRST, ETH.units(1), decimal("102"), USD.coin(101));
    assert_eq!(world.run(&bidder, call).unwrap_err().code(), "auction/22");
}

#[test]
fn attack_23_a_take_that_raises_the_tab_does_not_pay_above_its_limit() {
    // Three indivisible pieces for a tab of 150 dollars.
    let piece = Asset::new("upiece", 0);
    let mut world = World::builder()
        .price(piece, "100")
        .pair_with(piece, USD, |config| {
            config.stages = vec![gavel_testing::terms::dutch(
                gavel_types::auction::Reference::Live,
                &[(0, 10_000), (1_200, 8_600)],
                3,
            )];
        })
        .build();
    let seller = world.funded("seller", &[piece.coin(3)]);
    admit(&mut world, &seller, ConsignorKind::Account);
    world
        .consign(&seller, 1, piece.coin(3), Some(USD.units(150)))
        .unwrap();
    let bidder = bidder(&mut world, 1_000);
    let house = world.contracts();
    let call = house.take(FIRST, 3, decimal("100"), USD.coin(300));
    world.run(&bidder, call).unwrap();
    // Two pieces for 150 are 75 each. One for 150 would be 50 above the limit.
    assert_eq!(world.balance(&bidder, piece.denom), 2);
    assert_eq!(world.balance(&bidder, USD.denom), USD.units(850));
    world.withdraw_credit(&seller, piece.denom).unwrap();
    assert_eq!(world.balance(&seller, piece.denom), 1);
}

#[test]
fn attack_24_advancing_again_and_again_earns_nothing() {
    let mut loan = Loan::in_auction();
    let anyone = loan.world.person("anyone");
    let house = loan.world.contracts();
    loan.world.wait(1_200);
    let twice = vec![house.advance(FIRST), house.advance(FIRST)];
    let refused = loan.world.transact(&anyone, twice).unwrap_err();
    assert_eq!(refused.code(), "auction/24");
    for _ in 0..4 {
        loan.world.advance(&anyone, FIRST).unwrap();
        loan.world.wait(1_200);
    }
    assert!(loan.world.lot(FIRST).is_none());
    for asset in [ETH, USD] {
        assert_eq!(loan.world.balance(&anyone, asset.denom), 0);
    }
    // All that was consigned came back.
    assert_eq!(loan.collateral(ETH), ETH.amount("99.75"));
}
