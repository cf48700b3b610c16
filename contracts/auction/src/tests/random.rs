//! Random messages, moments and prices; what must always hold is checked after each.

use std::collections::BTreeMap;

use cosmwasm_std::{Binary, Coin, Decimal};
use gavel_types::auction::*;
use proptest::prelude::*;

use super::bench::*;

/// What may happen next.
#[derive(Clone, Debug)]
enum Move {
    Consign {
        account: bool,
        base: u128,
        tab: u128,
    },
    Take {
        lot: u32,
        amount: u128,
    },
    /// A take that is paid in its callback, in parts, with so much more than it costs.
    TakeLater {
        lot: u32,
        amount: u128,
        parts: u128,
        more: i8,
    },
    Place {
        lot: u32,
        more: u128,
    },
    Advance {
        lot: u32,
    },
    Deliver {
        lot: u32,
    },
    Withdraw,
    Blocks(u64),
    Halt(u64),
    Price {
        quote: bool,
        cents: u32,
    },
    Darken {
        quote: bool,
    },
    Deaf(bool),
    Pause,
    Unpause,
}

fn moves() -> impl Strategy<Value = Move> {
    prop_oneof![
        3 => (any::<bool>(), 1u128..50_000, 0u128..3_000).prop_map(|(account, base, tab)| {
            Move::Consign { account, base: base * (ETH / 1_000), tab: tab * USD }
        }),
        6 => (0u32..4, 1u128..60_000).prop_map(|(lot, amount)| Move::Take {
            lot,
            amount: amount * (ETH / 1_000),
        }),
        3 => (0u32..4, 1u128..60_000, 1u128..4, -1i8..8).prop_map(|(lot, amount, parts, more)| {
            // Mostly just what it costs.
            let more = if more > 1 { 0 } else { more };
            Move::TakeLater { lot, amount: amount * (ETH / 1_000), parts, more }
        }),
        4 => (0u32..4, 0u128..3).prop_map(|(lot, more)| Move::Place { lot, more }),
        4 => (0u32..4).prop_map(|lot| Move::Advance { lot }),
        1 => (0u32..8).prop_map(|lot| Move::Deliver { lot }),
        1 => Just(Move::Withdraw),
        6 => (1u64..120).prop_map(Move::Blocks),
        1 => (7u64..20_000).prop_map(Move::Halt),
        3 => (any::<bool>(), 1u32..30_000).prop_map(|(quote, cents)| Move::Price { quote, cents }),
        1 => any::<bool>().prop_map(|quote| Move::Darken { quote }),
        1 => any::<bool>().prop_map(Move::Deaf),
        1 => Just(Move::Pause),
        2 => Just(Move::Unpause),
    ]
}

fn play(bench: &mut Bench, made: &Move) {
    let open: LotsResponse = bench.ask(QueryMsg::Lots {
        start_after: None,
        limit: Some(4),
    });
    let pick = |index: &u32| {
        let count = open.lots.len().max(1);
        open.lots
            .get(*index as usize % count)
            .map_or(lot(1), |one| one.lot)
    };
    match made {
        Move::Consign { account, base, tab } => {
            let seller = if *account { "seller" } else { "bank" };
            let tab = Some(*tab).filter(|tab| *tab > 0);
            if bench.consign(seller, *base, tab).is_err() {
                let _ = bench.consign(seller, *base, None);
            }
        }
        Move::Take { lot, amount } => {
            let id = pick(lot);
            let foreseen = bench.simulate(id, *amount);
            let taken = bench.take(id, *amount, 1 << 80);
            assert_eq!(foreseen.is_ok(), taken.is_ok());
            if let (Ok(foreseen), Ok(events)) = (foreseen, taken) {
                let told = |key| attribute(&events, "take", key).to_owned();
                assert_eq!(told("base"), foreseen.base.to_string());
                assert_eq!(told("quote"), foreseen.quote.to_string());
                assert!(foreseen.base.u128() > 0 && foreseen.quote.u128() > 0);
            }
        }
        Move::TakeLater {
            lot,
            amount,
            parts,
            more,
        } => take_later(bench, pick(lot), *amount, *parts, *more),
        Move::Place { lot, more } => {
            let id = pick(lot);
            let least = bench.try_ask(QueryMsg::Lot { lot: id }).is_ok();
            let least = least.then(|| bench.lot(id)).and_then(|one| one.least_bid);
            let bidder = ["bidder", "rival"][*more as usize % 2];
            let msg = ExecuteMsg::PlaceBid {
                lot: id,
                min_amount: None,
                recipient: None,
            };
            let Some(least) = least.map(|least| least.u128()) else {
                let coins = [Coin::new(1u128 << 100, QUOTE)];
                bench.run(bidder, msg, &coins).unwrap_err();
                return;
            };
            if least > 1 {
                let less = [Coin::new(least - 1, QUOTE)];
                bench.run(bidder, msg.clone(), &less).unwrap_err();
            }
            let enough = [Coin::new(least + more, QUOTE)];
            bench.run(bidder, msg, &enough).unwrap();
        }
        Move::Advance { lot } => {
            let _ = bench.advance(pick(lot));
        }
        Move::Deliver { lot: number } => {
            let consignor = bench.who("bank").into();
            let msg = ExecuteMsg::Deliver {
                lot: lot(number + 1),
                consignor,
            };
            let _ = bench.run("anyone", msg, &[]);
        }
        Move::Withdraw => {
            for denom in [BASE, QUOTE] {
                let msg = ExecuteMsg::Withdraw {
                    denom: denom.into(),
                    recipient: None,
                };
                let _ = bench.run("seller", msg, &[]);
            }
        }
        Move::Blocks(blocks) => bench.blocks(*blocks),
        Move::Halt(seconds) => bench.halt(*seconds),
        Move::Price { quote, cents } => {
            let price = format!("{}.{:02}", cents / 100, cents % 100);
            if *quote {
                bench.set_price(QUOTE, 6, &price);
            } else {
                bench.set_price(BASE, 18, &price);
            }
        }
        Move::Darken { quote } => bench.darken(if *quote { QUOTE } else { BASE }),
        Move::Deaf(deaf) => {
            let bank = bench.who("bank").into();
            if *deaf {
                bench.deaf.insert(bank);
            } else {
                bench.deaf.clear();
            }
        }
        Move::Pause => bench.pause(),
        Move::Unpause => {
            let _ = bench.run("owner", ExecuteMsg::Govern(GovernMsg::Unpause {}), &[]);
        }
    }
}

/// Goes through just where the take would and what it costs is paid.
fn take_later(bench: &mut Bench, lot: LotId, amount: u128, parts: u128, more: i8) {
    let foreseen = bench.simulate(lot, amount);
    let cost = foreseen.as_ref().map_or(1, |take| take.quote.u128());
    let pays = cost.checked_add_signed(more.into()).unwrap();
    let part = pays / parts;
    let pay = |amount| {
        let coins = vec![Coin::new(amount, QUOTE)];
        ("anyone".to_owned(), ExecuteMsg::Pay { lot }, coins)
    };
    bench.plan = (1..parts).map(|_| pay(part)).collect();
    bench.plan.push(pay(pays - part * (parts - 1)));
    bench
        .plan
        .retain(|(_, _, coins)| !coins[0].amount.is_zero());
    let msg = ExecuteMsg::Take {
        lot,
        amount: amount.into(),
        max_price: Decimal::MAX,
        min_amount: None,
        recipient: None,
        callback: Some(Binary::default()),
    };
    let taken = bench.run("taker", msg, &[]);
    assert_eq!(taken.is_ok(), foreseen.is_ok() && more == 0);
}

/// A lot's place on its way: what only a restart or the next stage may turn back.
type Place = (u8, u8, u64);

/// What keeps the clocks from running.
fn standing(bench: &Bench) -> Vec<&'static str> {
    let told: ConfigResponse = bench.ask(QueryMsg::Config {});
    let dark = |denom| bench.record_in("oracle", denom).unwrap().relaxed_until <= bench.second();
    [
        ("pause", told.paused_until.is_some()),
        (BASE, dark(BASE)),
        (QUOTE, dark(QUOTE)),
    ]
    .into_iter()
    .filter_map(|(name, stands)| stands.then_some(name))
    .collect()
}

/// What happened so far that clocks remember.
#[derive(Default)]
struct Told {
    halted: bool,
    pauses: usize,
    base: usize,
    quote: usize,
}

impl Told {
    fn count(&mut self, made: &Move) {
        match made {
            Move::Halt(_) => self.halted = true,
            Move::Pause => self.pauses += 1,
            Move::Darken { quote: true } => self.quote += 1,
            Move::Darken { quote: false } => self.base += 1,
            _ => {}
        }
    }

    /// Whether more stood still than the records keep: what earlier spans share is then taken off twice, and a clock may
    /// fall back towards its last touch.
    fn forgotten(&self) -> bool {
        self.pauses > 1 || self.base > 2 || self.quote > 2
    }
}

fn check(
    bench: &Bench,
    before: &BTreeMap<LotId, (Place, LotResponse)>,
    stood: &[&str],
    told: &Told,
    advanced: bool,
) {
    for (id, (place, old)) in before {
        if !bench.is_open(*id) {
            continue;
        }
        let now = bench.lot(*id);
        // S5: without a step the ratio does not rise.
        if !advanced && !told.forgotten() {
            assert!(now.ratio <= old.ratio);
            assert!((now.stage, now.restarts, now.elapsed_millis) >= *place);
        }
        // While something stands in the way the clock stands; only the blocks of darkness, which nobody counts, may pass
        // for a halt before it.
        let stands = stood.contains(&"pause") || (!stood.is_empty() && !told.halted);
        if !advanced && !told.forgotten() && stands {
            assert_eq!(now.ratio, old.ratio);
        }
        // S7: no dust is left of base or tab, but of what was consigned below it.
        assert!(now.base_left == now.base || now.base_left.u128() >= ETH / 10);
        if let Some(tab) = now.tab {
            assert!(tab.u128() >= 5 * USD);
        }
    }
}

/// S4: from wherever it stands, every lot ends when time passes, the feeds are dead and anyone advances.
fn run_out(bench: &mut Bench) {
    let _ = bench.run("owner", ExecuteMsg::Govern(GovernMsg::Unpause {}), &[]);
    for _ in 0..30 {
        let open: LotsResponse = bench.ask(QueryMsg::Lots {
            start_after: None,
            limit: Some(30),
        });
        if open.lots.is_empty() {
            return;
        }
        for one in open.lots {
            let _ = bench.advance(one.lot);
        }
        bench.blocks(600);
    }
    panic!("a lot does not end");
}

/// What happens in a house that sells by these stages.
fn story(stages: Vec<Stage>, moves: &[Move]) {
    let mut bench = Bench::with(stages);
    bench.be_contract("taker");
    let mut told = Told::default();
    for made in moves {
        let open: LotsResponse = bench.ask(QueryMsg::Lots {
            start_after: None,
            limit: Some(30),
        });
        let before = open
            .lots
            .into_iter()
            .map(|one| {
                let place = (one.stage, one.restarts, one.elapsed_millis);
                (one.lot, (place, one))
            })
            .collect();
        let stood = standing(&bench);
        told.count(made);
        play(&mut bench, made);
        let advanced = matches!(made, Move::Advance { .. });
        check(&bench, &before, &stood, &told, advanced);
    }
    run_out(&mut bench);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_happens_the_ledger_agrees_and_every_lot_ends(
        fixed: bool,
        moves in prop::collection::vec(moves(), 1..60),
    ) {
        let reference = if fixed { Reference::Fixed } else { Reference::Live };
        story(vec![dutch(reference, 1), dutch(Reference::Live, 0)], &moves);
    }

    #[test]
    fn whatever_happens_to_a_lot_that_is_bid_for_the_ledger_agrees_and_it_ends(
        first: bool,
        moves in prop::collection::vec(moves(), 1..60),
    ) {
        let rising = Stage::English(EnglishStage {
            reserve_bps: 9_000,
            min_raise_bps: 100,
            duration_seconds: 600,
            extension_seconds: 60,
            hard_end_seconds: 1_200,
        });
        let stages = if first {
            vec![rising, dutch(Reference::Live, 0)]
        } else {
            vec![dutch(Reference::Live, 0), rising]
        };
        story(stages, &moves);
    }
}
