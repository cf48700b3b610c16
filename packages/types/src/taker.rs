//! What a contract that takes with a callback must understand.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Binary, Coin};

use crate::auction::LotId;

/// A take that is being settled, as its taker is told of it.
#[cw_serde]
pub struct TakeCall {
    /// The lot.
    pub lot: LotId,
    /// The base bought, in smallest units, above 0. Its recipient has it already.
    pub base: Coin,
    /// The quote to be paid, in smallest units, above 0: just this, by `Pay`, before the call is over.
    pub owed: Coin,
    /// The `callback` of the take, as it was.
    pub data: Binary,
}

/// The message that a contract receives when it has sent `Take` with a `callback`: once, within that take, when the base has left
/// the house.
///
/// Whatever it answers with, in its own messages or in those of contracts that they call, must bring the house just what is owed by
/// [`Pay`](crate::auction::ExecuteMsg::Pay): from whomever, in as many parts as it likes. A transfer to the house pays for nothing.
/// Then the house settles the take; where anything is missing, or any message fails, the take and all that came of it is undone.
/// Until it is settled the house refuses everything but `Pay`: the base is sold elsewhere.
///
/// Any contract can send this message, so it is believed from the house alone. The house calls nobody but the sender of the take: a
/// contract that lets only those take whom it trusts needs no other check.
#[cw_serde]
pub enum TakerMsg {
    /// The base has left; it is time to pay.
    TakeSettlement(TakeCall),
}
