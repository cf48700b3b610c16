//! The pool against a model that writes down every deposit's exact share.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;

use super::*;

/// The sums that the house keeps: those of scales that ended, and the pool's own.
#[derive(Default)]
struct Kept(BTreeMap<u32, Sum>);

impl Kept {
    fn after(&mut self, spent: Spent) -> Pool {
        if let Some((scale, sum)) = spent.ended {
            self.0.insert(scale, sum);
        }
        spent.pool
    }

    fn sums(&self, pool: &Pool, from: &Mark) -> Sums {
        Sums([0, 1, 2, 3, 4].map(|further| {
            let scale = from.scale + further;
            if scale == pool.mark.scale {
                pool.mark.sum
            } else {
                self.0.get(&scale).copied().unwrap_or_default()
            }
        }))
    }
}

/// A pool with so much more in it.
fn with(pool: Pool, amount: u128) -> Pool {
    Pool {
        total: pool.total + amount,
        ..pool
    }
}

#[test]
fn two_deposits_share_a_part_that_is_spent_by_what_they_are_worth() {
    let mut kept = Kept::default();
    let pool = with(Pool::default(), 100);
    let first = pool.mark;
    // 60 of 100 are spent for 30: 40 are left.
    let pool = kept.after(pool.spent(60, 30).unwrap());
    let second = pool.mark;
    let pool = with(pool, 40);
    // 20 of 80 for 40: the first is worth 30 and has 30 + 20, the second 30 and 20.
    let pool = kept.after(pool.spent(20, 40).unwrap());
    assert_eq!(first.worth_floor(100, &pool.mark), Ok(30));
    assert_eq!(first.gained_floor(100, &kept.sums(&pool, &first)), Ok(50));
    assert_eq!(second.worth_floor(40, &pool.mark), Ok(30));
    assert_eq!(second.gained_floor(40, &kept.sums(&pool, &second)), Ok(20));
}

#[test]
fn a_pool_that_is_nearly_emptied_again_and_again_forgets_nobody() {
    let mut kept = Kept::default();
    let mut pool = with(Pool::default(), 10u128.pow(12));
    let first = pool.mark;
    let mut whole = 10u128.pow(12);
    for _ in 0..4 {
        // All but a millionth is spent for as much.
        let left = whole / 1_000_000;
        pool = kept.after(pool.spent(whole - left, whole - left).unwrap());
        pool = with(pool, 10u128.pow(12) - left);
        whole = pool.total;
    }
    // 10¹² became 10⁶, 1, and less than a unit: four times a millionth.
    assert_eq!(first.worth_floor(10u128.pow(12), &pool.mark), Ok(0));
    // 999,999,000,000 + 999,999 and parts of a unit.
    let gained = first
        .gained_floor(10u128.pow(12), &kept.sums(&pool, &first))
        .unwrap();
    assert!(
        (999_999_999_999..=1_000_000_000_000).contains(&gained),
        "{gained}"
    );
    assert!(pool.mark.scale > 0);
}

#[test]
fn to_spend_everything_is_not_a_part() {
    let pool = with(Pool::default(), 100);
    assert_eq!(pool.spent(100, 1), Err(MathError::DivideByZero));
    assert_eq!(pool.spent(101, 1), Err(MathError::Underflow));
}

#[test]
fn a_sum_takes_only_the_bytes_it_has() {
    let packed = |number: u128| Sum(Uint256::from(number)).to_packed();
    assert_eq!(packed(0), [0]);
    assert_eq!(packed(255), [1, 255]);
    let most = Sum(Uint256::MAX);
    assert_eq!(Sum::from_packed(&most.to_packed()), Ok(most));
    assert_eq!(Sum::from_packed(&[33; 40]), Err(PackedError));
}

/// A deposit and its exact share.
struct Deposit {
    mark: Mark,
    amount: u128,
    worth: BigRational,
    gained: BigRational,
}

fn ratio(number: u128) -> BigRational {
    BigRational::from_integer(BigInt::from(number))
}

#[derive(Clone, Debug)]
enum Act {
    Put(u128),
    /// A part in millionths, at so many millionths of a unit gained for a unit spent.
    Spend(u32, u128),
    /// Nearly all: so little is left.
    SpendBut(u128, u128),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let amount = prop_oneof![1u128..100, 1u128..10u128.pow(12), 1u128..10u128.pow(24)];
    // Up to 10¹² for one: an asset of 18 decimals at a dollar for dollars of 6.
    let rate = prop_oneof![1u128..2_000_000, 1u128..10u128.pow(18)];
    let act = prop_oneof![
        3 => amount.clone().prop_map(Act::Put),
        3 => (1u32..1_000_000, rate.clone()).prop_map(|(part, rate)| Act::Spend(part, rate)),
        1 => (1u128..1_000, rate).prop_map(|(left, rate)| Act::SpendBut(left, rate)),
    ];
    proptest::collection::vec(act, 1..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn whatever_is_put_in_and_spent_nobody_gets_a_unit_too_much_and_at_most_one_too_little(acts in acts()) {
        let (mut pool, mut kept) = (Pool::default(), Kept::default());
        let mut deposits: Vec<Deposit> = vec![];
        let mut gained_in_all = 0u128;
        for act in acts {
            let (quote, gain) = match act {
                Act::Put(amount) => {
                    deposits.push(Deposit {
                        mark: pool.mark,
                        amount,
                        worth: ratio(amount),
                        gained: ratio(0),
                    });
                    pool = with(pool, amount);
                    continue;
                }
                Act::Spend(part, rate) => (pool.total / 1_000_000 * u128::from(part), rate),
                Act::SpendBut(left, rate) => (pool.total.saturating_sub(left), rate),
            };
            let gain = crate::number::mul_div_floor(quote, gain, 1_000_000).unwrap();
            if quote == 0 || quote >= pool.total {
                continue;
            }
            let share = ratio(gain) / ratio(pool.total);
            let left = ratio(pool.total - quote) / ratio(pool.total);
            pool = kept.after(pool.spent(quote, gain).unwrap());
            gained_in_all += gain;
            for deposit in &mut deposits {
                deposit.gained += &deposit.worth * &share;
                deposit.worth *= &left;
            }
        }
        let (mut worth_of_all, mut gain_of_all) = (0u128, 0u128);
        for deposit in &deposits {
            let worth = deposit.mark.worth_floor(deposit.amount, &pool.mark).unwrap();
            let gained = deposit.mark.gained_floor(deposit.amount, &kept.sums(&pool, &deposit.mark)).unwrap();
            // The product has 27 digits at least, and a few operations round it: amounts beyond 10²⁴ lose a part in 10²⁴.
            let digits = |exact: &BigRational| exact / ratio(10u128.pow(24));
            prop_assert!(ratio(worth) <= deposit.worth);
            prop_assert!(ratio(worth + 2) + digits(&deposit.worth) > deposit.worth);
            prop_assert!(ratio(gained) <= deposit.gained, "{gained} of {}", deposit.gained);
            prop_assert!(
                ratio(gained + 2) + digits(&deposit.gained) > deposit.gained,
                "{gained} of {}", deposit.gained
            );
            worth_of_all += worth;
            gain_of_all += gained;
        }
        prop_assert!(worth_of_all <= pool.total);
        prop_assert!(gain_of_all <= gained_in_all);
    }
}
