//! Addresses that are written in another form or belong to another chain.

use cosmwasm_std::Addr;
use gavel_testing::{decimal, World, ETH, USD};
use gavel_types::auction::{Config, ConsignorKind, ExecuteMsg as AuctionMsg, GovernMsg};
use gavel_types::lending::{AccountId, ExecuteMsg as LendingMsg};
use gavel_types::oracle::GovernMsg as OracleChange;

use super::{bidder, loan, seller, FIRST};

/// The same person in capitals, a person of another chain, one with a wrong checksum, and nobody.
fn malformed(person: &Addr) -> Vec<String> {
    let mut wrong = person.to_string();
    let last = if wrong.pop() == Some('q') { 'p' } else { 'q' };
    wrong.push(last);
    vec![
        person.to_string().to_uppercase(),
        person.to_string().replacen("gavel", "cosmos", 1),
        format!(" {person}"),
        wrong,
        String::new(),
    ]
}

#[test]
fn pitfall_03_the_house_takes_addresses_in_their_one_form_alone() {
    let mut world = World::new();
    let seller = seller(&mut world, "seller", &[ETH.coin(5)]);
    world.consign(&seller, 1, ETH.coin(5), None).unwrap();
    let bidder = bidder(&mut world);
    let house = world.contracts();
    for address in malformed(&seller) {
        let take = AuctionMsg::Take {
            lot: FIRST,
            amount: ETH.units(1).into(),
            max_price: decimal("200"),
            min_amount: None,
            recipient: Some(address.clone()),
            callback: None,
        };
        let refused = world.run(&bidder, house.to_auction(take, vec![USD.coin(200)]));
        assert_eq!(refused.unwrap_err().code(), "auction/37", "{address}");
        let deliver = AuctionMsg::Deliver {
            lot: FIRST,
            consignor: address.clone(),
        };
        let refused = world.run(&bidder, house.to_auction(deliver, vec![]));
        assert_eq!(refused.unwrap_err().code(), "auction/37", "{address}");
        // The seller in capitals would be a second consignor beside himself.
        let add = GovernMsg::AddConsignor {
            pair: 1,
            address: address.clone(),
            kind: ConsignorKind::Account,
        };
        let refused = world.govern_auction(add);
        assert_eq!(refused.unwrap_err().code(), "auction/37", "{address}");
        let config = Config {
            guardian: Some(address.clone()),
            ..world.auction_config().config
        };
        let refused = world.govern_auction(GovernMsg::UpdateConfig(config));
        assert_eq!(refused.unwrap_err().code(), "auction/37", "{address}");
        let config = Config {
            oracle: address.clone(),
            ..world.auction_config().config
        };
        let refused = world.govern_auction(GovernMsg::UpdateConfig(config));
        assert_eq!(refused.unwrap_err().code(), "auction/37", "{address}");
    }
}

#[test]
fn pitfall_03_one_account_is_not_two_by_writing_its_owner_in_capitals() {
    let mut world = World::new();
    let (borrower, account) = loan(&mut world);
    world.fund(&borrower, &[ETH.coin(10), USD.coin(10)]);
    world.move_price(ETH.denom, "84");
    let keeper = world.person("keeper");
    let house = world.contracts();
    for address in malformed(&borrower) {
        let alias = AccountId {
            owner: address.clone(),
            sub: 0,
        };
        let named = || Some(address.clone());
        let calls = [
            // Twice the same account, were the names compared as text.
            house.reconcile(&[account.clone(), alias.clone()]),
            house.liquidate(&alias),
            house.deposit(&alias, ETH.coin(1)),
            house.repay(&alias, USD.coin(1)),
            house.to_lending(
                LendingMsg::Supply {
                    on_behalf_of: named(),
                },
                vec![USD.coin(1)],
            ),
            house.to_lending(
                LendingMsg::Liquidate {
                    account: account.clone(),
                    recipient: named(),
                },
                vec![],
            ),
        ];
        for call in calls {
            let refused = world.run(&borrower, call).unwrap_err();
            assert_eq!(refused.code(), "lending/1", "{address}: {refused}");
        }
        let feeder = OracleChange::AddFeeder {
            denom: ETH.denom.to_owned(),
            feeder: address.clone(),
        };
        let refused = world.govern_oracle(feeder).unwrap_err();
        assert!(
            refused.code().starts_with("oracle/"),
            "{address}: {refused}"
        );
    }
    world.liquidate(&keeper, &account).unwrap();
    assert_eq!(world.accounts().len(), 1);
}
