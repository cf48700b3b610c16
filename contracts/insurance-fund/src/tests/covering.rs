//! Covering losses.

use cosmwasm_std::Uint128;
use gavel_types::insurance::{CoverCaps, GovernMsg, PoolTerms, QueryMsg, SimulateCoverResponse};

use super::bench::*;
use crate::ContractError;

/// Set aside 100, first loss 200, on its way to stakers 50, stakes 650 and 350.
fn filled() -> Bench {
    let mut bench = Bench::live();
    bench.govern(GovernMsg::UpdatePool {
        denom: USD.into(),
        terms: PoolTerms {
            income_target: Uint128::new(100),
            ..terms()
        },
    });
    bench.stake("ann", 650).unwrap();
    bench.stake("bob", 350).unwrap();
    bench.income(150);
    bench.first_loss(200);
    bench
}

/// Income, first loss, streaming, staked.
fn money(bench: &Bench) -> [u128; 4] {
    let pool = bench.pool();
    [
        pool.income.u128(),
        pool.first_loss.u128(),
        pool.streaming.u128(),
        pool.staked.u128(),
    ]
}

fn simulate(bench: &Bench, amount: u128) -> Result<[u128; 5], ContractError> {
    let told: SimulateCoverResponse = bench.try_ask(QueryMsg::SimulateCover {
        market: bench.who("market").into(),
        denom: USD.into(),
        amount: Uint128::new(amount),
    })?;
    Ok([
        told.income,
        told.first_loss,
        told.streaming,
        told.stakes,
        told.owed,
    ]
    .map(|amount| amount.u128()))
}

#[test]
fn income_pays_first_then_the_first_loss_then_what_streams_then_stakers() {
    let mut bench = filled();
    assert_eq!(money(&bench), [100, 200, 50, 1_000]);
    assert_eq!(bench.cover("market", 60), Ok((60, 0)));
    assert_eq!(money(&bench), [40, 200, 50, 1_000]);
    assert_eq!(bench.cover("market", 100), Ok((100, 0)));
    assert_eq!(money(&bench), [0, 140, 50, 1_000]);
    assert_eq!(bench.cover("market", 170), Ok((170, 0)));
    assert_eq!(money(&bench), [0, 0, 20, 1_000]);
    assert_eq!((bench.worth("ann"), bench.worth("bob")), (650, 350));
    // 220: 20 on the way, 200 of the stakes, a fifth from each.
    let done = bench.cover("market 2", 220);
    assert_eq!(done, Ok((220, 0)));
    assert_eq!(money(&bench), [0, 0, 0, 800]);
    assert_eq!((bench.worth("ann"), bench.worth("bob")), (520, 280));
}

#[test]
fn what_is_simulated_is_what_comes() {
    let mut bench = filled();
    assert_eq!(simulate(&bench, 1_500), Ok([100, 200, 50, 1_000, 150]));
    assert_eq!(simulate(&bench, 330), Ok([100, 200, 30, 0, 0]));
    assert_eq!(money(&bench), [100, 200, 50, 1_000]);
    let done = bench
        .run(
            "market",
            gavel_types::insurance::ExecuteMsg::Cover {
                denom: USD.into(),
                amount: Uint128::new(1_500),
            },
            &[],
        )
        .unwrap();
    for (key, value) in [
        ("paid", "1350"),
        ("income", "100"),
        ("first_loss", "200"),
        ("streaming", "50"),
        ("stakes", "1000"),
        ("owed", "150"),
    ] {
        assert_eq!(attribute(&done, "cover", key), value, "{key}");
    }
}

#[test]
fn no_cover_is_more_than_its_cap_nor_a_days_than_the_markets_and_the_pools() {
    let mut bench = Bench::live();
    bench.stake("ann", 1_000_000).unwrap();
    // 500,000 a cover.
    assert_eq!(bench.cover("market", 550_000), Ok((500_000, 50_000)));
    // 600,000 a day and market: 100,000 are left.
    assert_eq!(bench.cover("market", 150_000), Ok((100_000, 50_000)));
    assert_eq!(bench.cover("market", 1), Ok((0, 1)));
    assert_eq!(bench.market("market").paid_today.u128(), 600_000);
    // 800,000 a day and pool: 200,000 are left for the other market.
    assert_eq!(bench.cover("market 2", 300_000), Ok((200_000, 100_000)));
    assert_eq!(bench.pool().owed.u128(), 200_001);
    // The next day begins a day after the first cover of this one.
    bench.wait(DAY - 1);
    assert_eq!(bench.cover("market", 10), Ok((0, 10)));
    bench.wait(1);
    assert_eq!(bench.cover("market", 10), Ok((10, 0)));
    assert_eq!(bench.market("market").paid_today.u128(), 10);
}

#[test]
fn a_pause_never_stops_cover_income_or_repaying() {
    let mut bench = filled();
    bench.pause("guardian").unwrap();
    assert_eq!(bench.cover("market", 1_400), Ok((1_350, 50)));
    bench.income(50);
    bench.repay("market").unwrap();
}

#[test]
fn an_unregistered_market_is_not_covered_from_that_moment_on() {
    let mut bench = filled();
    bench.govern(GovernMsg::UnregisterMarket {
        market: bench.who("market").into(),
        denom: USD.into(),
    });
    assert_eq!(bench.cover("market", 1).unwrap_err().code(), 15);
    assert_eq!(simulate(&bench, 1).unwrap_err().code(), 15);
    assert_eq!(bench.cover("market 2", 1), Ok((1, 0)));
}

#[test]
fn a_market_is_covered_only_in_pools_that_registered_it() {
    let mut bench = filled();
    bench.govern(GovernMsg::CreatePool {
        denom: "uatom".into(),
        terms: terms(),
    });
    let msg = gavel_types::insurance::ExecuteMsg::Cover {
        denom: "uatom".into(),
        amount: Uint128::new(5),
    };
    let refused = bench.run("market", msg, &[]).unwrap_err();
    assert_eq!(refused.code(), 15);
}

#[test]
fn caps_may_fall_at_once_and_rise_to_their_double() {
    let mut bench = filled();
    let update = |bench: &Bench, event_cap: u128, day_cap: u128| GovernMsg::UpdateMarket {
        market: bench.who("market").into(),
        denom: USD.into(),
        caps: CoverCaps {
            event_cap: event_cap.into(),
            day_cap: day_cap.into(),
        },
    };
    for (event_cap, day_cap) in [(1_000_001, 600_000), (500_000, 1_200_001), (0, 1), (1, 0)] {
        let msg = update(&bench, event_cap, day_cap);
        assert_eq!(bench.try_govern(msg).unwrap_err().code(), 5);
    }
    bench.govern(update(&bench, 5, 1_200_000));
    assert_eq!(bench.cover("market", 7), Ok((5, 2)));
    let again = update(&bench, 10, 1);
    assert_eq!(bench.try_govern(again.clone()).unwrap_err().code(), 5);
    bench.wait(DAY);
    bench.govern(again);
}
