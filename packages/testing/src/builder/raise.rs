//! Building a world from its description: instantiate, list, price, wire.

use std::collections::BTreeMap;

use cosmwasm_std::{Addr, CosmosMsg, Decimal};
use cw_multi_test::error::AnyError;
use gavel_types::auction::{self, ConsignorKind, PairId};
use gavel_types::insurance;
use gavel_types::lending::{self, PenaltyReceiver};
use gavel_types::oracle;

use super::{BuildError, Builder};
use crate::asset::Asset;
use crate::call::{Call, Contracts};
use crate::chain::Chain;
use crate::codes::Codes;
use crate::house::House;
use crate::receipt::Refusal;
use crate::terms;
use crate::watch::Watch;
use crate::world::{Cast, World};

impl Builder {
    /// Builds the world.
    ///
    /// # Errors
    /// A contract refuses a step.
    pub fn try_build(mut self) -> Result<World, BuildError> {
        let mut chain = Chain::new(self.height, self.starts_at);
        let cast = Cast {
            owner: chain.person("governance"),
            guardian: chain.person("guardian"),
            treasury: chain.person("treasury"),
            feeders: (1..=self.feeders)
                .map(|number| chain.person(&format!("feeder {number}")))
                .collect(),
        };
        let codes = std::mem::replace(&mut self.codes, Codes::native());
        let contracts = self.instantiate(&mut chain, &cast, codes)?;
        let mut site = Site {
            house: House { chain, contracts },
            cast,
        };
        site.price_assets(&self)?;
        let pairs = site.create_pairs(&self)?;
        site.open_lending(&self, &pairs)?;
        site.insure(&self)?;
        let Site { house, cast } = site;
        let watch = Watch::new(self.checks, &house);
        Ok(World {
            house,
            cast,
            prices: self
                .prices
                .iter()
                .map(|(asset, price)| (asset.denom.to_owned(), *price))
                .collect::<BTreeMap<String, Decimal>>(),
            block_millis: self.block_millis,
            watch,
            #[cfg(feature = "vm")]
            meter: self.meter,
        })
    }

    fn instantiate(
        &self,
        chain: &mut Chain,
        cast: &Cast,
        codes: Codes,
    ) -> Result<Contracts, BuildError> {
        let owner = cast.owner.to_string();
        let guardian = Some(cast.guardian.to_string());
        let msg = oracle::InstantiateMsg {
            owner: owner.clone(),
        };
        let oracle = chain
            .start(codes.oracle, &cast.owner, "oracle", &msg)
            .map_err(|error| failed("instantiating the oracle adapter", &error))?;
        let msg = auction::InstantiateMsg {
            owner: owner.clone(),
            config: auction::Config {
                oracle: oracle.to_string(),
                guardian: guardian.clone(),
                max_block_millis: self.max_block_millis,
                delivery_gas: self.delivery_gas,
            },
        };
        let auction = chain
            .start(codes.auction, &cast.owner, "auction", &msg)
            .map_err(|error| failed("instantiating the auction house", &error))?;
        let msg = insurance::InstantiateMsg {
            owner: owner.clone(),
            config: terms::fund_config(guardian.as_deref()),
        };
        let fund = chain
            .start(codes.fund, &cast.owner, "fund", &msg)
            .map_err(|error| failed("instantiating the insurance fund", &error))?;
        let msg = lending::InstantiateMsg {
            owner,
            config: lending::Config {
                oracle: oracle.to_string(),
                auction: auction.to_string(),
                guardian,
                treasury: cast.treasury.to_string(),
                insurance_fund: Some(fund.to_string()),
                urgent_ltv_bps: self.urgent_ltv_bps,
            },
        };
        let lending = chain
            .start(codes.lending, &cast.owner, "lending", &msg)
            .map_err(|error| failed("instantiating the lending contract", &error))?;
        chain
            .start_tokens(codes.token, self.rules.keys())
            .map_err(|error| failed("starting the tokens", &error))?;
        Ok(Contracts {
            oracle,
            auction,
            fund,
            lending,
        })
    }
}

/// A world under construction.
struct Site {
    house: House,
    cast: Cast,
}

impl Site {
    fn run(&mut self, step: &str, sender: &Addr, call: Call) -> Result<(), BuildError> {
        let messages: Vec<CosmosMsg> = vec![call.message];
        self.house
            .chain
            .transact(sender, messages)
            .map(drop)
            .map_err(|error| failed(step, &error))
    }

    fn govern(&mut self, step: &str, call: Call) -> Result<(), BuildError> {
        let owner = self.cast.owner.clone();
        self.run(step, &owner, call)
    }

    fn price_assets(&mut self, plan: &Builder) -> Result<(), BuildError> {
        let contracts = self.house.contracts();
        let feeders: Vec<String> = self.cast.feeders.iter().map(Addr::to_string).collect();
        for (asset, rules) in &plan.rules {
            let list = oracle::GovernMsg::ListAsset {
                denom: asset.denom.to_owned(),
                rules: rules.clone(),
                feeders: feeders.clone(),
            };
            let step = format!("listing {} in the oracle adapter", asset.denom);
            self.govern(&step, contracts.govern_oracle(list))?;
        }
        let now = self.house.now();
        let prices: Vec<(&str, Decimal, u64)> = plan
            .prices
            .iter()
            .map(|(asset, price)| (asset.denom, *price, now))
            .collect();
        for feeder in self.cast.feeders.clone() {
            self.run("pushing prices", &feeder, contracts.push(&prices))?;
        }
        Ok(())
    }

    fn create_pairs(
        &mut self,
        plan: &Builder,
    ) -> Result<BTreeMap<(Asset, Asset), PairId>, BuildError> {
        let contracts = self.house.contracts();
        let mut wanted = plan.pairs.clone();
        for (base, _) in &plan.collaterals {
            for (quote, _) in &plan.markets {
                let known = wanted
                    .iter()
                    .any(|(sold, paid, _)| (sold, paid) == (base, quote));
                if !known && base != quote {
                    wanted.push((*base, *quote, terms::pair_config(*base, *quote)));
                }
            }
        }
        let mut pairs = BTreeMap::new();
        for (number, (base, quote, config)) in (1u16..).zip(wanted) {
            let step = format!("creating the pair {} for {}", base.denom, quote.denom);
            let create = auction::GovernMsg::CreatePair {
                base: base.denom.to_owned(),
                quote: quote.denom.to_owned(),
                config,
            };
            self.govern(&step, contracts.govern_auction(create))?;
            let add = auction::GovernMsg::AddConsignor {
                pair: number,
                address: contracts.lending.to_string(),
                kind: ConsignorKind::Contract,
            };
            self.govern(&step, contracts.govern_auction(add))?;
            pairs.insert((base, quote), number);
        }
        Ok(pairs)
    }

    fn open_lending(
        &mut self,
        plan: &Builder,
        pairs: &BTreeMap<(Asset, Asset), PairId>,
    ) -> Result<(), BuildError> {
        let contracts = self.house.contracts();
        for (asset, terms) in &plan.collaterals {
            let list = lending::GovernMsg::ListCollateral {
                denom: asset.denom.to_owned(),
                terms: terms.clone(),
            };
            let step = format!("listing {} as collateral", asset.denom);
            self.govern(&step, contracts.govern_lending(list))?;
        }
        for (asset, terms) in &plan.markets {
            let mut terms = terms.clone();
            if terms.penalty_receivers.is_empty() {
                terms.penalty_receivers = vec![
                    PenaltyReceiver {
                        address: contracts.fund.to_string(),
                        share_bps: 6_000,
                    },
                    PenaltyReceiver {
                        address: self.cast.treasury.to_string(),
                        share_bps: 4_000,
                    },
                ];
            }
            let list = lending::GovernMsg::ListMarket {
                denom: asset.denom.to_owned(),
                terms,
            };
            let step = format!("opening the market of {}", asset.denom);
            self.govern(&step, contracts.govern_lending(list))?;
        }
        for ((base, quote), pair) in pairs {
            let lent = plan.collaterals.iter().any(|(asset, _)| asset == base)
                && plan.markets.iter().any(|(asset, _)| asset == quote);
            if !lent {
                continue;
            }
            let set = lending::GovernMsg::SetPair {
                collateral: base.denom.to_owned(),
                market: quote.denom.to_owned(),
                pair: *pair,
            };
            let step = format!("selling {} for {} in pair {pair}", base.denom, quote.denom);
            self.govern(&step, contracts.govern_lending(set))?;
        }
        Ok(())
    }

    /// A pool for each market's asset, which the lending contract may draw on from the start: nobody is staked yet.
    fn insure(&mut self, plan: &Builder) -> Result<(), BuildError> {
        let contracts = self.house.contracts();
        for (asset, _) in &plan.markets {
            let denom = asset.denom.to_owned();
            let step = format!("opening the pool of {denom}");
            let create = insurance::GovernMsg::CreatePool {
                denom: denom.clone(),
                terms: terms::pool_terms(*asset),
            };
            self.govern(&step, contracts.govern_fund(create))?;
            let register = insurance::GovernMsg::RegisterMarket {
                market: contracts.lending.to_string(),
                denom,
                caps: terms::cover_caps(*asset),
            };
            self.govern(&step, contracts.govern_fund(register))?;
        }
        Ok(())
    }
}

fn failed(step: &str, error: &AnyError) -> BuildError {
    BuildError {
        step: step.to_owned(),
        refusal: Refusal::of(error),
    }
}
