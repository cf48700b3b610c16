//! What consignors are owed, in coins and tokens.

use cosmwasm_std::Addr;
use gavel_testing::{Asset, World};
use gavel_types::auction::{ConsignorKind, GovernMsg};

use super::{bare, let_it_end, FIRST, KINDS};
use crate::pitfalls_sales::consignor;

/// Lets someone sell in the first pair.
fn admit(world: &mut World, whom: &Addr) {
    let add = GovernMsg::AddConsignor {
        pair: 1,
        address: whom.to_string(),
        kind: ConsignorKind::Account,
    };
    world.govern_auction(add).unwrap();
}

/// 10 ETH are put up, 4 of them bought at 102 dollars; nobody buys the rest.
fn sold_in_part(world: &mut World, consignor: &Addr, base: Asset, quote: Asset) {
    world.consign(consignor, 1, base.coin(10), None).unwrap();
    let bidder = world.funded("bidder", &[quote.coin(1_000)]);
    world.buy(&bidder, FIRST, base.units(4)).unwrap();
    assert_eq!(world.balance(&bidder, base.denom), base.units(4));
    assert_eq!(world.balance(&bidder, quote.denom), quote.units(592));
    let_it_end(world, FIRST);
}

#[test]
fn an_account_withdraws_its_credits_in_coins_and_tokens() {
    for (base, quote) in KINDS {
        let mut world = bare(base, quote).build();
        let seller = world.funded("seller", &[base.coin(10)]);
        admit(&mut world, &seller);
        sold_in_part(&mut world, &seller, base, quote);
        let mut credits = world.credits(&seller);
        credits.sort_by_key(|coin| coin.amount);
        assert_eq!(credits, [quote.coin(408), base.coin(6)]);
        for asset in [base, quote] {
            world.withdraw_credit(&seller, asset.denom).unwrap();
        }
        assert_eq!(world.balance(&seller, base.denom), base.units(6));
        assert_eq!(world.balance(&seller, quote.denom), quote.units(408));
        let again = world.withdraw_credit(&seller, base.denom);
        assert_eq!(again.unwrap_err().code(), "auction/27");
    }
}

#[test]
fn a_contract_that_refuses_its_tokens_receives_them_all_when_it_takes_them() {
    for (base, quote) in KINDS {
        let mut world = bare(base, quote).build();
        let contract = consignor::bring(&mut world, &[base.coin(10)]);
        let refusal = consignor::refusal(&contract);
        consignor::plan(&mut world, &contract, &[refusal]);
        sold_in_part(&mut world, &contract, base, quote);
        // Neither part has come, and both are in the house.
        let held = |world: &World, whose: &Addr| {
            [base, quote].map(|asset| world.balance(whose, asset.denom))
        };
        let all = [base.units(6), quote.units(408)];
        let auction = world.contracts().auction;
        assert_eq!(held(&world, &contract), [0, 0], "{base:?} for {quote:?}");
        assert_eq!(held(&world, &auction), all);
        assert_eq!(world.deliveries().len(), 1);

        let anyone = world.person("anyone");
        let receipt = world.deliver(&anyone, FIRST, &contract).unwrap();
        assert!(receipt.tells("fail_delivery"));
        assert_eq!(held(&world, &contract), [0, 0]);

        consignor::plan(&mut world, &contract, &[]);
        let receipt = world.deliver(&anyone, FIRST, &contract).unwrap();
        assert!(!receipt.tells("fail_delivery"));
        assert_eq!(held(&world, &contract), all);
        assert_eq!(held(&world, &auction), [0, 0]);
        assert!(world.deliveries().is_empty());
        let twice = world.deliver(&anyone, FIRST, &contract);
        assert_eq!(twice.unwrap_err().code(), "auction/26");
    }
}

#[test]
fn a_contract_finds_its_tokens_there_when_it_is_told() {
    for (base, quote) in KINDS {
        let mut world = bare(base, quote).build();
        let contract = consignor::bring(&mut world, &[base.coin(10)]);
        let friend = world.person("friend");
        // It passes on what it is paid while it is told.
        let pass_on =
            |asset: Asset, whole: u128| gavel_testing::Call::send(&friend, vec![asset.coin(whole)]);
        let plan = [pass_on(base, 6), pass_on(quote, 408)];
        consignor::plan(&mut world, &contract, &plan);
        sold_in_part(&mut world, &contract, base, quote);
        assert!(world.deliveries().is_empty(), "{base:?} for {quote:?}");
        assert_eq!(world.balance(&friend, base.denom), base.units(6));
        assert_eq!(world.balance(&friend, quote.denom), quote.units(408));
    }
}
