//! Pitfall 60: every change is told in an event of the contract that made it.

use std::collections::BTreeSet;

use cosmwasm_std::Addr;
use gavel_testing::{events, Call, Receipt, World, ETH, USD};
use gavel_types::lending::GovernMsg;
use serde_json::{json, Value};

use crate::loan::Loan;

/// The names that the sources give events: the lines of `Event::name`.
fn named_in(source: &str) -> BTreeSet<&str> {
    source
        .lines()
        .filter_map(|line| line.trim().strip_prefix("Self::")?.split_once(" => \""))
        .filter_map(|(_, name)| name.strip_suffix("\","))
        .collect()
}

#[test]
fn pitfall_60_the_documents_list_every_event_of_the_sources_and_no_other() {
    let sources = [
        (
            "Auction",
            include_str!("../../../contracts/auction/src/event.rs"),
            38,
        ),
        (
            "Lending",
            include_str!("../../../contracts/lending/src/event.rs"),
            30,
        ),
        (
            "Insurance fund",
            include_str!("../../../contracts/insurance-fund/src/event.rs"),
            20,
        ),
        (
            "Oracle adapter",
            include_str!("../../../contracts/oracle-adapter/src/event.rs"),
            11,
        ),
    ];
    for (heading, source, count) in sources {
        let listed: BTreeSet<&str> = events::listed(heading).keys().map(String::as_str).collect();
        assert_eq!(named_in(source), listed, "{heading}");
        assert_eq!(listed.len(), count, "{heading}");
    }
}

/// Whether the contract told something beside that it was executed: an event of its own.
fn is_told(receipt: &Receipt, contract: &Addr) -> bool {
    receipt.events.iter().any(|event| {
        let ours = event.attributes.iter().any(|attribute| {
            attribute.key == "_contract_address" && attribute.value == contract.as_str()
        });
        ours && event.ty.starts_with("wasm-")
    })
}

fn check(world: &mut World, sender: &Addr, call: Call, contract: &Addr) {
    let what = format!("{:?}", call.message());
    let receipt = world.run(sender, call).unwrap();
    assert!(is_told(&receipt, contract), "{what}");
}

#[test]
fn pitfall_60_every_message_of_lenders_borrowers_keepers_and_bidders_is_told() {
    let mut loan = Loan::given();
    let house = loan.world.contracts();
    let (lender, borrower, keeper) = (
        loan.lender.clone(),
        loan.borrower.clone(),
        loan.keeper.clone(),
    );
    let world = &mut loan.world;
    let account = loan.account.clone();
    world.fund(&lender, &[USD.coin(100)]);
    world.fund(&borrower, &[ETH.coin(1)]);
    let calls = [
        (&lender, house.supply(USD.coin(100))),
        (&lender, house.withdraw(USD.denom, Some(USD.units(50)))),
        (&borrower, house.deposit(&account, ETH.coin(1))),
        (
            &borrower,
            house.withdraw_collateral(0, ETH.denom, Some(ETH.units(1))),
        ),
        (&borrower, house.borrow(0, USD.coin(1))),
        (&borrower, house.repay(&account, USD.coin(1))),
        (&keeper, house.reconcile(std::slice::from_ref(&account))),
    ];
    for (sender, call) in calls {
        check(world, sender, call, &house.lending);
    }
    world.move_price(ETH.denom, "84");
    let call = house.liquidate(&account);
    check(world, &keeper, call, &house.lending);
    // Before the sale, so that it leaves a surplus.
    world.repay(&borrower, USD.coin(3_300)).unwrap();
    let bidder = world.funded("bidder", &[USD.coin(10_000)]);
    let lot = world.lots()[0].lot;
    let call = world.buying(lot, u128::MAX).unwrap();
    let receipt = world.run(&bidder, call).unwrap();
    assert!(is_told(&receipt, &house.auction) && is_told(&receipt, &house.lending));
    check(
        world,
        &keeper,
        house.distribute(&[USD.denom]),
        &house.lending,
    );
    check(
        world,
        &borrower,
        house.withdraw_surplus(0, USD.denom),
        &house.lending,
    );
    let guardian = world.cast().guardian.clone();
    check(world, &guardian, house.pause_lending(), &house.lending);
    check(world, &guardian, house.pause_auction(), &house.auction);
}

#[test]
fn pitfall_60_every_change_of_governance_is_told() {
    let mut world = World::new();
    world.pass(14_400, 86_400_000);
    world.feed();
    let house = world.contracts();
    let owner = world.cast().owner.clone();
    let lending_config = world.lending_config().config;
    let auction_config = world.auction_config().config;
    let collateral = world.collateral(ETH.denom).terms;
    let market = world.market(USD.denom).terms;
    let pair = world.pair(1).config;
    let rules = world.priced_asset(ETH.denom).rules;
    let person = world.person("person");
    let changes: Vec<(&Addr, Value)> = vec![
        (
            &house.oracle,
            json!({"list_asset": {"denom": "unew", "rules": rules, "feeders": [person, owner, house.auction]}}),
        ),
        (
            &house.oracle,
            json!({"update_asset": {"denom": "unew", "rules": rules}}),
        ),
        (
            &house.oracle,
            json!({"add_feeder": {"denom": ETH.denom, "feeder": person}}),
        ),
        (
            &house.oracle,
            json!({"remove_feeder": {"denom": ETH.denom, "feeder": person}}),
        ),
        (
            &house.auction,
            json!({"update_pair": {"pair": 1, "config": pair}}),
        ),
        (
            &house.auction,
            json!({"create_pair": {"base": USD.denom, "quote": ETH.denom, "config": pair}}),
        ),
        (
            &house.auction,
            json!({"set_pair_open": {"pair": 2, "open": false}}),
        ),
        (
            &house.auction,
            json!({"add_consignor": {"pair": 2, "address": person, "kind": "account"}}),
        ),
        (
            &house.auction,
            json!({"remove_consignor": {"pair": 2, "address": person}}),
        ),
        (&house.auction, json!({"update_config": auction_config})),
        (&house.auction, json!({"pause": {}})),
        (&house.auction, json!({"unpause": {}})),
        (
            &house.lending,
            json!({"update_collateral": {"denom": ETH.denom, "terms": collateral}}),
        ),
        (
            &house.lending,
            json!({"list_collateral": {"denom": USD.denom, "terms": collateral}}),
        ),
        (
            &house.lending,
            json!({"update_market": {"denom": USD.denom, "terms": market}}),
        ),
        (
            &house.lending,
            json!({"list_market": {"denom": ETH.denom, "terms": market}}),
        ),
        (
            &house.lending,
            json!({"set_pair": {"collateral": ETH.denom, "market": USD.denom, "pair": 1}}),
        ),
        (&house.lending, json!({"update_config": lending_config})),
        (&house.lending, json!({"pause": {}})),
        (&house.lending, json!({"unpause": {}})),
    ];
    for (contract, change) in changes {
        let msg = json!({ "govern": change });
        let receipt = world.execute(&owner, contract, &msg, &[]).unwrap();
        assert!(is_told(&receipt, contract), "{change}");
    }
    let offer =
        json!({"update_ownership": {"transfer_ownership": {"new_owner": person, "expiry": null}}});
    for contract in [&house.oracle, &house.auction, &house.lending] {
        let receipt = world.execute(&owner, contract, &offer, &[]).unwrap();
        assert!(is_told(&receipt, contract));
    }
}

#[test]
fn pitfall_60_reserves_that_are_paid_out_are_told() {
    let mut world = World::new();
    let lender = world.funded("lender", &[USD.coin(10_000)]);
    let borrower = world.funded("borrower", &[ETH.coin(100)]);
    world.supply(&lender, USD.coin(10_000)).unwrap();
    world.open(&borrower, &[ETH.coin(100)], &[USD.coin(5_000)]);
    world.pass(5_256_000, 31_536_000_000);
    let treasury = world.cast().treasury.clone();
    let receipt = world
        .govern_lending(GovernMsg::WithdrawReserves {
            denom: USD.denom.to_owned(),
            amount: 1u128.into(),
            recipient: treasury.to_string(),
        })
        .unwrap();
    assert!(receipt.tells("withdraw_reserves"));
}

#[test]
fn pitfall_60_every_price_that_is_pushed_is_told() {
    let mut world = World::new();
    world.blocks(1);
    let feeder = world.cast().feeders[0].clone();
    let oracle = world.contracts().oracle;
    let now = world.now();
    let receipt = world
        .push(&feeder, ETH.denom, gavel_testing::decimal("101"), now)
        .unwrap();
    assert!(is_told(&receipt, &oracle));
}
