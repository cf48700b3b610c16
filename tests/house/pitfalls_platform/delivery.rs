//! Pitfall 58: a message that fails is neither swallowed nor half done.

use cosmwasm_std::{Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError, StdResult};
use cw_multi_test::{Contract, ContractWrapper};
use gavel_testing::{Call, Checks, Codes, World, ETH, USD};
use serde_json::{json, Value};

use crate::loan::Loan;

/// Code that refuses every message.
fn broken() -> Box<dyn Contract<Empty>> {
    fn instantiate(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
        Ok(Response::new())
    }
    fn execute(_: DepsMut, _: Env, _: MessageInfo, _: Value) -> StdResult<Response> {
        Err(StdError::generic_err("broken"))
    }
    fn query(_: Deps, _: Env, _: Value) -> StdResult<Binary> {
        Err(StdError::generic_err("broken"))
    }
    fn migrate(_: DepsMut, _: Env, _: Empty) -> StdResult<Response> {
        Ok(Response::new())
    }
    Box::new(ContractWrapper::new(execute, instantiate, query).with_migrate(migrate))
}

#[test]
fn pitfall_58_a_delivery_that_fails_is_told_kept_and_tried_again() {
    let mut loan = Loan::given_in(World::builder().checks(Checks::off()));
    loan.world.move_price(ETH.denom, "84");
    loan.world.liquidate(&loan.keeper, &loan.account).unwrap();
    let lot = loan.world.account(&loan.account).tickets[0].lot;
    let house = loan.world.contracts();
    loan.world
        .migrate(&house.lending, broken(), &json!({}))
        .unwrap();
    // The bidder gets what he paid for, and the failure is told, not hidden.
    let bidder = loan.bidder(10_000);
    let receipt = loan.world.buy_all(&bidder, lot).unwrap();
    assert_eq!(loan.world.balance(&bidder, ETH.denom), ETH.amount("49.75"));
    assert!(receipt.tells("fail_delivery"));
    let waiting = loan.world.deliveries();
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].proceeds.u128(), USD.amount("4262.58"));
    assert_eq!(
        loan.world.balance(&house.auction, USD.denom),
        USD.amount("4262.58")
    );
    // Trying again while it is broken loses nothing.
    let anyone = loan.world.person("anyone");
    let _ = loan.world.deliver(&anyone, lot, &house.lending);
    assert_eq!(loan.world.deliveries().len(), 1);

    // Mended, it is delivered by anyone, once.
    loan.world
        .migrate(&house.lending, Codes::native().lending, &json!({}))
        .unwrap();
    loan.world.deliver(&anyone, lot, &house.lending).unwrap();
    assert_eq!(loan.debt(USD), USD.units(3_180));
    let again = loan.world.deliver(&anyone, lot, &house.lending);
    assert_eq!(again.unwrap_err().code(), "auction/26");
    assert_eq!(loan.world.balance(&house.auction, USD.denom), 0);
}

#[test]
fn pitfall_58_a_liquidation_whose_consignment_fails_has_not_happened() {
    let mut loan = Loan::given_in(World::builder().checks(Checks::off()));
    loan.world.move_price(ETH.denom, "84");
    // The house refuses whatever it is sent.
    let house = loan.world.contracts();
    loan.world
        .migrate(&house.auction, broken(), &json!({}))
        .unwrap();
    let refused = loan.world.liquidate(&loan.keeper, &loan.account);
    assert!(refused.unwrap_err().to_string().contains("broken"));
    assert_eq!(loan.collateral(ETH), ETH.units(100));
    assert_eq!(loan.debt(USD), USD.units(7_260));
    assert_eq!(loan.world.balance(&loan.keeper, ETH.denom), 0);
    assert_eq!(loan.world.market(USD.denom).in_auction.u128(), 0);
}

#[test]
fn pitfall_25_lending_cannot_be_taken_off_a_pair_that_is_open() {
    let mut loan = Loan::given();
    loan.world.move_price(ETH.denom, "84");
    let lending = loan.world.contracts().lending;
    let refused = loan
        .world
        .govern_auction(gavel_types::auction::GovernMsg::RemoveConsignor {
            pair: 1,
            address: lending.to_string(),
        });
    assert_eq!(refused.unwrap_err().code(), "auction/43");
    loan.world.liquidate(&loan.keeper, &loan.account).unwrap();
}

#[test]
fn pitfall_58_money_that_cannot_be_paid_out_is_not_booked_as_paid() {
    let mut loan = Loan::given();
    let lender = loan.lender.clone();
    let house = loan.world.contracts();
    // To an address that is none.
    let msg = gavel_types::lending::ExecuteMsg::Withdraw {
        denom: USD.denom.to_owned(),
        amount: None,
        min_amount: None,
        recipient: Some("nobody".to_owned()),
    };
    let refused = loan.world.run(&lender, house.to_lending(msg, vec![]));
    assert_eq!(refused.unwrap_err().code(), "lending/1");
    // Together with a message that fails behind it.
    let calls: Vec<Call> = vec![
        house.withdraw(USD.denom, Some(USD.units(1_000))),
        house.withdraw(USD.denom, Some(USD.units(100_000))),
    ];
    let refused = loan.world.transact(&lender, calls);
    assert_eq!(refused.unwrap_err().code(), "lending/18");
    let left = loan.world.supplier(USD.denom, &lender).redeemable.u128();
    assert!(USD.units(20_000) - left <= 1);
    assert_eq!(loan.world.balance(&lender, USD.denom), 0);
}
