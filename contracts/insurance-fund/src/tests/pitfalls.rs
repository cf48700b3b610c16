//! Defects found in systems of this class, by their numbers.

use cosmwasm_std::{coins, Coin, Uint128};
use gavel_types::insurance::{ExecuteMsg, GovernMsg};

use super::bench::*;
use crate::ContractError;

#[test]
fn pitfall_01_exactly_one_expected_coin_comes_with_a_message_and_any_other_is_named() {
    let mut bench = Bench::live();
    bench.stake("ann", 1_000).unwrap();
    let denom = || USD.to_owned();
    let market = bench.who("market").to_string();
    let without = [
        ExecuteMsg::QueueExit {
            denom: denom(),
            shares: None,
        },
        ExecuteMsg::CancelExit { denom: denom() },
        ExecuteMsg::Unstake {
            denom: denom(),
            recipient: None,
        },
        ExecuteMsg::Cover {
            denom: denom(),
            amount: Uint128::one(),
        },
        ExecuteMsg::Absorb { denom: denom() },
        ExecuteMsg::RepayShortfall {
            market,
            denom: denom(),
        },
        ExecuteMsg::Pause {},
        ExecuteMsg::Govern(GovernMsg::Pause {}),
        ExecuteMsg::UpdateOwnership(cw_ownable::Action::RenounceOwnership),
    ];
    for msg in without {
        let refused = bench
            .run("owner", msg.clone(), &coins(7, "uatom"))
            .unwrap_err();
        assert_eq!(refused.code(), 3, "{msg:?}");
        assert!(refused.to_string().contains("uatom"), "{refused}");
    }
    let both = [Coin::new(1u128, "uatom"), Coin::new(9u128, USD)];
    for msg in [
        ExecuteMsg::Stake { on_behalf_of: None },
        ExecuteMsg::AddIncome {},
        ExecuteMsg::FundFirstLoss {},
    ] {
        for funds in [&both[..], &coins(0, USD), &[]] {
            let refused = bench.run("ann", msg.clone(), funds).unwrap_err();
            assert_eq!(refused.code(), 3, "{msg:?}");
        }
    }
}

#[test]
fn pitfall_03_an_address_in_capitals_is_refused_wherever_it_stands() {
    let mut bench = Bench::live();
    let loud = bench.who("market").to_string().to_uppercase();
    let denom = || USD.to_owned();
    for msg in [
        ExecuteMsg::RepayShortfall {
            market: loud.clone(),
            denom: denom(),
        },
        ExecuteMsg::Govern(GovernMsg::RegisterMarket {
            market: loud.clone(),
            denom: denom(),
            caps: caps(),
        }),
        ExecuteMsg::Govern(GovernMsg::UnregisterMarket {
            market: loud.clone(),
            denom: denom(),
        }),
        ExecuteMsg::Govern(GovernMsg::WithdrawPurse {
            denom: denom(),
            purse: gavel_types::insurance::Purse::Income,
            amount: Uint128::one(),
            recipient: loud.clone(),
        }),
    ] {
        assert_eq!(bench.run("owner", msg, &[]).unwrap_err().code(), 32);
    }
    let stake = ExecuteMsg::Stake {
        on_behalf_of: Some(loud),
    };
    let refused = bench.run("ann", stake, &coins(9, USD)).unwrap_err();
    assert_eq!(refused.code(), 32);
}

#[test]
fn pitfall_04_a_cover_of_nothing_sends_nothing() {
    let mut bench = Bench::live();
    let msg = ExecuteMsg::Cover {
        denom: USD.into(),
        amount: Uint128::zero(),
    };
    let done = bench.run("market", msg, &[]).unwrap();
    assert!(done.messages.is_empty());
    assert_eq!(bench.market("market").owed.u128(), 0);
}

#[test]
fn pitfall_34_the_first_staker_cannot_make_the_next_ones_stake_round_to_nothing() {
    let mut bench = Bench::live();
    bench.stake("eve", 1).unwrap();
    bench.donate("eve", 900_000, USD);
    bench.absorb().unwrap();
    bench.stake("bob", 1_000).unwrap();
    assert_eq!(bench.worth("bob"), 1_000);
    // Even when all of it has flowed, Eve has at most half of what she gave, and Bob is none the poorer.
    bench.wait(10 * DAY);
    assert!(bench.worth("bob") >= 1_000);
    assert!(bench.worth("eve") < 450_001);
}

#[test]
fn pitfall_48_only_a_registered_market_draws_and_only_what_it_asks_anew() {
    let mut bench = Bench::live();
    bench.stake("ann", 1_000).unwrap();
    for stranger in ["eve", "ann", "owner", "guardian", "market 3"] {
        let refused = bench.cover(stranger, 10).unwrap_err();
        assert_eq!(
            refused,
            ContractError::NotInsured {
                market: bench.who(stranger).into(),
                denom: USD.into()
            }
        );
    }
    // 1,500 asked for: 1,000 paid, 500 short.
    assert_eq!(bench.cover("market", 1_500), Ok((1_000, 500)));
    // New stakes do not pay the old shortfall.
    bench.stake("bob", 5_000).unwrap();
    assert_eq!(bench.repay("market").unwrap_err().code(), 28);
    assert_eq!(bench.worth("bob"), 5_000);
    // Income pays it once.
    bench.income(800);
    bench.repay("market").unwrap();
    assert_eq!(bench.purse("market"), 1_500);
    assert_eq!(bench.repay("market").unwrap_err().code(), 28);
    bench.income(800);
    assert_eq!(bench.repay("market").unwrap_err().code(), 28);
}

#[test]
fn pitfall_49_an_empty_fund_answers_and_books_what_it_could_not_pay() {
    let mut bench = Bench::live();
    assert_eq!(bench.cover("market", 1_000), Ok((0, 1_000)));
    bench.stake("ann", 400).unwrap();
    assert_eq!(bench.cover("market", 1_000), Ok((400, 600)));
    assert_eq!(bench.market("market").owed.u128(), 1_600);
}

#[test]
fn pitfall_50_who_queued_an_exit_before_a_loss_bears_it_like_all_others() {
    let mut bench = Bench::live();
    for name in ["ann", "bob", "cat"] {
        bench.stake(name, 1_000).unwrap();
    }
    bench.queue("ann", None).unwrap();
    bench.wait(8 * DAY);
    bench.queue("bob", None).unwrap();
    // Ann's window is open, Bob waits, Cat stays: a loss of 1,500 of 3,000.
    assert_eq!(bench.cover("market", 1_500), Ok((1_500, 0)));
    for name in ["ann", "bob", "cat"] {
        assert_eq!(bench.worth(name), 500, "{name}");
    }
    assert_eq!(bench.unstake("ann"), Ok(500));
    bench.wait(7 * DAY);
    assert_eq!(bench.unstake("bob"), Ok(500));
    assert_eq!(bench.worth("cat"), 500);
}

#[test]
fn pitfall_50_who_hears_of_a_loss_cannot_leave_before_it_is_booked() {
    let mut bench = Bench::live();
    bench.stake("ann", 1_000).unwrap();
    bench.queue("ann", None).unwrap();
    bench.wait(7 * DAY - 1);
    assert_eq!(bench.unstake("ann").unwrap_err().code(), 25);
    // Pausing those who leave does not pause what pays.
    bench.pause("guardian").unwrap();
    assert_eq!(bench.cover("market", 400), Ok((400, 0)));
}

#[test]
fn pitfall_51_no_donation_and_no_income_moves_the_share_price_at_once() {
    let mut bench = Bench::live();
    bench.stake("ann", 1_000).unwrap();
    bench.donate("eve", 5_000, USD);
    assert_eq!(bench.worth("ann"), 1_000);
    bench.absorb().unwrap();
    bench.income(5_000);
    bench.first_loss(5_000);
    assert_eq!(bench.worth("ann"), 1_000);
    bench.stake("bob", 1_000).unwrap();
    assert_eq!(bench.worth("bob"), 1_000);
}

#[test]
fn pitfall_51_shares_of_an_era_that_ended_neither_rob_nor_dilute_the_next() {
    let mut bench = Bench::live();
    bench.stake("ann", 1_000).unwrap();
    bench.stake("bob", 1_000).unwrap();
    bench.queue("ann", None).unwrap();
    assert_eq!(bench.cover("market", 2_000), Ok((2_000, 0)));
    let pool = bench.pool();
    assert_eq!(
        (pool.era, pool.shares.u128(), pool.staked.u128()),
        (1, 0, 0)
    );
    assert_eq!((bench.worth("ann"), bench.worth("bob")), (0, 0));
    bench.stake("cat", 700).unwrap();
    assert_eq!(bench.worth("cat"), 700);
    bench.wait(7 * DAY);
    assert_eq!(bench.unstake("ann").unwrap_err().code(), 24);
    assert_eq!(bench.queue("bob", None).unwrap_err().code(), 23);
    // Who was in the old era may stake in the new one.
    bench.stake("bob", 300).unwrap();
    assert_eq!((bench.worth("bob"), bench.worth("cat")), (300, 700));
    assert_eq!(bench.pool().shares.u128(), 1_000_000_000);
}

#[test]
fn pitfall_51_a_loss_of_nearly_everything_leaves_the_pool_usable() {
    let mut bench = Bench::live();
    bench.stake("ann", 500_000).unwrap();
    bench.queue("ann", None).unwrap();
    assert_eq!(bench.cover("market", 499_999), Ok((499_999, 0)));
    let pool = bench.pool();
    // 5·10^11 shares of one unit: a thousand of them became one.
    assert_eq!((pool.scale, pool.shares.u128()), (1, 500_000_000));
    assert_eq!(bench.worth("ann"), 1);
    bench.stake("bob", 100_000).unwrap();
    assert_eq!(bench.worth("bob"), 100_000);
    bench.wait(7 * DAY);
    assert_eq!(bench.unstake("ann"), Ok(1));
    assert_eq!(bench.worth("bob"), 100_000);
}

#[test]
fn pitfall_52_income_that_came_while_nobody_was_staked_is_not_the_next_stakers() {
    let mut bench = Bench::live();
    bench.income(1_000);
    bench.wait(30 * DAY);
    bench.stake("ann", 1_000).unwrap();
    bench.wait(30 * DAY);
    assert_eq!(bench.worth("ann"), 1_000);
    let pool = bench.pool();
    assert_eq!((pool.income.u128(), pool.streaming.u128()), (1_000, 0));
}

#[test]
fn pitfall_52_income_that_is_on_its_way_when_the_last_staker_leaves_is_set_aside() {
    let mut bench = Bench::live();
    bench.stake("ann", 1_000).unwrap();
    bench.income(1_000);
    bench.queue("ann", None).unwrap();
    bench.wait(7 * DAY);
    // Seven of ten days: 700, less what the shares of nobody get.
    assert_eq!(bench.unstake("ann").unwrap(), 1_699);
    bench.stake("bob", 1_000).unwrap();
    bench.wait(30 * DAY);
    assert_eq!(bench.worth("bob"), 1_000);
    let pool = bench.pool();
    assert_eq!((pool.income.u128(), pool.streaming.u128()), (301, 0));
}

#[test]
fn pitfall_59_every_list_gives_ten_entries_untold_and_thirty_at_most() {
    let mut bench = Bench::live();
    for staker in 0..35 {
        bench.stake(&format!("staker {staker}"), 10).unwrap();
    }
    let page = |limit: Option<u32>| {
        let told: gavel_types::insurance::PositionsResponse =
            bench.ask(gavel_types::insurance::QueryMsg::Positions {
                denom: USD.into(),
                start_after: None,
                limit,
            });
        told.positions.len()
    };
    assert_eq!((page(None), page(Some(99)), page(Some(3))), (10, 30, 3));
}
