//! Pitfalls 48 to 52 from end to end: the insurance fund and the lending contract that draws on it. An account closed whole at
//! 60 dollars and sold at 60.18 leaves 1,272.09 dollars lost.

use cosmwasm_std::Addr;
use gavel_testing::{Call, Receipt, World, ETH, USD};
use gavel_types::insurance::GovernMsg;

use crate::loan::{Loan, FIRST};

const LOSS: &str = "1272.09";

/// The loan in its open lot at 60.18 dollars, and a staker with 10,000.
fn insured() -> (Loan, Addr) {
    let mut loan = Loan::given();
    let staker = loan.world.funded("staker", &[USD.coin(10_000)]);
    loan.world.stake(&staker, USD.coin(10_000)).unwrap();
    loan.world.move_price(ETH.denom, "60");
    loan.world.liquidate(&loan.keeper, &loan.account).unwrap();
    loan.world.wait(102);
    (loan, staker)
}

fn sold(loan: &mut Loan) -> Receipt {
    let bidder = loan.bidder(10_000);
    loan.world.buy_all(&bidder, FIRST).unwrap()
}

fn worth(world: &World, staker: &Addr) -> u128 {
    world.position(USD.denom, staker).worth.u128()
}

#[test]
fn pitfall_48_nobody_but_the_market_draws() {
    let (mut loan, staker) = insured();
    let keeper = loan.keeper.clone();
    let house = loan.world.contracts();
    for thief in [
        &keeper,
        &staker,
        &house.auction,
        &loan.world.cast().owner.clone(),
    ] {
        let refused = loan.world.run(thief, house.cover(USD.coin(1))).unwrap_err();
        assert_eq!(refused.code(), "fund/15");
    }
}

#[test]
fn pitfall_48_a_loss_is_drawn_once_and_no_more_than_it_is() {
    let (mut loan, staker) = insured();
    sold(&mut loan);
    let left = worth(&loan.world, &staker);
    assert!(USD.amount("8727.91") - left <= 1, "{left}");
    let account = loan.account.clone();
    let keeper = loan.keeper.clone();
    for _ in 0..3 {
        let again = loan
            .world
            .reconcile(&keeper, std::slice::from_ref(&account))
            .unwrap();
        assert!(!again.tells("cover_loss"));
        let refused = loan.world.liquidate(&keeper, &account).unwrap_err();
        assert_eq!(refused.code(), "lending/28");
    }
    assert_eq!(worth(&loan.world, &staker), left);
}

#[test]
fn pitfall_49_an_empty_fund_stops_no_sale() {
    let mut loan = Loan::given();
    loan.world.move_price(ETH.denom, "60");
    loan.world.liquidate(&loan.keeper, &loan.account).unwrap();
    loan.world.wait(102);
    let receipt = sold(&mut loan);
    let cover = receipt.first("cover_loss").unwrap();
    assert_eq!(cover.value("paid"), Some(0u128));
    assert!(!receipt.tells("fail_delivery"));
    let market = loan.world.market(USD.denom);
    assert_eq!(market.written_off.u128(), USD.amount(LOSS));
    assert_eq!(
        loan.world.insured(USD.denom)[0].owed.u128(),
        USD.amount(LOSS)
    );
}

#[test]
fn pitfall_49_a_fund_that_refuses_stops_no_sale() {
    let (mut loan, staker) = insured();
    let lending = loan.world.contracts().lending.to_string();
    let unregister = GovernMsg::UnregisterMarket {
        market: lending.clone(),
        denom: USD.denom.to_owned(),
    };
    loan.world.govern_fund(unregister).unwrap();
    let receipt = sold(&mut loan);
    assert!(receipt.tells("fail_cover") && !receipt.tells("fail_delivery"));
    let market = loan.world.market(USD.denom);
    assert_eq!(market.written_off.u128(), USD.amount(LOSS));
    assert_eq!(worth(&loan.world, &staker), USD.units(10_000));
    loan.world.recount();
}

#[test]
fn pitfall_50_a_staker_who_sees_the_crash_cannot_leave_before_the_loss() {
    let mut loan = Loan::given();
    let [early, late] = ["early", "late"].map(|name| {
        let staker = loan.world.funded(name, &[USD.coin(5_000)]);
        loan.world.stake(&staker, USD.coin(5_000)).unwrap();
        staker
    });
    loan.world.move_price(ETH.denom, "60");
    loan.world.queue_exit(&early, USD.denom, None).unwrap();
    loan.world.liquidate(&loan.keeper, &loan.account).unwrap();
    let refused = loan.world.unstake(&early, USD.denom).unwrap_err();
    assert_eq!(refused.code(), "fund/25");
    loan.world.wait(102);
    sold(&mut loan);
    // Who is queued bears as much as who is not.
    assert_eq!(worth(&loan.world, &early), worth(&loan.world, &late));
    assert!(USD.amount("4363.955") - worth(&loan.world, &early) <= 1);
}

#[test]
fn pitfall_50_a_pause_of_the_fund_or_of_the_market_does_not_stop_cover() {
    let (mut loan, staker) = insured();
    let guardian = loan.world.cast().guardian.clone();
    let house = loan.world.contracts();
    loan.world.pause_lending(&guardian).unwrap();
    let pause = house.to_fund(gavel_types::insurance::ExecuteMsg::Pause {}, vec![]);
    loan.world.run(&guardian, pause).unwrap();
    let refused = loan.world.queue_exit(&staker, USD.denom, None).unwrap_err();
    assert_eq!(refused.code(), "fund/8");
    let receipt = sold(&mut loan);
    let cover = receipt.first("cover_loss").unwrap();
    assert_eq!(cover.value("paid"), Some(USD.amount(LOSS)));
}

#[test]
fn pitfall_51_neither_a_donation_nor_a_penalty_moves_the_share_price_at_once() {
    let (mut loan, staker) = insured();
    let house = loan.world.contracts();
    let giver = loan.world.funded("giver", &[USD.coin(3_000)]);
    let gift = Call::send(&house.fund, vec![USD.coin(1_000)]);
    loan.world.run(&giver, gift).unwrap();
    assert_eq!(worth(&loan.world, &staker), USD.units(10_000));
    loan.world.run(&giver, house.absorb(USD.denom)).unwrap();
    loan.world.add_income(&giver, USD.coin(2_000)).unwrap();
    assert_eq!(worth(&loan.world, &staker), USD.units(10_000));
    // It pays for the loss before stakers do.
    sold(&mut loan);
    assert_eq!(worth(&loan.world, &staker), USD.units(10_000));
    assert_eq!(
        loan.world.pool(USD.denom).income.u128(),
        USD.amount("1727.91")
    );
}

#[test]
fn pitfall_51_a_total_loss_leaves_the_next_staker_his_own() {
    let mut loan = Loan::given();
    let first = loan.world.funded("first", &[USD.coin(1_000)]);
    loan.world.stake(&first, USD.coin(1_000)).unwrap();
    loan.world.move_price(ETH.denom, "60");
    loan.world.liquidate(&loan.keeper, &loan.account).unwrap();
    loan.world.wait(102);
    sold(&mut loan);
    assert_eq!(worth(&loan.world, &first), 0);
    let second = loan.world.funded("second", &[USD.coin(1_000)]);
    loan.world.stake(&second, USD.coin(1_000)).unwrap();
    assert_eq!(worth(&loan.world, &second), USD.units(1_000));
    assert_eq!(worth(&loan.world, &first), 0);
}

#[test]
fn pitfall_52_a_penalty_that_came_while_nobody_was_staked_is_set_aside() {
    let mut loan = Loan::in_auction();
    let bidder = loan.bidder(1_000_000);
    loan.world.buy_all(&bidder, FIRST).unwrap();
    loan.world.distribute(&loan.keeper, &[USD.denom]).unwrap();
    let staker = loan.world.funded("staker", &[USD.coin(1)]);
    loan.world.stake(&staker, USD.coin(1)).unwrap();
    loan.world.pass(288_000, 1_728_000_000);
    // 109.548 of income, and the staker has his dollar.
    assert_eq!(worth(&loan.world, &staker), USD.units(1));
    assert_eq!(
        loan.world.pool(USD.denom).income.u128(),
        USD.amount("109.548")
    );
}
