//! What a contract that consigns lots must understand.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::Uint128;

use crate::auction::LotId;

/// A lot's result for one consignor.
#[cw_serde]
pub struct Settlement {
    /// The lot.
    pub lot: LotId,
    /// Base this consignor had in the lot, in smallest units.
    pub base: Uint128,
    /// Base sold of it. The rest comes back.
    pub sold: Uint128,
    /// Quote it raised, in smallest units, less the rewards.
    pub proceeds: Uint128,
    /// Quote that it raised and that went to who advanced the lot, within what the consignor allowed.
    pub rewards: Uint128,
}

/// The message a consigning contract receives, once for every lot, when the lot has finished. `proceeds` of the quote
/// asset and `base − sold` of the base asset come with it; a coin of zero is left out. Coins of the bank come as the
/// message's own; tokens have been transferred just before it, in the same submessage, so that all have come or none. The
/// consignor believes the house, and nobody else, about the tokens: a balance would count gifts. A failure is caught: the
/// money waits in the house, and anyone may retry with `Deliver`.
#[cw_serde]
pub enum ConsignorMsg {
    /// The lot has finished.
    LotSettled(Settlement),
}
