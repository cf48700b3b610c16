//! A market: its terms, and its ledger.

use gavel_math::interest::RateModel;
use gavel_math::packed_record;
use gavel_math::stream::Stream;
use gavel_math::Bps;
use gavel_types::lending::{MarketTerms, PenaltyReceiver};

/// Denom and terms of a market.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MarketRecord {
    /// The asset.
    pub denom: String,
    /// Interest.
    pub rates: RateModel,
    /// Share of the interest that goes to reserves.
    pub reserve_factor: Bps,
    /// The most that may be lent to it.
    pub supply_cap: u128,
    /// The most that may be borrowed.
    pub borrow_cap: u128,
    /// The most debt in auction for accounts that are not urgent.
    pub auction_cap: u128,
    /// Below this a debt is dust.
    pub dust: u128,
    /// Unix second of the last update.
    pub updated_at: u64,
}
packed_record!(MarketRecord {
    denom,
    rates,
    reserve_factor,
    supply_cap,
    borrow_cap,
    auction_cap,
    dust,
    updated_at
});

impl MarketRecord {
    /// Its terms as messages carry them.
    pub fn config(&self, receivers: &[(String, u32)]) -> MarketTerms {
        MarketTerms {
            base_rate_bps: self.rates.base.0,
            slope_below_bps: self.rates.slope_below.0,
            slope_above_bps: self.rates.slope_above.0,
            kink_bps: self.rates.kink.0,
            reserve_factor_bps: self.reserve_factor.0,
            supply_cap: self.supply_cap.into(),
            borrow_cap: self.borrow_cap.into(),
            auction_cap: self.auction_cap.into(),
            dust: self.dust.into(),
            penalty_receivers: receivers
                .iter()
                .map(|(address, share_bps)| PenaltyReceiver {
                    address: address.clone(),
                    share_bps: *share_bps,
                })
                .collect(),
        }
    }
}

/// The ledger of a market, in smallest units of its asset. What lenders own is not stored: it is
/// `cash + debt + in_auction + unreconciled − reserves − penalties − held − surplus`, of which `stream` has yet to flow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Market {
    /// The contract's money of this market, whosever it is.
    pub cash: u128,
    /// Σ of the accounts' scaled debts.
    pub scaled_debt: u128,
    /// What a scaled unit owes, 18 decimals. Never falls.
    pub index: u128,
    /// Unix second up to which interest is in the index.
    pub accrued_at: u64,
    /// Debt in open lots.
    pub in_auction: u128,
    /// Debt of settled lots less what they brought, not yet applied to accounts.
    pub unreconciled: i128,
    /// Σ of the accounts' pending losses.
    pub pending_loss: u128,
    /// Reserves: the protocol's money, the first to pay for a loss.
    pub reserves: u128,
    /// Penalties to be paid out.
    pub penalties: u128,
    /// Penalties held until their accounts are reconciled.
    pub held: u128,
    /// Σ of the accounts' surplus.
    pub surplus: u128,
    /// Cover that came late, on its way to lenders.
    pub stream: Stream,
    /// Σ of the lenders' shares.
    pub shares: u128,
    /// Losses that lenders bore so far, less what was paid for later: a memo.
    pub written_off: u128,
    /// Losses that the insurance fund paid so far, and what anyone sent for lenders: a memo.
    pub covered: u128,
    /// Losses that reserves paid so far: a memo.
    pub reserves_used: u128,
}
packed_record!(Market {
    cash,
    scaled_debt,
    index,
    accrued_at,
    in_auction,
    unreconciled,
    pending_loss,
    reserves,
    penalties,
    held,
    surplus,
    stream,
    shares,
    written_off,
    covered,
    reserves_used
});
