//! Pairs and what they may be set to.

use cosmwasm_std::Uint128;
use gavel_types::auction::*;
use gavel_types::parameters::ParameterError;

use super::bench::*;
use crate::configuration::MAX_PAIRS;
use crate::error::ContractError;

fn create(config: PairConfig) -> GovernMsg {
    GovernMsg::CreatePair {
        base: BASE.into(),
        quote: QUOTE.into(),
        config,
    }
}

fn ordinary() -> PairConfig {
    selling(vec![dutch(Reference::Live, 2)])
}

fn with_floor(floor: u32) -> PairConfig {
    selling(vec![
        dutch(Reference::Live, 2),
        Stage::Dutch(DutchStage {
            reference: Reference::Live,
            curve: curve(&[(0, 10_000), (600, floor)]),
            interpolation: Interpolation::Linear,
            max_restarts: 0,
            max_uncertainty_bps: 0,
        }),
    ])
}

#[test]
fn a_pair_starts_open_with_lot_1_and_version_1() {
    let mut bench = Bench::empty();
    let events = bench.govern(create(ordinary()));
    assert_eq!(attribute(&events, "create_pair", "pair"), "1");
    let told: PairResponse = bench.ask(QueryMsg::Pair { pair: 1 });
    assert_eq!((told.base.as_str(), told.quote.as_str()), (BASE, QUOTE));
    assert_eq!((told.next_lot, told.version, told.open), (1, 1, true));
    assert_eq!(told.config, ordinary());
}

#[test]
fn pitfall_54_a_configuration_out_of_bounds_makes_no_pair() {
    let one = |curve, max_restarts| {
        selling(vec![Stage::Dutch(DutchStage {
            reference: Reference::Live,
            curve,
            interpolation: Interpolation::Linear,
            max_restarts,
            max_uncertainty_bps: 0,
        })])
    };
    let fine = || curve(&[(0, 10_000), (600, 9_000)]);
    let cases: Vec<(PairConfig, u16)> = vec![
        (selling(vec![]), 5),
        (selling(vec![dutch(Reference::Live, 1); 5]), 5),
        (one(fine(), 9), 5),
        (one(vec![], 0), 9),
        (one(curve(&[(0, 10_000)]), 0), 9),
        (one(curve(&[(5, 10_000), (600, 9_000)]), 0), 9),
        (one(curve(&[(0, 10_000), (0, 9_000)]), 0), 9),
        (one(curve(&[(0, 10_000), (86_401, 9_000)]), 0), 9),
        (one(curve(&[(0, 10_000), (299, 9_000)]), 0), 5),
        // 20 basis points a second, and not one more.
        (one(curve(&[(0, 10_000), (1, 9_979), (300, 9_000)]), 0), 5),
        (
            selling(vec![
                dutch(Reference::Live, 1),
                Stage::Dutch(DutchStage {
                    reference: Reference::Fixed,
                    curve: curve(&[(0, 10_000), (1, 9_500), (299, 9_000)]),
                    interpolation: Interpolation::Linear,
                    max_restarts: 8,
                    max_uncertainty_bps: 0,
                }),
            ]),
            5,
        ),
        (one(curve(&[(0, 9_000), (600, 10_000)]), 0), 9),
        (one(curve(&[(0, 20_001), (600, 10_000)]), 0), 9),
        (one(curve(&[(0, 10_000), (600, 999)]), 0), 9),
        (
            PairConfig {
                base_dust: Uint128::zero(),
                ..ordinary()
            },
            5,
        ),
        (
            PairConfig {
                quote_dust: Uint128::zero(),
                advance_reward: Uint128::zero(),
                ..ordinary()
            },
            5,
        ),
    ];
    let mut bench = Bench::live();
    for (config, code) in cases {
        let refused = bench.refuses(create(config.clone()));
        assert_eq!(refused.code(), code, "{config:?}: {refused}");
        let update = GovernMsg::UpdatePair { pair: 1, config };
        assert_eq!(bench.refuses(update).code(), code);
    }
}

#[test]
fn a_geometric_segment_is_judged_by_its_first_second() {
    let falling = |interpolation, seconds| {
        selling(vec![Stage::Dutch(DutchStage {
            reference: Reference::Live,
            curve: curve(&[(0, 20_000), (seconds, 2_000), (2_400, 1_000)]),
            interpolation,
            max_restarts: 0,
            max_uncertainty_bps: 0,
        })])
    };
    let mut bench = Bench::empty();
    // 18,000 basis points in 900 s are 20 a second. Geometric, it begins at 20,000 · ln 10 / s: 46,052 in all, 2,302.6 s.
    let straight = |seconds| create(falling(Interpolation::Linear, seconds));
    let bent = |seconds| create(falling(Interpolation::Geometric, seconds));
    assert_eq!(bench.refuses(straight(899)).code(), 5);
    let refused = ContractError::Parameter(ParameterError::OutOfBounds {
        field: "curve fall in basis points",
        got: 46_052,
        least: 0,
        greatest: 2_302 * 20,
    });
    assert_eq!(bench.refuses(bent(2_302)), refused);
    bench.govern(bent(2_303));
    let told: PairResponse = bench.ask(QueryMsg::Pair { pair: 1 });
    assert_eq!(
        told.config,
        falling(Interpolation::Geometric, 2_303),
        "told as it was set"
    );
}

#[test]
fn both_assets_need_a_record_in_the_oracle_and_must_differ() {
    let mut bench = Bench::empty();
    let pair = |base: &str, quote: &str| GovernMsg::CreatePair {
        base: base.into(),
        quote: quote.into(),
        config: ordinary(),
    };
    assert_eq!(
        bench.refuses(pair(BASE, BASE)),
        ContractError::SameAsset { denom: BASE.into() }
    );
    assert_eq!(
        bench.refuses(pair(BASE, "ubtc")),
        ContractError::NoPrice {
            denom: "ubtc".into()
        }
    );
    assert_eq!(
        bench.refuses(pair("ubtc", QUOTE)),
        ContractError::NoPrice {
            denom: "ubtc".into()
        }
    );
}

#[test]
fn pitfall_41_decimals_too_far_apart_to_be_priced_make_no_pair() {
    let mut bench = Bench::empty();
    bench.set_price("fine", 24, "1");
    bench.set_price("coarse", 0, "1");
    let refused = bench.refuses(GovernMsg::CreatePair {
        base: "fine".into(),
        quote: "coarse".into(),
        config: ordinary(),
    });
    assert_eq!(refused, ContractError::DecimalsApart { base: 24, quote: 0 });
}

#[test]
fn the_house_has_a_bounded_number_of_pairs() {
    let mut bench = Bench::empty();
    for _ in 0..MAX_PAIRS {
        bench.govern(create(ordinary()));
    }
    assert_eq!(
        bench.refuses(create(ordinary())),
        ContractError::TooManyPairs { most: MAX_PAIRS }
    );
}

#[test]
fn an_update_makes_a_version_for_new_lots_and_waits_a_day_for_the_next() {
    let mut bench = Bench::live();
    let config = selling(vec![dutch(Reference::Fixed, 0)]);
    let update = GovernMsg::UpdatePair {
        pair: 1,
        config: config.clone(),
    };
    bench.govern(update.clone());
    let told: PairResponse = bench.ask(QueryMsg::Pair { pair: 1 });
    assert_eq!((told.version, told.config), (2, config));
    assert_eq!(
        bench.refuses(update.clone()),
        ContractError::Parameter(ParameterError::TooSoon {
            next: START + 86_400
        })
    );
    bench.blocks(14_400);
    bench.govern(update);
    let unknown = GovernMsg::UpdatePair {
        pair: 2,
        config: ordinary(),
    };
    assert_eq!(bench.refuses(unknown), ContractError::NoPair { pair: 2 });
}

#[test]
fn an_update_moves_the_lowest_ratio_by_a_thousand_basis_points_at_most() {
    let mut bench = Bench::live();
    let update = |config| GovernMsg::UpdatePair { pair: 1, config };
    assert_eq!(
        bench.refuses(update(with_floor(7_599))),
        ContractError::Parameter(ParameterError::StepTooLarge {
            field: "floor_bps",
            step: 1_000,
            from: 8_600,
            to: 7_599
        })
    );
    bench.govern(update(with_floor(7_600)));
    bench.blocks(14_400);
    // Back up to 8,600: the lower of both stages.
    bench.govern(update(with_floor(9_500)));
}

#[test]
fn an_update_moves_the_first_ratio_by_a_thousand_basis_points_at_most() {
    let mut bench = Bench::live();
    let starting = |first: u32| GovernMsg::UpdatePair {
        pair: 1,
        config: selling(vec![Stage::Dutch(DutchStage {
            reference: Reference::Live,
            curve: curve(&[(0, first), (600, 8_600)]),
            interpolation: Interpolation::Linear,
            max_restarts: 2,
            max_uncertainty_bps: 0,
        })]),
    };
    // From 10,200: an update that would sell at the floor at once, and one that nobody would take for long.
    for first in [8_600, 9_199, 11_201, 20_000] {
        assert_eq!(
            bench.refuses(starting(first)),
            ContractError::Parameter(ParameterError::StepTooLarge {
                field: "start_bps",
                step: 1_000,
                from: 10_200,
                to: first.into()
            })
        );
    }
    bench.govern(starting(9_200));
    bench.blocks(14_400);
    bench.govern(starting(10_200));
}

#[test]
fn an_update_raises_dust_tenfold_at_most() {
    let mut bench = Bench::live();
    let update = |base_dust: u128, quote_dust: u128| GovernMsg::UpdatePair {
        pair: 1,
        config: PairConfig {
            base_dust: Uint128::new(base_dust),
            quote_dust: Uint128::new(quote_dust),
            advance_reward: Uint128::zero(),
            ..ordinary()
        },
    };
    assert!(matches!(
        bench.refuses(update(ETH + 1, 5 * USD)),
        ContractError::Parameter(ParameterError::StepTooLarge { .. })
    ));
    assert!(matches!(
        bench.refuses(update(ETH, 50 * USD + 1)),
        ContractError::Parameter(ParameterError::StepTooLarge { .. })
    ));
    bench.govern(update(ETH, 1));
}

#[test]
fn nothing_can_be_set_of_a_pair_that_is_not_there() {
    let mut bench = Bench::live();
    let address: String = bench.who("seller").into();
    for msg in [
        GovernMsg::SetPairOpen {
            pair: 9,
            open: true,
        },
        GovernMsg::AddConsignor {
            pair: 9,
            address: address.clone(),
            kind: ConsignorKind::Account,
        },
        GovernMsg::RemoveConsignor { pair: 9, address },
    ] {
        assert_eq!(bench.refuses(msg), ContractError::NoPair { pair: 9 });
    }
}
