//! The random world and its people.

use cosmwasm_std::{Addr, Coin, Decimal};
use gavel_testing::{
    Asset, Builder, Checks, Receipt, Refusal, World, ATOM, BTC, DOLLAR, ETH, ETHER, EUR, USD,
};
use gavel_types::auction::{ConsignorKind, GovernMsg, Reference};
use gavel_types::lending::AccountId;
use rand::seq::IndexedRandom;
use rand::Rng;
use rand_chacha::ChaCha8Rng;

use super::outside::Tally;

/// What may be posted: coins and a token.
pub const COLLATERALS: [Asset; 4] = [ETH, BTC, ATOM, ETHER];

/// What is lent: coins and a token.
pub const MARKETS: [Asset; 3] = [USD, EUR, DOLLAR];

/// What is put up for sale by an account, and for what.
pub const CONSIGNED: [(Asset, Asset); 2] = [(ETH, USD), (ETHER, DOLLAR)];

/// The random world, its people, and what was tried in it.
pub struct Stage {
    pub world: World,
    pub lenders: Vec<Addr>,
    pub borrowers: Vec<Addr>,
    pub keepers: Vec<Addr>,
    pub bidders: Vec<Addr>,
    pub stakers: Vec<Addr>,
    pub consignor: Addr,
    pub tally: Tally,
}

impl Stage {
    /// A world with four collaterals, three markets and people with money.
    pub fn set(random: &mut ChaCha8Rng) -> Self {
        Self::set_in(World::builder().checks(Checks::strict(100)), random)
    }

    /// The same in a world that is described so far.
    pub fn set_in(mut builder: Builder, random: &mut ChaCha8Rng) -> Self {
        let tight = random.random_ratio(1, 3);
        let fixed = random.random_bool(0.5);
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
        if fixed {
            builder = builder.pair_with(ATOM, USD, |config| {
                config.stages = vec![
                    gavel_testing::terms::dutch(Reference::Fixed, &[(0, 10_500), (600, 9_000)], 1),
                    gavel_testing::terms::dutch(Reference::Live, &[(0, 9_500), (300, 8_600)], 0),
                ];
            });
        }
        let mut world = builder.build();
        let people = |world: &World, kind: &str, count: usize| -> Vec<Addr> {
            (1..=count)
                .map(|number| world.person(&format!("{kind} {number}")))
                .collect()
        };
        let lenders = people(&world, "lender", 3);
        let borrowers = people(&world, "borrower", 9);
        let keepers = people(&world, "keeper", 2);
        let bidders = people(&world, "bidder", 3);
        let stakers = people(&world, "staker", 2);
        let consignor = world.person("consignor");
        let everything: Vec<Coin> = COLLATERALS
            .iter()
            .chain(&MARKETS)
            .map(|asset| asset.coin(1_000_000_000))
            .collect();
        let all = lenders
            .iter()
            .chain(&borrowers)
            .chain(&keepers)
            .chain(&bidders)
            .chain(&stakers)
            .chain([&consignor]);
        for person in all {
            world.fund(person, &everything);
        }
        for (base, quote) in CONSIGNED {
            let add = GovernMsg::AddConsignor {
                pair: world.pair_of(base.denom, quote.denom),
                address: consignor.to_string(),
                kind: ConsignorKind::Account,
            };
            world.govern_auction(add).unwrap();
        }
        let mut stage = Self {
            world,
            lenders,
            borrowers,
            keepers,
            bidders,
            stakers,
            consignor,
            tally: Tally::default(),
        };
        stage.begin();
        stage
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

    /// Behind the last message: without prices, and paused, whoever is owed nothing but his own still gets it.
    pub fn end(&mut self) {
        for person in [self.consignor.clone()] {
            for credit in self.world.credits(&person) {
                self.world.withdraw_credit(&person, &credit.denom).unwrap();
            }
        }
        self.world.recount();
    }

    /// Notes how a message ended.
    pub fn note(&mut self, verb: &'static str, outcome: Result<Receipt, Refusal>) {
        self.tally.note(verb, outcome.err());
    }

    /// Anyone.
    pub fn anyone(&self, random: &mut ChaCha8Rng) -> Addr {
        let all: Vec<&Addr> = self
            .lenders
            .iter()
            .chain(&self.borrowers)
            .chain(&self.keepers)
            .chain(&self.bidders)
            .collect();
        (*all.choose(random).unwrap()).clone()
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
