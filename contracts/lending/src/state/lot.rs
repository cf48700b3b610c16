//! A lot from this contract's side.

use gavel_math::liquidation::Division;
use gavel_math::packed_record;

use super::{AccountKey, CollateralId, MarketId};

/// A lot that accounts have tickets of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LotRecord {
    /// The collateral sold.
    pub collateral: CollateralId,
    /// The market repaid.
    pub market: MarketId,
    /// The account, where it is the only one.
    pub only: Option<AccountKey>,
    /// Accounts that still have a ticket.
    pub tickets: u32,
    /// Base of all tickets.
    pub base: u128,
    /// Debt of all tickets.
    pub debt: u128,
    /// How proceeds divide, as of the first ticket.
    pub division: Division,
    /// The result, once the lot has finished and while accounts do not have it yet.
    pub result: Option<LotResult>,
}
packed_record!(LotRecord {
    collateral,
    market,
    only,
    tickets,
    base,
    debt,
    division,
    result
});

/// A finished lot's result, and what of it accounts have not been given yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LotResult {
    /// Proceeds that repay debt.
    pub net: u128,
    /// Proceeds held back as penalty.
    pub penalty: u128,
    /// Base that came back.
    pub unsold: u128,
    /// `net` not yet given.
    pub net_left: u128,
    /// `penalty` not yet given.
    pub penalty_left: u128,
    /// `unsold` not yet given.
    pub unsold_left: u128,
}
packed_record!(LotResult {
    net,
    penalty,
    unsold,
    net_left,
    penalty_left,
    unsold_left
});
