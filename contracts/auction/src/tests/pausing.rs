//! Pauses.

use gavel_types::auction::*;

use super::bench::*;
use crate::error::ContractError;

const HOUR: u64 = 600;
const DAY: u64 = 24 * HOUR;

#[test]
fn the_guardian_may_pause_and_not_again_until_a_week_behind_the_pause() {
    let mut bench = Bench::live();
    let events = bench.run("guardian", ExecuteMsg::Pause {}, &[]).unwrap();
    let ends = START + 172_800;
    assert_eq!(attribute(&events, "pause", "until"), ends.to_string());
    let ready_at = ends + 7 * 86_400;
    let rests = Err(ContractError::GuardianRests { ready_at });
    assert_eq!(bench.run("guardian", ExecuteMsg::Pause {}, &[]), rests);
    bench.blocks(9 * DAY - 1);
    assert_eq!(bench.run("guardian", ExecuteMsg::Pause {}, &[]), rests);
    bench.blocks(1);
    bench.run("guardian", ExecuteMsg::Pause {}, &[]).unwrap();
}

#[test]
fn the_owner_may_pause_renew_and_lift_at_any_time() {
    let mut bench = Bench::live();
    bench.run("owner", ExecuteMsg::Pause {}, &[]).unwrap();
    bench.blocks(40 * HOUR);
    bench.run("owner", ExecuteMsg::Pause {}, &[]).unwrap();
    let told: ConfigResponse = bench.ask(QueryMsg::Config {});
    assert_eq!(told.paused_until, Some(START + (40 + 48) * 3_600));
    bench.govern(GovernMsg::Unpause {});
    let told: ConfigResponse = bench.ask(QueryMsg::Config {});
    assert_eq!(told.paused_until, None);
    assert_eq!(
        bench.refuses(GovernMsg::Unpause {}),
        ContractError::NotPaused {}
    );
}

#[test]
fn nobody_else_may_pause() {
    let mut bench = Bench::live();
    let refused = bench.run("stranger", ExecuteMsg::Pause {}, &[]);
    assert_eq!(refused.unwrap_err().code(), 6);
}

#[test]
fn a_pause_ends_by_itself_and_the_first_message_behind_it_closes_it() {
    let mut bench = Bench::live();
    let opened = bench.consign("bank", 10 * ETH, None).unwrap();
    bench.blocks(10);
    bench.pause();
    bench.blocks(48 * HOUR);
    // Nothing was sent since: the clock stood through the pause and starts with this message.
    assert_eq!(bench.lot(opened).elapsed_millis, 60_000);
    bench.take(opened, ETH, 200 * USD).unwrap();
    bench.blocks(7);
    assert_eq!(bench.lot(opened).elapsed_millis, 102_000);
    assert_eq!(bench.lot(opened).price, Some(decimal("100.3")));
}

#[test]
fn pitfall_15_no_price_falls_in_a_pause() {
    let mut bench = Bench::live();
    let opened = bench.consign("bank", 10 * ETH, None).unwrap();
    bench.blocks(17);
    bench.pause();
    for _ in 0..20 {
        bench.blocks(HOUR);
        assert_eq!(bench.lot(opened).elapsed_millis, 102_000);
    }
    bench.govern(GovernMsg::Unpause {});
    bench.blocks(50);
    assert_eq!(bench.lot(opened).elapsed_millis, 402_000);
}

#[test]
fn an_advance_starts_the_clocks_behind_a_pause_that_nobody_lifted() {
    let mut bench = Bench::live();
    let opened = bench.consign("bank", 10 * ETH, None).unwrap();
    bench.blocks(17);
    bench.pause();
    for _ in 0..50 {
        bench.blocks(HOUR);
    }
    // Nothing is due, and nobody bought: which of the blocks were paused is known from the first message on.
    bench.advance(opened).unwrap();
    // The two hours behind the pause count for none of its blocks: only the 17 before it do, at 7.5 s each at most.
    assert_eq!(bench.lot(opened).elapsed_millis, 127_500);
    assert_eq!(bench.advance(opened).unwrap_err().code(), 24);
    bench.blocks(50);
    assert_eq!(bench.lot(opened).elapsed_millis, 427_500);
}

#[test]
fn attack_20_a_pause_refuses_neither_settlement_nor_consignments_nor_withdrawals() {
    let mut bench = Bench::with(vec![dutch(Reference::Live, 0)]);
    let first = bench.consign("seller", 10 * ETH, None).unwrap();
    bench.take(first, ETH, 200 * USD).unwrap();
    bench.blocks(200);
    bench.pause();
    bench.advance(first).unwrap();
    for (denom, amount) in [(BASE, 9 * ETH), (QUOTE, 102 * USD)] {
        let msg = ExecuteMsg::Withdraw {
            denom: denom.into(),
            recipient: None,
        };
        bench.run("seller", msg, &[]).unwrap();
        assert_eq!(bench.received("seller", denom), amount);
    }
    bench.consign("seller", ETH, None).unwrap();
}

#[test]
fn attack_20_the_guardian_can_do_nothing_but_pause() {
    let mut bench = Bench::live();
    for msg in [
        GovernMsg::Pause {},
        GovernMsg::Unpause {},
        GovernMsg::SetPairOpen {
            pair: 1,
            open: false,
        },
    ] {
        let refused = bench.run("guardian", ExecuteMsg::Govern(msg), &[]);
        assert_eq!(refused.unwrap_err().code(), 4);
    }
}
