//! The backstop: who buys what nobody bid for.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::Uint128;

/// A sale of what is left to one buyer, a contract that understands [`BackstopMsg`](crate::backstop::BackstopMsg): behind another
/// stage, as the last one. It happens in the `Advance` that leaves the stage before, at the lower of that stage's last price and
/// today's price less the discount, rounded up; it needs a valid price and no pause. The buyer pays what it likes; then the lot ends.
#[cw_serde]
pub struct BackstopStage {
    /// The buyer.
    pub buyer: String,
    /// How far below today's price it buys, in basis points, 0 to 5,000.
    pub discount_bps: u32,
    /// The most base that it buys of a lot, in smallest units, above 0; no bound when left out.
    pub max_base: Option<Uint128>,
}
