//! Selling and buying in the auction house.

use cosmwasm_std::{Addr, Coin, Decimal};
use gavel_types::auction::{GovernMsg, Limit, LotId, PairId};

use crate::call::Call;
use crate::receipt::{Receipt, Refusal};
use crate::world::World;

impl World {
    /// Consigns a coin to a pair, in the lot that it joins now.
    ///
    /// # Errors
    /// The message is refused.
    pub fn consign(
        &mut self,
        consignor: &Addr,
        pair: PairId,
        base: Coin,
        tab: Option<u128>,
    ) -> Result<Receipt, Refusal> {
        let lot = self.joining_lot(pair).unwrap_or(LotId { pair, number: 0 });
        let call = self.contracts().consign(lot, base, tab);
        self.run(consignor, call)
    }

    /// Buys at most `amount` of a lot's base for at most `max_price` each, paying with `pay`.
    ///
    /// # Errors
    /// The message is refused.
    pub fn take(
        &mut self,
        bidder: &Addr,
        lot: LotId,
        amount: u128,
        max_price: Decimal,
        pay: Coin,
    ) -> Result<Receipt, Refusal> {
        let call = self.contracts().take(lot, amount, max_price, pay);
        self.run(bidder, call)
    }

    /// Buys at most `amount` of a lot's base at its price now, paying just that.
    ///
    /// # Errors
    /// The take is refused.
    pub fn buy(&mut self, bidder: &Addr, lot: LotId, amount: u128) -> Result<Receipt, Refusal> {
        let call = self.buying(lot, amount)?;
        self.run(bidder, call)
    }

    /// Buys all of a lot at its price now, paying just that.
    ///
    /// # Errors
    /// The take is refused.
    pub fn buy_all(&mut self, bidder: &Addr, lot: LotId) -> Result<Receipt, Refusal> {
        self.buy(bidder, lot, u128::MAX)
    }

    /// The take that buys at most `amount` of a lot's base at its price now, to be composed with others.
    ///
    /// # Errors
    /// The take would be refused.
    pub fn buying(&self, lot: LotId, amount: u128) -> Result<Call, Refusal> {
        let offer = self.simulate_take(lot, amount)?;
        let quote = self.pair(lot.pair).quote;
        let pay = Coin::new(offer.quote, quote);
        Ok(self
            .contracts()
            .take(lot, offer.base.u128(), offer.price, pay))
    }

    /// Bids a coin for all that is left of a lot.
    ///
    /// # Errors
    /// The message is refused.
    pub fn place_bid(&mut self, bidder: &Addr, lot: LotId, bid: Coin) -> Result<Receipt, Refusal> {
        let call = self.contracts().place_bid(lot, bid);
        self.run(bidder, call)
    }

    /// Takes a lot's next step.
    ///
    /// # Errors
    /// The message is refused.
    pub fn advance(&mut self, sender: &Addr, lot: LotId) -> Result<Receipt, Refusal> {
        let call = self.contracts().advance(lot);
        self.run(sender, call)
    }

    /// Takes a lot's next step; in a batch it settles at most `limit` levels of the book.
    ///
    /// # Errors
    /// The message is refused.
    pub fn advance_by(
        &mut self,
        sender: &Addr,
        lot: LotId,
        limit: u32,
    ) -> Result<Receipt, Refusal> {
        let call = self.contracts().advance_by(lot, limit);
        self.run(sender, call)
    }

    /// Puts a coin into someone's bid at a limit.
    ///
    /// # Errors
    /// The message is refused.
    pub fn submit_bid(
        &mut self,
        bidder: &Addr,
        pair: PairId,
        limit: Limit,
        quote: Coin,
    ) -> Result<Receipt, Refusal> {
        let call = self.contracts().submit_bid(pair, limit, quote);
        self.run(bidder, call)
    }

    /// Takes at most `amount` of someone's bid back, or all of it, and what it has bought.
    ///
    /// # Errors
    /// The message is refused.
    pub fn retract_bid(
        &mut self,
        bidder: &Addr,
        pair: PairId,
        limit: Limit,
        amount: Option<u128>,
    ) -> Result<Receipt, Refusal> {
        let call = self.contracts().retract_bid(pair, limit, amount);
        self.run(bidder, call)
    }

    /// Moves at most `amount` of someone's bid to another limit, or all of it.
    ///
    /// # Errors
    /// The message is refused.
    pub fn move_bid(
        &mut self,
        bidder: &Addr,
        pair: PairId,
        (from, to): (Limit, Limit),
        amount: Option<u128>,
    ) -> Result<Receipt, Refusal> {
        let call = self.contracts().move_bid(pair, from, to, amount);
        self.run(bidder, call)
    }

    /// Pays out what someone's first 30 bids have bought.
    ///
    /// # Errors
    /// The message is refused.
    pub fn claim_liquidations(&mut self, bidder: &Addr, pair: PairId) -> Result<Receipt, Refusal> {
        let call = self.contracts().claim_liquidations(pair, None);
        self.run(bidder, call)
    }

    /// Tries again to deliver a finished lot.
    ///
    /// # Errors
    /// The message is refused.
    pub fn deliver(
        &mut self,
        sender: &Addr,
        lot: LotId,
        consignor: &Addr,
    ) -> Result<Receipt, Refusal> {
        let call = self.contracts().deliver(lot, consignor);
        self.run(sender, call)
    }

    /// Pays out someone's credit of an asset.
    ///
    /// # Errors
    /// The message is refused.
    pub fn withdraw_credit(&mut self, whose: &Addr, denom: &str) -> Result<Receipt, Refusal> {
        let call = self.contracts().withdraw_credit(denom);
        self.run(whose, call)
    }

    /// Pauses the house.
    ///
    /// # Errors
    /// The message is refused.
    pub fn pause_auction(&mut self, sender: &Addr) -> Result<Receipt, Refusal> {
        let call = self.contracts().pause_auction();
        self.run(sender, call)
    }

    /// Changes what governance sets in the house, as its owner.
    ///
    /// # Errors
    /// The message is refused.
    pub fn govern_auction(&mut self, change: GovernMsg) -> Result<Receipt, Refusal> {
        let owner = self.cast().owner.clone();
        let call = self.contracts().govern_auction(change);
        self.run(&owner, call)
    }
}
