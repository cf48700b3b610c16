//! What governance sets.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::Uint128;

use crate::auction::PairId;

/// The contract's configuration.
#[cw_serde]
pub struct Config {
    /// The oracle adapter whose records price everything.
    pub oracle: String,
    /// The auction house. Cannot be changed while an account has a ticket of a lot, open or finished.
    pub auction: String,
    /// Who may pause for 48 hours, and nothing else; nobody but the owner when left out.
    pub guardian: Option<String>,
    /// Who receives seized dust.
    pub treasury: String,
    /// The insurance fund that is asked to pay for losses; none when left out. A penalty of which it is a receiver is given to it as
    /// income.
    pub insurance_fund: Option<String>,
    /// Debt over collateral value in basis points from which on a liquidation ignores the caps on what is in auction, 5,000 to
    /// 9,900.
    pub urgent_ltv_bps: u32,
}

/// How an asset serves as collateral. Shares in basis points, amounts in smallest units.
#[cw_serde]
pub struct CollateralTerms {
    /// Share of its low value that may be borrowed: at least 1, below the threshold.
    pub max_ltv_bps: u32,
    /// Share of its value that backs debt before liquidation, 1 to 9,500; times 1 + penalty it stays below the recovery.
    pub threshold_bps: u32,
    /// Penalty on the debt that a sale repays, 100 to 2,500.
    pub penalty_bps: u32,
    /// Expected recovery of a sale, a share of the market's value, 5,000 to 10,000.
    pub recovery_bps: u32,
    /// The keeper's slice of the collateral sold, part of the penalty: below penalty / (1 + penalty).
    pub keeper_bps: u32,
    /// The health that a partial liquidation restores, 10,100 to 15,000.
    pub target_health_bps: u32,
    /// The least share of its price that the house sells it for, 1,000 to 10,000: at or below the floor of its pairs' curves.
    pub auction_floor_bps: u32,
    /// Less than this much left is dust, above 0: a liquidation does not leave it behind. An update at most doubles it.
    pub dust: Uint128,
    /// The most that all accounts together may hold, up to 2¹²⁸ / 10⁶; 0 takes no more. Moves freely.
    pub deposit_cap: Uint128,
    /// The most that may be in auction at once, up to 2¹²⁸ / 10⁶; no limit for accounts at `urgent_ltv_bps`, nor for whole closings,
    /// nor while nothing is in auction. Moves freely.
    pub auction_cap: Uint128,
}

/// Who receives a market's penalties.
#[cw_serde]
pub struct PenaltyReceiver {
    /// The address.
    pub address: String,
    /// Its share in basis points. All shares add up to 10,000.
    pub share_bps: u32,
}

/// How an asset is lent. Shares in basis points, amounts in smallest units.
#[cw_serde]
pub struct MarketTerms {
    /// Yearly rate at no utilisation, at most 10,000.
    pub base_rate_bps: u32,
    /// Added up to the kink, at most 10,000.
    pub slope_below_bps: u32,
    /// Added from the kink to full utilisation, at most 50,000.
    pub slope_above_bps: u32,
    /// Utilisation at the kink, 100 to 9,900.
    pub kink_bps: u32,
    /// Share of the interest that goes to reserves, at most 5,000.
    pub reserve_factor_bps: u32,
    /// The most that may be lent to the market, up to 2¹²⁸ / 10⁶. Moves freely.
    pub supply_cap: Uint128,
    /// The most that may be borrowed, up to 2¹²⁸ / 10⁶. Moves freely.
    pub borrow_cap: Uint128,
    /// The most debt that may be in auction at once, up to 2¹²⁸ / 10⁶; no limit for accounts at `urgent_ltv_bps`, nor for whole
    /// closings, nor while none is in auction. Moves freely.
    pub auction_cap: Uint128,
    /// A debt below this is dust, above 0: a liquidation does not leave it behind, and none is opened below it. An update at most
    /// doubles it.
    pub dust: Uint128,
    /// Who receives penalties, 1 to 4.
    pub penalty_receivers: Vec<PenaltyReceiver>,
}

/// What governance may change: by the owner's `Govern`, or by the chain's sudo. Every set has bounds and its numbers move at most
/// once a day: shares of risk and the reserve factor by at most 500 basis points, rates and the kink by at most 2,000, dust by no more
/// than it was. Nothing reaches open lots.
#[cw_serde]
pub enum GovernMsg {
    /// Lists an asset as collateral; at most 256. It must have a record in the oracle. A token's address is
    /// refused in any but its normal form.
    ListCollateral {
        /// The asset.
        denom: String,
        /// Its terms.
        terms: CollateralTerms,
    },
    /// Changes a collateral's terms; at most once a day. Refused where its floor would lie above that of one of its pairs.
    UpdateCollateral {
        /// The asset.
        denom: String,
        /// Its new terms.
        terms: CollateralTerms,
    },
    /// Opens a market for an asset; at most 64. It must have a record in the oracle. A token's address is refused in any
    /// but its normal form.
    ListMarket {
        /// The asset.
        denom: String,
        /// Its terms.
        terms: MarketTerms,
    },
    /// Changes a market's terms; at most once a day. Interest is accrued at the old ones first.
    UpdateMarket {
        /// The asset.
        denom: String,
        /// Its new terms.
        terms: MarketTerms,
    },
    /// Says in which of the house's pairs a collateral is sold for a market's asset. The pair must sell and be paid in just
    /// these, be open, have this contract as a consignor, and not sell below the collateral's auction floor.
    SetPair {
        /// The collateral.
        collateral: String,
        /// The market's asset.
        market: String,
        /// The house's pair.
        pair: PairId,
    },
    /// Pays reserves out; at most what there is beyond pending losses, which reserves pay first, and what is in cash.
    WithdrawReserves {
        /// The market's asset.
        denom: String,
        /// How much, in smallest units, above 0.
        amount: Uint128,
        /// Who receives it.
        recipient: String,
    },
    /// Changes the contract's configuration: its number, `urgent_ltv_bps`, at most once a day, the addresses at any time. A new
    /// oracle must agree with the old one about every listed asset that the old one has a valid price of, or had within the last
    /// hour: priced within 5 %, in the same decimals. A dead oracle may be left for any. A new auction house needs every pair set
    /// anew, and is refused while a lot is open.
    UpdateConfig(Config),
    /// Pauses, or renews a pause, for 48 hours.
    Pause {},
    /// Ends the pause that is on; refused when none is.
    Unpause {},
}

/// The chain's governance does what the owner may.
pub type SudoMsg = GovernMsg;
