//! Defects of other systems, each by its number, as far as this contract can suffer them.

use super::*;
use cosmwasm_std::coins;
use gavel_math::price::PriceRefusal;

#[test]
fn pitfall_01_and_07_no_message_takes_coins() {
    let mut desk = Desk::new();
    let env = desk.env();
    let messages = [
        (
            desk.feeder(1),
            ExecuteMsg::PushPrices {
                prices: vec![pushed("ueth", "2000", START)],
            },
        ),
        (
            desk.person("anyone"),
            ExecuteMsg::Refresh {
                denoms: vec!["ueth".to_owned()],
            },
        ),
        (
            desk.person("owner"),
            ExecuteMsg::UpdateOwnership(cw_ownable::Action::RenounceOwnership),
        ),
    ];
    for (sender, msg) in messages {
        let info = message_info(&sender, &coins(1, "uusd"));
        let refused = execute(desk.deps.as_mut(), env.clone(), info, msg).unwrap_err();
        assert_eq!(refused.code(), 3, "{refused}");
    }
}

#[test]
fn pitfall_03_an_address_in_another_form_is_refused() {
    let mut desk = Desk::new();
    for feeder in [
        desk.feeder(4).to_string().to_uppercase(),
        "osmo1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqmcn030".to_owned(),
        "feeder".to_owned(),
        String::new(),
    ] {
        let denom = "ueth".to_owned();
        let refused = desk.govern(GovernMsg::AddFeeder { denom, feeder });
        assert_eq!(refused.unwrap_err().code(), 1);
    }
}

#[test]
fn pitfall_40_a_price_from_the_future_is_refused() {
    let mut desk = Desk::new();
    assert_eq!(
        desk.push(1, &[("ueth", "2000", START + 3)]).unwrap_err(),
        ContractError::FromTheFuture {
            denom: "ueth".to_owned(),
            published_at: START + 3,
            now: START,
            ahead: 3
        }
    );
    desk.push(1, &[("ueth", "2000", START)]).unwrap();
}

#[test]
fn pitfall_40_an_old_price_is_refused_with_its_asset_and_age() {
    let mut desk = Desk::new();
    let list = [("uatom", "10", START), ("ueth", "2000", START - 61)];
    assert_eq!(
        desk.push(1, &list).unwrap_err(),
        ContractError::TooOld {
            denom: "ueth".to_owned(),
            age: 61,
            max_age: 60
        }
    );
    assert_eq!(desk.record("uatom"), None, "the list stands or falls whole");
    desk.push(1, &[("ueth", "2000", START - 60)]).unwrap();
}

#[test]
fn pitfall_40_a_price_no_newer_than_the_feeders_last_is_refused() {
    let mut desk = Desk::new();
    desk.push(1, &[("ueth", "2000", START - 5)]).unwrap();
    for replay in [START - 5, START - 6] {
        assert_eq!(
            desk.push(1, &[("ueth", "1990", replay)]).unwrap_err(),
            ContractError::NotNewer {
                denom: "ueth".to_owned(),
                published_at: replay,
                age: START - replay,
                last: START - 5
            }
        );
    }
    // Another feeder's last is none of this one's business.
    desk.push(2, &[("ueth", "1990", START - 6)]).unwrap();
}

#[test]
fn pitfall_40_a_price_that_aged_is_refused_with_its_asset_and_age() {
    let mut desk = Desk::new();
    desk.all_push("2000");
    desk.now = START + 61;
    for action in [Action::Open, Action::Liquidate] {
        let refused = desk.price("ueth", action).unwrap_err();
        assert_eq!(
            refused,
            ContractError::PriceRefused {
                denom: "ueth".to_owned(),
                age: 61,
                reason: PriceRefusal::Stale { age: 61, limit: 1 }
            }
        );
        assert!(refused.to_string().contains("ueth, last seen 61 s ago"));
    }
}

#[test]
fn pitfall_41_a_price_of_zero_is_refused() {
    let mut desk = Desk::new();
    assert_eq!(
        desk.push(1, &[("ueth", "0", START - 2)]).unwrap_err(),
        ContractError::ZeroPrice {
            denom: "ueth".to_owned(),
            age: 2
        }
    );
}

#[test]
fn pitfall_41_the_decimals_of_an_asset_never_change() {
    let mut desk = Desk::new();
    assert_eq!(
        desk.update(|rules| rules.decimals = 6).unwrap_err(),
        ContractError::DecimalsFixed {
            denom: "ueth".to_owned(),
            from: 18,
            to: 6
        }
    );
}

#[test]
fn pitfall_42_nobody_but_a_feeder_brings_a_price() {
    let mut desk = Desk::new();
    let owner = desk.person("owner");
    let prices = vec![pushed("ueth", "2000", START)];
    let refused = desk
        .send(&owner, ExecuteMsg::PushPrices { prices })
        .unwrap_err();
    assert_eq!(refused.code(), 7);
    // Renewing without observations makes none.
    desk.refresh(&["ueth"]).unwrap();
    assert_eq!(desk.record("ueth"), None);
}

#[test]
fn pitfall_43_a_feed_stuck_at_a_bound_does_not_count() {
    let mut desk = Desk::new();
    desk.all_push("0.012");
    desk.now = START + 6;
    for stuck in ["0.01", "0.009"] {
        desk.now += 1;
        let response = desk.push(1, &[("ueth", stuck, desk.now)]).unwrap();
        assert_eq!(told(&response)[0], "ignore_price");
        assert!(attributes(&response, "ignore_price").contains(&("lower_bound", "0.01")));
        assert_eq!(desk.mid("ueth"), "0.012");
    }
    // When all are stuck, there is no price, and not the last one for another minute.
    desk.push(2, &[("ueth", "0.01", desk.now)]).unwrap();
    let response = desk.push(3, &[("ueth", "0.01", desk.now)]).unwrap();
    assert_eq!(told(&response), ["ignore_price", "lapse_price"]);
    assert_eq!(
        desk.price("ueth", Action::Liquidate).unwrap_err().code(),
        15
    );
    assert_eq!(desk.mid("ueth"), "0.012", "kept, to compare the next with");

    desk.push(1, &[("uatom", "1000000", desk.now)]).unwrap();
    assert_eq!(desk.record("uatom"), None, "the upper bound is one as well");
}

#[test]
fn pitfall_44_a_new_source_is_compared_with_the_old_price() {
    let mut desk = Desk::new();
    desk.all_push("2200");
    desk.now = START + 6;
    // All old sources give way to new ones that say 1.12 dollars.
    for number in 4..=6 {
        desk.add_feeder(number).unwrap();
        desk.remove_feeder(number - 3).unwrap();
    }
    assert_eq!(
        desk.price("ueth", Action::Liquidate).unwrap_err().code(),
        15
    );
    for number in 4..=6 {
        desk.push(number, &[("ueth", "1.12", desk.now)]).unwrap();
    }
    assert_eq!(desk.mid("ueth"), "2200");
    assert_eq!(desk.pending("ueth").as_deref(), Some("1.12"));
    assert_eq!(
        desk.price("ueth", Action::Open),
        Err(ContractError::PriceRefused {
            denom: "ueth".to_owned(),
            age: 0,
            reason: PriceRefusal::Pending
        })
    );
}

#[test]
fn pitfall_45_a_jump_is_not_used_in_the_block_it_is_seen() {
    let mut desk = Desk::empty();
    let eager = AssetRules {
        min_sources: 1,
        confirm_delay: 0,
        ..rules()
    };
    desk.list("ueth", eager, 1).unwrap();
    desk.push(1, &[("ueth", "2000", START - 20)]).unwrap();
    for second in (1..20).rev() {
        desk.push(1, &[("ueth", "1000", START - second)]).unwrap();
    }
    desk.push(1, &[("ueth", "1000", START)]).unwrap();
    desk.refresh(&["ueth"]).unwrap();
    assert_eq!(desk.mid("ueth"), "2000");
    desk.now += 1;
    desk.push(1, &[("ueth", "1000", desk.now)]).unwrap();
    assert_eq!(desk.mid("ueth"), "1000");
}

#[test]
fn pitfall_45_a_jump_cut_into_small_steps_is_still_a_jump() {
    let mut desk = Desk::empty();
    let lone = AssetRules {
        min_sources: 1,
        ..rules()
    };
    desk.list("ueth", lone, 1).unwrap();
    let mut price = 2_000u64;
    for published_at in START - 50..START {
        desk.push(1, &[("ueth", &price.to_string(), published_at)])
            .unwrap();
        price = price * 90 / 100;
    }
    // Two steps of a tenth make a fifth, which is beyond 15 %; the first alone is within.
    assert_eq!(desk.mid("ueth"), "1800");
    assert!(desk.pending("ueth").is_some());
}

#[test]
fn pitfall_46_one_asset_at_its_bound_does_not_stop_the_others() {
    let mut desk = Desk::new();
    let response = desk
        .push(1, &[("uatom", "0.001", START), ("ueth", "2000", START)])
        .unwrap();
    assert_eq!(
        told(&response),
        ["ignore_price", "observe_price", "accept_price"]
    );
    assert_eq!(desk.mid("ueth"), "2000");
}

#[test]
fn pitfall_46_an_asset_without_a_price_does_not_stop_a_refresh() {
    let mut desk = Desk::new();
    desk.push(1, &[("ueth", "2000", START - 50)]).unwrap();
    desk.push(2, &[("ueth", "2100", START)]).unwrap();
    desk.now = START + 20;
    desk.refresh(&["uatom", "ueth"]).unwrap();
    assert_eq!(desk.mid("ueth"), "2100");
}

#[test]
fn pitfall_46_a_feeder_that_is_needed_is_not_removed() {
    let mut desk = Desk::new();
    desk.remove_feeder(3).unwrap();
    assert_eq!(
        desk.remove_feeder(2).unwrap_err(),
        ContractError::FeederNeeded {
            denom: "ueth".to_owned(),
            needed: 2,
            left: 1
        }
    );
}

#[test]
fn pitfall_47_the_relaxed_rule_does_not_open() {
    let mut desk = Desk::new();
    desk.push(1, &[("ueth", "2000", START)]).unwrap();
    assert_eq!(desk.price("ueth", Action::Liquidate), Ok(both("2000")));
    assert_eq!(desk.price("ueth", Action::Open).unwrap_err().code(), 15);
}

#[test]
fn pitfall_53_an_owner_is_changed_in_two_steps() {
    let mut desk = Desk::new();
    let (owner, next) = (desk.person("owner"), desk.person("next"));
    let offer = ExecuteMsg::UpdateOwnership(cw_ownable::Action::TransferOwnership {
        new_owner: next.to_string(),
        expiry: None,
    });
    let accept = ExecuteMsg::UpdateOwnership(cw_ownable::Action::AcceptOwnership);
    assert_eq!(desk.send(&next, offer.clone()).unwrap_err().code(), 4);
    desk.send(&owner, offer).unwrap();
    desk.add_feeder(4).unwrap();
    assert_eq!(desk.send(&owner, accept.clone()).unwrap_err().code(), 4);
    let response = desk.send(&next, accept).unwrap();
    assert!(attributes(&response, "update_ownership").contains(&("owner", next.as_str())));
    assert_eq!(desk.add_feeder(5).unwrap_err().code(), 4);
}
