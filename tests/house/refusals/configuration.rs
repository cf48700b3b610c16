//! Configurations of pairs that are none.

use cosmwasm_std::Uint128;
use gavel_testing::terms::{batch_stage, dutch, CURVE};
use gavel_types::auction::{
    BackstopStage, BatchStage, CurvePoint, DutchStage, EnglishStage, Interpolation, PairConfig,
    Reference, Stage,
};

use super::hall::{Hall, Wing};

/// What is wrong, the code, and the configuration.
type Unsound = (&'static str, u16, PairConfig);

/// A field beyond its bounds, on either side.
const BOUNDS: &str = "a number beyond its bounds";

/// A change of a stage.
type Change<T> = fn(&mut T);

/// Everything that makes a configuration none: `sound` with one thing changed.
pub(super) fn unsound(hall: &Hall, wing: &Wing, sound: &PairConfig) -> Vec<Unsound> {
    let with = |stages: Vec<Stage>| PairConfig {
        stages,
        ..sound.clone()
    };
    let live = || dutch(Reference::Live, &CURVE, 3);
    let mut all: Vec<Unsound> = Vec::new();
    for (base_dust, quote_dust) in [(0, 1), (1, 0)] {
        let config = PairConfig {
            base_dust: Uint128::new(base_dust),
            quote_dust: Uint128::new(quote_dust),
            ..sound.clone()
        };
        all.push((BOUNDS, 5, config));
    }
    for stages in [vec![], vec![live(); 5], vec![live(); 31]] {
        all.push(("no stages, or more than 4", 5, with(stages)));
    }
    for stage in curves() {
        all.push(("a curve that is none", 9, with(vec![stage])));
    }
    for stage in steep() {
        all.push((BOUNDS, 5, with(vec![stage])));
    }
    for change in WINDOWS {
        let mut stage = batch_stage(wing.quote);
        change(&mut stage);
        all.push((BOUNDS, 5, with(vec![Stage::Batch(stage), live()])));
    }
    // Four blocks of 7.5 s are frozen, or to come behind them.
    let short = BatchStage {
        window_seconds: 30,
        freeze_blocks: 2,
        ..batch_stage(wing.quote)
    };
    let wrong = "a window no longer than its freeze and two blocks";
    all.push((wrong, 60, with(vec![Stage::Batch(short)])));
    for change in BIDDING {
        let mut stage = bidding();
        change(&mut stage);
        all.push((BOUNDS, 5, with(vec![Stage::English(stage)])));
    }
    let backstop = |buyer: &str, discount_bps, max_base: Option<u128>| {
        Stage::Backstop(BackstopStage {
            buyer: buyer.to_owned(),
            discount_bps,
            max_base: max_base.map(Uint128::new),
        })
    };
    let buyer = hall.deaf.as_str();
    for last in [
        backstop(buyer, 5_001, None),
        backstop(buyer, u32::MAX, None),
        backstop(buyer, 500, Some(0)),
    ] {
        all.push((BOUNDS, 5, with(vec![live(), last])));
    }
    for address in hall.malformed() {
        let wrong = "a buyer that is no address in its normal form";
        let last = backstop(&address, 500, None);
        all.push((wrong, 37, with(vec![live(), last])));
    }
    let window = || Stage::Batch(batch_stage(wing.quote));
    let last = || backstop(buyer, 500, None);
    for stages in [
        vec![live(), window()],
        vec![window(), window()],
        vec![last()],
        vec![last(), live()],
        vec![live(), last(), live()],
        vec![live(), last(), last()],
    ] {
        let wrong = "a batch that is not first, or a backstop that is not last";
        all.push((wrong, 59, with(stages)));
    }
    all
}

fn on(points: &[(u32, u32)]) -> DutchStage {
    DutchStage {
        reference: Reference::Live,
        curve: points
            .iter()
            .map(|(seconds, ratio_bps)| CurvePoint {
                seconds: *seconds,
                ratio_bps: *ratio_bps,
            })
            .collect(),
        interpolation: Interpolation::Linear,
        max_restarts: 0,
        max_uncertainty_bps: 0,
    }
}

/// Curves of too few points or too many, that do not begin at once, do not go on, rise, or leave the bounds of ratios and times.
fn curves() -> Vec<Stage> {
    let many: Vec<(u32, u32)> = (0..17).map(|point| (point * 100, 10_000)).collect();
    [
        &[][..],
        &[(0, 10_000)],
        &many,
        &[(1, 10_000), (600, 9_000)],
        &[(0, 10_000), (0, 9_000)],
        &[(0, 10_000), (600, 9_500), (500, 9_000)],
        &[(0, 9_000), (600, 9_001)],
        &[(0, 20_001), (600, 10_000)],
        &[(0, u32::MAX), (600, 10_000)],
        &[(0, 10_000), (600, 999)],
        &[(0, 10_000), (600, 0)],
        &[(0, 10_000), (86_401, 9_000)],
        &[(0, 10_000), (u32::MAX, 9_000)],
    ]
    .map(|points| Stage::Dutch(on(points)))
    .into()
}

/// Curves too short or too steep, with too many restarts, or that uncertainty moves too far.
fn steep() -> Vec<Stage> {
    let usual = [(0, 10_000), (600, 9_000)];
    let restarts = |max_restarts| DutchStage {
        max_restarts,
        ..on(&usual)
    };
    let uncertain = |points: &[(u32, u32)], max_uncertainty_bps| DutchStage {
        max_uncertainty_bps,
        ..on(points)
    };
    [
        on(&[(0, 10_000), (299, 9_000)]),
        on(&[(0, 10_000), (1, 9_979), (300, 9_000)]),
        restarts(9),
        restarts(u8::MAX),
        uncertain(&usual, 1_001),
        uncertain(&usual, u32::MAX),
        uncertain(&[(0, 19_900), (6_000, 9_000)], 101),
        uncertain(&[(0, 10_000), (6_000, 1_100)], 101),
    ]
    .map(Stage::Dutch)
    .into()
}

const WINDOWS: [Change<BatchStage>; 18] = [
    |stage| stage.window_seconds = 0,
    |stage| stage.window_seconds = 29,
    |stage| stage.window_seconds = 86_401,
    |stage| stage.window_seconds = u32::MAX,
    |stage| stage.freeze_blocks = 1,
    |stage| stage.freeze_blocks = 21,
    |stage| stage.grace_seconds = 9,
    |stage| stage.grace_seconds = 3_601,
    |stage| stage.reserve_bps = 999,
    |stage| stage.reserve_bps = 10_001,
    |stage| stage.band_bps = 2_001,
    |stage| stage.max_base = Some(Uint128::zero()),
    |stage| stage.max_depth_bps = Some(99),
    |stage| stage.max_depth_bps = Some(10_001),
    |stage| stage.max_windows = 0,
    |stage| stage.max_windows = 16,
    |stage| stage.min_bid = Uint128::zero(),
    |stage| stage.freeze_blocks = 0,
];

/// Ten minutes, twenty at the most, a minute to answer.
const fn bidding() -> EnglishStage {
    EnglishStage {
        reserve_bps: 9_000,
        min_raise_bps: 100,
        duration_seconds: 600,
        extension_seconds: 60,
        hard_end_seconds: 1_200,
    }
}

const BIDDING: [Change<EnglishStage>; 11] = [
    |stage| stage.reserve_bps = 999,
    |stage| stage.reserve_bps = 10_001,
    |stage| stage.min_raise_bps = 1_001,
    |stage| stage.duration_seconds = 59,
    |stage| stage.duration_seconds = 86_401,
    // Two blocks of 7.5 s.
    |stage| stage.extension_seconds = 14,
    |stage| stage.extension_seconds = 3_601,
    // The duration and one extension.
    |stage| stage.hard_end_seconds = 659,
    |stage| stage.hard_end_seconds = 86_401,
    |stage| stage.duration_seconds = u32::MAX,
    |stage| stage.hard_end_seconds = 0,
];
