//! Buying without money, by the taker that is an example for integrators.

use cosmwasm_std::{Addr, Binary};
use gavel_testing::{taker, Asset, World, ETH, USD};
use gavel_types::taker::TakeCall;

use super::{selling, FIRST, KINDS};
use crate::loan::Loan;

/// Someone without money, his taker, and a venue with 5,000 of the quote that pays so much for one of the base.
fn with_taker(world: &mut World, base: Asset, quote: Asset, price: &str) -> (Addr, Addr, Addr) {
    let owner = world.person("owner of the taker");
    let venue = world.start_venue(base.coin(1), quote.part(price), quote.coin(5_000));
    let taker = world.start_taker(&owner, &venue);
    (owner, taker, venue)
}

#[test]
fn a_taker_without_money_buys_a_lot_sells_it_pays_and_keeps_the_difference() {
    for (base, quote) in KINDS {
        let (mut world, seller) = selling(base, quote);
        let (owner, taker, venue) = with_taker(&mut world, base, quote, "103");
        // 10 cost 1,020 and bring 1,030.
        let receipt = world
            .flash_buy(&owner, &taker, FIRST, u128::MAX, quote.units(10))
            .unwrap();
        assert!(receipt.tells("finish_lot"));
        assert_eq!(world.balance(&taker, quote.denom), quote.units(10));
        assert_eq!(world.balance(&taker, base.denom), 0);
        assert_eq!(world.balance(&venue, base.denom), base.units(10));
        assert_eq!(world.balance(&venue, quote.denom), quote.units(3_970));
        world.withdraw_credit(&seller, quote.denom).unwrap();
        assert_eq!(world.balance(&seller, quote.denom), quote.units(1_020));

        world.collect(&owner, &taker, quote.denom).unwrap();
        assert_eq!(world.balance(&owner, quote.denom), quote.units(10));
        world.recount();
    }
}

#[test]
fn a_part_is_bought_without_money_and_the_rest_goes_on() {
    for (base, quote) in KINDS {
        let (mut world, _) = selling(base, quote);
        let (owner, taker, _) = with_taker(&mut world, base, quote, "102.5");
        let receipt = world
            .flash_buy(&owner, &taker, FIRST, base.units(4), 0)
            .unwrap();
        let told = receipt.first("settle_take").unwrap();
        assert_eq!(told.lot(), Some(FIRST));
        // 4 cost 408 and bring 410.
        assert_eq!(world.balance(&taker, quote.denom), quote.units(2));
        let left = world.lot(FIRST).unwrap();
        assert_eq!(left.base_left.u128(), base.units(6));
        assert_eq!(left.raised.u128(), quote.units(408));
        // Others buy as ever, and so does the taker.
        let bidder = world.funded("bidder", &[quote.coin(200)]);
        world.buy(&bidder, FIRST, base.units(1)).unwrap();
        world
            .flash_buy(&owner, &taker, FIRST, u128::MAX, 0)
            .unwrap();
        assert!(world.lot(FIRST).is_none());
        world.recount();
    }
}

#[test]
fn a_venue_that_pays_too_little_or_has_too_little_undoes_the_take() {
    for (base, quote) in KINDS {
        let (mut world, _) = selling(base, quote);
        let (owner, taker, venue) = with_taker(&mut world, base, quote, "102.9");
        // 1,029 are less than 1,020 and 10 of profit.
        let refused = world
            .flash_buy(&owner, &taker, FIRST, u128::MAX, quote.units(10))
            .unwrap_err();
        assert!(
            refused.to_string().contains("less than 1030000000"),
            "{refused}"
        );
        world
            .set_rate(&venue, base.coin(1), quote.part("101.9"))
            .unwrap();
        let refused = world.flash_buy(&owner, &taker, FIRST, u128::MAX, 0);
        assert!(refused.unwrap_err().to_string().contains("1019000000"));
        // 600 for one are more than its reserves for ten, not for eight.
        world
            .set_rate(&venue, base.coin(1), quote.coin(600))
            .unwrap();
        let refused = world.flash_buy(&owner, &taker, FIRST, u128::MAX, 0);
        assert_eq!(refused.unwrap_err().code(), "");
        assert_eq!(world.lot(FIRST).unwrap().base_left.u128(), base.units(10));
        assert_eq!(world.balance(&taker, base.denom), 0);
        world
            .flash_buy(&owner, &taker, FIRST, base.units(8), 0)
            .unwrap();
        // 8 · 600 − 816.
        assert_eq!(world.balance(&taker, quote.denom), quote.units(3_984));
    }
}

#[test]
fn a_keeper_without_money_liquidates_and_buys_the_lot_in_one_transaction() {
    let mut loan = Loan::given();
    loan.world.move_price(ETH.denom, "84");
    let (owner, taker, _) = with_taker(&mut loan.world, ETH, USD, "86");
    let house = loan.world.contracts();
    // 49.75 ETH at 84 · 1.02 = 85.68 cost 4,262.58, and bring 4,278.50.
    let buy = taker::ExecuteMsg::Buy {
        lot: FIRST,
        amount: ETH.amount("49.75").into(),
        max_price: gavel_testing::decimal("85.68"),
        least_profit: USD.amount("15.92").into(),
    };
    let calls = vec![
        house.liquidate(&loan.account),
        gavel_testing::Call::any(&taker, &buy, vec![]),
    ];
    let receipt = loan.world.transact(&owner, calls).unwrap();
    assert!(receipt.tells("book_lot"));
    assert_eq!(loan.world.balance(&taker, USD.denom), USD.amount("15.92"));
    // The keeper's slice of a quarter ETH.
    assert_eq!(loan.world.balance(&owner, ETH.denom), ETH.amount("0.25"));
    // 4,262.58 with a penalty of 5 % repay 4,080 of 7,260, of which 3,960 were expected.
    assert_eq!(loan.debt(USD), USD.units(3_180));
    loan.world.recount();
}

#[test]
fn a_taker_listens_to_its_owner_and_to_the_house_alone() {
    let (mut world, _) = selling(ETH, USD);
    let (owner, taker, _) = with_taker(&mut world, ETH, USD, "103");
    let stranger = world.funded("stranger", &[ETH.coin(1)]);
    let refused = world.flash_buy(&stranger, &taker, FIRST, u128::MAX, 0);
    assert!(refused.unwrap_err().to_string().contains("owner"));
    world
        .flash_buy(&owner, &taker, FIRST, u128::MAX, 0)
        .unwrap();
    let refused = world.collect(&stranger, &taker, USD.denom).unwrap_err();
    assert!(refused.to_string().contains("owner"), "{refused}");
    // A call that the house did not make would have the taker pay for another's base.
    let call = TakeCall {
        lot: FIRST,
        base: ETH.coin(1),
        owed: USD.coin(10),
        data: Binary::from(br#"{"least_profit":"0"}"#),
    };
    let msg = taker::ExecuteMsg::TakeSettlement(call);
    let refused = world.execute(&stranger, &taker, &msg, &[]).unwrap_err();
    assert!(refused.to_string().contains("house"), "{refused}");
}
