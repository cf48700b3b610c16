//! Answers.

use cosmwasm_std::Binary;
use gavel_types::insurance::*;
use gavel_types::solvency::SolvencyResponse;

use super::bench::*;

#[test]
fn the_configuration_is_told_with_the_pause_that_is_on() {
    let mut bench = Bench::live();
    let told: ConfigResponse = bench.ask(QueryMsg::Config {});
    assert_eq!((told.config, told.paused_until), (config(), None));
    bench.pause("owner").unwrap();
    let told: ConfigResponse = bench.ask(QueryMsg::Config {});
    assert_eq!(told.paused_until, Some(bench.now + 2 * DAY));
    let owner: cw_ownable::Ownership<cosmwasm_std::Addr> = bench.ask(QueryMsg::Ownership {});
    assert_eq!(owner.owner, Some(bench.who("owner")));
}

#[test]
fn pools_are_listed_in_the_order_they_were_created() {
    let mut bench = Bench::live();
    for denom in ["uatom", "aeth"] {
        let (denom, terms) = (denom.to_owned(), terms());
        bench.govern(GovernMsg::CreatePool { denom, terms });
    }
    let page = |after: Option<&str>, limit| {
        let told: PoolsResponse = bench.ask(QueryMsg::Pools {
            start_after: after.map(String::from),
            limit,
        });
        let denoms = told.pools.into_iter().map(|pool| pool.denom);
        denoms.collect::<Vec<_>>()
    };
    assert_eq!(page(None, None), [USD, "uatom", "aeth"]);
    assert_eq!(page(None, Some(1)), [USD]);
    assert_eq!(page(Some(USD), Some(1)), ["uatom"]);
    assert!(page(Some("aeth"), None).is_empty());
    let unknown = QueryMsg::Pools {
        start_after: Some("uosmo".into()),
        limit: None,
    };
    assert_eq!(
        bench.try_ask::<PoolsResponse>(unknown).unwrap_err().code(),
        11
    );
}

#[test]
fn a_page_of_stakers_goes_on_behind_the_last_and_stays_in_its_pool() {
    let mut bench = Bench::live();
    let terms = terms();
    let denom = "uatom".to_owned();
    bench.govern(GovernMsg::CreatePool { denom, terms });
    for name in ["ann", "bob", "cat"] {
        bench.stake(name, 10).unwrap();
    }
    let stake = ExecuteMsg::Stake { on_behalf_of: None };
    let funds = cosmwasm_std::coins(5, "uatom");
    bench.run("dan", stake, &funds).unwrap();
    let page = |after: Option<String>, limit| {
        let told: PositionsResponse = bench.ask(QueryMsg::Positions {
            denom: USD.into(),
            start_after: after,
            limit: Some(limit),
        });
        told.positions
    };
    let all = page(None, 30);
    assert_eq!(all.len(), 3);
    let first = page(None, 2);
    assert_eq!(first, all[..2]);
    let rest = page(Some(first[1].address.to_string()), 30);
    assert_eq!(rest, all[2..]);
    for staker in all {
        assert_eq!(
            (staker.staked.u128(), staker.worth.u128()),
            (10_000_000, 10)
        );
    }
}

#[test]
fn who_has_left_is_not_listed() {
    let mut bench = Bench::live();
    bench.stake("ann", 10).unwrap();
    bench.queue("ann", None).unwrap();
    bench.wait(7 * DAY);
    bench.unstake("ann").unwrap();
    let told: PositionsResponse = bench.ask(QueryMsg::Positions {
        denom: USD.into(),
        start_after: None,
        limit: None,
    });
    assert!(told.positions.is_empty());
    assert_eq!(bench.worth("ann"), 0);
}

#[test]
fn a_page_of_markets_goes_on_behind_the_last() {
    let mut bench = Bench::live();
    bench.cover("market 2", 9).unwrap();
    bench.income(4);
    let page = |after: Option<&str>| {
        let told: MarketsResponse = bench.ask(QueryMsg::Markets {
            denom: USD.into(),
            start_after: after.map(|name| bench.who(name).into()),
            limit: None,
        });
        told.markets
    };
    let all = page(None);
    assert_eq!(all.len(), 2);
    let behind = page(Some("market"));
    assert_eq!(behind, all[1..]);
    let MarketResponse {
        market,
        caps: told,
        registered,
        owed,
        repayable,
        ..
    } = behind[0].clone();
    assert_eq!(
        (market, told, registered),
        (bench.who("market 2"), caps(), true)
    );
    assert_eq!((owed.u128(), repayable.u128()), (9, 4));
}

#[test]
fn the_solvency_side_is_told_pool_by_pool() {
    let mut bench = Bench::live();
    let terms = terms();
    let denom = "uatom".to_owned();
    bench.govern(GovernMsg::CreatePool { denom, terms });
    bench.stake("ann", 10).unwrap();
    bench.first_loss(5);
    let page = |start_after: Option<Binary>| {
        let told: SolvencyResponse = bench.ask(QueryMsg::Solvency {
            start_after,
            limit: Some(1),
        });
        told.entries
    };
    let first = page(None);
    assert_eq!(first[0].holds, cosmwasm_std::coins(15, USD));
    let second = page(Some(first[0].cursor.clone()));
    assert!(second[0].holds.is_empty());
    assert!(page(Some(second[0].cursor.clone())).is_empty());
    let stray = QueryMsg::Solvency {
        start_after: Some(Binary::from(b"one")),
        limit: None,
    };
    let refused = bench.try_ask::<SolvencyResponse>(stray).unwrap_err();
    assert_eq!(refused.code(), 33);
}
