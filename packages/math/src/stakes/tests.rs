#![allow(clippy::arithmetic_side_effects)]

use proptest::prelude::*;

use super::*;

fn staked(stakes: Stakes, amount: u128) -> (Stakes, u128) {
    stakes.staked(amount).unwrap().unwrap()
}

#[test]
fn a_stake_is_worth_what_it_was_until_a_loss() {
    let (stakes, mine) = staked(Stakes::default(), 600);
    assert_eq!(mine, 600_000_000);
    let (stakes, other) = staked(stakes, 400);
    assert_eq!(stakes.worth_floor(mine), Ok(600));
    // A loss of 250 of 1,000: a quarter from each.
    let (stakes, lost) = stakes.slashed(250);
    assert_eq!((lost, stakes.assets), (250, 750));
    // 600,000,000·751/1,001,000,000 = 450.1; 400,000,000·751/1,001,000,000 = 300.1.
    assert_eq!(stakes.worth_floor(mine), Ok(450));
    assert_eq!(stakes.worth_floor(other), Ok(300));
}

#[test]
fn an_era_ends_with_the_last_unit_and_its_shares_are_worth_nothing() {
    let (stakes, old) = staked(Stakes::default(), 1_000);
    let (stakes, lost) = stakes.slashed(5_000);
    assert_eq!(lost, 1_000);
    assert_eq!((stakes.assets, stakes.shares, stakes.era), (0, 0, 1));
    assert_eq!(stakes.carried_floor(old, 0, 0), 0);
    let (stakes, new) = staked(stakes, 700);
    assert_eq!(stakes.worth_floor(new), Ok(700));
}

#[test]
fn a_loss_of_nearly_everything_leaves_what_is_left_and_room_for_new_stakes() {
    let (stakes, old) = staked(Stakes::default(), MOST_STAKED);
    // One unit of 10^28 is left: 10^34 shares for it become, nine times over a thousand, 10^7.
    let (stakes, _) = stakes.slashed(MOST_STAKED - 1);
    assert_eq!(stakes.assets, 1);
    assert_eq!((stakes.shares, stakes.scale), (10_000_000, 9));
    let carried = stakes.carried_floor(old, 0, 0);
    assert_eq!(stakes.worth_floor(carried), Ok(1));
    let (stakes, new) = staked(stakes, MOST_STAKED - 1);
    let all = stakes.worth_floor(new).unwrap();
    // The new stake loses the part of a unit to those already in.
    assert!((MOST_STAKED - 2..MOST_STAKED).contains(&all), "{all}");
}

#[test]
fn the_last_to_leave_leaves_the_rest_to_nobody() {
    let (stakes, mine) = staked(Stakes::default(), 1);
    let stakes = stakes.earned(9).unwrap();
    // 1,000,000 of 2,000,000 shares, half of them nobody's: ⌊11/2⌋ = 5 of 10.
    let (left, got, rest) = stakes.redeemed(mine).unwrap();
    assert_eq!((got, rest), (5, 5));
    assert_eq!((left.assets, left.shares), (0, 0));
}

#[test]
fn a_stake_too_small_for_a_fair_number_of_shares_is_refused() {
    let (stakes, _) = staked(Stakes::default(), 1);
    let stakes = stakes.earned(1_000_000).unwrap();
    // Two million shares for 1,000,002: 500 units get 999 of them, 501 get 1,001.
    assert_eq!(stakes.staked(500), Ok(None));
    assert_eq!(stakes.staked(501).unwrap().unwrap().1, 1_001);
}

#[test]
fn a_loss_of_nothing_changes_nothing() {
    let (stakes, _) = staked(Stakes::default(), 5);
    assert_eq!(stakes.slashed(0), (stakes, 0));
    assert_eq!(Stakes::default().slashed(7), (Stakes::default(), 0));
}

/// One of: stake, redeem a part of one's shares in 10,000ths, earn, lose.
#[derive(Clone, Debug)]
enum Act {
    Stake(usize, u128),
    Redeem(usize, u128),
    Earn(u128),
    Lose(u128),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let amount = prop_oneof![1u128..1_000, 1u128..1_000_000_000_000];
    let act = prop_oneof![
        (0usize..3, amount.clone()).prop_map(|(who, amount)| Act::Stake(who, amount)),
        (0usize..3, 1u128..=10_000).prop_map(|(who, part)| Act::Redeem(who, part)),
        amount.clone().prop_map(Act::Earn),
        amount.prop_map(Act::Lose),
    ];
    proptest::collection::vec(act, 1..40)
}

proptest! {
    #[test]
    fn shares_never_redeem_for_more_than_there_is_and_rise_only_by_earnings(acts in acts()) {
        let mut stakes = Stakes::default();
        let mut held = [(0u128, 0u32, 0u32); 3];
        for act in acts {
            for (shares, era, scale) in &mut held {
                *shares = stakes.carried_floor(*shares, *era, *scale);
                (*era, *scale) = (stakes.era, stakes.scale);
            }
            let before: Vec<u128> = held
                .iter()
                .map(|(shares, ..)| stakes.worth_floor(*shares).unwrap())
                .collect();
            let mut actor = None;
            match act {
                Act::Stake(who, amount) => {
                    if let Some((next, minted)) = stakes.staked(amount).unwrap() {
                        stakes = next;
                        held[who].0 += minted;
                        let worth = stakes.worth_floor(held[who].0).unwrap();
                        prop_assert!(worth <= before[who] + amount + 1);
                        actor = Some(who);
                    }
                }
                Act::Redeem(who, part) => {
                    let shares = held[who].0 * part / 10_000;
                    if shares > 0 {
                        let (next, got, _) = stakes.redeemed(shares).unwrap();
                        stakes = next;
                        held[who].0 -= shares;
                        let worth = stakes.worth_floor(held[who].0).unwrap();
                        prop_assert!(worth + got <= before[who] + 1);
                        actor = Some(who);
                    }
                }
                Act::Earn(amount) if stakes.shares > 0 => stakes = stakes.earned(amount).unwrap(),
                Act::Earn(_) => {}
                Act::Lose(amount) => stakes = stakes.slashed(amount).0,
            }
            let mut total = 0;
            for (who, (shares, era, scale)) in held.iter().enumerate() {
                let now = stakes.carried_floor(*shares, *era, *scale);
                let worth = stakes.worth_floor(now).unwrap();
                total += worth;
                if !matches!(act, Act::Earn(_) | Act::Lose(_)) && actor != Some(who) {
                    // Others' coming and going costs nobody, and gives at most the unit that rounding leaves.
                    prop_assert!(worth >= before[who], "{worth} < {}", before[who]);
                }
                if matches!(act, Act::Lose(_)) {
                    prop_assert!(worth <= before[who]);
                }
            }
            prop_assert!(total <= stakes.assets);
        }
    }
}
