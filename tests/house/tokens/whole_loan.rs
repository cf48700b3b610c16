//! One loan from its opening through a crash to its end, with stakers behind it, for each kind of collateral and debt.

use gavel_testing::{Asset, DOLLAR, ETH, ETHER, USD};

use super::{let_it_end, Loan, FIRST, KINDS};

fn from_beginning_to_end(collateral: Asset, debt: Asset) {
    let mut loan = Loan::given(collateral, debt);
    let world = &mut loan.world;
    let staker = world.funded("staker", &[debt.coin(1_000)]);
    world.stake(&staker, debt.coin(1_000)).unwrap();
    assert_eq!(world.balance(&loan.borrower, debt.denom), debt.units(7_260));
    let house = world.contracts();
    assert_eq!(
        world.balance(&house.lending, collateral.denom),
        collateral.units(100)
    );

    // At 84 dollars to a health of 1.05: (1.05 · 7,260 − 6,930) / (1.05 · 0.99 / 1.05 − 0.825) = 4,200 dollars, 50 ETH, of which the
    // keeper gets half a percent.
    world.move_price(collateral.denom, "84");
    world.liquidate(&loan.keeper, &loan.account).unwrap();
    let slice = world.balance(&loan.keeper, collateral.denom);
    assert_eq!(slice, collateral.amount("0.25"));

    // 20 ETH after 102 s at 1.003 · 84 are 1,685.04 dollars; 10 more were sent, and come back. The other 29.75 after 402 s at
    // 0.993 · 84 are 2,481.507.
    world.wait(102);
    let offer = world.simulate_take(FIRST, collateral.units(20)).unwrap();
    let take = house.take(
        FIRST,
        collateral.units(20),
        offer.price,
        debt.part("1695.04"),
    );
    world.run(&loan.bidder, take).unwrap();
    assert_eq!(
        world.balance(&loan.bidder, debt.denom),
        debt.amount("8314.96")
    );
    world.wait(300);
    let receipt = world.buy_all(&loan.bidder, FIRST).unwrap();
    assert!(receipt.tells("book_lot"));
    assert_eq!(
        world.balance(&loan.bidder, debt.denom),
        debt.amount("5833.453")
    );
    assert_eq!(
        world.balance(&loan.bidder, collateral.denom),
        collateral.amount("49.75")
    );

    // Proceeds of 4,166.547, of which ⌊4,166.547 / (1.05 · 0.995)⌋ = 3,988.080402 repay; 178.466598 are penalty, of which 60 % are
    // the fund's income, the unit that is left over with it, and 40 % the treasury's.
    assert_eq!(
        world.market(debt.denom).penalties.u128(),
        debt.amount("178.466598")
    );
    world.distribute(&loan.keeper, &[debt.denom]).unwrap();
    assert_eq!(
        world.pool(debt.denom).income.u128(),
        debt.amount("107.079959")
    );
    let treasury = world.cast().treasury.clone();
    assert_eq!(
        world.balance(&treasury, debt.denom),
        debt.amount("71.386639")
    );

    // 3,271.919598 are still owed; what is sent above that comes back.
    world.repay(&loan.borrower, debt.coin(4_000)).unwrap();
    assert_eq!(
        world.balance(&loan.borrower, debt.denom),
        debt.amount("3988.080402")
    );
    world
        .withdraw_collateral(&loan.borrower, collateral.denom, None)
        .unwrap();
    assert_eq!(
        world.balance(&loan.borrower, collateral.denom),
        collateral.units(50)
    );

    // Lender and staker leave with what they brought; the fund keeps its income, the house nothing.
    world.withdraw(&loan.lender, debt.denom, None).unwrap();
    assert_eq!(world.balance(&loan.lender, debt.denom), debt.units(20_000));
    world.queue_exit(&staker, debt.denom, None).unwrap();
    world.wait_unfed(3 * 86_400);
    world.unstake(&staker, debt.denom).unwrap();
    assert_eq!(world.balance(&staker, debt.denom), debt.units(1_000));
    for contract in [&house.lending, &house.auction] {
        assert_eq!(world.balance(contract, collateral.denom), 0);
        assert_eq!(world.balance(contract, debt.denom), 0);
    }
    assert_eq!(
        world.balance(&house.fund, debt.denom),
        debt.amount("107.079959")
    );
}

#[test]
fn a_loan_of_coins_against_coins_runs_its_course() {
    from_beginning_to_end(ETH, USD);
}

#[test]
fn a_loan_of_coins_against_a_token_runs_its_course() {
    from_beginning_to_end(ETHER, USD);
}

#[test]
fn a_loan_of_a_token_against_coins_runs_its_course() {
    from_beginning_to_end(ETH, DOLLAR);
}

#[test]
fn a_loan_of_a_token_against_a_token_runs_its_course() {
    from_beginning_to_end(ETHER, DOLLAR);
}

#[test]
fn what_nobody_buys_comes_back_to_the_account_as_coin_or_token() {
    for (collateral, debt) in KINDS {
        let mut loan = Loan::given(collateral, debt);
        let world = &mut loan.world;
        world.move_price(collateral.denom, "84");
        world.liquidate(&loan.keeper, &loan.account).unwrap();
        // 9.75 of the 49.75 are bought at 1.02 · 84.
        world
            .buy(&loan.bidder, FIRST, collateral.amount("9.75"))
            .unwrap();
        let_it_end(world, FIRST);
        let account = world.account(&loan.account);
        assert!(account.tickets.is_empty());
        assert_eq!(
            account.collateral[0].amount.u128(),
            collateral.units(90),
            "{collateral:?} for {debt:?}"
        );
        let house = world.contracts();
        assert_eq!(
            world.balance(&house.lending, collateral.denom),
            collateral.units(90)
        );
        assert_eq!(world.balance(&house.auction, collateral.denom), 0);
    }
}

#[test]
fn a_keeper_liquidates_and_buys_in_one_transaction_with_a_token() {
    let mut loan = Loan::given(ETHER, DOLLAR);
    let world = &mut loan.world;
    world.move_price(ETHER.denom, "84");
    let house = world.contracts();
    // 49.75 ETH at 1.02 · 84 cost 4,262.58 dollars.
    let calls = vec![
        house.liquidate(&loan.account),
        house.take(
            FIRST,
            ETHER.amount("49.75"),
            gavel_testing::decimal("85.68"),
            DOLLAR.part("4262.58"),
        ),
    ];
    world.transact(&loan.bidder, calls).unwrap();
    assert_eq!(world.balance(&loan.bidder, ETHER.denom), ETHER.units(50));
    assert!(world.lots().is_empty());
}
