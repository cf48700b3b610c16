//! Pitfalls 42, 44 and 46: who may bring a price, how a source is changed, and what a dead one stops.

use gavel_testing::{decimal, World, ATOM, ETH, USD};
use gavel_types::oracle::GovernMsg;

use super::{amount, Loan};

#[test]
fn pitfall_42_nobody_but_a_feeder_moves_a_price() {
    let mut loan = Loan::given();
    let stranger = loan.world.person("stranger");
    let now = loan.world.now() + 6;
    loan.world.blocks(1);
    let refused = loan.world.push(&stranger, ETH.denom, decimal("50"), now);
    assert_eq!(refused.unwrap_err().code(), "oracle/7");
    let before = loan.world.price_record(ETH.denom).unwrap();
    loan.world
        .refresh(&stranger, &[ETH.denom, USD.denom])
        .unwrap();
    let after = loan.world.price_record(ETH.denom).unwrap();
    assert_eq!((after.mid, after.pending), (before.mid, before.pending));
}

#[test]
fn pitfall_42_one_of_three_feeders_moves_no_price() {
    let mut loan = Loan::given();
    let liar = loan.world.cast().feeders[0].clone();
    loan.world.blocks(1);
    let now = loan.world.now();
    loan.world
        .push(&liar, ETH.denom, decimal("50"), now)
        .unwrap();
    let record = loan.world.price_record(ETH.denom).unwrap();
    assert_eq!(record.mid.0, 100 * 10u128.pow(18));
    assert!(record.pending.is_none());
    let refused = loan.world.liquidate(&loan.keeper, &loan.account);
    assert_eq!(refused.unwrap_err().code(), "lending/28");
}

#[test]
fn pitfall_44_new_feeders_that_say_something_else_liquidate_nobody_at_once() {
    let mut loan = Loan::given();
    let old = loan.world.cast().feeders.clone();
    let new: Vec<_> = (4..=6)
        .map(|number| loan.world.person(&format!("feeder {number}")))
        .collect();
    for (leaves, comes) in old.iter().zip(&new) {
        let denom = ETH.denom.to_owned();
        let change = GovernMsg::AddFeeder {
            denom: denom.clone(),
            feeder: comes.to_string(),
        };
        loan.world.govern_oracle(change).unwrap();
        let change = GovernMsg::RemoveFeeder {
            denom,
            feeder: leaves.to_string(),
        };
        loan.world.govern_oracle(change).unwrap();
    }
    loan.world.blocks(1);
    let now = loan.world.now();
    for feeder in &new {
        loan.world
            .push(feeder, ETH.denom, decimal("1.12"), now)
            .unwrap();
    }
    // Compared with the old price, and held: sold at 100 if at all, borrowed against not at all.
    let refused = loan.world.liquidate(&loan.keeper, &loan.account);
    assert_eq!(refused.unwrap_err().code(), "lending/28");
    let borrower = loan.borrower.clone();
    let refused = loan.world.borrow(&borrower, USD.coin(1));
    assert_eq!(refused.unwrap_err().code(), "lending/15");
}

#[test]
fn pitfall_46_a_dead_feed_stops_no_account_that_has_nothing_of_it() {
    let mut world = World::builder()
        .collateral(ATOM)
        .without_interest(USD)
        .build();
    let lender = world.funded("lender", &[USD.coin(20_000)]);
    let borrower = world.funded("borrower", &[ETH.coin(101)]);
    world.supply(&lender, USD.coin(20_000)).unwrap();
    let account = world.open(&borrower, &[ETH.coin(101)], &[USD.coin(7_000)]);
    world.kill_feed(ATOM.denom);
    world.wait(3_600);
    world.borrow(&borrower, USD.coin(260)).unwrap();
    world
        .withdraw_collateral(&borrower, ETH.denom, Some(ETH.units(1)))
        .unwrap();
    world.move_price(ETH.denom, "84");
    let keeper = world.person("keeper");
    world.liquidate(&keeper, &account).unwrap();
    let found = world.account(&account);
    assert_eq!(amount(&found.collateral, ETH), ETH.units(50));
}

#[test]
fn pitfall_46_one_unit_of_a_dead_asset_protects_nobody() {
    let mut world = World::builder()
        .collateral(ATOM)
        .without_interest(USD)
        .build();
    let lender = world.funded("lender", &[USD.coin(20_000)]);
    let borrower = world.funded("borrower", &[ETH.coin(100), ATOM.dust(1)]);
    world.supply(&lender, USD.coin(20_000)).unwrap();
    let account = world.open(
        &borrower,
        &[ATOM.dust(1), ETH.coin(100)],
        &[USD.coin(7_260)],
    );
    world.kill_feed(ATOM.denom);
    world.wait(3_600);
    world.move_price(ETH.denom, "84");
    let keeper = world.person("keeper");
    world.liquidate(&keeper, &account).unwrap();
    let found = world.account(&account);
    assert_eq!(found.tickets.len(), 1);
    // The dead one is not what is sold.
    assert_eq!(found.tickets[0].collateral, ETH.denom);
    assert_eq!(amount(&found.collateral, ATOM), 1);
}

#[test]
fn pitfall_46_a_feeder_that_a_price_needs_cannot_be_removed() {
    let mut loan = Loan::given();
    let feeders = loan.world.cast().feeders.clone();
    let remove = |feeder: &cosmwasm_std::Addr| GovernMsg::RemoveFeeder {
        denom: ETH.denom.to_owned(),
        feeder: feeder.to_string(),
    };
    loan.world.govern_oracle(remove(&feeders[0])).unwrap();
    let refused = loan.world.govern_oracle(remove(&feeders[1]));
    assert_eq!(refused.unwrap_err().code(), "oracle/22");
}
