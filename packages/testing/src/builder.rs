//! How a world is described, and built.

mod raise;

use std::collections::BTreeMap;

use cosmwasm_std::Decimal;
use gavel_types::auction::{BatchStage, PairConfig, Stage};
use gavel_types::lending::{CollateralTerms, MarketTerms};
use gavel_types::oracle::AssetRules;
use thiserror::Error;

use crate::asset::{decimal, Asset, ATOM, BTC, ETH, ETHER, EUR, USD};
use crate::codes::Codes;
use crate::receipt::Refusal;
use crate::terms;
use crate::watch::Checks;
use crate::world::World;

/// How messages of a world on the VM are charged.
#[cfg(feature = "vm")]
#[derive(Clone)]
pub struct Metering {
    /// The meter that the contracts charge.
    pub meter: crate::vm::GasMeter,
    /// Whether the codes are pinned.
    pub pinned: bool,
}

/// A world that could not be built: a contract refused a step.
#[derive(Error, Debug, Clone, PartialEq, Eq)]
#[error("{step}: {refusal}")]
pub struct BuildError {
    /// What was being done.
    pub step: String,
    /// Why it was refused.
    pub refusal: Refusal,
}

/// The description of a world. What is not said is as in the usual world: ETH as collateral at 100 dollars, a market of
/// dollars, the terms of [`terms`](crate::terms), three feeders, blocks of 6 s, no donations, all checks on.
pub struct Builder {
    pub(crate) codes: Codes,
    #[cfg(feature = "vm")]
    pub(crate) meter: Option<Metering>,
    pub(crate) collaterals: Vec<(Asset, CollateralTerms)>,
    pub(crate) markets: Vec<(Asset, MarketTerms)>,
    pub(crate) pairs: Vec<(Asset, Asset, PairConfig)>,
    pub(crate) prices: BTreeMap<Asset, Decimal>,
    pub(crate) rules: BTreeMap<Asset, AssetRules>,
    pub(crate) feeders: u32,
    pub(crate) starts_at: u64,
    pub(crate) height: u64,
    pub(crate) block_millis: u64,
    pub(crate) max_block_millis: u32,
    pub(crate) delivery_gas: u64,
    pub(crate) urgent_ltv_bps: u32,
    pub(crate) checks: Checks,
}

impl Builder {
    /// The usual world.
    ///
    /// # Panics
    /// As [`Self::empty`].
    pub(crate) fn usual() -> Self {
        Self::empty().collateral(ETH).market(USD)
    }

    /// A world in which nothing is listed yet. Where the VM is built in and the environment says `GAVEL_CONTRACTS=wasm`, it runs
    /// the compiled contracts instead of the native ones, so that any test can be run on them.
    ///
    /// # Panics
    /// The compiled contracts are asked for and missing.
    pub(crate) fn empty() -> Self {
        #[cfg(feature = "vm")]
        if std::env::var("GAVEL_CONTRACTS").is_ok_and(|which| which == "wasm") {
            return match Self::native().on_vm(true) {
                Ok(builder) => builder,
                Err(error) => panic!("{error}"),
            };
        }
        Self::native()
    }

    fn native() -> Self {
        Self {
            codes: Codes::native(),
            #[cfg(feature = "vm")]
            meter: None,
            collaterals: Vec::new(),
            markets: Vec::new(),
            pairs: Vec::new(),
            prices: BTreeMap::new(),
            rules: BTreeMap::new(),
            feeders: 3,
            // 2026-01-01 00:00 UTC.
            starts_at: 1_767_225_600,
            height: 1_000_000,
            block_millis: 6_000,
            max_block_millis: 7_500,
            delivery_gas: 2_000_000,
            urgent_ltv_bps: 9_500,
            checks: Checks::strict(1),
        }
    }

    /// Runs these codes instead of the native ones.
    pub fn codes(mut self, codes: Codes) -> Self {
        self.codes = codes;
        self
    }

    /// Runs the compiled Wasm on the VM; each receipt says what the transaction cost.
    ///
    /// # Errors
    /// A file is missing from `artifacts`, or is not what a chain would store.
    #[cfg(feature = "vm")]
    pub fn on_vm(mut self, pinned: bool) -> Result<Self, crate::vm::WasmError> {
        let meter = crate::vm::GasMeter::new();
        self.codes = Codes::wasm(&meter)?;
        self.meter = Some(Metering { meter, pinned });
        Ok(self)
    }

    /// Also lists this collateral, on the usual terms.
    pub fn collateral(self, asset: Asset) -> Self {
        self.collateral_with(asset, |_| {})
    }

    /// Also lists this collateral, or has it already, with its terms changed.
    pub fn collateral_with(
        mut self,
        asset: Asset,
        change: impl FnOnce(&mut CollateralTerms),
    ) -> Self {
        let terms = entry(&mut self.collaterals, asset, || {
            terms::collateral_terms(asset)
        });
        change(terms);
        self.priced(asset)
    }

    /// Also opens this market, on the usual terms.
    pub fn market(self, asset: Asset) -> Self {
        self.market_with(asset, |_| {})
    }

    /// Also opens this market, or has it already, with its terms changed. Without receivers of penalties in the terms, the
    /// fund receives 60 % and the treasury 40 %.
    pub fn market_with(mut self, asset: Asset, change: impl FnOnce(&mut MarketTerms)) -> Self {
        let terms = entry(&mut self.markets, asset, || terms::market_terms(asset, &[]));
        change(terms);
        self.priced(asset)
    }

    /// Lends this market's asset without interest: for sums that are done by hand.
    pub fn without_interest(self, asset: Asset) -> Self {
        self.market_with(asset, |terms| {
            terms.base_rate_bps = 0;
            terms.slope_below_bps = 0;
            terms.slope_above_bps = 0;
        })
    }

    /// Sells this base for this quote in another way than the usual. Every collateral is sold for every market's asset in
    /// a pair of its own, unless it is the same asset.
    pub fn pair_with(
        mut self,
        base: Asset,
        quote: Asset,
        change: impl FnOnce(&mut PairConfig),
    ) -> Self {
        let found = self
            .pairs
            .iter()
            .position(|(sold, paid, _)| (*sold, *paid) == (base, quote));
        if found.is_none() {
            self.pairs
                .push((base, quote, terms::pair_config(base, quote)));
        }
        let wanted = self
            .pairs
            .iter_mut()
            .find(|(sold, paid, _)| (*sold, *paid) == (base, quote));
        if let Some((_, _, config)) = wanted {
            change(config);
        }
        self.priced(base).priced(quote)
    }

    /// Sells this base for this quote by batch first, and what a window leaves as it is sold otherwise.
    pub fn batch_first(
        self,
        base: Asset,
        quote: Asset,
        change: impl FnOnce(&mut BatchStage),
    ) -> Self {
        let mut batch = terms::batch_stage(quote);
        change(&mut batch);
        self.pair_with(base, quote, |config| {
            config.stages.insert(0, Stage::Batch(batch));
        })
    }

    /// Sells this base for this quote by batch alone.
    pub fn batch_only(
        self,
        base: Asset,
        quote: Asset,
        change: impl FnOnce(&mut BatchStage),
    ) -> Self {
        let mut batch = terms::batch_stage(quote);
        change(&mut batch);
        self.pair_with(base, quote, |config| {
            config.stages = vec![Stage::Batch(batch)];
        })
    }

    /// Starts an asset at this many dollars a whole unit, listing it in the oracle if it is not.
    ///
    /// # Panics
    /// The text is no decimal number.
    pub fn price(mut self, asset: Asset, dollars: &str) -> Self {
        self.prices.insert(asset, decimal(dollars));
        self.priced(asset)
    }

    /// Prices an asset by other rules than the usual, listing it in the oracle if it is not.
    pub fn rules_with(mut self, asset: Asset, change: impl FnOnce(&mut AssetRules)) -> Self {
        self = self.priced(asset);
        if let Some(rules) = self.rules.get_mut(&asset) {
            change(rules);
        }
        self
    }

    /// This many feeders.
    pub fn feeders(mut self, feeders: u32) -> Self {
        self.feeders = feeders;
        self
    }

    /// Starts at this unix second.
    pub fn starts_at(mut self, seconds: u64) -> Self {
        self.starts_at = seconds;
        self
    }

    /// Starts at this height.
    pub fn height(mut self, height: u64) -> Self {
        self.height = height;
        self
    }

    /// Usual blocks take this many milliseconds; up to five quarters of that count as auction time.
    pub fn block_millis(mut self, millis: u32) -> Self {
        self.block_millis = u64::from(millis);
        self.max_block_millis = millis.saturating_add(millis / 4);
        self
    }

    /// The lending contract's urgent LTV in basis points.
    pub fn urgent_ltv_bps(mut self, bps: u32) -> Self {
        self.urgent_ltv_bps = bps;
        self
    }

    /// The gas that a delivery may use.
    pub fn delivery_gas(mut self, gas: u64) -> Self {
        self.delivery_gas = gas;
        self
    }

    /// What is checked, and how often.
    pub fn checks(mut self, checks: Checks) -> Self {
        self.checks = checks;
        self
    }

    /// Builds the world.
    ///
    /// # Panics
    /// A contract refuses a step.
    pub fn build(self) -> World {
        match self.try_build() {
            Ok(world) => world,
            Err(error) => panic!("the world could not be built: {error}"),
        }
    }

    fn priced(mut self, asset: Asset) -> Self {
        self.prices
            .entry(asset)
            .or_insert_with(|| decimal(usual_price(asset)));
        self.rules
            .entry(asset)
            .or_insert_with(|| terms::price_rules(asset));
        self
    }
}

fn usual_price(asset: Asset) -> &'static str {
    match asset {
        ETH | ETHER => "100",
        BTC => "10000",
        ATOM => "10",
        EUR => "1.2",
        _ => "1",
    }
}

/// The value beside `asset`, put there first if it is missing.
fn entry<T>(list: &mut Vec<(Asset, T)>, asset: Asset, usual: impl FnOnce() -> T) -> &mut T {
    let index = match list.iter().position(|(known, _)| *known == asset) {
        Some(index) => index,
        None => {
            list.push((asset, usual()));
            list.len().saturating_sub(1)
        }
    };
    match list.get_mut(index) {
        Some((_, value)) => value,
        None => unreachable!("the entry was found or just put there"),
    }
}
