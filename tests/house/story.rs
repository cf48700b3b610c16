//! What happens to people in the house, from beginning to end. All amounts are worked out by hand beside the assertions.

mod backing;
mod expected_loss;
mod interest;
mod loan;
mod loss;
mod nobody_bids;
mod one_transaction;
mod open_lot;

use cosmwasm_std::Addr;
use gavel_testing::{Asset, World, ETH, USD};
use gavel_types::auction::LotId;
use gavel_types::lending::AccountId;

/// The first lot of the first pair.
const FIRST: LotId = LotId { pair: 1, number: 1 };

/// A lender with 20,000 dollars in the market, and a borrower who owes 7,260 of them against 100 ETH at 100 dollars.
struct Loan {
    world: World,
    lender: Addr,
    borrower: Addr,
    account: AccountId,
    keeper: Addr,
}

impl Loan {
    fn given() -> Self {
        let mut world = World::builder().without_interest(USD).build();
        let lender = world.funded("lender", &[USD.coin(20_000)]);
        let borrower = world.funded("borrower", &[ETH.coin(100)]);
        world.supply(&lender, USD.coin(20_000)).unwrap();
        let account = world.open(&borrower, &[ETH.coin(100)], &[USD.coin(7_260)]);
        let keeper = world.person("keeper");
        Self {
            world,
            lender,
            borrower,
            account,
            keeper,
        }
    }

    /// What the account holds of a collateral.
    fn collateral(&self, asset: Asset) -> u128 {
        let account = self.world.account(&self.account);
        amount(&account.collateral, asset)
    }

    /// What the account owes in a market.
    fn debt(&self, asset: Asset) -> u128 {
        let account = self.world.account(&self.account);
        amount(&account.debts, asset)
    }
}

fn amount(list: &[gavel_types::lending::Amount], asset: Asset) -> u128 {
    list.iter()
        .find(|held| held.denom == asset.denom)
        .map_or(0, |held| held.amount.u128())
}
