#![allow(clippy::arithmetic_side_effects)]

use gavel_math::stream::Stream;

use super::*;

fn filled() -> Pool {
    let mut pool = Pool {
        income: 10,
        first_loss: 20,
        rewards: Stream {
            amount: 30,
            left: 100,
            at: 0,
        },
        repayable: 7,
        ..Pool::default()
    };
    pool.stakes = pool.stakes.staked(40).unwrap().unwrap().0;
    pool
}

#[test]
fn what_is_held_is_all_five_amounts() {
    assert_eq!(filled().held(), Ok(107));
}

#[test]
fn what_is_made_good_for_markets_pays_for_no_other_loss() {
    let mut pool = filled();
    let parts = pool.pay(1_000);
    assert_eq!(parts.paid(), 100);
    assert_eq!((pool.repayable, pool.held()), (7, Ok(7)));
}

#[test]
fn income_that_would_not_fit_is_refused() {
    let mut pool = filled();
    assert_eq!(pool.earn(u128::MAX - 100, 0, 10), Err(MathError::Overflow));
    let mut pool = filled();
    assert!(pool.earn(u128::MAX - 107, 0, 10).is_ok());
    // Whatever flows or is paid behind it fits.
    pool.flow(1_000).unwrap();
    assert_eq!(pool.pay(u128::MAX).paid(), u128::MAX - 7);
}

#[test]
fn a_day_lasts_a_day_from_its_first_cover() {
    let day = Day { from: 100, paid: 5 };
    assert_eq!(day.at(100 + DAY - 1), day);
    let next = day.at(100 + DAY);
    assert_eq!((next.from, next.paid), (100 + DAY, 0));
    assert_eq!(day.with(3).room(10), 2);
    assert_eq!(day.room(4), 0);
}
