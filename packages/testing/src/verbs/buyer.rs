//! Buying what no bidder bought.

use cosmwasm_std::{Addr, Coin, Empty, Uint128};
use cw_multi_test::Contract;
use gavel_types::auction::{BackstopStage, GovernMsg, PairId, Stage};

use crate::buyer;
use crate::receipt::{Receipt, Refusal};
use crate::world::World;

impl World {
    /// Starts a [`buyer`] of at most `most` quote a lot, and gives it money.
    ///
    /// # Panics
    /// The money is empty.
    pub fn start_buyer(&mut self, owner: &Addr, most: u128, money: Coin) -> Addr {
        self.start_buyer_of(buyer::code(), owner, most, money)
    }

    /// The same with other code that is set up in the same way.
    ///
    /// # Panics
    /// The money is empty, or the code refuses to be set up.
    pub fn start_buyer_of(
        &mut self,
        code: Box<dyn Contract<Empty>>,
        owner: &Addr,
        most: u128,
        money: Coin,
    ) -> Addr {
        let msg = buyer::InstantiateMsg {
            house: self.contracts().auction.to_string(),
            most: Uint128::new(most),
        };
        let buyer = self.start_surely(code, owner, "buyer", &msg);
        self.fund(&buyer, &[money]);
        buyer
    }

    /// Gives a pair's next lots a backstop behind their other stages: a buyer at a discount in basis points.
    ///
    /// # Errors
    /// The message is refused.
    pub fn add_backstop(
        &mut self,
        pair: PairId,
        buyer: &Addr,
        discount_bps: u32,
    ) -> Result<Receipt, Refusal> {
        let mut config = self.pair(pair).config;
        config.stages.push(Stage::Backstop(BackstopStage {
            buyer: buyer.to_string(),
            discount_bps,
            max_base: None,
        }));
        self.govern_auction(GovernMsg::UpdatePair { pair, config })
    }

    /// Has a buyer pay its owner all that it has of an asset.
    ///
    /// # Errors
    /// It has nothing.
    pub fn collect_bought(
        &mut self,
        owner: &Addr,
        buyer: &Addr,
        denom: &str,
    ) -> Result<Receipt, Refusal> {
        let denom = denom.to_owned();
        self.execute(owner, buyer, &buyer::ExecuteMsg::Collect { denom }, &[])
    }
}
