//! The settlement against the model, on random books.

use cosmwasm_std::{CanonicalAddr, Storage};
use gavel_math::clearing::{ClearingPrice, Outcome};
use gavel_math::grid::{Discount, Level, Tick};
use gavel_math::{Price, Scale};
use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;

use super::model::{in_units, Books};
use super::shelf::Shelf;
use crate::book::{closed_worth, live_worth, Batches, Bid, Desk, Ground, Worth};
use crate::state::{
    position_key, Batch, OpenWalk, BATCHES, BOOKS, CLOSED_POOLS, OWED, POOLS, POSITIONS,
};

const PAIR: u16 = 1;

/// Books of each of two kinds: together more than 200,000.
const CASES: u32 = 101_000;

/// Places the bids in an order.
fn placed(books: &Books, order: &[usize]) -> Shelf {
    let mut storage = Shelf::default();
    let mut desk = Desk::open(&storage, PAIR).unwrap();
    for place in order {
        let (level, bids) = &books.levels[*place];
        for (number, quote) in bids.iter().enumerate() {
            let owner = owner(number);
            let bid = Bid {
                owner: &owner,
                level: *level,
                scale: books.scale,
                least: 1,
                now: 0,
            };
            desk.place(&mut storage, &bid, *quote, &ground()).unwrap();
        }
    }
    BOOKS.save(&mut storage, &PAIR, &desk.book);
    storage
}

/// No level is driven out.
fn ground() -> Ground<'static> {
    Ground {
        reserve: &|| None,
        held_until: 0,
    }
}

fn owner(number: usize) -> CanonicalAddr {
    CanonicalAddr::from(vec![u8::try_from(number).unwrap(); 20])
}

/// Settles with at most so many levels at a time.
fn settled(books: &Books, mut storage: Shelf, most: usize) -> (Shelf, Outcome) {
    let mut desk = Desk::open(&storage, PAIR).unwrap();
    let open = OpenWalk {
        above: 0,
        base: books.base,
        reserve: books.reserve,
        reference: books.reference,
    };
    desk.book.walk = Some(open);
    let outcome = loop {
        if let Some(outcome) = desk
            .settle(&mut storage, desk.book.walk.unwrap(), books.scale, most)
            .unwrap()
        {
            break outcome;
        }
    };
    let number = desk.next_batch().unwrap();
    let batch = Batch {
        lot: 1,
        sold: outcome.sold,
        raised: outcome.raised,
        price: outcome.price,
        reserve: books.reserve,
        reference: books.reference,
        at: 0,
    };
    BATCHES.save(&mut storage, &(PAIR, number), &batch);
    desk.book.walk = None;
    BOOKS.save(&mut storage, &PAIR, &desk.book);
    let owed = *desk.owed(&storage).unwrap();
    OWED.save(&mut storage, &PAIR, &owed);
    (storage, outcome)
}

/// What each bid has, in the order of the book.
fn worths(books: &Books, storage: &dyn Storage) -> Vec<Vec<Worth>> {
    let mut batches = Batches::default();
    let mut of = |level: Level, number: usize| {
        let key = position_key(PAIR, &owner(number), Some(level));
        let position = POSITIONS.load(storage, &key).unwrap();
        match CLOSED_POOLS
            .may_load(storage, &(PAIR, position.pool))
            .unwrap()
        {
            None => {
                let pool = POOLS.load(storage, &(PAIR, level.number())).unwrap();
                live_worth(storage, PAIR, &position, &pool).unwrap()
            }
            Some(pool) => {
                let scale = books.scale;
                closed_worth(storage, PAIR, scale, &position, &pool, &mut batches)
                    .unwrap()
                    .unwrap()
            }
        }
    };
    let levels = books.levels.iter();
    levels
        .map(|(level, bids)| (0..bids.len()).map(|number| of(*level, number)).collect())
        .collect()
}

fn whole(number: u128) -> BigRational {
    BigRational::from_integer(BigInt::from(number))
}

/// `least ≤ exact − got ≤ most`.
fn within(exact: &BigRational, got: u128, least: i64, most: i64) -> bool {
    let apart = exact - whole(got);
    let bound = |units: i64| BigRational::from_integer(BigInt::from(units));
    bound(least) <= apart && apart <= bound(most)
}

fn check(books: &Books, order: &[usize]) {
    let exact = books.sell();
    let start = placed(books, order);
    let (after, outcome) = settled(books, start.clone(), usize::MAX);

    // The same state in messages of one level, of seven, of all.
    for most in [1, 7] {
        let (parts, same) = settled(books, start.clone(), most);
        assert_eq!(same, outcome);
        assert_eq!(parts, after, "{most} at a time");
    }

    // The price, exactly.
    let price = match outcome.price {
        ClearingPrice::At(price) => in_units(price, books.scale),
        ClearingPrice::Fraction { quote, base } => whole(quote) / whole(base),
    };
    assert_eq!(price, exact.price);

    // All or, at the reserve, what the money buys; the money for it, up to the price of a unit that is not divided.
    assert!(within(&exact.sold, outcome.sold, 0, 1));
    let unit = exact.price.ceil().to_integer() + 1;
    let above = whole(outcome.raised) - &exact.raised;
    assert!(above >= whole(0) && above <= BigRational::from_integer(unit));

    // Each bid gets what it is due or a unit less, and keeps what it is due or a unit less.
    let mut paid = 0;
    let mut left = 0;
    let mut winners = 0;
    let worths = worths(books, &after);
    for ((share, (_, bids)), worths) in exact.shares.iter().zip(&books.levels).zip(&worths) {
        for (quote, worth) in bids.iter().zip(worths) {
            let due = (&share.base * whole(*quote)).floor();
            assert!(within(&due, worth.base, 0, 1), "{due} {worth:?}");
            let keeps = (whole(*quote) * (whole(1) - &share.spent)).floor();
            assert!(within(&keeps, worth.quote, 0, 1), "{keeps} {worth:?}");
            paid += worth.base;
            left += worth.quote;
            winners += u128::from(share.base > whole(0));
        }
    }
    assert!(paid <= outcome.sold);
    assert!(
        outcome.sold - paid <= winners,
        "dust {} of {winners}",
        outcome.sold - paid
    );
    let all: u128 = books.levels.iter().flat_map(|(_, bids)| bids).sum();
    assert!(left + outcome.raised <= all);
    assert_eq!(OWED.load(&after, &PAIR).unwrap().base, outcome.sold);

    // Bids in another order come to the same.
    let mut turned = order.to_vec();
    turned.reverse();
    let (other, same) = settled(books, placed(books, &turned), usize::MAX);
    assert_eq!(same, outcome);
    assert_eq!(self::worths(books, &other), worths);
}

/// Small numbers, where every rounding shows.
fn coarse() -> impl Strategy<Value = Books> {
    let level = prop_oneof![
        // From 1 up, neighbours at half a percent, or whole prices from 1 to 100.
        3 => (11_250u16..11_330).prop_map(|tick| Level::Price(Tick(tick))),
        3 => (0usize..8).prop_map(|place| {
            let whole = [1u128, 2, 3, 5, 7, 10, 40, 100][place];
            Level::Price(Tick::of(Price(whole * 10u128.pow(18))).unwrap())
        }),
        2 => (0u16..=200).prop_map(|steps| Level::Discount(Discount(steps))),
    ];
    let quote = prop_oneof![1u128..20, 1u128..2_000, 1u128..1_000_000];
    books(
        level.boxed(),
        quote.boxed(),
        prop_oneof![1u128..20, 1u128..3_000].boxed(),
        Scale {
            base_decimals: 0,
            quote_decimals: 0,
        },
    )
}

/// Whole ETH in 18 decimals for whole dollars in 6, around 100.
fn fine() -> impl Strategy<Value = Books> {
    let level = prop_oneof![
        (12_600u16..12_900).prop_map(|tick| Level::Price(Tick(tick))),
        (0u16..=200).prop_map(|steps| Level::Discount(Discount(steps))),
    ];
    let quote = prop_oneof![1u128..1_000, 1u128..10u128.pow(12)];
    books(
        level.boxed(),
        quote.boxed(),
        (1u128..10u128.pow(22)).boxed(),
        Scale {
            base_decimals: 18,
            quote_decimals: 6,
        },
    )
}

fn books(
    level: BoxedStrategy<Level>,
    quote: BoxedStrategy<u128>,
    base: BoxedStrategy<u128>,
    scale: Scale,
) -> impl Strategy<Value = Books> {
    let bids = prop::collection::vec(quote, 1..4);
    let levels = prop::collection::btree_map(level, bids, 0..10);
    let price = (1u128..200, 0u32..19)
        .prop_map(|(digits, power)| Price((digits * 10u128.pow(18)) / 10u128.pow(power.min(3))));
    (
        levels,
        base,
        price.clone(),
        prop::option::weighted(0.8, price),
    )
        .prop_map(move |(levels, base, reserve, reference)| Books {
            levels: levels.into_iter().collect(),
            base,
            reserve,
            reference,
            scale,
        })
}

/// Anything that a book and a lot can be: all prices of the grid, amounts up to half of what there can be, any decimals.
fn wild() -> impl Strategy<Value = Books> {
    let level = prop_oneof![
        (0u16..=Tick::LAST.0).prop_map(|tick| Level::Price(Tick(tick))),
        (0u16..=200).prop_map(|steps| Level::Discount(Discount(steps))),
    ];
    let amount = || (0u32..120, 1u128..256).prop_map(|(bits, digits)| digits << bits);
    let bids = prop::collection::vec(amount(), 1..3);
    let price = || prop::option::weighted(0.8, amount().prop_map(Price));
    (
        prop::collection::btree_map(level, bids, 0..10),
        amount(),
        price(),
        price(),
        (0u8..=18, 0u8..=24),
    )
        .prop_map(|(levels, base, reserve, reference, decimals)| Books {
            levels: levels.into_iter().collect(),
            base,
            reserve: reserve.unwrap_or(Price(1)),
            reference,
            scale: Scale {
                base_decimals: decimals.0,
                quote_decimals: decimals.1,
            },
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_bids_are_a_window_is_settled_and_each_bid_has_its_worth(books in wild()) {
        let order: Vec<usize> = (0..books.levels.len()).collect();
        let placed = placed(&books, &order);
        let (after, outcome) = settled(&books, placed.clone(), 3);
        prop_assert_eq!(&settled(&books, placed, usize::MAX).0, &after);
        prop_assert!(outcome.sold <= books.base);
        let worths = worths(&books, &after);
        let all = || worths.iter().flatten();
        let base = all().fold(0u128, |sum, worth| sum.saturating_add(worth.base));
        let kept = all().fold(0u128, |sum, worth| sum.saturating_add(worth.quote));
        let bid = books.levels.iter().flat_map(|(_, bids)| bids).fold(0u128, |sum, quote| sum.saturating_add(*quote));
        prop_assert!(base <= outcome.sold);
        prop_assert!(kept.saturating_add(outcome.raised) <= bid);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: CASES, ..ProptestConfig::default() })]

    #[test]
    fn small_books_are_settled_as_the_model_says(
        (books, order) in coarse().prop_flat_map(|books| {
            let places: Vec<usize> = (0..books.levels.len()).collect();
            (Just(books), Just(places).prop_shuffle())
        })
    ) {
        check(&books, &order);
    }

    #[test]
    fn large_books_are_settled_as_the_model_says(
        (books, order) in fine().prop_flat_map(|books| {
            let places: Vec<usize> = (0..books.levels.len()).collect();
            (Just(books), Just(places).prop_shuffle())
        })
    ) {
        check(&books, &order);
    }
}
