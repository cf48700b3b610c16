//! Money that nobody asked for.

use cosmwasm_std::Coin;
use gavel_testing::{World, ETH, USD};

use super::{bidder, loan, FIRST};

/// A loan from its opening to its end; `gift` is given to the house's contracts on the way. What everyone has at the end.
fn played(mut gift: impl FnMut(&mut World)) -> Vec<u128> {
    let mut world = World::builder().without_interest(USD).build();
    gift(&mut world);
    let (borrower, account) = loan(&mut world);
    gift(&mut world);
    world.move_price(ETH.denom, "84");
    let keeper = world.person("keeper");
    world.liquidate(&keeper, &account).unwrap();
    gift(&mut world);
    let bidder = bidder(&mut world);
    world.buy(&bidder, FIRST, ETH.units(20)).unwrap();
    gift(&mut world);
    world.buy_all(&bidder, FIRST).unwrap();
    gift(&mut world);
    world.distribute(&keeper, &[USD.denom]).unwrap();
    world.repay(&borrower, USD.coin(3_180)).unwrap();
    world
        .withdraw_collateral(&borrower, ETH.denom, None)
        .unwrap();
    let lender = world.person("lender");
    world.withdraw(&lender, USD.denom, None).unwrap();
    let cast = world.cast().clone();
    let house = world.contracts();
    [
        &borrower,
        &keeper,
        &bidder,
        &lender,
        &house.fund,
        &cast.treasury,
    ]
    .into_iter()
    .flat_map(|person| [ETH, USD].map(|asset| world.balance(person, asset.denom)))
    .collect()
}

/// 20 ETH at 85.68 and 29.75 at the same: 4,262.58 dollars, of which 4,080 repay and 182.58 are penalty, 109.548 and 73.032.
fn expected() -> Vec<u128> {
    vec![
        ETH.units(50),
        USD.units(4_080),
        ETH.amount("0.25"),
        0,
        ETH.amount("49.75"),
        USD.amount("995737.42"),
        0,
        USD.units(20_000),
        0,
        USD.amount("109.548"),
        0,
        USD.amount("73.032"),
    ]
}

#[test]
fn pitfall_07_a_donation_changes_nobodys_share() {
    assert_eq!(played(|_| {}), expected());
    let donated = played(|world| {
        let donor = world.funded("donor", &[ETH.coin(10), USD.coin(10_000)]);
        let house = world.contracts();
        for contract in [&house.auction, &house.lending] {
            let gift = vec![ETH.coin(5), USD.coin(5_000)];
            world
                .run(&donor, gavel_testing::Call::send(contract, gift))
                .unwrap();
        }
    });
    assert_eq!(donated, expected());
}

#[test]
fn pitfall_06_a_hundred_worthless_denoms_change_nothing() {
    let mut next = 0u32;
    let donated = played(|world| {
        let house = world.contracts();
        for _ in 0..100 {
            next += 1;
            for contract in [&house.auction, &house.lending] {
                world.fund(contract, &[Coin::new(1u128, format!("dust{next}"))]);
            }
        }
    });
    assert_eq!(donated, expected());
}

#[test]
fn pitfall_06_what_the_contracts_hold_for_others_names_no_donated_denom() {
    let mut world = World::new();
    loan(&mut world);
    let house = world.contracts();
    for number in 0..50u32 {
        let dust = [Coin::new(1u128, format!("dust{number}"))];
        world.fund(&house.auction, &dust);
        world.fund(&house.lending, &dust);
    }
    assert!(world.auction_holds().is_empty());
    let named = world
        .lending_holds()
        .into_iter()
        .flat_map(|entry| entry.holds);
    for coin in named {
        assert!(
            [ETH.denom, USD.denom].contains(&coin.denom.as_str()),
            "{coin}"
        );
    }
}
