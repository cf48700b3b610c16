//! Pitfall 53: who may do what.

use cosmwasm_std::{Addr, Uint128};
use gavel_testing::{Receipt, Refusal, World, ETH, USD};
use gavel_types::consignor::Settlement;
use gavel_types::{auction, lending, oracle};
use serde_json::{json, Value};

use crate::loan::Loan;

/// Each contract with one change that its owner may make at once, and the code of its refusal to others.
fn changes(world: &World) -> [(Addr, Value, &'static str); 3] {
    let house = world.contracts();
    [
        (
            house.oracle,
            json!({"add_feeder": {"denom": ETH.denom, "feeder": world.person("a feeder")}}),
            "oracle/4",
        ),
        (
            house.auction,
            json!({"set_pair_open": {"pair": 1, "open": false}}),
            "auction/4",
        ),
        (house.lending, json!({"pause": {}}), "lending/4"),
    ]
}

fn govern(
    world: &mut World,
    sender: &Addr,
    contract: &Addr,
    change: &Value,
) -> Result<Receipt, Refusal> {
    world.execute(sender, contract, &json!({ "govern": change }), &[])
}

#[test]
fn pitfall_53_an_owner_is_changed_in_two_steps() {
    let mut world = World::new();
    let old = world.cast().owner.clone();
    let new = world.person("new owner");
    let offer =
        json!({"update_ownership": {"transfer_ownership": {"new_owner": new, "expiry": null}}});
    let accept = json!({"update_ownership": "accept_ownership"});
    for (contract, change, code) in changes(&world) {
        // Nobody else can offer it, nor accept what was not offered.
        let refused = world.execute(&new, &contract, &offer, &[]);
        assert_eq!(refused.unwrap_err().code(), code);
        let refused = world.execute(&new, &contract, &accept, &[]);
        assert_eq!(refused.unwrap_err().code(), code);

        world.execute(&old, &contract, &offer, &[]).unwrap();
        let refused = govern(&mut world, &new, &contract, &change);
        assert_eq!(refused.unwrap_err().code(), code);
        // Until it is accepted the old owner owns, and a third cannot accept.
        let third = world.person("third");
        let refused = world.execute(&third, &contract, &accept, &[]);
        assert_eq!(refused.unwrap_err().code(), code);
        world.what_if(|world| govern(world, &old, &contract, &change).unwrap());

        world.execute(&new, &contract, &accept, &[]).unwrap();
        let refused = govern(&mut world, &old, &contract, &change);
        assert_eq!(refused.unwrap_err().code(), code);
        govern(&mut world, &new, &contract, &change).unwrap();
    }
}

#[test]
fn pitfall_53_no_change_of_governance_is_taken_from_anybody_else() {
    let loan = Loan::given();
    let mut world = loan.world;
    let cast = world.cast().clone();
    let house = world.contracts();
    let lending_config = world.lending_config().config;
    let auction_config = world.auction_config().config;
    let collateral = world.collateral(ETH.denom).terms;
    let market = world.market(USD.denom).terms;
    let pair = world.pair(1).config;
    let rules = world.priced_asset(ETH.denom).rules;
    let lending_changes = vec![
        json!({"list_collateral": {"denom": "unew", "terms": collateral}}),
        json!({"update_collateral": {"denom": ETH.denom, "terms": collateral}}),
        json!({"list_market": {"denom": "unew", "terms": market}}),
        json!({"update_market": {"denom": USD.denom, "terms": market}}),
        json!({"set_pair": {"collateral": ETH.denom, "market": USD.denom, "pair": 1}}),
        json!({"withdraw_reserves": {"denom": USD.denom, "amount": "1", "recipient": cast.guardian}}),
        json!({"update_config": lending_config}),
        json!({"pause": {}}),
        json!({"unpause": {}}),
    ];
    let auction_changes = vec![
        json!({"create_pair": {"base": ETH.denom, "quote": USD.denom, "config": pair}}),
        json!({"update_pair": {"pair": 1, "config": pair}}),
        json!({"set_pair_open": {"pair": 1, "open": false}}),
        json!({"add_consignor": {"pair": 1, "address": cast.guardian, "kind": "account"}}),
        json!({"remove_consignor": {"pair": 1, "address": house.lending}}),
        json!({"update_config": auction_config}),
        json!({"pause": {}}),
        json!({"unpause": {}}),
    ];
    let oracle_changes = vec![
        json!({"list_asset": {"denom": "unew", "rules": rules, "feeders": [cast.guardian]}}),
        json!({"update_asset": {"denom": ETH.denom, "rules": rules}}),
        json!({"add_feeder": {"denom": ETH.denom, "feeder": cast.guardian}}),
        json!({"remove_feeder": {"denom": ETH.denom, "feeder": cast.feeders[0]}}),
    ];
    let strangers = [
        cast.guardian,
        cast.treasury,
        cast.feeders[0].clone(),
        loan.borrower,
    ];
    for (contract, code, all) in [
        (house.lending, "lending/4", lending_changes),
        (house.auction, "auction/4", auction_changes),
        (house.oracle, "oracle/4", oracle_changes),
    ] {
        for stranger in &strangers {
            for change in &all {
                let refused = govern(&mut world, stranger, &contract, change);
                assert_eq!(refused.unwrap_err().code(), code, "{change}");
            }
        }
    }
}

#[test]
fn pitfall_53_the_guardian_pauses_and_nobody_else_but_the_owner_does() {
    let mut world = World::new();
    let cast = world.cast().clone();
    for stranger in [&cast.treasury, &cast.feeders[0]] {
        let refused = world.pause_lending(stranger);
        assert_eq!(refused.unwrap_err().code(), "lending/6");
        let refused = world.pause_auction(stranger);
        assert_eq!(refused.unwrap_err().code(), "auction/6");
    }
    world.pause_lending(&cast.guardian).unwrap();
    world.pause_auction(&cast.guardian).unwrap();
    // Nor again at once, which would make 48 hours as many as he likes.
    let refused = world.pause_lending(&cast.guardian);
    assert_eq!(refused.unwrap_err().code(), "lending/8");
    let refused = world.pause_auction(&cast.guardian);
    assert_eq!(refused.unwrap_err().code(), "auction/8");
}

#[test]
fn pitfall_53_only_the_house_reports_a_lot() {
    let mut loan = Loan::in_auction();
    let lot = loan.world.account(&loan.account).tickets[0].clone();
    let house = loan.world.contracts();
    let owner = loan.world.cast().owner.clone();
    let rich = loan.world.funded("rich", &[ETH.coin(100)]);
    for stranger in [owner, rich] {
        let report = lending::ExecuteMsg::LotSettled(Settlement {
            lot: lot.lot,
            base: lot.base,
            sold: lot.base,
            proceeds: Uint128::zero(),
            rewards: 0u128.into(),
        });
        let call = house.to_lending(report, vec![]);
        let refused = loan.world.run(&stranger, call);
        assert_eq!(refused.unwrap_err().code(), "lending/6");
    }
    // And only a consignor consigns.
    let consign = house.consign(auction::LotId { pair: 1, number: 2 }, ETH.coin(1), None);
    let rich = loan.world.person("rich");
    let refused = loan.world.run(&rich, consign);
    assert_eq!(refused.unwrap_err().code(), "auction/12");
}

#[test]
fn pitfall_53_an_account_is_moved_by_its_owner_alone() {
    let mut loan = Loan::given();
    let thief = loan.world.person("thief");
    let refused = loan
        .world
        .withdraw_collateral(&thief, ETH.denom, Some(ETH.units(1)));
    assert_eq!(refused.unwrap_err().code(), "lending/54");
    let refused = loan.world.withdraw(&thief, USD.denom, Some(1));
    assert_eq!(refused.unwrap_err().code(), "lending/18");
    let refused = loan.world.borrow(&thief, USD.coin(1));
    assert_eq!(refused.unwrap_err().code(), "lending/25");
    let refused = loan.world.withdraw_surplus(&thief, USD.denom);
    assert_eq!(refused.unwrap_err().code(), "lending/43");
    let refused = loan.world.withdraw_credit(&thief, USD.denom);
    assert_eq!(refused.unwrap_err().code(), "auction/27");
}

#[test]
fn pitfall_53_the_chains_governance_does_what_the_owner_may_under_the_same_bounds() {
    let mut world = World::new();
    for (contract, change, _) in changes(&world) {
        world.sudo(&contract, &change).unwrap();
    }
    let lending = world.contracts().lending;
    let mut config = world.lending_config().config;
    config.urgent_ltv_bps = 9_901;
    let change = lending::GovernMsg::UpdateConfig(config);
    let refused = world.sudo(&lending, &change);
    assert_eq!(refused.unwrap_err().code(), "lending/5");
    let oracle = world.contracts().oracle;
    let mut rules = world.priced_asset(ETH.denom).rules;
    rules.max_age = 9;
    let change = oracle::GovernMsg::UpdateAsset {
        denom: ETH.denom.to_owned(),
        rules,
    };
    let refused = world.sudo(&oracle, &change);
    assert_eq!(refused.unwrap_err().code(), "oracle/5");
}
