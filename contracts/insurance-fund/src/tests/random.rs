//! Random messages: what no sequence of them may do.

use proptest::prelude::*;

use super::bench::*;

const PEOPLE: [&str; 3] = ["ann", "bob", "eve"];
const MARKETS: [&str; 2] = ["market", "market 2"];

/// What somebody does. Amounts may be refused; a refusal leaves no trace.
#[derive(Clone, Debug)]
enum Act {
    Stake(usize, u128),
    Queue(usize, u128),
    Cancel(usize),
    Unstake(usize),
    Cover(usize, u128),
    Income(u128),
    Donate(u128),
    Absorb,
    FirstLoss(u128),
    Repay(usize),
    Pause,
    Wait(u64),
}

fn acts(length: usize) -> impl Strategy<Value = Vec<Act>> {
    let amount = || prop_oneof![1u128..50, 1u128..100_000];
    let act = prop_oneof![
        3 => (0usize..3, amount()).prop_map(|(who, amount)| Act::Stake(who, amount)),
        3 => (0usize..3, 1u128..=4).prop_map(|(who, part)| Act::Queue(who, part)),
        1 => (0usize..3).prop_map(Act::Cancel),
        3 => (0usize..3).prop_map(Act::Unstake),
        2 => (0usize..2, amount()).prop_map(|(market, amount)| Act::Cover(market, amount)),
        2 => amount().prop_map(Act::Income),
        1 => amount().prop_map(Act::Donate),
        1 => Just(Act::Absorb),
        1 => amount().prop_map(Act::FirstLoss),
        2 => (0usize..2).prop_map(Act::Repay),
        1 => Just(Act::Pause),
        4 => (1u64..4 * DAY).prop_map(Act::Wait),
    ];
    proptest::collection::vec(act, 1..length)
}

/// Does it, whether it is refused or not. Says whether it was a cover, and of how much.
fn act(bench: &mut Bench, act: &Act) -> Option<(u128, u128)> {
    match act {
        Act::Stake(who, amount) => drop(bench.stake(PEOPLE[*who], *amount)),
        Act::Queue(who, part) => {
            let staked = bench.position(PEOPLE[*who]).staked.u128();
            drop(bench.queue(PEOPLE[*who], Some(staked * part / 4)));
        }
        Act::Cancel(who) => drop(bench.cancel(PEOPLE[*who])),
        Act::Unstake(who) => drop(bench.unstake(PEOPLE[*who])),
        Act::Cover(market, amount) => {
            return Some(bench.cover(MARKETS[*market], *amount).unwrap());
        }
        Act::Income(amount) => drop(bench.income(*amount)),
        Act::Donate(amount) => bench.donate("donor", *amount, USD),
        Act::Absorb => drop(bench.absorb()),
        Act::FirstLoss(amount) => bench.first_loss(*amount),
        Act::Repay(market) => drop(bench.repay(MARKETS[*market])),
        Act::Pause => drop(bench.pause("guardian")),
        Act::Wait(seconds) => bench.wait(*seconds),
    }
    None
}

/// What everybody's shares are worth.
fn worths(bench: &Bench) -> [u128; 3] {
    PEOPLE.map(|name| bench.worth(name))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// S10. Behind each message the bench has compared the books with the balance (S1).
    #[test]
    fn shares_lose_by_covers_alone_and_gain_by_time_alone(acts in acts(60)) {
        let mut bench = Bench::live();
        let (mut asked, mut covered) = ([0u128; 2], [0u128; 2]);
        for step in &acts {
            let before = worths(&bench);
            let staked = bench.pool().staked.u128();
            let purses = PEOPLE.map(|name| bench.purse(name));
            let done = act(&mut bench, step);
            let after = worths(&bench);
            for (who, name) in PEOPLE.iter().enumerate() {
                // What one put in or took out is not a gain or a loss; rounding takes a unit at most.
                let moved = bench.purse(name) - purses[who];
                let was = i128::try_from(before[who]).unwrap() - moved;
                let is = i128::try_from(after[who]).unwrap();
                match step {
                    Act::Cover(..) => prop_assert!(is <= was),
                    Act::Wait(_) => prop_assert!(is >= was),
                    // Others' leaving gives those who stay the part of a unit that rounding took.
                    _ => prop_assert!(is <= was + 1 && is >= was - 1, "{step:?}: {was} -> {is}"),
                }
            }
            if let (Act::Cover(market, amount), Some((paid, owed))) = (step, done) {
                prop_assert_eq!(paid + owed, *amount);
                asked[*market] += amount;
                covered[*market] += paid;
                // All lose the same part of theirs, queued or not, up to a unit.
                let lost = staked - bench.pool().staked.u128();
                for who in 0..PEOPLE.len() {
                    let fair = before[who] * lost / staked.max(1);
                    let own = before[who] - after[who];
                    prop_assert!(own.abs_diff(fair) <= 2, "{own} of {fair}");
                }
            }
            for (market, name) in MARKETS.iter().enumerate() {
                let received = u128::try_from(bench.purse(name)).unwrap();
                let known = bench.market(name);
                prop_assert!(received <= asked[market]);
                // What was paid and what is owed is what was asked for, to the unit.
                prop_assert_eq!(received + known.owed.u128(), asked[market]);
                prop_assert!(covered[market] <= received);
            }
            let total: u128 = after.iter().sum();
            prop_assert!(total <= bench.pool().staked.u128());
        }
        // Everybody can leave with what is his.
        bench.wait(10 * DAY);
        for name in PEOPLE {
            if bench.queue(name, None).is_ok() {
                bench.wait(7 * DAY);
                let worth = bench.worth(name);
                if worth > 0 {
                    prop_assert_eq!(bench.unstake(name), Ok(worth));
                }
            }
        }
    }

    /// S16, attack 1: all that one caller does at one moment, whatever was before.
    #[test]
    fn nobody_gains_by_any_sequence_of_his_own_at_one_moment(
        before in acts(30),
        his in acts(12),
    ) {
        let mut bench = Bench::live();
        for step in &before {
            act(&mut bench, step);
        }
        // What lies unbooked and what is ready are no gain of his.
        let start = i128::try_from(bench.worth("eve")).unwrap() + bench.purse("eve");
        for step in &his {
            match step {
                Act::Stake(_, amount) => drop(bench.stake("eve", *amount)),
                Act::Queue(_, part) => drop(act(&mut bench, &Act::Queue(2, *part))),
                Act::Cancel(_) => drop(bench.cancel("eve")),
                Act::Unstake(_) => drop(bench.unstake("eve")),
                Act::Donate(amount) => bench.donate("eve", *amount, USD),
                Act::Absorb => drop(bench.absorb()),
                Act::Repay(market) => drop(bench.repay(MARKETS[*market])),
                Act::Income(amount) => {
                    let msg = gavel_types::insurance::ExecuteMsg::AddIncome {};
                    drop(bench.run("eve", msg, &cosmwasm_std::coins(*amount, USD)));
                }
                Act::FirstLoss(_) | Act::Cover(..) | Act::Pause | Act::Wait(_) => {}
            }
        }
        let end = i128::try_from(bench.worth("eve")).unwrap() + bench.purse("eve");
        // A part of a unit that rounding had taken may come back.
        prop_assert!(end <= start + 1, "{start} -> {end}");
    }
}
