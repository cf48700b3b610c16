//! What sources that disagree do to a curve.

use cosmwasm_std::Uint128;
use gavel_math::price::PriceRecord;
use gavel_math::Price;
use gavel_types::auction::*;

use super::bench::*;

fn stage(points: &[(u32, u32)], max_uncertainty_bps: u32) -> DutchStage {
    DutchStage {
        reference: Reference::Live,
        curve: curve(points),
        interpolation: Interpolation::Linear,
        max_restarts: 1,
        max_uncertainty_bps,
    }
}

/// From +2 % to −14 % in 1,200 s.
const POINTS: [(u32, u32); 4] = [(0, 10_200), (102, 10_030), (402, 9_930), (1_200, 8_600)];

fn moved_by_at_most(most: u32) -> Bench {
    Bench::with(vec![Stage::Dutch(stage(&POINTS, most))])
}

/// The oracle's sources of an asset span from `low` to `high`; its price stays.
fn span(bench: &mut Bench, denom: &str, low: &str, high: &str) {
    let atoms = |text: &str| Price(decimal(text).atomics().u128());
    let record = bench.record_in("oracle", denom).unwrap();
    let spanned = PriceRecord {
        low: atoms(low),
        high: atoms(high),
        ..record
    };
    bench.put_record("oracle", denom, Some(spanned));
}

/// Half a percent each way of the base at 100, a tenth of a percent of the quote at 1: 60 basis points.
fn disagree(bench: &mut Bench) {
    span(bench, BASE, "99.5", "100.5");
    span(bench, QUOTE, "0.999", "1.001");
}

fn price(bench: &Bench) -> Uint128 {
    bench.simulate(lot(1), ETH).unwrap().quote
}

fn dollars_and_cents(cents: u128) -> Uint128 {
    Uint128::new(cents * USD / 100)
}

#[test]
fn disagreement_raises_the_start_and_lowers_the_floor_and_its_half_way_is_the_plain_curve() {
    let mut bench = moved_by_at_most(1_000);
    disagree(&mut bench);
    bench.consign("bank", 10 * ETH, None).unwrap();
    let opened = bench.lot(lot(1));
    assert_eq!(opened.uncertainty_bps, 60);
    assert_eq!(opened.ratio, Some(decimal("1.026")));
    assert_eq!(price(&bench), dollars_and_cents(10_260));
    // At 402 s a third of 60 is left of it: 60 · (1 − 804 / 1,200) = 19.8 above 99.3.
    bench.blocks(67);
    assert_eq!(bench.lot(lot(1)).ratio, Some(decimal("0.99498")));
    // At 600 s nothing: 99.3 less 198 / 798 of 13.3.
    bench.blocks(33);
    assert_eq!(price(&bench), dollars_and_cents(9_600));
    bench.blocks(100);
    assert_eq!(price(&bench), dollars_and_cents(8_540));
}

#[test]
fn no_more_counts_than_the_pair_says_and_nothing_where_it_says_nothing() {
    for (most, start) in [(45, 10_245), (0, 10_200)] {
        let mut bench = moved_by_at_most(most);
        disagree(&mut bench);
        bench.consign("bank", 10 * ETH, None).unwrap();
        assert_eq!(bench.lot(lot(1)).uncertainty_bps, most);
        assert_eq!(price(&bench), dollars_and_cents(start));
        bench.blocks(200);
        assert_eq!(price(&bench), dollars_and_cents(8_600 - u128::from(most)));
    }
}

#[test]
fn sources_that_agree_leave_the_curve_and_the_lots_record_as_they_are() {
    let stored = |most| {
        let mut bench = moved_by_at_most(most);
        bench.consign("bank", 10 * ETH, None).unwrap();
        assert_eq!(price(&bench), dollars_and_cents(10_200));
        let key = crate::state::LOTS.stored_key(&lot(1));
        let stored = bench.stored();
        let found = stored.into_iter().find(|(at, _)| *at == key);
        found.unwrap().1
    };
    assert_eq!(stored(500), stored(0));
}

#[test]
fn attack_03_the_age_of_a_price_moves_no_floor() {
    let mut fresh = moved_by_at_most(1_000);
    disagree(&mut fresh);
    fresh.consign("bank", 10 * ETH, None).unwrap();
    // The same prices hours later, still valid: they are older, not less certain.
    let mut old = moved_by_at_most(1_000);
    disagree(&mut old);
    old.blocks(3_000);
    old.consign("bank", 10 * ETH, None).unwrap();
    for _ in 0..4 {
        assert_eq!(price(&fresh), price(&old));
        fresh.blocks(50);
        old.blocks(50);
    }
}

#[test]
fn a_lot_keeps_what_it_started_with_until_its_curve_starts_anew() {
    let mut bench = moved_by_at_most(1_000);
    disagree(&mut bench);
    let events = bench
        .run(
            "bank",
            ExecuteMsg::Consign {
                pair: 1,
                expected_lot: 1,
                tab: None,
                max_reward_bps: None,
            },
            &[cosmwasm_std::Coin::new(10 * ETH, BASE)],
        )
        .unwrap();
    assert_eq!(attribute(&events, "consign", "uncertainty_bps"), "60");
    // Wilder sources later move nothing, and no take does.
    span(&mut bench, BASE, "90", "110");
    bench.blocks(100);
    assert_eq!(price(&bench), dollars_and_cents(9_600));
    bench.blocks(100);
    assert_eq!(price(&bench), dollars_and_cents(8_540));
    // The restart reads them anew: 10 % and 0.1 %, capped at a tenth.
    let events = bench.advance(lot(1)).unwrap();
    assert_eq!(attribute(&events, "restart_lot", "uncertainty_bps"), "1000");
    assert_eq!(price(&bench), dollars_and_cents(11_200));
}

#[test]
fn a_fixed_reference_and_the_next_stage_are_uncertain_too() {
    let fixed = DutchStage {
        reference: Reference::Fixed,
        max_restarts: 0,
        ..stage(&POINTS, 100)
    };
    let next = stage(&[(0, 9_500), (300, 9_000)], 20);
    let mut bench = Bench::with(vec![Stage::Dutch(fixed), Stage::Dutch(next)]);
    disagree(&mut bench);
    bench.consign("bank", 10 * ETH, None).unwrap();
    assert_eq!(price(&bench), dollars_and_cents(10_260));
    bench.blocks(200);
    let events = bench.advance(lot(1)).unwrap();
    assert_eq!(attribute(&events, "enter_stage", "uncertainty_bps"), "20");
    assert_eq!(price(&bench), dollars_and_cents(9_520));
    bench.blocks(50);
    assert_eq!(price(&bench), dollars_and_cents(8_980));
}

#[test]
fn the_lowest_and_highest_ratio_of_a_pair_reckon_with_it() {
    let config = selling(vec![
        Stage::Dutch(stage(&POINTS, 150)),
        Stage::Dutch(stage(&[(0, 9_000), (300, 8_500)], 40)),
    ]);
    assert_eq!(config.start_bps(), 10_350);
    assert_eq!(config.floor_bps(), 8_450);
    let first = selling(vec![Stage::Dutch(stage(&POINTS, 150))]);
    assert_eq!(first.floor_bps(), 8_450);
}

#[test]
fn pitfall_54_an_uncertainty_that_leaves_the_bounds_makes_no_pair() {
    let mut bench = Bench::empty();
    let mut create = |points: &[(u32, u32)], most| {
        let config = selling(vec![Stage::Dutch(stage(points, most))]);
        let (base, quote) = (BASE.into(), QUOTE.into());
        let create = GovernMsg::CreatePair {
            base,
            quote,
            config,
        };
        bench
            .run("owner", ExecuteMsg::Govern(create), &[])
            .err()
            .map(|error| error.code())
    };
    // At most a tenth; the moved ends within 10 % and 200 % of the reference.
    assert_eq!(create(&POINTS, 1_001), Some(5));
    assert_eq!(create(&[(0, 10_000), (600, 1_099)], 100), Some(5));
    assert_eq!(create(&[(0, 19_901), (1_200, 9_000)], 100), Some(5));
    // 20 basis points a second with what uncertainty adds: 300 s of 20, of which 2 · 500 are its own.
    assert_eq!(create(&[(0, 10_000), (300, 4_999)], 500), Some(5));
    assert_eq!(create(&[(0, 10_000), (300, 5_000)], 500), None);
}
