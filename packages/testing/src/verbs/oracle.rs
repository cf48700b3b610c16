//! Pricing assets.

use cosmwasm_std::{Addr, Decimal};
use gavel_types::oracle::GovernMsg;

use crate::asset::decimal;
use crate::receipt::{Receipt, Refusal};
use crate::world::World;

impl World {
    /// Pushes one feeder's observation, made at unix second `published_at`.
    ///
    /// # Errors
    /// The message is refused.
    pub fn push(
        &mut self,
        feeder: &Addr,
        denom: &str,
        price: Decimal,
        published_at: u64,
    ) -> Result<Receipt, Refusal> {
        self.push_all(feeder, &[(denom, price, published_at)])
    }

    /// Pushes one feeder's observations: `(denom, dollars, unix second)`.
    ///
    /// # Errors
    /// The message is refused.
    pub fn push_all(
        &mut self,
        feeder: &Addr,
        prices: &[(&str, Decimal, u64)],
    ) -> Result<Receipt, Refusal> {
        let call = self.contracts().push(prices);
        self.run(feeder, call)
    }

    /// Renews assets' aggregates.
    ///
    /// # Errors
    /// The message is refused.
    pub fn refresh(&mut self, sender: &Addr, denoms: &[&str]) -> Result<Receipt, Refusal> {
        let call = self.contracts().refresh(denoms);
        self.run(sender, call)
    }

    /// All feeders push this price in a block of its own. A jump beyond the asset's limit waits to be confirmed: see
    /// [`World::move_price`].
    ///
    /// # Panics
    /// The text is no decimal number, or a feeder is refused.
    pub fn set_price(&mut self, denom: &str, dollars: &str) {
        self.set_price_to(denom, decimal(dollars));
    }

    /// All feeders push this price in a block of its own.
    ///
    /// # Panics
    /// A feeder is refused.
    pub fn set_price_to(&mut self, denom: &str, dollars: Decimal) {
        self.prices.insert(denom.to_owned(), dollars);
        self.blocks(1);
        let now = self.now();
        self.push_from_all(&[(denom, dollars, now)]);
    }

    /// All feeders push this price until it is accepted, however far it jumps.
    ///
    /// # Panics
    /// The text is no decimal number, a feeder is refused, or the price is not accepted within an hour.
    pub fn move_price(&mut self, denom: &str, dollars: &str) {
        self.move_price_to(denom, decimal(dollars));
    }

    /// All feeders push this price until it is accepted, however far it jumps.
    ///
    /// # Panics
    /// A feeder is refused, or the price is not accepted within an hour.
    pub fn move_price_to(&mut self, denom: &str, dollars: Decimal) {
        self.set_price_to(denom, dollars);
        for _ in 0..120 {
            let waits = self
                .price_record(denom)
                .is_some_and(|record| record.pending.is_some());
            if !waits {
                return;
            }
            self.wait(30);
        }
        panic!("{dollars} was not accepted as the price of {denom}");
    }

    /// All feeders push the last set prices of all assets, made now.
    ///
    /// # Panics
    /// A feeder is refused.
    pub fn feed(&mut self) {
        let now = self.now();
        let prices = self.prices.clone();
        let prices: Vec<(&str, Decimal, u64)> = prices
            .iter()
            .map(|(denom, price)| (denom.as_str(), *price, now))
            .collect();
        self.push_from_all(&prices);
    }

    /// No longer pushes an asset's price when time passes: its feed is dead until a price is set again.
    pub fn kill_feed(&mut self, denom: &str) {
        self.prices.remove(denom);
    }

    /// Changes what governance sets in the oracle adapter, as its owner.
    ///
    /// # Errors
    /// The message is refused.
    pub fn govern_oracle(&mut self, change: GovernMsg) -> Result<Receipt, Refusal> {
        let owner = self.cast().owner.clone();
        let call = self.contracts().govern_oracle(change);
        self.run(&owner, call)
    }

    fn push_from_all(&mut self, prices: &[(&str, Decimal, u64)]) {
        if prices.is_empty() {
            return;
        }
        for feeder in self.cast.feeders.clone() {
            if let Err(refusal) = self.push_all(&feeder, prices) {
                panic!("{feeder} could not push {prices:?}: {refusal}");
            }
        }
    }
}
