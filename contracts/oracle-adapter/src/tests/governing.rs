//! Listings, rules and feeders.

use super::*;
use gavel_types::parameters::ParameterError;

/// A rule's name, and a change of it.
type Named = (&'static str, fn(&mut AssetRules));

#[test]
fn an_asset_is_listed_once_with_its_feeders() {
    let mut desk = Desk::empty();
    let response = desk.list("ueth", rules(), 2).unwrap();
    assert_eq!(told(&response), ["list_asset"]);
    let asset = desk.asset("ueth");
    assert_eq!(asset.rules, rules());
    assert_eq!(asset.feeders, [desk.feeder(1), desk.feeder(2)]);
    assert_eq!(desk.list("ueth", rules(), 2).unwrap_err().code(), 16);
}

#[test]
fn only_denoms_as_the_chain_writes_them_are_listed() {
    let mut desk = Desk::empty();
    for denom in ["", "ab", "with space", "umlautä", &"a".repeat(129)] {
        assert_eq!(desk.list(denom, rules(), 2).unwrap_err().code(), 17);
    }
    let hash = "A1".repeat(32);
    for denom in ["abc", &format!("ibc/{hash}"), &"a".repeat(128)] {
        desk.list(denom, rules(), 2).unwrap();
    }
}

#[test]
fn pitfall_03_a_token_is_listed_in_its_one_form() {
    let mut desk = Desk::empty();
    let token = desk.feeder(1).to_string();
    for wrong in [token.to_uppercase(), "token".to_owned(), String::new()] {
        let refused = desk.list(&format!("cw20:{wrong}"), rules(), 2).unwrap_err();
        assert_eq!(refused.code(), 24, "{refused}");
    }
    desk.list(&format!("cw20:{token}"), rules(), 2).unwrap();
}

#[test]
fn every_rule_has_bounds_on_every_path() {
    let wrong: Vec<Named> = vec![
        ("decimals", |rules| rules.decimals = 25),
        ("min_sources", |rules| rules.min_sources = 0),
        ("min_sources", |rules| rules.min_sources = 4),
        ("max_age", |rules| rules.max_age = 9),
        ("max_age", |rules| rules.max_age = 86_401),
        ("max_jump_bps", |rules| rules.max_jump_bps = 99),
        ("max_jump_bps", |rules| rules.max_jump_bps = 5_001),
        ("confirm_delay", |rules| rules.confirm_delay = 301),
        ("lower_bound", |rules| rules.lower_bound = Decimal::zero()),
        ("upper_bound", |rules| rules.upper_bound = Decimal::MAX),
    ];
    let mut desk = Desk::new();
    desk.now += 86_400;
    for (field, change) in wrong {
        let mut given = rules();
        change(&mut given);
        for path in [Desk::govern, Desk::sudo] {
            let update = GovernMsg::UpdateAsset {
                denom: "ueth".to_owned(),
                rules: given.clone(),
            };
            let list = GovernMsg::ListAsset {
                denom: "uosmo".to_owned(),
                rules: given.clone(),
                feeders: (1..=3).map(|n| desk.feeder(n).to_string()).collect(),
            };
            for change in [update, list] {
                let refused = path(&mut desk, change).unwrap_err();
                assert_eq!(refused.code(), 5, "{refused}");
                assert!(refused.to_string().contains(field), "{refused}");
            }
        }
    }
    let crossed = AssetRules {
        lower_bound: decimal("1000000"),
        ..rules()
    };
    assert_eq!(desk.list("uosmo", crossed, 3).unwrap_err().code(), 19);
    assert_eq!(desk.list("uosmo", rules(), 0).unwrap_err().code(), 5);
    assert_eq!(desk.list("uosmo", rules(), 17).unwrap_err().code(), 5);
    desk.list("uosmo", rules(), 16).unwrap();
}

#[test]
fn age_jump_delay_and_bounds_move_by_at_most_a_step_an_update() {
    let too_far: Vec<Named> = vec![
        ("max_age", |rules| rules.max_age = 91),
        ("max_age", |rules| rules.max_age = 29),
        ("max_jump_bps", |rules| rules.max_jump_bps = 2_251),
        ("max_jump_bps", |rules| rules.max_jump_bps = 749),
        ("confirm_delay", |rules| rules.confirm_delay = 61),
        ("confirm_delay", |rules| rules.confirm_delay = 14),
        ("lower_bound", |rules| rules.lower_bound = decimal("0.0151")),
        ("lower_bound", |rules| rules.lower_bound = decimal("0.0049")),
        ("upper_bound", |rules| {
            rules.upper_bound = decimal("1500001")
        }),
        ("upper_bound", |rules| rules.upper_bound = decimal("499999")),
    ];
    for (field, change) in too_far {
        let refused = Desk::new().update(change).unwrap_err();
        assert!(
            matches!(
                refused,
                ContractError::Parameter(ParameterError::StepTooLarge { field: found, .. })
                    if found.starts_with(field)
            ),
            "{refused}"
        );
    }
    let far_enough: Vec<fn(&mut AssetRules)> = vec![
        |rules| rules.max_age = 90,
        |rules| rules.max_age = 30,
        |rules| rules.max_jump_bps = 750,
        |rules| rules.lower_bound = decimal("0.015"),
        |rules| rules.upper_bound = decimal("500000"),
        |rules| rules.min_sources = 3,
        |rules| rules.confirm_delay = 60,
        |rules| rules.confirm_delay = 15,
        |rules| rules.min_sources = 1,
    ];
    for change in far_enough {
        let mut desk = Desk::new();
        let mut expected = rules();
        change(&mut expected);
        let response = desk.update(change).unwrap();
        assert_eq!(told(&response), ["update_asset"]);
        assert_eq!(desk.asset("ueth").rules, expected);
    }
}

#[test]
fn sources_fall_by_one_an_update_and_rise_to_all_there_are() {
    let mut desk = Desk::new();
    desk.update(|rules| rules.min_sources = 3).unwrap();
    desk.now += 86_400;
    assert_eq!(
        desk.update(|rules| rules.min_sources = 1).unwrap_err(),
        ContractError::Parameter(ParameterError::StepTooLarge {
            field: "min_sources",
            step: 1,
            from: 3,
            to: 1
        })
    );
    for left in [2, 1] {
        desk.update(|rules| rules.min_sources = left).unwrap();
        desk.now += 86_400;
    }
    let none = desk.update(|rules| rules.min_sources = 0).unwrap_err();
    assert!(matches!(
        none,
        ContractError::Parameter(ParameterError::OutOfBounds { .. })
    ));
    desk.update(|rules| rules.min_sources = 3).unwrap();
}

#[test]
fn a_delay_of_nothing_can_be_raised_again() {
    let mut desk = Desk::new();
    // Halved from 30 s, and doubled from there; from below 10 s to 10 s at once.
    for delay in [15, 7, 3, 1, 0, 10, 20, 40] {
        desk.update(|rules| rules.confirm_delay = delay).unwrap();
        assert_eq!(desk.asset("ueth").rules.confirm_delay, delay);
        desk.now += 86_400;
    }
    desk.update(|rules| rules.confirm_delay = 20).unwrap();
    desk.now += 86_400;
    desk.update(|rules| rules.confirm_delay = 10).unwrap();
    desk.now += 86_400;
    desk.update(|rules| rules.confirm_delay = 5).unwrap();
    desk.now += 86_400;
    assert!(desk.update(|rules| rules.confirm_delay = 11).is_err());
}

#[test]
fn new_rules_hold_for_the_stored_price_at_once() {
    let mut desk = Desk::new();
    desk.all_push("2000");
    desk.now = START + 20;
    desk.update(|rules| rules.max_age = 30).unwrap();
    assert_eq!(desk.record("ueth").unwrap().relaxed_until, START + 30);

    let mut desk = Desk::new();
    desk.all_push("600000");
    let response = desk
        .update(|rules| rules.upper_bound = decimal("500000"))
        .unwrap();
    assert_eq!(told(&response), ["update_asset", "lapse_price"]);
    assert_eq!(
        desk.price("ueth", Action::Liquidate).unwrap_err().code(),
        15
    );
}

#[test]
fn a_feeder_is_added_once_and_there_are_at_most_16() {
    let mut desk = Desk::new();
    assert_eq!(desk.add_feeder(3).unwrap_err().code(), 20);
    for number in 4..=16 {
        assert_eq!(told(&desk.add_feeder(number).unwrap()), ["add_feeder"]);
    }
    assert_eq!(desk.add_feeder(17).unwrap_err().code(), 5);
    for number in 1..=16 {
        desk.push(number, &[("ueth", "2000", START)]).unwrap();
    }
    let twice = GovernMsg::ListAsset {
        denom: "uosmo".to_owned(),
        rules: rules(),
        feeders: vec![desk.feeder(1).to_string(), desk.feeder(1).to_string()],
    };
    assert_eq!(desk.govern(twice).unwrap_err().code(), 20);
}

#[test]
fn a_removed_feeder_takes_its_own_observation_and_no_other() {
    let mut desk = Desk::new();
    for (feeder, price) in [(1, "1900"), (2, "1990"), (3, "2100")] {
        desk.push(feeder, &[("ueth", price, START)]).unwrap();
    }
    let response = desk.remove_feeder(2).unwrap();
    assert_eq!(told(&response), ["remove_feeder", "accept_price"]);
    assert_eq!(desk.mid("ueth"), "2000");
    let record = desk.record("ueth").unwrap();
    assert_eq!(
        (record.low.0, record.high.0),
        (1_900_000_000_000_000_000_000, 2_100_000_000_000_000_000_000)
    );
    assert_eq!(desk.push(2, &[("ueth", "1", START)]).unwrap_err().code(), 7);
    // Feeder 3 moved up a place: its last observation is still its own.
    assert_eq!(
        desk.push(3, &[("ueth", "2100", START)]).unwrap_err().code(),
        13
    );
    assert_eq!(desk.remove_feeder(2).unwrap_err().code(), 21);
}

#[test]
fn a_feeder_that_comes_back_begins_without_an_observation() {
    let mut desk = Desk::new();
    desk.all_push("2000");
    desk.remove_feeder(1).unwrap();
    desk.add_feeder(1).unwrap();
    desk.push(1, &[("ueth", "2010", START - 1)]).unwrap();
    assert_eq!(desk.mid("ueth"), "2000");
}

#[test]
fn the_chain_does_what_the_owner_may() {
    let mut desk = Desk::empty();
    let feeder = desk.feeder(1).to_string();
    let second = desk.feeder(2).to_string();
    let denom = || "ueth".to_owned();
    let lone = AssetRules {
        min_sources: 1,
        ..rules()
    };
    desk.sudo(GovernMsg::ListAsset {
        denom: denom(),
        rules: lone.clone(),
        feeders: vec![feeder.clone()],
    })
    .unwrap();
    desk.sudo(GovernMsg::UpdateAsset {
        denom: denom(),
        rules: lone,
    })
    .unwrap();
    desk.sudo(GovernMsg::AddFeeder {
        denom: denom(),
        feeder: second,
    })
    .unwrap();
    desk.sudo(GovernMsg::RemoveFeeder {
        denom: denom(),
        feeder,
    })
    .unwrap();
    assert_eq!(desk.asset("ueth").feeders, [desk.feeder(2)]);
}

#[test]
fn what_is_not_listed_is_not_governed() {
    let mut desk = Desk::empty();
    assert_eq!(desk.add_feeder(1).unwrap_err().code(), 6);
    assert_eq!(desk.remove_feeder(1).unwrap_err().code(), 6);
    let update = GovernMsg::UpdateAsset {
        denom: "ueth".to_owned(),
        rules: rules(),
    };
    assert_eq!(desk.govern(update).unwrap_err().code(), 6);
}
