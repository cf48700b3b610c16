//! Sizes and forms of what is stored.

use cosmwasm_std::Addr;
use gavel_math::clock::{Anchor, Moment, Standstill};
use gavel_math::dutch::{Curve, Interpolation, Point};
use gavel_math::packed::Packed;
use gavel_math::{Bps, Price, Scale};
use gavel_types::auction::{ConsignorKind, LotProgress};
use proptest::prelude::*;

use super::bench::*;
use crate::state::{
    Consignor, DutchTerms, FixedPrice, Lot, LotId, PairTerms, Rewards, StageTerms, LOTS, PAIR_TERMS,
};

fn ordinary() -> Lot {
    Lot {
        version: 3,
        house: 2,
        consignor: 1,
        stage: 0,
        rounds: 1,
        pooled: false,
        leaving: false,
        bid: 0,
        rewards: None,
        base: 9_876_543_210,
        sold: 1_234_567_890,
        raised: 9_123_456_789,
        tab_left: None,
        anchor: Anchor {
            now: Moment {
                time: 1_790_000_000_000,
                height: 20_000_000,
            },
            standstill: Standstill {
                paused: 172_800_000,
                paused_blocks: 28_800,
                dark: 900,
            },
            elapsed: 600_000,
        },
        dark: 12,
        fixed: None,
        uncertainty: Bps(0),
    }
}

#[test]
fn a_lot_of_amounts_with_ten_digits_takes_at_most_50_bytes() {
    let touched = ordinary().to_packed().len();
    assert!(touched <= 43, "{touched} bytes");
    let bounded = Lot {
        tab_left: Some(5_000_000_000),
        ..ordinary()
    };
    let length = bounded.to_packed().len();
    assert!(length <= 50, "{length} bytes");
}

#[test]
fn a_lot_just_opened_takes_at_most_30_bytes_while_nothing_was_ever_paused() {
    let opened = Lot {
        sold: 0,
        raised: 0,
        rounds: 0,
        pooled: false,
        leaving: false,
        bid: 0,
        rewards: None,
        dark: 0,
        anchor: Anchor::start(ordinary().anchor.now, Standstill::default()),
        ..ordinary()
    };
    let length = opened.to_packed().len();
    assert!(length <= 30, "{length} bytes");
}

#[test]
fn the_stored_lot_of_the_house_is_as_short_as_its_record() {
    let mut bench = Bench::live();
    bench.consign("seller", 10 * ETH, None).unwrap();
    let key = LOTS.stored_key(&LotId { pair: 1, number: 1 });
    assert_eq!(key.len(), 7);
    let stored = bench.stored();
    let (_, value) = stored.iter().find(|(at, _)| *at == key).unwrap();
    // 10^19 takes 10 bytes.
    assert!(value.len() <= 35, "{} bytes", value.len());
}

#[test]
fn the_configuration_stays_out_of_the_lot() {
    let mut bench = Bench::live();
    bench.consign("seller", 10 * ETH, None).unwrap();
    let terms = PAIR_TERMS.load(&bench.deps.storage, &(1, 1)).unwrap();
    assert_eq!(terms.stages.len(), 1);
    assert!(terms.to_packed().len() < 60);
}

#[test]
fn a_consignor_of_either_kind_comes_back_as_it_was() {
    for kind in [ConsignorKind::Contract, ConsignorKind::Account] {
        let known = Consignor {
            address: Addr::unchecked("someone"),
            kind,
        };
        assert_eq!(Consignor::from_packed(&known.to_packed()), Ok(known));
    }
}

proptest! {
    #[test]
    fn every_lot_comes_back_as_it_was(
        numbers in (any::<u16>(), any::<u32>(), any::<u16>(), 0u8..4, 0u8..9),
        amounts in (any::<u128>(), any::<u128>(), any::<u128>(), any::<Option<u128>>()),
        times in (any::<u64>(), any::<u64>(), any::<u64>(), any::<u64>(), any::<u64>()),
        dark: u64,
        fixed in any::<Option<(u128, u64, u8)>>(),
        uncertainty in 0u32..=1_000,
        rewards in any::<Option<(u16, u128)>>(),
        bid: u128,
    ) {
        let lot = Lot {
            version: numbers.0,
            house: numbers.1,
            consignor: numbers.2,
            stage: numbers.3,
            rounds: numbers.4,
            pooled: false,
            leaving: false,
            bid,
            rewards: rewards.map(|(most, paid)| Rewards { most, paid }),
            base: amounts.0,
            sold: amounts.1,
            raised: amounts.2,
            tab_left: amounts.3,
            anchor: Anchor {
                now: Moment { time: times.0, height: times.1 },
                standstill: Standstill { paused: times.2, paused_blocks: times.3, dark },
                elapsed: times.4,
            },
            dark,
            fixed: fixed.map(|(reference, gap, repricings)| FixedPrice {
                reference: Price(reference),
                gap,
                repricings,
            }),
            uncertainty: Bps(uncertainty),
        };
        prop_assert_eq!(Lot::from_packed(&lot.to_packed()), Ok(lot));
        // Other contracts read the front of it.
        let front = LotProgress {
            base: amounts.0,
            sold: amounts.1,
            raised: amounts.2,
            rewards: rewards.map_or(0, |(_, paid)| paid),
            bid,
        };
        prop_assert_eq!(LotProgress::from_packed_front(&lot.to_packed()), Ok(front));
    }

    #[test]
    fn every_pairs_terms_come_back_as_they_were(
        base: String,
        quote: String,
        dust in (any::<u128>(), any::<u128>()),
        decimals in (0u8..25, 0u8..25),
        fixed: bool,
        max_restarts in 0u8..9,
        last in 1u32..86_400,
        geometric: bool,
        uncertainty in 0u32..=1_000,
    ) {
        let interpolation = if geometric {
            Interpolation::Geometric
        } else {
            Interpolation::Linear
        };
        let curve = Curve::new(interpolation, vec![
            Point { seconds: 0, ratio: Bps(10_000) },
            Point { seconds: last, ratio: Bps(9_000) },
        ]).unwrap();
        let terms = PairTerms {
            base,
            quote,
            scale: Scale { base_decimals: decimals.0, quote_decimals: decimals.1 },
            base_dust: dust.0,
            quote_dust: dust.1,
            advance_reward: 0,
            stages: vec![StageTerms::Dutch(DutchTerms { fixed, curve, max_restarts, max_uncertainty: Bps(uncertainty) })],
        };
        prop_assert_eq!(PairTerms::from_packed(&terms.to_packed()), Ok(terms));
    }

    #[test]
    fn bytes_that_are_no_lot_do_not_panic(bytes: Vec<u8>) {
        let _ = Lot::from_packed(&bytes);
        let _ = PairTerms::from_packed(&bytes);
    }
}
