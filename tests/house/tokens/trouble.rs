//! Tokens that call back while they are paid out, and tokens that cannot be paid out at all.

use cosmwasm_std::{Addr, BankMsg, Coin, CosmosMsg};
use gavel_testing::{decimal, Asset, World, DOLLAR, ETH, ETHER, USD};
use gavel_types::auction::{ConsignorKind, GovernMsg, LotId};

use super::hostile::{codes, plan, plan_for};
use super::{bare, let_it_end, Loan, FIRST};

/// The contract that keeps a token.
fn contract_of(asset: Asset) -> Addr {
    Addr::unchecked(asset.token().unwrap())
}

/// Something that cannot be done: the transfer fails with it.
fn impossible(token: &Addr) -> CosmosMsg {
    BankMsg::Send {
        to_address: token.to_string(),
        amount: vec![Coin::new(1u128, "nothing")],
    }
    .into()
}

/// Makes every next transfer of a token fail: a transfer that fails forgets nothing.
fn freeze(world: &mut World, asset: Asset) {
    let token = contract_of(asset);
    let impossible = impossible(&token);
    plan(world, &token, vec![impossible]);
}

fn thaw(world: &mut World, asset: Asset) {
    plan(world, &contract_of(asset), vec![]);
}

#[test]
fn attack_22_a_token_that_buys_while_it_is_sold_pays_like_anyone() {
    let mut world = bare(ETHER, USD).codes(codes()).build();
    let seller = world.funded("seller", &[ETHER.coin(10)]);
    let add = GovernMsg::AddConsignor {
        pair: 1,
        address: seller.to_string(),
        kind: ConsignorKind::Account,
    };
    world.govern_auction(add).unwrap();
    world.consign(&seller, 1, ETHER.coin(10), None).unwrap();
    let house = world.contracts();
    // While 4 ETH are paid out the token takes the other 6, and with them the lot's end.
    let token = contract_of(ETHER);
    world.fund(&token, &[USD.coin(1_000)]);
    let take = house.take(FIRST, ETHER.units(6), decimal("200"), USD.coin(612));
    plan(&mut world, &token, vec![take.message().clone()]);
    let bidder = world.funded("bidder", &[USD.coin(1_000)]);
    world.buy(&bidder, FIRST, ETHER.units(4)).unwrap();
    assert_eq!(world.balance(&bidder, ETHER.denom), ETHER.units(4));
    assert_eq!(world.balance(&token, ETHER.denom), ETHER.units(6));
    assert_eq!(world.balance(&token, USD.denom), USD.units(388));
    assert_eq!(world.credits(&seller), [USD.coin(1_020)]);
    world.recount();
}

#[test]
fn attack_22_a_token_that_asks_for_a_delivery_while_it_is_delivered_is_paid_out_once() {
    let mut loan = Loan::given_in(bare(ETHER, USD).codes(codes()), ETHER, USD);
    let world = &mut loan.world;
    world.move_price(ETHER.denom, "84");
    world.liquidate(&loan.keeper, &loan.account).unwrap();
    let house = world.contracts();
    let token = contract_of(ETHER);
    for calls in [
        vec![house.deliver(FIRST, &house.lending)],
        vec![house.advance(FIRST)],
        vec![house.to_auction(
            gavel_types::auction::ExecuteMsg::HandOver {
                consignor: house.lending.to_string(),
                settlement: gavel_types::consignor::Settlement {
                    lot: FIRST,
                    base: ETHER.amount("49.75").into(),
                    sold: 0u128.into(),
                    proceeds: 0u128.into(),
                    rewards: 0u128.into(),
                },
                parts: vec![ETHER.coin(1)],
            },
            vec![],
        )],
    ] {
        world.what_if(|world| {
            let wicked = calls.iter().map(|call| call.message().clone()).collect();
            plan(world, &token, wicked);
            let_it_end(world, FIRST);
            // The transfer failed with what it asked for, and with it the delivery.
            assert_eq!(world.deliveries().len(), 1);
            assert_eq!(
                world.balance(&house.auction, ETHER.denom),
                ETHER.amount("49.75")
            );
            thaw(world, ETHER);
            let anyone = world.person("anyone");
            world.deliver(&anyone, FIRST, &house.lending).unwrap();
            assert_eq!(world.balance(&house.auction, ETHER.denom), 0);
            assert_eq!(
                world.account(&loan.account).collateral[0].amount.u128(),
                ETHER.amount("99.75")
            );
            world.recount();
        });
    }
}

/// Loans against ether, a token, and against ETH, both unhealthy; then the token stops.
fn frozen() -> (Loan, Addr, gavel_types::lending::AccountId) {
    let builder = bare(ETHER, USD).collateral(ETH).codes(codes());
    let mut loan = Loan::given_in(builder, ETHER, USD);
    let world = &mut loan.world;
    let other = world.funded("other borrower", &[ETH.coin(100)]);
    let account = world.open(&other, &[ETH.coin(100)], &[USD.coin(7_260)]);
    world.move_price(ETHER.denom, "84");
    world.move_price(ETH.denom, "84");
    (loan, other, account)
}

#[test]
fn a_token_whose_transfers_fail_stops_only_itself() {
    let (mut loan, other, account) = frozen();
    let world = &mut loan.world;
    world.liquidate(&loan.keeper, &loan.account).unwrap();
    freeze(world, ETHER);
    // What must be paid out in it waits; what is paid in it is still taken.
    let refused = world.buy(&loan.bidder, FIRST, ETHER.units(1));
    assert!(refused.is_err());
    let refused = world.withdraw_collateral(&loan.borrower, ETHER.denom, Some(1));
    assert!(refused.is_err());
    world.fund(&loan.borrower, &[ETHER.coin(1)]);
    world.deposit(&loan.borrower, ETHER.coin(1)).unwrap();

    // Everybody else goes on: liquidated, sold, settled, repaid, withdrawn.
    world.liquidate(&loan.keeper, &account).unwrap();
    let lot = world.account(&account).tickets[0].lot;
    world.buy_all(&loan.bidder, lot).unwrap();
    assert!(world.account(&account).tickets.is_empty());
    world.repay(&other, USD.coin(3_180)).unwrap();
    world.withdraw_collateral(&other, ETH.denom, None).unwrap();
    assert_eq!(world.balance(&other, ETH.denom), ETH.units(50));
    world
        .withdraw(&loan.lender, USD.denom, Some(USD.units(1_000)))
        .unwrap();

    // Its own lot ends, and waits to be delivered until the token works again.
    let_it_end(world, FIRST);
    assert_eq!(world.deliveries().len(), 1);
    let lending = world.contracts().lending;
    let receipt = world.deliver(&other, FIRST, &lending).unwrap();
    assert!(receipt.tells("fail_delivery"));
    thaw(world, ETHER);
    let receipt = world.deliver(&other, FIRST, &lending).unwrap();
    assert!(!receipt.tells("fail_delivery"));
    assert_eq!(
        world.account(&loan.account).collateral[0].amount.u128(),
        ETHER.amount("100.75")
    );
}

#[test]
fn a_frozen_collateral_is_not_sold_once_its_pair_is_closed_and_the_others_are() {
    let builder = bare(ETHER, USD).collateral(ETH).codes(codes());
    let mut loan = Loan::given_in(builder, ETHER, USD);
    let world = &mut loan.world;
    world.fund(&loan.borrower, &[ETH.coin(100)]);
    world.deposit(&loan.borrower, ETH.coin(100)).unwrap();
    world.borrow(&loan.borrower, USD.coin(7_000)).unwrap();
    world.move_price(ETHER.denom, "84");
    world.move_price(ETH.denom, "84");
    freeze(world, ETHER);
    // The keeper's slice of the token cannot be paid out, whatever is sold of it.
    let refused = world.liquidate(&loan.keeper, &loan.account);
    assert!(refused.is_err());
    let pair = world.pair_of(ETHER.denom, USD.denom);
    let close = GovernMsg::SetPairOpen { pair, open: false };
    world.govern_auction(close).unwrap();
    world.liquidate(&loan.keeper, &loan.account).unwrap();
    let ticket = world.account(&loan.account).tickets[0].clone();
    assert_eq!(ticket.collateral, ETH.denom);
    world.buy_all(&loan.bidder, ticket.lot).unwrap();
}

#[test]
fn penalties_in_a_frozen_token_wait_and_stop_no_others() {
    let builder = bare(ETH, USD).without_interest(DOLLAR).codes(codes());
    let mut loan = Loan::given_in(builder, ETH, USD);
    let world = &mut loan.world;
    let lender = world.funded("lender of tokens", &[DOLLAR.coin(20_000)]);
    world.supply(&lender, DOLLAR.coin(20_000)).unwrap();
    let other = world.funded("other borrower", &[ETH.coin(100)]);
    let account = world.open(&other, &[ETH.coin(100)], &[DOLLAR.coin(7_260)]);
    world.move_price(ETH.denom, "84");
    world.fund(&loan.bidder, &[DOLLAR.coin(10_000)]);
    for account in [&loan.account, &account] {
        world.liquidate(&loan.keeper, account).unwrap();
        let lot: LotId = world.account(account).tickets[0].lot;
        world.buy_all(&loan.bidder, lot).unwrap();
    }
    // 49.75 ETH at 85.68 bring 4,262.58, of which 182.58 are penalty: 109.548 for the fund and 73.032 for the treasury.
    freeze(world, DOLLAR);
    let both = [USD.denom, DOLLAR.denom];
    world.distribute(&loan.keeper, &both).unwrap();
    let treasury = world.cast().treasury.clone();
    let paid = |world: &World| both.map(|denom| world.balance(&treasury, denom));
    assert_eq!(paid(world), [USD.amount("73.032"), 0]);
    let kept = world.market(DOLLAR.denom).penalties.u128();
    assert!(kept >= DOLLAR.amount("73.032"), "{kept}");

    thaw(world, DOLLAR);
    world.distribute(&loan.keeper, &[DOLLAR.denom]).unwrap();
    assert_eq!(paid(world), [USD.amount("73.032"), DOLLAR.amount("73.032")]);
    assert_eq!(
        world.pool(DOLLAR.denom).income.u128(),
        DOLLAR.amount("109.548")
    );
}

#[test]
fn cover_in_a_frozen_token_cannot_be_paid_and_holds_nothing_up() {
    let builder = bare(ETH, DOLLAR).codes(codes());
    let mut loan = Loan::given_in(builder, ETH, DOLLAR);
    let world = &mut loan.world;
    let staker = world.funded("staker", &[DOLLAR.coin(2_000)]);
    world.stake(&staker, DOLLAR.coin(2_000)).unwrap();
    world.move_price(ETH.denom, "60");
    world.liquidate(&loan.keeper, &loan.account).unwrap();
    // Only what the fund pays fails.
    let (token, fund) = (contract_of(DOLLAR), world.contracts().fund);
    let impossible = impossible(&token);
    plan_for(world, &token, Some(fund), vec![impossible]);
    // 99.5 ETH at 61.2 bring 6,089.4 of 7,260: 1,170.6 are lost. The fund's books are as they were.
    let receipt = world.buy_all(&loan.bidder, FIRST).unwrap();
    assert!(receipt.tells("fail_cover") && !receipt.tells("fail_delivery"));
    let market = world.market(DOLLAR.denom);
    assert_eq!(market.written_off.u128(), DOLLAR.amount("1170.6"));
    assert_eq!(world.pool(DOLLAR.denom).staked.u128(), DOLLAR.units(2_000));
    thaw(world, DOLLAR);
    world.recount();
}
