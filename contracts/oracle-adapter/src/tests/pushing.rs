//! Pushing and refreshing.

use super::*;

#[test]
fn a_price_is_the_median_and_opens_when_two_of_three_agree() {
    let mut desk = Desk::new();
    desk.push(1, &[("ueth", "2000", START - 10)]).unwrap();
    assert_eq!(desk.price("ueth", Action::Liquidate), Ok(both("2000")));
    assert_eq!(
        desk.price("ueth", Action::Open).unwrap_err().code(),
        15,
        "one source does not open"
    );
    desk.push(2, &[("ueth", "2010", START)]).unwrap();
    desk.push(3, &[("ueth", "1000", START)]).unwrap();
    assert_eq!(desk.price("ueth", Action::Liquidate), Ok(both("2000")));
    assert_eq!(
        desk.price("ueth", Action::Open),
        Ok(("2000".to_owned(), "2010".to_owned()))
    );
    // The two that agree are of START − 10 and START: both are fresh for 60 s from the older.
    let record = desk.record("ueth").unwrap();
    assert_eq!(record.fresh_until, START + 50);
    assert_eq!(record.relaxed_until, START + 60);
    assert_eq!(record.decimals, 18);
}

#[test]
fn one_push_carries_many_assets_and_tells_of_each() {
    let mut desk = Desk::new();
    let response = desk
        .push(1, &[("ueth", "2000.5", START), ("uatom", "0.25", START)])
        .unwrap();
    assert_eq!(
        told(&response),
        [
            "observe_price",
            "accept_price",
            "observe_price",
            "accept_price"
        ]
    );
    let feeder = desk.feeder(1).to_string();
    let now = START.to_string();
    assert_eq!(
        attributes(&response, "observe_price"),
        [
            ("denom", "ueth"),
            ("feeder", feeder.as_str()),
            ("price", "2000.5"),
            ("published_at", now.as_str()),
        ]
    );
    assert_eq!(desk.mid("uatom"), "0.25");
}

#[test]
fn the_smallest_and_the_largest_price_keep_their_digits() {
    let mut desk = Desk::empty();
    let wide = AssetRules {
        min_sources: 1,
        lower_bound: decimal("0.000000000000001"),
        upper_bound: decimal("1000000000000"),
        ..rules()
    };
    desk.list("small", wide.clone(), 1).unwrap();
    desk.list("large", wide, 1).unwrap();
    let (small, large) = ("0.000000000000001001", "999999999999.999999999999999999");
    desk.push(1, &[("small", small, START), ("large", large, START)])
        .unwrap();
    assert_eq!(desk.price("small", Action::Open), Ok(both(small)));
    assert_eq!(desk.price("large", Action::Open), Ok(both(large)));
}

#[test]
fn a_feeder_of_one_asset_is_refused_for_another_and_nothing_is_stored() {
    let mut desk = Desk::new();
    desk.list("uosmo", rules(), 2).unwrap();
    let refused = desk
        .push(3, &[("ueth", "2000", START), ("uosmo", "1", START)])
        .unwrap_err();
    let sender = desk.feeder(3).to_string();
    assert_eq!(
        refused,
        ContractError::NotFeeder {
            denom: "uosmo".to_owned(),
            sender
        }
    );
    assert_eq!(desk.record("ueth"), None);
}

#[test]
fn a_list_names_1_to_30_assets_each_once() {
    let mut desk = Desk::new();
    assert_eq!(desk.push(1, &[]).unwrap_err().code(), 8);
    assert_eq!(desk.refresh(&[]).unwrap_err().code(), 8);
    let twice = ContractError::NamedTwice {
        denom: "ueth".to_owned(),
    };
    let listed = [
        ("ueth", "1", START),
        ("uatom", "1", START),
        ("ueth", "1", START - 1),
    ];
    assert_eq!(desk.push(1, &listed).unwrap_err(), twice);
    assert_eq!(desk.refresh(&["ueth", "uatom", "ueth"]).unwrap_err(), twice);

    let denoms: Vec<String> = (0..31).map(|number| format!("asset{number}")).collect();
    for denom in &denoms {
        desk.list(denom, rules(), 3).unwrap();
    }
    let all: Vec<(&str, &str, u64)> = denoms
        .iter()
        .map(|denom| (denom.as_str(), "1", START))
        .collect();
    assert_eq!(
        desk.push(1, &all).unwrap_err(),
        ContractError::ListLength { most: 30, got: 31 }
    );
    desk.push(1, &all[..30]).unwrap();
    let names: Vec<&str> = denoms.iter().map(String::as_str).collect();
    assert_eq!(desk.refresh(&names).unwrap_err().code(), 8);
    desk.refresh(&names[..30]).unwrap();
}

#[test]
fn an_asset_that_is_not_listed_is_refused_by_name() {
    let mut desk = Desk::new();
    let unknown = ContractError::UnknownAsset {
        denom: "uosmo".to_owned(),
    };
    assert_eq!(desk.push(1, &[("uosmo", "1", START)]).unwrap_err(), unknown);
    assert_eq!(desk.refresh(&["ueth", "uosmo"]).unwrap_err(), unknown);
}

#[test]
fn anyone_renews_and_the_sources_that_are_still_fresh_count() {
    let mut desk = Desk::new();
    desk.push(1, &[("ueth", "2000", START - 50)]).unwrap();
    desk.push(2, &[("ueth", "2100", START)]).unwrap();
    assert_eq!(desk.mid("ueth"), "2050");
    assert_eq!(desk.record("ueth").unwrap().fresh_until, START + 10);
    desk.now = START + 20;
    // The first source is now 70 s old.
    let response = desk.refresh(&["ueth"]).unwrap();
    assert_eq!(told(&response), ["accept_price"]);
    assert_eq!(desk.mid("ueth"), "2100");
    assert_eq!(desk.price("ueth", Action::Open).unwrap_err().code(), 15);
}

#[test]
fn a_renewal_that_changes_nothing_writes_and_tells_nothing() {
    let mut desk = Desk::new();
    desk.all_push("2000");
    let before = desk.record("ueth");
    desk.now = START + 60;
    assert_eq!(told(&desk.refresh(&["ueth"]).unwrap()), [""; 0]);
    assert_eq!(desk.record("ueth"), before);
    // With no fresh source the record stands and ages.
    desk.now = START + 61;
    assert_eq!(told(&desk.refresh(&["ueth"]).unwrap()), [""; 0]);
    assert_eq!(desk.record("ueth"), before);
}

#[test]
fn a_jump_is_held_and_confirmed_by_a_later_push() {
    let mut desk = Desk::new();
    desk.all_push("2000");
    desk.now = START + 6;
    desk.push(1, &[("ueth", "1600", START + 6)]).unwrap();
    assert_eq!(desk.mid("ueth"), "2000", "one of three is a minority");
    let response = desk.push(2, &[("ueth", "1600", START + 6)]).unwrap();
    assert_eq!(told(&response), ["observe_price", "hold_price"]);
    let held = attributes(&response, "hold_price");
    assert!(held.contains(&("pending", "1600")));
    desk.now = START + 36;
    let response = desk.push(1, &[("ueth", "1550", START + 36)]).unwrap();
    assert_eq!(told(&response), ["observe_price", "accept_price"]);
    assert_eq!(
        (desk.mid("ueth").as_str(), desk.pending("ueth")),
        ("1600", None)
    );
}

#[test]
fn a_jump_that_returned_is_dropped() {
    let mut desk = Desk::new();
    desk.all_push("2000");
    desk.now = START + 6;
    desk.all_push("3000");
    assert_eq!(desk.pending("ueth").as_deref(), Some("3000"));
    desk.now = START + 12;
    desk.all_push("2100");
    assert_eq!(desk.pending("ueth"), None);
    assert_eq!(desk.mid("ueth"), "2100");
}
