//! What may back a loan: only what a liquidation could sell.

use gavel_testing::{terms, World, BTC, ETH, USD};
use gavel_types::auction::{self, ConsignorKind};
use gavel_types::lending::{GovernMsg, QueryMsg};

use super::{Loan, FIRST};

#[test]
fn the_borrowed_asset_does_not_come_into_the_account_as_collateral() {
    let mut world = World::builder()
        .without_interest(USD)
        .collateral(USD)
        .build();
    let lender = world.funded("lender", &[USD.coin(20_000)]);
    world.supply(&lender, USD.coin(20_000)).unwrap();
    let borrower = world.funded("borrower", &[ETH.coin(100)]);
    let account = world.open(&borrower, &[ETH.coin(100)], &[USD.coin(7_260)]);
    // No pair sells dollars for dollars: it would never be sold, and the loss never be recognised.
    let refused = world.deposit(&borrower, USD.part("0.02"));
    assert_eq!(refused.unwrap_err().code(), "lending/49");

    world.move_price(ETH.denom, "60");
    let keeper = world.person("keeper");
    world.liquidate(&keeper, &account).unwrap();
    let refused = world.deposit(&borrower, USD.part("0.02"));
    assert_eq!(refused.unwrap_err().code(), "lending/49");
    let bidder = world.funded("bidder", &[USD.coin(10_000)]);
    world.buy_all(&bidder, FIRST).unwrap();
    assert!(world.account(&account).debts.is_empty());
}

#[test]
fn nothing_is_borrowed_by_an_account_that_holds_the_asset_as_collateral() {
    let mut world = World::builder()
        .without_interest(USD)
        .collateral(USD)
        .build();
    let lender = world.funded("lender", &[USD.coin(20_000)]);
    world.supply(&lender, USD.coin(20_000)).unwrap();
    let borrower = world.funded("borrower", &[ETH.coin(100), USD.coin(1)]);
    world.deposit(&borrower, ETH.coin(100)).unwrap();
    world.deposit(&borrower, USD.coin(1)).unwrap();
    let refused = world.borrow(&borrower, USD.coin(5_000));
    assert_eq!(refused.unwrap_err().code(), "lending/49");
    world
        .withdraw_collateral(&borrower, USD.denom, None)
        .unwrap();
    world.borrow(&borrower, USD.coin(5_000)).unwrap();
}

#[test]
fn a_closed_pair_backs_no_new_debt_and_liquidations_go_on_once_it_is_open() {
    let mut loan = Loan::given();
    let close = |open| auction::GovernMsg::SetPairOpen { pair: 1, open };
    loan.world.govern_auction(close(false)).unwrap();
    let borrower = loan.borrower.clone();
    let refused = loan.world.borrow(&borrower, USD.coin(10));
    assert_eq!(refused.unwrap_err().code(), "lending/49");
    let refused = loan
        .world
        .withdraw_collateral(&borrower, ETH.denom, Some(ETH.units(1)));
    assert_eq!(refused.unwrap_err().code(), "lending/25");
    // What he has may grow, and what he owes may shrink.
    loan.world.fund(&borrower, &[ETH.coin(1)]);
    loan.world.deposit(&borrower, ETH.coin(1)).unwrap();
    loan.world.repay(&borrower, USD.coin(1)).unwrap();

    loan.world.move_price(ETH.denom, "84");
    let refused = loan.world.liquidate(&loan.keeper, &loan.account);
    assert_eq!(refused.unwrap_err().code(), "lending/29");
    loan.world.govern_auction(close(true)).unwrap();
    loan.world.liquidate(&loan.keeper, &loan.account).unwrap();
}

#[test]
fn a_pair_is_set_only_where_it_takes_what_lending_consigns() {
    let mut world = World::new();
    let lending = world.contracts().lending;
    let set = GovernMsg::SetPair {
        collateral: ETH.denom.to_owned(),
        market: USD.denom.to_owned(),
        pair: 2,
    };
    world
        .govern_auction(auction::GovernMsg::CreatePair {
            base: ETH.denom.to_owned(),
            quote: USD.denom.to_owned(),
            config: terms::pair_config(ETH, USD),
        })
        .unwrap();
    let refused = world.govern_lending(set.clone());
    assert_eq!(refused.unwrap_err().code(), "lending/53");
    world
        .govern_auction(auction::GovernMsg::AddConsignor {
            pair: 2,
            address: lending.to_string(),
            kind: ConsignorKind::Contract,
        })
        .unwrap();
    let open = |open| auction::GovernMsg::SetPairOpen { pair: 2, open };
    world.govern_auction(open(false)).unwrap();
    let refused = world.govern_lending(set.clone());
    assert_eq!(refused.unwrap_err().code(), "lending/52");
    world.govern_auction(open(true)).unwrap();
    world.govern_lending(set).unwrap();
}

#[test]
fn terms_under_which_every_liquidation_loses_are_refused() {
    let mut world = World::builder().price(BTC, "60000").build();
    let list = |threshold: u32, penalty: u32, recovery: u32| GovernMsg::ListCollateral {
        denom: BTC.denom.to_owned(),
        terms: gavel_types::lending::CollateralTerms {
            threshold_bps: threshold,
            penalty_bps: penalty,
            recovery_bps: recovery,
            ..terms::collateral_terms(BTC)
        },
    };
    // 0.9 · 1.1 = 0.99 of the collateral would be needed of the 0.99 that a sale is expected to bring.
    let refused = world.govern_lending(list(9_000, 1_000, 9_900));
    assert_eq!(refused.unwrap_err().code(), "lending/51");
    world.govern_lending(list(8_999, 1_000, 9_900)).unwrap();
}

#[test]
fn a_simulated_liquidation_is_refused_where_the_liquidation_is() {
    let mut world = World::builder()
        .without_interest(USD)
        .collateral_with(ETH, |terms| terms.auction_cap = ETH.units(60).into())
        .build();
    let lender = world.funded("lender", &[USD.coin(20_000)]);
    world.supply(&lender, USD.coin(20_000)).unwrap();
    let mut accounts = vec![];
    for name in ["first", "second"] {
        let owner = world.funded(name, &[ETH.coin(100)]);
        accounts.push(world.open(&owner, &[ETH.coin(100)], &[USD.coin(7_260)]));
    }
    world.move_price(ETH.denom, "84");
    let keeper = world.person("keeper");
    // 49.75 ETH each: the second does not fit beside the first.
    world.liquidate(&keeper, &accounts[0]).unwrap();
    let question = QueryMsg::SimulateLiquidation {
        account: accounts[1].clone(),
    };
    let refused = world.liquidate(&keeper, &accounts[1]).unwrap_err();
    assert_eq!(refused.code(), "lending/30");
    let lending = world.contracts().lending;
    let told = world
        .ask::<gavel_types::lending::SimulateLiquidationResponse>(&lending, &question)
        .unwrap_err();
    assert!(told.to_string().contains("lending/30"), "{told}");
}

#[test]
fn a_pair_without_a_consignor_is_not_opened_again() {
    let mut world = World::new();
    let lending = world.contracts().lending.to_string();
    let open = |open| auction::GovernMsg::SetPairOpen { pair: 1, open };
    world.govern_auction(open(false)).unwrap();
    let remove = auction::GovernMsg::RemoveConsignor {
        pair: 1,
        address: lending.clone(),
    };
    world.govern_auction(remove).unwrap();
    // Lending would count on it, and every liquidation would be refused.
    let refused = world.govern_auction(open(true));
    assert_eq!(refused.unwrap_err().code(), "auction/44");
    let add = auction::GovernMsg::AddConsignor {
        pair: 1,
        address: lending,
        kind: ConsignorKind::Contract,
    };
    world.govern_auction(add).unwrap();
    world.govern_auction(open(true)).unwrap();
}

#[test]
fn lending_sells_in_no_pair_that_pays_it_by_credit() {
    let mut world = World::new();
    let create = auction::GovernMsg::CreatePair {
        base: ETH.denom.to_owned(),
        quote: USD.denom.to_owned(),
        config: terms::pair_config(ETH, USD),
    };
    world.govern_auction(create).unwrap();
    let add = auction::GovernMsg::AddConsignor {
        pair: 2,
        address: world.contracts().lending.to_string(),
        kind: ConsignorKind::Account,
    };
    world.govern_auction(add).unwrap();
    let refused = world.govern_lending(GovernMsg::SetPair {
        collateral: ETH.denom.to_owned(),
        market: USD.denom.to_owned(),
        pair: 2,
    });
    assert_eq!(refused.unwrap_err().code(), "lending/57");
}
