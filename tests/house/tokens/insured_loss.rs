//! A loss that stakers cover in part, and that later income makes good.

use super::{Loan, FIRST, KINDS};

#[test]
fn a_loss_is_covered_and_made_good_in_the_debts_kind() {
    for (collateral, debt) in KINDS {
        let mut loan = Loan::given(collateral, debt);
        let world = &mut loan.world;
        let staker = world.funded("staker", &[debt.coin(1_000)]);
        world.stake(&staker, debt.coin(1_000)).unwrap();
        world.move_price(collateral.denom, "60");
        world.liquidate(&loan.keeper, &loan.account).unwrap();

        // 99.5 ETH at 1.003 · 60 bring 5,987.91 of 7,260. Of the 1,272.09 that are lost, stakers pay their 1,000.
        world.wait(102);
        let receipt = world.buy_all(&loan.bidder, FIRST).unwrap();
        let cover = receipt.first("cover_loss").unwrap();
        assert_eq!(cover.value("asked"), Some(debt.amount("1272.09")));
        assert_eq!(cover.value("paid"), Some(debt.units(1_000)));
        let market = world.market(debt.denom);
        assert_eq!(market.written_off.u128(), debt.amount("272.09"));
        assert_eq!(market.cash.u128(), debt.amount("19727.91"));
        assert_eq!(world.pool(debt.denom).staked.u128(), 0);

        // 300 of income make 272.09 good, which reach the lenders over a week.
        let giver = world.funded("giver", &[debt.coin(300)]);
        world.add_income(&giver, debt.coin(300)).unwrap();
        world.repay_shortfall(&giver, debt.denom).unwrap();
        assert_eq!(
            world.market(debt.denom).streaming.u128(),
            debt.amount("272.09")
        );
        world.wait_unfed(7 * 86_400);
        world.withdraw(&loan.lender, debt.denom, None).unwrap();
        let got = world.balance(&loan.lender, debt.denom);
        // The unit that a virtual share in 20 billion rounds away stays with the house.
        assert!(debt.units(20_000) - got <= 1, "{got} of {debt:?}");
    }
}

#[test]
fn tokens_that_were_only_transferred_are_absorbed_as_income() {
    for (collateral, debt) in KINDS {
        let mut loan = Loan::given(collateral, debt);
        let world = &mut loan.world;
        let house = world.contracts();
        world.fund(&house.fund, &[debt.coin(7)]);
        assert_eq!(world.pool(debt.denom).income.u128(), 0);
        world.run(&loan.keeper, house.absorb(debt.denom)).unwrap();
        assert_eq!(world.pool(debt.denom).income.u128(), debt.units(7));
    }
}
