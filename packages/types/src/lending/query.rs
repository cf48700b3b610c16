//! Questions to the lending contract, and its answers.

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, Decimal, Int128, Uint128};
use cw_ownable::cw_ownable_query;

use super::{AccountId, CollateralTerms, Config, MarketTerms};
use crate::auction::{LotId, PairId};
// Named for the schema alone, which no contract carries.
#[cfg_attr(target_arch = "wasm32", allow(unused_imports))]
use crate::solvency::SolvencyResponse;

/// Questions.
#[cw_ownable_query]
#[cw_serde]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// The contract's configuration and pause.
    #[returns(ConfigResponse)]
    Config {},
    /// A collateral's terms and totals.
    #[returns(CollateralResponse)]
    Collateral {
        /// The asset.
        denom: String,
    },
    /// All collaterals in the order they were listed.
    #[returns(CollateralsResponse)]
    Collaterals {
        /// Go on behind this asset.
        start_after: Option<String>,
        /// 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// A market's terms and ledger, interest accrued to now.
    #[returns(MarketResponse)]
    Market {
        /// The asset.
        denom: String,
    },
    /// All markets in the order they were listed.
    #[returns(MarketsResponse)]
    Markets {
        /// Go on behind this asset.
        start_after: Option<String>,
        /// 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// A lender's shares and what they redeem for.
    #[returns(SupplierResponse)]
    Supplier {
        /// The market's asset.
        denom: String,
        /// The lender.
        address: String,
    },
    /// All lenders of a market in order of their stored addresses.
    #[returns(SuppliersResponse)]
    Suppliers {
        /// The market's asset.
        denom: String,
        /// Go on behind this lender.
        start_after: Option<String>,
        /// 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// An account, interest accrued to now. An account that holds nothing is empty.
    #[returns(AccountResponse)]
    Account {
        /// The account.
        account: AccountId,
    },
    /// All accounts that hold anything, in order of their stored addresses.
    #[returns(AccountsResponse)]
    Accounts {
        /// Go on behind this account.
        start_after: Option<AccountId>,
        /// 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// For each collateral of an account, the price below which the account can be liquidated, all else equal, with interest
    /// accrued to now. Keepers keep these.
    #[returns(LiquidationPricesResponse)]
    LiquidationPrices {
        /// The account.
        account: AccountId,
    },
    /// The lots that a liquidation would open now. Fails where it would.
    #[returns(SimulateLiquidationResponse)]
    SimulateLiquidation {
        /// The account.
        account: AccountId,
    },
    /// What the contract holds for others: collaterals, then markets.
    #[returns(SolvencyResponse)]
    Solvency {
        /// Go on behind this cursor.
        start_after: Option<cosmwasm_std::Binary>,
        /// 10 by default, 30 at most.
        limit: Option<u32>,
    },
}

/// The contract's configuration and pause.
#[cw_serde]
pub struct ConfigResponse {
    /// The configuration.
    pub config: Config,
    /// Unix second at which the pause that is on ends by itself.
    pub paused_until: Option<u64>,
}

/// A collateral asset.
#[cw_serde]
pub struct CollateralResponse {
    /// The asset.
    pub denom: String,
    /// Its terms.
    pub terms: CollateralTerms,
    /// What all accounts hold of it, in smallest units.
    pub deposited: Uint128,
    /// What is in auction.
    pub in_auction: Uint128,
    /// Dust seized for the treasury and not yet paid out.
    pub seized: Uint128,
    /// The house's pairs it is sold in, by market.
    pub pairs: Vec<CollateralPair>,
}

/// Where a collateral is sold.
#[cw_serde]
pub struct CollateralPair {
    /// The market's asset.
    pub market: String,
    /// The house's pair.
    pub pair: PairId,
}

/// A page of collaterals.
#[cw_serde]
pub struct CollateralsResponse {
    /// The collaterals.
    pub collaterals: Vec<CollateralResponse>,
}

/// A market: its ledger in smallest units of its asset. At all times
/// `supplied + reserves + penalties + surplus = cash + debt + in_auction + unreconciled`, where `supplied` is what the
/// shares are worth when minted.
#[cw_serde]
pub struct MarketResponse {
    /// The asset.
    pub denom: String,
    /// Its terms.
    pub terms: MarketTerms,
    /// The contract's money of this market, whosever it is.
    pub cash: Uint128,
    /// What accounts owe, those in tickets left out.
    pub debt: Uint128,
    /// Debt in open lots, at the amounts with which it left its accounts.
    pub in_auction: Uint128,
    /// Debt of settled lots less what they brought, not yet applied to accounts: below zero when accounts are owed.
    pub unreconciled: Int128,
    /// Losses expected of insolvent accounts.
    pub pending_loss: Uint128,
    /// Losses written off so far that neither reserves nor the insurance fund paid: a memo.
    pub written_off: Uint128,
    /// Losses paid by the insurance fund so far, at once or later, and what anyone sent by `ShortfallRepaid`: a memo.
    pub covered: Uint128,
    /// Cover that came late, on its way to lenders: part of `supplied`, and not of `redeemable` before it has flowed.
    pub streaming: Uint128,
    /// Seconds it still flows; it waits while there are no lenders.
    pub streaming_seconds: u64,
    /// Reserves.
    pub reserves: Uint128,
    /// Losses paid by reserves so far: a memo.
    pub reserves_used: Uint128,
    /// Penalties not yet paid out, those held for accounts that are not reconciled included.
    pub penalties: Uint128,
    /// Surplus of liquidations that stays in accounts.
    pub surplus: Uint128,
    /// All shares of lenders.
    pub shares: Uint128,
    /// What all shares together are worth when minted.
    pub supplied: Uint128,
    /// What all shares together redeem for.
    pub redeemable: Uint128,
    /// Yearly borrow rate now.
    pub borrow_rate: Decimal,
    /// Utilisation now.
    pub utilisation: Decimal,
}

/// A page of markets.
#[cw_serde]
pub struct MarketsResponse {
    /// The markets.
    pub markets: Vec<MarketResponse>,
}

/// A lender.
#[cw_serde]
pub struct SupplierResponse {
    /// The lender.
    pub address: Addr,
    /// Shares.
    pub shares: Uint128,
    /// What they redeem for now, in smallest units.
    pub redeemable: Uint128,
}

/// A page of lenders.
#[cw_serde]
pub struct SuppliersResponse {
    /// The lenders.
    pub suppliers: Vec<SupplierResponse>,
}

/// An amount of an asset.
#[cw_serde]
pub struct Amount {
    /// The asset.
    pub denom: String,
    /// How much, in smallest units.
    pub amount: Uint128,
}

/// A ticket: collateral and debt that have left the account for a lot.
#[cw_serde]
pub struct TicketResponse {
    /// The lot.
    pub lot: LotId,
    /// The collateral.
    pub collateral: String,
    /// How much of it is in the lot.
    pub base: Uint128,
    /// The market.
    pub market: String,
    /// The debt that left the account with it.
    pub debt: Uint128,
}

/// An account.
#[cw_serde]
pub struct AccountResponse {
    /// The account.
    pub account: AccountId,
    /// Collateral.
    pub collateral: Vec<Amount>,
    /// Debts, interest accrued to now, rounded up.
    pub debts: Vec<Amount>,
    /// Tickets of lots that are open, or have finished with other accounts' in them and are given to this one when it is next
    /// touched: whoever touches it, `Reconcile` does no more.
    pub tickets: Vec<TicketResponse>,
    /// Surplus of liquidations.
    pub surplus: Vec<Amount>,
    /// Losses expected of this account by market.
    pub pending_loss: Vec<Amount>,
    /// Penalties held until the account is reconciled, by market.
    pub held_penalties: Vec<Amount>,
    /// Weighted collateral over debt by the liquidation's rule, rounded down, lots that have finished counted as given; none without
    /// debt or where an asset never had a price.
    pub health: Option<Decimal>,
}

/// A page of accounts.
#[cw_serde]
pub struct AccountsResponse {
    /// The accounts.
    pub accounts: Vec<AccountResponse>,
}

/// The price of one collateral below which an account can be liquidated.
#[cw_serde]
pub struct LiquidationPrice {
    /// The collateral.
    pub denom: String,
    /// Dollars per whole unit; none when this collateral alone cannot make the account unhealthy.
    pub price: Option<Decimal>,
}

/// An account's liquidation prices.
#[cw_serde]
pub struct LiquidationPricesResponse {
    /// One for each collateral.
    pub prices: Vec<LiquidationPrice>,
    /// Whether it can be liquidated now.
    pub liquidatable: bool,
}

/// A lot that a liquidation would open.
#[cw_serde]
pub struct PlannedLot {
    /// The lot.
    pub lot: LotId,
    /// The collateral.
    pub collateral: String,
    /// Base consigned.
    pub base: Uint128,
    /// The keeper's slice of the collateral.
    pub keeper: Uint128,
    /// The market.
    pub market: String,
    /// Debt that leaves the account with it.
    pub debt: Uint128,
}

/// What a liquidation would do.
#[cw_serde]
pub struct SimulateLiquidationResponse {
    /// Whether it closes the account whole.
    pub whole: bool,
    /// The lots.
    pub lots: Vec<PlannedLot>,
}
