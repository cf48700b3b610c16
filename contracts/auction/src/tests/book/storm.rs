//! Everything at once, in any order.

use cosmwasm_std::Uint128;
use gavel_types::auction::*;
use proptest::prelude::*;

use crate::error::ContractError;
use crate::state::{LOTS, OWED, POOLS, POSITIONS};
use crate::tests::bench::*;

type Act = (u8, u8, u8, u16);

const WHO: [&str; 4] = ["ann", "bob", "cid", "dan"];

fn limit(number: u8) -> Limit {
    match number % 16 {
        n @ 0..=11 => at(&(70 + 3 * u32::from(n)).to_string()),
        n => less(u32::from(n - 12) * 500),
    }
}

fn check<T>(outcome: Result<T, ContractError>) {
    if let Err(error) = outcome {
        let text = format!("{error:?}");
        for bad in ["Math", "Std(", "NotFound"] {
            assert!(!text.contains(bad), "{text}");
        }
    }
}

fn storm(decimals: u8, full: bool, acts: Vec<Act>) {
    let one = 10u128.pow(decimals.into());
    let mut bench = Bench::empty();
    bench.set_price(BASE, decimals, "100");
    let stage = BatchStage {
        min_bid: Uint128::new(50 * USD),
        max_windows: 3,
        max_base: Some(Uint128::new(12 * one)),
        max_depth_bps: Some(8_000),
        ..minute()
    };
    bench.govern(GovernMsg::CreatePair {
        base: BASE.into(),
        quote: QUOTE.into(),
        config: PairConfig {
            base_dust: Uint128::new(one.max(2) / 2),
            ..selling(vec![Stage::Batch(stage), dutch(Reference::Live, 0)])
        },
    });
    bench.be_contract("bank");
    bench.be_contract("vault");
    bench.add_consignor("bank", ConsignorKind::Contract);
    bench.add_consignor("vault", ConsignorKind::Contract);
    bench.add_consignor("seller", ConsignorKind::Account);
    // 250 levels, so that a few more fill the book.
    let fill: Vec<Limit> = (0..250u32)
        .map(|n| match n.checked_sub(200) {
            None => at(&format!("{}.{:02}", 10 + n / 20, 5 * (n % 20))),
            Some(n) => at(&format!("{}.{}", 20 + n / 10, n % 10)),
        })
        .collect();
    if full {
        for limit in &fill {
            bench.bid("zoe", *limit, 55 * USD).unwrap();
        }
    }
    let prices = ["60", "85", "100", "103", "140"];
    for (kind, who, level, size) in acts {
        let name = WHO[usize::from(who % 4)];
        let (limit, other) = (limit(level), limit(level / 16));
        let money = (40 + u128::from(size % 3_000)) * USD + u128::from(who);
        match kind % 20 {
            0..=4 => check(bench.bid(name, limit, money)),
            5 => check(bench.retract(name, limit, None)),
            6 => check(bench.retract(name, limit, Some(money / 3))),
            7 => check(bench.move_bid(name, limit, other, None)),
            8 => check(bench.move_bid(name, limit, other, Some(money / 3))),
            9 => check(bench.claim(name)),
            10 | 11 => {
                let seller = ["bank", "vault", "seller"][usize::from(who % 3)];
                let base = (1 + u128::from(size % 30)) * one / (1 + u128::from(level % 3)).min(one);
                check(bench.consign(seller, base.max(1), None));
            }
            12..=14 => bench.blocks(u64::from(1 + size % 12)),
            15..=17 => {
                let lots = LOTS.page(&bench.deps.storage, &[], None, 50).unwrap();
                for (key, _) in lots {
                    let lot = LotId::at_front(&key).unwrap();
                    let limit = Some(1 + u32::from(size % 4));
                    check(bench.run(name, ExecuteMsg::Advance { lot, limit }, &[]));
                }
            }
            18 => match size % 5 {
                0 => bench.set_price(BASE, decimals, prices[usize::from(level % 5)]),
                1 => bench.darken(BASE),
                2 => check(bench.run("owner", ExecuteMsg::Pause {}, &[])),
                3 => check(bench.run("owner", ExecuteMsg::Govern(GovernMsg::Unpause {}), &[])),
                _ => {
                    let vault = bench.who("vault").to_string();
                    if !bench.deaf.remove(&vault) {
                        bench.deaf.insert(vault);
                    }
                }
            },
            _ => match size % 4 {
                0 => drop(bench.govern(GovernMsg::WindDown { pair: 1 })),
                1 => check(bench.take(lot(1 + u32::from(level % 6)), one, money)),
                _ => drop(bench.govern(GovernMsg::SetPairOpen {
                    pair: 1,
                    open: true,
                })),
            },
        }
    }
    // The end: every lot ends, every bid leaves.
    check(bench.run("owner", ExecuteMsg::Govern(GovernMsg::Unpause {}), &[]));
    bench.set_price(BASE, decimals, "100");
    for _ in 0..300 {
        let lots = LOTS.page(&bench.deps.storage, &[], None, 50).unwrap();
        if lots.is_empty() {
            break;
        }
        for (key, _) in lots {
            check(bench.advance(LotId::at_front(&key).unwrap()));
        }
        bench.blocks(10);
    }
    assert!(LOTS
        .page(&bench.deps.storage, &[], None, 1)
        .unwrap()
        .is_empty());
    // Behind the time for which a bid that drove out another stays.
    bench.blocks(30);
    for name in WHO.iter().chain(&["zoe"]) {
        for _ in 0..20 {
            let _ = bench.claim(name).map_err(|error| check::<()>(Err(error)));
        }
        let mut all: Vec<Limit> = (0..16).map(limit).collect();
        all.extend(&fill);
        for limit in all {
            check(bench.retract(name, limit, None));
            let msg = ExecuteMsg::ClaimLiquidations {
                pair: 1,
                limits: Some(vec![limit]),
                recipient: None,
            };
            check(bench.run(name, msg, &[]));
        }
    }
    assert!(POSITIONS
        .page(&bench.deps.storage, &[], None, 1)
        .unwrap()
        .is_empty());
    assert!(POOLS
        .page(&bench.deps.storage, &[], None, 1)
        .unwrap()
        .is_empty());
    if let Some(owed) = OWED.may_load(&bench.deps.storage, &1).unwrap() {
        assert_eq!(owed, crate::state::Owed::default());
    }
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    prop::collection::vec(any::<Act>(), 40..250)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_events_leaves_the_books_whole(decimals in prop_oneof![Just(6u8), Just(18)], acts in acts()) {
        storm(decimals, false, acts);
    }
}
proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_events_in_a_full_book_leaves_the_books_whole(decimals in prop_oneof![Just(6u8), Just(8)], acts in acts()) {
        storm(decimals, true, acts);
    }
}
