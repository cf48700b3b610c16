//! The world in which bids are measured: a pair that sells by batch alone, with a hundred bids in its book.
//!
//! It is lived in by the native contracts, which leave the same state as the compiled ones to the byte, and goes on from there on
//! the VM: so each row starts where it needs to.

use std::error::Error;

use cosmwasm_std::{Addr, Coin, Decimal};
use gavel_testing::vm::GasReport;
use gavel_testing::{decimal, Builder, Call, Checks, Codes, Refusal, World, ETH, USD};
use gavel_types::auction::{ConsignorKind, GovernMsg, Limit, LotId, PairId};

/// The price of ETH.
const PRICE: &str = "3482.91";

/// Levels of the book, from this price down, ten dollars apart.
const BEST: u32 = 3_400;

/// Bids on each of twenty levels.
const BIDS: u32 = 5;

/// What a bid has.
const BID: &str = "12345.678901";

/// A world with a book.
pub struct Square {
    native: World,
    vm: World,
    pub pair: PairId,
    estate: Addr,
}

fn builder() -> Builder {
    World::builder()
        .starts_at(1_798_000_000)
        .height(20_000_000)
        .price(ETH, PRICE)
        .price(USD, "1")
        .batch_only(ETH, USD, |_| {})
        .checks(Checks::off())
}

/// The level so many steps below the best.
pub fn level(step: u32) -> Limit {
    Limit::Price(Decimal::from_ratio(BEST - 10 * step, 1u32))
}

/// The level so many steps above the best.
pub fn better(step: u32) -> Limit {
    Limit::Price(Decimal::from_ratio(BEST + 10 * step, 1u32))
}

impl Square {
    /// Builds both worlds. The book is empty. Errors: a contract was not built, or a chain would not store it.
    pub fn empty(pinned: bool) -> Result<Self, Box<dyn Error>> {
        let mut native = builder().codes(Codes::native()).build();
        let vm = builder().on_vm(pinned)?.build();
        let pair = native.pair_of(ETH.denom, USD.denom);
        let estate = native.funded("estate", &[ETH.coin(1_000_000)]);
        let add = GovernMsg::AddConsignor {
            pair,
            address: estate.to_string(),
            kind: ConsignorKind::Account,
        };
        native.govern_auction(add)?;
        Ok(Self {
            native,
            vm,
            pair,
            estate,
        })
    }

    /// A hundred bids on twenty levels.
    pub fn settle(pinned: bool) -> Result<Self, Box<dyn Error>> {
        let mut square = Self::empty(pinned)?;
        for number in 0..20 * BIDS {
            square.bid(&format!("bidder {number}"), level(number / BIDS), BID)?;
        }
        Ok(square)
    }

    /// Someone bids, natively.
    pub fn bid(&mut self, name: &str, limit: Limit, quote: &str) -> Result<Addr, Refusal> {
        let coin = USD.part(quote);
        let owner = self.native.funded(name, std::slice::from_ref(&coin));
        let call = self.native.contracts().submit_bid(self.pair, limit, coin);
        self.native.run(&owner, call)?;
        Ok(owner)
    }

    /// Opens a lot, natively, and goes on to the end of its window.
    pub fn open(&mut self, eth: &str) -> Result<LotId, Refusal> {
        self.next_block();
        let Some(lot) = self.native.joining_lot(self.pair) else {
            panic!("the pair takes no lots");
        };
        let call = self.native.contracts().consign(lot, ETH.part(eth), None);
        self.native.run(&self.estate.clone(), call)?;
        for _ in 0..10 {
            self.next_block();
        }
        Ok(lot)
    }

    /// Sells a lot to the book, natively.
    pub fn sell(&mut self, eth: &str) -> Result<(), Refusal> {
        let lot = self.open(eth)?;
        while self.native.lot(lot).is_some() {
            let call = self.native.contracts().advance_by(lot, 100);
            self.native.run(&self.estate.clone(), call)?;
        }
        Ok(())
    }

    /// What calls cost as one transaction on the VM, in a world that has come as far as the native one. Nothing of it stays.
    pub fn cost(
        &mut self,
        sender: &Addr,
        coins: &[Coin],
        calls: Vec<Call>,
    ) -> Result<GasReport, Refusal> {
        self.vm.go_on_from(&self.native);
        if !coins.is_empty() {
            self.vm.fund(sender, coins);
        }
        let receipt = self.vm.transact(sender, calls)?;
        match receipt.gas {
            Some(gas) => Ok(gas),
            None => panic!("a world on the VM says what a transaction cost"),
        }
    }

    /// The native world, for its calls and addresses.
    pub fn world(&self) -> &World {
        &self.native
    }

    fn next_block(&mut self) {
        self.native.blocks(1);
        let now = self.native.now();
        for feeder in self.native.cast().feeders.clone() {
            let prices = [
                (ETH.denom, decimal(PRICE), now),
                (USD.denom, decimal("1"), now),
            ];
            if let Err(refusal) = self.native.push_all(&feeder, &prices) {
                panic!("the feeder was refused: {refusal}");
            }
        }
    }
}
