//! Attacks on this design, each by its number, as far as they go through this contract.

use super::*;
use gavel_math::price::Side;

#[test]
fn attack_02_a_bad_print_sells_nothing_low() {
    let mut desk = Desk::new();
    desk.all_push("2200");
    desk.now = START + 6;
    desk.all_push("1.12");
    desk.refresh(&["ueth"]).unwrap();
    // Sold as collateral it counts at the accepted price, owed as debt at the pending one; nothing opens.
    assert_eq!(
        desk.price("ueth", Action::Liquidate),
        Ok(("2200".to_owned(), "1.12".to_owned()))
    );
    assert_eq!(desk.price("ueth", Action::Open).unwrap_err().code(), 15);
    let record = desk.record("ueth").unwrap();
    assert_eq!(record.last_accepted(Side::Sold), record.mid);
}

#[test]
fn attack_02_a_crash_that_goes_on_is_confirmed_within_five_minutes() {
    let mut desk = Desk::empty();
    let slow = AssetRules {
        confirm_delay: 300,
        ..rules()
    };
    desk.list("ueth", slow, 3).unwrap();
    desk.all_push("2000");
    let mut price = 1_600;
    while desk.mid("ueth") == "2000" {
        desk.now += 6;
        assert!(desk.now <= START + 306, "not confirmed");
        desk.all_push(&price.to_string());
        price -= 5;
    }
    assert_eq!(desk.now, START + 306);
    assert_eq!(desk.pending("ueth"), None);
}

#[test]
fn attack_17_refreshing_in_a_loop_changes_nothing() {
    let mut desk = Desk::new();
    desk.all_push("2000");
    desk.now = START + 6;
    desk.all_push("1600");
    let held = desk.record("ueth");
    for _ in 0..50 {
        desk.now += 1;
        desk.refresh(&["ueth"]).unwrap();
    }
    assert_eq!(desk.record("ueth"), held);
}

#[test]
fn attack_20_identical_messages_in_one_proposal_move_a_parameter_once() {
    let mut desk = Desk::new();
    let update = |desk: &mut Desk, jump: u32| {
        desk.sudo(GovernMsg::UpdateAsset {
            denom: "ueth".to_owned(),
            rules: AssetRules {
                max_jump_bps: jump,
                ..rules()
            },
        })
    };
    assert_eq!(update(&mut desk, 2_251).unwrap_err().code(), 5);
    update(&mut desk, 2_250).unwrap();
    for _ in 0..10 {
        assert_eq!(
            update(&mut desk, 3_375).unwrap_err(),
            gavel_types::parameters::ParameterError::TooSoon {
                next: START + 86_400
            }
            .into()
        );
    }
    assert_eq!(desk.asset("ueth").rules.max_jump_bps, 2_250);
    desk.now += 86_400;
    update(&mut desk, 3_375).unwrap();
}

#[test]
fn attack_20_a_switch_of_feeders_while_prices_differ_goes_through_pending_and_is_confirmed() {
    let mut desk = Desk::new();
    desk.all_push("2000");
    desk.now = START + 3_600;
    desk.remove_feeder(1).unwrap();
    desk.add_feeder(4).unwrap();
    for feeder in [2, 3, 4] {
        desk.push(feeder, &[("ueth", "1000", desk.now)]).unwrap();
    }
    assert_eq!(desk.pending("ueth").as_deref(), Some("1000"));
    desk.now += 30;
    for feeder in [2, 3, 4] {
        desk.push(feeder, &[("ueth", "1000", desk.now)]).unwrap();
    }
    assert_eq!(
        (desk.mid("ueth").as_str(), desk.pending("ueth")),
        ("1000", None)
    );
}
