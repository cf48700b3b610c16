//! Whether what is done with a gas limit fits into it where it is done with tokens.

use gavel_testing::vm::CallGas;
use gavel_testing::{Receipt, DOLLAR};

use super::{bare, Loan, FIRST, KINDS};

/// Gas of loading a contract: every time, as on chains that do not remember it within a transaction.
const LOAD: u64 = 60_000;

/// The most gas that lending allows the fund for one message.
const FUND_GAS: u64 = 250_000;

/// What the least gas of a delivery, 2,000,000, leaves beside cover of four debts by a fund that burns it all: the depth is then
/// checked by two calls.
const REST_OF_A_DELIVERY: u64 = 2_000_000 - 4 * (FUND_GAS + 2 * LOAD);

/// Gas of a transaction's calls from the first of that name on, for as long as they belong to it.
fn gas_from(receipt: &Receipt, first: &str, belongs: impl Fn(&CallGas) -> bool) -> u64 {
    let calls = &receipt.gas.as_ref().unwrap().calls;
    let begin = calls.iter().position(|call| call.label == first);
    let begin = begin.unwrap_or_else(|| panic!("no {first} among {calls:?}"));
    calls[begin..]
        .iter()
        .take_while(|call| belongs(call))
        .map(|call| call.spent.total() - call.spent.loads + LOAD)
        .sum()
}

#[test]
fn a_delivery_with_tokens_fits_into_the_least_gas_that_it_may_have() {
    for (collateral, debt) in KINDS {
        let builder = bare(collateral, debt).on_vm(false).unwrap();
        let mut loan = Loan::given_in(builder, collateral, debt);
        let world = &mut loan.world;
        world.move_price(collateral.denom, "84");
        world.liquidate(&loan.keeper, &loan.account).unwrap();
        world
            .buy(&loan.bidder, FIRST, collateral.units(10))
            .unwrap();
        for _ in 0..3 {
            world.wait(1_200);
            world.advance(&loan.keeper, FIRST).unwrap();
        }
        world.wait(1_200);
        let receipt = world.advance(&loan.keeper, FIRST).unwrap();
        assert!(receipt.tells("book_lot"));
        let natives = collateral.token().is_none() && debt.token().is_none();
        let first = if natives {
            "lending.execute.lot_settled"
        } else {
            "auction.execute.hand_over"
        };
        let gas = gas_from(&receipt, first, |_| true);
        println!("a delivery of {collateral:?} and {debt:?}: {gas}");
        assert!(gas < REST_OF_A_DELIVERY, "{gas}");
    }
}

#[test]
fn what_the_fund_does_with_tokens_fits_into_what_lending_allows_it() {
    for (collateral, debt) in KINDS.into_iter().filter(|(_, debt)| *debt == DOLLAR) {
        let builder = bare(collateral, debt).on_vm(false).unwrap();
        let mut loan = Loan::given_in(builder, collateral, debt);
        let world = &mut loan.world;
        let staker = world.funded("staker", &[debt.coin(1_000)]);
        world.stake(&staker, debt.coin(1_000)).unwrap();
        world.move_price(collateral.denom, "84");
        world.liquidate(&loan.keeper, &loan.account).unwrap();
        world.buy_all(&loan.bidder, FIRST).unwrap();
        let receipt = world.distribute(&loan.keeper, &[debt.denom]).unwrap();
        let income = gas_from(&receipt, "token.execute.send", |call| {
            call.label != "token.execute.transfer"
        });
        assert!(income < FUND_GAS, "{income}");

        // What is left of the account, 50 ETH for 3,180, is lost in part.
        world.move_price(collateral.denom, "55");
        world.liquidate(&loan.keeper, &loan.account).unwrap();
        let lot = world.account(&loan.account).tickets[0].lot;
        world.fund(&loan.bidder, &[debt.coin(10_000)]);
        let receipt = world.buy_all(&loan.bidder, lot).unwrap();
        assert!(receipt.tells("cover_loss"));
        let cover = gas_from(&receipt, "fund.execute.cover", |call| {
            !call.label.starts_with("lending")
        });
        println!("income {income}, cover {cover}");
        assert!(cover < FUND_GAS, "{cover}");
    }
}
