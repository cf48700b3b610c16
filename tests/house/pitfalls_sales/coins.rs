//! The coins that come with a message, and sends of nothing.

use cosmwasm_std::Coin;
use gavel_testing::{decimal, Call, World, ETH, USD};
use gavel_types::auction::ExecuteMsg as AuctionMsg;
use gavel_types::lending::{ExecuteMsg as LendingMsg, PenaltyReceiver};
use gavel_types::oracle::ExecuteMsg as OracleMsg;

use super::{bidder, credit, loan, seller, FIRST};

/// Beside any other coin in the order of denoms: the last of all.
const STRANGE: &str = "zstrange";

fn beside(coin: Coin) -> Vec<Coin> {
    vec![coin, Coin::new(5u128, STRANGE)]
}

#[test]
fn pitfall_01_a_coin_beside_the_expected_one_is_refused_by_its_name() {
    let mut world = World::new();
    let (borrower, account) = loan(&mut world);
    let seller = seller(&mut world, "seller", &[ETH.coin(10)]);
    world.consign(&seller, 1, ETH.coin(5), None).unwrap();
    for person in [&borrower, &seller] {
        world.fund(person, &[ETH.coin(10), USD.coin(1_000)]);
        world.fund(person, &[Coin::new(100u128, STRANGE)]);
    }
    let house = world.contracts();
    let consign = AuctionMsg::Consign {
        pair: 1,
        expected_lot: 2,
        tab: None,
        max_reward_bps: None,
    };
    let take = AuctionMsg::Take {
        lot: FIRST,
        amount: 1_000_000_000_000_000_000u128.into(),
        max_price: decimal("200"),
        min_amount: None,
        recipient: None,
        callback: None,
    };
    let repay = LendingMsg::Repay { account: None };
    let calls = [
        ("auction/3", house.to_auction(consign, beside(ETH.coin(1)))),
        ("auction/3", house.to_auction(take, beside(USD.coin(200)))),
        ("lending/3", house.to_lending(repay, beside(USD.coin(10)))),
        (
            "lending/3",
            house.to_lending(LendingMsg::Deposit { account: None }, beside(ETH.coin(1))),
        ),
        (
            "lending/3",
            house.to_lending(
                LendingMsg::Supply { on_behalf_of: None },
                beside(USD.coin(1)),
            ),
        ),
    ];
    for (code, call) in calls {
        let person = if code == "auction/3" {
            &seller
        } else {
            &borrower
        };
        let refused = world.run(person, call).unwrap_err();
        assert_eq!(refused.code(), code, "{refused}");
        assert!(refused.to_string().contains(STRANGE), "{refused}");
    }
    // Nothing got stuck, and nothing moved.
    assert_eq!(world.balance(&seller, STRANGE), 100);
    assert_eq!(world.balance(&house.auction, STRANGE), 0);
    assert_eq!(world.balance(&house.lending, STRANGE), 0);
    assert_eq!(
        world.account(&account).collateral[0].amount.u128(),
        ETH.units(100)
    );
}

#[test]
fn pitfall_01_another_coin_or_none_buys_nothing() {
    let mut world = World::new();
    let seller = seller(&mut world, "seller", &[ETH.coin(5)]);
    world.consign(&seller, 1, ETH.coin(5), None).unwrap();
    let bidder = bidder(&mut world);
    world.fund(
        &bidder,
        &[ETH.coin(500), Coin::new(1_000_000_000u128, STRANGE)],
    );
    let house = world.contracts();
    for coin in [ETH.coin(200), Coin::new(1_000_000_000u128, STRANGE)] {
        let call = house.take(FIRST, ETH.units(1), decimal("200"), coin);
        let refused = world.run(&bidder, call).unwrap_err();
        assert_eq!(refused.code(), "auction/3", "{refused}");
    }
    let take = AuctionMsg::Take {
        lot: FIRST,
        amount: 1u128.into(),
        max_price: decimal("200"),
        min_amount: None,
        recipient: None,
        callback: None,
    };
    let refused = world.run(&bidder, house.to_auction(take, vec![]));
    assert_eq!(refused.unwrap_err().code(), "auction/3");
    assert_eq!(world.lot(FIRST).unwrap().base_left.u128(), ETH.units(5));
}

#[test]
fn pitfall_01_a_message_that_takes_no_coins_keeps_none() {
    let mut world = World::new();
    let (borrower, account) = loan(&mut world);
    world.fund(&borrower, &[USD.coin(100)]);
    let before = world.balance(&borrower, USD.denom);
    let house = world.contracts();
    let coins = || vec![USD.coin(1)];
    let denom = || USD.denom.to_owned();
    let auction = [
        AuctionMsg::Advance {
            lot: FIRST,
            limit: None,
        },
        AuctionMsg::Deliver {
            lot: FIRST,
            consignor: house.lending.to_string(),
        },
        AuctionMsg::Withdraw {
            denom: denom(),
            recipient: None,
        },
        AuctionMsg::Pause {},
    ];
    let lending = [
        LendingMsg::Withdraw {
            denom: denom(),
            amount: None,
            min_amount: None,
            recipient: None,
        },
        LendingMsg::WithdrawCollateral {
            sub: 0,
            denom: ETH.denom.to_owned(),
            amount: Some(1u128.into()),
            recipient: None,
        },
        LendingMsg::WithdrawSurplus {
            sub: 0,
            denom: denom(),
            recipient: None,
        },
        LendingMsg::Borrow {
            sub: 0,
            denom: denom(),
            amount: 1u128.into(),
            recipient: None,
        },
        LendingMsg::Liquidate {
            account: account.clone(),
            recipient: None,
        },
        LendingMsg::Reconcile {
            accounts: vec![account],
        },
        LendingMsg::Distribute {
            denoms: vec![denom()],
        },
        LendingMsg::Pause {},
    ];
    let oracle = OracleMsg::Refresh {
        denoms: vec![denom()],
    };
    let mut calls = vec![("oracle/3", Call::any(&house.oracle, &oracle, coins()))];
    calls.extend(auction.map(|msg| ("auction/3", house.to_auction(msg, coins()))));
    calls.extend(lending.map(|msg| ("lending/3", house.to_lending(msg, coins()))));
    for (code, call) in calls {
        let refused = world.run(&borrower, call).unwrap_err();
        assert_eq!(refused.code(), code, "{refused}");
    }
    assert_eq!(world.balance(&borrower, USD.denom), before);
}

#[test]
fn pitfall_04_a_fee_of_nothing_and_a_whole_sale_send_no_empty_coins() {
    // The keeper gets nothing, and one of two receivers of the penalty gets nothing.
    let (fund, treasury) = {
        let usual = World::new();
        (
            usual.contracts().fund.to_string(),
            usual.cast().treasury.to_string(),
        )
    };
    let mut world = World::builder()
        .collateral_with(ETH, |terms| terms.keeper_bps = 0)
        .without_interest(USD)
        .market_with(USD, |terms| {
            terms.penalty_receivers = vec![
                PenaltyReceiver {
                    address: fund,
                    share_bps: 10_000,
                },
                PenaltyReceiver {
                    address: treasury,
                    share_bps: 0,
                },
            ];
        })
        .build();
    let (borrower, account) = loan(&mut world);
    world.move_price(ETH.denom, "84");
    let keeper = world.person("keeper");
    let receipt = world.liquidate(&keeper, &account).unwrap();
    assert!(receipt.tells("consign"));
    assert_eq!(world.balance(&keeper, ETH.denom), 0);

    // All 50 ETH at 85.68 for exactly 4,284 dollars: no change, nothing unsold. 4,284 / 1.05 = 4,080 repay, 204 are penalty.
    let bidder = bidder(&mut world);
    world.buy_all(&bidder, FIRST).unwrap();
    assert_eq!(world.market(USD.denom).penalties.u128(), USD.units(204));
    world.distribute(&keeper, &[USD.denom]).unwrap();
    let cast = world.cast().clone();
    assert_eq!(
        world.balance(&world.contracts().fund, USD.denom),
        USD.units(204)
    );
    assert_eq!(world.balance(&cast.treasury, USD.denom), 0);

    // 7,260 − 4,080 = 3,180 repaid to the unit: no excess goes back. All collateral goes out.
    world.repay(&borrower, USD.coin(3_180)).unwrap();
    world
        .withdraw_collateral(&borrower, ETH.denom, None)
        .unwrap();
    assert_eq!(world.balance(&borrower, ETH.denom), ETH.units(50));
}

#[test]
fn pitfall_04_a_lot_of_which_nothing_was_sold_goes_back_without_a_coin_of_zero() {
    let mut world = World::new();
    let seller = seller(&mut world, "seller", &[ETH.coin(5)]);
    world.consign(&seller, 1, ETH.coin(5), None).unwrap();
    for _ in 0..4 {
        world.wait(1_200);
        world.advance(&seller, FIRST).unwrap();
    }
    assert!(world.lot(FIRST).is_none());
    // Base is credited, and no credit of quote is kept.
    assert_eq!(world.credits(&seller), vec![ETH.coin(5)]);
    assert_eq!(credit(&world, &seller, USD), 0);
    let refused = world.withdraw_credit(&seller, USD.denom).unwrap_err();
    assert_eq!(refused.code(), "auction/27");
    world.withdraw_credit(&seller, ETH.denom).unwrap();
    assert_eq!(world.balance(&seller, ETH.denom), ETH.units(5));
}
