//! The oracle adapter: pushed prices in, one aggregate for every asset out, under a raw-readable key.

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, Decimal, QuerierWrapper, StdResult};
use cw_ownable::{cw_ownable_execute, cw_ownable_query};
use gavel_math::price::PriceRecord;
use gavel_storage::PackedMap;

mod switch;

pub use switch::{check_switch, SwitchRefusal, MAX_SWITCH, MAX_SWITCH_ASSETS};

/// The aggregate record of each asset by its denom: namespace byte 1, then the denom's bytes. Public: consumers read
/// it raw, for the cost of a storage read. Encoding: [`PriceRecord`] packed.
pub const PRICES: PackedMap<str, PriceRecord> = PackedMap::new(1);

/// How prices are read by other contracts.
pub struct OracleClient<'a> {
    /// The adapter.
    pub address: &'a Addr,
}

impl OracleClient<'_> {
    /// The stored aggregate of an asset, read raw; `None` when the adapter never had a price of it.
    pub fn price(&self, querier: &QuerierWrapper, denom: &str) -> StdResult<Option<PriceRecord>> {
        PRICES.query_raw(querier, self.address, denom)
    }
}

/// Sets the contract up.
#[cw_serde]
pub struct InstantiateMsg {
    /// Who governs: lists assets, sets their rules and feeders.
    pub owner: String,
}

/// How an asset is priced.
#[cw_serde]
pub struct AssetRules {
    /// Decimals of the asset, 0 to 24. Never changes.
    pub decimals: u8,
    /// Feeders that must be fresh to open positions, 1 to 16 and no more than there are.
    pub min_sources: u8,
    /// Seconds for which an observation is fresh, 10 to 86,400.
    pub max_age: u64,
    /// A move beyond this share of the accepted price, or of its average over the last minutes, waits to be confirmed, in
    /// basis points, 100 to 5,000.
    pub max_jump_bps: u32,
    /// Seconds for which such a move must last, 0 to 300. It is never accepted within the second it is first seen.
    pub confirm_delay: u64,
    /// An observation at or below is a feed stuck at its bound. Dollars per whole unit, at least 10⁻¹⁵ and below
    /// `upper_bound`.
    pub lower_bound: Decimal,
    /// An observation at or above is a feed stuck at its bound. Dollars per whole unit, at most 10¹².
    pub upper_bound: Decimal,
}

/// One observation.
#[cw_serde]
pub struct PushedPrice {
    /// The asset.
    pub denom: String,
    /// Dollars per whole unit, above 0.
    pub price: Decimal,
    /// Unix second of the observation: not in the future, and later than this feeder's last.
    pub published_at: u64,
}

/// What anyone and the feeders may do.
#[cw_ownable_execute]
#[cw_serde]
pub enum ExecuteMsg {
    /// Stores a feeder's observations and renews the assets' aggregates. Only a feeder of every asset named; at most 30
    /// prices, each asset once. An observation too old, in the future, zero or not newer than the feeder's last is
    /// refused with its asset and its age, and the list with it: a feeder composes its own list. An observation at or
    /// beyond a bound is stored, does not count, and stops no other asset; an event says so.
    PushPrices {
        /// The observations.
        prices: Vec<PushedPrice>,
    },
    /// Renews the aggregates from the observations that are still fresh. Anyone; at most 30 assets, each once. An asset
    /// without a fresh observation stays as it is and stops no other.
    Refresh {
        /// The assets.
        denoms: Vec<String>,
    },
    /// Changes what governance sets. Only the owner.
    Govern(GovernMsg),
}

/// What governance may change: by the owner's `Govern`, or by the chain's sudo.
#[cw_serde]
pub enum GovernMsg {
    /// Lists an asset; a token's address is refused in any but its normal form.
    ListAsset {
        /// The asset.
        denom: String,
        /// How it is priced.
        rules: AssetRules,
        /// Who feeds it, 1 to 16.
        feeders: Vec<String>,
    },
    /// Changes how an asset is priced: at most once a day. In one update the age, the jump and the bounds move by at most
    /// half, the delay from half of what it was to its double (or to 10 s), and the sources fall by at most one. The
    /// aggregate is renewed by the new rules at once.
    UpdateAsset {
        /// The asset.
        denom: String,
        /// The new rules; `decimals` must be as they were.
        rules: AssetRules,
    },
    /// Adds a feeder of an asset; at most 16. Its first observation counts like any other: it cannot move the accepted price
    /// beyond the jump without being confirmed.
    AddFeeder {
        /// The asset.
        denom: String,
        /// The feeder.
        feeder: String,
    },
    /// Removes a feeder of an asset and its observation; refused when fewer than `min_sources` would be left. The
    /// aggregate is renewed at once; without a fresh observation that is left it lapses. The accepted price stays, as
    /// what the next is compared with.
    RemoveFeeder {
        /// The asset.
        denom: String,
        /// The feeder.
        feeder: String,
    },
}

/// The chain's governance does what the owner may.
pub type SudoMsg = GovernMsg;

/// Takes the contract to this version. Refused from another contract or a later version.
#[cw_serde]
pub struct MigrateMsg {}

/// What a price is to be used for.
#[cw_serde]
#[derive(Copy)]
pub enum Action {
    /// Borrowing and withdrawing: enough fresh sources, no jump pending.
    Open,
    /// Liquidating and selling: one fresh source; a pending jump counts in favour of what is sold.
    Liquidate,
}

/// Questions.
#[cw_ownable_query]
#[cw_serde]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// The price of an asset by an action's rule. Fails with the asset and its age when the rule is not met.
    #[returns(PriceResponse)]
    Price {
        /// The asset.
        denom: String,
        /// The action.
        action: Action,
    },
    /// The stored aggregates in order of denom, valid or not.
    #[returns(PricesResponse)]
    Prices {
        /// Go on behind this denom.
        start_after: Option<String>,
        /// 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// An asset's rules and feeders.
    #[returns(AssetResponse)]
    Asset {
        /// The asset.
        denom: String,
    },
    /// All assets' rules and feeders, in order of denom.
    #[returns(AssetsResponse)]
    Assets {
        /// Go on behind this denom.
        start_after: Option<String>,
        /// 10 by default, 30 at most.
        limit: Option<u32>,
    },
}

/// A price by an action's rule. Dollars per whole unit.
#[cw_serde]
pub struct PriceResponse {
    /// What collateral or the base of a lot counts.
    pub sold: Decimal,
    /// What debt or the quote of a lot counts.
    pub owed: Decimal,
    /// Decimals of the asset.
    pub decimals: u8,
    /// Unix second of the newest observation.
    pub published_at: u64,
}

/// A stored aggregate. Prices in dollars per whole unit.
#[cw_serde]
pub struct StoredPrice {
    /// The asset.
    pub denom: String,
    /// Accepted price.
    pub mid: Decimal,
    /// Lowest agreeing source.
    pub low: Decimal,
    /// Highest agreeing source.
    pub high: Decimal,
    /// A price beyond the jump that waits to be confirmed.
    pub pending: Option<Decimal>,
    /// Unix second of the newest observation.
    pub published_at: u64,
    /// Last unix second at which positions may be opened.
    pub fresh_until: u64,
    /// Last unix second at which may be liquidated and sold.
    pub relaxed_until: u64,
}

/// A page of stored aggregates.
#[cw_serde]
pub struct PricesResponse {
    /// The aggregates.
    pub prices: Vec<StoredPrice>,
}

/// An asset's configuration.
#[cw_serde]
pub struct AssetResponse {
    /// The asset.
    pub denom: String,
    /// How it is priced.
    pub rules: AssetRules,
    /// Who feeds it.
    pub feeders: Vec<Addr>,
}

/// A page of assets.
#[cw_serde]
pub struct AssetsResponse {
    /// The assets.
    pub assets: Vec<AssetResponse>,
}
