//! A settlement costs what its levels cost, however many bids stand on them.

use cosmwasm_std::CanonicalAddr;
use gavel_math::grid::{Level, Tick};
use gavel_math::{Price, Scale};

use super::shelf::{Counts, Shelf};
use crate::book::{Bid, Desk, Ground};
use crate::state::{OpenWalk, BOOKS};

const SCALE: Scale = Scale {
    base_decimals: 18,
    quote_decimals: 6,
};

/// What it costs to sell a lot that takes nine of ten levels whole and the last in part, with so many bids on each.
fn cost(bids: u32) -> Counts {
    let mut storage = Shelf::default();
    let ground = Ground {
        reserve: &|| None,
        held_until: 0,
    };
    let mut desk = Desk::open(&storage, 1).unwrap();
    // The same money on each level: 10^12 of quote.
    let each = 1_000_000_000_000 / u128::from(bids);
    for step in 0..10 {
        // Around 100.
        let level = Level::Price(Tick(12_750 + step));
        for number in 0..bids {
            let owner = CanonicalAddr::from([&number.to_be_bytes()[..], &[7; 16]].concat());
            let bid = Bid {
                owner: &owner,
                level,
                scale: SCALE,
                least: 1,
                now: 0,
            };
            desk.place(&mut storage, &bid, each, &ground).unwrap();
        }
    }
    BOOKS.save(&mut storage, &1, &desk.book);
    storage.counted();

    let mut desk = Desk::open(&storage, 1).unwrap();
    let open = OpenWalk {
        above: 0,
        // Nine and a half levels at 100.
        base: 95_000 * 10u128.pow(18),
        reserve: Price(50 * 10u128.pow(18)),
        reference: None,
    };
    let outcome = desk.settle(&mut storage, open, SCALE, usize::MAX).unwrap();
    assert!(outcome.unwrap().marginal.is_some());
    storage.counted()
}

#[test]
fn pitfall_05_a_settlement_reads_and_writes_the_same_with_ten_bids_and_with_a_hundred_thousand() {
    let few = cost(1);
    let many = cost(10_000);
    let without_bytes = |counts: Counts| Counts { bytes: 0, ..counts };
    assert_eq!(without_bytes(few), without_bytes(many));
    // Nine levels closed and the tenth spent in part; what is owed is read once.
    assert_eq!((few.writes, few.deletes, few.iterated), (10, 9, 10));
    // The count of bids in a pool takes a byte more.
    assert!(many.bytes.abs_diff(few.bytes) <= 20, "{few:?} {many:?}");
}
