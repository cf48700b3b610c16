//! Pitfall 59: every list has pages of 10 and at most 30, and every list in a message a greatest length.

use gavel_testing::{Call, Checks, World, ETH, USD};
use gavel_types::lending::{AccountId, AccountsResponse, ExecuteMsg, QueryMsg, SuppliersResponse};
use serde_json::{json, Value};

/// 35 people who each lend a dollar and have an account with an ETH.
fn crowd() -> World {
    let mut world = World::builder().checks(Checks::strict(0)).build();
    for number in 0..35 {
        let person = world.funded(&format!("person {number}"), &[USD.coin(1), ETH.coin(1)]);
        world.supply(&person, USD.coin(1)).unwrap();
        world.deposit(&person, ETH.coin(1)).unwrap();
    }
    world
}

#[test]
fn pitfall_59_a_page_has_ten_entries_and_never_more_than_thirty() {
    let world = crowd();
    let lending = world.contracts().lending;
    for (limit, expected) in [(None, 10), (Some(0), 1), (Some(30), 30), (Some(31), 30)] {
        let accounts = |start_after: Option<AccountId>| {
            let question = QueryMsg::Accounts { start_after, limit };
            let page: AccountsResponse = world.ask(&lending, &question).unwrap();
            page.accounts
        };
        let first = accounts(None);
        // Whether a limit of 0 is none or one is not what this is about.
        assert!(first.len() == expected || limit == Some(0), "{limit:?}");
        let question = QueryMsg::Suppliers {
            denom: USD.denom.to_owned(),
            start_after: None,
            limit,
        };
        let page: SuppliersResponse = world.ask(&lending, &question).unwrap();
        assert_eq!(page.suppliers.len(), first.len());
    }
}

#[test]
fn pitfall_59_pages_laid_end_to_end_have_everybody_once() {
    let world = crowd();
    let mut owners: Vec<String> = world
        .accounts()
        .into_iter()
        .map(|account| account.account.owner)
        .collect();
    assert_eq!(owners.len(), 35);
    owners.sort();
    owners.dedup();
    assert_eq!(owners.len(), 35);
    assert_eq!(world.suppliers(USD.denom).len(), 35);
}

#[test]
fn pitfall_59_no_answer_has_more_than_thirty_entries_whatever_is_asked() {
    let world = crowd();
    let house = world.contracts();
    let greedy = json!({"limit": u32::MAX});
    let of = |more: Value| {
        let mut all = greedy.clone();
        all.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        all
    };
    let questions = [
        (&house.lending, json!({"accounts": greedy})),
        (
            &house.lending,
            json!({"suppliers": of(json!({"denom": USD.denom}))}),
        ),
        (&house.lending, json!({"collaterals": greedy})),
        (&house.lending, json!({"markets": greedy})),
        (&house.lending, json!({"solvency": greedy})),
        (&house.auction, json!({"pairs": greedy})),
        (
            &house.auction,
            json!({"consignors": of(json!({"pair": 1}))}),
        ),
        (&house.auction, json!({"lots": greedy})),
        (
            &house.auction,
            json!({"credits": of(json!({"address": house.lending}))}),
        ),
        (&house.auction, json!({"deliveries": greedy})),
        (&house.auction, json!({"solvency": greedy})),
        (&house.oracle, json!({"prices": greedy})),
        (&house.oracle, json!({"assets": greedy})),
    ];
    for (contract, question) in questions {
        let answer: Value = world.ask(contract, &question).unwrap();
        let lists = answer.as_object().unwrap().values();
        let longest = lists.filter_map(Value::as_array).map(Vec::len).max();
        assert!(longest.unwrap() <= 30, "{question}");
    }
}

#[test]
fn pitfall_59_lists_in_messages_have_a_greatest_length_and_no_entry_twice() {
    let mut world = crowd();
    let house = world.contracts();
    let anyone = world.person("anyone");
    let accounts: Vec<AccountId> = (0..11)
        .map(|number| world.first_account(&world.person(&format!("person {number}"))))
        .collect();
    let refused = world.reconcile(&anyone, &accounts);
    assert_eq!(refused.unwrap_err().code(), "lending/32");
    let refused = world.reconcile(&anyone, &[]);
    assert_eq!(refused.unwrap_err().code(), "lending/32");
    world.reconcile(&anyone, &accounts[..10]).unwrap();
    let twice = [accounts[0].clone(), accounts[0].clone()];
    let refused = world.reconcile(&anyone, &twice);
    assert_eq!(refused.unwrap_err().code(), "lending/33");

    let distribute = |denoms: Vec<String>| -> Call {
        house.to_lending(ExecuteMsg::Distribute { denoms }, vec![])
    };
    let many = (0..11).map(|number| format!("denom{number}")).collect();
    let refused = world.run(&anyone, distribute(many));
    assert_eq!(refused.unwrap_err().code(), "lending/32");
    let twice = vec![USD.denom.to_owned(); 2];
    let refused = world.run(&anyone, distribute(twice));
    assert_eq!(refused.unwrap_err().code(), "lending/33");

    let many: Vec<String> = (0..31).map(|number| format!("denom{number}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let refused = world.refresh(&anyone, &many);
    assert_eq!(refused.unwrap_err().code(), "oracle/8");
    let refused = world.refresh(&anyone, &[USD.denom, USD.denom]);
    assert_eq!(refused.unwrap_err().code(), "oracle/9");
    let feeder = world.cast().feeders[0].clone();
    let now = world.now();
    let pushed: Vec<_> = many
        .iter()
        .map(|denom| (*denom, gavel_testing::decimal("1"), now))
        .collect();
    let refused = world.push_all(&feeder, &pushed);
    assert_eq!(refused.unwrap_err().code(), "oracle/8");
}
