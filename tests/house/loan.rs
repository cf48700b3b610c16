//! The loan that most tests begin with.

use cosmwasm_std::Addr;
use gavel_testing::{Asset, Builder, World, ETH, USD};
use gavel_types::auction::LotId;
use gavel_types::lending::{AccountId, Amount};

/// The first lot of the first pair.
pub const FIRST: LotId = LotId { pair: 1, number: 1 };

/// A lender with 20,000 dollars in the market, and a borrower who owes 7,260 of them against 100 ETH at 100 dollars. At 84
/// dollars a liquidation sells 50 ETH, of which the keeper gets half a percent, and 3,960 of the debt leave with them.
pub struct Loan {
    pub world: World,
    pub lender: Addr,
    pub borrower: Addr,
    pub account: AccountId,
    pub keeper: Addr,
}

impl Loan {
    /// The loan in the usual world, without interest.
    pub fn given() -> Self {
        Self::given_in(World::builder())
    }

    /// The loan in another world, without interest.
    pub fn given_in(builder: Builder) -> Self {
        let mut world = builder.without_interest(USD).build();
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

    /// The loan with ETH at 84 dollars and its lot open.
    pub fn in_auction() -> Self {
        let mut loan = Self::given();
        loan.world.move_price(ETH.denom, "84");
        loan.world.liquidate(&loan.keeper, &loan.account).unwrap();
        loan
    }

    /// What the account holds of a collateral.
    pub fn collateral(&self, asset: Asset) -> u128 {
        amount(&self.world.account(&self.account).collateral, asset)
    }

    /// What the account owes in a market.
    pub fn debt(&self, asset: Asset) -> u128 {
        amount(&self.world.account(&self.account).debts, asset)
    }

    /// A bidder with this many dollars.
    pub fn bidder(&mut self, dollars: u128) -> Addr {
        self.world.funded("bidder", &[USD.coin(dollars)])
    }
}

/// The amount of an asset in a list, 0 when it is not there.
pub fn amount(list: &[Amount], asset: Asset) -> u128 {
    list.iter()
        .find(|held| held.denom == asset.denom)
        .map_or(0, |held| held.amount.u128())
}
