//! The random world and its people.

use cosmwasm_std::{Addr, Coin, Decimal};
use gavel_testing::{
    Asset, Builder, Checks, Receipt, Refusal, World, ATOM, BTC, DOLLAR, ETH, ETHER, EUR, USD,
};
use gavel_types::auction::{ConsignorKind, GovernMsg, Limit, PairId};
use gavel_types::lending::AccountId;
use rand::seq::IndexedRandom;
use rand::Rng;
use rand_chacha::ChaCha8Rng;

use super::pipelines;
use super::tally::Tally;
use crate::schemer;

/// What may be posted: coins and a token.
pub const COLLATERALS: [Asset; 4] = [ETH, BTC, ATOM, ETHER];

/// What is lent: coins and a token.
pub const MARKETS: [Asset; 3] = [USD, EUR, DOLLAR];

/// What cannot be divided: a coin without decimals.
const STONE: Asset = Asset::new("ustone", 0);

/// What is worth next to nothing, so that there is very much of it.
pub const SHELL: Asset = Asset::new("ushell", 18);

/// What is sold by others than the lending contract alone, on any terms.
const FREE: [(Asset, Asset); 5] = [
    (EUR, USD),
    (STONE, DOLLAR),
    (ATOM, SHELL),
    (SHELL, EUR),
    (DOLLAR, SHELL),
];

/// What is put up for sale by accounts and contracts, and for what: in pairs that the lending contract sells through, and in others.
const CONSIGNED: [(Asset, Asset); 7] = [
    (ETH, USD),
    (ETHER, DOLLAR),
    FREE[0],
    FREE[1],
    FREE[2],
    FREE[3],
    FREE[4],
];

/// The least share of the reference, in basis points, that the lending contract reckons with, and the least that any pair may have.
const FLOORS: (u32, u32) = (8_600, 1_000);

/// The most bidders.
const MOST_BIDDERS: usize = 200;

/// The random world, its people, and what was tried in it.
pub struct Stage {
    pub world: World,
    pub lenders: Vec<Addr>,
    pub borrowers: Vec<Addr>,
    pub keepers: Vec<Addr>,
    pub bidders: Vec<Addr>,
    pub stakers: Vec<Addr>,
    /// Accounts that sell.
    pub sellers: Vec<Addr>,
    /// A contract that sells, takes and buys what is left, and does anything when it is called.
    pub schemer: Addr,
    /// Buys what is left as it should.
    pub buyer: Addr,
    /// The pairs in which anyone sells.
    pub pairs: Vec<Sold>,
    /// Bids that were made: whose, in which pair, at which limit.
    pub bids: Vec<(Addr, PairId, Limit)>,
    pub tally: Tally,
}

/// A pair, what it sells and for what.
#[derive(Clone, Copy)]
pub struct Sold {
    pub pair: PairId,
    pub base: Asset,
    pub quote: Asset,
    /// The lowest share of the reference that its terms may have.
    pub floor_bps: u32,
    /// Whether others than the lending contract sell in it.
    pub consigned: bool,
}

impl Stage {
    /// A world with four collaterals, three markets and people with money.
    pub fn set(random: &mut ChaCha8Rng) -> Self {
        Self::set_in(World::builder().checks(Checks::strict(100)), random)
    }

    /// The same in a world that is described so far.
    pub fn set_in(mut builder: Builder, random: &mut ChaCha8Rng) -> Self {
        let tight = random.random_ratio(1, 3);
        for asset in COLLATERALS {
            builder = builder.collateral_with(asset, |terms| {
                if tight {
                    terms.auction_cap = asset.units(60).into();
                    terms.deposit_cap = asset.units(2_000).into();
                }
            });
        }
        for asset in MARKETS {
            builder = builder.market_with(asset, |terms| {
                if tight {
                    terms.auction_cap = asset.units(20_000).into();
                    terms.supply_cap = asset.units(3_000_000).into();
                }
            });
        }
        builder = builder.price(STONE, "50000").price(SHELL, "0.01");
        let lent = COLLATERALS
            .iter()
            .flat_map(|base| MARKETS.iter().map(move |quote| (*base, *quote)));
        let wanted: Vec<(Asset, Asset, u32)> = lent
            .map(|(base, quote)| (base, quote, FLOORS.0))
            .chain(FREE.map(|(base, quote)| (base, quote, FLOORS.1)))
            .collect();
        for (base, quote, floor_bps) in &wanted {
            let terms = pipelines::any(random, (*base, *quote), *floor_bps);
            builder = builder.pair_with(*base, *quote, |config| *config = terms);
        }
        let world = builder.build();
        let pairs = wanted
            .into_iter()
            .map(|(base, quote, floor_bps)| Sold {
                pair: world.pair_of(base.denom, quote.denom),
                base,
                quote,
                floor_bps,
                consigned: CONSIGNED.contains(&(base, quote)),
            })
            .collect();
        let mut stage = Self::peopled(world, pairs, random);
        stage.admit_sellers();
        stage.add_backstops(random);
        stage.begin();
        stage
    }

    /// Those who act, with money.
    fn peopled(mut world: World, pairs: Vec<Sold>, random: &mut ChaCha8Rng) -> Self {
        let people = |world: &World, kind: &str, count: usize| -> Vec<Addr> {
            (1..=count)
                .map(|number| world.person(&format!("{kind} {number}")))
                .collect()
        };
        let crowd = *[3, 12, 60, MOST_BIDDERS].choose(random).unwrap();
        let everything: Vec<Coin> = COLLATERALS
            .iter()
            .chain(&MARKETS)
            .chain(&[STONE, SHELL])
            .map(|asset| asset.coin(1_000_000_000))
            .collect();
        let owner = world.person("the buyer's owner");
        let schemer = schemer::bring(&mut world, &everything);
        let buyer = world.start_buyer(&owner, 10u128.pow(11), USD.coin(100_000));
        world.fund(&buyer, &[EUR.coin(100_000), SHELL.coin(10_000_000)]);
        world.fund(&buyer, &[DOLLAR.coin(100_000)]);
        let stage = Self {
            lenders: people(&world, "lender", 3),
            borrowers: people(&world, "borrower", 9),
            keepers: people(&world, "keeper", 2),
            bidders: people(&world, "bidder", crowd),
            stakers: people(&world, "staker", 2),
            sellers: people(&world, "seller", 2),
            schemer,
            buyer,
            pairs,
            bids: Vec::new(),
            tally: Tally::default(),
            world,
        };
        let mut stage = stage;
        for person in stage.everyone() {
            stage.world.fund(&person, &everything);
        }
        // One is as rich as an account can be, so that sums are as large as they get.
        let rich = stage.bidders.last().unwrap().clone();
        stage.world.fund(&rich, &[SHELL.dust(10u128.pow(37))]);
        stage
    }

    /// Two accounts, and the contract of ill will, sell where others than the lending contract do.
    fn admit_sellers(&mut self) {
        for sold in self.pairs.clone().iter().filter(|sold| sold.consigned) {
            let accounts = self.sellers.iter().map(|one| (one, ConsignorKind::Account));
            let all = accounts.chain([(&self.schemer, ConsignorKind::Contract)]);
            for (address, kind) in all {
                let add = GovernMsg::AddConsignor {
                    pair: sold.pair,
                    address: address.to_string(),
                    kind,
                };
                self.world.govern_auction(add).unwrap();
            }
        }
    }

    /// What is left is bought by someone, where the pair has it so.
    fn add_backstops(&mut self, random: &mut ChaCha8Rng) {
        for sold in self.pairs.clone() {
            if random.random_ratio(2, 5) {
                let mut config = self.world.pair(sold.pair).config;
                let floor = sold.floor_bps.max(config.floor_bps().saturating_sub(1_000));
                let buyer = [&self.buyer, &self.schemer][usize::from(random.random_bool(0.5))];
                let stage = pipelines::backstop(random, buyer.as_str(), floor);
                config.stages.push(stage);
                let update = GovernMsg::UpdatePair {
                    pair: sold.pair,
                    config,
                };
                self.world.govern_auction(update).unwrap();
            }
        }
    }
    /// Lenders lend and borrowers borrow, so that there is something to go wrong.
    fn begin(&mut self) {
        for (lender, asset) in self.lenders.clone().iter().zip(MARKETS) {
            self.world.supply(lender, asset.coin(500_000)).unwrap();
        }
        let house = self.world.contracts();
        for (place, borrower) in self.borrowers.clone().iter().enumerate() {
            let loans = [(ETH, USD), (BTC, EUR), (ETHER, DOLLAR)];
            let (posted, market) = loans[place % loans.len()];
            let whole = if posted == BTC { 1 } else { 100 };
            self.world.deposit(borrower, posted.coin(whole)).unwrap();
            let borrowed = market.coin(5_600 + 70 * place as u128);
            self.world.run(borrower, house.borrow(0, borrowed)).unwrap();
        }
    }

    /// Notes how a message ended.
    pub fn note(&mut self, verb: &'static str, outcome: Result<Receipt, Refusal>) {
        match outcome {
            Ok(receipt) => self.tally.done(verb, &receipt),
            Err(refusal) => self.tally.refused(verb, &refusal),
        }
    }

    /// Anyone.
    pub fn anyone(&self, random: &mut ChaCha8Rng) -> Addr {
        self.everyone().choose(random).unwrap().clone()
    }

    /// All people.
    pub fn everyone(&self) -> Vec<Addr> {
        [
            &self.lenders,
            &self.borrowers,
            &self.keepers,
            &self.bidders,
            &self.stakers,
            &self.sellers,
        ]
        .into_iter()
        .flatten()
        .cloned()
        .collect()
    }

    /// A pair in which anyone sells.
    pub fn any_pair(&self, random: &mut ChaCha8Rng) -> Sold {
        *self.pairs.choose(random).unwrap()
    }

    /// A pair in which others than the lending contract sell.
    pub fn any_consigned(&self, random: &mut ChaCha8Rng) -> Sold {
        let all: Vec<&Sold> = self.pairs.iter().filter(|sold| sold.consigned).collect();
        **all.choose(random).unwrap()
    }

    /// Mostly an unhealthy account, where there is one; else any.
    pub fn account_to_liquidate(&self, random: &mut ChaCha8Rng) -> AccountId {
        let unhealthy: Vec<AccountId> = self
            .world
            .accounts()
            .into_iter()
            .filter(|account| account.health.is_some_and(|health| health < Decimal::one()))
            .map(|account| account.account)
            .collect();
        match unhealthy.choose(random) {
            Some(account) if random.random_ratio(4, 5) => account.clone(),
            _ => self.any_account(random),
        }
    }

    /// Any account of any borrower.
    pub fn any_account(&self, random: &mut ChaCha8Rng) -> AccountId {
        AccountId {
            owner: self.borrowers.choose(random).unwrap().to_string(),
            sub: u8::from(random.random_ratio(1, 5)),
        }
    }
}
