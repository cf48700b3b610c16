//! Shortfalls, and how they are made good.

use gavel_types::insurance::{ExecuteMsg, GovernMsg, QueryMsg, Shortfall, ShortfallsResponse};

use super::bench::*;
use crate::ContractError;

fn shortfalls(bench: &Bench, market: &str, after: Option<u64>, limit: u32) -> Vec<Shortfall> {
    let told: ShortfallsResponse = bench.ask(QueryMsg::Shortfalls {
        market: bench.who(market).into(),
        denom: USD.into(),
        start_after: after,
        limit: Some(limit),
    });
    told.shortfalls
}

fn shortfall(number: u64, owed: u128, repayable: u128) -> Shortfall {
    Shortfall {
        number,
        owed: owed.into(),
        repayable: repayable.into(),
    }
}

#[test]
fn the_oldest_shortfall_is_repaid_first_whosever_it_is() {
    let mut bench = Bench::live();
    assert_eq!(bench.cover("market", 100), Ok((0, 100)));
    assert_eq!(bench.cover("market 2", 50), Ok((0, 50)));
    assert_eq!(bench.cover("market", 30), Ok((0, 30)));
    assert_eq!(bench.market("market").owed.u128(), 130);
    bench.income(120);
    assert_eq!(
        shortfalls(&bench, "market", None, 10),
        [shortfall(1, 100, 100), shortfall(2, 30, 0)]
    );
    assert_eq!(
        shortfalls(&bench, "market 2", None, 10),
        [shortfall(1, 50, 20)]
    );
    bench.repay("market 2").unwrap();
    bench.repay("market").unwrap();
    let (first, second) = (bench.who("market"), bench.who("market 2"));
    let paid = |who: &cosmwasm_std::Addr, amount| (who.to_string(), amount, 14 * DAY);
    assert_eq!(bench.repaid, [paid(&second, 20), paid(&first, 100)]);
    bench.income(500);
    bench.repay("market").unwrap();
    bench.repay("market 2").unwrap();
    assert_eq!(bench.repaid[2..], [paid(&first, 30), paid(&second, 30)]);
    let pool = bench.pool();
    assert_eq!((pool.owed.u128(), pool.repayable.u128()), (0, 0));
    // 620 of income less 180 of shortfalls. Nobody is staked: it is set aside.
    assert_eq!((pool.income.u128(), pool.streaming.u128()), (440, 0));
    assert!(shortfalls(&bench, "market", None, 10).is_empty());
}

#[test]
fn shortfalls_of_one_market_in_a_row_are_one() {
    let mut bench = Bench::live();
    for _ in 0..40 {
        bench.cover("market", 3).unwrap();
    }
    assert_eq!(
        shortfalls(&bench, "market", None, 10),
        [shortfall(1, 120, 0)]
    );
    bench.income(7);
    bench.repay("market").unwrap();
    bench.cover("market", 3).unwrap();
    assert_eq!(
        shortfalls(&bench, "market", None, 10),
        [shortfall(1, 116, 0)]
    );
}

#[test]
fn one_message_repays_thirty_shortfalls_and_the_next_goes_on() {
    let mut bench = Bench::live();
    for _ in 0..35 {
        bench.cover("market", 3).unwrap();
        bench.cover("market 2", 1).unwrap();
    }
    let page = shortfalls(&bench, "market", Some(33), 30);
    assert_eq!(page, [shortfall(34, 3, 0), shortfall(35, 3, 0)]);
    bench.income(140);
    assert_eq!(bench.market("market").repayable.u128(), 90);
    bench.repay("market").unwrap();
    assert_eq!(bench.market("market").repayable.u128(), 15);
    bench.repay("market").unwrap();
    assert_eq!(bench.market("market").owed.u128(), 0);
    let refused = bench.repay("market").unwrap_err();
    assert_eq!(
        refused,
        ContractError::NothingToRepay {
            market: bench.who("market").into(),
            denom: USD.into()
        }
    );
    bench.repay("market 2").unwrap();
    let paid: u128 = bench.repaid.iter().map(|(_, amount, _)| amount).sum();
    assert_eq!(paid, 90 + 15 + 30);
}

#[test]
fn a_market_that_refuses_its_payment_loses_nothing_and_holds_up_nobody() {
    let mut bench = Bench::live();
    bench.cover("market", 100).unwrap();
    bench.cover("market 2", 100).unwrap();
    bench.income(200);
    let address = bench.who("market").to_string();
    bench.deaf.insert(address);
    bench.repay("market").unwrap_err();
    bench.repay("market 2").unwrap();
    assert_eq!(bench.market("market").repayable.u128(), 100);
    bench.deaf.clear();
    bench.repay("market").unwrap();
    assert_eq!(bench.purse("market"), 100);
}

#[test]
fn governance_gives_the_shortfalls_of_a_dead_market_to_another_contract() {
    let mut bench = Bench::live();
    bench.cover("market", 100).unwrap();
    bench.income(40);
    let moved = |bench: &Bench, to: &str| GovernMsg::MoveShortfalls {
        market: bench.who("market").into(),
        denom: USD.into(),
        to: bench.who(to).into(),
    };
    let msg = moved(&bench, "market 3");
    assert_eq!(bench.try_govern(msg.clone()).unwrap_err().code(), 17);
    bench.govern(GovernMsg::UnregisterMarket {
        market: bench.who("market").into(),
        denom: USD.into(),
    });
    let known = moved(&bench, "market 2");
    assert_eq!(bench.try_govern(known).unwrap_err().code(), 19);
    let person = moved(&bench, "ann");
    assert_eq!(bench.try_govern(person).unwrap_err().code(), 20);
    bench.govern(msg.clone());
    assert_eq!(bench.try_govern(msg).unwrap_err().code(), 14);
    assert_eq!(bench.repay("market").unwrap_err().code(), 14);
    bench.repay("market 3").unwrap();
    assert_eq!(bench.purse("market 3"), 40);
    assert_eq!(bench.market("market 3").owed.u128(), 60);
    // It receives what the other was owed; it is not covered itself.
    assert_eq!(bench.cover("market 3", 5).unwrap_err().code(), 15);
    bench.register("market", caps()).unwrap();
    assert_eq!(bench.market("market").owed.u128(), 0);
}

#[test]
fn a_market_without_shortfalls_has_none_to_move_or_repay() {
    let mut bench = Bench::live();
    assert_eq!(bench.repay("market").unwrap_err().code(), 28);
    assert_eq!(bench.repay("market 3").unwrap_err().code(), 14);
    let (market, to) = (bench.who("market"), bench.who("market 3"));
    bench.govern(GovernMsg::UnregisterMarket {
        market: market.to_string(),
        denom: USD.into(),
    });
    let msg = GovernMsg::MoveShortfalls {
        market: market.into(),
        denom: USD.into(),
        to: to.into(),
    };
    assert_eq!(bench.try_govern(msg).unwrap_err().code(), 29);
}

#[test]
fn an_unregistered_market_is_still_repaid() {
    let mut bench = Bench::live();
    bench.cover("market", 100).unwrap();
    bench.govern(GovernMsg::UnregisterMarket {
        market: bench.who("market").into(),
        denom: USD.into(),
    });
    bench.income(100);
    bench.repay("market").unwrap();
    assert_eq!(bench.purse("market"), 100);
}

#[test]
fn a_shortfall_beyond_all_numbers_fails_nothing() {
    let mut bench = Bench::live();
    bench.stake("ann", 1_000).unwrap();
    let (paid, owed) = bench.cover("market", u128::MAX).unwrap();
    assert_eq!((paid, owed), (1_000, u128::MAX - 1_000));
    bench.stake("bob", 10).unwrap();
    assert_eq!(bench.cover("market 2", u128::MAX), Ok((10, u128::MAX - 10)));
    assert_eq!(bench.cover("market", 7), Ok((0, 7)));
    let msg = ExecuteMsg::AddIncome {};
    bench
        .run("payer", msg, &cosmwasm_std::coins(5, USD))
        .unwrap();
    bench.repay("market").unwrap();
}
