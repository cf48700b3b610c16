//! The world that is measured in: a house that has been open for some weeks.
//!
//! Three hundred lots were consigned, most of them sold; several lenders and a dozen borrowers are there; interest has run;
//! the price fell, borrowers were liquidated, and some of their lots are still open. Block times and heights are those of a
//! live chain, amounts have all their digits, and the three feeders disagree a little.

use std::error::Error;

use cosmwasm_std::{Addr, Coin, Decimal};
use gavel_testing::vm::GasReport;
use gavel_testing::{decimal, Call, Checks, Receipt, Refusal, World, BTC, ETH, EUR, USD};
use gavel_types::auction::{ConsignorKind, GovernMsg, LotId, PairId};

/// Where the price of ETH starts, and what it falls to in steps that the oracle accepts at once.
const PRICES: [&str; 4] = ["3482.91", "3310.27", "3188.64", "3087.15"];
/// Where it falls to behind these, in steps as large as the oracle accepts at once.
const COLLAPSE: [&str; 3] = ["2810.36", "2574.08", "2391.77"];
/// Blocks until a jump is confirmed: 30 s, and one more.
const BLOCKS_TO_CONFIRM: u64 = 6;
/// Blocks of a day.
const DAY: u64 = 14_400;
/// Lots consigned before anything is measured.
const LOTS: u32 = 300;
/// How each feeder's price differs from the middle one's.
const FEEDERS: [&str; 3] = ["0.99968", "1", "1.00041"];
/// The debt of those who borrow nearly all they may, as a share of their collateral's value.
pub const NEAR_THE_LIMIT: &str = "0.744";

/// The world, and who is measured in it.
pub struct Town {
    pub world: World,
    pub pair: PairId,
    /// On the pair's list of consignors.
    pub estate: Addr,
    /// Bids and liquidates.
    pub bidder: Addr,
    eth: Decimal,
}

impl Town {
    /// Builds the world and lives in it. Errors: a contract was not built, or a chain would not store it.
    pub fn settle(pinned: bool) -> Result<Self, Box<dyn Error>> {
        let mut world = World::builder()
            .on_vm(pinned)?
            .starts_at(1_798_000_000)
            .height(20_000_000)
            .collateral(BTC)
            .market(EUR)
            .price(ETH, PRICES[0])
            .price(BTC, "97215.33")
            .price(EUR, "1.1632")
            .price(USD, "1")
            .checks(Checks::off())
            .build();
        let pair = world.pair_of(ETH.denom, USD.denom);
        let estate = world.funded("estate", &[ETH.coin(1_000_000)]);
        let bidder = world.funded("bidder", &[USD.coin(1_000_000_000)]);
        let mut town = Self {
            world,
            pair,
            estate,
            bidder,
            eth: decimal(PRICES[0]),
        };
        town.lend()?;
        town.borrow()?;
        town.sell()?;
        town.insure()?;
        town.fall()?;
        Ok(town)
    }

    fn lend(&mut self) -> Result<(), Refusal> {
        for number in 1..=6u32 {
            let amount = decimal("11234567.891234") * Decimal::from_ratio(number, 1u32);
            let coin = USD.part(&amount.to_string());
            let lender = self
                .world
                .funded(&format!("lender {number}"), std::slice::from_ref(&coin));
            self.world.supply(&lender, coin)?;
            self.days(1);
        }
        Ok(())
    }

    fn borrow(&mut self) -> Result<(), Refusal> {
        for number in 1..=12u32 {
            let eth = decimal("17.318204755913402118") * Decimal::from_ratio(number, 1u32);
            // The last four are near their limit and will be liquidated.
            let share = if number > 8 { NEAR_THE_LIMIT } else { "0.41" };
            self.indebted(&format!("borrower {number}"), eth, share)?;
            self.days(1);
        }
        Ok(())
    }

    fn sell(&mut self) -> Result<(), Refusal> {
        let add = GovernMsg::AddConsignor {
            pair: self.pair,
            address: self.estate.to_string(),
            kind: ConsignorKind::Account,
        };
        self.world.govern_auction(add)?;
        for number in 1..=LOTS {
            if number % 10 == 0 {
                self.next_block();
            }
            let lot = self.consign("12.345678901234567891")?;
            // One in twenty stays open.
            if number % 20 != 0 {
                self.world.buy_all(&self.bidder.clone(), lot)?;
            }
        }
        Ok(())
    }

    fn insure(&mut self) -> Result<(), Refusal> {
        for number in 1..=4u32 {
            let amount = decimal("123456.789012") * Decimal::from_ratio(number, 1u32);
            let coin = USD.part(&amount.to_string());
            let staker = self
                .world
                .funded(&format!("staker {number}"), std::slice::from_ref(&coin));
            self.world.stake(&staker, coin)?;
            self.days(1);
        }
        Ok(())
    }

    fn fall(&mut self) -> Result<(), Refusal> {
        self.crash();
        let keeper = self.bidder.clone();
        for number in 9..=12u32 {
            let owner = self.world.person(&format!("borrower {number}"));
            let account = self.world.first_account(&owner);
            let lot = self.next_lot();
            self.world.liquidate(&keeper, &account)?;
            match number {
                9 | 10 => self.world.buy_all(&keeper, lot).map(drop)?,
                11 => self.world.buy(&keeper, lot, ETH.units(3)).map(drop)?,
                _ => {}
            }
            self.next_block();
        }
        self.recover();
        Ok(())
    }

    /// Gives someone ETH, deposits it, and borrows this share of its value.
    pub fn indebted(&mut self, name: &str, eth: Decimal, share: &str) -> Result<Addr, Refusal> {
        let collateral = ETH.part(&eth.to_string());
        let owner = self.world.funded(name, std::slice::from_ref(&collateral));
        self.world.deposit(&owner, collateral)?;
        self.next_block();
        let dollars = eth * self.eth * decimal(share);
        self.world.borrow(&owner, USD.part(&dollars.to_string()))?;
        Ok(owner)
    }

    /// Opens a lot of the estate.
    pub fn consign(&mut self, eth: &str) -> Result<LotId, Refusal> {
        let lot = self.next_lot();
        let call = self.world.contracts().consign(lot, ETH.part(eth), None);
        self.world.run(&self.estate.clone(), call)?;
        Ok(lot)
    }

    /// The lot that a consignment made now joins.
    pub fn next_lot(&self) -> LotId {
        match self.world.joining_lot(self.pair) {
            Some(lot) => lot,
            None => panic!("pair {} takes no lots", self.pair),
        }
    }

    /// Lets ETH fall in steps to its lowest price.
    pub fn crash(&mut self) {
        for price in PRICES.iter().skip(1) {
            self.eth = decimal(price);
            self.next_block();
        }
    }

    /// Lets ETH fall so far that who borrowed nearly all he may is insolvent.
    pub fn collapse(&mut self) {
        self.crash();
        for price in COLLAPSE {
            self.eth = decimal(price);
            // So far below its average a price must be confirmed.
            for _ in 0..BLOCKS_TO_CONFIRM {
                self.next_block();
            }
        }
    }

    /// ETH is back where it started, from wherever it is.
    pub fn recover(&mut self) {
        if self.eth < decimal(PRICES[3]) {
            for price in COLLAPSE.iter().rev() {
                self.eth = decimal(price);
                for _ in 0..BLOCKS_TO_CONFIRM {
                    self.next_block();
                }
            }
        }
        for price in PRICES.iter().rev() {
            self.eth = decimal(price);
            self.next_block();
        }
    }

    /// Goes on by days, then prices everything anew.
    fn days(&mut self, days: u64) {
        self.world.blocks(days * DAY);
        self.next_block();
    }

    /// Goes on by a block, in which the feeders push all prices.
    pub fn next_block(&mut self) {
        self.world.blocks(1);
        let now = self.world.now();
        for (feeder, factor) in self.world.cast().feeders.clone().iter().zip(FEEDERS) {
            let eth = self.eth * decimal(factor);
            let prices = [
                (ETH.denom, eth, now),
                (BTC.denom, decimal("97215.33") * decimal(factor), now),
                (EUR.denom, decimal("1.1632") * decimal(factor), now),
                (USD.denom, decimal("1.0002") * decimal(factor), now),
            ];
            if let Err(refusal) = self.world.push_all(feeder, &prices) {
                panic!("the feeder was refused: {refusal}");
            }
        }
    }

    /// Runs calls as one transaction and says what it cost.
    pub fn transact(&mut self, sender: &Addr, calls: Vec<Call>) -> Result<GasReport, Refusal> {
        self.world.transact(sender, calls).map(cost)
    }

    /// More than enough money for anything.
    pub fn purse(&self) -> Coin {
        USD.part("987654.321098")
    }
}

fn cost(receipt: Receipt) -> GasReport {
    match receipt.gas {
        Some(gas) => gas,
        None => panic!("a world on the VM says what a transaction cost"),
    }
}
