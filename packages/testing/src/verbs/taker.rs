//! Buying without money.

use cosmwasm_std::{Addr, Coin, Uint128};
use gavel_types::auction::LotId;

use crate::call::Call;
use crate::receipt::{Receipt, Refusal};
use crate::taker;
use crate::venue::{self, Rate};
use crate::world::World;

impl World {
    /// Starts a swap venue that pays so much for so much, and gives it reserves.
    ///
    /// # Panics
    /// The reserves are empty.
    pub fn start_venue(&mut self, brought: Coin, paid: Coin, reserves: Coin) -> Addr {
        let owner = self.cast().owner.clone();
        let rate = Rate { brought, paid };
        let venue = self.start_surely(venue::code(), &owner, "venue", &rate);
        self.fund(&venue, &[reserves]);
        venue
    }

    /// Changes what a venue pays.
    ///
    /// # Errors
    /// It is no venue that the world started.
    pub fn set_rate(
        &mut self,
        venue: &Addr,
        brought: Coin,
        paid: Coin,
    ) -> Result<Receipt, Refusal> {
        let owner = self.cast().owner.clone();
        let msg = venue::ExecuteMsg::SetRate(Rate { brought, paid });
        self.execute(&owner, venue, &msg, &[])
    }

    /// Starts someone's [`taker`], which sells at a venue. It has no money.
    pub fn start_taker(&mut self, owner: &Addr, venue: &Addr) -> Addr {
        let msg = taker::InstantiateMsg {
            house: self.contracts().auction.to_string(),
            venue: venue.to_string(),
        };
        self.start_surely(taker::code(), owner, "taker", &msg)
    }

    /// The message that has a taker buy at most `amount` of a lot's base at its price now, for some profit at least.
    ///
    /// # Errors
    /// The take would be refused.
    pub fn flash_buying(
        &self,
        taker: &Addr,
        lot: LotId,
        amount: u128,
        least_profit: u128,
    ) -> Result<Call, Refusal> {
        let offer = self.simulate_take(lot, amount)?;
        let msg = taker::ExecuteMsg::Buy {
            lot,
            amount: offer.base,
            max_price: offer.price,
            least_profit: Uint128::new(least_profit),
        };
        Ok(Call::any(taker, &msg, vec![]))
    }

    /// Has someone's taker buy at most `amount` of a lot's base at its price now, for some profit at least.
    ///
    /// # Errors
    /// The take, the sale or the payment is refused.
    pub fn flash_buy(
        &mut self,
        owner: &Addr,
        taker: &Addr,
        lot: LotId,
        amount: u128,
        least_profit: u128,
    ) -> Result<Receipt, Refusal> {
        let call = self.flash_buying(taker, lot, amount, least_profit)?;
        self.run(owner, call)
    }

    /// Has a taker pay its owner all that it has of an asset.
    ///
    /// # Errors
    /// It has nothing.
    pub fn collect(&mut self, owner: &Addr, taker: &Addr, denom: &str) -> Result<Receipt, Refusal> {
        let denom = denom.to_owned();
        self.execute(owner, taker, &taker::ExecuteMsg::Collect { denom }, &[])
    }
}
