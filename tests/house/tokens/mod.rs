//! Assets that cw20 contracts keep, wherever a coin may be. Amounts are worked out by hand beside the assertions.

mod callbacks;
mod deliveries;
mod disguises;
mod forgeries;
#[cfg(feature = "vm")]
mod gas;
mod hostile;
mod insured_loss;
mod trouble;
mod whole_loan;

use cosmwasm_std::Addr;
use gavel_testing::{Asset, Builder, World, DOLLAR, ETH, ETHER, USD};
use gavel_types::auction::LotId;
use gavel_types::lending::AccountId;

/// The first lot of the first pair.
const FIRST: LotId = LotId { pair: 1, number: 1 };

/// Collateral and debt, each as a coin and as a token.
const KINDS: [(Asset, Asset); 4] = [(ETH, USD), (ETHER, USD), (ETH, DOLLAR), (ETHER, DOLLAR)];

/// A world with one collateral, and one market that lends without interest.
fn bare(collateral: Asset, debt: Asset) -> Builder {
    World::bare().collateral(collateral).without_interest(debt)
}

/// A lender with 20,000 dollars in the market, and a borrower who owes 7,260 of them against 100 ETH at 100 dollars.
struct Loan {
    world: World,
    lender: Addr,
    borrower: Addr,
    account: AccountId,
    keeper: Addr,
    bidder: Addr,
}

impl Loan {
    fn given_in(builder: Builder, collateral: Asset, debt: Asset) -> Self {
        let mut world = builder.build();
        let lender = world.funded("lender", &[debt.coin(20_000)]);
        let borrower = world.funded("borrower", &[collateral.coin(100)]);
        let bidder = world.funded("bidder", &[debt.coin(10_000)]);
        world.supply(&lender, debt.coin(20_000)).unwrap();
        let account = world.open(&borrower, &[collateral.coin(100)], &[debt.coin(7_260)]);
        let keeper = world.person("keeper");
        Self {
            world,
            lender,
            borrower,
            account,
            keeper,
            bidder,
        }
    }

    fn given(collateral: Asset, debt: Asset) -> Self {
        Self::given_in(bare(collateral, debt), collateral, debt)
    }
}

/// A loan of dollars against ether, both tokens, with a lot of 49.75 ETH open.
fn with_open_lot() -> Loan {
    let mut loan = Loan::given(ETHER, DOLLAR);
    loan.world.move_price(ETHER.denom, "84");
    loan.world.liquidate(&loan.keeper, &loan.account).unwrap();
    loan
}

/// Nobody buys what is left of a lot: it goes through its curve and three restarts, and ends.
fn let_it_end(world: &mut World, lot: LotId) {
    let anyone = world.person("anyone");
    for _ in 0..4 {
        world.wait(1_200);
        world.advance(&anyone, lot).unwrap();
    }
    assert!(world.lot(lot).is_none());
}
