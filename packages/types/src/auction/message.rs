//! What is done with the house.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Decimal, Uint128};
use cw_ownable::cw_ownable_execute;

use super::{Config, GovernMsg, LotId, PairId};

/// Sets the contract up.
#[cw_serde]
pub struct InstantiateMsg {
    /// Who governs.
    pub owner: String,
    /// The house's configuration.
    pub config: Config,
}

/// What anyone, bidders, consignors and governance may do.
#[cw_ownable_execute]
#[cw_serde]
pub enum ExecuteMsg {
    /// Puts the base sent with this message, and no other coin, up for sale in a lot of its own. Only a consignor of the pair;
    /// never refused by a pause: the lot's clock then stands. Refused when the pair is closed, without a valid price of both
    /// assets, and when the lot it would open is not the one expected.
    Consign {
        /// The pair.
        pair: PairId,
        /// The number of the lot it joins: see the raw pair record, or the query `Pair`.
        expected_lot: u32,
        /// Quote to raise, in smallest units, where the sale shall stop; above the pair's quote dust.
        tab: Option<Uint128>,
    },
    /// Buys base from a lot in a Dutch stage at its price now, `⌈reference · ratio⌉`, paid with the quote sent and no other coin; the
    /// cost is rounded up. Anyone. What is sent above the cost comes back to the sender. It buys less than `amount` where less is
    /// left, where the tab is raised earlier, or where more would leave dust. A lot of which nothing is left, or whose tab is raised,
    /// ends with it. Refused while paused, without a valid price where the reference is live, behind a minute's gap where it is
    /// fixed, above `max_price`, below `min_amount`, and when less than the cost was sent.
    Take {
        /// The lot.
        lot: LotId,
        /// The most base to buy, in smallest units, above 0.
        amount: Uint128,
        /// The highest price to pay, whole quote per whole base, 18 decimals.
        max_price: Decimal,
        /// The least base to buy, in smallest units; 1 by default.
        min_amount: Option<Uint128>,
        /// Who receives the base; the sender by default. The change goes to the sender.
        recipient: Option<String>,
    },
    /// Takes the lot's next step when it is due: a restart, the next stage, or its end. Anyone; takes no coins. A restart and a
    /// stage need a valid price; without one for an hour in a stage, the lot moves on. Refused when nothing is due or a price must
    /// be awaited. A pause refuses only to price a fixed lot anew. Where the lot's clock stands although nothing stops it, as
    /// behind a pause that ran out by itself, it starts it again, due or not.
    Advance {
        /// The lot.
        lot: LotId,
    },
    /// Tries again to deliver a finished lot to a consignor that failed to receive it. Anyone; takes no coins. Refused when nothing of
    /// the lot waits for that consignor. Never refused by a pause.
    Deliver {
        /// The lot.
        lot: LotId,
        /// The consignor.
        consignor: String,
    },
    /// Pays out the sender's whole credit of an asset; takes no coins. Refused when there is none. Never refused by a pause.
    Withdraw {
        /// The asset.
        denom: String,
        /// Who receives it; the sender by default.
        recipient: Option<String>,
    },
    /// Stops takes and every lot's clock for 48 hours. Only the guardian, a week after the last pause ended, or the owner, who
    /// thereby renews a pause; takes no coins.
    Pause {},
    /// Changes what governance sets. Only the owner; takes no coins.
    Govern(GovernMsg),
}

/// Takes the contract to this version. Refused from another contract or a later version.
#[cw_serde]
pub struct MigrateMsg {}
